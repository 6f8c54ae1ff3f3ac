import type { PersonalDataKind, PersonalDatum } from './datum.ts';
import { isCompoundFamilyName } from './surnames.ts';

export interface MaskedSpan {
  /** Offsets into the masked text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: PersonalDataKind;
  /** Why it was masked; nothing of the datum is kept. */
  readonly reason: string;
}

export interface MaskedText {
  readonly text: string;
  readonly masked: readonly MaskedSpan[];
}

/**
 * Replaces every datum by a mask from which nobody can work it back. Numbers lose all characters and even their length: a mask that
 * keeps the ends of an ID leaves few enough candidates to try them all. A name keeps its family name, as judgments print it.
 */
export function maskData(text: string, data: readonly PersonalDatum[]): MaskedText {
  const masked: MaskedSpan[] = [];
  let result = '';
  let from = 0;
  for (const datum of data) {
    result += text.slice(from, datum.start);
    const start = result.length;
    result += maskOf(datum.kind, text.slice(datum.start, datum.end));
    masked.push({ start, end: result.length, kind: datum.kind, reason: datum.reason });
    from = datum.end;
  }
  return { text: result + text.slice(from), masked };
}

/** The mask for one datum; for a name it depends on the family name only, for all else on the kind only. */
export function maskOf(kind: PersonalDataKind, value: string): string {
  if (kind !== 'name' && kind !== 'minor-name') return MASKS[kind];
  const family = isCompoundFamilyName(value.slice(0, 2)) ? value.slice(0, 2) : value.slice(0, 1);
  return value.includes('·') ? '某某' : `${family}某某`;
}

const MASKS: Readonly<Record<Exclude<PersonalDataKind, 'name' | 'minor-name'>, string>> = {
  'resident-id': '******************',
  mobile: '***********',
  landline: '********',
  'bank-card': '****************',
  passport: '*********',
  'travel-permit': '*********',
  credential: '**********',
  plate: '*******',
  email: '***@***',
  account: '*****',
  address: '***（详细地址）',
  health: '***',
};
