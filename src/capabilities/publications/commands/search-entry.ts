import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { indexEntries, type SearchEntry } from '../../../platform/search/index.ts';
import { type NormativeDocument, readNormativeDocuments } from '../../documents/index.ts';
import { itemPath } from '../addresses.ts';
import { attachmentTexts } from '../store/attachments.ts';
import { type Edition, findEdition } from '../store/editions.ts';
import { findPublication, type Publication } from '../store/publications.ts';

/** What search knows of a published page. Its day is that of the first publication, as lists show it. */
export function searchEntryOf(
  publication: Publication,
  edition: Edition,
  document: NormativeDocument | undefined,
  attached = '',
): SearchEntry {
  const { metadata } = edition;
  return {
    id: publication.id,
    kind: publication.kind,
    address: itemPath(publication.id),
    title: metadata.title,
    number: metadata.documentNumber,
    organCode: publication.organCode,
    category: metadata.category,
    theme: metadata.theme,
    genre: metadata.genre,
    validity: document?.status ?? null,
    inForce: document === undefined || document.endedOn === null,
    publishedOn: shanghaiDate(publication.firstPublishedAt ?? edition.publishedAt),
    publishedAt: publication.firstPublishedAt ?? edition.publishedAt,
    keywords: metadata.keywords,
    body: attached === '' ? edition.bodyText : `${edition.bodyText}\n${attached}`,
  };
}

/** Brings search in step with what is published now. */
export async function reindex(db: Database, divisionCode: string, publicationId: string): Promise<void> {
  const publication = await findPublication(db, divisionCode, publicationId);
  if (publication?.visibility !== 'published' || publication.edition === null) return;
  const edition = await findEdition(db, divisionCode, publication.id, publication.edition);
  if (!edition) return;
  const [document] =
    publication.documentId === null ? [] : await readNormativeDocuments(db, divisionCode, [publication.documentId]);
  const texts = await attachmentTexts(db, divisionCode, publication.id);
  const attached = texts.map(({ fileName, text }) => `${fileName}\n${text}`).join('\n');
  await indexEntries(db, divisionCode, [searchEntryOf(publication, edition, document, attached)]);
}
