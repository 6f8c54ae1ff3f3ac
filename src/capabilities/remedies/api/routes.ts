import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type PlainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { JsonValue } from '../../../platform/audit/index.ts';
import { calendarReader } from '../../../platform/calendars/cache.ts';
import type { Database } from '../../../platform/database/index.ts';
import { fieldFault, fileResponse, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type Act,
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
import { RemedyChangedError, RemedyNotFoundError, recordRemedyEvent } from '../commands/record-remedy-event.ts';
import { RemedyFieldError, registerRemedy } from '../commands/register-case.ts';
import { attackedKinds, lessonTopics, remedyKindLabels, remedyResultLabels } from '../rules/conclusions.ts';
import { appealOutcomes, RemedyRefusedError } from '../rules/course.ts';
import { findRemedy, insertLesson, type RemedyQuery, searchRemedies } from '../store/register.ts';
import type { StoredRemedy } from '../store/remedy-cases.ts';
import { readApplicationRemedies, readRemedyCase } from './case.ts';
import { readViewContext } from './context.ts';
import {
  applicationRemediesSchema,
  lessonSchema,
  recordRemedySchema,
  registerRemedySchema,
  remedyCaseSchema,
  remedyEventOf,
  remedyListSchema,
  remedyQuery,
  remedyTermsSchema,
} from './schemas.ts';
import { byUrgency, type RemedyItem, remedyItem } from './view.ts';

export interface RemediesApiOptions {
  db: Database;
  division: string;
  /** For tests. */
  clock?: () => Date;
}

const TAGS = ['remedies'];
const SUBJECT = 'remedy';
/** More cases than a city has in years. */
const AT_MOST = 2000;
const parameters = z.object({ id: z.uuid() });

/** Says to a form what rules and commands say. */
async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RemedyNotFoundError) throw notFound();
    if (error instanceof RemedyChangedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'changed-meanwhile', title: '他人已先行办理' });
    if (error instanceof RemedyFieldError)
      throw new ProblemError(400, `${error.message}。`, {
        kind: 'validation',
        errors: [{ in: 'body', pointer: `/${error.field}`, detail: error.message }],
      });
    if (error instanceof RemedyRefusedError)
      throw new ProblemError(422, `${error.message}。`, { kind: 'act-refused', title: '依法不能办理' });
    throw error;
  }
}

const labelled = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).map(([key, label]) => ({ key, label }));

/** `/api/v1/remedies…`: the register of cases, a case with its clocks, its acts and lessons. Register identity first. */
export function registerRemedyRoutes(app: FastifyInstance, { db, division, clock }: RemediesApiOptions): void {
  const api = zodRoutes(app);
  const readCalendar = calendarReader(db);
  const now = clock ?? (() => new Date());
  const todayOf = (): PlainDate => shanghaiDate(now());

  async function load(request: FastifyRequest, id: string, act: Act): Promise<{ remedy: StoredRemedy; grant: Grant }> {
    const remedy = await findRemedy(db, division, id);
    if (!remedy) throw notFound();
    return { remedy, grant: authorise(request, act, { organCode: remedy.organCode }) };
  }

  function queryOf(request: FastifyRequest, query: z.infer<typeof remedyQuery>): RemedyQuery {
    const reached = organsWhere(requireActor(request), 'remedies.read');
    if (query.organ !== undefined && !reached.has(query.organ)) throw notFound();
    return {
      divisionCode: division,
      organCodes: query.organ === undefined ? [...reached] : [query.organ],
      view: query.view,
      today: todayOf(),
      ...(query.kind ? { kinds: query.kind } : {}),
      ...(query.result ? { results: query.result } : {}),
      ...(query.attacked ? { attacked: query.attacked } : {}),
      ...(query.filedFrom ? { filedFrom: query.filedFrom } : {}),
      ...(query.filedTo ? { filedTo: query.filedTo } : {}),
      ...(query.q ? { text: query.q } : {}),
    };
  }

  /** What presses first; in the open view without those whose order was obeyed. */
  async function itemsOf(query: RemedyQuery): Promise<{ items: RemedyItem[]; truncated: boolean }> {
    const found = await searchRemedies(db, query, AT_MOST + 1);
    const truncated = found.length > AT_MOST;
    if (truncated) found.length = AT_MOST;
    const view = await readViewContext(db, division, found, query.today, await readCalendar());
    const items = found.map((remedy) => remedyItem(remedy, view));
    if (query.view === 'closed') return { items, truncated };
    const open =
      query.view === 'all' ? items : items.filter(({ result, next }) => result === 'pending' || next !== null);
    return { items: query.view === 'all' ? open : open.sort(byUrgency), truncated };
  }

  api.get(
    '/api/v1/remedies',
    {
      config: requirePermission('remedies.read'),
      schema: {
        tags: TAGS,
        operationId: 'listRemedies',
        summary: 'Reconsideration and litigation of the organs a person’s posts reach, the most pressing first',
        querystring: remedyQuery,
        response: { 200: remedyListSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { items, truncated } = await itemsOf(queryOf(request, request.query));
      return { items, total: items.length, truncated };
    },
  );

  api.get(
    '/api/v1/remedies/export.xlsx',
    {
      config: requirePermission('remedies.export'),
      schema: {
        tags: TAGS,
        operationId: 'exportRemedies',
        summary: 'The list as a workbook',
        querystring: remedyQuery,
        response: {
          ...fileResponse('工作簿，一行一件案件', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request, reply) => {
      const { items } = await itemsOf(queryOf(request, request.query));
      // The workbook's library is loaded with the first export, not at each start.
      const { remedyWorkbook } = await import('./export.ts');
      return (
        reply
          .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
          .header('content-disposition', `attachment; filename="remedies-${todayOf()}.xlsx"`)
          // The described answers are problems only; a workbook has no schema.
          .send(Readable.fromWeb(remedyWorkbook(items) as WebStream) as never)
      );
    },
  );

  api.get(
    '/api/v1/remedies/terms',
    {
      config: requirePermission('remedies.read'),
      schema: {
        tags: TAGS,
        operationId: 'getRemedyTerms',
        summary: 'The words of kinds, results and topics',
        response: { 200: remedyTermsSchema, ...problemResponses(401) },
      },
    },
    async (request) => {
      const reached = organsWhere(requireActor(request), 'remedies.record');
      return {
        kinds: labelled(remedyKindLabels),
        attacked: labelled(attackedKinds),
        results: labelled(remedyResultLabels),
        appealOutcomes: labelled(appealOutcomes),
        topics: labelled(lessonTopics),
        organs: (await listOrgans(db, division))
          .filter(({ code }) => reached.has(code))
          .map(({ code, name }) => ({ code, name })),
      };
    },
  );

  api.get(
    '/api/v1/remedies/:id',
    {
      config: requirePermission('remedies.read'),
      schema: {
        tags: TAGS,
        operationId: 'getRemedy',
        summary: 'A case: its course, every clock of it, what may be recorded next, its lessons',
        params: parameters,
        response: { 200: remedyCaseSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { remedy } = await load(request, request.params.id, 'remedies.read');
      const mayRecord = decide(requireActor(request), 'remedies.record', { organCode: remedy.organCode }).allowed;
      return readRemedyCase(db, division, remedy, todayOf(), await readCalendar(), mayRecord);
    },
  );

  api.get(
    '/api/v1/requests/:id/remedies',
    {
      config: requirePermission('remedies.read'),
      schema: {
        tags: TAGS,
        operationId: 'getApplicationRemedies',
        summary: 'Cases over an application, what of it can be attacked, where and until when',
        params: parameters,
        response: { 200: applicationRemediesSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const found = await readApplicationRemedies(db, division, request.params.id, todayOf(), await readCalendar());
      if (!found) throw notFound();
      const { organCode, ...answer } = found;
      authorise(request, 'remedies.read', { organCode });
      const mayRegister = decide(requireActor(request), 'remedies.record', { organCode }).allowed;
      return { ...answer, mayRegister };
    },
  );

  api.post(
    '/api/v1/remedies',
    {
      config: requirePermission('remedies.record'),
      schema: {
        tags: TAGS,
        operationId: 'registerRemedy',
        summary: 'Register a reconsideration or a suit',
        body: registerRemedySchema,
        response: { 201: z.object({ id: z.uuid() }), ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const input = request.body;
      if (!organsWhere(requireActor(request), 'remedies.record').has(input.organCode)) throw notFound();
      const grant = authorise(request, 'remedies.record', { organCode: input.organCode });
      if (input.filedOn > todayOf()) throw fieldFault('/filedOn', '提起日期不能晚于今天');
      const calendar = await readCalendar();
      const recorder = recorderOf(request, grant);
      const id = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const made = await registerRemedy(transaction, division, input, calendar, recorder);
          const detail = {
            action: 'remedies.register',
            organCode: input.organCode,
            subject: { kind: SUBJECT, id: made },
            after: input as unknown as JsonValue,
          };
          return { answer: made, detail };
        }),
      );
      return reply.status(201).send({ id });
    },
  );

  api.post(
    '/api/v1/remedies/:id/events',
    {
      config: requirePermission('remedies.record'),
      schema: {
        tags: TAGS,
        operationId: 'recordRemedyEvent',
        summary: 'Record a step of a case; an order to answer anew opens it on the old application',
        params: parameters,
        body: recordRemedySchema,
        response: {
          200: z.object({ version: z.int(), openedReanswer: z.boolean() }),
          ...problemResponses(400, 401, 404, 409, 422),
        },
      },
    },
    async (request) => {
      const { remedy, grant } = await load(request, request.params.id, 'remedies.record');
      const { version } = request.body;
      const event = remedyEventOf(request.body.event);
      if (event.on > todayOf()) throw fieldFault('/event/on', '日期不能晚于今天');
      const calendar = await readCalendar();
      const recorder = recorderOf(request, grant);
      const openedReanswer = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const done = await recordRemedyEvent(transaction, division, remedy.id, event, calendar, recorder, version);
          const { kind, ...content } = event;
          const detail = {
            action: `remedies.record.${kind}`,
            organCode: remedy.organCode,
            subject: { kind: SUBJECT, id: remedy.id },
            before: { state: remedy.state, events: version },
            after: { ...content, openedReanswer: done.openedReanswer } as unknown as JsonValue,
          };
          return { answer: done.openedReanswer, detail };
        }),
      );
      return { version: version + 1, openedReanswer };
    },
  );

  api.post(
    '/api/v1/remedies/:id/lessons',
    {
      config: requirePermission('remedies.record'),
      schema: {
        tags: TAGS,
        operationId: 'addRemedyLesson',
        summary: 'Keep what a case taught',
        params: parameters,
        body: lessonSchema,
        response: { 201: z.object({ sequence: z.int() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { remedy, grant } = await load(request, request.params.id, 'remedies.record');
      const input = request.body;
      const sequence = await auditedAct(request, grant, async (transaction) => ({
        answer: await insertLesson(transaction, division, remedy.id, input, recorderOf(request, grant), now()),
        detail: {
          action: 'remedies.lesson',
          organCode: remedy.organCode,
          subject: { kind: SUBJECT, id: remedy.id },
          after: input,
        },
      }));
      return reply.status(201).send({ sequence });
    },
  );
}

/** How the record names who did it. */
function recorderOf(request: FastifyRequest, { postTitle }: Grant): string {
  return `${requireActor(request).person.fullName}（${postTitle}）`;
}
