import { daysInMonth, toEpochDay, weekdayOf } from '../../../../kernel/calendar/plain-date.ts';
import type { Finding } from '../finding.ts';
import { readNumber } from './chinese-number.ts';
import { makeFinding } from './make.ts';

const WEEKDAYS = '日一二三四五六';
const NUMBER = '[0-9０-９]{1,2}|[〇零一二三四五六七八九十]{1,3}';
const YEAR = '[0-9０-９]{4}|[〇零○一二三四五六七八九]{4}';

/** 2023年2月30日 · 2月30日 · 2023年13月 · (至)30日, each with the weekday that may follow. */
const CHINESE_DATE = new RegExp(
  `(?<![0-9０-９.．〇零一二三四五六七八九十第])(?:(?:(${YEAR})年\\s?)?(${NUMBER})月(?:\\s?(${NUMBER})[日号])?|(?<=[至到—－~～-])(${NUMBER})日)` +
    '(?:(?:[上下]午)?[，,]?\\s?[（(]?(?:星期|周|礼拜)([一二三四五六日天])(?![0-9期年刊日至到]))?',
  'g',
);

/** 2023-02-30 · 2023/2/30 · 2023.2.30, not inside a longer number or code. */
const PUNCTUATED_DATE =
  /(?<![\dA-Za-z\-/.．〔[(（])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\dA-Za-z\-/]|\.\d)(?:\s?[（(]?(?:星期|周)([一二三四五六日天]))?/g;

const CLOCK_TIME =
  /(?<=[日午晚晨上）)至—-]\s?)(\d{1,2})(?:[:：](\d{2})(?![\d:：.])|[时点](?:(\d{1,2})分)?)(?=[^\d]|$)/g;

const DAY_COUNT =
  /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[（(](?:星期|周).[）)])?(?:起)?[至到—－~～-]{1,2}(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日(?:[（(](?:星期|周).[）)])?(?:止)?((?:放假|调休|公休|休市|公示|[，,、]|期间){0,4})共(?:计)?(\d{1,3})[天日]/g;

interface Context {
  year: number;
  month: number;
  day: number;
  /** Where the last date ended; a carried year is good only within the same paragraph. */
  end: number;
}

/**
 * Dates that no calendar has, weekdays that do not fit, ranges that run backwards, times past 24:00 and day counts that
 * do not fit their range. Lunar dates are left alone. A missing year is taken from the date before it in the paragraph,
 * or from the only year the document names; when neither is certain the weekday is not judged.
 */
export function checkDates(text: string): Finding[] {
  const findings: Finding[] = [];
  checkChineseDates(text, findings);
  for (const match of text.matchAll(PUNCTUATED_DATE)) checkPunctuated(text, match, findings);
  checkTimes(text, findings);
  for (const match of text.matchAll(DAY_COUNT)) checkDayCount(text, match, findings);
  return findings;
}

function checkChineseDates(text: string, findings: Finding[]): void {
  let context: Context | null = null;
  const onlyYear = soleYear(text);
  for (const match of text.matchAll(CHINESE_DATE)) {
    const start = match.index;
    const [whole, yearText, monthText, dayText, bareDay, weekday] = match;
    const dateLength = (yearText === undefined ? 0 : whole.indexOf('年') + 1) || 0;
    if (isLunar(text, start)) continue;
    if (context !== null && hasParagraphBreak(text, context.end, start)) context = null;
    if (bareDay !== undefined && context === null) continue;
    // 三月 or 十二月 without a day is a duration or a month name, never wrong.
    const month: number = bareDay === undefined ? readNumber(monthText ?? '') : context!.month;
    const writtenDay = dayText ?? bareDay;
    const day: number = writtenDay === undefined ? Number.NaN : readNumber(writtenDay);
    const year: number = yearText === undefined ? Number.NaN : readNumber(yearText);
    if (writtenDay === undefined) {
      if (!Number.isNaN(year) && (month === 0 || month > 12) && /[0-9０-９]/.test(monthText ?? '')) {
        const end = start + dateLength + (monthText ?? '').length + 1;
        findings.push(impossible(text, start, end, `一年只有12个月，没有${month}月。`));
      }
      if (!Number.isNaN(year)) context = { year, month, day: 1, end: start + whole.length };
      continue;
    }
    const end = endOfDay(text, start, whole);
    const carried: number = Number.isNaN(year) ? (context?.year ?? Number.NaN) : year;
    const reason = impossibleReason(carried, month, day, Number.isNaN(year) && !isRangeEnd(text, start));
    if (reason !== null) {
      findings.push(impossible(text, start, end, reason));
      continue;
    }
    if (weekday !== undefined) {
      const years = candidateYears(year, context, month, onlyYear, day);
      const finding = wrongWeekday(text, start, match, years, month, day, weekday);
      if (finding !== null) findings.push(finding);
    }
    if (!Number.isNaN(year) && context !== null && isDirectRange(text, context, start)) {
      const before = context.year * 10_000 + context.month * 100 + context.day;
      if (year * 10_000 + month * 100 + day < before) {
        findings.push(
          makeFinding(text, 'date', 'facts.date-range', start, end, 'error', '起止日期颠倒：截止日期早于起始日期。'),
        );
      }
    }
    context = Number.isNaN(carried) ? null : { year: carried, month, day, end };
    if (context === null && Number.isNaN(carried)) context = { year: Number.NaN, month, day, end };
  }
}

function endOfDay(text: string, start: number, whole: string): number {
  for (let index = start; index < start + whole.length; index++) {
    const unit = text[index];
    if (unit === '日' || unit === '号') return index + 1;
  }
  return start + whole.length;
}

function soleYear(text: string): number {
  const years = new Set<string>();
  for (const match of text.matchAll(/(?<!\d)((?:19|20)\d{2})(?:年|[-/.]\d{1,2}[-/.]\d|〕)/g)) years.add(match[1]!);
  return years.size === 1 ? Number([...years][0]) : Number.NaN;
}

function isLunar(text: string, start: number): boolean {
  return /(?:农历|阴历|旧历|夏历|藏历|回历|腊|闰)[^。；\n]{0,8}$/.test(text.slice(Math.max(0, start - 12), start));
}

function hasParagraphBreak(text: string, from: number, to: number): boolean {
  const index = text.indexOf('\n', from);
  return index !== -1 && index < to;
}

function isRangeEnd(text: string, start: number): boolean {
  return /[至到—－~～-]$/.test(text.slice(Math.max(0, start - 1), start));
}

function isDirectRange(text: string, context: Context, start: number): boolean {
  if (Number.isNaN(context.year)) return false;
  return /^(?:[（(][^（()）]{1,4}[）)])?(?:起)?[至到—－~～-]{1,2}$/.test(text.slice(context.end, start));
}

/** Why this is no date; null when it is one. 29 February is judged only when its year is written or carried by a range. */
function impossibleReason(year: number, month: number, day: number, yearUncertain: boolean): string | null {
  if (Number.isNaN(month) || Number.isNaN(day)) return null;
  if (month < 1 || month > 12) return `一年只有12个月，没有${month}月。`;
  const leapKnown = !Number.isNaN(year) && !yearUncertain;
  const length = daysInMonth(leapKnown ? year : 2000, month);
  if (day >= 1 && day <= length) return null;
  return leapKnown && month === 2 ? `${year}年2月只有${length}天。` : `${month}月没有${day}日。`;
}

function impossible(text: string, start: number, end: number, reason: string): Finding {
  return makeFinding(text, 'date', 'facts.impossible-date', start, end, 'error', `日期不存在：${reason}`);
}

function candidateYears(
  year: number,
  context: Context | null,
  month: number,
  onlyYear: number,
  day: number,
): readonly number[] {
  if (!Number.isNaN(year)) return [year];
  if (context !== null && !Number.isNaN(context.year)) {
    const later = month > context.month || (month === context.month && day >= context.day);
    return later ? [context.year] : [context.year, context.year + 1];
  }
  return Number.isNaN(onlyYear) ? [] : [onlyYear];
}

function wrongWeekday(
  text: string,
  start: number,
  match: RegExpMatchArray,
  years: readonly number[],
  month: number,
  day: number,
  written: string,
): Finding | null {
  const expected: number[] = [];
  for (const year of years) {
    if (year < 1900 || day > daysInMonth(year, month)) continue;
    expected.push(weekdayOf(toEpochDay(isoDate(year, month, day))));
  }
  if (expected.length === 0 || /[次明翌去后前]年\s?$/.test(text.slice(Math.max(0, start - 3), start))) return null;
  const value = written === '天' ? 0 : WEEKDAYS.indexOf(written);
  if (expected.includes(value)) return null;
  const at = start + match[0].length - 1;
  const right = WEEKDAYS[expected[0]!]!;
  return makeFinding(
    text,
    'date',
    'facts.weekday',
    start,
    at + 1,
    'error',
    `${years[0]}年${month}月${day}日是星期${right}，与所写的星期${written}不符。`,
    text.slice(start, at) + right,
  );
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function checkPunctuated(text: string, match: RegExpMatchArray, findings: Finding[]): void {
  const start = match.index!;
  const [whole, yearText, separator, monthText, dayText, weekday] = match;
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  const length = 4 + 2 + monthText!.length + dayText!.length;
  const validMonth = month >= 1 && month <= 12;
  const before = text.slice(Math.max(0, start - 6), start);
  const announced = /(?:日期|时间|截至|截止|[于自从至到为在：:（(])\s?$/.test(before);
  // A code may look like a date (2001.2.45, 2023-15-20): outside a date's usual surroundings only 29-31 is judged.
  const plausible = announced || (validMonth && day <= 31 && (separator !== '.' || dayText!.length === 2));
  if (!plausible) return;
  if (!validMonth || day < 1 || day > daysInMonth(year, month)) {
    if (!validMonth && !announced) return;
    const reason = validMonth
      ? `${year}年${month}月只有${daysInMonth(year, month)}天。`
      : `一年只有12个月，没有${month}月。`;
    findings.push(impossible(text, start, start + length, reason));
  } else if (weekday !== undefined) {
    const finding = wrongWeekday(text, start, match, [year], month, day, weekday);
    if (finding !== null && whole !== undefined) findings.push(finding);
  }
}

function checkTimes(text: string, findings: Finding[]): void {
  for (const match of text.matchAll(CLOCK_TIME)) {
    const hour = Number(match[1]);
    const minute = Number(match[2] ?? match[3] ?? 0);
    const isColon = match[2] !== undefined;
    // After — or 至 a colon may write a ratio or a scale; only an hour already announced by a date or 上午/下午 is one.
    if (isColon && /[至—-]\s?$/.test(text.slice(Math.max(0, match.index - 2), match.index))) {
      if (!/\d{1,2}[:：]\d{2}[至—-]{1,2}\s?$/.test(text.slice(Math.max(0, match.index - 8), match.index))) continue;
    }
    if (!isColon && match[3] === undefined && hour <= 24) continue;
    if (hour < 24 && minute < 60) continue;
    if (hour === 24 && minute === 0) continue;
    if (!isColon && match[3] === undefined && !/[日午]\s?$/.test(text.slice(Math.max(0, match.index - 2), match.index)))
      continue;
    const end = match.index + match[0].length;
    findings.push(
      makeFinding(
        text,
        'date',
        'facts.impossible-time',
        match.index,
        end,
        'error',
        '时刻不存在：一天只有24小时，一小时只有60分钟。',
      ),
    );
  }
}

/** Inclusive day counts. A count one short is let pass except for holidays, since some count nights or elapsed days. */
function checkDayCount(text: string, match: RegExpMatchArray, findings: Finding[]): void {
  const [whole, year1, month1, day1, year2, month2, day2, middle, countText] = match;
  const fromYear = year1 === undefined ? (year2 === undefined ? 2001 : Number(year2)) : Number(year1);
  const fromMonth = Number(month1);
  const toMonth = month2 === undefined ? fromMonth : Number(month2);
  const toYear = year2 !== undefined ? Number(year2) : toMonth < fromMonth ? fromYear + 1 : fromYear;
  if (fromMonth > 12 || toMonth > 12 || fromMonth < 1 || toMonth < 1) return;
  if (Number(day1) > daysInMonth(fromYear, fromMonth) || Number(day2) > daysInMonth(toYear, toMonth)) return;
  const crossesFebruary = year1 === undefined && year2 === undefined && fromMonth <= 2 && toMonth > 2;
  if (crossesFebruary) return;
  const days =
    toEpochDay(isoDate(toYear, toMonth, Number(day2))) - toEpochDay(isoDate(fromYear, fromMonth, Number(day1))) + 1;
  const count = Number(countText);
  const holiday = /放假|调休|公休/.test(middle ?? '');
  if (days < 1 || count === days || (!holiday && count === days - 1)) return;
  const end = match.index! + whole!.length;
  const start = end - countText!.length - 1;
  findings.push(
    makeFinding(
      text,
      'sum',
      'facts.day-count',
      start,
      end,
      'warning',
      `起止日期之间共${days}天，与所写的${count}天不符。`,
      `${days}${text[end - 1]}`,
    ),
  );
}
