import { z } from 'zod';
import { addDays, shanghaiDate } from '../../../kernel/calendar/index.ts';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { addChannel, switchChannel } from '../commands/channels.ts';
import { requestRescan } from '../commands/sweep.ts';
import { composeReport } from '../rules/workflow/index.ts';
import { listChannels } from '../store/channels.ts';
import { countOpenBefore, countReleasesWithErrors, countSteps, readCoverage } from '../store/figures.ts';
import { countUnsettled } from '../store/findings.ts';
import { findRun, listRuns, type Run } from '../store/runs.ts';
import { actingName, asProblem, governmentOrgan, iso, organNames, type ScreeningApi } from './context.ts';
import { runLabels } from './labels.ts';
import { channelBody, channelSchema, day, identified, organ, overviewSchema, runSchema, TAGS } from './schemas.ts';

const runView = ({ source: _, cursor: __, ...run }: Run) => ({
  ...run,
  kindLabel: runLabels[run.kind],
  requestedAt: run.requestedAt.toISOString(),
  startedAt: iso(run.startedAt),
  finishedAt: iso(run.finishedAt),
});

const DAYS_SHOWN = 30;
const RUNS_SHOWN = 8;

/** `/api/v1/screening/overview`, `…/runs`, `…/channels`. */
export function registerRunRoutes(api: ScreeningApi): void {
  const { app, db, division } = api;
  const routes = zodRoutes(app);

  routes.get(
    '/api/v1/screening/overview',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'getScreeningOverview',
        summary: '筛查概况：待处理的问题，一段时间内按机关、种类、日期的数量，最近的筛查',
        querystring: z.object({ organ: organ.optional(), first: day.optional(), last: day.optional() }),
        response: { 200: overviewSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const reached = organsWhere(actor, 'screening.read');
      const chosen = request.query.organ;
      if (chosen !== undefined && !reached.has(chosen)) throw notFound();
      const organCodes = chosen === undefined ? [...reached] : [chosen];
      const last = request.query.last ?? shanghaiDate(api.now());
      const first = request.query.first ?? addDays(last, 1 - DAYS_SHOWN);
      const unsettled = await countUnsettled(db, division, organCodes, actor.personId);
      const period = composeReport({
        period: { kind: 'month', first, last },
        openAtStart: await countOpenBefore(db, division, first, organCodes),
        steps: await countSteps(db, division, first, last, organCodes),
        coverage: await readCoverage(db, division, first, last),
        releasedWithErrors: await countReleasesWithErrors(db, division, first, last, organCodes),
        organs: (await listOrgans(db, division)).map(({ code, name }) => ({ code, name })),
      });
      return {
        first,
        last,
        open: unsettled,
        period,
        runs: (await listRuns(db, division, RUNS_SHOWN)).map(runView),
        may: { rescan: decide(actor, 'screening.rescan', { organCode: await governmentOrgan(api) }).allowed },
      };
    },
  );

  routes.get(
    '/api/v1/screening/runs/:id',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'getScreeningRun',
        summary: '一次筛查的进度',
        params: identified,
        response: { 200: runSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const run = await findRun(db, division, request.params.id);
      if (!run) throw notFound();
      return runView(run);
    },
  );

  routes.post(
    '/api/v1/screening/runs',
    {
      config: requirePermission('screening.rescan'),
      schema: {
        tags: TAGS,
        operationId: 'requestRescan',
        summary: '重新筛查存量信息；已有等待的，并入其中',
        body: z.object({ reason: z.string().trim().min(1, '请写明原因').max(200) }),
        response: { 202: runSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const grant = authorise(request, 'screening.rescan', { organCode: await governmentOrgan(api) });
      const id = await auditedAct(request, grant, async (transaction) => {
        const { reason } = request.body;
        const runId = await requestRescan(transaction, division, reason, actingName(request, grant), api.now());
        return { answer: runId, detail: { subject: { kind: 'screening-run', id: runId }, reason } };
      });
      return reply.status(202).send(runView((await findRun(db, division, id))!));
    },
  );

  async function channelViews(actor: ReturnType<typeof requireActor>) {
    const names = await organNames(api);
    const reached = organsWhere(actor, 'screening.read');
    return (await listChannels(db, division))
      .filter(({ organCode }) => reached.has(organCode))
      .map(({ etag: _, modified: __, createdAt: ___, createdBy: ____, ...channel }) => ({
        ...channel,
        organName: names.get(channel.organCode) ?? channel.organCode,
        fetchedAt: iso(channel.fetchedAt),
        may: { manage: decide(actor, 'screening.manage-channels', { organCode: channel.organCode }).allowed },
      }));
  }

  routes.get(
    '/api/v1/screening/channels',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'listChannels',
        summary: '新媒体账号及其订阅地址',
        response: { 200: z.array(channelSchema), ...problemResponses(401, 404) },
      },
    },
    (request) => channelViews(requireActor(request)),
  );

  routes.post(
    '/api/v1/screening/channels',
    {
      config: requirePermission('screening.manage-channels'),
      schema: {
        tags: TAGS,
        operationId: 'addChannel',
        summary: '登记新媒体账号（RSS、Atom、JSON Feed）',
        body: channelBody,
        response: { 201: channelSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const { organCode } = request.body;
      const grant = authorise(request, 'screening.manage-channels', { organCode });
      const added = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const acting = { name: actingName(request, grant), now: api.now() };
          const options = { allowPrivate: api.allowPrivateFeeds };
          const channel = await addChannel(transaction, division, request.body, acting, options);
          const { id, name, platform, feedAddress } = channel;
          return {
            answer: channel,
            detail: { organCode, subject: { kind: 'screening-channel', id }, after: { name, platform, feedAddress } },
          };
        }),
      );
      const view = (await channelViews(requireActor(request))).find(({ id }) => id === added.id);
      if (!view) throw notFound();
      return reply.status(201).send(view);
    },
  );

  routes.put(
    '/api/v1/screening/channels/:id',
    {
      config: requirePermission('screening.manage-channels'),
      schema: {
        tags: TAGS,
        operationId: 'switchChannel',
        summary: '启用或者停用新媒体账号的筛查',
        params: identified,
        body: z.object({ isActive: z.boolean() }),
        response: { 200: channelSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const channel = (await listChannels(db, division)).find((one) => one.id === id);
      if (!channel) throw notFound();
      const { organCode, isActive: wasActive } = channel;
      const grant = authorise(request, 'screening.manage-channels', { organCode });
      const { isActive } = request.body;
      await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          await switchChannel(transaction, division, id, isActive);
          const subject = { kind: 'screening-channel', id };
          return { answer: null, detail: { organCode, subject, before: { isActive: wasActive }, after: { isActive } } };
        }),
      );
      const view = (await channelViews(requireActor(request))).find((one) => one.id === id);
      if (!view) throw notFound();
      return view;
    },
  );
}
