import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addMonths, shanghaiDate, yearOf } from '../../../kernel/calendar/index.ts';
import { calendarReader } from '../../../platform/calendars/cache.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type AuditDetail,
  auditedAct,
  authorise,
  findOrgan,
  type Grant,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { recordCleanUp, relateDocuments, setSuspended } from '../commands/change-validity.ts';
import { recordDocumentStep } from '../commands/record-step.ts';
import { registerDocument } from '../commands/register-document.ts';
import { cleanUpLabels } from '../rules/clean-up.ts';
import { EXPIRY_WARNING_MONTHS } from '../rules/expiry.ts';
import { findGaps, parseUnifiedNumber } from '../rules/numbering.ts';
import { stepLabels } from '../rules/procedure.ts';
import { relationLabels } from '../rules/relations.ts';
import { validityLabels } from '../rules/validity.ts';
import { listCleanUps, listLibrary, listUnifiedNumbers } from '../store/library.ts';
import {
  countDocuments,
  findNormativeDocument,
  type NormativeDocument,
  readNormativeDocuments,
} from '../store/normative-documents.ts';
import { asProblem, auditView, type DocumentApiOptions, labelled } from './desk.ts';
import {
  cleanUpListingSchema,
  cleanUpSchema,
  documentDetailSchema,
  documentSchema,
  libraryQuery,
  registrationSchema,
  relationSchema,
  stepSchema,
  summarySchema,
  suspensionSchema,
} from './schemas.ts';
import { detailView, documentView, UNFILED_MONTHS } from './view.ts';

const TAGS = ['documents'];

/** `/api/v1/documents…`: the library's desk. Every write is an audited act. */
export function registerDocumentApi(
  app: FastifyInstance,
  { db, division, clock, onValidityChange = async () => {} }: DocumentApiOptions,
): void {
  const api = zodRoutes(app);
  const now = clock ?? (() => new Date());
  const calendar = calendarReader(db);
  const today = () => shanghaiDate(now());
  const parameters = z.object({ id: z.uuid() });

  async function find(id: string): Promise<NormativeDocument> {
    const document = await findNormativeDocument(db, division, id);
    if (!document) throw notFound();
    return document;
  }

  function act<T>(
    request: FastifyRequest,
    grant: Grant,
    command: (transaction: Database) => Promise<{ answer: T; detail: AuditDetail }>,
  ): Promise<T> {
    return asProblem(() => auditedAct(request, grant, command));
  }

  const view = async (request: FastifyRequest, id: string) =>
    detailView(request, db, division, await find(id), today(), await calendar());

  api.get(
    '/api/v1/documents',
    {
      config: requirePermission('documents.read'),
      schema: {
        tags: TAGS,
        operationId: 'listNormativeDocuments',
        summary: '文件库：按文号、名称、机关、年份、有效性查找，有效期将满和没有备案的',
        querystring: libraryQuery,
        response: {
          200: z.object({ total: z.int(), documents: z.array(documentSchema) }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const { organ, q, status, year, expiringWithin, unfiled, limit, offset } = request.query;
      const reached = organsWhere(requireActor(request), 'documents.read');
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const { total, documents } = await listLibrary(db, division, {
        organCodes: organ === undefined ? [...reached] : [organ],
        ...(q ? { text: q } : {}),
        ...(status ? { status } : {}),
        ...(year === undefined ? {} : { year }),
        ...(expiringWithin === undefined ? {} : { expiringUntil: addMonths(today(), expiringWithin) }),
        ...(unfiled ? { unfiledFrom: addMonths(today(), -UNFILED_MONTHS) } : {}),
        limit,
        offset,
      });
      const organs = new Map((await listOrgans(db, division)).map((one) => [one.code, one]));
      return { total, documents: documents.map((one) => documentView(one, organs.get(one.organCode)?.name, today())) };
    },
  );

  api.get(
    '/api/v1/documents/summary',
    {
      config: requirePermission('documents.read'),
      schema: {
        tags: TAGS,
        operationId: 'getLibrarySummary',
        summary: '文件库的件数（与年度报告同源）、到期和备案提醒、统一编号空号，以及各表单的选项',
        querystring: z.object({
          organ: z.string().max(30).optional(),
          year: z.coerce.number().int().min(1949).max(2200).optional(),
        }),
        response: { 200: summarySchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const reached = organsWhere(requireActor(request), 'documents.read');
      const { organ } = request.query;
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const organCodes = organ === undefined ? [...reached] : [organ];
      const year = request.query.year ?? yearOf(today());
      const counts = await countDocuments(db, division, organCodes, year);
      const page = { organCodes, limit: 1, offset: 0 };
      const expiring = await listLibrary(db, division, {
        ...page,
        expiringUntil: addMonths(today(), EXPIRY_WARNING_MONTHS),
      });
      const unfiled = await listLibrary(db, division, { ...page, unfiledFrom: addMonths(today(), -UNFILED_MONTHS) });
      const numbers = (await listUnifiedNumbers(db, division, organCodes)).map(parseUnifiedNumber);
      const bySeries = Map.groupBy(numbers, (one) => `${one.series} ${one.year}`);
      const organs = (await listOrgans(db, division)).filter(({ code }) => reached.has(code));
      return {
        year,
        counts: (['rule', 'normative-document'] as const).map((kind) => ({ kind, ...counts[kind] })),
        expiring: expiring.total,
        unfiled: unfiled.total,
        gaps: [...bySeries.values()].flatMap((of) => {
          const missing = findGaps(of.map((one) => one.number));
          return missing.length > 0 ? [{ series: of[0]!.series, year: of[0]!.year, missing }] : [];
        }),
        series: [...new Set(numbers.map(({ series }) => series))].sort(),
        statuses: labelled(validityLabels),
        relations: (Object.keys(relationLabels) as (keyof typeof relationLabels)[]).map((key) => ({
          key,
          ...relationLabels[key],
        })),
        steps: labelled(stepLabels),
        results: labelled(cleanUpLabels),
        organs: organs.map(({ code, name }) => ({ code, name })),
      };
    },
  );

  api.get(
    '/api/v1/documents/:id',
    {
      config: requirePermission('documents.read'),
      schema: {
        tags: TAGS,
        operationId: 'getNormativeDocument',
        summary: '一份文件的登记、效力、关系、制定程序和备案',
        params: parameters,
        response: { 200: documentDetailSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const document = await find(request.params.id);
      authorise(request, 'documents.read', { organCode: document.organCode, state: document.status });
      return view(request, document.id);
    },
  );

  api.post(
    '/api/v1/documents',
    {
      config: requirePermission('documents.register'),
      schema: {
        tags: TAGS,
        operationId: 'registerNormativeDocument',
        summary: '统一登记、统一编号',
        body: registrationSchema,
        response: { 201: documentDetailSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { organCode } = request.body;
      const grant = authorise(request, 'documents.register', { organCode });
      if (!(await findOrgan(db, organCode))) throw notFound();
      if (request.body.issuedOn > today())
        throw new ProblemError(422, `制发日期${request.body.issuedOn}尚未到来。`, { kind: 'act-refused' });
      const registered = await act(request, grant, async (transaction) => {
        const answer = await registerDocument(transaction, division, request.body);
        return {
          answer,
          detail: { organCode, subject: { kind: 'document', id: answer.id }, after: auditView(answer) },
        };
      });
      return reply.status(201).send(await view(request, registered.id));
    },
  );

  api.post(
    '/api/v1/documents/:id/relations',
    {
      config: requirePermission('documents.change-validity', 'documents.relate'),
      schema: {
        tags: TAGS,
        operationId: 'relateNormativeDocuments',
        summary: '记录本文件修改、废止、替代、实施或者解释另一文件；与现状冲突的不予记录',
        params: parameters,
        body: relationSchema,
        response: { 200: documentDetailSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const newer = await find(request.params.id);
      const older = await find(request.body.toId);
      // The right is asked for the document that is changed, not in its state: an ended one is refused with what stands.
      const grant = authorise(request, 'documents.change-validity', { organCode: older.organCode, state: 'in-force' });
      await act(request, grant, async (transaction) => {
        const { relation, on, note } = request.body;
        const changed = await relateDocuments(transaction, division, {
          fromId: newer.id,
          toId: older.id,
          relation,
          on,
          note,
        });
        await onValidityChange(transaction, [changed]);
        return {
          answer: null,
          detail: {
            action: 'documents.relate',
            organCode: older.organCode,
            subject: { kind: 'document', id: older.id },
            reason: note,
            before: auditView(older),
            after: { ...auditView(changed), relation, on, by: newer.id },
          },
        };
      });
      return view(request, newer.id);
    },
  );

  api.post(
    '/api/v1/documents/:id/suspension',
    {
      config: requirePermission('documents.change-validity', 'documents.suspend'),
      schema: {
        tags: TAGS,
        operationId: 'suspendNormativeDocument',
        summary: '停止执行，或者恢复执行',
        params: parameters,
        body: suspensionSchema,
        response: { 200: documentDetailSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const document = await find(request.params.id);
      const grant = authorise(request, 'documents.change-validity', {
        organCode: document.organCode,
        state: document.status,
      });
      const { suspended, reason } = request.body;
      await act(request, grant, async (transaction) => {
        const changed = await setSuspended(transaction, division, document.id, suspended);
        await onValidityChange(transaction, [changed]);
        return {
          answer: null,
          detail: {
            action: suspended ? 'documents.suspend' : 'documents.resume',
            organCode: document.organCode,
            subject: { kind: 'document', id: document.id },
            reason,
            before: auditView(document),
            after: auditView(changed),
          },
        };
      });
      return view(request, document.id);
    },
  );

  api.post(
    '/api/v1/documents/:id/steps',
    {
      config: requirePermission('documents.record-step'),
      schema: {
        tags: TAGS,
        operationId: 'recordDocumentStep',
        summary: '记录公开征求意见、合法性审核、集体审议、备案、评估',
        params: parameters,
        body: stepSchema,
        response: { 200: documentDetailSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const document = await find(request.params.id);
      const right = request.body.kind === 'legal-review' ? 'documents.legal-review' : 'documents.record-step';
      const grant = authorise(request, right, { organCode: document.organCode, state: document.status });
      await act(request, grant, async (transaction) => {
        await recordDocumentStep(transaction, division, { documentId: document.id, ...request.body }, today());
        return {
          answer: null,
          detail: {
            action: right,
            organCode: document.organCode,
            subject: { kind: 'document', id: document.id },
            after: request.body,
          },
        };
      });
      return view(request, document.id);
    },
  );

  api.get(
    '/api/v1/clean-ups',
    {
      config: requirePermission('documents.read'),
      schema: {
        tags: TAGS,
        operationId: 'listCleanUps',
        summary: '历次清理和结果',
        response: { 200: z.array(cleanUpListingSchema), ...problemResponses(401, 404) },
      },
    },
    async () =>
      (await listCleanUps(db, division)).map((campaign) => ({
        ...campaign,
        counts: (Object.keys(cleanUpLabels) as (keyof typeof cleanUpLabels)[]).map((result) => ({
          result,
          label: cleanUpLabels[result],
          count: campaign.results.filter((one) => one.result === result).length,
        })),
        results: campaign.results.map((one) => ({ ...one, label: cleanUpLabels[one.result] })),
      })),
  );

  api.post(
    '/api/v1/clean-ups',
    {
      config: requirePermission('documents.clean-up'),
      schema: {
        tags: TAGS,
        operationId: 'recordCleanUp',
        summary: '登记一次清理的全部结果；其中一件不能办理的，全部不登记',
        body: cleanUpSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      if (request.body.decidedOn > today())
        throw new ProblemError(422, `决定日期${request.body.decidedOn}尚未到来。`, { kind: 'act-refused' });
      const ids = request.body.results.map(({ documentId }) => documentId);
      const before = await readNormativeDocuments(db, division, ids);
      let grant: Grant | undefined;
      for (const { organCode } of before) grant = authorise(request, 'documents.clean-up', { organCode });
      if (!grant) throw notFound();
      const id = randomUUID();
      const office = grant;
      await act(request, office, async (transaction) => {
        await recordCleanUp(transaction, division, { id, ...request.body });
        await onValidityChange(transaction, await readNormativeDocuments(transaction, division, ids));
        const { title, decidedOn, decidedBy, results } = request.body;
        return {
          answer: null,
          detail: {
            organCode: office.organCode,
            subject: { kind: 'clean-up', id },
            after: { title, decidedOn, decidedBy, results },
          },
        };
      });
      return reply.status(201).send({ id });
    },
  );
}
