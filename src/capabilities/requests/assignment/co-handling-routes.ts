import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
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
import { notify, readStaff } from '../../../platform/notifications/index.ts';
import { type RequestsContext, recorderOf } from '../api/context.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import type { StoredApplication } from '../store/applications.ts';
import { listNumbers } from '../store/replies.ts';
import { viewCoHandling } from './co-handling-view.ts';
import { answerBody, askBody, coHandlingList, coHandlingQuery } from './schemas.ts';
import { conflict, load, parameters, recorder, TAGS, targetOf } from './shared.ts';
import {
  answerCoHandling,
  endCoHandling,
  findCoHandling,
  insertCoHandling,
  listCandidates,
  listCoHandlingFor,
} from './store.ts';

const CO_HANDLING = 'co-handling';
const LISTED = 200;

/** 协办: another organ or a colleague is asked for a part of the work, answers, or is told that it is no longer needed. */
export function registerCoHandlingRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

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
      const application = await load(context, request.params.id);
      const grant = authorise(request, 'requests.ask-co-handling', await targetOf(context, application));
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
      return { items: await viewCoHandling(context, found) };
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
      const application = await load(context, found.applicationId);
      const grant = authorise(request, 'requests.ask-co-handling', await targetOf(context, application));
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
