import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { plainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, organsWhere, requireActor, requirePermission } from '../../../platform/identity/index.ts';
import { openCollection, remindOrgans } from '../collecting/acts.ts';
import { rollUp } from '../collecting/roll-up.ts';
import { findMissingMonths, readStandings } from '../collecting/standing.ts';
import { checkDates, isLate, latestDates } from '../rules/collecting/course.ts';
import { addTaskEvents, changeCollection, listCollections, listTaskEvents, listTasks } from '../store/collections.ts';
import { listOrganReports } from '../store/organ-reports.ts';
import { listPublishedReports } from '../store/published-reports.ts';
import { collectionBody, collectionSchema, overviewSchema, rollUpSchema } from './collection-schemas.ts';
import {
  authoriseCollector,
  byOf,
  collectionOfYear,
  collectionView,
  differenceView,
  handedInView,
  isCollector,
  organReportView,
  readArea,
  refusing,
} from './collection-view.ts';

const TAGS = ['annual-report'];
const yearParameter = z.object({ year: z.coerce.number().int().min(2008).max(2200).meta({ example: 2025 }) });

function datesOf(year: number, body: z.infer<typeof collectionBody>) {
  const dates = { organDueOn: plainDate(body.organDueOn), areaDueOn: plainDate(body.areaDueOn) };
  const errors = Object.entries(checkDates(year, dates)).map(([field, detail]) => ({
    in: 'body' as const,
    pointer: `/${field}`,
    detail,
  }));
  if (errors.length > 0) throw new ProblemError(400, '期限不符合规定。', { kind: 'validation', errors });
  return { ...dates, note: body.note };
}

/** `/api/v1/office/report-collections…`: whoever is in charge of disclosure asks all organs for their figures. */
export function registerCollectionRoutes(
  app: FastifyInstance,
  db: Database,
  division: string,
  clock: () => Date = () => new Date(),
): void {
  const api = zodRoutes(app);

  api.get(
    '/api/v1/office/report-collections',
    {
      config: requirePermission('report-collection.read'),
      schema: {
        tags: TAGS,
        operationId: 'listReportCollections',
        summary: 'The years whose figures are collected, newest first',
        response: {
          200: z.object({ collections: z.array(collectionSchema), mayManage: z.boolean() }),
          ...problemResponses(401, 404),
        },
      },
    },
    async (request) => ({
      collections: (await listCollections(db, division)).map(collectionView),
      mayManage: isCollector(request, await readArea(db, division)),
    }),
  );

  api.post(
    '/api/v1/office/report-collections',
    {
      config: requirePermission('report-collection.manage'),
      schema: {
        tags: TAGS,
        operationId: 'openReportCollection',
        summary: 'Ask all organs of the area for the figures of a year',
        body: collectionBody.extend({ year: z.int().min(2008).max(2200) }).meta({ id: 'OpenReportCollection' }),
        response: { 201: z.object({ organs: z.int() }), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const area = await readArea(db, division);
      const grant = authoriseCollector(request, 'report-collection.manage', area);
      const { year } = request.body;
      const dates = datesOf(year, request.body);
      const by = byOf(request, grant, clock());
      const answer = await refusing(() =>
        auditedAct(request, grant, async (transaction) => {
          const opened = await openCollection(transaction, area.government, { year, ...dates }, by);
          const subject = { kind: 'report-collection', id: String(year) };
          return { answer: opened, detail: { subject, after: { ...dates, organs: opened.organs } } };
        }),
      );
      return reply.status(201).send(answer);
    },
  );

  api.put(
    '/api/v1/office/report-collections/:year',
    {
      config: requirePermission('report-collection.manage'),
      schema: {
        tags: TAGS,
        operationId: 'changeReportCollection',
        summary: 'Change the days by which figures and report are due',
        params: yearParameter,
        body: collectionBody,
        response: { 204: z.null(), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { year } = request.params;
      const area = await readArea(db, division);
      const grant = authoriseCollector(request, 'report-collection.manage', area);
      const before = await collectionOfYear(db, division, year);
      const dates = datesOf(year, request.body);
      const by = byOf(request, grant, clock());
      await auditedAct(request, grant, async (transaction) => {
        await changeCollection(transaction, division, year, dates);
        if (dates.organDueOn !== before.organDueOn) {
          const organs = (await listTasks(transaction, division, year)).map(({ organCode }) => organCode);
          const words = `${before.organDueOn}改为${dates.organDueOn}`;
          await addTaskEvents(transaction, division, year, organs, { act: 'dated', at: by.at, by: by.name, words });
        }
        const { organDueOn, areaDueOn, note } = before;
        const subject = { kind: 'report-collection', id: String(year) };
        return { answer: null, detail: { subject, before: { organDueOn, areaDueOn, note }, after: dates } };
      });
      return reply.status(204).send(null);
    },
  );

  api.get(
    '/api/v1/office/report-collections/:year',
    {
      config: requirePermission('report-collection.read'),
      schema: {
        tags: TAGS,
        operationId: 'getReportCollection',
        summary: 'Who has handed in, who is late, who differs from the records',
        params: yearParameter,
        response: { 200: overviewSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { year } = request.params;
      const collection = await collectionOfYear(db, division, year);
      const area = await readArea(db, division);
      const mayManage = isCollector(request, area);
      const seen = organsWhere(requireActor(request), 'report-collection.read');
      const tasks = (await listTasks(db, division, year)).filter(({ organCode }) => mayManage || seen.has(organCode));
      const organs = [...area.organs.values()].filter(({ code }) => tasks.some(({ organCode }) => organCode === code));
      const codes = organs.map(({ code }) => code);
      const standings = await readStandings(db, division, year, organs, tasks);
      const missing = await findMissingMonths(db, division, codes, year);
      const events = (await listTaskEvents(db, division, year)).filter(({ act }) => act === 'reminded');
      const organReports = await listOrganReports(db, division, year);
      const published = (await listPublishedReports(db, division)).filter((entry) => entry.year === year);
      const today = shanghaiDate(clock());
      const publishedOf = (code: string) => published.find(({ organCode }) => organCode === code)?.publishedOn ?? null;
      return {
        ...collectionView(collection),
        today,
        latest: latestDates(year),
        area: {
          organCode: area.government.code,
          organName: area.government.name,
          publishedOn: publishedOf(area.government.code),
        },
        mayManage,
        tasks: organs.map((organ) => {
          const task = tasks.find(({ organCode }) => organCode === organ.code)!;
          const standing = standings.get(organ.code);
          const differences = standing?.differences ?? [];
          return {
            organCode: organ.code,
            organName: organ.name,
            kind: organ.kind,
            state: task.state,
            isLate: isLate(task.state, collection.organDueOn, today),
            isChanged: standing?.isChanged ?? false,
            handedIn: handedInView(task),
            missingMonths: (missing.get(organ.code) ?? []).reduce((sum, { months }) => sum + months.length, 0),
            differences: differences.length,
            unexplained: differences.filter(({ explanation }) => explanation === null).length,
            reminded: events.filter(({ organCode }) => organCode === organ.code).length,
            organReport: organReportView(organReports.find(({ organCode }) => organCode === organ.code)),
            publishedOn: publishedOf(organ.code),
          };
        }),
      };
    },
  );

  api.get(
    '/api/v1/office/report-collections/:year/roll-up',
    {
      config: requirePermission('report-collection.manage'),
      schema: {
        tags: TAGS,
        operationId: 'getReportRollUp',
        summary: 'The figures of the whole area beside what its organs say, and where they differ',
        params: yearParameter,
        response: { 200: rollUpSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { year } = request.params;
      const area = await readArea(db, division);
      authoriseCollector(request, 'report-collection.manage', area);
      await collectionOfYear(db, division, year);
      const { rows, standings } = await rollUp(db, area.government, year);
      return {
        rows,
        differences: [...standings].flatMap(([code, standing]) =>
          standing.differences.map((difference) => differenceView(area.organs.get(code)!, standing, difference)),
        ),
      };
    },
  );

  api.post(
    '/api/v1/office/report-collections/:year/reminders',
    {
      config: requirePermission('report-collection.manage'),
      schema: {
        tags: TAGS,
        operationId: 'remindOrgans',
        summary: 'Remind organs that have not handed in, in the office, by mail and SMS as people chose',
        params: yearParameter,
        body: z
          .object({ organs: z.array(z.string()).min(1).optional().describe('all that owe figures, when left out') })
          .meta({ id: 'RemindOrgans' }),
        response: {
          200: z.object({
            organs: z.int(),
            told: z.int().describe('people told now; who was told today is not told again'),
            nobody: z.array(z.string()).describe('names of organs where nobody can be told'),
          }),
          ...problemResponses(400, 401, 404, 409),
        },
      },
    },
    async (request) => {
      const { year } = request.params;
      const area = await readArea(db, division);
      const grant = authoriseCollector(request, 'report-collection.manage', area);
      const collection = await collectionOfYear(db, division, year);
      const by = byOf(request, grant, clock());
      const { organs, told, nobody } = await refusing(() =>
        auditedAct(request, grant, async (transaction) => {
          const answer = await remindOrgans(transaction, division, collection, request.body.organs, by);
          const subject = { kind: 'report-collection', id: String(year) };
          const after = { organs: answer.organs, told: answer.told };
          return { answer, detail: { action: 'report-collection.remind', subject, after } };
        }),
      );
      return { organs: organs.length, told, nobody: nobody.map((code) => area.organs.get(code)?.name ?? code) };
    },
  );
}
