/** Limits of reconsideration and litigation that depend on more than the day they start: clocks C13, C14, C17 and C18. */
import {
  addDays,
  addMonths,
  fromEpochDay,
  type PlainDate,
  toEpochDay,
  type WorkingCalendar,
} from '../calendar/index.ts';
import { basis, type LegalBasis } from '../legal-basis/index.ts';
import { lastDayOf } from './clocks.ts';

/** Days on which 不可抗力 or another obstacle of no fault of the applicant's hindered them, both inclusive. */
export interface Obstacle {
  from: PlainDate;
  to: PlainDate;
}

export interface RemedyKnowledge {
  /** The day the person knew or should have known of the act and its content. */
  knownOn: PlainDate;
  /**
   * When the person was told of the remedy (right, organ and period): with the act, on a later day, or not at all.
   * Being told before the act was known counts as with the act.
   */
  told: 'with-act' | 'never' | { on: PlainDate };
  /** The day the act was made, for the absolute limit; without it that limit is not looked at. */
  madeOn?: PlainDate;
  /** Acts over real property (不动产): 20 years instead of 5. */
  overRealProperty?: boolean;
  obstacles?: readonly Obstacle[];
}

export interface RemedyLimit {
  /** Last day on which the remedy may be sought. */
  due: PlainDate;
  /** What sets it: the ordinary period, the longest one of a person not told, or the absolute limit since the act. */
  by: 'period' | 'one-year' | 'absolute';
  legalBasis: LegalBasis;
}

const UNTOLD_MONTHS = 12;
const ABSOLUTE_MONTHS = 5 * 12;
const ABSOLUTE_MONTHS_REAL_PROPERTY = 20 * 12;

interface LimitArticles {
  period: LegalBasis;
  untold: LegalBasis;
  absolute: LegalBasis;
}

/** `day` moved by the days lost to obstacles that fall into the period; overlapping obstacles count once. */
function afterObstacles(start: PlainDate, day: PlainDate, obstacles: readonly Obstacle[]): PlainDate {
  let due = toEpochDay(day);
  // Day 0 is not part of the period.
  let from = toEpochDay(start) + 1;
  for (const obstacle of [...obstacles].sort((a, b) => toEpochDay(a.from) - toEpochDay(b.from))) {
    const begins = Math.max(from, toEpochDay(obstacle.from));
    const ends = toEpochDay(obstacle.to);
    if (obstacle.to < obstacle.from)
      throw new RangeError(`an obstacle ends before it begins: ${obstacle.from} to ${obstacle.to}`);
    if (begins > due || ends < begins) continue;
    due += ends - begins + 1;
    from = ends + 1;
  }
  return fromEpochDay(due);
}

function limitOf(
  knowledge: RemedyKnowledge,
  periodFrom: (start: PlainDate) => PlainDate,
  articles: LimitArticles,
  calendar: WorkingCalendar,
): RemedyLimit {
  const { knownOn, told, madeOn, overRealProperty = false, obstacles = [] } = knowledge;
  const longest = (): RemedyLimit => ({
    due: calendar.rollForward(addMonths(knownOn, UNTOLD_MONTHS)),
    by: 'one-year',
    legalBasis: articles.untold,
  });
  let limit: RemedyLimit;
  if (told === 'never') limit = longest();
  else {
    const start = told === 'with-act' || told.on <= knownOn ? knownOn : told.on;
    const due = calendar.rollForward(afterObstacles(start, periodFrom(start), obstacles));
    limit = { due, by: 'period', legalBasis: articles.period };
    // Only who was told late is held to the year; an obstacle may carry the others past it.
    if (start > knownOn) {
      const most = longest();
      if (most.due < due) limit = most;
    }
  }
  if (madeOn === undefined) return limit;
  // The absolute limit ends the right itself: it neither stands still nor moves off a holiday.
  const absolute = addMonths(madeOn, overRealProperty ? ABSOLUTE_MONTHS_REAL_PROPERTY : ABSOLUTE_MONTHS);
  return absolute < limit.due ? { due: absolute, by: 'absolute', legalBasis: articles.absolute } : limit;
}

/**
 * C13: last day to apply for reconsideration. 60 days; told of the remedy late, from then but at most a year after the
 * act was known; never later than 5 years (real property 20) after it was made (行政复议法 Arts. 20, 21).
 * @throws RangeError for an obstacle that ends before it begins, MissingCalendarError
 */
export function reconsiderationLimit(knowledge: RemedyKnowledge, calendar: WorkingCalendar): RemedyLimit {
  return limitOf(
    knowledge,
    (start) => addDays(start, 60),
    {
      period: basis('reconsiderationLaw', 20, { paragraph: 1 }),
      untold: basis('reconsiderationLaw', 20, { paragraph: 3 }),
      absolute: basis('reconsiderationLaw', 21),
    },
    calendar,
  );
}

/**
 * C18: last day to sue directly. 6 months; told of the period late, from then but at most a year after the act's content
 * was known; never later than 5 years (real property 20) after it was made (行政诉讼法 Arts. 46, 48, 法释〔2018〕1号 Art. 64).
 * @throws RangeError for an obstacle that ends before it begins, MissingCalendarError
 */
export function directSuitLimit(knowledge: RemedyKnowledge, calendar: WorkingCalendar): RemedyLimit {
  return limitOf(
    knowledge,
    (start) => addMonths(start, 6),
    {
      period: basis('litigationLaw', 46, { paragraph: 1 }),
      untold: basis('litigationInterpretation', 64),
      absolute: basis('litigationLaw', 46, { paragraph: 2 }),
    },
    calendar,
  );
}

export interface Acceptance {
  /** Last day to accept, refuse or ask for a correction. */
  examineBy: PlainDate;
  /** The correction was asked for after that day. */
  isNoticeLate: boolean;
  /** Last day for the applicant to correct; null when no correction is awaited from a known day. */
  correctBy: PlainDate | null;
  /** The day at whose end silence makes the application accepted; null while a correction is awaited. */
  deemedAcceptedOn: PlainDate | null;
}

/**
 * C14: examining an application for reconsideration. 5 working days, within which a correction may be asked for; 10
 * working days to correct; what was corrected is examined for 5 working days afresh; silence is acceptance
 * (行政复议法 Arts. 30, 31). @throws MissingCalendarError
 */
export function reconsiderationAcceptance(
  application: {
    receivedOn: PlainDate;
    correction?: { askedOn: PlainDate; deliveredOn: PlainDate | null; correctedOn: PlainDate | null };
  },
  calendar: WorkingCalendar,
): Acceptance {
  const { receivedOn, correction } = application;
  const first = lastDayOf('RECONSIDERATION_ACCEPT', receivedOn, calendar);
  if (!correction) return { examineBy: first, isNoticeLate: false, correctBy: null, deemedAcceptedOn: first };
  const isNoticeLate = correction.askedOn > first;
  // A notice after the days of examining comes too late: the application is accepted already.
  if (isNoticeLate) return { examineBy: first, isNoticeLate, correctBy: null, deemedAcceptedOn: first };
  const { deliveredOn, correctedOn } = correction;
  const correctBy = deliveredOn && lastDayOf('RECONSIDERATION_CORRECTION', deliveredOn, calendar);
  if (correctedOn === null) return { examineBy: first, isNoticeLate, correctBy, deemedAcceptedOn: null };
  const again = lastDayOf('RECONSIDERATION_ACCEPT', correctedOn, calendar);
  return { examineBy: again, isNoticeLate, correctBy, deemedAcceptedOn: again };
}

/** 行政复议法 Art. 62: the longest extension of the ordinary procedure. */
export const MAXIMUM_DECISION_EXTENSION_DAYS = 30;

/**
 * C17: last day of the decision. 60 days, up to 30 more when extended; 30 days in the simplified procedure, which has no
 * extension; days of 中止 are not counted (行政复议法 Arts. 39, 62).
 * @throws RangeError for an extension the article does not know, MissingCalendarError
 */
export function reconsiderationDecisionDue(
  reconsideration: {
    acceptedOn: PlainDate;
    procedure: 'ordinary' | 'simplified';
    extensionDays?: number;
    suspendedDays?: number;
  },
  calendar: WorkingCalendar,
): PlainDate {
  const { acceptedOn, procedure, extensionDays = 0, suspendedDays = 0 } = reconsideration;
  if (procedure === 'simplified' && extensionDays > 0)
    throw new RangeError('简易程序的审理期限不能延长（《中华人民共和国行政复议法》第六十二条）');
  if (!Number.isInteger(extensionDays) || extensionDays < 0 || extensionDays > MAXIMUM_DECISION_EXTENSION_DAYS)
    throw new RangeError(`延长审理期限应为1至${MAXIMUM_DECISION_EXTENSION_DAYS}日，现为${extensionDays}`);
  const days = (procedure === 'ordinary' ? 60 : 30) + extensionDays + suspendedDays;
  return calendar.rollForward(addDays(acceptedOn, days));
}
