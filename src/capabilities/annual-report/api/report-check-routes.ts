import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
import { fileResponse, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { countBySeverity, lookAt, placeName, quoteOf } from '../explaining/describe.ts';
import { findingsSheet } from '../explaining/findings-sheet.ts';
import { markUpReport } from '../explaining/mark-up.tsx';
import { summariseCheck } from '../explaining/summary.ts';
import { checkReadReport, type ReportCheck, readReport } from '../reading/read-report.ts';
import { screenWording } from '../reading/screen-wording.ts';
import { UnreadableFileError } from '../reading/unreadable.ts';
import { measuresOf } from '../rules/comparing/measures.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';
import { findCheckOfYear, type KeptCheck, listReportChecks, saveReportCheck } from '../store/report-checks.ts';

const TAGS = ['annual-report'];
const LARGEST_REPORT = 20 * 1024 * 1024;
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const keptFindingSchema = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    place: z.string(),
    quote: z.string(),
    expected: z.string().nullable(),
    message: z.string(),
    lookAt: z.string(),
  })
  .meta({ id: 'CheckedReportFinding' });

const keptSchema = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    organName: z.string().nullable().describe('as the report names it'),
    year: z.int().nullable(),
    form: z.enum(['2021', '2019']),
    errors: z.int(),
    warnings: z.int(),
    hints: z.int(),
    checkedAt: z.string(),
    checkedBy: z.string(),
    measures: z
      .record(z.string(), z.number().nullable())
      .describe('received, granted, refusal rate and the others compared'),
    findings: z.array(keptFindingSchema),
  })
  .meta({ id: 'CheckedReport' });

const yearQuery = z.object({ year: z.coerce.number().int().min(2008).max(9999).optional() });

function viewOf(kept: KeptCheck): z.infer<typeof keptSchema> {
  const { result, checkedAt, ...rest } = kept;
  return {
    ...rest,
    form: result.form,
    checkedAt: checkedAt.toISOString(),
    measures: { ...measuresOf(result.tables) },
    findings: result.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      place: placeName(finding),
      quote: quoteOf(finding),
      expected: finding.expected === null ? null : String(finding.expected),
      message: finding.message,
      lookAt: lookAt(finding),
    })),
  };
}

/** Reports of other organs, checked in the office: `/api/v1/office/report-checks…`. Register identity first. */
export async function registerReportCheckRoutes(app: FastifyInstance, db: Database, division: string): Promise<void> {
  const api = zodRoutes(app);

  api.get(
    '/api/v1/office/report-checks',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'listReportChecks',
        summary: 'Reports of other organs that were checked here, newest year first',
        querystring: yearQuery,
        response: { 200: z.array(keptSchema), ...problemResponses(400, 401) },
      },
    },
    async (request) => (await listReportChecks(db, division, request.query.year)).map(viewOf),
  );

  api.get(
    '/api/v1/office/report-checks.xlsx',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'downloadReportChecks',
        summary: 'All findings of the checked reports as a workbook',
        querystring: yearQuery,
        response: { ...fileResponse('One row a finding', WORKBOOK), ...problemResponses(400, 401) },
      },
    },
    async (request, reply) => {
      const kept = await listReportChecks(db, division, request.query.year);
      const files = (async function* () {
        for (const { fileName, result } of kept) yield { file: fileName, check: result };
      })();
      return reply
        .type(WORKBOOK)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('年度报告检查结果.xlsx')}`)
        .send(Readable.fromWeb(findingsSheet(files) as Parameters<typeof Readable.fromWeb>[0]));
    },
  );

  // In a scope of its own: only here does this capability take files.
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false });
    zodRoutes(scope).post(
      '/api/v1/office/report-checks',
      {
        config: requirePermission('annual-report.compile'),
        bodyLimit: LARGEST_REPORT + 100_000,
        schema: {
          tags: TAGS,
          operationId: 'checkReportFile',
          summary: 'Read and check a published report: multipart with one `file`; the file itself is not kept',
          consumes: ['multipart/form-data'],
          response: {
            201: keptSchema
              .extend({
                summary: z.string().describe('one page of plain text'),
                marked: z.string().describe('the report as an HTML document with the findings in place'),
              })
              .meta({ id: 'CheckedReportFile' }),
            ...problemResponses(400, 401, 413, 422),
          },
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const { person } = actor;
        const [organCode = division] = organsWhere(actor, 'annual-report.compile');
        const grant = authorise(request, 'annual-report.compile', { organCode, state: 'drafting' });
        const { name, bytes } = await readReportUpload(request);
        const { report, check } = await checkUpload(name, bytes);
        const counts = countBySeverity(check.findings);
        const kept: Omit<KeptCheck, 'checkedAt'> = {
          id: randomUUID(),
          fileName: name,
          organName: check.organ,
          year: check.year,
          errors: counts.error,
          warnings: counts.warning,
          hints: counts.info,
          checkedBy: person.fullName,
          result: check,
        };
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const id = await auditedAct(request, grant, async (transaction) => {
          const answer = await saveReportCheck(transaction, division, sha256, kept);
          const after = { file: name, sha256, organ: check.organ, year: check.year, ...counts };
          return {
            answer,
            detail: { action: 'annual-report.check', subject: { kind: 'report-check', id: answer }, after },
          };
        });
        return reply.status(201).send({
          ...viewOf({ ...kept, id, checkedAt: new Date() }),
          summary: summariseCheck(check),
          marked: markUpReport(report, check),
        });
      },
    );
  });

  /** With last year's report of the same organ when that was checked here. @throws ProblemError */
  async function checkUpload(name: string, bytes: Uint8Array) {
    try {
      const report = await readReport(bytes, name);
      const { organ, year } = report;
      const before = organ === null || year === null ? undefined : await findCheckOfYear(db, division, organ, year - 1);
      const prior = before && { file: before.file, form: before.form, year: before.year, tables: before.tables };
      const check: ReportCheck = checkReadReport(report, { prior, screen: screenWording });
      return { report, check };
    } catch (error) {
      if (error instanceof UnreadableFileError)
        throw refused(`“${name}”无法读取：须为纯文本、网页、DOCX、XLSX、ODT、ODS或者带文字的PDF，且未加密、未损坏。`);
      if (error instanceof NotAReportError)
        throw refused(`“${name}”不是2021年或者2019年格式的政府信息公开工作年度报告：没有找到三张规定的表格。`);
      throw error;
    }
  }
}

function refused(detail: string): ProblemError {
  return new ProblemError(422, detail, { kind: 'report-unreadable', title: '不能检查' });
}

async function readReportUpload(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart()) throw new ProblemError(400, '请以表单方式上传文件。', { kind: 'validation' });
  const part = await request.file({ limits: { fileSize: LARGEST_REPORT, files: 1, fields: 2, fieldSize: 100 } });
  const fault = (detail: string): ProblemError =>
    new ProblemError(400, detail, { kind: 'validation', errors: [{ in: 'body', pointer: '/file', detail }] });
  if (!part) throw fault('请选择年度报告文件');
  const bytes = await part.toBuffer().catch(() => new Uint8Array());
  if (part.file.truncated) throw fault(`文件“${part.filename}”超过${LARGEST_REPORT / 1024 / 1024} MB`);
  return { name: part.filename.slice(0, 200), bytes };
}
