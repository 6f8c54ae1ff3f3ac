import { createHash } from 'node:crypto';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Finding } from '../rules/checks/finding.ts';
import { checkTables } from '../rules/checks/tables.ts';
import { checkAgainstPriorYear } from '../rules/checks/years.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { findPublishedReport, insertPublishedReport, type PublishedReportEntry } from '../store/published-reports.ts';
import { compileReport, type ReportSubject } from './compile-report.ts';

/** A report with an error can't be published; each finding says where and shows the arithmetic. */
export class ReportFaultyError extends Error {
  override name = 'ReportFaultyError';
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(
      `年度报告有${findings.length}处错误，改正后才能发布：${findings.map((finding) => finding.message).join('；')}`,
    );
    this.findings = findings;
  }
}

export class ReportRefusedError extends Error {
  override name = 'ReportRefusedError';
}

export function hashContent(content: ReportContent): { canonical: string; sha256: string } {
  const canonical = canonicalJson(content);
  return { canonical, sha256: createHash('sha256').update(canonical, 'utf8').digest('hex') };
}

/** Everything that is checked before anyone sees a report: the identities, and the year before when it was published here. */
export async function checkCompiled(db: Database, subject: ReportSubject, content: ReportContent): Promise<Finding[]> {
  const { organ, scope, year } = subject;
  const prior = await findPublishedReport(db, organ.divisionCode, organ.code, year - 1, scope);
  return [
    ...checkTables(content.tables),
    ...(prior ? checkAgainstPriorYear(content.tables, prior.content.tables) : []),
  ];
}

/**
 * Publishes the report: compiled, checked, frozen with the SHA-256 of its canonical JSON. A later call is a correction,
 * needs a reason and makes a new version; the earlier ones are kept. Nothing changed is refused.
 * @throws ReportFaultyError, ReportRefusedError
 */
export async function publishReport(
  db: Database,
  subject: ReportSubject,
  publishedOn: PlainDate,
  publishedBy: string,
  reason?: string,
): Promise<PublishedReportEntry> {
  if (publishedOn <= `${subject.year}-12-31`)
    throw new ReportRefusedError(`${subject.year}年度尚未终了，不能发布该年度的报告`);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      const content = await compileReport(transaction, subject);
      const errors = (await checkCompiled(transaction, subject, content)).filter(
        (finding) => finding.severity === 'error',
      );
      if (errors.length > 0) throw new ReportFaultyError(errors);
      const { canonical, sha256 } = hashContent(content);
      const { organ, year, scope } = subject;
      const standing = await findPublishedReport(transaction, organ.divisionCode, organ.code, year, scope);
      if (standing && standing.sha256 === sha256) throw new ReportRefusedError('与已发布的版本完全相同，无需更正');
      if (standing && !reason?.trim()) throw new ReportRefusedError('该年度报告已经发布，更正时请写明原因');
      if (standing && publishedOn < standing.publishedOn)
        throw new ReportRefusedError(`发布日期不得早于上一版本的发布日期${standing.publishedOn}`);
      const entry: PublishedReportEntry = {
        divisionCode: organ.divisionCode,
        organCode: organ.code,
        year,
        scope,
        version: (standing?.version ?? 0) + 1,
        sha256,
        publishedOn,
        publishedBy,
        reason: reason?.trim() || null,
      };
      await insertPublishedReport(transaction, entry, canonical);
      return entry;
    });
}
