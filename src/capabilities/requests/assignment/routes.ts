import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  type Grant,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import type { RequestsContext } from '../api/context.ts';
import { RequestNotFoundError } from '../commands/refused.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import type { StoredApplication } from '../store/applications.ts';
import { viewCoHandling } from './co-handling-view.ts';
import { AssignmentRefusedError, assign } from './commands.ts';
import { assignBody, assignmentSchema, bulkBody, bulkSchema, candidatesQuery, candidatesSchema } from './schemas.ts';
import { conflict, load, parameters, recorder, TAGS, targetOf } from './shared.ts';
import { type AssignmentKind, listAssignments, listCandidates, listCoHandlingOf } from './store.ts';

/** 分派: who handles a case, and the history of it. */
export function registerAssignmentRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

  async function change(
    request: FastifyRequest,
    application: StoredApplication,
    input: { kind: AssignmentKind; personId: string | null; reason: string },
    grant: Grant,
  ): Promise<void> {
    await auditedAct(request, grant, async (transaction) => {
      const { before } = await assign(
        transaction,
        division,
        { applicationId: application.id, organCode: application.organCode, ...input },
        recorder(request, grant),
        context.today(),
        context.now(),
      );
      const detail = {
        action: `requests.assignment.${input.kind}`,
        organCode: application.organCode,
        subject: { kind: APPLICATION_SUBJECT, id: application.id },
        reason: input.reason || null,
        before: { assignee: before },
        after: { assignee: input.personId },
      };
      return { answer: undefined, detail };
    });
  }

  /** By whose permission: one's own to take and to give back, otherwise the head's of disclosure. */
  async function grantFor(
    request: FastifyRequest,
    application: StoredApplication,
    kind: AssignmentKind,
  ): Promise<Grant> {
    const target = await targetOf(context, application);
    authorise(request, 'requests.read', target);
    const { assignee_id } = await db
      .selectFrom('application')
      .select('assignee_id')
      .where('division_code', '=', division)
      .where('id', '=', application.id)
      .executeTakeFirstOrThrow();
    const isOwn = kind === 'taken' || (kind === 'released' && assignee_id === requireActor(request).personId);
    return authorise(request, isOwn ? 'requests.take' : 'requests.assign', target);
  }

  api.post(
    '/api/v1/requests/:id/assignment',
    {
      config: requirePermission('requests.take'),
      schema: {
        tags: TAGS,
        operationId: 'assignApplication',
        summary: 'Assign a case, take it, or release it',
        params: parameters,
        body: assignBody,
        response: { 204: z.null(), ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const application = await load(context, request.params.id);
      const { kind, reason } = request.body;
      if (kind === 'assigned' && request.body.personId === null)
        throw new ProblemError(400, '请选择承办人。', {
          kind: 'validation',
          errors: [{ in: 'body', pointer: '/personId', detail: '请选择承办人' }],
        });
      const { personId } = requireActor(request);
      const to = kind === 'taken' ? personId : kind === 'released' ? null : request.body.personId;
      const grant = await grantFor(request, application, kind);
      try {
        await change(request, application, { kind, personId: to, reason }, grant);
      } catch (error) {
        if (error instanceof AssignmentRefusedError) throw conflict(error.message);
        throw error;
      }
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/requests/assignments',
    {
      config: requirePermission('requests.assign'),
      schema: {
        tags: TAGS,
        operationId: 'assignApplications',
        summary: 'Assign several cases to one person; each that cannot be is named with its reason',
        body: bulkBody,
        response: { 200: bulkSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { ids, personId, reason } = request.body;
      const assigned: string[] = [];
      const refused: { id: string; reason: string }[] = [];
      // One after another, each an act of its own on record: one that is refused keeps none of the others back.
      for (const id of new Set(ids)) {
        try {
          const application = await load(context, id);
          const decision = decide(requireActor(request), 'requests.assign', await targetOf(context, application));
          if (!decision.allowed) {
            refused.push({ id, reason: decision.why === 'unseen' ? '没有找到' : decision.reason });
            continue;
          }
          const kind = personId === null ? 'released' : 'assigned';
          await change(request, application, { kind, personId, reason }, decision.grant);
          assigned.push(id);
        } catch (error) {
          if (error instanceof AssignmentRefusedError) refused.push({ id, reason: error.message });
          else if (error instanceof RequestNotFoundError || (error as { statusCode?: number }).statusCode === 404)
            refused.push({ id, reason: '没有找到' });
          else throw error;
        }
      }
      return { assigned, refused };
    },
  );

  api.get(
    '/api/v1/requests/assignees',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'listAssignees',
        summary: 'Who may be given cases of an organ, with how many each has open',
        querystring: candidatesQuery,
        response: { 200: candidatesSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ } = request.query;
      if (!organsWhere(requireActor(request), 'requests.list').has(organ)) throw notFound();
      return { items: await listCandidates(db, division, organ, context.today()) };
    },
  );

  api.get(
    '/api/v1/requests/:id/assignment',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'getAssignment',
        summary: 'Who handles a case, who helps, and what the person may do about it',
        params: parameters,
        response: { 200: assignmentSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const application = await load(context, request.params.id);
      const target = await targetOf(context, application);
      authorise(request, 'requests.read', target);
      const actor = requireActor(request);
      const may = (act: Parameters<typeof decide>[1]): boolean => decide(actor, act, target).allowed;
      const history = await listAssignments(db, division, application.id);
      const last = history.at(-1);
      const assignee =
        last?.personId != null && last.personName !== null ? { id: last.personId, name: last.personName } : null;
      const mayAssign = may('requests.assign');
      const mayAsk = may('requests.ask-co-handling');
      const organs = await listOrgans(db, division);
      const asked = await listCoHandlingOf(db, protection, division, application.id);
      return {
        assignee,
        history: history.map(({ personId: _, recordedAt, ...entry }) => ({
          ...entry,
          recordedAt: recordedAt.toISOString(),
        })),
        coHandling: await viewCoHandling(context, asked),
        candidates: mayAssign ? await listCandidates(db, division, application.organCode, context.today()) : [],
        organs: mayAsk
          ? organs.filter(({ activeTo }) => activeTo === null).map(({ code, name }) => ({ code, name }))
          : [],
        mayAssign,
        mayTake: assignee === null && may('requests.take'),
        mayRelease: assignee !== null && (mayAssign || (assignee.id === actor.personId && may('requests.take'))),
        mayAsk,
      };
    },
  );
}
