const DIGITS = '〇一二三四五六七八九';
const VALUES = new Map<string, number>([...DIGITS].map((digit, value) => [digit, value]));
VALUES.set('零', 0);
VALUES.set('○', 0);
VALUES.set('Ｏ', 0);
VALUES.set('两', 2);

/** Characters a Chinese number is written with, for use inside a character class. */
export const CHINESE_DIGITS = '〇零○一二两三四五六七八九十百';

/** Full-width digits and decimal point to ASCII; one code unit for one, so offsets stay. */
export function toHalfWidthDigits(text: string): string {
  return text.replace(/[０-９．]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0));
}

/**
 * Reads a whole number below 1000 in Chinese (十二, 一百零三), a digit string (二〇二三) or Arabic digits of either width.
 * Returns NaN for anything else.
 */
export function readNumber(written: string): number {
  const text = toHalfWidthDigits(written);
  if (/^\d+$/.test(text)) return Number(text);
  if (!/[十百]/.test(text)) {
    let value = 0;
    for (const unit of text) {
      const digit = VALUES.get(unit);
      if (digit === undefined) return Number.NaN;
      value = value * 10 + digit;
    }
    return text === '' ? Number.NaN : value;
  }
  let total = 0;
  let pending = 0;
  for (const unit of text) {
    if (unit === '百') {
      total += (pending === 0 ? 1 : pending) * 100;
      pending = 0;
    } else if (unit === '十') {
      total += (pending === 0 ? 1 : pending) * 10;
      pending = 0;
    } else {
      const digit = VALUES.get(unit);
      if (digit === undefined) return Number.NaN;
      pending = digit;
    }
  }
  return total + pending;
}

/** 1 to 99 in Chinese: 12 is 十二. Larger numbers stay Arabic. */
export function writeChinese(value: number): string {
  if (value < 1 || value > 99) return String(value);
  const tens = Math.floor(value / 10);
  const units = value % 10;
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens]}十`;
  return head + (units === 0 ? '' : DIGITS[units]);
}
