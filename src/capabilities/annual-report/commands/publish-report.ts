import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { OrganKind } from '../../../platform/identity/index.ts';
import { checkCollection } from '../collecting/findings.ts';
import { screenWording } from '../reading/screen-wording.ts';
import { checkComposed } from '../rules/checks/composed.ts';
import type { Publisher } from '../rules/checks/duty.ts';
import type { Finding } from '../rules/checks/finding.ts';
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

/** Who publishes by when (条例 Art. 49); townships and others have no day of their own there. */
const PUBLISHERS: Readonly<Record<OrganKind, Publisher>> = {
  government: 'government',
  'government-office': 'department',
  department: 'department',
  dispatched: 'other',
  township: 'other',
  street: 'other',
  'authorised-organisation': 'other',
};

export function publisherOfOrgan(kind: OrganKind): Publisher {
  return PUBLISHERS[kind];
}

/**
 * Everything that is checked before anyone sees a report: the identities, the year before when it was published here,
 * the deadline of a first publication on `on`, sudden jumps, what people wrote, and what the year's collection says.
 */
export async function checkCompiled(
  db: Database,
  subject: ReportSubject,
  content: ReportContent,
  on: PlainDate,
): Promise<Finding[]> {
  const { organ, scope, year } = subject;
  const prior = await findPublishedReport(db, organ.divisionCode, organ.code, year - 1, scope);
  const standing = await findPublishedReport(db, organ.divisionCode, organ.code, year, scope);
  const composed = checkComposed({
    content,
    prior: prior?.content.tables ?? null,
    publisher: publisherOfOrgan(organ.kind),
    publishedOn: standing || on <= `${year}-12-31` ? null : on,
    screen: (words) => screenWording({ ...words, tableSpans: [] }),
  });
  return [...composed, ...(await checkCollection(db, subject))];
}

/**
 * Publishes the report: compiled, checked, frozen with the SHA-256 of its canonical JSON. A later call is a correction,
 * needs a reason and makes a new version; the earlier ones are kept. Nothing changed is refused. Warnings do not
 * hinder, and are kept with the version: they were shown to whoever published it.
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
  return inOneView(db, async (transaction) => {
    const content = await compileReport(transaction, subject);
    const findings = await checkCompiled(transaction, subject, content, publishedOn);
    const errors = findings.filter((finding) => finding.severity === 'error');
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
      findings,
    };
    await insertPublishedReport(transaction, entry, canonical);
    return entry;
  });
}

/**
 * All figures of a report are counted in one view of the records: in a transaction of its own, or in the caller's, whose
 * first statement this then must be.
 */
async function inOneView<Result>(db: Database, work: (transaction: Database) => Promise<Result>): Promise<Result> {
  if (!db.isTransaction) return db.transaction().setIsolationLevel('repeatable read').execute(work);
  await sql`set transaction isolation level repeatable read`.execute(db);
  return work(db);
}
