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
           count(*) filter (where ended_on between ${first}::date and ${last}::date)::int as repealed,
           count(*) filter (where issued_on <= ${last}::date and (ended_on is null or ended_on > ${last}::date))::int as in_force
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
    repealed: sql`ended_on between ${first}::date and ${last}::date`,
    inForce: sql`issued_on <= ${last}::date and (ended_on is null or ended_on > ${last}::date)`,
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
