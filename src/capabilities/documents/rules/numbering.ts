/** 发文字号 as GB/T 9704-2012 writes it: 机关代字, the year in 六角括号, a number without leading zeros or 第. */
export interface DocumentNumber {
  mark: string;
  year: number;
  number: number;
}

const NUMBER = /^([\p{Script=Han}]{1,20})〔(\d{4})〕([1-9]\d{0,5})号$/u;

export class NumberFormatError extends Error {
  override name = 'NumberFormatError';
}

/** @throws NumberFormatError saying what is wrong with it */
export function parseDocumentNumber(text: string): DocumentNumber {
  const found = NUMBER.exec(text);
  if (found) return { mark: found[1]!, year: Number(found[2]), number: Number(found[3]) };
  if (/[[［(（【]\d{4}[\]］)）】]/.test(text))
    throw new NumberFormatError(`发文字号“${text}”的年份应当用六角括号〔〕括入`);
  if (/第\d+号/.test(text)) throw new NumberFormatError(`发文字号“${text}”的发文顺序号前不加“第”字`);
  if (/〕0\d*号/.test(text)) throw new NumberFormatError(`发文字号“${text}”的发文顺序号不编虚位，不应写作0开头`);
  throw new NumberFormatError(`发文字号“${text}”应当由机关代字、年份、发文顺序号组成，例如仑政发〔2022〕5号`);
}

/** 仑政发〔2022〕5号 */
export function formatDocumentNumber({ mark, year, number }: DocumentNumber): string {
  return `${mark}〔${year}〕${number}号`;
}

const UNIFIED = /^([A-Z]{3,4}\d{2})-(\d{4})-(\d{4,6})$/;

/** 统一编号, another number than the 发文字号 (documents.md): series of the issuing body, year, number without gaps. */
export interface UnifiedNumber {
  series: string;
  year: number;
  number: number;
}

/** @throws NumberFormatError */
export function parseUnifiedNumber(text: string): UnifiedNumber {
  const found = UNIFIED.exec(text);
  if (!found) throw new NumberFormatError(`统一编号“${text}”应当形如 ABCD00-2022-0001`);
  return { series: found[1]!, year: Number(found[2]), number: Number(found[3]) };
}

/** `ABCD00-2022-0001` */
export function formatUnifiedNumber({ series, year, number }: UnifiedNumber): string {
  return `${series}-${year}-${String(number).padStart(4, '0')}`;
}

/**
 * Numbers missing from a series: what an inspection of 统一编号 asks for. `numbers` in any order, each from 1.
 * @returns the gaps in ascending order; empty when the series is whole
 */
export function findGaps(numbers: readonly number[]): number[] {
  const held = new Set(numbers);
  const last = Math.max(0, ...numbers);
  const gaps: number[] = [];
  for (let number = 1; number < last; number++) if (!held.has(number)) gaps.push(number);
  return gaps;
}
