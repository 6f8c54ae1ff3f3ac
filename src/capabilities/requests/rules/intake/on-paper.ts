import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import { readCreditCode } from '../../../../kernel/identifiers/index.ts';
import {
  type Applicant,
  type Contact,
  type IdentityPaper,
  identityNumberFault,
  readKnownContact,
} from './applicant.ts';
import { type Delivery, readDeliveryOnPaper } from './delivery.ts';
import { cleanLine, cleanNumber, type DeliveryForm, type FieldFault } from './form.ts';
import type { OrganisationCategory } from './organisation-category.ts';

/** What an application that did not come over the portal says of its applicant and of the way to answer (Art. 29 ¶2). */
export interface PaperForm extends Contact, DeliveryForm {
  readonly idType: IdentityPaper;
  readonly idNumber: string;
  readonly creditCode: string;
  readonly representative: string;
  readonly contactName: string;
}

export const emptyPaper: PaperForm = {
  idType: 'resident-id',
  idNumber: '',
  creditCode: '',
  representative: '',
  contactName: '',
  telephone: '',
  email: '',
  address: '',
  postcode: '',
  medium: '',
  route: '',
  deliverTo: '',
  acceptsOther: '',
  assistance: [],
  assistanceNote: '',
};

export interface PaperReading {
  readonly applicant: Applicant;
  readonly delivery: Delivery | null;
  readonly faults: readonly FieldFault[];
}

/**
 * Reads what a clerk copied from an application on paper, or wrote down from what was said. What the applicant left out may be
 * missing, since an application counts from its receipt and what it lacks is asked for by a correction notice (Art. 30); what
 * is there must be right, so that a slip of the pen is found while the paper is at hand. @param today for dates of birth
 */
export function readPaper(
  of: { readonly category: 'natural' | OrganisationCategory; readonly name: string },
  form: PaperForm,
  today: PlainDate,
): PaperReading {
  const { contact, faults } = readKnownContact(form);
  const delivery = readDeliveryOnPaper(form, contact);
  if (!delivery.ok) faults.push(...delivery.faults);
  const asked = delivery.ok ? delivery.delivery : null;
  if (of.category === 'natural') {
    const idNumber = cleanNumber(form.idNumber).toUpperCase();
    const message = idNumber === '' ? undefined : identityNumberFault(form.idType, idNumber, today);
    if (message !== undefined) faults.push({ name: 'idNumber', message });
    const applicant: Applicant = { kind: 'natural', name: of.name, idType: form.idType, idNumber, contact };
    return { applicant, delivery: asked, faults };
  }
  const creditCode = cleanNumber(form.creditCode).toUpperCase();
  const reading = creditCode === '' ? undefined : readCreditCode(creditCode);
  if (reading && !reading.ok) faults.push({ name: 'creditCode', message: reading.message });
  const applicant: Applicant = {
    kind: 'organisation',
    name: of.name,
    creditCode,
    representative: cleanLine(form.representative),
    contactName: cleanLine(form.contactName),
    category: of.category,
    contact,
  };
  return { applicant, delivery: asked, faults };
}
