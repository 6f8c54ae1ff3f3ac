import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { Genre, Metadata, Theme } from '../rules/metadata.ts';

export interface Text {
  metadata: Metadata;
  /** Cleaned by html/clean.ts. */
  bodyHtml: string;
}

export interface Draft extends Text {
  savedAt: Date;
  savedBy: string;
}

export interface Edition extends Text {
  publicationId: string;
  edition: number;
  bodyText: string;
  /** Of the canonical JSON of metadata and body. */
  sha256: string;
  /** Why this edition; null for the first. */
  reason: string | null;
  publishedAt: Date;
  publishedBy: string;
}

/** An edition as its page shows it: without its plain text, which only search reads and which is as long as the page itself. */
export type ShownEdition = Omit<Edition, 'bodyText'>;

export async function saveDraftText(
  db: Database,
  divisionCode: string,
  publicationId: string,
  draft: Draft,
): Promise<void> {
  const content = {
    metadata: jsonb(draft.metadata),
    body_html: draft.bodyHtml,
    saved_at: draft.savedAt,
    saved_by: draft.savedBy,
  };
  await db
    .insertInto('publication_draft')
    .values({ division_code: divisionCode, publication_id: publicationId, ...content })
    .onConflict((conflict) => conflict.columns(['division_code', 'publication_id']).doUpdateSet(content))
    .execute();
}

export async function findDraft(db: Database, divisionCode: string, publicationId: string): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('publication_draft')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .executeTakeFirst();
  return (
    row && {
      metadata: row.metadata as Metadata,
      bodyHtml: row.body_html,
      savedAt: row.saved_at,
      savedBy: row.saved_by,
    }
  );
}

export async function deleteDraft(db: Database, divisionCode: string, publicationId: string): Promise<void> {
  await db
    .deleteFrom('publication_draft')
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .execute();
}

export async function insertEditions(db: Database, divisionCode: string, editions: readonly Edition[]): Promise<void> {
  if (editions.length === 0) return;
  await db
    .insertInto('publication_edition')
    .values(
      editions.map(({ metadata, ...edition }) => ({
        division_code: divisionCode,
        publication_id: edition.publicationId,
        edition: edition.edition,
        title: metadata.title,
        document_number: metadata.documentNumber,
        formed_on: metadata.formedOn,
        changed_on: metadata.changedOn,
        effective_on: metadata.effectiveOn,
        category: metadata.category,
        theme: metadata.theme,
        genre: metadata.genre,
        keywords: [...metadata.keywords],
        summary: metadata.summary,
        source: metadata.source,
        body_html: edition.bodyHtml,
        body_text: edition.bodyText,
        sha256: edition.sha256,
        reason: edition.reason,
        published_at: edition.publishedAt,
        published_by: edition.publishedBy,
      })),
    )
    .execute();
}

interface MetadataRow {
  title: string;
  document_number: string | null;
  formed_on: PlainDate;
  changed_on: PlainDate | null;
  effective_on: PlainDate | null;
  category: string;
  theme: string;
  genre: string;
  keywords: string[];
  summary: string;
  source: string | null;
}

export const metadataColumns = [
  'title',
  'document_number',
  'formed_on',
  'changed_on',
  'effective_on',
  'category',
  'theme',
  'genre',
  'keywords',
  'summary',
  'source',
] as const;

/** Only what may be seen is ever an edition, so its 公开方式 is 主动公开. */
export function metadataOf(row: MetadataRow): Metadata {
  return {
    title: row.title,
    documentNumber: row.document_number,
    formedOn: row.formed_on,
    changedOn: row.changed_on,
    effectiveOn: row.effective_on,
    category: row.category,
    theme: row.theme as Theme,
    genre: row.genre as Genre,
    keywords: row.keywords,
    disclosure: 'proactive',
    summary: row.summary,
    source: row.source,
  };
}

export async function findEdition(
  db: Database,
  divisionCode: string,
  publicationId: string,
  edition: number,
): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('publication_edition')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('edition', '=', edition)
    .executeTakeFirst();
  return (
    row && {
      publicationId,
      edition,
      metadata: metadataOf(row),
      bodyHtml: row.body_html,
      bodyText: row.body_text,
      sha256: row.sha256,
      reason: row.reason,
      publishedAt: row.published_at,
      publishedBy: row.published_by,
    }
  );
}

/** All editions without their texts, newest first. */
export async function listEditions(
  db: Database,
  divisionCode: string,
  publicationId: string,
): Promise<{ edition: number; title: string; reason: string | null; publishedAt: Date; sha256: string }[]> {
  const rows = await db
    .selectFrom('publication_edition')
    .select(['edition', 'title', 'reason', 'published_at', 'sha256'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .orderBy('edition', 'desc')
    .execute();
  return rows.map((row) => ({
    edition: row.edition,
    title: row.title,
    reason: row.reason,
    publishedAt: row.published_at,
    sha256: row.sha256,
  }));
}
