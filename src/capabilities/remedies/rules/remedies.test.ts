import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nationalCalendar, type PlainDate, plainDate } from '../../../kernel/calendar/index.ts';
import { type ClockedCase, checkExtension, clocksOf, nextClock, type RemedyClock } from './clocks.ts';
import { conclusions, conclusionsOf, type RemedyKind, remedyKinds } from './conclusions.ts';
import { foldRemedy, lawfulRemedyEvents, type RemedyEvent, RemedyRefusedError } from './course.ts';

const calendar = nationalCalendar();
const day = plainDate;

function remedy(events: RemedyEvent[], more: Partial<ClockedCase> = {}): ClockedCase {
  return {
    kind: 'reconsideration',
    attacked: 'reply',
    knownOn: day('2025-08-08'),
    remedyTold: true,
    reansweredOn: null,
    events,
    ...more,
  };
}

const clock = (list: readonly RemedyClock[], id: RemedyClock['id']): RemedyClock | undefined =>
  list.find((one) => one.id === id);
const dueOf = (events: RemedyEvent[], id: RemedyClock['id'], more: Partial<ClockedCase> = {}, today = '2025-10-20') =>
  clock(clocksOf(remedy(events, more), day(today), calendar), id)?.due;

const filed: RemedyEvent = { kind: 'filed', on: day('2025-09-26') };
const accepted: RemedyEvent = { kind: 'accepted', on: day('2025-09-29') };
const copied: RemedyEvent = { kind: 'copy-received', on: day('2025-09-30') };

describe('clocks of a reconsideration', () => {
  // By hand from the reference examples 25, 27 and the notices of 2025.
  it.each<[string, RemedyClock['id'], RemedyEvent[], Partial<ClockedCase>, string]>([
    ['60 days to apply, moved behind the holidays', 'RECONSIDERATION_APPLY', [filed], {}, '2025-10-09'],
    [
      'a year to apply where the remedy was not told',
      'RECONSIDERATION_APPLY',
      [filed],
      { remedyTold: false },
      '2026-08-10',
    ],
    ['5 working days to accept', 'RECONSIDERATION_ACCEPT', [filed], {}, '2025-10-10'],
    ['7 working days to send the copy', 'RECONSIDERATION_SERVE', [filed, accepted], {}, '2025-10-15'],
    ['10 working days to answer', 'RECONSIDERATION_ANSWER', [filed, accepted, copied], {}, '2025-10-21'],
    [
      '5 working days to answer in the simplified procedure',
      'RECONSIDERATION_ANSWER_SIMPLIFIED',
      [filed, { ...accepted, procedure: 'simplified' }, copied],
      {},
      '2025-10-14',
    ],
    ['60 days to decide', 'RECONSIDERATION_DECIDE', [filed, accepted], {}, '2025-11-28'],
    [
      '30 days to decide in the simplified procedure',
      'RECONSIDERATION_DECIDE_SIMPLIFIED',
      [filed, { ...accepted, procedure: 'simplified' }],
      {},
      '2025-10-29',
    ],
  ])('%s', (_what, id, events, more, due) => {
    expect(dueOf(events, id, more)).toBe(due);
  });

  it('stand still while the case does, and go on by the days they stood', () => {
    const suspended: RemedyEvent = { kind: 'suspended', on: day('2025-10-10') };
    expect(dueOf([filed, accepted, suspended], 'RECONSIDERATION_DECIDE')).toBeNull();
    const resumed: RemedyEvent = { kind: 'resumed', on: day('2025-10-20') };
    // 28 November and ten days is 8 December, a Monday.
    expect(dueOf([filed, accepted, suspended, resumed], 'RECONSIDERATION_DECIDE')).toBe('2025-12-08');
  });

  it('press by the organ’s own first, and not by rights that others let go', () => {
    const events = [filed, accepted, copied];
    expect(nextClock(clocksOf(remedy(events), day('2025-10-10'), calendar))).toMatchObject({
      id: 'RECONSIDERATION_ANSWER',
      party: 'organ',
      state: 'running',
    });
    const late = clocksOf(remedy(events), day('2025-10-22'), calendar);
    expect(clock(late, 'RECONSIDERATION_ANSWER')?.state).toBe('missed');
    const answered: RemedyEvent = { kind: 'answered', on: day('2025-10-22') };
    const after = clocksOf(remedy([...events, answered]), day('2025-10-23'), calendar);
    expect(clock(after, 'RECONSIDERATION_ANSWER')).toMatchObject({ state: 'missed', metOn: '2025-10-22' });
    expect(nextClock(after)?.id).toBe('RECONSIDERATION_DECIDE');
    const upheld: RemedyEvent = { kind: 'concluded', on: day('2025-11-20'), conclusion: 'upheld' };
    expect(nextClock(clocksOf(remedy([...events, answered, upheld]), day('2026-03-01'), calendar))).toBeUndefined();
  });

  it('tell no last day past the published calendars', () => {
    const on = day('2026-12-10');
    const list = clocksOf(
      remedy(
        [
          { kind: 'filed', on },
          { kind: 'accepted', on },
        ],
        { knownOn: on },
      ),
      on,
      calendar,
    );
    expect(clock(list, 'RECONSIDERATION_DECIDE')).toMatchObject({ due: null, note: expect.stringContaining('2027年') });
  });

  it('may be extended once, by at most thirty days, before they end', () => {
    const check = (on: string, until: string) => () =>
      checkExtension(remedy([filed, accepted]), { kind: 'extended', on: day(on), until: day(until) }, calendar);
    // The ninetieth day is a Sunday.
    expect(check('2025-11-20', '2025-12-30')).toThrow('最迟为2025-12-29');
    expect(check('2025-11-20', '2025-12-29')).not.toThrow();
    expect(check('2025-12-01', '2025-12-20')).toThrow('已于2025-11-28届满');
    const extended: RemedyEvent = { kind: 'extended', on: day('2025-11-20'), until: day('2025-12-28') };
    expect(() => foldRemedy([filed, accepted, extended, extended], 'reconsideration')).toThrow('只能延长一次');
    expect(dueOf([filed, accepted, extended], 'RECONSIDERATION_DECIDE')).toBe('2025-12-28');
  });

  it('run for the new answer by the decision, or by the Regulation where it names no day', () => {
    const order = (dueOn: PlainDate | null): RemedyEvent[] => [
      filed,
      accepted,
      {
        kind: 'concluded',
        on: day('2025-11-03'),
        receivedOn: day('2025-11-05'),
        conclusion: 'revoked',
        reanswer: { dueOn },
      },
    ];
    expect(dueOf(order(day('2025-11-20')), 'REANSWER')).toBe('2025-11-20');
    expect(dueOf(order(null), 'REANSWER')).toBe('2025-12-03');
    const obeyed = clocksOf(remedy(order(null), { reansweredOn: day('2025-12-01') }), day('2025-12-10'), calendar);
    expect(clock(obeyed, 'REANSWER')?.state).toBe('met');
    expect(nextClock(obeyed)).toBeUndefined();
  });
});

describe('clocks of a suit', () => {
  const suit = (events: RemedyEvent[], more: Partial<ClockedCase> = {}) =>
    clocksOf(remedy(events, { kind: 'litigation-direct', ...more }), day('2024-11-01'), calendar);

  it('count the time to sue by what is attacked and what came before', () => {
    const on = day('2024-09-19');
    const due = (more: Partial<ClockedCase>) => suit([{ kind: 'filed', on }], more)[0];
    // Reference example 18.
    expect(due({ knownOn: day('2024-03-15') })).toMatchObject({
      id: 'LITIGATE_DIRECT',
      due: '2024-09-18',
      state: 'missed',
    });
    expect(due({ knownOn: day('2024-03-15'), attacked: 'inaction' })?.id).toBe('LITIGATE_INACTION');
    // Reference example 19.
    expect(due({ knownOn: day('2024-02-02'), kind: 'litigation-after-reconsideration' })).toMatchObject({
      due: '2024-02-18',
    });
  });

  it('give fifteen days to answer, fifteen to appeal a judgment and ten a ruling', () => {
    const course: RemedyEvent[] = [
      { kind: 'filed', on: day('2024-04-01') },
      { kind: 'accepted', on: day('2024-04-03') },
      { kind: 'copy-received', on: day('2024-04-08') },
      { kind: 'answered', on: day('2024-04-20') },
    ];
    expect(clock(suit(course), 'LITIGATION_ANSWER')).toMatchObject({ due: '2024-04-23', state: 'met' });
    expect(clock(suit(course), 'LITIGATION_JUDGE')?.due).toBe('2024-10-08');
    const end = (conclusion: 'claim-dismissed' | 'suit-dismissed'): RemedyEvent => ({
      kind: 'concluded',
      on: day('2024-10-21'),
      conclusion,
    });
    expect(clock(suit([...course, end('claim-dismissed')]), 'LITIGATION_APPEAL')?.due).toBe('2024-11-05');
    expect(clock(suit([...course, end('suit-dismissed')]), 'LITIGATION_APPEAL_RULING')?.due).toBe('2024-10-31');
  });
});

describe('the course of a case', () => {
  const judged: RemedyEvent[] = [
    { kind: 'filed', on: day('2024-04-01') },
    { kind: 'accepted', on: day('2024-04-03') },
    { kind: 'concluded', on: day('2024-07-01'), conclusion: 'revoked', reanswer: { dueOn: null } },
    { kind: 'appealed', on: day('2024-07-10'), by: 'organ' },
  ];
  const appealed = (event: Partial<RemedyEvent>) =>
    foldRemedy(
      [...judged, { kind: 'appeal-concluded', on: day('2024-09-20'), ...event } as RemedyEvent],
      'litigation-direct',
    );

  it('is pending again while an appeal runs, and no order stands meanwhile', () => {
    expect(foldRemedy(judged, 'litigation-direct')).toMatchObject({
      state: 'appealed',
      concludedOn: null,
      result: null,
      reanswer: null,
    });
  });

  it('ends by the appeal: affirmed, changed, or sent back', () => {
    expect(appealed({ outcome: 'affirmed' } as never)).toMatchObject({
      result: 'corrected',
      concludedOn: '2024-09-20',
    });
    expect(appealed({ outcome: 'changed', conclusion: 'claim-dismissed' } as never).result).toBe('upheld');
    expect(() => appealed({ outcome: 'changed' } as never)).toThrow('改判后的结果');
    expect(appealed({ outcome: 'remanded' } as never)).toMatchObject({ state: 'accepted', result: null });
  });

  it('knows what belongs to which procedure', () => {
    expect(() => foldRemedy(judged, 'reconsideration')).toThrow(RemedyRefusedError);
    expect(conclusionsOf('litigation-direct')).not.toContain('upheld');
    expect(conclusionsOf('reconsideration')).not.toContain('suit-dismissed');
    const upheld: RemedyEvent = {
      kind: 'concluded',
      on: day('2025-11-01'),
      conclusion: 'upheld',
      reanswer: { dueOn: null },
    };
    expect(() => foldRemedy([filed, accepted, upheld], 'reconsideration')).toThrow('才能责令重新答复');
  });

  it('offers exactly what the fold accepts', () => {
    const kinds = fc.constantFrom(...remedyKinds);
    const steps = fc.array(fc.nat(11), { maxLength: 9 });
    fc.assert(
      fc.property(kinds, steps, (kind: RemedyKind, picks) => {
        const events: RemedyEvent[] = [{ kind: 'filed', on: day('2025-01-06') }];
        for (const pick of picks) {
          const lawful = lawfulRemedyEvents(kind, events);
          if (lawful.length === 0) return;
          const next = lawful[pick % lawful.length]!;
          const event = { kind: next, on: day('2025-01-06') } as RemedyEvent;
          if (event.kind === 'extended') event.until = day('2025-03-31');
          if (event.kind === 'concluded') event.conclusion = 'withdrawn';
          if (event.kind === 'appeal-concluded') event.outcome = pick % 2 === 0 ? 'affirmed' : 'remanded';
          events.push(event);
          expect(() => foldRemedy(events, kind)).not.toThrow();
        }
      }),
    );
  });

  it('sorts every conclusion into a column of table four', () => {
    for (const { result } of Object.values(conclusions)) expect(['upheld', 'corrected', 'other']).toContain(result);
  });
});
