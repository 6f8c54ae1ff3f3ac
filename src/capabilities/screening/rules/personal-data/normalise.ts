/**
 * Brings full-width digits, letters and punctuation, unusual dashes, blanks and invisible characters to one form.
 * Every code unit becomes exactly one code unit, so offsets into the result are offsets into the original.
 */
export function normaliseWidth(text: string): string {
  return text.replace(UNUSUAL, replacement);
}

const UNUSUAL =
  /[\uff01-\uff5e\u3000\u00a0\u2000-\u200f\u202f\u205f\u2060\ufeff\u2010-\u2015\u2212\u2500\u00ad〔〕［］【】﹣﹕]/g;

function replacement(character: string): string {
  const code = character.charCodeAt(0);
  // The full-width comma stays: a Chinese comma ends a clause, a half-width one may stand inside a number.
  if (character === '，' || character === '；' || character === '！' || character === '？') return character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if ('〔［【'.includes(character)) return '(';
  if ('〕］】'.includes(character)) return ')';
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0x2500 || character === '﹣') return '-';
  if (character === '﹕') return ':';
  return ' ';
}
