import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { fileResponse, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { listOrgans, organsWhere, requireActor, requirePermission } from '../../../platform/identity/index.ts';
import { channels, eventLabels, stateLabels } from '../rules/events.ts';
import { identityPapers } from '../rules/intake/applicant.ts';
import { assistanceKinds, type Medium, media, routes, routesOf } from '../rules/intake/delivery.ts';
import { outcomeKinds, outcomeRule } from '../rules/outcomes.ts';
import { CursorError } from '../store/counts.ts';
import { textSearch } from '../store/text-search.ts';
import { countWorklist, listWorklist, readDeskStatistics, searched } from '../store/worklist.ts';
import { categoryLabels } from './applicant.ts';
import { partyLabels, serviceLabels } from './case-view.ts';
import { type RequestsContext, reachedOrgans } from './context.ts';
import { receiptOf } from './receipt.ts';
import { deskQuery, deskSchema, exportQuery, termsSchema, worklistQuery, worklistSchema } from './schemas.ts';
import { worklistQueryOf } from './worklist-filter.ts';
import { adviceOf, type Urgency, urgencyOf, worklistItem } from './worklist-view.ts';

const TAGS = ['requests'];
const EXPORT_PAGE = 500;
/** More open cases than any desk holds; past it the worklist is the place to look. */
const DESK_LIMIT = 200;
const DESK_TASKS = 20;

const PRESSING: Readonly<Record<Urgency, number>> = { overdue: 0, red: 1, amber: 2, calm: 3, waiting: 4 };

/** The worklist, its export, the desk of today, and the terms all of them use. */
export function registerListRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

  async function peopleOf(rows: readonly { assigneeId: string | null }[]): Promise<Map<string, string>> {
    const ids = [...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? []))];
    if (ids.length === 0) return new Map();
    const found = await db.selectFrom('person').select(['id', 'full_name']).where('id', 'in', ids).execute();
    return new Map(found.map(({ id, full_name }) => [id, full_name]));
  }

  async function organNames(): Promise<Map<string, string>> {
    return new Map((await listOrgans(db, division)).map(({ code, shortName }) => [code, shortName]));
  }

  api.get(
    '/api/v1/requests',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'listApplications',
        summary: 'Applications of the organs a person’s posts reach, page by page',
        querystring: worklistQuery,
        response: { 200: worklistSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const today = context.today();
      const calendar = await context.calendar();
      const organs = reachedOrgans(request, 'requests.list', request.query.organ);
      const asked = await worklistQueryOf(context, request, request.query, organs);
      const query = await searched(db, protection, asked);
      const page = await listWorklist(db, protection, query, request.query.limit, request.query.after).catch(
        (error: unknown) => {
          throw error instanceof CursorError ? new ProblemError(400, `${error.message}。`) : error;
        },
      );
      const names = await organNames();
      const people = await peopleOf(page.items);
      const counted = await countWorklist(db, protection, query);
      // Who opened the list may search it next.
      textSearch(db, protection, division).prepare();
      return {
        items: page.items.map((row) => worklistItem(row, names, today, calendar, people)),
        next: page.next,
        total: counted.total,
        totalIsLeast: counted.isLeast,
        searchedOnly: query.searchedOnly ?? null,
        foundMoreThan: query.cutAt ?? null,
      };
    },
  );

  api.get(
    '/api/v1/requests/export.xlsx',
    {
      config: requirePermission('requests.export'),
      schema: {
        tags: TAGS,
        operationId: 'exportApplications',
        summary: 'The worklist as a workbook, personal names masked',
        querystring: exportQuery,
        response: {
          ...fileResponse('工作簿，一行一件申请', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request, reply) => {
      const today = context.today();
      const calendar = await context.calendar();
      const organs = reachedOrgans(request, 'requests.export', request.query.organ);
      const asked = await worklistQueryOf(context, request, request.query, organs);
      const query = await searched(db, protection, asked);
      const names = await organNames();
      async function* items() {
        let after: string | undefined;
        do {
          const page = await listWorklist(db, protection, query, EXPORT_PAGE, after);
          for (const row of page.items) yield worklistItem(row, names, today, calendar);
          after = page.next ?? undefined;
        } while (after !== undefined);
      }
      // The workbook's library is loaded with the first export, not at each start.
      const { worklistWorkbook } = await import('./export.ts');
      return (
        reply
          .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
          .header('content-disposition', `attachment; filename="applications-${today}.xlsx"`)
          // The described answers are problems only; a workbook has no schema.
          .send(Readable.fromWeb(worklistWorkbook(items()) as WebStream) as never)
      );
    },
  );

  api.get(
    '/api/v1/requests/desk',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'getDesk',
        summary: 'What is to be done: open cases by remaining working days, counters, the months of the year',
        querystring: deskQuery,
        response: { 200: deskSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => desk(request, request.query),
  );

  async function desk(request: FastifyRequest, { organ, amber, red }: z.infer<typeof deskQuery>) {
    const today = context.today();
    const calendar = await context.calendar();
    const organs = reachedOrgans(request, 'requests.list', organ);
    const open = await listWorklist(
      db,
      protection,
      { divisionCode: division, organCodes: organs, view: 'open', sort: 'due', descending: false },
      DESK_LIMIT,
    );
    const names = await organNames();
    const people = await peopleOf(open.items);
    const tasks = open.items
      .map((row) => worklistItem(row, names, today, calendar, people))
      .map((item) => ({ ...item, urgency: urgencyOf(item, { amber, red }), advice: adviceOf(item) }))
      .sort((a, b) => PRESSING[a.urgency] - PRESSING[b.urgency]);
    const year = Number(today.slice(0, 4));
    const first = `${year}-01-01` as PlainDate;
    const { months, outcomes } = await readDeskStatistics(db, division, organs, first, today);
    const month = months.find((one) => one.month === today.slice(0, 7));
    const dueIn = (least: number, most: number): number =>
      tasks.filter(({ workingDaysLeft: left }) => left !== null && left >= least && left <= most).length;
    return {
      today,
      isWorkingDay: calendar.isWorkingDay(today),
      counts: {
        open: tasks.length,
        overdue: dueIn(Number.NEGATIVE_INFINITY, -1),
        red: dueIn(0, red),
        amber: dueIn(0, amber),
        waiting: tasks.filter(({ urgency }) => urgency === 'waiting').length,
        unconfirmed: tasks.filter(({ state }) => state === 'submitted').length,
        receivedThisMonth: month?.received ?? 0,
        closedThisMonth: month?.closed ?? 0,
      },
      tasks: tasks.slice(0, DESK_TASKS),
      months: Array.from({ length: Number(today.slice(5, 7)) }, (_, i) => {
        const key = `${year}-${String(i + 1).padStart(2, '0')}`;
        return months.find((one) => one.month === key) ?? { month: key, received: 0, closed: 0 };
      }),
      outcomes: outcomes.map(({ outcome, count }) => ({ outcome, label: outcomeRule(outcome).label, count })),
    };
  }

  api.get(
    '/api/v1/requests/terms',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'getApplicationTerms',
        summary: 'The words of an application’s states, acts, channels and outcomes, and the organs one may see',
        response: { 200: termsSchema, ...problemResponses(401) },
      },
    },
    async (request) => {
      const reached = organsWhere(requireActor(request), 'requests.list');
      return {
        states: labels(stateLabels),
        acts: labels(eventLabels),
        channels: Object.entries(channels).map(([key, { label, receiptRule }]) => ({
          key,
          label,
          receiptRule,
          receipt: receiptOf[key as keyof typeof channels],
        })),
        categories: labels(categoryLabels),
        outcomes: outcomeKinds.map((key) => {
          const { label, legalBasis, reportRow } = outcomeRule(key);
          return { key, label, group: groupLabel(reportRow), basis: cite(legalBasis) };
        }),
        parties: labels(partyLabels),
        services: labels(serviceLabels),
        identityPapers: labels(identityPapers),
        media: labels(media).map((one) => ({ ...one, routes: [...routesOf[one.key as Medium]] })),
        routes: labels(routes),
        assistance: labels(assistanceKinds),
        organs: (await listOrgans(db, division))
          .filter(({ code }) => reached.has(code))
          .map(({ code, name, shortName }) => ({ code, name, shortName })),
      };
    },
  );
}

function labels(record: Readonly<Record<string, string>>): { key: string; label: string }[] {
  return Object.entries(record).map(([key, label]) => ({ key, label }));
}

/** The heading of table three under which an outcome is counted. */
const GROUPS: Readonly<Record<string, string>> = {
  granted: '予以公开',
  partial: '部分公开',
  denied: '不予公开',
  unable: '无法提供',
  rejected: '不予处理',
  other: '其他处理',
};

function groupLabel(reportRow: string): string {
  return GROUPS[reportRow.replace(/_\d$/, '')] ?? '其他处理';
}
