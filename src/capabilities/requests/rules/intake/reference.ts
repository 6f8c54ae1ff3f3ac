/** Letters and figures nobody takes for one another: no I, O, 0, 1. 32 of them, so that ten hold 50 random bits. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 10;

export interface Reference {
  readonly organCode: string;
  /** Number in the organ's register: 2026-0001; of a request to correct own records 更2026-0001. */
  readonly number: string;
}

/** The number an applicant asks by: the organ's code before its register number, since each organ counts its own. */
export function formatReference({ organCode, number }: Reference): string {
  return `${organCode}-${number}`;
}

const DASHES = /[\u2010-\u2015\u2212\u30fc\ufe58\ufe63—－_]/g;

/** Reads a typed 登记编号, whatever dashes, widths and blanks it was typed with; null when it is none. */
export function parseReference(text: string): Reference | null {
  const plain = text.normalize('NFKC').replace(DASHES, '-').replace(/\s+/g, '').toUpperCase();
  const found = /^(\d{6}[0-9A-Z-]{0,20})-(更?\d{4}-\d{4,7})$/.exec(plain);
  return found ? { organCode: found[1]!, number: found[2]! } : null;
}

/** ABCDE-FGHJK, easier to copy than ten in a row. */
export function formatCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** Reads a typed 查询码; null when it can't be one. */
export function parseCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(DASHES, '')
    .replace(/[\s-]+/g, '')
    .toUpperCase();
  return plain.length === CODE_LENGTH && [...plain].every((character) => CODE_ALPHABET.includes(character))
    ? plain
    : null;
}
