import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { Finding } from '../rules/checks/finding.ts';
import type { ReportContent, ReportScope } from '../rules/composing/content.ts';

export interface PublishedReport {
  divisionCode: string;
  organCode: string;
  year: number;
  scope: ReportScope;
  version: number;
  content: ReportContent;
  /** SHA-256 of the canonical JSON, in hex. */
  sha256: string;
  publishedOn: PlainDate;
  publishedBy: string;
  reason: string | null;
  /** What the checks told whoever published this version: warnings and hints, for a report with an error is none. */
  findings: readonly Finding[];
}

/** A published version without its content, for lists. */
export type PublishedReportEntry = Omit<PublishedReport, 'content'>;

const entryColumns = [
  'division_code',
  'organ_code',
  'year',
  'scope',
  'version',
  'sha256',
  'published_on',
  'published_by',
  'reason',
  'findings',
] as const;

interface EntryRow {
  division_code: string;
  organ_code: string;
  year: number;
  scope: string;
  version: number;
  sha256: string;
  published_on: PlainDate;
  published_by: string;
  reason: string | null;
  findings: unknown;
}

function entryOf(row: EntryRow): PublishedReportEntry {
  return {
    divisionCode: row.division_code,
    organCode: row.organ_code,
    year: row.year,
    scope: row.scope as ReportScope,
    version: row.version,
    sha256: row.sha256,
    publishedOn: row.published_on,
    publishedBy: row.published_by,
    reason: row.reason,
    findings: row.findings as Finding[],
  };
}

/** All versions of a division's published reports, newest year first, highest version first. */
export async function listPublishedReports(db: Database, divisionCode: string): Promise<PublishedReportEntry[]> {
  const rows = await db
    .selectFrom('annual_report')
    .select(entryColumns)
    .where('division_code', '=', divisionCode)
    .orderBy('year', 'desc')
    .orderBy('organ_code')
    .orderBy('scope')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(entryOf);
}

/** A published report; without `version` the one in force, the highest. */
export async function findPublishedReport(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
  scope: ReportScope,
  version?: number,
): Promise<PublishedReport | undefined> {
  let query = db
    .selectFrom('annual_report')
    .select([...entryColumns, 'content'])
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('year', '=', year)
    .where('scope', '=', scope);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && { ...entryOf(row), content: JSON.parse(row.content) as ReportContent };
}

export async function insertPublishedReport(
  db: Database,
  report: PublishedReportEntry,
  canonicalContent: string,
): Promise<void> {
  await db
    .insertInto('annual_report')
    .values({
      division_code: report.divisionCode,
      organ_code: report.organCode,
      year: report.year,
      scope: report.scope,
      version: report.version,
      content: canonicalContent,
      sha256: report.sha256,
      published_on: report.publishedOn,
      published_by: report.publishedBy,
      reason: report.reason,
      findings: jsonb(report.findings),
    })
    .execute();
}
