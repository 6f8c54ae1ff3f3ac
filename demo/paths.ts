import type { Outcome } from '../src/capabilities/requests/index.ts';
import type { PlainDate, WorkingCalendar } from '../src/kernel/calendar/index.ts';
import { Course } from './course.ts';
import type { Random } from './random.ts';

/**
 * How likely a course is corrected, extended or sent out for an opinion on its way to the outcome; the rest goes straight
 * to the reply.
 */
const DETOURS: Partial<Record<Outcome, { correct?: number; extend?: number; coMaker?: number; otherOrgan?: number }>> =
  {
    GRANTED: { correct: 0.14, extend: 0.08, coMaker: 0.06 },
    ALREADY_PUBLIC: { correct: 0.06 },
    PARTIAL: { correct: 0.1, extend: 0.15 },
    NOT_EXIST: { correct: 0.18, extend: 0.12, otherOrgan: 0.05 },
    NOT_THIS_AGENCY: { correct: 0.08 },
    DENIED_STATE_SECRET: { otherOrgan: 1 },
    DENIED_CASE_FILE: { extend: 0.5 },
    NEEDS_CREATION: { extend: 0.3 },
  };

/** Why parts are withheld; personal data and trade secrets only after the third party was asked (条例 Art. 32). */
const WITHHELD: readonly (readonly Outcome[])[] = [
  ['DENIED_THIRD_PARTY'],
  ['DENIED_THIRD_PARTY'],
  ['DENIED_PROCESS'],
  ['DENIED_CASE_FILE'],
  ['NOT_EXIST'],
];

/** A whole course from receipt to the served reply, with what usually comes before such an outcome. */
export function courseTo(
  outcome: Outcome,
  receivedOn: PlainDate,
  approvedBy: string,
  calendar: WorkingCalendar,
  random: Random,
): Course {
  const course = new Course(calendar, random, receivedOn);
  if (outcome === 'ABANDONED_CORRECTION') {
    course.letCorrectionLapse();
    return course;
  }
  if (outcome === 'WITHDRAWN') {
    course.withdraw();
    return course;
  }
  const detours = DETOURS[outcome] ?? {};
  const withheld = outcome === 'PARTIAL' ? random.pick(WITHHELD) : undefined;
  if (random.chance(outcome === 'STILL_UNCLEAR' ? 1 : (detours.correct ?? 0))) course.correct();
  if (outcome === 'DENIED_THIRD_PARTY' || withheld?.includes('DENIED_THIRD_PARTY'))
    course.consult('third-party', random.chance(0.75) ? false : null);
  if (random.chance(detours.coMaker ?? 0)) course.consult('co-maker', random.chance(0.7) ? true : null);
  if (random.chance(detours.otherOrgan ?? 0)) course.consult('other-organ', false);
  if (random.chance(detours.extend ?? 0)) course.extend(approvedBy);
  course.reply(outcome, withheld);
  return course;
}
