import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { fieldFault, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, authorise, type Grant, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { decideTask, handIn, reportNothing, TaskMovedError } from '../collecting/acts.ts';
import type { Standing } from '../collecting/standing.ts';
import { countedFigures, sameFigure } from '../rules/collecting/differences.ts';
import { deleteExplanation, saveExplanation } from '../store/differences.ts';
import { taskSchema } from './collection-schemas.ts';
import { authoriseCollector, byOf, refusing } from './collection-view.ts';
import { reportParameters } from './schemas.ts';
import { done, earlierActs, openTask, subjectOf, TAGS, TASK, type TaskContext, taskView } from './task-context.ts';

/** `/api/v1/office/report-collections/:year/tasks/:organ…`: what one organ fills in and hands in, and what becomes of it. */
export function registerTaskRoutes(
  app: FastifyInstance,
  db: Database,
  division: string,
  clock: () => Date = () => new Date(),
): void {
  const api = zodRoutes(app);
  const context: TaskContext = { db, division, clock };

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
    async (request) => taskView(context, request, await openTask(context, request, request.params)),
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
      const { standing } = await openTask(context, request, request.params);
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
      const { standing } = await openTask(context, request, request.params);
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
      const { standing } = await openTask(context, request, request.params);
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
      const { organ } = request.params;
      const { standing } = await openTask(context, request, request.params);
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
      const { accept, words, sha256 } = request.body;
      const { area, standing } = await openTask(context, request, request.params);
      const grant = authoriseCollector(request, 'report-collection.decide', area, earlierActs(standing));
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
}
