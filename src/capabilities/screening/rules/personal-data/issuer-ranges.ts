/**
 * Issuer ranges of payment cards met in China (ISO/IEC 7812-1 issuer identification numbers): the prefix range and the lengths in use.
 * Besides UnionPay's 62, mainland banks still have older debit ranges of their own.
 */
const RANGES: readonly (readonly [from: string, to: string, lengths: readonly number[]])[] = [
  ['62', '62', [16, 17, 18, 19]],
  ['81', '81', [16, 17, 18, 19]],
  ['4', '4', [16]],
  ['51', '55', [16]],
  ['2221', '2720', [16]],
  ['34', '34', [15]],
  ['37', '37', [15]],
  ['3528', '3589', [16]],
  ['103', '103', [19]],
  ['436742', '436745', [16, 19]],
  ['456351', '456351', [19]],
  ['601382', '601382', [19]],
  ['603', '603', [16, 17, 18, 19]],
  ['601428', '601428', [17]],
  ['60', '60', [16, 17, 18, 19]],
  ['68', '69', [16, 17, 18, 19]],
  ['84', '84', [16, 19]],
  ['90', '90', [16, 17, 18]],
  ['94', '94', [16, 17, 18, 19]],
  ['955', '955', [16, 19]],
  ['96', '96', [16, 18, 19]],
  ['98', '98', [16, 17, 18, 19]],
  ['99', '99', [16]],
];

/** True when the digits begin and are as long as cards of a known issuer. */
export function isIssued(digits: string): boolean {
  return RANGES.some(([from, to, lengths]) => {
    if (!lengths.includes(digits.length)) return false;
    const prefix = digits.slice(0, from.length);
    return prefix >= from && prefix <= to;
  });
}

/** Check digit of ISO/IEC 7812-1 (Luhn). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    let digit = digits.charCodeAt(i) - 48;
    if (twice) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}
