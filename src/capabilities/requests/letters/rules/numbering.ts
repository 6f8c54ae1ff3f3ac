import { type PlainDate, yearOf } from '../../../../kernel/calendar/index.ts';
import type { LetterKind } from './input.ts';
import { letterRules } from './kinds.ts';

/** Words after the organ's 机关代字: 公复 for replies, 公开告 for notices of the procedure. */
export const seriesWords = { reply: '公复', notice: '公开告' } as const;

export interface NumberSeries {
  /** Key of the series; numbers of each run without gaps by organ and year. */
  readonly series: 'letter-reply' | 'letter-notice';
  readonly year: number;
}

/** Which series a letter takes its number from; null for letters without a number of their own. */
export function numberSeriesOf(kind: LetterKind, date: PlainDate): NumberSeries | null {
  const { series } = letterRules[kind];
  return series === null ? null : { series: `letter-${series}`, year: yearOf(date) };
}

/** 示公复〔2025〕12号: year in 六角括号, no 第, no leading zeros (GB/T 9704-2012, 7.2.5). */
export function formatLetterNumber(organWord: string, series: NumberSeries, sequence: number): string {
  if (!Number.isInteger(sequence) || sequence < 1) throw new RangeError(`a sequence counts from 1, found ${sequence}`);
  const word = seriesWords[series.series === 'letter-reply' ? 'reply' : 'notice'];
  return `${organWord}${word}〔${series.year}〕${sequence}号`;
}
