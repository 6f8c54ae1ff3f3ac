import { isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { isDivisionProvince } from './division-code.ts';

export type ResidentIdFault = 'length' | 'characters' | 'region' | 'birth-date' | 'checksum';

export interface ResidentId {
  /** As given, with a final X in upper case. */
  number: string;
  divisionCode: string;
  birthDate: PlainDate;
  sex: 'male' | 'female';
}

export type ResidentIdReading =
  | { ok: true; value: ResidentId }
  | { ok: false; fault: ResidentIdFault; message: string };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** Check character of the first 17 digits: ISO 7064 MOD 11-2 as in GB 11643-1999. */
export function residentIdCheckDigit(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += WEIGHTS[i]! * (first17.charCodeAt(i) - 48);
  return CHECK_DIGITS[sum % 11]!;
}

/**
 * Reads a 居民身份证号码 of 18 characters (GB 11643-1999) or the old 15 digits (without checksum, born 19xx).
 * Checks length, region prefix, date of birth and checksum; it can't know whether the card was ever issued.
 */
export function readResidentId(text: string): ResidentIdReading {
  const number = text.toUpperCase();
  const bad = (fault: ResidentIdFault, message: string): ResidentIdReading => ({ ok: false, fault, message });
  if (number.length !== 18 && number.length !== 15) return bad('length', '身份证号码应为18位（旧证15位）');
  if (!/^(?:\d{17}[\dX]|\d{15})$/.test(number)) return bad('characters', '身份证号码只能由数字组成，末位可以是X');
  if (!isDivisionProvince(number.slice(0, 2)))
    return bad('region', `身份证号码开头的地区代码“${number.slice(0, 2)}”不存在`);
  const old = number.length === 15;
  const digits = old ? `19${number.slice(6, 12)}` : number.slice(6, 14);
  const birthDate = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  if (!isPlainDate(birthDate) || birthDate < '1850-01-01')
    return bad('birth-date', `身份证号码中的出生日期“${digits}”不存在`);
  if (!old && residentIdCheckDigit(number) !== number[17])
    return bad('checksum', '身份证号码校验位不符，请核对是否有误');
  const sequence = Number(old ? number[14] : number[16]);
  return {
    ok: true,
    value: { number, divisionCode: number.slice(0, 6), birthDate, sex: sequence % 2 ? 'male' : 'female' },
  };
}

export function isResidentId(text: string): boolean {
  return readResidentId(text).ok;
}
