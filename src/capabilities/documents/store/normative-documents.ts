import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DocumentDates, Validity } from '../rules/validity.ts';

/** 规章 (only organs with the power to make them) or 行政规范性文件. */
export type NormativeKind = 'rule' | 'normative-document';

export interface NormativeDocument extends DocumentDates {
  id: string;
  organCode: string;
  kind: NormativeKind;
  title: string;
  /** 发文字号, e.g. 仑政〔2022〕1号 */
  documentNumber: string;
  /** 统一编号, another number than the 发文字号 (documents.md). */
  unifiedNumber: string | null;
  /** The document that repealed it. */
  endedBy: string | null;
}

/** A document named in `endedBy` must stand before the one it ended, or be there already. */
export async function insertNormativeDocuments(
  db: Database,
  divisionCode: string,
  documents: readonly NormativeDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  await db
    .insertInto('normative_document')
    .values(
      documents.map((document) => ({
        division_code: divisionCode,
        id: document.id,
        organ_code: document.organCode,
        kind: document.kind,
        title: document.title,
        document_number: document.documentNumber,
        unified_number: document.unifiedNumber,
        issued_on: document.issuedOn,
        effective_on: document.effectiveOn,
        expires_on: document.expiresOn,
        status: document.status,
        ended_on: document.endedOn,
        ended_by: document.endedBy,
      })),
    )
    .execute();
}

/** The day it ended, or the one after its last day in force where nobody has marked the lapse yet. */
const ENDED = sql`coalesce(ended_on, expires_on + 1)`;

export type DocumentColumn = 'issued' | 'repealed' | 'inForce';
export type DocumentCounts = Record<NormativeKind, Record<DocumentColumn, number>>;

/**
 * Table two, Art. 20 item 1: issued in the year, ended in the year (废止 with 失效, as the form has no column for lapse:
 * practice), in force on 31 December.
 */
export async function countDocuments(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<DocumentCounts> {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const { rows } = await sql<{ kind: NormativeKind; issued: number; repealed: number; in_force: number }>`
    select kind,
           count(*) filter (where issued_on between ${first}::date and ${last}::date)::int as issued,
           count(*) filter (where ${ENDED} between ${first}::date and ${last}::date)::int as repealed,
           count(*) filter (where issued_on <= ${last}::date and (${ENDED} is null or ${ENDED} > ${last}::date))::int as in_force
    from normative_document
    where division_code = ${divisionCode} and organ_code = any (${sql`${[...organCodes]}::text[]`})
    group by kind`.execute(db);
  const counts: DocumentCounts = {
    rule: { issued: 0, repealed: 0, inForce: 0 },
    'normative-document': { issued: 0, repealed: 0, inForce: 0 },
  };
  for (const row of rows) counts[row.kind] = { issued: row.issued, repealed: row.repealed, inForce: row.in_force };
  return counts;
}

export const recordColumns = [
  'id',
  'organ_code',
  'kind',
  'title',
  'document_number',
  'unified_number',
  'issued_on',
  'effective_on',
  'expires_on',
  'status',
  'ended_on',
  'ended_by',
] as const;

export interface DocumentRow {
  id: string;
  organ_code: string;
  kind: string;
  title: string;
  document_number: string;
  unified_number: string | null;
  issued_on: PlainDate;
  effective_on: PlainDate;
  expires_on: PlainDate | null;
  status: string;
  ended_on: PlainDate | null;
  ended_by: string | null;
}

export function documentOf(row: DocumentRow): NormativeDocument {
  return {
    id: row.id,
    organCode: row.organ_code,
    kind: row.kind as NormativeKind,
    title: row.title,
    documentNumber: row.document_number,
    unifiedNumber: row.unified_number,
    issuedOn: row.issued_on,
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
    status: row.status as Validity,
    endedOn: row.ended_on,
    endedBy: row.ended_by,
  };
}

/** `lock`: held until the transaction ends, for commands that change what they read. */
export async function findNormativeDocument(
  db: Database,
  divisionCode: string,
  id: string,
  lock = false,
): Promise<NormativeDocument | undefined> {
  let query = db
    .selectFrom('normative_document')
    .select(recordColumns)
    .where('division_code', '=', divisionCode)
    .where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && documentOf(row);
}

/** The organ's document with this 发文字号. */
export async function findByDocumentNumber(
  db: Database,
  divisionCode: string,
  organCode: string,
  documentNumber: string,
): Promise<NormativeDocument | undefined> {
  const row = await db
    .selectFrom('normative_document')
    .select(recordColumns)
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('document_number', '=', documentNumber)
    .executeTakeFirst();
  return row && documentOf(row);
}

/** All documents of the division, or those named, newest first. */
export async function readNormativeDocuments(
  db: Database,
  divisionCode: string,
  ids?: readonly string[],
): Promise<NormativeDocument[]> {
  if (ids?.length === 0) return [];
  let query = db.selectFrom('normative_document').select(recordColumns).where('division_code', '=', divisionCode);
  if (ids) query = query.where('id', 'in', ids);
  const rows = await query.orderBy('issued_on', 'desc').orderBy('id').execute();
  return rows.map(documentOf);
}

/** Documents not ended whose term ends from one day to another, soonest first. */
export async function listExpiring(
  db: Database,
  divisionCode: string,
  from: PlainDate | null,
  to: PlainDate,
): Promise<NormativeDocument[]> {
  let query = db
    .selectFrom('normative_document')
    .select(recordColumns)
    .where('division_code', '=', divisionCode)
    .where('ended_on', 'is', null)
    .where('expires_on', '<=', to);
  if (from !== null) query = query.where('expires_on', '>=', from);
  return (await query.orderBy('expires_on').orderBy('id').execute()).map(documentOf);
}

/** Writes the fields that a change of validity touches; everything else of a document never changes. */
export async function saveValidity(db: Database, divisionCode: string, document: NormativeDocument): Promise<void> {
  await db
    .updateTable('normative_document')
    .set({ status: document.status, ended_on: document.endedOn, ended_by: document.endedBy })
    .where('division_code', '=', divisionCode)
    .where('id', '=', document.id)
    .execute();
}

export interface DocumentListing {
  id: string;
  organCode: string;
  title: string;
  documentNumber: string;
  issuedOn: PlainDate;
  endedOn: PlainDate | null;
  status: Validity;
}

/** The documents behind a figure of table two, by page; `after` is the id of the last one shown. */
export async function listDocuments(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
  kind: NormativeKind,
  column: DocumentColumn,
  limit: number,
  offset: number,
): Promise<DocumentListing[]> {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const condition = {
    issued: sql`issued_on between ${first}::date and ${last}::date`,
    repealed: sql`${ENDED} between ${first}::date and ${last}::date`,
    inForce: sql`issued_on <= ${last}::date and (${ENDED} is null or ${ENDED} > ${last}::date)`,
  }[column];
  const { rows } = await sql<{
    id: string;
    organ_code: string;
    title: string;
    document_number: string;
    issued_on: PlainDate;
    ended_on: PlainDate | null;
    status: Validity;
  }>`
    select id, organ_code, title, document_number, issued_on, ended_on, status from normative_document
    where division_code = ${divisionCode} and organ_code = any (${sql`${[...organCodes]}::text[]`}) and kind = ${kind} and ${condition}
    order by issued_on desc, id limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    organCode: row.organ_code,
    title: row.title,
    documentNumber: row.document_number,
    issuedOn: row.issued_on,
    endedOn: row.ended_on,
    status: row.status,
  }));
}
