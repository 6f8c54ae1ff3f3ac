import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import type { ListedLink } from '../../../portal/index.ts';
import type { NormativeDocument } from '../../documents/index.ts';
import { itemPath } from '../addresses.ts';
import type { Listing } from '../store/listings.ts';
import { ValidityBadge } from './texts.tsx';

/** A page in a list: title, whose it is and its number, the day it was first published, validity where it has one. */
export function listedLink(
  listing: Listing,
  organs: ReadonlyMap<string, Organ>,
  documents: ReadonlyMap<string, NormativeDocument> = new Map(),
): ListedLink {
  const document = listing.documentId === null ? undefined : documents.get(listing.documentId);
  const organ = organs.get(listing.organCode)?.name ?? listing.organCode;
  return {
    href: itemPath(listing.id),
    title: listing.title,
    date: shanghaiDate(listing.firstPublishedAt),
    detail: [organ, listing.documentNumber].filter((one) => one !== null).join('　'),
    ...(document ? { badge: <ValidityBadge validity={document.status} /> } : {}),
  };
}
