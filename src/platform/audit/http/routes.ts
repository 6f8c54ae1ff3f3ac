import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { fileResponse, ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import {
  type Act,
  acts,
  auditedAct,
  authorise,
  listDelegators,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../identity/index.ts';
import { actionLabels } from '../action-labels.ts';
import { openPersonal } from '../append.ts';
import { type AuditRow, SYSTEM } from '../event.ts';
import { listSealedDays } from '../merkle.ts';
import { AuditCursorError, type AuditQuery, findAuditEvent, searchAudit } from '../search.ts';
import { verifyAudit } from '../verify.ts';
import { CSV_HEAD, csvFields, csvLine } from './csv.ts';
import {
  auditFilter,
  auditPageSchema,
  auditQuery,
  eventParameters,
  sealedDaySchema,
  verificationSchema,
} from './schemas.ts';

const TAGS = ['audit'];
const EXPORT_PAGE = 500;

function labelOf(action: string): string {
  if (Object.hasOwn(acts, action)) return acts[action as Act].label;
  const own = actionLabels[action];
  if (own !== undefined) return own;
  // What an act recorded stands behind its name, as in `requests.record.answered`.
  const end = action.lastIndexOf('.');
  const act = end < 0 ? '' : action.slice(0, end);
  return Object.hasOwn(acts, act) ? acts[act as Act].label : action;
}

type Delegators = Awaited<ReturnType<typeof listDelegators>>;

function eventAnswer(row: AuditRow, delegators: Delegators) {
  const absent = row.delegation_id === null ? undefined : delegators.get(row.delegation_id);
  return {
    organCode: row.organ_code,
    day: row.day,
    sequence: row.sequence,
    at: row.occurred_at.toISOString(),
    action: row.action,
    label: labelOf(row.action),
    person: { id: row.person_id, name: row.person_name },
    post: row.post_id === null ? null : { id: row.post_id, title: row.post_title ?? '' },
    delegation: row.delegation_id,
    onBehalfOf: absent ? { id: absent.id, name: absent.fullName } : null,
    origin: row.origin,
    subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' },
    reason: row.reason,
    before: row.before,
    after: row.after,
    hasPersonalData: row.personal !== null,
    hash: row.hash,
  };
}

/** Words of codes by field; `kind/field` where a field means another thing in events about that kind. */
export type AuditCodes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * /api/v1/audit/…: search, export and proof for auditors. Register identity first; it brings database, keys and clock.
 * `codes` says what the codes mean that acts write into `before` and `after`.
 */
export function registerAudit(app: FastifyInstance, { codes = {} }: { codes?: AuditCodes } = {}): void {
  const { db, protection, settings } = app.identity;
  const { division } = settings;
  const api = zodRoutes(app);

  /** Organs whose record the person may see; the system's own chain belongs to whoever audits the whole division. */
  async function reachOf(request: FastifyRequest, act: Act, organ: string | undefined): Promise<string[]> {
    const reach = organsWhere(requireActor(request), act);
    const top = (await listOrgans(db, division)).find(({ parentCode }) => parentCode === null);
    if (top && reach.has(top.code)) reach.add(SYSTEM);
    if (organ === undefined) return [...reach];
    if (!reach.has(organ)) throw notFound();
    return [organ];
  }

  /** Events as they are told: those done for somebody absent with their name. */
  async function answersOf(rows: readonly AuditRow[]) {
    const delegations = rows.flatMap(({ delegation_id: id }) => (id === null ? [] : [id]));
    const delegators = await listDelegators(db, division, delegations);
    return rows.map((row) => eventAnswer(row, delegators));
  }

  function queryOf(organCodes: readonly string[], filter: z.infer<typeof auditFilter>): AuditQuery {
    const { from, to, person, who, action, subjectKind, subjectId } = filter;
    return {
      divisionCode: division,
      organCodes,
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(person ? { personId: person } : {}),
      ...(who ? { who } : {}),
      ...(action ? { action } : {}),
      ...(subjectKind && subjectId ? { subject: { kind: subjectKind, id: subjectId } } : {}),
    };
  }

  api.get(
    '/api/v1/audit/events',
    {
      config: requirePermission('audit.search'),
      schema: {
        tags: TAGS,
        operationId: 'searchAudit',
        summary: 'The record of acts, the latest first; personal data stay sealed',
        querystring: auditQuery,
        response: { 200: auditPageSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { limit, after, ...filter } = request.query;
      const organs = await reachOf(request, 'audit.search', filter.organ);
      const page = await searchAudit(db, queryOf(organs, filter), limit, after).catch((error: unknown) => {
        throw error instanceof AuditCursorError ? new ProblemError(400, `${error.message}。`) : error;
      });
      return { events: await answersOf(page.rows), next: page.next };
    },
  );

  /** What the filter finds, page by page; that it was taken out is on record before the first line leaves. */
  async function exported(
    request: FastifyRequest,
    asked: z.infer<typeof auditFilter>,
  ): Promise<AsyncGenerator<AuditRow[]>> {
    const organs = await reachOf(request, 'audit.export', asked.organ);
    const query = queryOf(organs, asked);
    const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    await auditedAct(request, authorise(request, 'audit.export'), async () => ({
      answer: undefined,
      detail: { after: filter as Record<string, string> },
    }));
    async function* pages() {
      let after: string | undefined;
      do {
        const page = await searchAudit(db, query, EXPORT_PAGE, after);
        yield page.rows;
        after = page.next ?? undefined;
      } while (after !== undefined);
    }
    return pages();
  }

  api.get(
    '/api/v1/audit/export.jsonl',
    {
      config: requirePermission('audit.export'),
      schema: {
        tags: TAGS,
        operationId: 'exportAudit',
        summary: 'What a search finds, all of it, one JSON object a line; the export itself goes on record',
        querystring: auditFilter,
        response: { ...fileResponse('一行一条记录', 'application/jsonl'), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const pages = await exported(request, request.query);
      async function* lines() {
        for await (const rows of pages)
          yield (await answersOf(rows)).map((event) => `${JSON.stringify(event)}\n`).join('');
      }
      return (
        reply
          .type('application/jsonl; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit.jsonl"')
          // The described answers are problems only; lines have no schema.
          .send(Readable.from(lines()) as never)
      );
    },
  );

  api.get(
    '/api/v1/audit/export.csv',
    {
      config: requirePermission('audit.export'),
      schema: {
        tags: TAGS,
        operationId: 'exportAuditTable',
        summary: 'What a search finds as a table (RFC 4180, UTF-8 with mark); the export itself goes on record',
        querystring: auditFilter,
        response: { ...fileResponse('一行一条记录', 'text/csv'), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const pages = await exported(request, request.query);
      const names = new Map((await listOrgans(db, division)).map(({ code, name }) => [code, name]));
      async function* lines() {
        // The mark tells spreadsheets that it is UTF-8.
        yield `\ufeff${csvLine(CSV_HEAD)}`;
        for await (const rows of pages)
          yield (await answersOf(rows)).map((event) => csvLine(csvFields(event, names))).join('');
      }
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .send(Readable.from(lines()) as never);
    },
  );

  api.get(
    '/api/v1/audit/actions',
    {
      config: requirePermission('audit.search'),
      schema: {
        tags: TAGS,
        operationId: 'listAuditActions',
        summary: 'What events and the codes in them are called',
        response: {
          200: z.object({
            actions: z.array(z.object({ action: z.string(), label: z.string() })),
            codes: z
              .record(z.string(), z.record(z.string(), z.string()))
              .describe('By field, or `kind/field` for events about that kind: what each code means'),
          }),
          ...problemResponses(401, 404),
        },
      },
    },
    async () => ({
      actions: [...new Set([...Object.keys(acts), ...Object.keys(actionLabels)])].map((action) => ({
        action,
        label: labelOf(action),
      })),
      codes,
    }),
  );

  api.post(
    '/api/v1/audit/events/:organ/:day/:sequence/personal-data',
    {
      config: requirePermission('audit.read-personal-data'),
      schema: {
        tags: TAGS,
        operationId: 'openAuditPersonalData',
        summary: 'The personal data of an event, for a reason that is kept; null when they were erased',
        params: eventParameters,
        body: z.object({ reason: z.string().trim().min(1).max(500) }),
        response: { 200: z.object({ personal: z.unknown() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, day, sequence } = request.params;
      await reachOf(request, 'audit.read-personal-data', organ);
      const row = await findAuditEvent(db, division, organ, day, sequence);
      if (!row) throw notFound();
      const grant = authorise(request, 'audit.read-personal-data');
      // On record before anything is given.
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: {
          organCode: organ,
          subject: { kind: 'audit-event', id: `${organ}/${day}/${sequence}` },
          reason: request.body.reason,
        },
      }));
      return { personal: await openPersonal(db, protection, row.personal) };
    },
  );

  api.get(
    '/api/v1/audit/days',
    {
      config: requirePermission('audit.search'),
      schema: {
        tags: TAGS,
        operationId: 'listAuditDays',
        summary: 'Sealed days and their roots',
        querystring: auditFilter.pick({ from: true, to: true }),
        response: { 200: z.object({ days: z.array(sealedDaySchema) }), ...problemResponses(400, 401) },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      const range: { from?: PlainDate; to?: PlainDate } = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      return { days: await listSealedDays(db, division, range) };
    },
  );

  api.post(
    '/api/v1/audit/verify',
    {
      config: requirePermission('audit.verify'),
      schema: {
        tags: TAGS,
        operationId: 'verifyAudit',
        summary: 'Recompute every hash and root of the division and name the first broken record of each chain',
        response: { 200: verificationSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { events, organs, sealedDays, lastRoot, breaches } = await verifyAudit(db, division);
      const whole = breaches.length === 0;
      await auditedAct(request, authorise(request, 'audit.verify'), async () => ({
        answer: undefined,
        detail: { after: { whole, events, breaches: breaches.map(({ message }) => message) } },
      }));
      return { whole, events, organs, sealedDays, lastRoot, breaches: [...breaches] };
    },
  );
}
