import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { plainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { fileResponse, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type Act,
  auditedAct,
  authorise,
  decide,
  type Grant,
  notFound,
  type Organ,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { monthlyFigureKinds } from '../../administrative-acts/index.ts';
import { decideTask, handIn, reportNothing, TaskMovedError } from '../collecting/acts.ts';
import { OwnReportRefusedError, readOwnReport } from '../collecting/own-report.ts';
import { findMissingMonths, readStandings, type Standing } from '../collecting/standing.ts';
import { reportJson } from '../render/json.ts';
import { isLate, mayMove, taskActLabels } from '../rules/collecting/course.ts';
import { countedFigures, sameFigure } from '../rules/collecting/differences.ts';
import { figureTitle } from '../rules/composing/figure.ts';
import { cellsOf } from '../rules/composing/tables.ts';
import { type Collection, listTaskEvents, listTasks } from '../store/collections.ts';
import { deleteExplanation, saveExplanation } from '../store/differences.ts';
import {
  deleteOrganReport,
  type NewOrganReport,
  readOrganReportFile,
  saveOrganReport,
} from '../store/organ-reports.ts';
import { taskSchema } from './collection-schemas.ts';
import {
  type Area,
  authoriseCollector,
  byOf,
  collectionOfYear,
  differenceView,
  handedInView,
  isCollector,
  organReportView,
  readArea,
  refusing,
} from './collection-view.ts';
import { reportParameters } from './schemas.ts';

const TAGS = ['annual-report'];
const LARGEST = 20 * 1024 * 1024;
const TASK = '/api/v1/office/report-collections/:year/tasks/:organ';
const done = { 204: z.null(), ...problemResponses(400, 401, 403, 404, 409) };
const httpAddress = z.httpUrl({ error: '请填写以http://或者https://开头的网址' }).max(1000);

interface Opened {
  area: Area;
  organ: Organ;
  collection: Collection;
  standing: Standing;
}

/** `/api/v1/office/report-collections/:year/tasks/:organ…`: what one organ fills in and hands in, and what becomes of it. */
export async function registerTaskRoutes(
  app: FastifyInstance,
  db: Database,
  division: string,
  clock: () => Date = () => new Date(),
): Promise<void> {
  const api = zodRoutes(app);

  /** The task as it stands, for those who may see it. @throws 404 */
  async function open(request: FastifyRequest, year: number, organCode: string): Promise<Opened> {
    const area = await readArea(db, division);
    const organ = area.organs.get(organCode);
    if (!organ) throw notFound();
    if (!isCollector(request, area)) authorise(request, 'report-collection.read', { organCode });
    const collection = await collectionOfYear(db, division, year);
    const tasks = await listTasks(db, division, year);
    const standing = (await readStandings(db, division, year, [organ], tasks, true)).get(organCode);
    if (!standing) throw notFound();
    return { area, organ, collection, standing };
  }

  const earlier = ({ task }: Standing) =>
    task.handedIn ? [{ act: 'report-collection.hand-in' as Act, personId: task.handedIn.personId }] : [];
  const subjectOf = ({ task }: Standing) => ({ kind: 'report-task', id: `${task.organCode}/${task.year}` });

  async function viewOf(request: FastifyRequest, { area, organ, collection, standing }: Opened) {
    const { task, content, sha256, isChanged, differences, organReport } = standing;
    const { year } = task;
    const actor = requireActor(request);
    const target = { organCode: organ.code };
    const missing = (await findMissingMonths(db, division, [organ.code], year)).get(organ.code) ?? [];
    const today = shanghaiDate(clock());
    const unexplained = differences.filter(({ explanation }) => explanation === null);
    const verdicts = area.collectors.map((organCode) =>
      decide(actor, 'report-collection.decide', { organCode, earlierActors: earlier(standing) }),
    );
    const mayDecide = verdicts.some(({ allowed }) => allowed);
    const hindrance = verdicts.flatMap((one) => (!one.allowed && one.why === 'separation' ? [one.reason] : []))[0];
    const events = await listTaskEvents(db, division, year);
    return {
      year,
      organCode: organ.code,
      organName: organ.name,
      state: task.state,
      organDueOn: collection.organDueOn,
      note: collection.note,
      isLate: isLate(task.state, collection.organDueOn, today),
      isChanged,
      sha256,
      report: reportJson(content, { organ: organ.code, year, scope: 'own' }),
      figures: [...cellsOf(content.tables)].map(({ id }) => ({ figure: id, title: figureTitle(id) })),
      missing: missing.map(({ kind, months }) => ({ kind, label: monthlyFigureKinds[kind].label, months })),
      differences: differences.map((difference) => differenceView(organ, standing, difference)),
      organReport: organReportView(organReport),
      handedIn: handedInView(task),
      course: events
        .filter(({ organCode }) => organCode === organ.code)
        .map(({ act, at, by, words }) => ({ act, label: taskActLabels[act], at: at.toISOString(), by, words })),
      may: {
        fill: decide(actor, 'report-collection.fill', target).allowed,
        handIn:
          decide(actor, 'report-collection.hand-in', target).allowed && mayMove(task.state, 'handed-in', isChanged),
        accept: mayDecide && mayMove(task.state, 'accepted', isChanged) && unexplained.length === 0,
        return: mayDecide && mayMove(task.state, 'returned', isChanged),
      },
      hindrance: mayDecide || task.state === 'waiting' ? null : (hindrance ?? null),
    };
  }

  api.get(
    TASK,
    {
      config: requirePermission('report-collection.read'),
      schema: {
        tags: TAGS,
        operationId: 'getReportTask',
        summary: 'What is asked of an organ: figures from its records, what is missing, where it differs',
        params: reportParameters,
        response: { 200: taskSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => viewOf(request, await open(request, request.params.year, request.params.organ)),
  );

  api.post(
    `${TASK}/absent-months`,
    {
      config: requirePermission('report-collection.fill'),
      schema: {
        tags: TAGS,
        operationId: 'reportAbsentMonths',
        summary: 'Nothing was decided or charged in the months not reported: each is reported as 0',
        params: reportParameters,
        response: { 200: z.object({ months: z.int() }), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const { year, organ } = request.params;
      const { standing } = await open(request, year, organ);
      const grant = authorise(request, 'report-collection.fill', { organCode: organ });
      if (shanghaiDate(clock()) <= `${year}-12-31`)
        throw new ProblemError(409, `${year}年度尚未终了，各月结束后再填报。`, {
          kind: 'collection-refused',
          title: '不能办理',
        });
      return refusing(() =>
        auditedAct(request, grant, async (transaction) => {
          const answer = await reportNothing(transaction, division, year, organ, byOf(request, grant, clock()));
          return { answer, detail: { organCode: organ, subject: subjectOf(standing), after: answer } };
        }),
      );
    },
  );

  api.put(
    `${TASK}/differences`,
    {
      config: requirePermission('report-collection.fill'),
      schema: {
        tags: TAGS,
        operationId: 'explainReportDifference',
        summary: 'Explain why a figure of the organ is not what its records give',
        params: reportParameters,
        body: z
          .object({
            figure: z.string().max(100),
            stated: z
              .number()
              .min(0)
              .max(1e12)
              .optional()
              .describe('by the organ’s own count; else as its report has it'),
            explanation: z.string().trim().min(1, '请说明差异的原因').max(1000),
          })
          .meta({ id: 'ExplainDifference' }),
        response: done,
      },
    },
    async (request, reply) => {
      const { year, organ } = request.params;
      const { figure, stated, explanation } = request.body;
      const { standing } = await open(request, year, organ);
      const grant = authorise(request, 'report-collection.fill', { organCode: organ });
      const counted = countedFigures(standing.content.tables).get(figure);
      const known = standing.differences.find((difference) => difference.figure === figure);
      if (counted === undefined) throw fieldFault('/figure', '年度报告中没有这项数字');
      const isTyped = stated !== undefined && !(known && sameFigure(known.stated, stated));
      if (isTyped && figure !== 'proactive/chargesWan' && !Number.isInteger(stated))
        throw fieldFault('/stated', '以件计的数字应为整数');
      if (isTyped && sameFigure(stated, counted)) throw fieldFault('/stated', '与记录一致，无需说明');
      if (!isTyped && !known) throw fieldFault('/figure', '这项数字与记录一致，无需说明');
      const by = byOf(request, grant, clock());
      const entry = isTyped
        ? { figure, counted, stated, source: 'typed' as const, explanation, by: by.name }
        : { figure, counted: known!.counted, stated: known!.stated, source: known!.source, explanation, by: by.name };
      await auditedAct(request, grant, async (transaction) => {
        await saveExplanation(transaction, division, year, organ, entry, by.at);
        const before = known?.explanation ? { figure, explanation: known.explanation.explanation } : null;
        const detail = { organCode: organ, subject: subjectOf(standing), before, after: { ...entry } };
        return { answer: null, detail: { ...detail, action: 'report-collection.explain' } };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    `${TASK}/difference-withdrawals`,
    {
      config: requirePermission('report-collection.fill'),
      schema: {
        tags: TAGS,
        operationId: 'withdrawReportDifference',
        summary: 'Take back a figure of the organ’s own count, or an explanation',
        params: reportParameters,
        body: z.object({ figure: z.string().max(100) }).meta({ id: 'WithdrawDifference' }),
        response: done,
      },
    },
    async (request, reply) => {
      const { year, organ } = request.params;
      const { figure } = request.body;
      const { standing } = await open(request, year, organ);
      const grant = authorise(request, 'report-collection.fill', { organCode: organ });
      const known = standing.differences.find((one) => one.figure === figure && one.explanation);
      if (!known) throw notFound();
      await auditedAct(request, grant, async (transaction) => {
        await deleteExplanation(transaction, division, year, organ, figure);
        const before = { figure, stated: known.stated, explanation: known.explanation!.explanation };
        const detail = { organCode: organ, subject: subjectOf(standing), before };
        return { answer: null, detail: { ...detail, action: 'report-collection.withdraw-difference' } };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    `${TASK}/hand-in`,
    {
      config: requirePermission('report-collection.hand-in'),
      schema: {
        tags: TAGS,
        operationId: 'handInReportFigures',
        summary: 'Confirm the figures as they stand and hand them in, with who answers for them',
        params: reportParameters,
        body: z
          .object({
            sha256: z.string().length(64),
            responsible: z.string().trim().min(2, '请填写对数据负责的人员姓名').max(50),
          })
          .meta({ id: 'HandInFigures' }),
        response: done,
      },
    },
    async (request, reply) => {
      const { year, organ } = request.params;
      const { standing } = await open(request, year, organ);
      const grant = authorise(request, 'report-collection.hand-in', { organCode: organ });
      const now = clock();
      await act(request, grant, standing, async (transaction) => {
        await handIn(
          transaction,
          division,
          standing,
          { ...request.body, today: shanghaiDate(now) },
          byOf(request, grant, now),
        );
        return { state: 'handed-in', sha256: standing.sha256, responsible: request.body.responsible };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    `${TASK}/decisions`,
    {
      config: requirePermission('report-collection.decide'),
      schema: {
        tags: TAGS,
        operationId: 'decideReportTask',
        summary: 'Accept what an organ handed in, or return it with a reason',
        params: reportParameters,
        body: z
          .object({
            sha256: z.string().length(64),
            accept: z.boolean(),
            words: z.string().trim().max(1000).default(''),
          })
          .meta({ id: 'DecideReportTask' }),
        response: done,
      },
    },
    async (request, reply) => {
      const { year, organ } = request.params;
      const { accept, words, sha256 } = request.body;
      const { area, standing } = await open(request, year, organ);
      const grant = authoriseCollector(request, 'report-collection.decide', area, earlier(standing));
      if (!accept && words === '') throw fieldFault('/words', '请写明退回的原因');
      const by = byOf(request, grant, clock());
      await act(request, grant, standing, async (transaction) => {
        if (sha256 !== standing.sha256) throw new TaskMovedError();
        await decideTask(transaction, division, standing, { accept, words }, by);
        return { state: accept ? 'accepted' : 'returned', words };
      });
      return reply.status(204).send(null);
    },
  );

  async function act(
    request: FastifyRequest,
    grant: Grant,
    standing: Standing,
    work: (transaction: Database) => Promise<Record<string, string>>,
  ): Promise<void> {
    await refusing(() =>
      auditedAct(request, grant, async (transaction) => {
        const after = await work(transaction);
        const before = { state: standing.task.state, sha256: standing.task.handedIn?.sha256 ?? null };
        const { organCode } = standing.task;
        return { answer: null, detail: { organCode, subject: subjectOf(standing), before, after } };
      }),
    );
  }

  const ownQuery = z.object({
    scope: z.enum(['own', 'aggregated']).default('own'),
    address: httpAddress.optional(),
    publishedOn: z.iso.date({ error: '日期应写作2026-01-20' }).optional(),
  });

  async function keep(
    request: FastifyRequest,
    { organ, standing }: Opened,
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
      const { year, organ } = request.params;
      await keep(request, await open(request, year, organ), request.body, null);
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
      const { standing } = await open(request, year, organ);
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
      await open(request, year, organ);
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
        const opened = await open(request, year, organ);
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

function fieldFault(pointer: string, detail: string): ProblemError {
  return new ProblemError(400, `${detail}。`, { kind: 'validation', errors: [{ in: 'body', pointer, detail }] });
}
