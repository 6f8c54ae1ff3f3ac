import {
  addDays,
  type EpochDay,
  fromEpochDay,
  isPlainDate,
  type PlainDate,
  toEpochDay,
  weekdayOf,
  yearOf,
} from './plain-date.ts';

/** One year's 节假日安排 as the General Office of the State Council notified it. Days of the neighbouring years may occur. */
export interface CalendarYear {
  year: number;
  /** Counts up when a later notice changes the year (2019 and 2020 had two). */
  version: number;
  notices: { url: string; title?: string }[];
  rest: { name: string; from: PlainDate; to: PlainDate }[];
  /** Weekend days on which people work (调休上班), and days taken back from a rest. */
  work: { date: PlainDate; name: string }[];
}

export class MissingCalendarError extends Error {
  override name = 'MissingCalendarError';
  readonly year: number;
  constructor(year: number) {
    super(`no working-day calendar for ${year}`);
    this.year = year;
  }
}

export class CalendarDataError extends Error {
  override name = 'CalendarDataError';
}

export interface DayNote {
  working: boolean;
  /** 周末, 国庆节, 春节调休上班, 工作日 … */
  reason: string;
}

const MAX_RANGE_DAYS = 60;

/** Checks what an administrator loads. @throws CalendarDataError naming the field and what was expected. */
export function parseCalendarYear(input: unknown, source = 'calendar'): CalendarYear {
  const fail = (field: string, expected: string): never => {
    throw new CalendarDataError(`${source}: ${field}: expected ${expected}`);
  };
  const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (!isRecord(input)) return fail('(root)', 'an object {year, version, notices, rest, work}');
  const { year, version, notices, rest, work } = input;
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 2200)
    return fail('year', 'a year such as 2027');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return fail('version', 'a whole number from 1');
  if (!Array.isArray(notices) || notices.length === 0)
    return fail('notices', 'the State Council notice(s) it comes from, at least one {url}');
  if (!Array.isArray(rest) || rest.length === 0) return fail('rest', 'the rest days, at least one {name, from, to}');
  if (!Array.isArray(work)) return fail('work', 'a list of {date, name}');
  const seen = new Map<string, string>();
  const near = (field: string, value: unknown): PlainDate => {
    if (!isPlainDate(value)) return fail(field, `a date YYYY-MM-DD, found ${JSON.stringify(value)}`);
    if (Math.abs(yearOf(value) - year) > 1) return fail(field, `a date in or next to ${year}, found ${value}`);
    return value;
  };
  const claim = (field: string, date: string): void => {
    const before = seen.get(date);
    if (before) fail(field, `each day once; ${date} stands in ${before} too`);
    seen.set(date, field);
  };
  const parsed: CalendarYear = { year, version, notices: [], rest: [], work: [] };
  notices.forEach((notice: unknown, i) => {
    if (!isRecord(notice) || typeof notice.url !== 'string' || !/^https?:\/\//.test(notice.url))
      fail(`notices[${i}].url`, 'an http(s) address');
    else
      parsed.notices.push(
        typeof notice.title === 'string'
          ? { url: notice.url as string, title: notice.title }
          : { url: notice.url as string },
      );
  });
  for (const [i, range] of rest.entries() as IterableIterator<[number, unknown]>) {
    if (!isRecord(range) || typeof range.name !== 'string') return fail(`rest[${i}]`, '{name, from, to}');
    const from = near(`rest[${i}].from`, range.from);
    const to = near(`rest[${i}].to`, range.to);
    const days = toEpochDay(to) - toEpochDay(from);
    if (days < 0 || days > MAX_RANGE_DAYS)
      return fail(`rest[${i}].to`, `a day on or after ${from}, at most ${MAX_RANGE_DAYS} days later`);
    for (let d = 0; d <= days; d++) claim(`rest[${i}]`, addDays(from, d));
    parsed.rest.push({ name: range.name, from, to });
  }
  for (const [i, day] of work.entries() as IterableIterator<[number, unknown]>) {
    if (!isRecord(day) || typeof day.name !== 'string') return fail(`work[${i}]`, '{date, name}');
    const date = near(`work[${i}].date`, day.date);
    claim(`work[${i}]`, date);
    parsed.work.push({ date, name: day.name });
  }
  return parsed;
}

/**
 * Working days (工作日): every day but Saturdays, Sundays and the rest days of the yearly notice, plus the weekend days
 * it declares working. Answers in constant time for the years loaded and throws MissingCalendarError past them:
 * a legal deadline is never guessed. The counting rule (day of the event is day 0) is 民事诉讼法 Art. 85 by analogy.
 */
export class WorkingCalendar {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly years: readonly CalendarYear[];
  readonly #first: EpochDay;
  readonly #last: EpochDay;
  /** ordinals[i]: working days in [first, first + i]. */
  readonly #ordinals: Int32Array;
  /** dayOfOrdinal[k]: epoch day of the k-th working day, from 1. */
  readonly #dayOfOrdinal: Int32Array;
  readonly #names = new Map<EpochDay, { rest: boolean; name: string }>();
  readonly #texts: PlainDate[] = [];
  #provisional: WorkingCalendar | undefined;

  /** @throws CalendarDataError when years are missing between the first and the last, or one is given twice. */
  constructor(years: readonly CalendarYear[]) {
    if (years.length === 0) throw new CalendarDataError('no working-day calendar at all');
    this.years = [...years].sort((a, b) => a.year - b.year);
    this.firstYear = this.years[0]!.year;
    this.lastYear = this.years.at(-1)!.year;
    this.years.forEach((year, i) => {
      if (year.year !== this.firstYear + i)
        throw new CalendarDataError(
          `working-day calendars must follow each other: ${this.firstYear + i} is missing or given twice`,
        );
    });
    this.#first = toEpochDay(`${this.firstYear}-01-01`);
    this.#last = toEpochDay(`${this.lastYear}-12-31`);
    for (const year of this.years) {
      for (const { name, from, to } of year.rest)
        for (let d = toEpochDay(from); d <= toEpochDay(to); d++) this.#names.set(d, { rest: true, name });
      for (const { name, date } of year.work) this.#names.set(toEpochDay(date), { rest: false, name });
    }
    const length = this.#last - this.#first + 1;
    this.#ordinals = new Int32Array(length);
    const days = [0];
    for (let i = 0; i < length; i++) {
      const day = this.#first + i;
      const named = this.#names.get(day);
      const weekday = weekdayOf(day);
      if (named ? !named.rest : weekday !== 0 && weekday !== 6) days.push(day);
      this.#ordinals[i] = days.length - 1;
      this.#texts.push(fromEpochDay(day));
    }
    this.#dayOfOrdinal = Int32Array.from(days);
  }

  /** Working days from the first loaded day up to and including `day`. @throws MissingCalendarError */
  ordinal(day: EpochDay): number {
    if (day < this.#first || day > this.#last) throw new MissingCalendarError(yearOf(fromEpochDay(day)));
    return this.#ordinals[day - this.#first]!;
  }

  /** The day that has this ordinal. @throws MissingCalendarError */
  dayOfOrdinal(ordinal: number): EpochDay {
    if (ordinal < 1) throw new MissingCalendarError(this.firstYear - 1);
    if (ordinal >= this.#dayOfOrdinal.length) throw new MissingCalendarError(this.lastYear + 1);
    return this.#dayOfOrdinal[ordinal]!;
  }

  /** PlainDate of an epoch day, from a table for the loaded years. */
  text(day: EpochDay): PlainDate {
    return this.#texts[day - this.#first] ?? fromEpochDay(day);
  }

  isWorkingEpochDay(day: EpochDay): boolean {
    const ordinal = this.ordinal(day);
    return ordinal > 0 && this.#dayOfOrdinal[ordinal] === day;
  }

  isWorkingDay(date: PlainDate): boolean {
    return this.isWorkingEpochDay(toEpochDay(date));
  }

  /** The count-th working day after `from`, which itself is day 0 and may be a rest day. `count` >= 0; 0 gives `from`. */
  addEpochDays(from: EpochDay, count: number): EpochDay {
    const ordinal = this.ordinal(from);
    return count === 0 ? from : this.dayOfOrdinal(ordinal + count);
  }

  /** @throws MissingCalendarError, InvalidDateError, RangeError for a negative or broken count */
  addWorkingDays(from: PlainDate, count: number): PlainDate {
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`working days must be a whole number from 0, found ${count}`);
    return this.text(this.addEpochDays(toEpochDay(from), count));
  }

  /** Working days in (from, to]; negative when `to` lies before `from`. */
  workingDaysBetween(from: PlainDate, to: PlainDate): number {
    return this.ordinal(toEpochDay(to)) - this.ordinal(toEpochDay(from));
  }

  /** `date` itself when it is a working day, else the next one (民事诉讼法 Art. 85: a last day on a holiday moves on). */
  rollForward(date: PlainDate): PlainDate {
    const day = toEpochDay(date);
    return this.isWorkingEpochDay(day) ? date : this.text(this.addEpochDays(day, 1));
  }

  /** Why a day works or rests, in words for the explanation of a clock. */
  noteOf(day: EpochDay): DayNote {
    const working = this.isWorkingEpochDay(day);
    const named = this.#names.get(day);
    const weekday = weekdayOf(day);
    if (named?.rest) return { working, reason: named.name };
    if (named) return { working, reason: `${named.name}调休上班` };
    return { working, reason: weekday === 0 || weekday === 6 ? '周末' : '工作日' };
  }

  /**
   * This calendar with two years of plain weekdays behind the last one, to tell where an open clock roughly ends before
   * the next notice is published. A day in those years is never shown or stored as a deadline.
   */
  withProvisionalYears(): WorkingCalendar {
    this.#provisional ??= new WorkingCalendar([
      ...this.years,
      ...[1, 2].map((n) => ({ year: this.lastYear + n, version: 0, notices: [], rest: [], work: [] })),
    ]);
    return this.#provisional;
  }
}
