import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import {
  expectManyEntries,
  raisePublicVersion,
  refreshEntries,
  removeEntries,
  type SearchEntry,
  settleEntries,
} from '../../../platform/search/index.ts';
import { readNormativeDocuments } from '../../documents/index.ts';
import { attachmentTexts } from '../store/attachments.ts';
import { findEditions, listFiles, seenPublications } from '../store/page-views.ts';
import { inTransaction } from '../store/transaction.ts';
import { searchEntryOf } from './search-entry.ts';

/** Publications of one transaction. */
const BATCH = 200;

export interface RebuildOptions {
  readonly db: Database;
  readonly division: string;
  readonly now: Date;
  readonly onProgress?: (progress: { done: number; upTo: string | null }) => void;
  /** For tests: stops as a kill between two batches would. */
  readonly stopAfter?: number;
}

export interface RebuildResult {
  /** Entries made again. */
  readonly made: number;
  /** Entries taken away, whose page is not public or not there. */
  readonly removed: number;
  /** Whether an earlier run that was cut off was taken up again. */
  readonly resumed: boolean;
}

/**
 * Makes the search again from what is published: after a new version cuts words otherwise, or when the search and the pages
 * are doubted to agree. A batch is one transaction, which publishing waits for; searches go on, and find the old entry or the
 * new one. A run that was cut off goes on where it stood.
 */
export async function rebuildSearch(options: RebuildOptions): Promise<RebuildResult> {
  const { db, division, now, onProgress, stopAfter } = options;
  const begun = await db
    .selectFrom('search_rebuild')
    .select('up_to')
    .where('division_code', '=', division)
    .executeTakeFirst();
  if (!begun)
    await db.insertInto('search_rebuild').values({ division_code: division, up_to: null, begun_at: now }).execute();
  let upTo = begun?.up_to ?? null;
  let made = 0;
  let removed = 0;
  for (let batches = 0; ; batches++) {
    if (stopAfter !== undefined && batches >= stopAfter) return { made, removed, resumed: begun !== undefined };
    const after: string | null = upTo;
    const done = await inTransaction(db, (transaction) => rebuildBatch(transaction, division, after));
    made += done.made;
    removed += done.removed;
    upTo = done.upTo;
    onProgress?.({ done: made, upTo });
    if (done.isLast) break;
  }
  for (;;) {
    const orphans = await entriesWithoutPublication(db, division);
    await removeEntries(db, division, orphans);
    removed += orphans.length;
    if (orphans.length < BATCH) break;
  }
  await db.deleteFrom('search_rebuild').where('division_code', '=', division).execute();
  await settleEntries(db);
  return { made, removed, resumed: begun !== undefined };
}

async function rebuildBatch(transaction: Database, division: string, after: string | null) {
  await expectManyEntries(transaction);
  // Whoever publishes waits here, so what is read now is what is public until the entries are written.
  await raisePublicVersion(transaction, division, []);
  const seen = await seenPublications(transaction, division, { after: after ?? undefined, limit: BATCH });
  const published = seen.filter(({ visibility }) => visibility === 'published');
  const editions = await findEditions(transaction, division, new Map(published.map((one) => [one.id, one.edition!])));
  const documentIds = published.flatMap(({ documentId }) => (documentId === null ? [] : [documentId]));
  const documents = new Map(
    (await readNormativeDocuments(transaction, division, documentIds)).map((one) => [one.id, one]),
  );
  const files = await listFiles(
    transaction,
    division,
    published.map(({ id }) => id),
  );
  const withFiles = new Set(files.map(({ publicationId }) => publicationId));
  const entries: SearchEntry[] = [];
  for (const publication of published) {
    const edition = editions.get(publication.id);
    if (!edition) continue;
    const texts = withFiles.has(publication.id) ? await attachmentTexts(transaction, division, publication.id) : [];
    const attached = texts.map(({ fileName, text }) => `${fileName}\n${text}`).join('\n');
    const document = publication.documentId === null ? undefined : documents.get(publication.documentId);
    entries.push(searchEntryOf(publication, edition, document, attached));
  }
  await refreshEntries(transaction, division, entries);
  const kept = new Set(entries.map(({ id }) => id));
  const gone = await presentAmong(
    transaction,
    division,
    seen.flatMap(({ id }) => (kept.has(id) ? [] : [id])),
  );
  await removeEntries(transaction, division, gone);
  const upTo = seen.at(-1)?.id ?? after;
  await transaction.updateTable('search_rebuild').set({ up_to: upTo }).where('division_code', '=', division).execute();
  return { made: entries.length, removed: gone.length, upTo, isLast: seen.length < BATCH };
}

async function presentAmong(db: Database, division: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('search_entry')
    .select('id')
    .where('division_code', '=', division)
    .where('id', 'in', ids)
    .execute();
  return rows.map(({ id }) => id);
}

async function entriesWithoutPublication(db: Database, division: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select entry.id from search_entry as entry
    left join publication on publication.division_code = entry.division_code and publication.id = entry.id
    where entry.division_code = ${division} and publication.id is null limit ${BATCH}`.execute(db);
  return rows.map(({ id }) => id);
}
