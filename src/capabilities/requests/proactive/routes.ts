import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { contextOf, type RequestsApiOptions, recorderOf } from '../api/context.ts';
import { lineInput } from '../api/event-input.ts';
import { organCodeInput } from '../api/schemas.ts';
import { findApplication } from '../store/applications.ts';
import { listNumbers } from '../store/replies.ts';

const TAGS = ['requests'];
const SUBJECT = 'proactive-suggestion';
const LISTED = 300;
const parameters = z.object({ id: z.uuid() });

export const suggestionSources = {
  applicants: '多个申请人申请公开',
  applicant: '申请人建议',
  office: '本机关提出',
} as const;
export const suggestionStates = { suggested: '待处理', accepted: '已采纳', declined: '未采纳' } as const;

const suggestionSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    applicationId: z.uuid(),
    applicationNumber: z.string(),
    source: z.enum(['applicants', 'applicant', 'office']),
    sourceLabel: z.string(),
    title: z.string(),
    reason: z.string(),
    applications: z.int(),
    suggestedOn: z.string(),
    suggestedBy: z.string(),
    state: z.enum(['suggested', 'accepted', 'declined']),
    stateLabel: z.string(),
    decidedOn: z.string().nullable(),
    decidedBy: z.string().nullable(),
    opinion: z.string().nullable(),
    publicationId: z.uuid().nullable(),
    feedback: z.string().nullable().describe('the text that tells the applicant what became of the suggestion'),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'ProactiveSuggestion' });

const suggestBody = z
  .object({
    source: z.enum(['applicants', 'applicant', 'office'], { error: '请选择建议来源' }),
    title: lineInput('拟公开信息的名称', 200),
    reason: lineInput('理由', 500),
    applications: z.int().min(1).max(100_000).default(1),
  })
  .meta({ id: 'SuggestProactive' });

const decideBody = z
  .object({
    accept: z.boolean({ error: '请选择是否采纳' }),
    opinion: z.string().trim().max(500, '意见不能超过500个字符').default(''),
  })
  .meta({ id: 'DecideProactive' });

interface Row {
  id: string;
  organ_code: string;
  application_id: string;
  source: string;
  title: string;
  reason: string;
  applications: number;
  suggested_on: PlainDate;
  suggested_by: string;
  state: string;
  decided_on: PlainDate | null;
  decided_by: string | null;
  opinion: string | null;
  publication_id: string | null;
}

/** What the applicant who suggested it is told (条例 Art. 44 ¶2). */
function feedbackOf(row: Row, organName: string): string | null {
  if (row.state === 'suggested') return null;
  return row.state === 'accepted'
    ? `您好：您关于将“${row.title}”纳入主动公开范围的建议，${organName}经审核予以采纳，将按照程序主动公开。感谢您对政府信息公开工作的支持。`
    : `您好：您关于将“${row.title}”纳入主动公开范围的建议，${organName}经审核未予采纳。理由：${row.opinion}。感谢您对政府信息公开工作的支持。`;
}

/** Makes a draft of proactive disclosure in the transaction of the decision. @returns its id */
export type DraftPublication = (
  transaction: Database,
  divisionCode: string,
  draft: { organCode: string; title: string; on: PlainDate; by: { id: string; name: string } },
  rest: { calendar: WorkingCalendar; now: Date },
) => Promise<string>;

/** 条例 Art. 44: what was applied for is suggested for proactive disclosure, and becomes a draft when it is accepted. */
export function registerProactiveSuggestions(
  app: FastifyInstance,
  { draftPublication, ...options }: RequestsApiOptions & { draftPublication: DraftPublication },
): void {
  const context = contextOf(options);
  const { db, division } = context;
  const api = zodRoutes(app);

  async function viewOf(rows: readonly Row[], decidable: ReadonlySet<string>) {
    const names = new Map((await listOrgans(db, division)).map(({ code, name }) => [code, name]));
    const ids = rows.map((row) => row.application_id);
    const numbers = await listNumbers(db, division, ids);
    return rows.map((row) => {
      const state = row.state as keyof typeof suggestionStates;
      const source = row.source as keyof typeof suggestionSources;
      const organName = names.get(row.organ_code) ?? row.organ_code;
      return {
        id: row.id,
        organCode: row.organ_code,
        organName,
        applicationId: row.application_id,
        applicationNumber: numbers.get(row.application_id) ?? '',
        source,
        sourceLabel: suggestionSources[source],
        title: row.title,
        reason: row.reason,
        applications: row.applications,
        suggestedOn: row.suggested_on,
        suggestedBy: row.suggested_by,
        state,
        stateLabel: suggestionStates[state],
        decidedOn: row.decided_on,
        decidedBy: row.decided_by,
        opinion: row.opinion,
        publicationId: row.publication_id,
        feedback: feedbackOf(row, organName),
        mayDecide: state === 'suggested' && decidable.has(row.organ_code),
      };
    });
  }

  api.get(
    '/api/v1/requests/proactive-suggestions',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'listProactiveSuggestions',
        summary: 'Suggestions to disclose proactively what was applied for',
        querystring: z.object({
          organ: organCodeInput.optional(),
          application: z.uuid().optional(),
          view: z.enum(['open', 'all']).default('all'),
        }),
        response: {
          200: z.object({ items: z.array(suggestionSchema) }).meta({ id: 'ProactiveSuggestions' }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const reached = organsWhere(actor, 'requests.list');
      const { organ, application, view } = request.query;
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      let query = db
        .selectFrom('proactive_suggestion')
        .selectAll()
        .where('division_code', '=', division)
        .where('organ_code', 'in', organ === undefined ? [...reached, ''] : [organ]);
      if (application !== undefined) query = query.where('application_id', '=', application);
      if (view === 'open') query = query.where('state', '=', 'suggested');
      const rows = await query.orderBy('suggested_on', 'desc').orderBy('id').limit(LISTED).execute();
      return { items: await viewOf(rows, organsWhere(actor, 'requests.decide-proactive')) };
    },
  );

  api.post(
    '/api/v1/requests/:id/proactive-suggestions',
    {
      config: requirePermission('requests.suggest-proactive'),
      schema: {
        tags: TAGS,
        operationId: 'suggestProactive',
        summary: 'Suggest to disclose proactively what an application asks for',
        params: parameters,
        body: suggestBody,
        response: { 201: z.object({ id: z.uuid() }), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const application = await findApplication(db, division, request.params.id);
      if (!application) throw notFound();
      const { organCode } = application;
      const grant = authorise(request, 'requests.suggest-proactive', { organCode });
      const input = request.body;
      const id = await auditedAct(request, grant, async (transaction) => {
        const made = randomUUID();
        const inserted = await transaction
          .insertInto('proactive_suggestion')
          .values({
            division_code: division,
            id: made,
            organ_code: organCode,
            application_id: application.id,
            ...input,
            suggested_on: context.today(),
            suggested_by: recorderOf(request, grant.postTitle),
          })
          .onConflict((conflict) =>
            conflict.columns(['division_code', 'application_id']).where('state', '=', 'suggested').doNothing(),
          )
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows !== 1n)
          throw new ProblemError(409, '这件申请已有待处理的主动公开建议。', { kind: 'changed-meanwhile' });
        return { answer: made, detail: { organCode, subject: { kind: SUBJECT, id: made }, after: input } };
      });
      return reply.status(201).send({ id });
    },
  );

  api.post(
    '/api/v1/requests/proactive-suggestions/:id/decision',
    {
      config: requirePermission('requests.decide-proactive'),
      schema: {
        tags: TAGS,
        operationId: 'decideProactive',
        summary: 'Accept a suggestion, which makes a draft of proactive disclosure, or decline it with a reason',
        params: parameters,
        body: decideBody,
        response: {
          200: z.object({ publicationId: z.uuid().nullable() }),
          ...problemResponses(400, 401, 404, 409),
        },
      },
    },
    async (request) => {
      const row = await db
        .selectFrom('proactive_suggestion')
        .selectAll()
        .where('division_code', '=', division)
        .where('id', '=', request.params.id)
        .executeTakeFirst();
      if (!row) throw notFound();
      const grant = authorise(request, 'requests.decide-proactive', { organCode: row.organ_code });
      const { accept, opinion } = request.body;
      if (!accept && opinion === '')
        throw new ProblemError(400, '不采纳的，请填写理由。', {
          kind: 'validation',
          errors: [{ in: 'body', pointer: '/opinion', detail: '不采纳的，请填写理由' }],
        });
      const { personId, person } = requireActor(request);
      const calendar = await context.calendar();
      return auditedAct(request, grant, async (transaction) => {
        const publicationId = accept
          ? await draftPublication(
              transaction,
              division,
              {
                organCode: row.organ_code,
                title: row.title,
                on: context.today(),
                by: { id: personId, name: person.fullName },
              },
              { calendar, now: context.now() },
            )
          : null;
        const updated = await transaction
          .updateTable('proactive_suggestion')
          .set({
            state: accept ? 'accepted' : 'declined',
            decided_on: context.today(),
            decided_by: recorderOf(request, grant.postTitle),
            opinion,
            publication_id: publicationId,
          })
          .where('division_code', '=', division)
          .where('id', '=', row.id)
          .where('state', '=', 'suggested')
          .executeTakeFirst();
        if (updated.numUpdatedRows !== 1n)
          throw new ProblemError(409, '这项建议已经处理。', { kind: 'changed-meanwhile', title: '他人已先行办理' });
        const detail = {
          organCode: row.organ_code,
          subject: { kind: SUBJECT, id: row.id },
          before: { state: row.state },
          after: { accept, opinion, publicationId },
        };
        return { answer: { publicationId }, detail };
      });
    },
  );
}
