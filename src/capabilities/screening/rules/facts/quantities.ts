import type { Finding } from '../finding.ts';
import { makeFinding } from './make.ts';

const UNIT =
  '%|％|个百分点|亿元|万元|元|亿|万人次|万人|万户|万件|万|人次|批次|件次|家次|户次|辆次|条次|场次|人|件|户|家|项|个|条|份|起|宗|例|名|次|篇|期|所|座|辆|台|套|批|处|部|册|场|张|亩|公顷|吨|平方米|平方公里|公里|千米|米|件案件|篇次|字';
const FIGURE = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';
const QUANTITY = new RegExp(`(?<![\\d.,:：第〔\\[])${FIGURE}\\s?(${UNIT})(?![\\d])`, 'g');
/** Things that are counted one by one, so a nearly complete breakdown that misses the total is a slip and not a selection. */
export const COUNTABLE = new Set([
  '人',
  '件',
  '户',
  '家',
  '项',
  '个',
  '条',
  '份',
  '起',
  '宗',
  '例',
  '名',
  '人次',
  '批次',
  '家次',
  '户次',
]);

export interface Quantity {
  readonly value: number;
  /** Decimal places as written. */
  readonly places: number;
  readonly unit: string;
  readonly start: number;
  /** End of the number, before the unit. */
  readonly numberEnd: number;
  readonly end: number;
}

/** Numbers with a unit in one sentence, by place; `offset` is the sentence's place in the document. */
export function readQuantities(sentence: string, offset: number): Quantity[] {
  const quantities: Quantity[] = [];
  for (const match of sentence.matchAll(QUANTITY)) {
    const number = match[1]!.replaceAll(',', '');
    quantities.push({
      value: Number(number),
      places: number.split('.')[1]?.length ?? 0,
      unit: match[2] === '％' ? '%' : match[2]!,
      start: offset + match.index,
      numberEnd: offset + match.index + match[1]!.length,
      end: offset + match.index + match[0].length,
    });
  }
  return quantities;
}

export interface Sentence {
  readonly text: string;
  readonly start: number;
}

export function* sentences(text: string): Generator<Sentence> {
  let start = 0;
  for (const match of text.matchAll(/[。！？\n]/g)) {
    if (match.index > start) yield { text: text.slice(start, match.index), start };
    start = match.index + 1;
  }
  if (start < text.length) yield { text: text.slice(start), start };
}

export function quantityFinding(
  text: string,
  rule: string,
  of: Quantity,
  message: string,
  right: number,
  places: number,
): Finding {
  const suggestion = `${formatFixed(right, places)}${text.slice(of.numberEnd, of.end)}`;
  return makeFinding(text, 'sum', rule, of.start, of.end, 'error', message, suggestion);
}

export function formatFixed(value: number, places: number): string {
  return value.toFixed(places);
}

/** Parts and a whole may each be rounded: half a unit of the last place for every figure. */
export function tolerance(figures: readonly Quantity[], whole: Quantity): number {
  const places = Math.max(whole.places, ...figures.map((figure) => figure.places));
  if (places === 0 && whole.unit !== '%' && !/[万亿]/.test(whole.unit)) return 0;
  return (
    0.5 * 10 ** -whole.places + figures.length * 0.5 * 10 ** -Math.max(...figures.map((figure) => figure.places)) + 1e-9
  );
}

export function sumOf(figures: readonly Quantity[]): number {
  return figures.reduce((total, figure) => total + figure.value, 0);
}

export function written(text: string, quantity: Quantity): string {
  return text.slice(quantity.start, quantity.end);
}

export function isApproximate(text: string, quantity: Quantity): boolean {
  return (
    (/[近约逾超余多]\s?$|超过$|不少于$|以上$|达到?$/.test(
      text.slice(Math.max(0, quantity.start - 3), quantity.start),
    ) &&
      !/达到?$/.test(text.slice(Math.max(0, quantity.start - 2), quantity.start))) ||
    /^\s?[余多]/.test(text.slice(quantity.numberEnd, quantity.numberEnd + 1))
  );
}

export function isRange(text: string, quantity: Quantity): boolean {
  return /[-—至~～]$/.test(text.slice(Math.max(0, quantity.start - 1), quantity.start));
}

export function hasRounding(quantity: Quantity): boolean {
  return quantity.places > 0 || /[万亿]/.test(quantity.unit);
}
