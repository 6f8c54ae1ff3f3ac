/** A report's draft as the office sees it: content, course, and who may do what to it. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError } from '../../../platform/http/index.ts';
import {
  type Act,
  authorise,
  type Decision,
  decide,
  type Grant,
  notFound,
  requireActor,
} from '../../../platform/identity/index.ts';
import { compileReport, findReportSubject, type ReportSubject } from '../commands/compile-report.ts';
import { hashContent } from '../commands/publish-report.ts';
import type { Finding } from '../rules/checks/finding.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { presentRound, type ReportState, stateOf } from '../rules/course/report-course.ts';
import { listPublishedReports, type PublishedReportEntry } from '../store/published-reports.ts';
import { listWriters } from '../store/report-texts.ts';
import { listSteps, type ReportStep } from '../store/steps.ts';
import { type Area, isCollector, readArea } from './collection-view.ts';

export const findingSchema = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    table: z.string().nullable(),
    row: z.string().nullable(),
    column: z.string().nullable(),
  })
  .meta({ id: 'ReportFinding' });

export const versionSchema = z
  .object({
    version: z.int(),
    publishedOn: z.string(),
    publishedBy: z.string(),
    reason: z.string().nullable(),
    sha256: z.string(),
    findings: z.array(findingSchema).describe('warnings and hints that stood when this version was published'),
  })
  .meta({ id: 'ReportVersion' });

export function findingView({ rule, severity, message, where }: Finding): z.infer<typeof findingSchema> {
  return {
    rule,
    severity,
    message,
    table: 'table' in where ? where.table : null,
    row: 'row' in where ? where.row : null,
    column: 'column' in where ? where.column : null,
  };
}

export function versionView(entry: PublishedReportEntry): z.infer<typeof versionSchema> {
  const { version, publishedOn, publishedBy, reason, sha256, findings } = entry;
  return { version, publishedOn, publishedBy, reason, sha256, findings: findings.map(findingView) };
}

export interface Draft {
  area: Area;
  subject: ReportSubject;
  content: ReportContent;
  sha256: string;
  /** The version in force first. */
  versions: PublishedReportEntry[];
  /** Oldest first. */
  steps: ReportStep[];
  writers: string[];
  state: ReportState;
}

/** Whether the organ is one whose reports the person may see at all; before anything is compiled. @throws 404 */
export async function subjectOf(
  request: FastifyRequest,
  db: Database,
  division: string,
  organ: string,
  year: number,
  scope: ReportSubject['scope'] | undefined,
): Promise<{ area: Area; subject: ReportSubject }> {
  const area = await readArea(db, division);
  if (!area.organs.has(organ)) throw notFound();
  // Who collects the figures of the area sees the records of its organs.
  if (!isCollector(request, area)) authorise(request, 'annual-report.read', { organCode: organ, state: 'drafting' });
  return { area, subject: await findReportSubject(db, organ, year, scope) };
}

export async function draftOf(db: Database, { area, subject }: { area: Area; subject: ReportSubject }): Promise<Draft> {
  const { organ, year, scope } = subject;
  const { divisionCode } = organ;
  const content = await compileReport(db, subject);
  const { sha256 } = hashContent(content);
  const versions = (await listPublishedReports(db, divisionCode)).filter(
    (entry) => entry.organCode === organ.code && entry.year === year && entry.scope === scope,
  );
  const steps = await listSteps(db, divisionCode, organ.code, year, scope);
  const writers = await listWriters(db, divisionCode, organ.code, year);
  const state = stateOf(steps, sha256, versions[0]?.sha256 ?? null);
  return { area, subject, content, sha256, versions, steps, writers, state };
}

/** The report was published and is another one now. */
export function isChanged({ versions, sha256 }: Draft): boolean {
  return versions[0] !== undefined && versions[0].sha256 !== sha256;
}

/** What is handed on is the draft of a report, or the correction of one that changed after it was published. */
export function mayBeSubmitted(draft: Draft): boolean {
  return draft.state === 'drafting' || (draft.state === 'published' && isChanged(draft));
}

/** The report of the government is its office's work as well (条例 Art. 3: the office is in charge of disclosure). */
function organsOf({ area, subject }: Draft): readonly string[] {
  return subject.organ.code === area.government.code ? area.collectors : [subject.organ.code];
}

function targetOf({ state, steps, sha256, writers }: Draft, organCode: string) {
  const submitted = presentRound(steps, sha256).filter(({ act }) => act === 'submitted');
  return {
    organCode,
    state,
    earlierActors: [
      ...submitted.map(({ personId }) => ({ act: 'annual-report.submit' as Act, personId })),
      ...writers.map((personId) => ({ act: 'annual-report.write' as Act, personId })),
    ],
  };
}

export function decideOn(request: FastifyRequest, draft: Draft, act: Act): Decision {
  const verdicts = organsOf(draft).map((code) => decide(requireActor(request), act, targetOf(draft, code)));
  return (
    verdicts.find(({ allowed }) => allowed) ??
    verdicts.find((one) => !one.allowed && one.why !== 'unseen') ??
    verdicts[0]!
  );
}

/** @throws as authorise */
export function authoriseOn(request: FastifyRequest, draft: Draft, act: Act): Grant {
  const actor = requireActor(request);
  const codes = organsOf(draft);
  const verdicts = codes.map((code) => ({ code, verdict: decide(actor, act, targetOf(draft, code)) }));
  const best =
    verdicts.find(({ verdict }) => verdict.allowed) ??
    verdicts.find(({ verdict }) => !verdict.allowed && verdict.why !== 'unseen') ??
    verdicts[0]!;
  return authorise(request, act, targetOf(draft, best.code));
}

export function subjectOfAudit({ organ, year, scope }: ReportSubject): { kind: string; id: string } {
  return { kind: 'annual-report', id: `${organ.code}/${year}/${scope}` };
}

/** What is handed on, signed or published is what the person saw, not what the records became meanwhile. */
export function refuseOtherContent(draft: Draft, seen: string): void {
  if (draft.sha256 !== seen) throw changedMeanwhile('数据或者文字刚刚有变动，请重新核对后再办理。');
}

export function changedMeanwhile(detail: string): ProblemError {
  return new ProblemError(409, detail, { kind: 'changed-meanwhile', title: '内容已有变动' });
}
