import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, nationalCalendar, type PlainDate, plainDate, toEpochDay } from '../calendar/index.ts';
import {
  directSuitLimit,
  MAXIMUM_DECISION_EXTENSION_DAYS,
  type RemedyKnowledge,
  reconsiderationAcceptance,
  reconsiderationDecisionDue,
  reconsiderationLimit,
} from './remedy-limits.ts';

const calendar = nationalCalendar();
const day = plainDate;
const known = (on: string, more: Partial<RemedyKnowledge> = {}): RemedyKnowledge => ({
  knownOn: day(on),
  told: 'with-act',
  ...more,
});

describe('time to apply for reconsideration (C13)', () => {
  it.each<[string, RemedyKnowledge, string, string]>([
    ['told with the act', known('2024-01-05'), '2024-03-05', 'period'],
    ['the sixtieth day a holiday', known('2025-08-08'), '2025-10-09', 'period'],
    [
      'told later: sixty days from then',
      known('2024-03-15', { told: { on: day('2024-06-10') } }),
      '2024-08-09',
      'period',
    ],
    [
      'told late: a year is the most',
      known('2024-03-15', { told: { on: day('2025-02-20') } }),
      '2025-03-17',
      'one-year',
    ],
    ['never told: a year', known('2024-03-15', { told: 'never' }), '2025-03-17', 'one-year'],
    ['told before the act was known', known('2024-01-05', { told: { on: day('2024-01-02') } }), '2024-03-05', 'period'],
    ['five years after the act', known('2023-05-20', { madeOn: day('2018-06-01') }), '2023-06-01', 'absolute'],
    [
      'twenty years for real property',
      known('2023-05-20', { madeOn: day('2018-06-01'), overRealProperty: true }),
      '2023-07-19',
      'period',
    ],
    [
      'ten days of 不可抗力',
      known('2024-01-05', { obstacles: [{ from: day('2024-02-01'), to: day('2024-02-10') }] }),
      '2024-03-15',
      'period',
    ],
    [
      'an obstacle before the act was known takes nothing',
      known('2024-01-05', { obstacles: [{ from: day('2024-01-01'), to: day('2024-01-05') }] }),
      '2024-03-05',
      'period',
    ],
    [
      'overlapping obstacles count once',
      known('2024-01-05', {
        obstacles: [
          { from: day('2024-02-01'), to: day('2024-02-10') },
          { from: day('2024-02-05'), to: day('2024-02-12') },
        ],
      }),
      // Sixty days end on 5 March, twelve were lost: Sunday 17 March, so Monday.
      '2024-03-18',
      'period',
    ],
  ])('%s', (_, knowledge, due, by) => {
    expect(reconsiderationLimit(knowledge, calendar)).toMatchObject({ due, by });
  });

  it('refuses an obstacle that ends before it begins', () => {
    const obstacles = [{ from: day('2024-02-10'), to: day('2024-02-01') }];
    expect(() => reconsiderationLimit(known('2024-01-05', { obstacles }), calendar)).toThrow(RangeError);
  });
});

describe('time to sue directly (C18)', () => {
  it.each<[string, RemedyKnowledge, string, string]>([
    ['six months, the last day a holiday', known('2024-03-15'), '2024-09-18', 'period'],
    [
      'told of the period late: a year is the most',
      known('2024-03-15', { told: { on: day('2024-12-02') } }),
      '2025-03-17',
      'one-year',
    ],
    ['told soon after', known('2024-03-15', { told: { on: day('2024-04-10') } }), '2024-10-10', 'period'],
    ['five years after the act', known('2023-05-20', { madeOn: day('2018-06-01') }), '2023-06-01', 'absolute'],
  ])('%s', (_, knowledge, due, by) => {
    expect(directSuitLimit(knowledge, calendar)).toMatchObject({ due, by });
  });
});

const date = fc
  .integer({ min: toEpochDay('2012-01-01'), max: toEpochDay('2023-12-31') })
  .map((n) => addDays(day('1970-01-01'), n));
const knowledge = fc
  .record({
    knownOn: date,
    told: fc.oneof(fc.constantFrom('with-act' as const, 'never' as const), fc.record({ on: date })),
    obstacles: fc.array(
      fc.tuple(date, fc.nat({ max: 40 })).map(([from, days]) => ({ from, to: addDays(from, days) })),
      { maxLength: 3 },
    ),
    age: fc.nat({ max: 2500 }),
    overRealProperty: fc.boolean(),
  })
  .map(({ age, ...rest }) => ({ ...rest, madeOn: addDays(rest.knownOn, -age) }));

describe.each([
  ['reconsideration', reconsiderationLimit],
  ['suit', directSuitLimit],
] as const)('the limit of a %s', (_, limitOf) => {
  it('is a working day but for the absolute one, which it never passes', () => {
    fc.assert(
      fc.property(knowledge, (known) => {
        const { due, by } = limitOf(known, calendar);
        if (by !== 'absolute') expect(calendar.isWorkingDay(due)).toBe(true);
        expect(due <= addMonths(known.madeOn, known.overRealProperty ? 240 : 60)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never earlier for who was told late or hindered, and never more than a year for who was not told', () => {
    fc.assert(
      fc.property(knowledge, ({ madeOn: _made, ...known }) => {
        const { due } = limitOf(known, calendar);
        const { obstacles: _obstacles, ...unhindered } = known;
        expect(due >= limitOf(unhindered, calendar).due).toBe(true);
        expect(due >= limitOf({ knownOn: known.knownOn, told: 'with-act' }, calendar).due).toBe(true);
        if (known.told === 'never') expect(due).toBe(calendar.rollForward(addMonths(known.knownOn, 12)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('accepting an application for reconsideration (C14)', () => {
  it('silence is acceptance', () => {
    expect(reconsiderationAcceptance({ receivedOn: day('2025-09-26') }, calendar)).toEqual({
      examineBy: '2025-10-10',
      isNoticeLate: false,
      correctBy: null,
      deemedAcceptedOn: '2025-10-10',
    });
  });

  it('a correction stops it, and is examined afresh', () => {
    const correction = { askedOn: day('2025-09-28'), deliveredOn: day('2025-09-29'), correctedOn: null };
    const open = reconsiderationAcceptance({ receivedOn: day('2025-09-26'), correction }, calendar);
    expect(open).toMatchObject({ isNoticeLate: false, correctBy: '2025-10-20', deemedAcceptedOn: null });
    const done = { ...correction, correctedOn: day('2025-10-13') };
    expect(reconsiderationAcceptance({ receivedOn: day('2025-09-26'), correction: done }, calendar)).toMatchObject({
      examineBy: '2025-10-20',
      deemedAcceptedOn: '2025-10-20',
    });
  });

  it('a correction asked for too late changes nothing', () => {
    const correction = { askedOn: day('2025-10-11'), deliveredOn: null, correctedOn: null };
    expect(reconsiderationAcceptance({ receivedOn: day('2025-09-26'), correction }, calendar)).toMatchObject({
      isNoticeLate: true,
      deemedAcceptedOn: '2025-10-10',
    });
  });
});

describe('deciding a reconsideration (C17)', () => {
  const due = (more: {
    procedure?: 'ordinary' | 'simplified';
    extensionDays?: number;
    suspendedDays?: number;
  }): PlainDate =>
    reconsiderationDecisionDue({ acceptedOn: day('2025-08-08'), procedure: 'ordinary', ...more }, calendar);

  it.each([
    ['sixty days, the last a holiday', {}, '2025-10-09'],
    ['thirty more', { extensionDays: 30 }, '2025-11-06'],
    ['simplified', { procedure: 'simplified' as const }, '2025-09-08'],
    ['ten days of 中止', { suspendedDays: 10 }, '2025-10-17'],
  ])('%s', (_, more, expected) => {
    expect(due(more)).toBe(expected);
  });

  it('refuses what the article does not know', () => {
    expect(() => due({ extensionDays: MAXIMUM_DECISION_EXTENSION_DAYS + 1 })).toThrow(RangeError);
    expect(() => due({ procedure: 'simplified', extensionDays: 5 })).toThrow('简易程序');
  });
});
