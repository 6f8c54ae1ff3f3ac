/** Reports of lower organs that were not made here: an address, or a file with what was read from it. */
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { ReportScope } from '../rules/composing/content.ts';
import type { ReportTables } from '../rules/form.ts';

export interface OrganReportFile {
  name: string;
  mediaType: string;
  sha256: string;
}

export interface OrganReport {
  year: number;
  organCode: string;
  /** Whether the organ counts those below it as well. */
  scope: ReportScope;
  /** Where the organ published it. */
  address: string | null;
  publishedOn: PlainDate | null;
  file: OrganReportFile | null;
  /** As read from the file; null when there is none, or it is no report that can be read. */
  tables: ReportTables | null;
  recordedAt: Date;
  recordedBy: string;
}

const columns = [
  'year',
  'organ_code',
  'scope',
  'address',
  'published_on',
  'file_name',
  'media_type',
  'sha256',
  'tables',
  'recorded_at',
  'recorded_by',
] as const;

/** Of all years, or of one; the newest year first. */
export async function listOrganReports(db: Database, divisionCode: string, year?: number): Promise<OrganReport[]> {
  let query = db.selectFrom('organ_report').select(columns).where('division_code', '=', divisionCode);
  if (year !== undefined) query = query.where('year', '=', year);
  const rows = await query.orderBy('year', 'desc').orderBy('organ_code').execute();
  return rows.map((row) => ({
    year: row.year,
    organCode: row.organ_code,
    scope: row.scope as ReportScope,
    address: row.address,
    publishedOn: row.published_on,
    file: row.sha256 === null ? null : { name: row.file_name!, mediaType: row.media_type!, sha256: row.sha256 },
    tables: row.tables as ReportTables | null,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }));
}

export async function readOrganReportFile(
  db: Database,
  divisionCode: string,
  year: number,
  organCode: string,
): Promise<(OrganReportFile & { content: Uint8Array }) | undefined> {
  const row = await db
    .selectFrom('organ_report')
    .select(['file_name', 'media_type', 'sha256', 'content'])
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .where('organ_code', '=', organCode)
    .executeTakeFirst();
  if (!row?.content || row.sha256 === null) return undefined;
  return { name: row.file_name!, mediaType: row.media_type!, sha256: row.sha256, content: row.content };
}

export type NewOrganReport = Omit<OrganReport, 'file'> & { file: (OrganReportFile & { content: Uint8Array }) | null };

/** Keeps the report in the place of an earlier one of the same organ and year. */
export async function saveOrganReport(db: Database, divisionCode: string, report: NewOrganReport): Promise<void> {
  const values = {
    scope: report.scope,
    address: report.address,
    published_on: report.publishedOn,
    file_name: report.file?.name ?? null,
    media_type: report.file?.mediaType ?? null,
    sha256: report.file?.sha256 ?? null,
    content: report.file ? Buffer.from(report.file.content) : null,
    tables: report.tables ? jsonb(report.tables) : null,
    recorded_at: report.recordedAt,
    recorded_by: report.recordedBy,
  };
  await db
    .insertInto('organ_report')
    .values({ division_code: divisionCode, year: report.year, organ_code: report.organCode, ...values })
    .onConflict((conflict) => conflict.columns(['division_code', 'year', 'organ_code']).doUpdateSet(values))
    .execute();
}

export async function deleteOrganReport(
  db: Database,
  divisionCode: string,
  year: number,
  organCode: string,
): Promise<void> {
  await db
    .deleteFrom('organ_report')
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .where('organ_code', '=', organCode)
    .execute();
}
