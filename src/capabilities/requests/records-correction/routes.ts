import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fieldFault, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { type RequestsContext, recorderOf } from '../api/context.ts';
import { organCodeInput } from '../api/schemas.ts';
import { formatCode, formatReference } from '../rules/intake/reference.ts';
import { correctionCases } from './case.ts';
import { caseSchema, itemSchema, parameters, recordBody, registerBody, registeredSchema } from './schemas.ts';
import { CORRECTION_SUBJECT, insertCorrection, listCorrections, renewCorrectionCode } from './store.ts';

const TAGS = ['records-correction'];
const LISTED = 500;

/** 条例 Art. 41: requests to correct one's own records, a course beside the applications. */
export function registerCorrectionRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);
  const cases = correctionCases(context);

  api.get(
    '/api/v1/records-corrections',
    {
      config: requirePermission('records-correction.read'),
      schema: {
        tags: TAGS,
        operationId: 'listRecordsCorrections',
        summary: 'Requests to correct own records, names masked',
        querystring: z.object({
          organ: organCodeInput.optional(),
          view: z.enum(['open', 'closed', 'all']).default('open'),
        }),
        response: {
          200: z.object({ items: z.array(itemSchema) }).meta({ id: 'RecordsCorrectionList' }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const reached = organsWhere(requireActor(request), 'records-correction.read');
      const { organ, view } = request.query;
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const organCodes = organ === undefined ? [...reached] : [organ];
      const found = await listCorrections(db, protection, division, { organCodes, view, limit: LISTED });
      return { items: await Promise.all(found.map((one) => cases.item(one, false))) };
    },
  );

  api.get(
    '/api/v1/records-corrections/:id',
    {
      config: requirePermission('records-correction.read'),
      schema: {
        tags: TAGS,
        operationId: 'getRecordsCorrection',
        summary: 'A request with its course and the letter that answers it; the look is on record',
        params: parameters,
        response: { 200: caseSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const found = await cases.open(request, request.params.id);
      const { organCode } = found;
      const grant = authorise(request, 'records-correction.read', { organCode });
      // Whose records they are is personal data: every look is on record.
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: { action: 'records-correction.open', organCode, subject: { kind: CORRECTION_SUBJECT, id: found.id } },
      }));
      return cases.page(request, found);
    },
  );

  api.post(
    '/api/v1/records-corrections',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'registerRecordsCorrection',
        summary: 'Register a request to correct own records; the applicant follows it by number and code',
        body: registerBody,
        response: { 201: registeredSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const input = request.body;
      if (!organsWhere(requireActor(request), 'records-correction.handle').has(input.organCode)) throw notFound();
      const grant = authorise(request, 'records-correction.handle', { organCode: input.organCode });
      if (input.receivedOn > context.today()) throw fieldFault('/receivedOn', '收到日期不能晚于今天');
      if (input.answerBy !== null && input.answerBy < input.receivedOn)
        throw fieldFault('/answerBy', '答复期限不能早于收到日期');
      const { id, number, code } = await auditedAct(request, grant, async (transaction) => {
        const recorder = recorderOf(request, grant.postTitle);
        const done = await insertCorrection(transaction, protection, division, input, recorder, context.now());
        const { organCode, receivedOn, answerBy, isOrganisation, ...personal } = input;
        const detail = {
          action: 'records-correction.register',
          organCode,
          subject: { kind: CORRECTION_SUBJECT, id: done.id },
          after: { number: done.number, receivedOn, answerBy, isOrganisation },
          personal: { of: { divisionCode: division, kind: CORRECTION_SUBJECT, id: done.id }, content: personal },
        };
        return { answer: done, detail };
      });
      const reference = formatReference({ organCode: input.organCode, number });
      return reply.status(201).send({ id, number, reference, code: formatCode(code) });
    },
  );

  api.post(
    '/api/v1/records-corrections/:id/events',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'recordRecordsCorrectionEvent',
        summary: 'Record a step of a request',
        params: parameters,
        body: recordBody,
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const found = await cases.open(request, request.params.id);
      const { version, event } = request.body;
      if (event.on > context.today()) throw fieldFault('/event/on', '日期不能晚于今天');
      const moved = await cases.move(request, found, 'records-correction.handle', version, () => [event]);
      return { version: moved.version };
    },
  );

  api.post(
    '/api/v1/records-corrections/:id/access-code',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'renewRecordsCorrectionCode',
        summary: 'A new code in place of one that was lost; the old one opens nothing any more',
        params: parameters,
        response: {
          200: registeredSchema.pick({ reference: true, code: true }).meta({ id: 'RecordsCorrectionCode' }),
          ...problemResponses(401, 404),
        },
      },
    },
    async (request) => {
      const found = await cases.open(request, request.params.id);
      const { id, organCode } = found;
      const grant = authorise(request, 'records-correction.handle', { organCode });
      const code = await auditedAct(request, grant, async (transaction) => ({
        answer: await renewCorrectionCode(transaction, protection, division, id),
        detail: {
          action: 'records-correction.renew-code',
          organCode,
          subject: { kind: CORRECTION_SUBJECT, id },
        },
      }));
      return { reference: formatReference(found), code: formatCode(code) };
    },
  );
}
