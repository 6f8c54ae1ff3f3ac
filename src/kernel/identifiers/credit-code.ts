import { isDivisionProvince } from './division-code.ts';

/** Characters of GB 32100-2015: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

export type CreditCodeFault = 'length' | 'characters' | 'department' | 'region' | 'organisation-checksum' | 'checksum';

/** What the first two characters say of the body: registering department and kind (GB 32100-2015, table 1). */
export type CreditCodeKind =
  | 'organ'
  | 'public-institution'
  | 'social-group'
  | 'private-non-enterprise'
  | 'foundation'
  | 'law-firm'
  | 'justice-other'
  | 'enterprise'
  | 'sole-trader'
  | 'farmers-cooperative'
  | 'trade-union'
  | 'religious'
  | 'village-collective'
  | 'other';

const KINDS: Readonly<Record<string, CreditCodeKind>> = {
  11: 'organ',
  12: 'public-institution',
  13: 'organ',
  19: 'other',
  31: 'law-firm',
  32: 'justice-other',
  33: 'justice-other',
  34: 'justice-other',
  35: 'justice-other',
  39: 'justice-other',
  41: 'other',
  49: 'other',
  51: 'social-group',
  52: 'private-non-enterprise',
  53: 'foundation',
  54: 'other',
  55: 'other',
  59: 'other',
  61: 'other',
  62: 'other',
  69: 'other',
  71: 'religious',
  72: 'religious',
  79: 'religious',
  81: 'trade-union',
  89: 'trade-union',
  91: 'enterprise',
  92: 'sole-trader',
  93: 'farmers-cooperative',
  A1: 'other',
  A9: 'other',
  N1: 'village-collective',
  N2: 'village-collective',
  N3: 'village-collective',
  N9: 'village-collective',
  Y1: 'other',
};

export interface CreditCode {
  code: string;
  kind: CreditCodeKind;
  divisionCode: string;
  /** 组织机构代码, characters 9-17. */
  organisationCode: string;
}

export type CreditCodeReading =
  | { ok: true; value: CreditCode }
  | { ok: false; fault: CreditCodeFault; message: string };

/** Check character of the first 17: mod 31, GB 32100-2015. */
export function creditCodeCheckDigit(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(first17[i]!) * WEIGHTS[i]!;
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** Check character of the eight characters of an 组织机构代码: GB 11714-1997. */
export function organisationCodeCheckDigit(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const c = first8.charCodeAt(i);
    sum += (c <= 57 ? c - 48 : c - 55) * ORGANISATION_WEIGHTS[i]!;
  }
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Reads a 统一社会信用代码 (GB 32100-2015), lower case accepted. */
export function readCreditCode(text: string): CreditCodeReading {
  const code = text.toUpperCase();
  const bad = (fault: CreditCodeFault, message: string): CreditCodeReading => ({ ok: false, fault, message });
  if (code.length !== 18) return bad('length', '统一社会信用代码应为18位');
  for (const c of code) if (!ALPHABET.includes(c)) return bad('characters', `统一社会信用代码不使用字符“${c}”`);
  const kind = KINDS[code.slice(0, 2)];
  if (!kind) return bad('department', `统一社会信用代码开头“${code.slice(0, 2)}”不是登记管理部门和机构类别代码`);
  if (code.slice(2, 4) !== '10' && !isDivisionProvince(code.slice(2, 4)))
    return bad('region', `统一社会信用代码中的登记机关行政区划“${code.slice(2, 8)}”不存在`);
  if (creditCodeCheckDigit(code) !== code[17]) return bad('checksum', '统一社会信用代码校验位不符，请核对是否有误');
  if (organisationCodeCheckDigit(code.slice(8, 16)) !== code[16])
    return bad('organisation-checksum', '统一社会信用代码中的组织机构代码校验位不符，请核对是否有误');
  return { ok: true, value: { code, kind, divisionCode: code.slice(2, 8), organisationCode: code.slice(8, 17) } };
}

export function isCreditCode(text: string): boolean {
  return readCreditCode(text).ok;
}
