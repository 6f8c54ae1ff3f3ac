import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { PublicationKind } from '../rules/metadata.ts';
import type { Stage, Visibility } from '../rules/review.ts';
import type { WithdrawalKind } from '../rules/withdrawal.ts';

export interface Withdrawal {
  at: Date;
  kind: WithdrawalKind;
  reason: string;
  by: string;
}

export interface Publication {
  id: string;
  organCode: string;
  /** 索引号, unique in the division and never changed. */
  indexNumber: string;
  kind: PublicationKind;
  stage: Stage;
  visibility: Visibility;
  documentId: string | null;
  /** What a 解读 interprets. */
  interpretsId: string | null;
  /** The edition the public sees, or saw last. */
  edition: number | null;
  firstPublishedAt: Date | null;
  lastPublishedAt: Date | null;
  scheduledFor: Date | null;
  /** Last lawful day to publish what is on its way. */
  dueOn: PlainDate | null;
  withdrawal: Withdrawal | null;
  revision: number;
  createdAt: Date;
  createdBy: string;
}

export const publicationColumns = [
  'id',
  'organ_code',
  'index_number',
  'kind',
  'stage',
  'visibility',
  'document_id',
  'interprets_id',
  'edition',
  'first_published_at',
  'last_published_at',
  'scheduled_for',
  'due_on',
  'withdrawn_at',
  'withdrawal_kind',
  'withdrawal_reason',
  'withdrawn_by',
  'revision',
  'created_at',
  'created_by',
] as const;

export interface PublicationRow {
  id: string;
  organ_code: string;
  index_number: string;
  kind: string;
  stage: string;
  visibility: string;
  document_id: string | null;
  interprets_id: string | null;
  edition: number | null;
  first_published_at: Date | null;
  last_published_at: Date | null;
  scheduled_for: Date | null;
  due_on: PlainDate | null;
  withdrawn_at: Date | null;
  withdrawal_kind: string | null;
  withdrawal_reason: string | null;
  withdrawn_by: string | null;
  revision: number;
  created_at: Date;
  created_by: string;
}

export function publicationOf(row: PublicationRow): Publication {
  return {
    id: row.id,
    organCode: row.organ_code,
    indexNumber: row.index_number,
    kind: row.kind as PublicationKind,
    stage: row.stage as Stage,
    visibility: row.visibility as Visibility,
    documentId: row.document_id,
    interpretsId: row.interprets_id,
    edition: row.edition,
    firstPublishedAt: row.first_published_at,
    lastPublishedAt: row.last_published_at,
    scheduledFor: row.scheduled_for,
    dueOn: row.due_on,
    withdrawal:
      row.withdrawn_at === null
        ? null
        : {
            at: row.withdrawn_at,
            kind: row.withdrawal_kind as WithdrawalKind,
            reason: row.withdrawal_reason ?? '',
            by: row.withdrawn_by ?? '',
          },
    revision: row.revision,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

function rowOf(divisionCode: string, publication: Publication) {
  return {
    division_code: divisionCode,
    id: publication.id,
    organ_code: publication.organCode,
    index_number: publication.indexNumber,
    kind: publication.kind,
    document_id: publication.documentId,
    interprets_id: publication.interpretsId,
    created_at: publication.createdAt,
    created_by: publication.createdBy,
    ...changingColumns(publication),
  };
}

function changingColumns(publication: Publication) {
  return {
    stage: publication.stage,
    visibility: publication.visibility,
    edition: publication.edition,
    first_published_at: publication.firstPublishedAt,
    last_published_at: publication.lastPublishedAt,
    scheduled_for: publication.scheduledFor,
    due_on: publication.dueOn,
    withdrawn_at: publication.withdrawal?.at ?? null,
    withdrawal_kind: publication.withdrawal?.kind ?? null,
    withdrawal_reason: publication.withdrawal?.reason ?? null,
    withdrawn_by: publication.withdrawal?.by ?? null,
    revision: publication.revision,
  };
}

export async function insertPublications(
  db: Database,
  divisionCode: string,
  publications: readonly Publication[],
): Promise<void> {
  if (publications.length === 0) return;
  await db
    .insertInto('publication')
    .values(publications.map((publication) => rowOf(divisionCode, publication)))
    .execute();
}

/** Writes what may change of a publication; organ, index number, kind and what it belongs to never do. */
export async function updatePublication(db: Database, divisionCode: string, publication: Publication): Promise<void> {
  await db
    .updateTable('publication')
    .set(changingColumns(publication))
    .where('division_code', '=', divisionCode)
    .where('id', '=', publication.id)
    .execute();
}

/** `lock`: held until the transaction ends. */
export async function findPublication(
  db: Database,
  divisionCode: string,
  id: string,
  lock = false,
): Promise<Publication | undefined> {
  let query = db
    .selectFrom('publication')
    .select(publicationColumns)
    .where('division_code', '=', divisionCode)
    .where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && publicationOf(row);
}

export async function findByIndexNumber(
  db: Database,
  divisionCode: string,
  indexNumber: string,
): Promise<Publication | undefined> {
  const row = await db
    .selectFrom('publication')
    .select(publicationColumns)
    .where('division_code', '=', divisionCode)
    .where('index_number', '=', indexNumber)
    .executeTakeFirst();
  return row && publicationOf(row);
}

/** Publications of library documents, by the document's id. */
export async function publicationsOfDocuments(
  db: Database,
  divisionCode: string,
  documentIds: readonly string[],
): Promise<Map<string, Publication>> {
  if (documentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('publication')
    .select(publicationColumns)
    .where('division_code', '=', divisionCode)
    .where('document_id', 'in', documentIds)
    .execute();
  return new Map(rows.map((row) => [row.document_id!, publicationOf(row)]));
}

/** Texts approved for a time that has come, in the order of their time. */
export async function listScheduled(db: Database, divisionCode: string, until: Date): Promise<Publication[]> {
  const rows = await db
    .selectFrom('publication')
    .select(publicationColumns)
    .where('division_code', '=', divisionCode)
    .where('scheduled_for', '<=', until)
    .where('stage', '=', 'approved')
    .orderBy('scheduled_for')
    .orderBy('id')
    .execute();
  return rows.map(publicationOf);
}

/** What interprets a publication and stands at a stage of its review. */
export async function listInterpretationsAtStage(
  db: Database,
  divisionCode: string,
  interpretsId: string,
  stage: Stage,
): Promise<Publication[]> {
  const rows = await db
    .selectFrom('publication')
    .select(publicationColumns)
    .where('division_code', '=', divisionCode)
    .where('interprets_id', '=', interpretsId)
    .where('stage', '=', stage)
    .orderBy('id')
    .execute();
  return rows.map(publicationOf);
}
