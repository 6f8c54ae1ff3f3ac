import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { type Act, auditedAct, type Grant, requireActor, requirePermission } from '../../../platform/identity/index.ts';
import { checkCompiled, publishReport, ReportFaultyError, ReportRefusedError } from '../commands/publish-report.ts';
import { presentRound, type StepAct } from '../rules/course/report-course.ts';
import { addStep } from '../store/steps.ts';
import {
  authoriseOn,
  changedMeanwhile,
  type Draft,
  draftOf,
  mayBeSubmitted,
  refuseOtherContent,
  subjectOf,
  subjectOfAudit,
  versionSchema,
  versionView,
} from './draft.ts';
import { reportParameters, reportQuery } from './schemas.ts';

const TAGS = ['annual-report'];
const draftQuery = reportQuery.pick({ scope: true });
const stepBody = z
  .object({ sha256: z.string().length(64), opinion: z.string().trim().max(1000).default('') })
  .meta({ id: 'ReportOpinion' });

interface Asked {
  params: z.infer<typeof reportParameters>;
  query: z.infer<typeof draftQuery>;
  body: z.infer<typeof stepBody>;
}

/** `/api/v1/office/reports/:organ/:year/…`: handing on, checking, signing, returning, publishing and correcting. */
export function registerReportCourse(app: FastifyInstance, db: Database, division: string, clock: () => Date): void {
  const api = zodRoutes(app);

  async function draftFor(request: FastifyRequest & Asked): Promise<Draft> {
    const { organ, year } = request.params;
    return draftOf(db, await subjectOf(request, db, division, organ, year, request.query.scope));
  }

  const stepOf = (request: FastifyRequest, grant: Grant, draft: Draft, act: StepAct, opinion: string) => {
    const { person } = requireActor(request);
    return {
      act,
      sha256: draft.sha256,
      opinion,
      at: clock(),
      personId: person.id,
      personName: person.fullName,
      postTitle: grant.postTitle,
    };
  };

  async function keep(db: Database, { subject, steps }: Draft, step: ReturnType<typeof stepOf>): Promise<void> {
    const { organ, year, scope } = subject;
    await addStep(db, organ.divisionCode, organ.code, year, scope, steps.length, step);
  }

  /** One step with its opinion, on record. @throws ProblemError 409 when somebody else went first */
  async function take(request: FastifyRequest & Asked, draft: Draft, act: Act, step: StepAct): Promise<void> {
    const grant = authoriseOn(request, draft, act);
    refuseOtherContent(draft, request.body.sha256);
    const { opinion } = request.body;
    const last = presentRound(draft.steps, draft.sha256).at(-1);
    try {
      await auditedAct(request, grant, async (transaction) => {
        await keep(transaction, draft, stepOf(request, grant, draft, step, opinion));
        const detail = {
          action: act,
          organCode: draft.subject.organ.code,
          subject: subjectOfAudit(draft.subject),
          reason: opinion || null,
          before: last ? { sha256: last.sha256, by: last.personName, step: last.act } : null,
          after: { sha256: draft.sha256, by: requireActor(request).person.fullName },
        };
        return { answer: null, detail };
      });
    } catch (error) {
      if (isOvertaken(error)) throw changedMeanwhile('其他人刚刚办理了这份报告，请刷新后再办理。');
      throw error;
    }
  }

  api.post(
    '/api/v1/office/reports/:organ/:year/submission',
    {
      config: requirePermission('annual-report.submit'),
      schema: {
        tags: TAGS,
        operationId: 'submitReport',
        summary: 'Hand the draft, as it stands, to whoever checks it; a correction with its reason',
        params: reportParameters,
        querystring: draftQuery,
        body: stepBody,
        response: { 204: z.null(), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const draft = await draftFor(request);
      if (draft.versions.length > 0 && request.body.opinion === '')
        throw new ProblemError(400, '更正已发布的年度报告，请写明原因。', {
          kind: 'validation',
          errors: [{ in: 'body', pointer: '/opinion', detail: '请写明更正的原因' }],
        });
      if (draft.state === 'published' && !mayBeSubmitted(draft))
        throw new ProblemError(409, '与已发布的版本完全相同，无需更正。', {
          kind: 'report-refused',
          title: '不能办理',
        });
      const findings = await checkCompiled(db, draft.subject, draft.content, shanghaiDate(clock()));
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw refused(new ReportFaultyError(errors));
      await take(request, draft, 'annual-report.submit', 'submitted');
      return reply.status(204).send(null);
    },
  );

  for (const { path, act, step, operationId, summary } of [
    {
      path: 'check',
      act: 'annual-report.check',
      step: 'checked',
      operationId: 'checkReport',
      summary: 'Agree to what was handed on',
    },
    {
      path: 'signature',
      act: 'annual-report.sign',
      step: 'signed',
      operationId: 'signReport',
      summary: 'Sign what was checked; whoever drafted it does not',
    },
    {
      path: 'return',
      act: 'annual-report.return',
      step: 'returned',
      operationId: 'returnReport',
      summary: 'Return it to be drafted anew, with a reason',
    },
  ] as const)
    api.post(
      `/api/v1/office/reports/:organ/:year/${path}`,
      {
        config: requirePermission(act),
        schema: {
          tags: TAGS,
          operationId,
          summary,
          params: reportParameters,
          querystring: draftQuery,
          body: stepBody,
          response: { 204: z.null(), ...problemResponses(400, 401, 403, 404, 409) },
        },
      },
      async (request, reply) => {
        if (step === 'returned' && request.body.opinion === '')
          throw new ProblemError(400, '请写明退回的原因。', {
            kind: 'validation',
            errors: [{ in: 'body', pointer: '/opinion', detail: '请写明退回的原因' }],
          });
        await take(request, await draftFor(request), act, step);
        return reply.status(204).send(null);
      },
    );

  api.post(
    '/api/v1/office/reports/:organ/:year/versions',
    {
      config: requirePermission('annual-report.publish'),
      schema: {
        tags: TAGS,
        operationId: 'publishReport',
        summary: 'Publish what was signed; a correction is a new version with the reason it was handed on with',
        params: reportParameters,
        querystring: draftQuery,
        body: stepBody,
        response: { 201: versionSchema, ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const draft = await draftFor(request);
      const [standing] = draft.versions;
      const act = standing ? 'annual-report.correct' : 'annual-report.publish';
      const grant = authoriseOn(request, draft, act);
      refuseOtherContent(draft, request.body.sha256);
      const reason = presentRound(draft.steps, draft.sha256).find((step) => step.act === 'submitted')?.opinion;
      const by = `${requireActor(request).person.fullName}（${grant.postTitle}）`;
      try {
        const entry = await auditedAct(request, grant, async (transaction) => {
          const on = shanghaiDate(clock());
          const made = await publishReport(transaction, draft.subject, on, by, standing ? reason : undefined);
          await keep(transaction, draft, stepOf(request, grant, draft, 'published', request.body.opinion));
          const detail = {
            organCode: draft.subject.organ.code,
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
        if (isOvertaken(error)) throw changedMeanwhile('同时有其他人在办理，请稍后再试。');
        if (error instanceof ReportFaultyError || error instanceof ReportRefusedError) throw refused(error);
        throw error;
      }
    },
  );
}

function refused(error: Error): ProblemError {
  return new ProblemError(422, `${error.message}。`, { kind: 'report-refused', title: '不能办理' });
}

/** The database gave way to another transaction on the same rows (serialization_failure), or the step was taken (unique_violation). */
function isOvertaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '23505');
}
