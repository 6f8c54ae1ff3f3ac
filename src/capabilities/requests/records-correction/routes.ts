import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { maskApplicantName } from '../api/applicant.ts';
import { type RequestsContext, recorderOf } from '../api/context.ts';
import { dateInput, lineInput } from '../api/event-input.ts';
import { organCodeInput } from '../api/schemas.ts';
import { daysLeft } from '../api/worklist-view.ts';
import { reviewOrgansOfOrgan } from '../letters/organ-position.ts';
import { nextNumber } from '../store/applications.ts';
import {
  type CorrectionEvent,
  CorrectionRefusedError,
  correctionEventLabels,
  correctionLetter,
  correctionOutcomes,
  nextCorrectionActs,
} from './course.ts';
import {
  appendCorrectionEvent,
  CORRECTION_SUBJECT,
  findCorrectionRequest,
  insertCorrection,
  listCorrections,
  type StoredCorrectionRequest,
} from './store.ts';

const TAGS = ['records-correction'];
const LISTED = 500;
const parameters = z.object({ id: z.uuid() });

const longText = (what: string, longest = 1000) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(longest, `${what}不能超过${longest}个字符`)
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\ufffd]*$/, '不能包含控制字符或者乱码');

const itemSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    number: z.string(),
    applicant: z.string().describe('masked for those who do not handle it'),
    record: z.string(),
    receivedOn: z.string(),
    answerBy: z.string().nullable(),
    workingDaysLeft: z.int().nullable(),
    state: z.enum(['open', 'closed']),
    outcomeLabel: z.string().nullable(),
    closedOn: z.string().nullable(),
  })
  .meta({ id: 'RecordsCorrectionItem' });

const caseSchema = itemSchema
  .extend({
    requested: z.string(),
    evidence: z.string(),
    version: z.int(),
    today: z.string(),
    events: z.array(
      z.object({
        sequence: z.int(),
        label: z.string(),
        on: z.string(),
        details: z.array(z.object({ label: z.string(), value: z.string() })),
        recordedBy: z.string(),
        recordedAt: z.string(),
      }),
    ),
    acts: z.array(z.object({ key: z.string(), label: z.string() })),
    outcomes: z.array(z.object({ key: z.string(), label: z.string() })),
    letter: z
      .object({ title: z.string(), paragraphs: z.array(z.string()) })
      .nullable()
      .describe('the text of the answer'),
  })
  .meta({ id: 'RecordsCorrection' });

const registerBody = z
  .object({
    organCode: organCodeInput,
    applicantName: lineInput('申请人姓名或者名称', 100),
    record: longText('申请更正的记录', 500),
    requested: longText('更正请求'),
    evidence: longText('证明记录不准确的证据'),
    receivedOn: dateInput,
    answerBy: dateInput.nullable().default(null),
  })
  .meta({ id: 'RegisterRecordsCorrection' });

const on = dateInput;
const eventInput = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('evidence-requested'), on, what: longText('需要补充的材料', 500) }),
    z.object({ kind: z.literal('evidence-given'), on }),
    z.object({ kind: z.literal('verified'), on, finding: longText('核实情况') }),
    z.object({
      kind: z.literal('answered'),
      on,
      outcome: z.enum(['corrected', 'refused', 'transferred', 'redirected'], { error: '请选择处理结果' }),
      text: longText('更正的内容或者理由'),
      competent: z.string().trim().max(100).nullable().default(null),
    }),
    z.object({ kind: z.literal('withdrawn'), on }),
  ],
  { error: '没有这种事项' },
);
const recordBody = z
  .object({ version: z.int().min(1), event: eventInput })
  .meta({ id: 'RecordRecordsCorrectionEvent' });

function fieldFault(pointer: string, detail: string): ProblemError {
  return new ProblemError(400, `${detail}。`, { kind: 'validation', errors: [{ in: 'body', pointer, detail }] });
}

/** 条例 Art. 41: requests to correct one's own records, a course beside the applications. */
export function registerCorrectionRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

  async function itemOf(found: StoredCorrectionRequest, isHandler: boolean) {
    const organs = await listOrgans(db, division);
    const calendar = (await context.calendar()).withProvisionalYears();
    const { outcome } = found;
    return {
      id: found.id,
      organCode: found.organCode,
      organName: organs.find(({ code }) => code === found.organCode)?.name ?? found.organCode,
      number: found.number,
      applicant: isHandler ? found.applicantName : maskApplicantName(found.applicantName, 'natural'),
      record: found.record,
      receivedOn: found.receivedOn,
      answerBy: found.answerBy,
      workingDaysLeft: found.state === 'open' ? daysLeft(found.answerBy, context.today(), calendar) : null,
      state: found.state,
      outcomeLabel: outcome === null ? null : correctionOutcomes[outcome as keyof typeof correctionOutcomes].label,
      closedOn: found.closedOn,
    };
  }

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
      return { items: await Promise.all(found.map((one) => itemOf(one, false))) };
    },
  );

  api.get(
    '/api/v1/records-corrections/:id',
    {
      config: requirePermission('records-correction.read'),
      schema: {
        tags: TAGS,
        operationId: 'getRecordsCorrection',
        summary: 'A request with its course and the text of its answer; the look is on record',
        params: parameters,
        response: { 200: caseSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const found = await findCorrectionRequest(db, protection, division, request.params.id);
      if (!found) throw notFound();
      const { organCode } = found;
      const grant = authorise(request, 'records-correction.read', { organCode });
      const isHandler = decide(requireActor(request), 'records-correction.handle', { organCode }).allowed;
      // Whose records they are is personal data: every look is on record.
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: { action: 'records-correction.open', organCode, subject: { kind: CORRECTION_SUBJECT, id: found.id } },
      }));
      const acts = isHandler && found.state === 'open' ? nextCorrectionActs(found.events) : [];
      return {
        ...(await itemOf(found, isHandler)),
        requested: found.requested,
        evidence: found.evidence,
        version: found.events.length,
        today: context.today(),
        events: found.events.map((event, i) => ({
          sequence: i + 1,
          label: correctionEventLabels[event.kind],
          on: event.on,
          details: detailsOf(event),
          recordedBy: event.recordedBy,
          recordedAt: event.recordedAt.toISOString(),
        })),
        acts: acts.map((key) => ({ key, label: correctionEventLabels[key] })),
        outcomes: Object.entries(correctionOutcomes)
          .filter(([key]) => key !== 'withdrawn')
          .map(([key, { label }]) => ({ key, label })),
        letter: isHandler ? await letterOf(found) : null,
      };
    },
  );

  async function letterOf(found: StoredCorrectionRequest) {
    const answered = found.events.find((event) => event.kind === 'answered');
    if (answered?.kind !== 'answered' || answered.text === undefined) return null;
    const organs = await listOrgans(db, division);
    const organ = organs.find(({ code }) => code === found.organCode)!;
    const verified = found.events.findLast((event) => event.kind === 'verified');
    return correctionLetter({
      organName: organ.name,
      letterNumber: answered.letterNumber,
      applicantName: found.applicantName,
      record: found.record,
      requested: found.requested,
      receivedOn: found.receivedOn,
      answeredOn: answered.on,
      outcome: answered.outcome,
      finding: verified?.kind === 'verified' ? verified.finding : null,
      text: answered.text,
      competent: answered.competent,
      remedy: answered.outcome === 'refused' ? remedyOf(reviewOrgansOfOrgan(organ, organs, answered.on)) : null,
    });
  }

  api.post(
    '/api/v1/records-corrections',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'registerRecordsCorrection',
        summary: 'Register a request to correct own records',
        body: registerBody,
        response: { 201: z.object({ id: z.uuid(), number: z.string() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const input = request.body;
      if (!organsWhere(requireActor(request), 'records-correction.handle').has(input.organCode)) throw notFound();
      const grant = authorise(request, 'records-correction.handle', { organCode: input.organCode });
      if (input.receivedOn > context.today()) throw fieldFault('/receivedOn', '收到日期不能晚于今天');
      if (input.answerBy !== null && input.answerBy < input.receivedOn)
        throw fieldFault('/answerBy', '答复期限不能早于收到日期');
      const made = await auditedAct(request, grant, async (transaction) => {
        const recorder = recorderOf(request, grant.postTitle);
        const done = await insertCorrection(transaction, protection, division, input, recorder, context.now());
        const { organCode, receivedOn, answerBy, ...personal } = input;
        const detail = {
          action: 'records-correction.register',
          organCode,
          subject: { kind: CORRECTION_SUBJECT, id: done.id },
          after: { number: done.number, receivedOn, answerBy },
          personal: { of: { divisionCode: division, kind: CORRECTION_SUBJECT, id: done.id }, content: personal },
        };
        return { answer: done, detail };
      });
      return reply.status(201).send(made);
    },
  );

  api.post(
    '/api/v1/records-corrections/:id/events',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'recordRecordsCorrectionEvent',
        summary: 'Record a step of a request; its answer gets a number of its own series',
        params: parameters,
        body: recordBody,
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const found = await findCorrectionRequest(db, protection, division, request.params.id);
      if (!found) throw notFound();
      const { organCode } = found;
      const grant = authorise(request, 'records-correction.handle', { organCode });
      const { version, event: input } = request.body;
      if (input.on > context.today()) throw fieldFault('/event/on', '日期不能晚于今天');
      const changed = new ProblemError(409, '这件更正申请刚刚被他人更新，请核对后再办理。', {
        kind: 'changed-meanwhile',
        title: '他人已先行办理',
      });
      if (version !== found.events.length) throw changed;
      const organ = (await listOrgans(db, division)).find(({ code }) => code === organCode)!;
      try {
        await auditedAct(request, grant, async (transaction) => {
          const letterNumber =
            input.kind === 'answered'
              ? await letterNumberOf(transaction, organ.code, organ.shortName, input.on)
              : undefined;
          const event = { ...input, ...(letterNumber ? { letterNumber } : {}) } as CorrectionEvent;
          const recorder = recorderOf(request, grant.postTitle);
          const now = context.now();
          if (!(await appendCorrectionEvent(transaction, protection, division, found, event, recorder, now)))
            throw changed;
          const { kind, on: day, ...content } = event;
          const detail = {
            action: `records-correction.${kind}`,
            organCode,
            subject: { kind: CORRECTION_SUBJECT, id: found.id },
            before: { events: version },
            after: { on: day, ...(letterNumber ? { letterNumber } : {}) },
            personal: { of: { divisionCode: division, kind: CORRECTION_SUBJECT, id: found.id }, content },
          };
          return { answer: undefined, detail };
        });
      } catch (error) {
        if (error instanceof CorrectionRefusedError)
          throw new ProblemError(422, `${error.message}。`, { kind: 'act-refused', title: '依法不能办理' });
        throw error;
      }
      return { version: version + 1 };
    },
  );

  /** Answers are numbered apart from replies to applications, without gaps either. */
  async function letterNumberOf(
    transaction: Parameters<typeof nextNumber>[0],
    organCode: string,
    shortName: string,
    day: PlainDate,
  ): Promise<string> {
    const year = yearOf(day);
    const number = await nextNumber(transaction, division, organCode, 'records-correction-letter', year);
    return `${shortName}更复〔${year}〕${number}号`;
  }
}

function remedyOf(organs: readonly string[]): string {
  const organ = organs.join('或者') || '有管辖权的行政复议机关';
  return `如对本答复不服，可以自收到本答复书之日起六十日内向${organ}申请行政复议，或者自收到本答复书之日起六个月内依法向人民法院提起行政诉讼。`;
}

function detailsOf(event: CorrectionEvent): { label: string; value: string }[] {
  const details: { label: string; value: string }[] = [];
  const add = (label: string, value: string | null | undefined): void => {
    if (value) details.push({ label, value });
  };
  if (event.kind === 'evidence-requested') add('需要补充', event.what);
  if (event.kind === 'verified') add('核实情况', event.finding);
  if (event.kind === 'answered') {
    add('处理结果', correctionOutcomes[event.outcome]?.label);
    add('文号', event.letterNumber);
    add('内容', event.text);
    add('有权更正的机关', event.competent);
  }
  return details;
}
