import type { Database } from '../../../platform/database/index.ts';
import type { AttachmentListing } from './attachments.ts';
import { type Edition, metadataColumns, metadataOf, type ShownEdition } from './editions.ts';
import { type Publication, publicationColumns, publicationOf } from './publications.ts';

// What pages show of many publications at once: the static export reads a few hundred at a time.

function grouped<Row, Value>(
  rows: readonly Row[],
  key: (row: Row) => string,
  value: (row: Row) => Value,
): ReadonlyMap<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const known = groups.get(key(row));
    if (known) known.push(value(row));
    else groups.set(key(row), [value(row)]);
  }
  return groups;
}

const shownColumns = [
  'publication_id',
  'edition',
  ...metadataColumns,
  'body_html',
  'sha256',
  'reason',
  'published_at',
  'published_by',
] as const;

function editionsAskedFor(db: Database, divisionCode: string, wanted: ReadonlyMap<string, number>) {
  return db
    .selectFrom('publication_edition')
    .select(shownColumns)
    .where('division_code', '=', divisionCode)
    .where('publication_id', 'in', [...wanted.keys()])
    .where('edition', 'in', [...new Set(wanted.values())]);
}

type ShownRow = Awaited<ReturnType<ReturnType<typeof editionsAskedFor>['execute']>>[number];

function shownOf(row: ShownRow): ShownEdition {
  return {
    publicationId: row.publication_id,
    edition: row.edition,
    metadata: metadataOf(row),
    bodyHtml: row.body_html,
    sha256: row.sha256,
    reason: row.reason,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  };
}

/** Editions as their pages show them, by publication; of each the one asked for. */
export async function findShownEditions(
  db: Database,
  divisionCode: string,
  wanted: ReadonlyMap<string, number>,
): Promise<Map<string, ShownEdition>> {
  if (wanted.size === 0) return new Map();
  const rows = await editionsAskedFor(db, divisionCode, wanted).execute();
  return new Map(
    rows
      .filter((row) => wanted.get(row.publication_id) === row.edition)
      .map((row) => [row.publication_id, shownOf(row)]),
  );
}

/** The same with their plain texts. */
export async function findEditions(
  db: Database,
  divisionCode: string,
  wanted: ReadonlyMap<string, number>,
): Promise<Map<string, Edition>> {
  if (wanted.size === 0) return new Map();
  const rows = await editionsAskedFor(db, divisionCode, wanted).select('body_text').execute();
  return new Map(
    rows
      .filter((row) => wanted.get(row.publication_id) === row.edition)
      .map((row) => [row.publication_id, { ...shownOf(row), bodyText: row.body_text }]),
  );
}

/** All editions without their texts, newest first, by publication. */
export async function editionsOf(
  db: Database,
  divisionCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { edition: number; reason: string | null; publishedAt: Date }[]>> {
  const rows = await db
    .selectFrom('publication_edition')
    .select(['publication_id', 'edition', 'reason', 'published_at'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', 'in', ids)
    .orderBy('edition', 'desc')
    .execute();
  return grouped(
    rows,
    (row) => row.publication_id,
    (row) => ({ edition: row.edition, reason: row.reason, publishedAt: row.published_at }),
  );
}

export async function attachmentsOf(
  db: Database,
  divisionCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AttachmentListing[]>> {
  const rows = await db
    .selectFrom('publication_attachment')
    .select(['publication_id', 'id', 'file_name', 'media_type', 'size', 'sha256'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', 'in', ids)
    .where('purpose', '=', 'attachment')
    .where('from_edition', 'is not', null)
    .where('until_edition', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return grouped(
    rows,
    (row) => row.publication_id,
    (row) => ({
      id: row.id,
      fileName: row.file_name,
      mediaType: row.media_type,
      size: row.size,
      sha256: row.sha256,
    }),
  );
}

/** The issues that printed each publication, oldest first. */
export async function gazettesOfMany(
  db: Database,
  divisionCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { year: number; number: number; page: number }[]>> {
  const rows = await db
    .selectFrom('gazette_entry')
    .select(['publication_id', 'year', 'number', 'page'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', 'in', ids)
    .orderBy('year')
    .orderBy('number')
    .execute();
  return grouped(
    rows,
    (row) => row.publication_id,
    ({ year, number, page }) => ({ year, number, page }),
  );
}

/** What the public has seen, withdrawn or not, in the order of ids: those after `after`, or just those named. */
export async function seenPublications(
  db: Database,
  divisionCode: string,
  which: { after?: string | undefined; limit: number } | { ids: readonly string[] },
): Promise<Publication[]> {
  if ('ids' in which && which.ids.length === 0) return [];
  let query = db
    .selectFrom('publication')
    .select(publicationColumns)
    .where('division_code', '=', divisionCode)
    .where('edition', 'is not', null)
    .orderBy('id');
  if ('ids' in which) query = query.where('id', 'in', which.ids);
  else {
    query = query.limit(which.limit);
    if (which.after !== undefined) query = query.where('id', '>', which.after);
  }
  return (await query.execute()).map(publicationOf);
}

/** What the static export keeps of each publication the public has seen: page by page of ids, without texts. */
export async function listSeen(
  db: Database,
  divisionCode: string,
  after: string | undefined,
  limit: number,
): Promise<{ id: string; isPublished: boolean; editions: number }[]> {
  let query = db
    .selectFrom('publication')
    .select(['id', 'visibility', 'edition'])
    .where('division_code', '=', divisionCode)
    .where('edition', 'is not', null)
    .orderBy('id')
    .limit(limit);
  if (after !== undefined) query = query.where('id', '>', after);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    isPublished: row.visibility === 'published',
    editions: row.edition ?? 0,
  }));
}

/** Files that anyone may ask for: those below pages, in their texts, and of earlier editions; of these publications or of all. */
export async function listFiles(
  db: Database,
  divisionCode: string,
  ids?: readonly string[],
): Promise<{ publicationId: string; id: string; mediaType: string }[]> {
  if (ids?.length === 0) return [];
  let query = db
    .selectFrom('publication_attachment as attachment')
    .innerJoin('publication', (join) =>
      join
        .onRef('publication.division_code', '=', 'attachment.division_code')
        .onRef('publication.id', '=', 'attachment.publication_id'),
    )
    .select(['attachment.publication_id', 'attachment.id', 'attachment.media_type'])
    .where('attachment.division_code', '=', divisionCode)
    .where('publication.visibility', '=', 'published')
    .where('attachment.from_edition', 'is not', null)
    .where('attachment.purpose', '<>', 'source');
  if (ids) query = query.where('attachment.publication_id', 'in', ids);
  const rows = await query.execute();
  return rows.map((row) => ({ publicationId: row.publication_id, id: row.id, mediaType: row.media_type }));
}
