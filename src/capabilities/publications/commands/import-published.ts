import type { Database } from '../../../platform/database/index.ts';
import { findOrgan } from '../../../platform/identity/index.ts';
import { indexEntries, type Vectors } from '../../../platform/search/index.ts';
import { type NormativeDocument, readNormativeDocuments } from '../../documents/index.ts';
import { cleanHtml } from '../html/clean.ts';
import { plainText } from '../html/plain-text.ts';
import type { Metadata, PublicationKind } from '../rules/metadata.ts';
import { publishAt } from '../rules/publishing.ts';
import { type Edition, insertEditions } from '../store/editions.ts';
import { addRedirects, knownIds } from '../store/imports.ts';
import { allocateIndexNumbers } from '../store/index-numbers.ts';
import { insertPublications, type Publication } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { inTransaction } from '../store/transaction.ts';
import { catalogueOf, categoryNumber } from './draft.ts';
import { PublicationRefusedError } from './errors.ts';
import { pathOfOldAddress } from './redirects.ts';
import { hashEdition } from './review.ts';
import { searchEntryOf } from './search-entry.ts';

/** A page that was published elsewhere and moves here with its history of one edition. */
export interface PublishedItem {
  id: string;
  organCode: string;
  kind: PublicationKind;
  metadata: Metadata;
  bodyHtml: string;
  /** When the older site published it; the day never becomes earlier or later by the move. */
  publishedAt: Date;
  documentId?: string;
  interpretsId?: string;
  /** The number it had; a new one of the tenant's pattern without it. */
  indexNumber?: string;
}

/** Cleaned and read, ready to be stored; `vectors` where its words were cut already. */
export interface PreparedItem extends PublishedItem {
  bodyText: string;
  vectors?: Vectors;
  /** Where it stood on the older site; that address then leads here. */
  address?: string | undefined;
}

/**
 * Takes over published pages, in the order given (what is interpreted stands before its interpretation), with their search
 * entries, in one transaction. What is there already (the same id) is left as it is, so an interrupted import may be repeated.
 * @returns how many were new
 * @throws PublicationRefusedError, PublishingRefusedError for a page older than its information; nothing is stored then
 */
export function importPublished(
  db: Database,
  divisionCode: string,
  items: readonly PublishedItem[],
  importedBy: string,
  importedAt: Date,
): Promise<number> {
  const prepared = items.map((item) => {
    const bodyHtml = cleanHtml(item.bodyHtml);
    return { ...item, bodyHtml, bodyText: plainText(bodyHtml) };
  });
  return storePublished(db, divisionCode, prepared, importedBy, importedAt);
}

/** The same for what was cleaned and read before, on other threads. */
export async function storePublished(
  db: Database,
  divisionCode: string,
  items: readonly PreparedItem[],
  importedBy: string,
  importedAt: Date,
): Promise<number> {
  if (items.length === 0) return 0;
  const run = async (transaction: Database): Promise<number> => {
    const known = await knownIds(
      transaction,
      divisionCode,
      items.map(({ id }) => id),
    );
    const fresh = items.filter(({ id }) => !known.has(id));
    const settings = await loadSettings(transaction, divisionCode);
    const documentIds = fresh.flatMap(({ documentId }) => (documentId === undefined ? [] : [documentId]));
    const documents = new Map(
      (await readNormativeDocuments(transaction, divisionCode, documentIds)).map((document) => [document.id, document]),
    );
    const categories = new Map<string, ReturnType<typeof catalogueOf>>();
    const rows: {
      item: PreparedItem;
      publication: Publication;
      edition: Edition;
      document: NormativeDocument | undefined;
    }[] = [];
    for (const item of fresh) {
      const tree =
        categories.get(item.organCode) ?? (await organTree(transaction, settings, divisionCode, item.organCode));
      categories.set(item.organCode, tree);
      const moments = publishAt(
        { formedOn: item.metadata.formedOn, firstPublishedAt: null, lastPublishedAt: null },
        item.publishedAt,
      );
      const { bodyHtml, bodyText } = item;
      rows.push({
        item,
        publication: {
          id: item.id,
          organCode: item.organCode,
          indexNumber: item.indexNumber ?? '',
          kind: item.kind,
          stage: 'settled',
          visibility: 'published',
          documentId: item.documentId ?? null,
          interpretsId: item.interpretsId ?? null,
          edition: 1,
          ...moments,
          scheduledFor: null,
          dueOn: null,
          withdrawal: null,
          revision: 1,
          createdAt: importedAt,
          createdBy: importedBy,
        },
        edition: {
          publicationId: item.id,
          edition: 1,
          metadata: item.metadata,
          bodyHtml,
          bodyText,
          sha256: hashEdition(item.metadata, bodyHtml),
          reason: null,
          publishedAt: item.publishedAt,
          publishedBy: importedBy,
        },
        document: item.documentId === undefined ? undefined : documents.get(item.documentId),
      });
    }
    const unnumbered = rows.filter(({ publication }) => publication.indexNumber === '');
    const numbers = await allocateIndexNumbers(
      transaction,
      divisionCode,
      settings.indexPattern,
      unnumbered.map(({ publication, edition }) => ({
        organ: publication.organCode,
        formedOn: edition.metadata.formedOn,
        categoryNumber: categoryNumber(categories.get(publication.organCode)!, edition.metadata.category),
      })),
    );
    for (const [i, { publication }] of unnumbered.entries()) publication.indexNumber = numbers[i]!;
    await insertPublications(
      transaction,
      divisionCode,
      rows.map(({ publication }) => publication),
    );
    await insertEditions(
      transaction,
      divisionCode,
      rows.map(({ edition }) => edition),
    );
    await indexEntries(
      transaction,
      divisionCode,
      rows.map(({ item, publication, edition, document }) => ({
        ...searchEntryOf(publication, edition, document),
        ...(item.vectors ? { vectors: item.vectors } : {}),
      })),
    );
    await addRedirects(
      transaction,
      divisionCode,
      fresh.flatMap(({ id, address }) => {
        const path = address === undefined ? undefined : oldPath(address);
        return path === undefined ? [] : [{ address: path, publicationId: id }];
      }),
    );
    return rows.length;
  };
  return inTransaction(db, run);
}

/** Path and query of an older address; undefined for what is none. */
function oldPath(address: string): string | undefined {
  try {
    return pathOfOldAddress(address);
  } catch {
    return undefined;
  }
}

async function organTree(
  db: Database,
  settings: Awaited<ReturnType<typeof loadSettings>>,
  divisionCode: string,
  organCode: string,
) {
  const organ = await findOrgan(db, organCode);
  if (!organ || organ.divisionCode !== divisionCode) throw new PublicationRefusedError(`没有代码为${organCode}的机关`);
  return catalogueOf(settings, organ);
}
