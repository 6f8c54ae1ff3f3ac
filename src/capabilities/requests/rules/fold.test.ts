import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  fromEpochDay,
  nationalCalendar,
  type PlainDate,
  plainDate,
  toEpochDay,
} from '../../../kernel/calendar/index.ts';
import cases from './cases/clock.json' with { type: 'json' };
import { readClock } from './clock.ts';
import { clockLineSchema } from './event-schema.ts';
import type { ApplicationEvent, EventKind, Party } from './events.ts';
import { foldApplication } from './fold.ts';
import { outcomeKinds } from './outcomes.ts';
import { transitions } from './transitions.ts';

const calendar = nationalCalendar();

interface Case {
  name: string;
  receivedOn: string;
  asOf: string;
  events: unknown[];
  state: string;
  due?: string | null;
  workingDaysLeft?: number;
  overdue?: boolean;
  problems?: string[];
}

describe('worked cases', () => {
  it.each(cases as Case[])('$name', (worked) => {
    const line = clockLineSchema.parse({
      id: 1,
      receivedOn: worked.receivedOn,
      asOf: worked.asOf,
      events: worked.events,
    });
    const answer = readClock(
      { receivedOn: line.receivedOn, events: line.events as ApplicationEvent[] },
      line.asOf,
      calendar,
    );
    expect(answer.problems.map((problem) => problem.code)).toEqual(worked.problems ?? []);
    expect(answer.state).toBe(worked.state);
    if (worked.due !== undefined) expect(answer.due).toBe(worked.due);
    if (worked.workingDaysLeft !== undefined) expect(answer.workingDaysLeft).toBe(worked.workingDaysLeft);
    expect(answer.overdue).toBe(worked.overdue ?? false);
  });
});

const FIRST = toEpochDay('2019-05-15');
const LAST = toEpochDay('2026-03-31');
const date = (min = FIRST, max = LAST) => fc.integer({ min, max }).map(fromEpochDay);
const parties: Party[] = ['third-party', 'co-maker', 'other-organ', 'internal'];

/** A random event some days after the last one; a few come before it, with references that may not exist. */
const anyEvent = (after: PlainDate): fc.Arbitrary<ApplicationEvent> =>
  fc
    .record({
      gap: fc.integer({ min: -2, max: 12 }),
      later: fc.integer({ min: 0, max: 20 }),
      ref: fc.constantFrom('a', 'b', 'c'),
      party: fc.constantFrom(...parties),
      days: fc.integer({ min: 1, max: 25 }),
      approved: fc.boolean(),
      outcome: fc.constantFrom(...outcomeKinds),
      kind: fc.constantFrom<EventKind>(...(Object.keys(transitions.processing) as EventKind[])),
      flag: fc.boolean(),
    })
    .map(({ gap, later, ref, party, days, approved, outcome, kind, flag }): ApplicationEvent => {
      const on = addDays(after, gap);
      const then = addDays(on, later);
      switch (kind) {
        case 'submitted':
          return { kind, on, channel: 'online' };
        case 'correction-requested':
        case 'reasons-requested':
          return { kind, on, respondBy: then };
        case 'consultation-sent':
          return { kind, on, ref, party, deliveredOn: flag ? then : null };
        case 'consultation-answered':
          return { kind, on, ref };
        case 'notice-delivered':
          return { kind, on, ref: flag ? ref : null };
        case 'extended':
          return { kind, on, workingDays: days, approvedBy: approved ? '公开办负责人' : '' };
        case 'reasons-given':
          return { kind, on, reasonable: flag };
        case 'delayed':
          return { kind, on, until: then };
        case 'fee-notified':
          return { kind, on, deliveredOn: flag ? then : null };
        case 'replied':
          return { kind, on, outcome, service: 'post', servedOn: flag ? then : null };
        case 'served':
          return { kind, on, service: 'post' };
        case 'reanswer-ordered':
          return { kind, on, by: 'litigation', dueOn: then };
        case 'reanswered':
          return { kind, on, outcome, service: 'post', servedOn: then };
        default:
          return { kind, on };
      }
    });

const history = date().chain((receivedOn) =>
  fc.integer({ min: 0, max: 9 }).chain((length) => {
    let events: fc.Arbitrary<ApplicationEvent[]> = fc.constant([]);
    for (let i = 0; i < length; i++)
      events = events.chain((before) => anyEvent(before.at(-1)?.on ?? receivedOn).map((event) => [...before, event]));
    return events.map((list) => ({ receivedOn, events: list }));
  }),
);
const horizon = plainDate('2026-08-31');

describe('any history', () => {
  it('folds at every prefix and every day without throwing', () => {
    fc.assert(
      fc.property(history, ({ receivedOn, events }) => {
        for (let length = 0; length <= events.length; length++) {
          const prefix = { receivedOn, events: events.slice(0, length) };
          for (const asOf of [receivedOn, events[length - 1]?.on ?? receivedOn, horizon])
            foldApplication(prefix, asOf, calendar);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is never due on a rest day', () => {
    fc.assert(
      fc.property(history, ({ receivedOn, events }) => {
        const view = foldApplication({ receivedOn, events }, horizon, calendar);
        if (view.due !== null && view.delayedUntil === null) expect(calendar.isWorkingEpochDay(view.due)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('counts exactly the limit in its explanation, without gaps', () => {
    fc.assert(
      fc.property(history, ({ receivedOn, events }) => {
        const view = foldApplication({ receivedOn, events }, horizon, calendar);
        const { periods, due } = readClock({ receivedOn, events }, horizon, calendar);
        expect(periods[0]!.from).toBe(receivedOn);
        for (let i = 1; i < periods.length; i++) expect(periods[i]!.from).toBe(addDays(periods[i - 1]!.to, 1));
        if (due !== null && view.delayedUntil === null) {
          expect(periods.at(-1)!.to).toBe(due);
          const counted = periods.reduce((sum, period) => sum + period.days, 0);
          expect(counted).toBe(20 + view.extensionWorkingDays);
          for (const period of periods.filter((one) => one.counts))
            expect(toEpochDay(period.to) - toEpochDay(period.from) + 1).toBe(period.days);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('an unlawful event changes nothing but the list of problems', () => {
    fc.assert(
      fc.property(history, ({ receivedOn, events }) => {
        const clean: ApplicationEvent[] = [];
        for (const event of events) {
          const before = foldApplication({ receivedOn, events: clean }, horizon, calendar).problems.length;
          const view = foldApplication({ receivedOn, events: [...clean, event] }, horizon, calendar);
          const added = view.problems.slice(before);
          if (
            !added.some((problem) => problem.code === 'event-out-of-order' || problem.code === 'unknown-consultation')
          )
            clean.push(event);
        }
        const all = foldApplication({ receivedOn, events }, horizon, calendar);
        const lawful = foldApplication({ receivedOn, events: clean }, horizon, calendar);
        expect(all.due).toBe(lawful.due);
        expect(all.state).toBe(lawful.state);
        expect(all.outcome).toBe(lawful.outcome);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The slow and obvious count: walk the days and skip rest days and the days in any suspension (sent, resumed]. */
function countByHand(
  receivedOn: PlainDate,
  limit: number,
  suspended: { sent: PlainDate; resumed: PlainDate }[],
): PlainDate {
  let day = receivedOn;
  for (let counted = 0; counted < limit; ) {
    day = addDays(day, 1);
    if (!calendar.isWorkingDay(day)) continue;
    if (suspended.some(({ sent, resumed }) => sent < day && day <= resumed)) continue;
    counted++;
  }
  return day;
}

describe('suspension', () => {
  const consultations = fc.array(
    fc.record({
      sent: fc.integer({ min: 0, max: 25 }),
      delivery: fc.integer({ min: 0, max: 5 }),
      answer: fc.option(fc.integer({ min: 0, max: 30 })),
    }),
    { maxLength: 4 },
  );

  it('agrees with a count by hand, never shortens, and counts overlaps once', () => {
    fc.assert(
      fc.property(date(), consultations, (receivedOn, list) => {
        const suspended: { sent: PlainDate; resumed: PlainDate }[] = [];
        const events: ApplicationEvent[] = [];
        list.forEach(({ sent, delivery, answer }, i) => {
          const sentOn = addDays(receivedOn, sent);
          const deliveredOn = addDays(sentOn, delivery);
          const limit = calendar.addWorkingDays(deliveredOn, 15);
          events.push({
            kind: 'consultation-sent',
            ref: String(i),
            party: i % 2 ? 'co-maker' : 'third-party',
            on: sentOn,
            deliveredOn,
          });
          const answeredOn = answer === null ? null : addDays(sentOn, answer);
          if (answeredOn) events.push({ kind: 'consultation-answered', ref: String(i), on: answeredOn });
          suspended.push({ sent: sentOn, resumed: answeredOn && answeredOn < limit ? answeredOn : limit });
        });
        events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.kind < b.kind ? 1 : -1));
        const view = foldApplication({ receivedOn, events }, horizon, calendar);
        expect(view.problems).toEqual([]);
        const due = calendar.text(view.due!);
        expect(due).toBe(countByHand(receivedOn, 20, suspended));
        expect(due >= calendar.addWorkingDays(receivedOn, 20)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a record from its first event', () => {
  it('begins with a submission, which happens once', () => {
    const events: ApplicationEvent[] = [
      { kind: 'submitted', on: plainDate('2025-09-01'), channel: 'online' },
      { kind: 'received', on: plainDate('2025-09-02') },
    ];
    const view = foldApplication({ receivedOn: null, events }, plainDate('2025-09-03'), calendar);
    expect(view.problems).toEqual([]);
    expect(calendar.text(view.start!)).toBe('2025-09-02');
    const again = foldApplication(
      { receivedOn: null, events: [...events, { ...events[0]!, on: plainDate('2025-09-03') }] },
      plainDate('2025-09-03'),
      calendar,
    );
    expect(again.problems.map((problem) => problem.code)).toEqual(['event-out-of-order']);
  });

  it('has no clock before it is confirmed as received', () => {
    const view = foldApplication(
      { receivedOn: null, events: [{ kind: 'submitted', on: plainDate('2025-09-01'), channel: 'online' }] },
      plainDate('2025-09-30'),
      calendar,
    );
    expect(view).toMatchObject({ state: 'submitted', due: null, overdue: false });
  });
});

describe('a notice that is delivered later', () => {
  const view = (events: ApplicationEvent[], asOf: string) =>
    foldApplication({ receivedOn: plainDate('2023-09-18'), events }, plainDate(asOf), calendar);
  const sent = (on: string, deliveredOn: string | null): ApplicationEvent => ({
    kind: 'consultation-sent',
    on: plainDate(on),
    ref: '示公开告〔2023〕3号',
    party: 'third-party',
    deliveredOn: deliveredOn === null ? null : plainDate(deliveredOn),
  });
  const delivered = (on: string, ref: string | null = '示公开告〔2023〕3号'): ApplicationEvent => ({
    kind: 'notice-delivered',
    on: plainDate(on),
    ref,
  });

  it('starts the days of a third party as if the day had been known when it was sent (worked example 9)', () => {
    const known = view([sent('2023-09-22', '2023-09-25')], '2023-10-23');
    const later = view([sent('2023-09-22', null), delivered('2023-09-25')], '2023-10-23');
    expect({ ...later, problems: [] }).toEqual(known);
    expect(calendar.text(later.due!)).toBe('2023-11-13');
    expect(view([sent('2023-09-22', null)], '2023-10-23').due).toBeNull();
  });

  it('starts the days to pay, once, and is refused where nothing was sent', () => {
    const notified: ApplicationEvent = { kind: 'fee-notified', on: plainDate('2023-09-20'), deliveredOn: null };
    const open = view([notified], '2024-03-01');
    expect([open.state, open.waiting?.until]).toEqual(['awaiting-payment', null]);
    const told = view([notified, delivered('2023-09-21', null)], '2023-10-24');
    expect([told.state, calendar.text(told.waiting!.until!)]).toEqual(['payment-lapsed', '2023-10-23']);
    const codes = (events: ApplicationEvent[]) => view(events, '2024-01-01').problems.map(({ code }) => code);
    expect(codes([notified, delivered('2023-09-21', null), delivered('2023-09-22', null)])).toEqual([
      'event-out-of-order',
    ]);
    expect(codes([delivered('2023-09-21', null)])).toEqual(['event-out-of-order']);
    expect(codes([delivered('2023-09-21', 'unknown')])).toEqual(['unknown-consultation']);
    expect(codes([sent('2023-09-22', '2023-09-25'), delivered('2023-09-26')])).toEqual(['event-out-of-order']);
  });
});
