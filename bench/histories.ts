import type { ApplicationEvent, Outcome } from '../src/capabilities/requests/index.ts';
import { addDays, type PlainDate, type WorkingCalendar } from '../src/kernel/calendar/index.ts';

/** Small fast generator (mulberry32): benches need the same data each time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const outcomes: Outcome[] = [
  'GRANTED',
  'GRANTED',
  'PARTIAL',
  'NOT_EXIST',
  'NOT_THIS_AGENCY',
  'DENIED_THIRD_PARTY',
  'PETITION',
  'ABANDONED_CORRECTION',
  'ALREADY_PUBLIC',
];

/** A lawful history of about five events: received, consulted or corrected or extended, replied unless it stays open. */
export function makeHistory(
  next: () => number,
  receivedOn: PlainDate,
  open: boolean,
  calendar: WorkingCalendar,
): ApplicationEvent[] {
  const events: ApplicationEvent[] = [
    { kind: 'submitted', on: receivedOn, channel: 'online' },
    { kind: 'received', on: receivedOn },
  ];
  const kind = next();
  let last = receivedOn;
  if (kind < 0.3) {
    const asked = calendar.addWorkingDays(receivedOn, 3);
    const corrected = calendar.addWorkingDays(asked, 6);
    events.push(
      { kind: 'correction-requested', on: asked, respondBy: calendar.addWorkingDays(asked, 10) },
      { kind: 'corrected', on: corrected },
    );
    last = corrected;
  } else if (kind < 0.8) {
    const sent = calendar.addWorkingDays(receivedOn, 4);
    events.push({ kind: 'consultation-sent', ref: '1', party: 'third-party', on: sent, deliveredOn: addDays(sent, 2) });
    const answered = calendar.addWorkingDays(sent, 8);
    events.push({ kind: 'consultation-answered', ref: '1', on: answered });
    last = answered;
  } else {
    const extended = calendar.addWorkingDays(receivedOn, 15);
    events.push({ kind: 'extended', on: extended, workingDays: 10, approvedBy: '公开办负责人' });
    last = extended;
  }
  if (!open) {
    const on = calendar.addWorkingDays(last, 5);
    events.push({
      kind: 'replied',
      on,
      outcome: outcomes[Math.floor(next() * outcomes.length)]!,
      service: 'post',
      servedOn: on,
    });
  }
  return events;
}
