import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonValue } from '../../../platform/audit/index.ts';
import { fieldFault, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, authorise, listOrgans, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { recordEvent } from '../commands/record-event.ts';
import { RequestChangedError } from '../commands/refused.ts';
import { feeByPage, feeOfItems } from '../rules/fees.ts';
import { foldApplication } from '../rules/fold.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import { countItemsBefore, type LedgerLine, listLedger, setReceiptNumber } from '../store/fee-entries.ts';
import { readCase } from './case-view.ts';
import { type RequestsContext, reachedOrgans, recorderOf } from './context.ts';
import { dateInput, lineInput } from './event-input.ts';
import { asLetterProblem } from './letter-problems.ts';
import { recordedSince } from './recorded-since.ts';
import { organCodeInput } from './schemas.ts';

const TAGS = ['fees'];

const lineSchema = z.object({
  letterId: z.uuid(),
  applicationId: z.uuid(),
  applicationNumber: z.string(),
  organName: z.string(),
  mode: z.enum(['item', 'page']),
  itemsBefore: z.int(),
  quantity: z.int(),
  amountYuan: z.int(),
  noticeNumber: z.string().nullable(),
  notifiedOn: z.string(),
  deliveredOn: z.string().nullable(),
  payBy: z.string().nullable(),
  paidOn: z.string().nullable(),
  receiptNumber: z.string().nullable(),
  status: z.enum(['unserved', 'due', 'lapsed', 'paid', 'ended']),
  statusLabel: z.string(),
});

const ledgerSchema = z
  .object({ lines: z.array(lineSchema), demandedYuan: z.int(), paidYuan: z.int() })
  .meta({ id: 'FeeLedger' });

const quoteSchema = z
  .object({
    mode: z.enum(['item', 'page']),
    quantity: z.int(),
    itemsBefore: z.int(),
    amountYuan: z.int(),
    bands: z.array(z.object({ from: z.int(), to: z.int(), unitPrice: z.int(), amount: z.int() })),
  })
  .meta({ id: 'FeeQuote' });

const statusLabels = {
  unserved: '通知尚未送达',
  due: '等待缴费',
  lapsed: '逾期未缴费',
  paid: '已缴费',
  ended: '本件已办结，未缴费',
} as const;

/** 信息处理费: what a fee would come to, the ledger, and the payment with its receipt. */
export function registerFeeRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division } = context;
  const api = zodRoutes(app);

  async function tell(line: LedgerLine, names: ReadonlyMap<string, string>) {
    const application = (await findApplication(db, division, line.applicationId))!;
    const calendar = (await context.calendar()).withProvisionalYears();
    const today = context.today();
    const view = foldApplication({ receivedOn: null, events: application.events }, today, calendar);
    const until = view.waiting?.for === 'payment' ? view.waiting.until : null;
    const status =
      line.paidOn !== null
        ? 'paid'
        : view.state === 'payment-lapsed'
          ? 'lapsed'
          : view.state === 'closed'
            ? 'ended'
            : line.deliveredOn === null
              ? 'unserved'
              : 'due';
    return {
      letterId: line.letterId,
      applicationId: line.applicationId,
      applicationNumber: line.applicationNumber,
      organName: names.get(line.organCode) ?? line.organCode,
      mode: line.mode,
      itemsBefore: line.itemsBefore,
      quantity: line.quantity,
      amountYuan: line.amountYuan,
      noticeNumber: line.noticeNumber,
      notifiedOn: line.notifiedOn,
      deliveredOn: line.deliveredOn,
      payBy: until === null ? null : calendar.text(until),
      paidOn: line.paidOn,
      receiptNumber: line.receiptNumber,
      status,
      statusLabel: statusLabels[status],
    } as const;
  }

  api.get(
    '/api/v1/fees',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'getFeeLedger',
        summary: 'The ledger of fees: notices of a span of days, what was demanded and paid',
        querystring: z.object({
          organ: organCodeInput.optional(),
          from: dateInput.describe('first day of notice'),
          to: dateInput,
          application: z.uuid().optional(),
        }),
        response: { 200: ledgerSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, from, to, application } = request.query;
      const organs = reachedOrgans(request, 'requests.list', organ);
      const names = new Map((await listOrgans(db, division)).map(({ code, shortName }) => [code, shortName]));
      const found = await listLedger(db, division, organs, from, to, application);
      const lines = await Promise.all(found.map((line) => tell(line, names)));
      return {
        lines,
        demandedYuan: lines.reduce((sum, { amountYuan }) => sum + amountYuan, 0),
        paidYuan: lines.reduce((sum, { amountYuan, paidOn }) => sum + (paidOn === null ? 0 : amountYuan), 0),
      };
    },
  );

  api.get(
    '/api/v1/requests/:id/fee-quote',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'quoteFee',
        summary: 'What a fee would come to, band by band, before a notice is written',
        params: z.object({ id: z.uuid() }),
        querystring: z.object({
          mode: z.enum(['item', 'page']),
          quantity: z.coerce.number().int().min(1).max(100_000),
          itemsBefore: z.coerce.number().int().min(0).max(100_000).optional(),
        }),
        response: { 200: quoteSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const application = await findApplication(db, division, request.params.id);
      if (!application) throw notFound();
      const { state } = readCase(application.events, context.today(), await context.calendar());
      authorise(request, 'requests.read', { organCode: application.organCode, state });
      const { mode, quantity } = request.query;
      const itemsBefore = request.query.itemsBefore ?? (await countItemsBefore(db, division, application.id));
      const fee = mode === 'page' ? feeByPage(quantity) : feeOfItems(itemsBefore, quantity);
      return { mode, quantity, itemsBefore, amountYuan: fee.amount, bands: fee.bands };
    },
  );

  api.post(
    '/api/v1/requests/:id/payment',
    {
      config: requirePermission('requests.record.fee-paid'),
      schema: {
        tags: TAGS,
        operationId: 'recordPayment',
        summary: 'Record that a fee was paid, with the number of the fiscal receipt; the clock starts afresh',
        params: z.object({ id: z.uuid() }),
        body: z
          .object({ version: z.int().min(1), on: dateInput, receiptNumber: lineInput('财政票据号码', 60) })
          .meta({ id: 'RecordPayment' }),
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { version, on, receiptNumber } = request.body;
      const application = await findApplication(db, division, request.params.id);
      if (!application) throw notFound();
      const calendar = await context.calendar();
      const { state } = readCase(application.events, context.today(), calendar);
      const target = { organCode: application.organCode, state };
      authorise(request, 'requests.read', target);
      const news = () => recordedSince(db, division, application.id, version);
      // Before the permission by state: a payment somebody else recorded has moved the case, and that is what helps to know.
      if (version !== application.events.length)
        return asLetterProblem(reply, () => Promise.reject(new RequestChangedError()), news);
      const grant = authorise(request, 'requests.record.fee-paid', target);
      if (on > context.today()) throw fieldFault('/on', '缴费日期不能晚于今天');
      await asLetterProblem(
        reply,
        () =>
          auditedAct(request, grant, async (transaction) => {
            const recorder = recorderOf(request, grant.postTitle);
            const event = { kind: 'fee-paid', on } as const;
            await recordEvent(transaction, division, application.id, event, calendar, recorder, version);
            await setReceiptNumber(transaction, division, application.id, receiptNumber);
            return {
              answer: undefined,
              detail: {
                organCode: application.organCode,
                subject: { kind: APPLICATION_SUBJECT, id: application.id },
                before: { state, events: version },
                after: { on, receiptNumber } as JsonValue,
              },
            };
          }),
        news,
      );
      return { version: version + 1 };
    },
  );
}
