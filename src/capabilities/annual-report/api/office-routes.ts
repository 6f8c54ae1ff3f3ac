import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type Act,
  auditedAct,
  authorise,
  decide,
  findOrgan,
  notFound,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { CursorError } from '../../requests/index.ts';
import {
  compileReport,
  findReportSubject,
  ReportNotFoundError,
  type ReportSubject,
} from '../commands/compile-report.ts';
import { listRecords } from '../commands/list-records.ts';
import {
  checkCompiled,
  hashContent,
  publishReport,
  ReportFaultyError,
  ReportRefusedError,
} from '../commands/publish-report.ts';
import { reportJson } from '../render/json.ts';
import type { Finding } from '../rules/checks/finding.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { listPublishedReports, type PublishedReportEntry } from '../store/published-reports.ts';
import { readWrittenParts, saveWrittenPart } from '../store/report-texts.ts';
import { findSubmission, type Submission, saveSubmission } from '../store/submissions.ts';
import { isCollector, readArea } from './collection-view.ts';
import { recordPageSchema, recordsQuery, reportParameters, reportQuery, reportSchema } from './schemas.ts';

const TAGS = ['annual-report'];
const draftQuery = reportQuery.pick({ scope: true });
const LONGEST_PART = 20_000;

const findingSchema = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    table: z.string().nullable(),
    row: z.string().nullable(),
    column: z.string().nullable(),
  })
  .meta({ id: 'ReportFinding' });

const versionSchema = z
  .object({
    version: z.int(),
    publishedOn: z.string(),
    publishedBy: z.string(),
    reason: z.string().nullable(),
    sha256: z.string(),
    findings: z.array(findingSchema).describe('warnings and hints that stood when this version was published'),
  })
  .meta({ id: 'ReportVersion' });

function findingView({ rule, severity, message, where }: Finding): z.infer<typeof findingSchema> {
  return {
    rule,
    severity,
    message,
    table: 'table' in where ? where.table : null,
    row: 'row' in where ? where.row : null,
    column: 'column' in where ? where.column : null,
  };
}

function versionView(entry: PublishedReportEntry): z.infer<typeof versionSchema> {
  const { version, publishedOn, publishedBy, reason, sha256, findings } = entry;
  return { version, publishedOn, publishedBy, reason, sha256, findings: findings.map(findingView) };
}

const draftSchema = z
  .object({
    report: reportSchema
      .omit({ version: true, sha256: true, publishedOn: true, reason: true })
      .meta({ id: 'DraftReport' }),
    sha256: z.string(),
    state: z.enum(['drafting', 'submitted', 'published']),
    isChanged: z.boolean().describe('the records differ from the version in force'),
    written: z.object({ problems: z.string(), others: z.string() }),
    findings: z.array(findingSchema),
    submission: z.object({ at: z.string(), by: z.string(), isCurrent: z.boolean() }).nullable(),
    versions: z.array(versionSchema),
    may: z.object({ write: z.boolean(), submit: z.boolean(), publish: z.boolean(), correct: z.boolean() }),
    hindrance: z.string().nullable().describe('why the person may not publish what waits for it'),
  })
  .meta({ id: 'ReportDraft' });

interface Draft {
  subject: ReportSubject;
  content: ReportContent;
  sha256: string;
  versions: PublishedReportEntry[];
  submission: Submission | undefined;
  state: 'drafting' | 'submitted' | 'published';
}

/** `/api/v1/office/reports…`: the draft as the records stand, what is written of it, handing it on, publishing, correcting. */
export function registerReportOfficeApi(
  app: FastifyInstance,
  db: Database,
  division: string,
  clock: () => Date = () => new Date(),
): void {
  const api = zodRoutes(app);

  /** Whether the organ is one whose reports the person may see at all; before anything is compiled. */
  async function subjectOf(
    request: FastifyRequest,
    organ: string,
    year: number,
    scope: ReportSubject['scope'] | undefined,
  ): Promise<ReportSubject> {
    // Who collects the figures of the area sees the records of its organs.
    if (!isCollector(request, await readArea(db, division)))
      authorise(request, 'annual-report.read', { organCode: organ, state: 'drafting' });
    if (!organ.startsWith(division) || !(await findOrgan(db, organ))) throw notFound();
    return findReportSubject(db, organ, year, scope);
  }

  async function draftOf(subject: ReportSubject): Promise<Draft> {
    const { organ, year, scope } = subject;
    const content = await compileReport(db, subject);
    const { sha256 } = hashContent(content);
    const versions = (await listPublishedReports(db, division)).filter(
      (entry) => entry.organCode === organ.code && entry.year === year && entry.scope === scope,
    );
    const submission = await findSubmission(db, division, organ.code, year, scope);
    const isHandedOn = submission?.sha256 === sha256;
    const state = versions.length > 0 ? 'published' : isHandedOn ? 'submitted' : 'drafting';
    return { subject, content, sha256, versions, submission, state };
  }

  function targetOf({ subject, state, submission, sha256 }: Draft) {
    const isCurrent = submission?.sha256 === sha256;
    return {
      organCode: subject.organ.code,
      state,
      ...(submission && isCurrent
        ? { earlierActors: [{ act: 'annual-report.submit' as Act, personId: submission.personId }] }
        : {}),
    };
  }

  api.get(
    '/api/v1/office/reports/:organ/:year',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'getReportDraft',
        summary: 'The report as the records stand, checked; what was written, handed on and published',
        params: reportParameters,
        querystring: draftQuery,
        response: { 200: draftSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, year } = request.params;
      const subject = await subjectOf(request, organ, year, request.query.scope);
      const draft = await draftOf(subject);
      const target = targetOf(draft);
      const actor = requireActor(request);
      const publishing = decide(actor, 'annual-report.publish', target);
      const may = (act: Act): boolean => decide(actor, act, target).allowed;
      const [inForce] = draft.versions;
      return {
        report: reportJson(draft.content, { organ, year, scope: subject.scope }),
        sha256: draft.sha256,
        state: draft.state,
        isChanged: inForce !== undefined && inForce.sha256 !== draft.sha256,
        written: await readWrittenParts(db, division, organ, year),
        findings: (await checkCompiled(db, subject, draft.content, shanghaiDate(clock()))).map(findingView),
        submission: draft.submission
          ? {
              at: draft.submission.submittedAt.toISOString(),
              by: draft.submission.personName,
              isCurrent: draft.submission.sha256 === draft.sha256,
            }
          : null,
        versions: draft.versions.map(versionView),
        may: {
          write: may('annual-report.write'),
          submit: draft.state === 'drafting' && may('annual-report.submit'),
          publish: publishing.allowed,
          correct: may('annual-report.correct'),
        },
        hindrance: publishing.allowed || publishing.why !== 'separation' ? null : publishing.reason,
      };
    },
  );

  api.put(
    '/api/v1/office/reports/:organ/:year/parts/:part',
    {
      config: requirePermission('annual-report.write'),
      schema: {
        tags: TAGS,
        operationId: 'writeReportPart',
        summary: 'Part five (problems) or six (others), a paragraph a line',
        params: reportParameters.extend({ part: z.enum(['problems', 'others']) }),
        querystring: draftQuery,
        body: z
          .object({ text: z.string().max(LONGEST_PART, `每部分不超过${LONGEST_PART}字`) })
          .meta({ id: 'ReportPartText' }),
        response: { 204: z.null(), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { organ, year, part } = request.params;
      const draft = await draftOf(await subjectOf(request, organ, year, request.query.scope));
      const grant = authorise(request, 'annual-report.write', targetOf(draft));
      const { fullName } = requireActor(request).person;
      await auditedAct(request, grant, async (transaction) => {
        const before = await readWrittenParts(transaction, division, organ, year);
        await saveWrittenPart(transaction, division, organ, year, part, request.body.text, fullName);
        const detail = {
          organCode: organ,
          subject: subjectOfAudit(draft.subject),
          before: { [part]: before[part] },
          after: { [part]: request.body.text },
        };
        return { answer: null, detail };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/office/reports/:organ/:year/submission',
    {
      config: requirePermission('annual-report.submit'),
      schema: {
        tags: TAGS,
        operationId: 'submitReport',
        summary: 'Hand the draft, as it stands, to whoever publishes it',
        params: reportParameters,
        querystring: draftQuery,
        body: z.object({ sha256: z.string().length(64) }).meta({ id: 'SubmitReport' }),
        response: { 204: z.null(), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { organ, year } = request.params;
      const draft = await draftOf(await subjectOf(request, organ, year, request.query.scope));
      const grant = authorise(request, 'annual-report.submit', targetOf(draft));
      refuseOtherContent(draft, request.body.sha256);
      const { person } = requireActor(request);
      await auditedAct(request, grant, async (transaction) => {
        const { scope } = draft.subject;
        const before = await findSubmission(transaction, division, organ, year, scope);
        const submission = { sha256: draft.sha256, personId: person.id, personName: person.fullName };
        await saveSubmission(transaction, division, organ, year, scope, submission);
        const detail = {
          organCode: organ,
          subject: subjectOfAudit(draft.subject),
          before: before ? { sha256: before.sha256, by: before.personName } : null,
          after: { sha256: draft.sha256, by: person.fullName },
        };
        return { answer: null, detail };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/office/reports/:organ/:year/versions',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'publishReport',
        summary: 'Publish what was handed on, or correct what was published with a reason',
        params: reportParameters,
        querystring: draftQuery,
        body: z
          .object({ sha256: z.string().length(64), reason: z.string().trim().max(500).optional() })
          .meta({ id: 'PublishReport' }),
        response: { 201: versionSchema, ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { organ, year } = request.params;
      const draft = await draftOf(await subjectOf(request, organ, year, request.query.scope));
      const isCorrection = draft.state === 'published';
      const act = isCorrection ? 'annual-report.correct' : 'annual-report.publish';
      const grant = authorise(request, act, targetOf(draft));
      refuseOtherContent(draft, request.body.sha256);
      if (isCorrection && !request.body.reason)
        throw new ProblemError(400, '更正已发布的年度报告，请写明原因。', {
          kind: 'validation',
          errors: [{ in: 'body', pointer: '/reason', detail: '请写明更正的原因' }],
        });
      const by = `${requireActor(request).person.fullName}（${grant.postTitle}）`;
      try {
        const entry = await auditedAct(request, grant, async (transaction) => {
          const [standing] = draft.versions;
          const made = await publishReport(transaction, draft.subject, shanghaiDate(clock()), by, request.body.reason);
          const detail = {
            organCode: organ,
            action: act,
            subject: subjectOfAudit(draft.subject),
            reason: made.reason,
            before: standing ? { version: standing.version, sha256: standing.sha256 } : null,
            after: { version: made.version, sha256: made.sha256, publishedOn: made.publishedOn },
          };
          return { answer: made, detail };
        });
        return reply.status(201).send(versionView(entry));
      } catch (error) {
        if (isOvertaken(error))
          throw new ProblemError(409, '同时有其他人在办理，请稍后再试。', {
            kind: 'changed-meanwhile',
            title: '内容已有变动',
          });
        if (error instanceof ReportFaultyError || error instanceof ReportRefusedError)
          throw new ProblemError(422, `${error.message}。`, { kind: 'report-refused', title: '不能发布' });
        throw error;
      }
    },
  );

  api.get(
    '/api/v1/office/reports/:organ/:year/records/*',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'listDraftRecords',
        summary: 'The records a figure of the draft counts',
        params: reportParameters.extend({ '*': z.string().max(100).meta({ example: 'requests/granted/natural' }) }),
        querystring: recordsQuery,
        response: { 200: recordPageSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, year } = request.params;
      const subject = await subjectOf(request, organ, year, request.query.scope);
      try {
        return await listRecords(db, subject, request.params['*'], request.query.limit, request.query.after);
      } catch (error) {
        if (error instanceof ReportNotFoundError) throw new ProblemError(404, error.message);
        if (error instanceof CursorError) throw new ProblemError(400, error.message);
        throw error;
      }
    },
  );
}

function subjectOfAudit({ organ, year, scope }: ReportSubject): { kind: string; id: string } {
  return { kind: 'annual-report', id: `${organ.code}/${year}/${scope}` };
}

/** The database gave way to another transaction on the same rows (serialization_failure). */
function isOvertaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40001';
}

/** What is handed on or published is what the person saw, not what the records became meanwhile. */
function refuseOtherContent(draft: Draft, seen: string): void {
  if (draft.sha256 !== seen)
    throw new ProblemError(409, '数据或者文字刚刚有变动，请重新核对后再办理。', {
      kind: 'changed-meanwhile',
      title: '内容已有变动',
    });
}
