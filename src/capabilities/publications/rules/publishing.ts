import {
  addDays,
  MissingCalendarError,
  type PlainDate,
  shanghaiDate,
  type WorkingCalendar,
} from '../../../kernel/calendar/index.ts';
import { basis, cite, type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';
import { lastDayOf } from '../../../kernel/statutory-clocks/index.ts';

/** A limit shorter or other than the twenty working days of 条例 Art. 26 (“法律、法规另有规定的，从其规定”). */
export interface SpecialLimit {
  /** Code of the catalogue; holds for everything below it as well. */
  readonly category: string;
  readonly days: number;
  readonly unit: 'working-days' | 'calendar-days';
  readonly legalBasis: LegalBasis;
  /** False for what is practice or was not confirmed against the official text. */
  readonly verified: boolean;
  readonly note: string;
}

/** Limits that a tenant gets to start with; all may be changed in its settings. */
export const commonSpecialLimits: readonly SpecialLimit[] = [
  {
    category: 'penalties.decisions',
    days: 7,
    unit: 'working-days',
    legalBasis: basis('penaltyLaw', 48),
    verified: false,
    note: '行政许可、行政处罚信息“双公示”的通行期限',
  },
  {
    category: 'licensing.results',
    days: 7,
    unit: 'working-days',
    legalBasis: regulation(26),
    verified: false,
    note: '行政许可、行政处罚信息“双公示”的通行期限',
  },
  {
    category: 'budgets',
    days: 20,
    unit: 'calendar-days',
    legalBasis: regulation(26),
    verified: false,
    note: '经批准的预算、决算自批准后20日内公开（预算法）',
  },
];

export interface PublishingDeadline {
  /** Day 0: 形成 or 变更. */
  readonly startsOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly limit: SpecialLimit | null;
  readonly legalBasis: LegalBasis;
}

/**
 * The last lawful day to publish: twenty working days after the information was made or changed (条例 Art. 26), or a special
 * limit where that ends sooner.
 * @throws MissingCalendarError past the loaded years
 */
export function publishingDeadline(
  information: { formedOn: PlainDate; changedOn: PlainDate | null; category: string },
  limits: readonly SpecialLimit[],
  calendar: WorkingCalendar,
): PublishingDeadline {
  const startsOn = information.changedOn ?? information.formedOn;
  const general = lastDayOf('PROACTIVE_PUBLISH', startsOn, calendar);
  const fitting = limits
    .filter(({ category }) => information.category === category || information.category.startsWith(`${category}.`))
    .map((limit) => ({
      limit,
      dueOn:
        limit.unit === 'working-days'
          ? calendar.addWorkingDays(startsOn, limit.days)
          : calendar.rollForward(addDays(startsOn, limit.days)),
    }))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const special = fitting[0];
  return special && special.dueOn < general
    ? { startsOn, dueOn: special.dueOn, limit: special.limit, legalBasis: special.limit.legalBasis }
    : { startsOn, dueOn: general, limit: null, legalBasis: regulation(26) };
}

/** The same where the calendar reaches; null for information older or newer than its years. */
export function knownDeadline(
  information: { formedOn: PlainDate; changedOn: PlainDate | null; category: string },
  limits: readonly SpecialLimit[],
  calendar: WorkingCalendar,
): PublishingDeadline | null {
  try {
    return publishingDeadline(information, limits, calendar);
  } catch (error) {
    if (error instanceof MissingCalendarError) return null;
    throw error;
  }
}

/** 解读 appears with its document, at the latest so many working days after (国办发〔2016〕80号, not confirmed): a tenant's rule. */
export const INTERPRETATION_WORKING_DAYS = 3;

export function interpretationDueOn(
  documentPublishedOn: PlainDate,
  workingDays: number,
  calendar: WorkingCalendar,
): PlainDate {
  return calendar.addWorkingDays(documentPublishedOn, workingDays);
}

export class PublishingRefusedError extends Error {
  override name = 'PublishingRefusedError';
  readonly legalBasis: LegalBasis;
  constructor(message: string, legalBasis: LegalBasis) {
    super(`${message}（${cite(legalBasis)}）`);
    this.legalBasis = legalBasis;
  }
}

export interface PublicationMoments {
  readonly formedOn: PlainDate;
  /** When its first edition went online; never changes afterwards. */
  readonly firstPublishedAt: Date | null;
  /** When the edition now shown went online. */
  readonly lastPublishedAt: Date | null;
}

/**
 * The moments after publishing at `at`. The first one stays for ever; a later edition never appears to be older than the one
 * before (伪造发稿日期 is a veto item of the website inspection).
 * @throws PublishingRefusedError
 */
export function publishAt(moments: PublicationMoments, at: Date): { firstPublishedAt: Date; lastPublishedAt: Date } {
  if (shanghaiDate(at) < moments.formedOn)
    throw new PublishingRefusedError(`发布日期${shanghaiDate(at)}早于成文日期${moments.formedOn}`, regulation(26));
  if (moments.lastPublishedAt && at < moments.lastPublishedAt)
    throw new PublishingRefusedError('发布时间不得早于上一版本的发布时间', basis('platformNotice'));
  return { firstPublishedAt: moments.firstPublishedAt ?? at, lastPublishedAt: at };
}

/** @throws PublishingRefusedError for a time that has passed */
export function scheduleAt(at: Date, now: Date): Date {
  if (at <= now)
    throw new PublishingRefusedError('定时发布的时间应当在当前时间之后，发布日期不得提前填写', basis('platformNotice'));
  return at;
}
