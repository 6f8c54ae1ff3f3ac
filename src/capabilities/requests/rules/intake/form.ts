/** What is wrong with one field of a form; the message says how to mend it. */
export interface FieldFault {
  readonly name: string;
  readonly message: string;
}

/** What the request asks for (条例 Art. 29 ¶2 item 2); any one of the three suffices. There is no field for a purpose. */
export interface ContentForm {
  readonly title: string;
  readonly documentNumber: string;
  readonly description: string;
}

/** Who asks (Art. 29 ¶2 item 1). The fields of the other kind stay as they were typed and are not looked at. */
export interface ApplicantForm {
  /** `natural` or `organisation`; empty until chosen. */
  readonly kind: string;
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  readonly organisationName: string;
  readonly creditCode: string;
  /** 法定代表人或者负责人 */
  readonly representative: string;
  /** 联系人 */
  readonly contactName: string;
  /** Corrected by the applicant; empty while the proposed one stands. */
  readonly category: string;
  readonly telephone: string;
  readonly email: string;
  readonly address: string;
  readonly postcode: string;
}

/** How the information is to be given (Art. 29 ¶2 item 3, Art. 40), and what help is needed (Art. 43). */
export interface DeliveryForm {
  readonly medium: string;
  readonly route: string;
  /** Where to: an address, an e-mail address or a fax number; empty when the applicant's own serves. */
  readonly deliverTo: string;
  readonly acceptsOther: string;
  readonly assistance: readonly string[];
  readonly assistanceNote: string;
}

export const emptyContent: ContentForm = { title: '', documentNumber: '', description: '' };

export const emptyApplicant: ApplicantForm = {
  kind: '',
  name: '',
  idType: 'resident-id',
  idNumber: '',
  organisationName: '',
  creditCode: '',
  representative: '',
  contactName: '',
  category: '',
  telephone: '',
  email: '',
  address: '',
  postcode: '',
};

export const emptyDelivery: DeliveryForm = {
  medium: '',
  route: '',
  deliverTo: '',
  acceptsOther: '',
  assistance: [],
  assistanceNote: '',
};

/** Prints nothing and only disturbs, or makes text read otherwise than it is stored. */
const DISTURBING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text as it is kept: several lines, no control characters, no blanks around. */
export function cleanText(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(DISTURBING, '').trim();
}

/** One line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** Numbers and addresses people type with full-width characters or blanks in them: １３８ 0013 8000 → 13800138000. */
export function cleanNumber(text: string): string {
  return cleanText(text.normalize('NFKC')).replace(/\s+/g, '');
}

/** Length as people count it. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** A fault when `text` is longer than `most` characters. */
export function tooLong(name: string, label: string, text: string, most: number): FieldFault[] {
  const length = lengthOf(text);
  return length > most ? [{ name, message: `${label}最多${most}字，现在有${length}字，请删减` }] : [];
}
