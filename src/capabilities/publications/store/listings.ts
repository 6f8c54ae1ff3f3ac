import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { readCounts } from '../../../platform/search/index.ts';
import type { PublicationKind } from '../rules/metadata.ts';

/** A published page in a list: what lists show, without the text. */
export interface Listing {
  id: string;
  organCode: string;
  indexNumber: string;
  kind: PublicationKind;
  documentId: string | null;
  interpretsId: string | null;
  title: string;
  documentNumber: string | null;
  formedOn: PlainDate;
  category: string;
  theme: string;
  genre: string;
  summary: string;
  publishedAt: Date;
  firstPublishedAt: Date;
}

export interface ListFilter {
  organCode?: string;
  kinds?: readonly PublicationKind[];
  /** A category and everything below it. */
  category?: string;
  theme?: string;
  /** Only what interprets one of these. */
  interprets?: readonly string[];
  ids?: readonly string[];
  /** All but these. */
  exceptIds?: readonly string[];
  publishedFrom?: Date;
  keyword?: string;
  limit?: number;
  offset?: number;
}

function base(db: Database, divisionCode: string, filter: ListFilter) {
  let query = db
    .selectFrom('publication as publication')
    .innerJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'publication.division_code')
        .onRef('edition.publication_id', '=', 'publication.id')
        .onRef('edition.edition', '=', 'publication.edition'),
    )
    .where('publication.division_code', '=', divisionCode)
    .where('publication.visibility', '=', 'published');
  if (filter.organCode !== undefined) query = query.where('publication.organ_code', '=', filter.organCode);
  if (filter.kinds) query = query.where('publication.kind', 'in', filter.kinds);
  if (filter.category !== undefined) {
    const category = filter.category;
    query = query.where(({ or, eb }) =>
      or([eb('edition.category', '=', category), eb('edition.category', 'like', `${category}.%`)]),
    );
  }
  if (filter.theme !== undefined) query = query.where('edition.theme', '=', filter.theme);
  if (filter.interprets) query = query.where('publication.interprets_id', 'in', filter.interprets);
  if (filter.ids) query = query.where('publication.id', 'in', filter.ids);
  if (filter.exceptIds && filter.exceptIds.length > 0)
    query = query.where('publication.id', 'not in', filter.exceptIds);
  if (filter.publishedFrom) query = query.where('publication.first_published_at', '>=', filter.publishedFrom);
  if (filter.keyword !== undefined)
    query = query.where(sql<boolean>`${filter.keyword} = any (${sql.ref('edition.keywords')})`);
  return query;
}

/** Published pages, newest first. */
export async function listPublished(db: Database, divisionCode: string, filter: ListFilter = {}): Promise<Listing[]> {
  if (filter.ids?.length === 0 || filter.interprets?.length === 0) return [];
  let query = base(db, divisionCode, filter)
    .select([
      'publication.id',
      'publication.organ_code',
      'publication.index_number',
      'publication.kind',
      'publication.document_id',
      'publication.interprets_id',
      'publication.first_published_at',
      'publication.last_published_at',
      'edition.title',
      'edition.document_number',
      'edition.formed_on',
      'edition.category',
      'edition.theme',
      'edition.genre',
      'edition.summary',
    ])
    .orderBy('publication.first_published_at', 'desc')
    .orderBy('publication.id');
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  if (filter.offset !== undefined) query = query.offset(filter.offset);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    organCode: row.organ_code,
    indexNumber: row.index_number,
    kind: row.kind as PublicationKind,
    documentId: row.document_id,
    interpretsId: row.interprets_id,
    title: row.title,
    documentNumber: row.document_number,
    formedOn: row.formed_on,
    category: row.category,
    theme: row.theme,
    genre: row.genre,
    summary: row.summary,
    publishedAt: row.last_published_at!,
    firstPublishedAt: row.first_published_at!,
  }));
}

/** Which of these are published now. */
export async function publishedAmong(
  db: Database,
  divisionCode: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('publication')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('visibility', '=', 'published')
    .where('id', 'in', ids)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** How many pages there are; those by organ, kind or category are kept counted (platform/search), the rest is counted now. */
export async function countPublished(db: Database, divisionCode: string, filter: ListFilter = {}): Promise<number> {
  if (filter.ids?.length === 0 || filter.interprets?.length === 0) return 0;
  const { organCode, kinds, category, limit: _limit, offset: _offset, ...others } = filter;
  if (Object.values(others).some((one) => one !== undefined)) {
    const { total } = await base(db, divisionCode, filter)
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return Number(total);
  }
  const within = (one: string): boolean => one === category || one.startsWith(`${category}.`);
  return (await readCounts(db, divisionCode))
    .filter((row) => organCode === undefined || row.organCode === organCode)
    .filter((row) => !kinds || kinds.includes(row.kind as PublicationKind))
    .filter((row) => category === undefined || within(row.category))
    .reduce((sum, { total }) => sum + total, 0);
}

/** How many pages an organ has in each category, counted where they stand. */
export async function countByCategory(
  db: Database,
  divisionCode: string,
  organCode: string | undefined,
): Promise<Map<string, number>> {
  return sumByCategory(await readCounts(db, divisionCode), organCode);
}

export function sumByCategory(
  rows: Awaited<ReturnType<typeof readCounts>>,
  organCode: string | undefined,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows)
    if (organCode === undefined || row.organCode === organCode)
      counts.set(row.category, (counts.get(row.category) ?? 0) + row.total);
  return counts;
}

/**
 * Pages of the categories named, newest first. Each category is an index read of its own, so that the first pages of a list
 * of a million cost no more than those of a short one.
 */
export async function listCategory(
  db: Database,
  divisionCode: string,
  organCode: string | undefined,
  categories: readonly string[],
  limit: number,
  offset: number,
): Promise<Listing[]> {
  const branches = categories.map(
    (category) => sql`(select id, published_at from search_entry
      where division_code = ${divisionCode} and category = ${category}
        ${organCode === undefined ? sql`` : sql`and organ_code = ${organCode}`}
      order by published_at desc, id limit ${limit + offset})`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(branches, sql` union all `)}) as found
    order by published_at desc, id limit ${limit} offset ${offset}`.execute(db);
  return listPublished(db, divisionCode, { ids: rows.map((row) => row.id) });
}
