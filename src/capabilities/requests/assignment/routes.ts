import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
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
import { notify, readStaff } from '../../../platform/notifications/index.ts';
import { readCase } from '../api/case-view.ts';
import { type RequestsContext, recorderOf } from '../api/context.ts';
import { daysLeft } from '../api/worklist-view.ts';
import { RequestNotFoundError } from '../commands/refused.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { findApplication, type StoredApplication } from '../store/applications.ts';
import { listNumbers, listOrgansOf } from '../store/replies.ts';
import { AssignmentRefusedError, assign } from './commands.ts';
import {
  answerBody,
  askBody,
  assignBody,
  assignmentSchema,
  bulkBody,
  bulkSchema,
  candidatesQuery,
  candidatesSchema,
  coHandlingList,
  coHandlingQuery,
  type coHandlingSchema,
} from './schemas.ts';
import {
  type AssignmentKind,
  answerCoHandling,
  type CoHandling,
  endCoHandling,
  findCoHandling,
  insertCoHandling,
  listAssignments,
  listCandidates,
  listCoHandlingFor,
  listCoHandlingOf,
  type Recorder,
} from './store.ts';

const TAGS = ['requests'];
const CO_HANDLING = 'co-handling';
const LISTED = 200;
const parameters = z.object({ id: z.uuid() });

const conflict = (detail: string): ProblemError =>
  new ProblemError(409, `${detail}。`, { kind: 'changed-meanwhile', title: '他人已先行办理' });

/** 分派与协办: who handles a case, who helps, and the history of both. */
export function registerAssignmentRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

  async function load(id: string): Promise<StoredApplication> {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    return application;
  }

  async function targetOf(application: StoredApplication) {
    const { state } = readCase(application.events, context.today(), await context.calendar());
    return { organCode: application.organCode, state };
  }

  function recorder(request: FastifyRequest, grant: Grant): Recorder {
    return { id: requireActor(request).personId, name: recorderOf(request, grant.postTitle) };
  }

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
    const target = await targetOf(application);
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
      const application = await load(request.params.id);
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
          const application = await load(id);
          const decision = decide(requireActor(request), 'requests.assign', await targetOf(application));
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
      const application = await load(request.params.id);
      const target = await targetOf(application);
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
        coHandling: await Promise.all(asked.map((one) => view(one))),
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

  async function view(one: CoHandling) {
    const organs = await listOrgans(db, division);
    const nameOf = (code: string | undefined) => organs.find((organ) => organ.code === code)?.name ?? '';
    const number = (await listNumbers(db, division, [one.applicationId])).get(one.applicationId) ?? '';
    const from = (await listOrgansOf(db, division, [one.applicationId])).get(one.applicationId);
    const person =
      one.personId === null
        ? undefined
        : await db.selectFrom('person').select('full_name').where('id', '=', one.personId).executeTakeFirst();
    const state = one.answeredAt !== null ? ('answered' as const) : one.endedAt !== null ? ('ended' as const) : 'open';
    return {
      id: one.id,
      applicationId: one.applicationId,
      applicationNumber: number,
      fromOrganName: nameOf(from),
      organCode: one.organCode,
      organName: nameOf(one.organCode),
      personName: person?.full_name ?? null,
      matter: one.matter,
      respondBy: one.respondBy,
      workingDaysLeft:
        state === 'open'
          ? daysLeft(one.respondBy, context.today(), (await context.calendar()).withProvisionalYears())
          : null,
      askedAt: one.askedAt.toISOString(),
      askedBy: one.askedBy,
      answer: one.answer,
      answeredAt: one.answeredAt?.toISOString() ?? null,
      answeredBy: one.answeredBy,
      state,
    } satisfies z.infer<typeof coHandlingSchema>;
  }

  api.post(
    '/api/v1/requests/:id/co-handling',
    {
      config: requirePermission('requests.ask-co-handling'),
      schema: {
        tags: TAGS,
        operationId: 'askCoHandling',
        summary: 'Ask another organ or a colleague for a part of the work; applicants are not named to them',
        params: parameters,
        body: askBody,
        response: { 201: z.object({ id: z.uuid() }), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const application = await load(request.params.id);
      const grant = authorise(request, 'requests.ask-co-handling', await targetOf(application));
      const input = request.body;
      const fault = await coHandlingFault(input, application);
      if (fault)
        throw new ProblemError(400, `${fault.detail}。`, {
          kind: 'validation',
          errors: [{ in: 'body', pointer: fault.pointer, detail: fault.detail }],
        });
      const by = recorder(request, grant);
      const id = await auditedAct(request, grant, async (transaction) => {
        const made = await insertCoHandling(
          transaction,
          protection,
          division,
          { applicationId: application.id, ...input },
          by,
          context.now(),
        );
        await tellAsked(transaction, application, made, input);
        const { matter, ...plain } = input;
        const of = { divisionCode: division, kind: APPLICATION_SUBJECT, id: application.id };
        const detail = {
          organCode: application.organCode,
          subject: { kind: APPLICATION_SUBJECT, id: application.id },
          after: { coHandling: made, ...plain },
          personal: { of, content: { matter } },
        };
        return { answer: made, detail };
      });
      return reply.status(201).send({ id });
    },
  );

  async function coHandlingFault(
    { organCode, personId, respondBy }: z.infer<typeof askBody>,
    application: StoredApplication,
  ): Promise<{ pointer: string; detail: string } | null> {
    const organ = (await listOrgans(db, division)).find(({ code }) => code === organCode);
    if (!organ || organ.activeTo !== null) return { pointer: '/organCode', detail: '请选择协办机关' };
    if (respondBy !== null && respondBy < context.today())
      return { pointer: '/respondBy', detail: '答复期限不能早于今天' };
    if (personId === null)
      return organCode === application.organCode
        ? { pointer: '/personId', detail: '请本机关协办的，应当选择协办人' }
        : null;
    const candidates = await listCandidates(db, division, organCode, context.today());
    return candidates.some(({ id }) => id === personId)
      ? null
      : { pointer: '/personId', detail: '此人目前不在该机关承办依申请公开工作' };
  }

  async function tellAsked(
    transaction: Database,
    application: StoredApplication,
    id: string,
    { organCode, personId, respondBy }: z.infer<typeof askBody>,
  ): Promise<void> {
    const staff = await readStaff(transaction, division, context.today());
    const recipients = personId === null ? staff.holders(organCode, 'disclosure-officer', 'clerk') : [personId];
    await notify(
      transaction,
      division,
      {
        topic: 'assignment',
        key: `co-handling/${id}`,
        title: `请协办申请${application.number}`,
        body: respondBy === null ? '请登录办公系统查看协办事项。' : `请于${respondBy}前答复，详见办公系统。`,
        path: '/co-handling',
        organCode,
      },
      recipients,
      context.now(),
    );
  }

  api.get(
    '/api/v1/requests/co-handling',
    {
      config: requirePermission('requests.answer-co-handling'),
      schema: {
        tags: TAGS,
        operationId: 'listCoHandling',
        summary: 'What the person’s organs are asked to help with',
        querystring: coHandlingQuery,
        response: { 200: coHandlingList, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const organs = [...organsWhere(requireActor(request), 'requests.answer-co-handling')];
      const isOpen = request.query.view === 'open';
      const found = await listCoHandlingFor(db, protection, division, organs, isOpen, LISTED);
      return { items: await Promise.all(found.map((one) => view(one))) };
    },
  );

  api.post(
    '/api/v1/requests/co-handling/:id/answer',
    {
      config: requirePermission('requests.answer-co-handling'),
      schema: {
        tags: TAGS,
        operationId: 'answerCoHandling',
        summary: 'Answer what one’s organ was asked for',
        params: parameters,
        body: answerBody,
        response: { 204: z.null(), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const found = await findCoHandling(db, protection, division, request.params.id);
      if (!found) throw notFound();
      const grant = authorise(request, 'requests.answer-co-handling', { organCode: found.organCode });
      const by = recorderOf(request, grant.postTitle);
      await auditedAct(request, grant, async (transaction) => {
        const done = await answerCoHandling(
          transaction,
          protection,
          division,
          found,
          request.body.answer,
          by,
          context.now(),
        );
        if (!done) throw conflict('这项协办已经答复或者不再需要');
        const number = (await listNumbers(transaction, division, [found.applicationId])).get(found.applicationId);
        await notify(
          transaction,
          division,
          {
            topic: 'assignment',
            key: `co-handling-answered/${found.id}`,
            title: `申请${number}的协办已答复`,
            body: `由${by}答复，请登录办公系统查看。`,
            path: `/requests/${found.applicationId}`,
            organCode: found.organCode,
          },
          [found.askedById],
          context.now(),
        );
        const of = { divisionCode: division, kind: APPLICATION_SUBJECT, id: found.applicationId };
        const detail = {
          organCode: found.organCode,
          subject: { kind: CO_HANDLING, id: found.id },
          personal: { of, content: { answer: request.body.answer } },
        };
        return { answer: undefined, detail };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/requests/co-handling/:id/end',
    {
      config: requirePermission('requests.ask-co-handling', 'requests.end-co-handling'),
      schema: {
        tags: TAGS,
        operationId: 'endCoHandling',
        summary: 'Tell that the help is no longer needed',
        params: parameters,
        response: { 204: z.null(), ...problemResponses(401, 404, 409) },
      },
    },
    async (request, reply) => {
      const found = await findCoHandling(db, protection, division, request.params.id);
      if (!found) throw notFound();
      const application = await load(found.applicationId);
      const grant = authorise(request, 'requests.ask-co-handling', await targetOf(application));
      await auditedAct(request, grant, async (transaction) => {
        if (!(await endCoHandling(transaction, division, found.id, context.now())))
          throw conflict('这项协办已经答复或者不再需要');
        const detail = { organCode: application.organCode, subject: { kind: CO_HANDLING, id: found.id } };
        return { answer: undefined, detail };
      });
      return reply.status(204).send(null);
    },
  );
}
