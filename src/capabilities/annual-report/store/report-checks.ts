/** Checks of reports that other organs published, kept by year. */
import { sql } from 'kysely';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { ReportCheck } from '../reading/read-report.ts';

export interface KeptCheck {
  id: string;
  fileName: string;
  organName: string | null;
  year: number | null;
  errors: number;
  warnings: number;
  hints: number;
  checkedAt: Date;
  checkedBy: string;
  result: ReportCheck;
}

/** So many are listed at most: a province has some two thousand organs. */
const MOST_LISTED = 5000;

/** The newest year first, organs by name. */
export async function listReportChecks(db: Database, divisionCode: string, year?: number): Promise<KeptCheck[]> {
  let query = db.selectFrom('annual_report_check').selectAll().where('division_code', '=', divisionCode);
  if (year !== undefined) query = query.where('year', '=', year);
  const rows = await query
    .orderBy('year', 'desc')
    .orderBy('organ_name')
    .orderBy('file_name')
    .orderBy('id')
    .limit(MOST_LISTED)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    organName: row.organ_name,
    year: row.year,
    errors: row.errors,
    warnings: row.warnings,
    hints: row.hints,
    checkedAt: row.checked_at,
    checkedBy: row.checked_by,
    result: row.result as unknown as ReportCheck,
  }));
}

/** The one report of this organ for this year; none when there are several, of which nobody knows the right one. */
export async function findCheckOfYear(
  db: Database,
  divisionCode: string,
  organName: string,
  year: number,
): Promise<ReportCheck | undefined> {
  const rows = await db
    .selectFrom('annual_report_check')
    .select('result')
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .where('organ_name', '=', organName)
    .limit(2)
    .execute();
  return rows.length === 1 ? (rows[0]!.result as unknown as ReportCheck) : undefined;
}

/** Keeps the check; of the same file (by its SHA-256) only the latest. @returns the id under which it is kept */
export async function saveReportCheck(
  db: Database,
  divisionCode: string,
  sha256: string,
  check: Omit<KeptCheck, 'checkedAt'>,
): Promise<string> {
  const row = await db
    .insertInto('annual_report_check')
    .values({
      division_code: divisionCode,
      id: check.id,
      file_name: check.fileName,
      sha256,
      organ_name: check.organName,
      year: check.year,
      result: jsonb(check.result),
      errors: check.errors,
      warnings: check.warnings,
      hints: check.hints,
      checked_by: check.checkedBy,
    })
    .onConflict((conflict) =>
      conflict.columns(['division_code', 'sha256']).doUpdateSet({
        file_name: sql`excluded.file_name`,
        organ_name: sql`excluded.organ_name`,
        year: sql`excluded.year`,
        result: sql`excluded.result`,
        errors: sql`excluded.errors`,
        warnings: sql`excluded.warnings`,
        hints: sql`excluded.hints`,
        checked_by: sql`excluded.checked_by`,
        checked_at: sql`now()`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
