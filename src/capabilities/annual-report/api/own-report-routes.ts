import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { plainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { fieldFault, fileResponse, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, authorise, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { OwnReportRefusedError, readOwnReport } from '../collecting/own-report.ts';
import {
  deleteOrganReport,
  type NewOrganReport,
  readOrganReportFile,
  saveOrganReport,
} from '../store/organ-reports.ts';
import { byOf } from './collection-view.ts';
import { reportParameters } from './schemas.ts';
import { done, type OpenedTask, openTask, subjectOf, TAGS, TASK, type TaskContext } from './task-context.ts';

const LARGEST = 20 * 1024 * 1024;
const httpAddress = z.httpUrl({ error: '请填写以http://或者https://开头的网址' }).max(1000);

/** `/api/v1/office/report-collections/:year/tasks/:organ/own-report…`: a report the organ made elsewhere. */
export async function registerOwnReportRoutes(
  app: FastifyInstance,
  db: Database,
  division: string,
  clock: () => Date = () => new Date(),
): Promise<void> {
  const api = zodRoutes(app);
  const context: TaskContext = { db, division, clock };

  const ownQuery = z.object({
    scope: z.enum(['own', 'aggregated']).default('own'),
    address: httpAddress.optional(),
    publishedOn: z.iso.date({ error: '日期应写作2026-01-20' }).optional(),
  });

  async function keep(
    request: FastifyRequest,
    { organ, standing }: OpenedTask,
    { scope, address, publishedOn }: z.infer<typeof ownQuery>,
    read: Awaited<ReturnType<typeof readOwnReport>> | null,
  ): Promise<void> {
    const grant = authorise(request, 'report-collection.fill', { organCode: organ.code });
    const by = byOf(request, grant, clock());
    const published = publishedOn === undefined ? null : plainDate(publishedOn);
    if (published && published > shanghaiDate(by.at)) throw fieldFault('/publishedOn', '公布日期不得晚于今天');
    const report: NewOrganReport = {
      year: standing.task.year,
      organCode: organ.code,
      scope,
      address: address ?? null,
      publishedOn: published,
      file: read,
      tables: read?.tables ?? null,
      recordedAt: by.at,
      recordedBy: by.name,
    };
    const before = standing.organReport;
    await auditedAct(request, grant, async (transaction) => {
      await saveOrganReport(transaction, division, report);
      const told = {
        scope,
        address: address ?? null,
        publishedOn: published,
        file: read?.name ?? null,
        sha256: read?.sha256 ?? null,
      };
      const detail = {
        action: 'report-collection.own-report',
        organCode: organ.code,
        subject: subjectOf(standing),
        before: before
          ? { address: before.address, file: before.file?.name ?? null, sha256: before.file?.sha256 ?? null }
          : null,
        after: told,
      };
      return { answer: null, detail };
    });
  }

  api.put(
    `${TASK}/own-report-address`,
    {
      config: requirePermission('report-collection.fill'),
      schema: {
        tags: TAGS,
        operationId: 'recordOwnReportAddress',
        summary: 'Where the organ published a report it made elsewhere',
        params: reportParameters,
        body: ownQuery.extend({ address: httpAddress }).meta({ id: 'OwnReportAddress' }),
        response: done,
      },
    },
    async (request, reply) => {
      await keep(request, await openTask(context, request, request.params), request.body, null);
      return reply.status(204).send(null);
    },
  );

  api.delete(
    `${TASK}/own-report`,
    {
      config: requirePermission('report-collection.fill'),
      schema: {
        tags: TAGS,
        operationId: 'removeOwnReport',
        summary: 'Take the organ’s own report away',
        params: reportParameters,
        response: done,
      },
    },
    async (request, reply) => {
      const { year, organ } = request.params;
      const { standing } = await openTask(context, request, request.params);
      const grant = authorise(request, 'report-collection.fill', { organCode: organ });
      const { organReport } = standing;
      if (!organReport) throw notFound();
      await auditedAct(request, grant, async (transaction) => {
        await deleteOrganReport(transaction, division, year, organ);
        const before = { address: organReport.address, file: organReport.file?.name ?? null };
        const detail = {
          action: 'report-collection.own-report',
          organCode: organ,
          subject: subjectOf(standing),
          before,
        };
        return { answer: null, detail };
      });
      return reply.status(204).send(null);
    },
  );

  api.get(
    `${TASK}/own-report`,
    {
      config: requirePermission('report-collection.read'),
      schema: {
        tags: TAGS,
        operationId: 'downloadOwnReport',
        summary: 'The file of the organ’s own report',
        params: reportParameters,
        response: {
          ...fileResponse('As it was handed in', 'application/octet-stream'),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request, reply) => {
      const { year, organ } = request.params;
      await openTask(context, request, request.params);
      const file = await readOrganReportFile(db, division, year, organ);
      if (!file) throw notFound();
      return reply
        .type(file.mediaType)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(Buffer.from(file.content));
    },
  );

  // In a scope of its own: only here are files taken.
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false });
    zodRoutes(scope).put(
      `${TASK}/own-report`,
      {
        config: requirePermission('report-collection.fill'),
        bodyLimit: LARGEST + 100_000,
        schema: {
          tags: TAGS,
          operationId: 'uploadOwnReport',
          summary: 'The organ’s own report as a file: multipart with one `file`, read and set against the records',
          consumes: ['multipart/form-data'],
          params: reportParameters,
          querystring: ownQuery,
          response: { ...done, ...problemResponses(413) },
        },
      },
      async (request, reply) => {
        const { year, organ } = request.params;
        const opened = await openTask(context, request, request.params);
        authorise(request, 'report-collection.fill', { organCode: organ });
        const { name, bytes } = await readUpload(request);
        try {
          await keep(request, opened, request.query, await readOwnReport(name, bytes, opened.organ, year));
        } catch (error) {
          if (error instanceof OwnReportRefusedError) throw fieldFault('/file', error.message.replace(/。$/, ''));
          throw error;
        }
        return reply.status(204).send(null);
      },
    );
  });
}

async function readUpload(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart()) throw new ProblemError(400, '请以表单方式上传文件。', { kind: 'validation' });
  const part = await request.file({ limits: { fileSize: LARGEST, files: 1, fields: 2, fieldSize: 100 } });
  if (!part) throw fieldFault('/file', '请选择年度报告文件');
  const bytes = await part.toBuffer().catch(() => new Uint8Array());
  if (part.file.truncated) throw fieldFault('/file', `文件“${part.filename}”超过${LARGEST / 1024 / 1024} MB`);
  return { name: part.filename.slice(0, 200), bytes };
}
