import {
  addDays,
  type PlainDate,
  plainDate,
  toEpochDay,
  weekdayOf,
  yearOf,
} from '../../../../kernel/calendar/index.ts';

export type PeriodKind = 'week' | 'month';

export interface Period {
  readonly kind: PeriodKind;
  readonly first: PlainDate;
  readonly last: PlainDate;
}

export const periodLabels: Readonly<Record<PeriodKind, string>> = { week: '周报', month: '月度小结' };

/**
 * The period a day belongs to. Weeks run from Monday to Sunday and are cut at the turn of the year, so that the weeks of a year
 * add up to the same days as its months.
 */
export function periodOf(kind: PeriodKind, day: PlainDate): Period {
  const year = yearOf(day);
  if (kind === 'month') {
    const first = plainDate(`${day.slice(0, 7)}-01`);
    return { kind, first, last: addDays(firstOfNextMonth(first), -1) };
  }
  const monday = addDays(day, -((weekdayOf(toEpochDay(day)) + 6) % 7));
  const sunday = addDays(monday, 6);
  return {
    kind,
    first: yearOf(monday) < year ? plainDate(`${year}-01-01`) : monday,
    last: yearOf(sunday) > year ? plainDate(`${year}-12-31`) : sunday,
  };
}

function firstOfNextMonth(first: PlainDate): PlainDate {
  return plainDate(`${addDays(first, 31).slice(0, 7)}-01`);
}

/** All periods of a year, in order; together they are the year's days, each once. */
export function periodsOf(kind: PeriodKind, year: number): Period[] {
  const periods: Period[] = [];
  for (let day = plainDate(`${year}-01-01`); yearOf(day) === year; day = addDays(periods.at(-1)!.last, 1))
    periods.push(periodOf(kind, day));
  return periods;
}

export function daysOf({ first, last }: Pick<Period, 'first' | 'last'>): number {
  return toEpochDay(last) - toEpochDay(first) + 1;
}

/** 2022年第3周（1月10日至16日）, 2022年3月. */
export function periodName({ kind, first, last }: Period): string {
  const year = yearOf(first);
  const [, month, day] = first.split('-').map(Number);
  if (kind === 'month') return `${year}年${month}月`;
  const number = periodsOf('week', year).findIndex((week) => week.first === first) + 1;
  const [, lastMonth, lastDay] = last.split('-').map(Number);
  const until = lastMonth === month ? `${lastDay}日` : `${lastMonth}月${lastDay}日`;
  return `${year}年第${number}周（${month}月${day}日${first === last ? '' : `至${until}`}）`;
}
