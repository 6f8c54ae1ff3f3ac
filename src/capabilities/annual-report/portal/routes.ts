import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans, type Organ } from '../../../platform/identity/index.ts';
import { sendErrorPage, sendPage } from '../../../portal/index.ts';
import { CursorError } from '../../requests/index.ts';
import { recordsQuery, reportParameters, reportQuery } from '../api/schemas.ts';
import { findReportSubject, ReportNotFoundError, type ReportSubject } from '../commands/compile-report.ts';
import { listRecords } from '../commands/list-records.ts';
import { type RenderedReport, renderReport, reportFormats } from '../render/index.ts';
import { figuresOf } from '../rules/composing/tables.ts';
import { listOrganReports, readOrganReportFile } from '../store/organ-reports.ts';
import { findPublishedReport, listPublishedReports, type PublishedReport } from '../store/published-reports.ts';
import { reportPage } from './pages.tsx';
import { recordsPage } from './records-page.tsx';
import { PUBLIC_ENDINGS, readYears } from './year-list.ts';
import { yearsPage } from './year-page.tsx';

async function organsOf(db: Database, division: string): Promise<ReadonlyMap<string, Organ>> {
  return new Map((await listOrgans(db, division)).map((organ) => [organ.code, organ]));
}

interface Opened {
  subject: ReportSubject;
  report: PublishedReport;
  scope: 'own' | 'aggregated' | undefined;
  version: number | undefined;
}

/** The published report an address asks for. @throws ReportNotFoundError */
async function open(db: Database, request: FastifyRequest): Promise<Opened> {
  const params = reportParameters.safeParse(request.params);
  const query = reportQuery.safeParse(request.query);
  if (!params.success || !query.success) throw new ReportNotFoundError('没有这个年度报告');
  const { organ, year } = params.data;
  const { scope, version } = query.data;
  const subject = await findReportSubject(db, organ, year, scope);
  const report = await findPublishedReport(db, subject.organ.divisionCode, organ, year, subject.scope, version);
  if (!report) throw new ReportNotFoundError('没有这个年度报告');
  return { subject, report, scope, version };
}

/** An address that leads to nothing gets the page that says so. */
function orNotFound(handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      return await handler(request, reply);
    } catch (error) {
      if (error instanceof ReportNotFoundError || error instanceof CursorError)
        return sendErrorPage(request, reply, 404);
      throw error;
    }
  };
}

/** A published report is frozen, so its files are made once. Bounded by bytes. */
function fileCache(): LRUCache<string, RenderedReport> {
  return new LRUCache({ maxSize: 32 * 1024 * 1024, sizeCalculation: ({ body }) => body.length + 1 });
}

/** Home, the list of reports, a report, its files, and the records behind its figures. */
export function registerReportPages(app: FastifyInstance, db: Database, division: string): void {
  const files = fileCache();

  if (app.hasDecorator('pageCache'))
    app.pageCache.addSource(async () => {
      const { total, last } = await db
        .selectFrom('annual_report')
        .select(({ fn }) => [fn.countAll().as('total'), fn.max('created_at').as('last')])
        .where('division_code', '=', division)
        .executeTakeFirstOrThrow();
      const theirs = await db
        .selectFrom('organ_report')
        .select(({ fn }) => [fn.countAll().as('total'), fn.max('recorded_at').as('last')])
        .where('division_code', '=', division)
        .executeTakeFirstOrThrow();
      // What is missing becomes overdue with the day.
      return `${total} ${last?.toISOString() ?? ''} ${theirs.total} ${theirs.last?.toISOString() ?? ''} ${shanghaiDate(new Date())}`;
    });
  const cached = { config: { cached: true } } as const;

  app.get('/reports', cached, async (request, reply) =>
    sendPage(request, reply, yearsPage(await readYears(db, division), null, shanghaiDate(new Date()))),
  );

  app.get<{ Params: { year: string } }>('/reports/years/:year', cached, async (request, reply) => {
    const years = await readYears(db, division);
    const year = years.find((one) => String(one.year) === request.params.year)?.year;
    if (year === undefined) return sendErrorPage(request, reply, 404);
    return sendPage(request, reply, yearsPage(years, year, shanghaiDate(new Date())));
  });

  for (const [mediaType, ending] of Object.entries(PUBLIC_ENDINGS))
    app.get(
      `/reports/:organ/:year/own-report.${ending}`,
      orNotFound(async (request, reply) => {
        const params = reportParameters.safeParse(request.params);
        if (!params.success) throw new ReportNotFoundError('没有这个年度报告');
        const { organ, year } = params.data;
        // Without a day it was handed in, but not published.
        const published = (await listOrganReports(db, division, year)).find(({ organCode }) => organCode === organ);
        const file = published?.publishedOn ? await readOrganReportFile(db, division, year, organ) : undefined;
        if (!file || file.mediaType !== mediaType) throw new ReportNotFoundError('没有这个年度报告');
        return reply
          .type(mediaType)
          .header('content-disposition', `attachment; filename="report-${organ}-${year}.${ending}"`)
          .send(Buffer.from(file.content));
      }),
    );

  app.get(
    '/reports/:organ/:year',
    cached,
    orNotFound(async (request, reply) => {
      const { report, scope, version } = await open(db, request);
      const versions = (await listPublishedReports(db, report.divisionCode)).filter(
        (entry) => entry.organCode === report.organCode && entry.year === report.year && entry.scope === report.scope,
      );
      return sendPage(
        request,
        reply,
        reportPage(report, { organ: report.organCode, year: report.year, scope, version }, versions),
      );
    }),
  );

  for (const format of reportFormats)
    app.get(
      `/reports/:organ/:year/report.${format}`,
      orNotFound(async (request, reply) => {
        const { report, scope } = await open(db, request);
        const address = { organ: report.organCode, year: report.year, scope };
        // Links in the file follow the address it was asked by.
        const key = `${report.sha256}/${scope ?? ''}/${format}`;
        const file =
          files.get(key) ?? (await renderReport(report.content, address, format, { publishedOn: report.publishedOn }));
        files.set(key, file);
        return reply
          .type(file.contentType)
          .header(
            'content-disposition',
            `attachment; filename="report-${report.organCode}-${report.year}-v${report.version}.${format}"`,
          )
          .send(typeof file.body === 'string' ? file.body : Buffer.from(file.body));
      }),
    );

  app.get(
    '/reports/:organ/:year/records/*',
    orNotFound(async (request, reply) => {
      const { subject, report, scope } = await open(db, request);
      const figure = (request.params as { '*': string })['*'];
      const query = recordsQuery.safeParse(request.query);
      if (!query.success) throw new ReportNotFoundError('分页参数无效');
      const page = await listRecords(db, subject, figure, query.data.limit, query.data.after);
      const reported = [...figuresOf(report.content.tables)].find(({ id }) => id === figure)?.value ?? null;
      const address = { organ: report.organCode, year: report.year, scope };
      return sendPage(
        request,
        reply,
        recordsPage(
          page,
          address,
          figure,
          reported,
          await organsOf(db, subject.organ.divisionCode),
          query.data.after === undefined,
        ),
      );
    }),
  );
}
