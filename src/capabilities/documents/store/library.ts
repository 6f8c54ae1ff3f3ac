import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { CleanUpResult } from '../rules/clean-up.ts';
import type { Validity } from '../rules/validity.ts';
import { type DocumentRow, documentOf, type NormativeDocument, recordColumns } from './normative-documents.ts';

export interface LibraryFilter {
  organCodes: readonly string[];
  /** Part of title, 发文字号 or 统一编号. */
  text?: string;
  status?: Validity;
  /** Year of issue. */
  year?: number;
  /** Only what is not ended and ends by its own term until this day. */
  expiringUntil?: PlainDate;
  /** Only what was issued from this day on and has no filing on record. */
  unfiledFrom?: PlainDate;
  limit: number;
  offset: number;
}

function filtered(db: Database, divisionCode: string, filter: LibraryFilter) {
  let query = db
    .selectFrom('normative_document as document')
    .where('document.division_code', '=', divisionCode)
    .where('document.organ_code', 'in', filter.organCodes);
  if (filter.status) query = query.where('document.status', '=', filter.status);
  if (filter.year !== undefined)
    query = query
      .where('document.issued_on', '>=', `${filter.year}-01-01` as PlainDate)
      .where('document.issued_on', '<=', `${filter.year}-12-31` as PlainDate);
  if (filter.expiringUntil)
    query = query.where('document.ended_on', 'is', null).where('document.expires_on', '<=', filter.expiringUntil);
  if (filter.unfiledFrom)
    query = query
      .where('document.issued_on', '>=', filter.unfiledFrom)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('normative_document_step as step')
              .select('step.document_id')
              .whereRef('step.division_code', '=', 'document.division_code')
              .whereRef('step.document_id', '=', 'document.id')
              .where('step.kind', '=', 'filing'),
          ),
        ),
      );
  if (filter.text !== undefined) {
    const { text } = filter;
    query = query.where(({ or }) =>
      or(
        (['title', 'document_number', 'unified_number'] as const).map(
          (column) => sql<boolean>`strpos(${sql.ref(`document.${column}`)}, ${text}) > 0`,
        ),
      ),
    );
  }
  return query;
}

/** The library as the office looks through it: what lapses soonest first where that is asked, else the newest. */
export async function listLibrary(
  db: Database,
  divisionCode: string,
  filter: LibraryFilter,
): Promise<{ total: number; documents: NormativeDocument[] }> {
  if (filter.organCodes.length === 0) return { total: 0, documents: [] };
  const query = filtered(db, divisionCode, filter);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const selected = query.select(recordColumns.map((column) => `document.${column}` as const));
  const rows = await (filter.expiringUntil
    ? selected.orderBy('document.expires_on')
    : filter.unfiledFrom
      ? selected.orderBy('document.issued_on')
      : selected.orderBy('document.issued_on', 'desc')
  )
    .orderBy('document.id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { total: Number(total), documents: (rows as DocumentRow[]).map(documentOf) };
}

/** 统一编号 of these organs' documents, for a look at gaps. */
export async function listUnifiedNumbers(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
): Promise<string[]> {
  if (organCodes.length === 0) return [];
  const rows = await db
    .selectFrom('normative_document')
    .select('unified_number')
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', organCodes)
    .where('unified_number', 'is not', null)
    .execute();
  return rows.map((row) => row.unified_number!);
}

export interface CleanUpListing {
  id: string;
  title: string;
  decidedOn: PlainDate;
  decidedBy: string;
  results: { documentId: string; title: string; documentNumber: string; result: CleanUpResult; reason: string }[];
}

/** Clean-up campaigns with what they decided, newest first. */
export async function listCleanUps(db: Database, divisionCode: string): Promise<CleanUpListing[]> {
  const campaigns = await db
    .selectFrom('clean_up')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('decided_on', 'desc')
    .orderBy('id')
    .execute();
  const results = await db
    .selectFrom('clean_up_result as result')
    .innerJoin('normative_document as document', (join) =>
      join.onRef('document.division_code', '=', 'result.division_code').onRef('document.id', '=', 'result.document_id'),
    )
    .select([
      'result.clean_up_id',
      'result.document_id',
      'result.result',
      'result.reason',
      'document.title',
      'document.document_number',
    ])
    .where('result.division_code', '=', divisionCode)
    .orderBy('document.issued_on')
    // As people list them; the key alone would shuffle those of one day.
    .orderBy('document.document_number')
    .orderBy('document.id')
    .execute();
  const byCampaign = Map.groupBy(results, (row) => row.clean_up_id);
  return campaigns.map((campaign) => ({
    id: campaign.id,
    title: campaign.title,
    decidedOn: campaign.decided_on,
    decidedBy: campaign.decided_by,
    results: (byCampaign.get(campaign.id) ?? []).map((row) => ({
      documentId: row.document_id,
      title: row.title,
      documentNumber: row.document_number,
      result: row.result as CleanUpResult,
      reason: row.reason,
    })),
  }));
}
