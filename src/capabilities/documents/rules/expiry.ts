import { addMonths, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { DocumentDates } from './validity.ts';

/** How long before expiry the drafting unit is told to evaluate the document; a tenant's rule, no national one exists. */
export const EXPIRY_WARNING_MONTHS = 6;

export interface ExpiryWarning<T> {
  document: T;
  expiresOn: PlainDate;
  /** `last-month`: no time is left for the ordinary procedure of issuing it anew. */
  level: 'early' | 'last-month';
}

/**
 * Documents that will lapse within `months` of `today`, soonest first; those that have ended or lapse already are left out.
 */
export function expiryWarnings<T extends DocumentDates>(
  documents: readonly T[],
  today: PlainDate,
  months = EXPIRY_WARNING_MONTHS,
): ExpiryWarning<T>[] {
  const horizon = addMonths(today, months);
  const nextMonth = addMonths(today, 1);
  return documents
    .flatMap((document) =>
      document.expiresOn !== null &&
      document.endedOn === null &&
      document.expiresOn >= today &&
      document.expiresOn <= horizon
        ? [{ document, expiresOn: document.expiresOn }]
        : [],
    )
    .map(({ document, expiresOn }) => ({
      document,
      expiresOn,
      level: expiresOn <= nextMonth ? ('last-month' as const) : ('early' as const),
    }))
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : 0));
}
