import type { PlainDate } from '../calendar/plain-date.ts';
import { type Law, type LawCode, laws } from './laws.ts';

export { type Law, type LawCode, type LawLevel, laws } from './laws.ts';

/** A place in a law: 《政府信息公开条例》第三十六条第（四）项 is {law: 'disclosureRegulation', article: 36, item: 4}. */
export interface LegalBasis {
  law: LawCode;
  article?: number;
  /** 款, from 1. */
  paragraph?: number;
  /** 项, from 1. */
  item?: number;
}

export function basis(law: LawCode, article?: number, more: { paragraph?: number; item?: number } = {}): LegalBasis {
  return article === undefined ? { law } : { law, article, ...more };
}

/** Short for the Regulation of 2019, which nearly every rule cites. */
export function regulation(article: number, more: { paragraph?: number; item?: number } = {}): LegalBasis {
  return basis('disclosureRegulation', article, more);
}

const DIGITS = '〇一二三四五六七八九';

/** 1-999 in Chinese numerals as laws count their articles: 三十六, 一百零二. */
export function chineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 999)
    throw new RangeError(`chineseNumeral takes 1-999, found ${value}`);
  const hundreds = Math.floor(value / 100);
  const tens = Math.floor((value % 100) / 10);
  const ones = value % 10;
  let text = hundreds ? `${DIGITS[hundreds]}百` : '';
  if (tens) text += hundreds || tens > 1 ? `${DIGITS[tens]}十` : '十';
  else if (hundreds && ones) text += '零';
  return ones ? text + DIGITS[ones] : text;
}

/** 《中华人民共和国政府信息公开条例》第三十六条第（四）项 */
export function cite(reference: LegalBasis): string {
  const source: Law = laws[reference.law];
  let text = `《${source.title}》`;
  if (source.number && source.level === 'normative-document') text += `（${source.number}）`;
  if (reference.article !== undefined) text += `第${chineseNumeral(reference.article)}条`;
  if (reference.paragraph !== undefined) text += `第${chineseNumeral(reference.paragraph)}款`;
  if (reference.item !== undefined) text += `第（${chineseNumeral(reference.item)}）项`;
  return text;
}

/** Whether the text was law on the day of an act; rules are chosen by that day, not by today. */
export function inForceOn(code: LawCode, date: PlainDate): boolean {
  const source: Law = laws[code];
  return source.inForceFrom <= date && (source.inForceTo === undefined || date <= source.inForceTo);
}
