import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import { readCreditCode, readResidentId } from '../../../../kernel/identifiers/index.ts';
import { type ApplicantForm, cleanLine, cleanNumber, type FieldFault, tooLong } from './form.ts';
import { isOrganisationCategory, type OrganisationCategory, proposedCategory } from './organisation-category.ts';

/** Identity papers a natural person may show (身份证明). */
export const identityPapers = {
  'resident-id': '居民身份证',
  'residence-permit': '港澳台居民居住证',
  'mainland-permit-hong-kong-macau': '港澳居民来往内地通行证',
  'mainland-permit-taiwan': '台湾居民来往大陆通行证',
  'permanent-resident-card': '外国人永久居留身份证',
  passport: '护照',
} as const;

export type IdentityPaper = keyof typeof identityPapers;

export interface Contact {
  readonly telephone: string;
  readonly email: string;
  readonly address: string;
  readonly postcode: string;
}

export type Applicant =
  | {
      readonly kind: 'natural';
      readonly name: string;
      readonly idType: IdentityPaper;
      readonly idNumber: string;
      readonly contact: Contact;
    }
  | {
      readonly kind: 'organisation';
      readonly name: string;
      readonly creditCode: string;
      readonly representative: string;
      readonly contactName: string;
      readonly category: OrganisationCategory;
      readonly contact: Contact;
    };

export type ApplicantReading =
  | { readonly ok: true; readonly applicant: Applicant }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

export const applicantLimits = { name: 60, organisationName: 120, address: 200 } as const;

/** Shapes of numbers that have no public check character. */
const SHAPES: Partial<Record<IdentityPaper, { pattern: RegExp; message: string }>> = {
  'mainland-permit-hong-kong-macau': {
    pattern: /^[HM]\d{8}(\d{2})?$/,
    message: '港澳居民来往内地通行证号码应为H或者M开头加8位数字',
  },
  'mainland-permit-taiwan': { pattern: /^\d{8}(\d{2})?$/, message: '台湾居民来往大陆通行证号码应为8位数字' },
  'permanent-resident-card': {
    pattern: /^([A-Z]{3}\d{12}|9\d{16}[\dX])$/,
    message: '外国人永久居留身份证号码应为18位，旧证为3个字母加12位数字',
  },
  passport: { pattern: /^[A-Z0-9]{5,20}$/, message: '护照号码应为5至20位字母和数字' },
};

function isIdentityPaper(text: string): text is IdentityPaper {
  return Object.hasOwn(identityPapers, text);
}

function identityFault(type: IdentityPaper, number: string, today: PlainDate): string | undefined {
  if (number === '') return `请填写${identityPapers[type]}号码`;
  return identityNumberFault(type, number, today);
}

/** What is wrong with the number of an identity paper, by its shape and its check character where it has one. */
export function identityNumberFault(type: IdentityPaper, number: string, today: PlainDate): string | undefined {
  const shape = SHAPES[type];
  if (shape && !shape.pattern.test(number)) return shape.message;
  const hasCheckCharacter = type === 'resident-id' || type === 'residence-permit' || /^9\d{16}[\dX]$/.test(number);
  if (!hasCheckCharacter || (shape && type !== 'permanent-resident-card')) return undefined;
  const reading = readResidentId(number);
  if (!reading.ok) return reading.message.replace('身份证号码', `${identityPapers[type]}号码`);
  return reading.value.birthDate > today ? `${identityPapers[type]}号码中的出生日期晚于今天，请核对` : undefined;
}

function nameFaults(name: string, field: string, label: string, most: number): FieldFault[] {
  if (name === '') return [{ name: field, message: `请填写${label}` }];
  if (!/\p{L}/u.test(name)) return [{ name: field, message: `${label}中没有文字，请核对` }];
  return tooLong(field, label, name, most);
}

const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/;

export function isEmail(text: string): boolean {
  return text.length <= 200 && EMAIL.test(text);
}

export function telephoneFault(number: string): string | undefined {
  if (/^1\d*$/.test(number) && number.length >= 9 && number.length !== 11)
    return `手机号码应为11位，现在有${number.length}位`;
  if (/^1\d{10}$/.test(number) && !/^1[3-9]/.test(number)) return '手机号码的号段不存在，请核对';
  return /^\+?[\d()转#*-]{7,24}$/.test(number) && (number.match(/\d/g)?.length ?? 0) >= 7
    ? undefined
    : '联系电话应为手机号码，或者带区号的固定电话号码，例如0574-12345678';
}

/** 联系方式: Art. 29 asks for a way to reach the applicant and names none, so any one will do. */
function readContact(form: ApplicantForm): { contact: Contact; faults: FieldFault[] } {
  const { contact, faults } = readKnownContact(form);
  if (contact.telephone === '' && contact.email === '' && contact.address === '')
    faults.unshift({ name: 'telephone', message: '请至少填写一种联系方式：联系电话、电子邮箱或者通信地址' });
  return { contact, faults };
}

/** As much of the 联系方式 as is there, each of it as it must be. */
export function readKnownContact(form: Contact): { contact: Contact; faults: FieldFault[] } {
  const contact: Contact = {
    telephone: cleanNumber(form.telephone).replaceAll('（', '(').replaceAll('）', ')'),
    email: cleanNumber(form.email),
    address: cleanLine(form.address),
    postcode: cleanNumber(form.postcode),
  };
  const faults: FieldFault[] = [];
  const telephone = contact.telephone === '' ? undefined : telephoneFault(contact.telephone);
  if (telephone) faults.push({ name: 'telephone', message: telephone });
  if (contact.email !== '' && !isEmail(contact.email))
    faults.push({ name: 'email', message: '电子邮箱应写作name@example.com的样子，请核对' });
  faults.push(...tooLong('address', '通信地址', contact.address, applicantLimits.address));
  if (contact.postcode !== '' && !/^\d{6}$/.test(contact.postcode))
    faults.push({ name: 'postcode', message: '邮政编码应为6位数字' });
  return { contact, faults };
}

/** Reads who asks. @param today for dates of birth; the day in Shanghai */
export function readApplicant(form: ApplicantForm, today: PlainDate): ApplicantReading {
  if (form.kind === 'natural') return readNaturalPerson(form, today);
  if (form.kind === 'organisation') return readOrganisation(form);
  return { ok: false, faults: [{ name: 'kind', message: '请选择以公民身份还是以法人、其他组织名义申请' }] };
}

function readNaturalPerson(form: ApplicantForm, today: PlainDate): ApplicantReading {
  const name = cleanLine(form.name);
  const idNumber = cleanNumber(form.idNumber).toUpperCase();
  const faults = nameFaults(name, 'name', '姓名', applicantLimits.name);
  if (/\d/.test(name)) faults.push({ name: 'name', message: '姓名中有数字，请核对' });
  if (!isIdentityPaper(form.idType)) faults.push({ name: 'idType', message: '请选择身份证件类型' });
  else {
    const message = identityFault(form.idType, idNumber, today);
    if (message) faults.push({ name: 'idNumber', message });
  }
  const { contact, faults: contactFaults } = readContact(form);
  faults.push(...contactFaults);
  if (faults.length > 0 || !isIdentityPaper(form.idType)) return { ok: false, faults };
  return { ok: true, applicant: { kind: 'natural', name, idType: form.idType, idNumber, contact } };
}

function readOrganisation(form: ApplicantForm): ApplicantReading {
  const name = cleanLine(form.organisationName);
  const faults = nameFaults(name, 'organisationName', '单位名称', applicantLimits.organisationName);
  const creditCode = cleanNumber(form.creditCode).toUpperCase();
  const reading = readCreditCode(creditCode);
  if (creditCode === '') faults.push({ name: 'creditCode', message: '请填写统一社会信用代码' });
  else if (!reading.ok) faults.push({ name: 'creditCode', message: reading.message });
  const representative = cleanLine(form.representative);
  const contactName = cleanLine(form.contactName);
  faults.push(
    ...nameFaults(representative, 'representative', '法定代表人或者负责人姓名', applicantLimits.name),
    ...nameFaults(contactName, 'contactName', '联系人姓名', applicantLimits.name),
  );
  const { contact, faults: contactFaults } = readContact(form);
  faults.push(...contactFaults);
  if (faults.length > 0 || !reading.ok) return { ok: false, faults };
  const category = isOrganisationCategory(form.category) ? form.category : proposedCategory(reading.value.kind, name);
  return {
    ok: true,
    applicant: { kind: 'organisation', name, creditCode, representative, contactName, category, contact },
  };
}
