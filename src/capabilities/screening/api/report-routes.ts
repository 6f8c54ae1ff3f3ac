import { z } from 'zod';
import { plainDate, shanghaiDate, yearOf } from '../../../kernel/calendar/index.ts';
import { fileResponse, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { findOrgan, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { compileScreeningReport } from '../commands/reports.ts';
import { reportDocument } from '../render/document.ts';
import {
  checkReports,
  type FindingAct,
  type PeriodKind,
  periodName,
  periodOf,
  type ReportContent,
  type Tally,
} from '../rules/workflow/index.ts';
import { countActs, latestReportYear, listReports, type StoredReport } from '../store/figures.ts';
import { governmentOrgan, iso, type ScreeningApi } from './context.ts';
import { day, reportSchema, reportsOfYear, TAGS } from './schemas.ts';

const reportKind = z.enum(['week', 'month']);
const reportAddress = z.object({ kind: reportKind, first: day });

/** `/api/v1/screening/reports…`: weekly reports and monthly summaries, as data and as files to print and pass on. */
export function registerReportRoutes(api: ScreeningApi): void {
  const { app, db, division } = api;
  const routes = zodRoutes(app);

  const viewOf = ({
    content,
    sha256,
    madeAt,
  }: StoredReport | { content: ReportContent; sha256: null; madeAt: null }) => ({
    name: periodName(content),
    content,
    sha256,
    madeAt: iso(madeAt),
  });

  async function ofYear(year: number) {
    const [first, last] = [plainDate(`${year}-01-01`), plainDate(`${year}-12-31`)];
    const weeks = (await listReports(db, division, 'week', first, last)).map(viewOf);
    const months = (await listReports(db, division, 'month', first, last)).map(viewOf);
    const sum = (tallies: readonly Tally[]): Tally => ({
      found: tallies.reduce((total, { found }) => total + found, 0),
      mended: tallies.reduce((total, { mended }) => total + mended, 0),
      dismissed: tallies.reduce((total, { dismissed }) => total + dismissed, 0),
    });
    const contents = (views: typeof weeks) => views.map(({ content }) => content);
    const faults = [...checkReports(contents(weeks), periodName), ...checkReports(contents(months), periodName)];
    const totals = {
      weeks: sum(contents(weeks)),
      months: sum(contents(months)),
      days: await daysBetween(months[0]?.content, months.at(-1)?.content, sum),
    };
    // Only a year that is over has the same days in its weeks and its months.
    if (weeks.at(-1)?.content.last === last && months.at(-1)?.content.last === last)
      for (const figure of ['found', 'mended', 'dismissed'] as const)
        if (totals.weeks[figure] !== totals.months[figure] || totals.months[figure] !== totals.days[figure])
          faults.push(
            `${year}年：各周合计${totals.weeks[figure]}，各月合计${totals.months[figure]}，逐日合计${totals.days[figure]}`,
          );
    return { year, weeks, months, totals, faults };
  }

  async function daysBetween(
    first: ReportContent | undefined,
    last: ReportContent | undefined,
    sum: (tallies: readonly Tally[]) => Tally,
  ): Promise<Tally> {
    if (!first || !last) return sum([]);
    const acts = await countActs(db, division, first.first, last.last);
    const count = (...names: FindingAct[]) => names.reduce((total, name) => total + (acts.get(name) ?? 0), 0);
    return { found: count('found', 'return'), mended: count('mend', 'gone'), dismissed: count('accept') };
  }

  /** The report as it was made; of a period that is not over, as the record stands now. */
  async function find(kind: PeriodKind, first: ReturnType<typeof plainDate>) {
    const period = periodOf(kind, first);
    if (period.first !== first || first > shanghaiDate(api.now())) throw notFound();
    const [made] = await listReports(db, division, kind, first, first);
    if (made) return viewOf(made);
    return viewOf({ content: await compileScreeningReport(db, division, period), sha256: null, madeAt: null });
  }

  routes.get(
    '/api/v1/screening/reports',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'listScreeningReports',
        summary: '一年的周报和月度小结及其勾稽',
        querystring: z.object({
          year: z.coerce.number().int().min(2008).max(2200).optional().describe('缺省为最近有报告的一年'),
        }),
        response: { 200: reportsOfYear, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) =>
      ofYear(request.query.year ?? (await latestReportYear(db, division)) ?? yearOf(shanghaiDate(api.now()))),
  );

  routes.get(
    '/api/v1/screening/reports/:kind/:first',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'getScreeningReport',
        summary: '一期周报或者月度小结',
        params: reportAddress,
        response: { 200: reportSchema, ...problemResponses(400, 401, 404) },
      },
    },
    (request) => find(request.params.kind, request.params.first),
  );

  routes.get(
    '/api/v1/screening/reports/:kind/:first/file',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'getScreeningReportFile',
        summary: '一期周报或者月度小结的文件：PDF、DOCX、XLSX',
        params: reportAddress,
        querystring: z.object({ format: z.enum(['pdf', 'docx', 'xlsx']) }),
        response: {
          ...fileResponse(
            '一期的文件',
            'application/pdf',
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          ),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request, reply) => {
      const { kind, first } = request.params;
      const { content } = await find(kind, first);
      const government = await findOrgan(db, await governmentOrgan(api));
      const document = reportDocument(content, government?.name ?? '', shanghaiDate(api.now()));
      const { format } = request.query;
      // Typesetting is loaded with the first file, not at each start.
      const { typesetDocx, typesetPdf } = await import('../../../platform/typesetting/index.ts');
      const file =
        format === 'pdf'
          ? { type: 'application/pdf', bytes: (await typesetPdf(document, { missing: 'code' })).pdf }
          : format === 'docx'
            ? {
                type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
                bytes: await typesetDocx(document),
              }
            : {
                type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
                bytes: await workbookOf([content]),
              };
      return reply
        .type(file.type)
        .header('content-disposition', `attachment; filename="screening-${kind}-${first}.${format}"`)
        .send(Buffer.from(file.bytes) as never);
    },
  );

  routes.get(
    '/api/v1/screening/reports/export.xlsx',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'exportScreeningReports',
        summary: '一年的周报和月度小结，一期一行，并有分机关、分种类的数量',
        querystring: z.object({ year: z.coerce.number().int().min(2008).max(2200) }),
        response: {
          ...fileResponse('工作簿，一期一行', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request, reply) => {
      const { year } = request.query;
      const { weeks, months } = await ofYear(year);
      if (weeks.length + months.length === 0) throw notFound();
      const bytes = await workbookOf([...weeks, ...months].map(({ content }) => content));
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="screening-${year}.xlsx"`)
        .send(Buffer.from(bytes) as never);
    },
  );
}

/** The workbook's library is loaded with the first export, not at each start. */
async function workbookOf(contents: readonly ReportContent[]): Promise<Uint8Array> {
  const { reportsWorkbook } = await import('../render/workbook.ts');
  return reportsWorkbook(contents);
}
