import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { CursorError } from '../../requests/index.ts';
import { findReportSubject, ReportNotFoundError } from '../commands/compile-report.ts';
import { listRecords } from '../commands/list-records.ts';
import { reportPath } from '../portal/addresses.ts';
import { reportJson } from '../render/json.ts';
import { inForce } from '../rules/composing/versions.ts';
import { findPublishedReport, listPublishedReports } from '../store/published-reports.ts';
import {
  recordPageSchema,
  recordsQuery,
  reportEntrySchema,
  reportParameters,
  reportQuery,
  reportSchema,
} from './schemas.ts';

const TAGS = ['annual-report'];

/** Says to a program what the commands say to a person. */
async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReportNotFoundError) throw new ProblemError(404, error.message);
    if (error instanceof CursorError) throw new ProblemError(400, error.message);
    throw error;
  }
}

/** `/api/v1/reports…`: published reports only; nothing is seen before it is published. */
export function registerReportApi(app: FastifyInstance, db: Database, division: string): void {
  const api = zodRoutes(app);

  api.get(
    '/api/v1/reports',
    {
      schema: {
        tags: TAGS,
        operationId: 'listReports',
        summary: 'Published annual reports in force',
        response: { 200: z.object({ reports: z.array(reportEntrySchema) }), ...problemResponses(500) },
      },
    },
    async () => {
      const organs = new Map((await listOrgans(db, division)).map((organ) => [organ.code, organ.name]));
      const entries = inForce(await listPublishedReports(db, division));
      return {
        reports: entries.map((entry) => ({
          organ: organs.get(entry.organCode) ?? entry.organCode,
          organCode: entry.organCode,
          year: entry.year,
          scope: entry.scope,
          version: entry.version,
          sha256: entry.sha256,
          publishedOn: entry.publishedOn,
          reason: entry.reason,
          links: {
            self: `/api/v1${reportPath({ organ: entry.organCode, year: entry.year, scope: entry.scope })}`,
            page: reportPath({ organ: entry.organCode, year: entry.year, scope: entry.scope }),
          },
        })),
      };
    },
  );

  api.get(
    '/api/v1/reports/:organ/:year',
    {
      schema: {
        tags: TAGS,
        operationId: 'getReport',
        summary: 'A published annual report: tables, sentences, and the records link of every figure',
        params: reportParameters,
        querystring: reportQuery,
        response: { 200: reportSchema, ...problemResponses(400, 404) },
      },
    },
    async ({ params, query }) =>
      asProblem(async () => {
        const subject = await findReportSubject(db, params.organ, params.year, query.scope);
        const report = await findPublishedReport(
          db,
          subject.organ.divisionCode,
          params.organ,
          params.year,
          subject.scope,
          query.version,
        );
        if (!report) throw new ReportNotFoundError(`${subject.organ.name}没有已发布的${params.year}年度报告`);
        const { version, sha256, publishedOn, reason } = report;
        return {
          ...reportJson(report.content, { organ: params.organ, year: params.year, scope: query.scope }),
          version,
          sha256,
          publishedOn,
          reason,
        };
      }),
  );

  api.get(
    '/api/v1/reports/:organ/:year/records/*',
    {
      schema: {
        tags: TAGS,
        operationId: 'listFigureRecords',
        summary: 'The records a figure counts, e.g. records/requests/granted/natural',
        params: reportParameters.extend({ '*': z.string().max(100).meta({ example: 'requests/granted/natural' }) }),
        querystring: recordsQuery,
        response: { 200: recordPageSchema, ...problemResponses(400, 404) },
      },
    },
    async ({ params, query }) =>
      asProblem(async () => {
        const subject = await findReportSubject(db, params.organ, params.year, query.scope);
        const report = await findPublishedReport(
          db,
          subject.organ.divisionCode,
          params.organ,
          params.year,
          subject.scope,
        );
        if (!report) throw new ReportNotFoundError(`${subject.organ.name}没有已发布的${params.year}年度报告`);
        return listRecords(db, subject, params['*'], query.limit, query.after);
      }),
  );
}
