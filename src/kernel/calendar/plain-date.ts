/** A calendar date of Asia/Shanghai, `YYYY-MM-DD`. A string end to end, so no time zone can shift it. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

/** Days since 1970-01-01, the form rules compute with. */
export type EpochDay = number;

export class InvalidDateError extends Error {
  override name = 'InvalidDateError';
  readonly text: string;
  constructor(text: string) {
    super(`not a calendar date: ${JSON.stringify(text)} (expected YYYY-MM-DD, e.g. 2022-09-28)`);
    this.text = text;
  }
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_LENGTHS[month - 1]!;
}

function digit(text: string, index: number): number {
  const value = text.charCodeAt(index) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

/** Civil date to epoch day (Howard Hinnant's days_from_civil, public domain algorithm). */
function fromCivil(year: number, month: number, day: number): EpochDay {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Epoch day of a well-formed date, or NaN when `text` is none. */
function tryEpochDay(text: string): EpochDay {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3);
  const month = digit(text, 5) * 10 + digit(text, 6);
  const day = digit(text, 8) * 10 + digit(text, 9);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN;
  return fromCivil(year, month, day);
}

export function isPlainDate(text: unknown): text is PlainDate {
  return typeof text === 'string' && !Number.isNaN(tryEpochDay(text));
}

/** @throws InvalidDateError when `text` is no date of the calendar (2022-02-30, 2022-2-3, …). */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new InvalidDateError(text);
  return text;
}

/** @throws InvalidDateError */
export function toEpochDay(date: string): EpochDay {
  const day = tryEpochDay(date);
  if (Number.isNaN(day)) throw new InvalidDateError(date);
  return day;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

export function fromEpochDay(epochDay: EpochDay): PlainDate {
  const z = epochDay + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted + (shifted < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Adds calendar months; a day past the end of the month becomes its last day (31 Aug + 6 months = 28/29 Feb). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(dayOf(date), daysInMonth(year, month));
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}
export function monthOf(date: PlainDate): number {
  return Number(date.slice(5, 7));
}
export function dayOf(date: PlainDate): number {
  return Number(date.slice(8, 10));
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(epochDay: EpochDay): number {
  return (((epochDay + 4) % 7) + 7) % 7;
}

/** 2022年9月28日: as official documents write a date (GB/T 9704-2012, no leading zeros). */
export function formatChinese(date: PlainDate): string {
  return `${yearOf(date)}年${monthOf(date)}月${dayOf(date)}日`;
}

/** The calendar date in Asia/Shanghai (UTC+8, no daylight saving since 1991) at an instant. */
export function shanghaiDate(instant: Date): PlainDate {
  return fromEpochDay(Math.floor((instant.getTime() + 8 * 3_600_000) / 86_400_000));
}
