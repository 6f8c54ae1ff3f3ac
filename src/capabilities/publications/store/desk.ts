import { type SelectQueryBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { PublicationKind } from '../rules/metadata.ts';
import type { Stage, Visibility } from '../rules/review.ts';
import { type Publication, type PublicationRow, publicationColumns, publicationOf } from './publications.ts';

export interface DeskFilter {
  organCodes: readonly string[];
  /** `open`: a text is on its way; the others are what the public sees. */
  view?: 'open' | 'published' | 'withdrawn' | 'all';
  stages?: readonly Stage[];
  visibility?: Visibility;
  kinds?: readonly PublicationKind[];
  /** A category and everything below it. */
  category?: string;
  /** The page of a document of the library. */
  documentId?: string;
  /** Part of title, 文号 or 索引号. */
  text?: string;
  /** Only what is on its way and should have been published before this day. */
  overdueOn?: PlainDate;
  limit: number;
  offset: number;
}

/** A line of the office's list. */
export interface DeskEntry {
  publication: Publication;
  title: string;
  category: string;
  documentNumber: string | null;
}

type Row = PublicationRow & { title: string | null; category: string | null; document_number: string | null };

/** The newest text's own words: of the draft where there is one, else of the edition. */
const TITLE = sql<string | null>`coalesce(draft.metadata->>'title', edition.title)`;
const CATEGORY = sql<string | null>`coalesce(draft.metadata->>'category', edition.category)`;
const NUMBER = sql<
  string | null
>`case when draft.publication_id is null then edition.document_number else draft.metadata->>'documentNumber' end`;

function matching(db: Database, divisionCode: string) {
  return db
    .selectFrom('publication')
    .leftJoin('publication_draft as draft', (join) =>
      join
        .onRef('draft.division_code', '=', 'publication.division_code')
        .onRef('draft.publication_id', '=', 'publication.id'),
    )
    .leftJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'publication.division_code')
        .onRef('edition.publication_id', '=', 'publication.id')
        .onRef('edition.edition', '=', 'publication.edition'),
    )
    .where('publication.division_code', '=', divisionCode);
}

function filtered(db: Database, divisionCode: string, filter: DeskFilter) {
  let query = matching(db, divisionCode).where('publication.organ_code', 'in', filter.organCodes);
  if (filter.view === 'open') query = query.where('publication.stage', '<>', 'settled');
  if (filter.view === 'published' || filter.view === 'withdrawn')
    query = query.where('publication.visibility', '=', filter.view);
  if (filter.stages) query = query.where('publication.stage', 'in', filter.stages);
  if (filter.visibility) query = query.where('publication.visibility', '=', filter.visibility);
  if (filter.kinds) query = query.where('publication.kind', 'in', filter.kinds);
  if (filter.documentId) query = query.where('publication.document_id', '=', filter.documentId);
  if (filter.overdueOn)
    query = query.where('publication.due_on', '<', filter.overdueOn).where('publication.stage', '<>', 'settled');
  if (filter.category !== undefined) {
    const category = filter.category;
    query = query.where(({ or, eb }) => or([eb(CATEGORY, '=', category), eb(CATEGORY, 'like', `${category}.%`)]));
  }
  if (filter.text !== undefined) {
    const text = filter.text;
    const has = (where: typeof TITLE) => sql<boolean>`strpos(${where}, ${text}) > 0`;
    query = query.where(({ or }) => or([has(TITLE), has(NUMBER), has(sql`publication.index_number`)]));
  }
  return query;
}

function ordered<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>, view: DeskFilter['view']) {
  return view === 'published' || view === 'withdrawn'
    ? query.orderBy(sql`publication.last_published_at desc`).orderBy(sql`publication.id`)
    : query
        .orderBy(sql`publication.due_on asc nulls last`)
        .orderBy(sql`coalesce(publication.last_published_at, publication.created_at) desc`)
        .orderBy(sql`publication.id`);
}

/** The office's list: what is due first on top, then the newest; what is published by its day. */
export async function listForDesk(
  db: Database,
  divisionCode: string,
  filter: DeskFilter,
): Promise<{ total: number; entries: DeskEntry[] }> {
  if (filter.organCodes.length === 0) return { total: 0, entries: [] };
  const query = filtered(db, divisionCode, filter);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await ordered(
    query.select([
      ...publicationColumns.map((column) => `publication.${column}` as const),
      TITLE.as('title'),
      CATEGORY.as('category'),
      NUMBER.as('document_number'),
    ]),
    filter.view,
  )
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return {
    total: Number(total),
    entries: (rows as Row[]).map((row) => ({
      publication: publicationOf(row),
      title: row.title ?? '',
      category: row.category ?? '',
      documentNumber: row.document_number,
    })),
  };
}

/** What interprets a publication, whatever became of it, with its newest title. */
export async function listDeskInterpretations(
  db: Database,
  divisionCode: string,
  interpretsId: string,
): Promise<{ publication: Publication; title: string }[]> {
  const rows = await matching(db, divisionCode)
    .where('publication.interprets_id', '=', interpretsId)
    .select([...publicationColumns.map((column) => `publication.${column}` as const), TITLE.as('title')])
    .orderBy('publication.created_at')
    .orderBy('publication.id')
    .execute();
  return rows.map((row) => ({ publication: publicationOf(row), title: row.title ?? '' }));
}

/** Published documents that no published 解读 stands beside, oldest first. */
export async function listUninterpreted(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  publishedFrom: Date,
): Promise<{ id: string; organCode: string; title: string; documentNumber: string | null; publishedAt: Date }[]> {
  if (organCodes.length === 0) return [];
  const rows = await db
    .selectFrom('publication')
    .innerJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'publication.division_code')
        .onRef('edition.publication_id', '=', 'publication.id')
        .onRef('edition.edition', '=', 'publication.edition'),
    )
    .select([
      'publication.id',
      'publication.organ_code',
      'edition.title',
      'edition.document_number',
      'publication.first_published_at',
    ])
    .where('publication.division_code', '=', divisionCode)
    .where('publication.organ_code', 'in', organCodes)
    .where('publication.kind', '=', 'document')
    .where('publication.visibility', '=', 'published')
    .where('publication.first_published_at', '>=', publishedFrom)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('publication as interpretation')
            .select('interpretation.id')
            .whereRef('interpretation.division_code', '=', 'publication.division_code')
            .whereRef('interpretation.interprets_id', '=', 'publication.id')
            .where('interpretation.visibility', '=', 'published'),
        ),
      ),
    )
    .orderBy('publication.first_published_at')
    .orderBy('publication.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organCode: row.organ_code,
    title: row.title,
    documentNumber: row.document_number,
    publishedAt: row.first_published_at!,
  }));
}
