import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  type Grant,
  notFound,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { addAllowance, removeAllowance } from '../commands/findings.ts';
import { previewVersion, switchLexicon, uploadLexicon } from '../commands/lexicons.ts';
import { listAllowances, type StoredAllowance } from '../store/allowances.ts';
import { listLexiconSteps, listLexicons, type StoredLexicon } from '../store/lexicons.ts';
import { actingName, asProblem, findingContext, governmentOrgan, organNames, type ScreeningApi } from './context.ts';
import { lexiconActLabels, severityLabels } from './labels.ts';
import {
  allowanceBody,
  allowanceSchema,
  identified,
  lexiconDetail,
  lexiconEffect,
  lexiconSchema,
  lexiconSwitch,
  lexiconUpload,
  TAGS,
} from './schemas.ts';

/** `/api/v1/screening/lexicons…` and `…/allowances`: what is looked for besides the shipped rules, and what is right all the same. */
export function registerLexiconRoutes(api: ScreeningApi): void {
  const { app, db, division } = api;
  const routes = zodRoutes(app);

  function viewOf(request: FastifyRequest, lexicon: StoredLexicon, names: ReadonlyMap<string, string>) {
    return {
      ...lexicon,
      ownerOrganName: names.get(lexicon.ownerOrganCode) ?? lexicon.ownerOrganCode,
      versions: lexicon.versions.map((version) => ({
        ...version,
        severityLabel: severityLabels[version.severity],
        uploadedAt: version.uploadedAt.toISOString(),
      })),
      may: {
        manage: decide(requireActor(request), 'screening.manage-lexicons', { organCode: lexicon.ownerOrganCode })
          .allowed,
      },
    };
  }

  async function find(id: string): Promise<StoredLexicon> {
    const [lexicon] = await listLexicons(db, division, id);
    if (!lexicon) throw notFound();
    return lexicon;
  }

  async function detail(request: FastifyRequest, id: string) {
    const steps = await listLexiconSteps(db, division, id);
    return {
      ...viewOf(request, await find(id), await organNames(api)),
      steps: steps.map((step) => ({ ...step, label: lexiconActLabels[step.act], at: step.at.toISOString() })),
    };
  }

  routes.get(
    '/api/v1/screening/lexicons',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'listLexicons',
        summary: '筛查词库及其版本',
        response: { 200: z.array(lexiconSchema), ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const names = await organNames(api);
      return (await listLexicons(db, division)).map((lexicon) => viewOf(request, lexicon, names));
    },
  );

  routes.get(
    '/api/v1/screening/lexicons/:id',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'getLexicon',
        summary: '一个词库的版本和经过',
        params: identified,
        response: { 200: lexiconDetail, ...problemResponses(401, 404) },
      },
    },
    (request) => detail(request, request.params.id),
  );

  routes.post(
    '/api/v1/screening/lexicons',
    {
      config: requirePermission('screening.manage-lexicons'),
      bodyLimit: 96 * 1024 * 1024,
      schema: {
        tags: TAGS,
        operationId: 'uploadLexicon',
        summary: '载入词库文件（CSV、TXT）为新的版本，尚不启用；有问题的逐行说明，正在使用的版本不变',
        body: lexiconUpload,
        response: { 201: lexiconDetail, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const { organCode, fileName, content } = request.body;
      const grant = authorise(request, 'screening.manage-lexicons', { organCode });
      const bytes = Buffer.from(content, 'base64');
      const { lexicon } = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const acting = { name: actingName(request, grant), now: api.now() };
          const uploaded = await uploadLexicon(transaction, division, { fileName, bytes, organCode }, acting);
          const version = uploaded.lexicon.versions[0]!;
          return {
            answer: uploaded,
            detail: {
              organCode,
              subject: { kind: 'screening-lexicon', id: uploaded.lexicon.id },
              after: {
                name: uploaded.lexicon.name,
                version: version.version,
                terms: version.terms,
                sha256: version.sha256,
              },
            },
          };
        }),
      );
      return reply.status(201).send(await detail(request, lexicon.id));
    },
  );

  routes.get(
    '/api/v1/screening/lexicons/:id/versions/:version/effect',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'previewLexicon',
        summary: '启用某一版本会命中多少存量信息，附实例',
        params: identified.extend({ version: z.coerce.number().int().min(1) }),
        response: { 200: lexiconEffect, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const effect = await asProblem(() =>
        previewVersion(db, division, api.sources, request.params.id, request.params.version),
      );
      return { ...effect, terms: [...effect.terms], examples: [...effect.examples] };
    },
  );

  routes.post(
    '/api/v1/screening/lexicons/:id/activation',
    {
      config: requirePermission('screening.manage-lexicons'),
      schema: {
        tags: TAGS,
        operationId: 'switchLexicon',
        summary: '启用、退回或者停用词库，随后重新筛查存量',
        params: identified,
        body: lexiconSwitch,
        response: { 200: lexiconDetail, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request) => {
      const lexicon = await find(request.params.id);
      const { version, reason } = request.body;
      const grant = authorise(request, 'screening.manage-lexicons', { organCode: lexicon.ownerOrganCode });
      await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const acting = { name: actingName(request, grant), now: api.now() };
          const { before, runId } = await switchLexicon(transaction, division, lexicon.id, version, reason, acting);
          return {
            answer: null,
            detail: {
              organCode: lexicon.ownerOrganCode,
              subject: { kind: 'screening-lexicon', id: lexicon.id },
              reason,
              before: { name: before.name, version: before.activeVersion },
              after: { name: before.name, version, rescan: runId },
            },
          };
        }),
      );
      return detail(request, lexicon.id);
    },
  );

  async function allowanceGrant(request: FastifyRequest, organCode: string | null): Promise<Grant> {
    return authorise(request, 'screening.manage-allowances', { organCode: organCode ?? (await governmentOrgan(api)) });
  }

  function allowanceView(
    request: FastifyRequest,
    { madeAt, ...allowance }: StoredAllowance,
    names: ReadonlyMap<string, string>,
    government: string,
  ) {
    const target = { organCode: allowance.organCode ?? government };
    return {
      ...allowance,
      madeAt: madeAt.toISOString(),
      organName: allowance.organCode && (names.get(allowance.organCode) ?? allowance.organCode),
      may: { manage: decide(requireActor(request), 'screening.manage-allowances', target).allowed },
    };
  }

  routes.get(
    '/api/v1/screening/allowances',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'listAllowances',
        summary: '例外清单：何处的何种写法不算问题',
        response: { 200: z.array(allowanceSchema), ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const [names, government] = [await organNames(api), await governmentOrgan(api)];
      return (await listAllowances(db, division)).map((one) => allowanceView(request, one, names, government));
    },
  );

  routes.post(
    '/api/v1/screening/allowances',
    {
      config: requirePermission('screening.manage-allowances'),
      schema: {
        tags: TAGS,
        operationId: 'addAllowance',
        summary: '增加例外，随后重新筛查存量',
        body: allowanceBody,
        response: { 201: allowanceSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const { before = null, after = null, ...given } = request.body;
      const grant = await allowanceGrant(request, given.organCode);
      const allowance = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const context = findingContext(api, request, grant, transaction);
          const added = await addAllowance(context, { ...given, before, after });
          const { term, organCode, reason } = added;
          return {
            answer: added,
            detail: {
              subject: { kind: 'screening-allowance', id: added.id },
              reason,
              after: { term, before, after, organCode },
            },
          };
        }),
      );
      return reply
        .status(201)
        .send(allowanceView(request, allowance, await organNames(api), await governmentOrgan(api)));
    },
  );

  routes.delete(
    '/api/v1/screening/allowances/:id',
    {
      config: requirePermission('screening.manage-allowances'),
      schema: {
        tags: TAGS,
        operationId: 'endAllowance',
        summary: '取消例外，随后重新筛查存量',
        params: identified,
        response: { 204: z.null(), ...problemResponses(401, 404) },
      },
    },
    async (request, reply) => {
      const standing = (await listAllowances(db, division)).find(({ id }) => id === request.params.id);
      if (!standing) throw notFound();
      const grant = await allowanceGrant(request, standing.organCode);
      await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          await removeAllowance(findingContext(api, request, grant, transaction), standing.id);
          const { term, before, after, organCode } = standing;
          return {
            answer: null,
            detail: {
              subject: { kind: 'screening-allowance', id: standing.id },
              before: { term, before, after, organCode },
              after: null,
            },
          };
        }),
      );
      return reply.status(204).send(null);
    },
  );
}
