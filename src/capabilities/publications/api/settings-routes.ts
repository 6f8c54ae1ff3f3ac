import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { cite, laws } from '../../../kernel/legal-basis/index.ts';
import type { JsonValue } from '../../../platform/audit/index.ts';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  authorise,
  decide,
  listOrgans,
  notFound,
  type Organ,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { adaptCatalogueOf, adaptedTree, changeSettings, publishedIn, publisherOf } from '../commands/settings.ts';
import type { CatalogueNode } from '../rules/catalogue.ts';
import { formatIndexNumber, parseIndexPattern } from '../rules/index-number.ts';
import { ALL_ORGANS, parseSettings } from '../rules/settings.ts';
import { findSettings } from '../store/settings.ts';
import type { Desk } from './desk.ts';

const TAGS = ['publication-settings'];

const limitSchema = z.object({
  category: z.string().max(100),
  days: z.int().min(1, '至少1日').max(365, '不超过365日'),
  unit: z.enum(['working-days', 'calendar-days']),
  law: z.string().max(60),
  article: z.int().min(1).max(999).nullable(),
  verified: z.boolean().describe('已与正式文本核对'),
  note: z.string().trim().max(200),
});

const commonInput = z.object({
  indexPattern: z.string().trim().min(1, '请填写索引号格式').max(100),
  interpretationWorkingDays: z.int().min(0).max(60),
  distinctReviewers: z.boolean().describe('三级审核由不同的人员办理'),
  specialLimits: z.array(limitSchema).max(100),
});

const settingsSchema = commonInput
  .extend({
    version: z.string().describe('保存时交回，他人先行修改的返回 409'),
    updatedAt: z.string().nullable(),
    updatedBy: z.string().nullable(),
    indexExample: z.string(),
    laws: z.array(z.object({ code: z.string(), title: z.string() })),
    categories: z.array(z.object({ code: z.string(), title: z.string() })),
    organs: z.array(z.object({ code: z.string(), name: z.string(), isAdapted: z.boolean(), mayAdapt: z.boolean() })),
    mayChange: z.boolean(),
  })
  .meta({ id: 'PublicationSettings' });

const adaptationSchema = z.object({
  hidden: z.array(z.string().max(100)).max(300),
  renamed: z.record(z.string().max(100), z.string().trim().min(1).max(60)),
  added: z
    .array(
      z.object({
        below: z.string().max(100),
        code: z.string().regex(/^[a-z0-9-]{1,40}$/, '代码只能用小写字母、数字和连字符'),
        title: z.string().trim().min(1, '请填写名称').max(60),
      }),
    )
    .max(300),
});

const catalogueSchema = adaptationSchema
  .extend({
    version: z.string(),
    mayChange: z.boolean(),
    nodes: z.array(
      z.object({
        code: z.string(),
        title: z.string().describe('没有本次调整时的名称'),
        depth: z.int(),
        basis: z.string(),
        published: z.int().describe('已公开的件数，含下级'),
      }),
    ),
  })
  .meta({ id: 'OrganCatalogueSettings' });

/** What a district sets of proactive disclosure, and the 主动公开基本目录 each organ adapts. */
export function registerSettingsRoutes(desk: Desk): void {
  const { app, db, division, now } = desk;
  const api = zodRoutes(app);

  async function standingOrgans(): Promise<Organ[]> {
    return (await listOrgans(db, division)).filter(({ activeTo }) => activeTo === null);
  }

  const governmentCode = (organs: readonly Organ[]): string =>
    organs.find(({ kind }) => kind === 'government')?.code ?? division;

  /** A number as the pattern would write it for this organ today. */
  function exampleOf(pattern: string, organCode: string): string {
    return formatIndexNumber(
      parseIndexPattern(pattern),
      { organ: organCode, formedOn: shanghaiDate(now()), categoryNumber: 1 },
      1,
    );
  }

  async function view(request: FastifyRequest): Promise<z.output<typeof settingsSchema>> {
    const { content, version, updatedAt, updatedBy } = await findSettings(db, division);
    const settings = parseSettings(content);
    const organs = await standingOrgans();
    const actor = requireActor(request);
    const seen = organsWhere(actor, 'publication-settings.read');
    const adaptable = organsWhere(actor, 'publication-settings.adapt-catalogue');
    const government = governmentCode(organs);
    return {
      version,
      updatedAt: updatedAt?.toISOString() ?? null,
      updatedBy,
      indexPattern: settings.indexPattern.text,
      indexExample: exampleOf(settings.indexPattern.text, government),
      interpretationWorkingDays: settings.interpretationWorkingDays,
      distinctReviewers: settings.distinctReviewers,
      specialLimits: settings.specialLimits.map(({ category, days, unit, legalBasis, verified, note }) => ({
        category,
        days,
        unit,
        law: legalBasis.law,
        article: legalBasis.article ?? null,
        verified,
        note,
      })),
      laws: Object.entries(laws).map(([code, { title }]) => ({ code, title })),
      categories: pathsOf(adaptedTree(settings, null)),
      organs: organs
        .filter(({ code }) => seen.has(code))
        .map(({ code, name }) => ({
          code,
          name,
          isAdapted: settings.catalogues[code] !== undefined,
          mayAdapt: adaptable.has(code),
        })),
      mayChange: decide(actor, 'publication-settings.change', { organCode: government }).allowed,
    };
  }

  api.get(
    '/api/v1/publication-settings',
    {
      config: requirePermission('publication-settings.read'),
      schema: {
        tags: TAGS,
        operationId: 'getPublicationSettings',
        summary: '主动公开的设置：索引号格式、公开期限、审核',
        response: { 200: settingsSchema, ...problemResponses(401, 404) },
      },
    },
    view,
  );

  api.get(
    '/api/v1/publication-settings/index-number',
    {
      config: requirePermission('publication-settings.read'),
      schema: {
        tags: TAGS,
        operationId: 'tryIndexPattern',
        summary: '按一种格式试编索引号；不能保证唯一的格式说明原因',
        querystring: z.object({ pattern: z.string().max(100) }),
        response: {
          200: z.object({ example: z.string().nullable(), fault: z.string().nullable() }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      try {
        return {
          example: exampleOf(request.query.pattern.trim(), governmentCode(await standingOrgans())),
          fault: null,
        };
      } catch (error) {
        return { example: null, fault: (error as Error).message };
      }
    },
  );

  api.put(
    '/api/v1/publication-settings',
    {
      config: requirePermission('publication-settings.change'),
      schema: {
        tags: TAGS,
        operationId: 'savePublicationSettings',
        summary: '修改主动公开的设置；已经编出的索引号不变',
        body: commonInput.extend({ version: z.string() }),
        response: { 200: settingsSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const organCode = governmentCode(await standingOrgans());
      if (!organsWhere(requireActor(request), 'publication-settings.change').has(organCode)) throw notFound();
      const grant = authorise(request, 'publication-settings.change', { organCode });
      const { version, specialLimits, ...rest } = request.body;
      await desk.act(request, grant, async (context) => {
        const { before, after } = await changeSettings(context, version, {
          ...rest,
          specialLimits: specialLimits.map(({ article, ...limit }) => ({
            ...limit,
            ...(article === null ? {} : { article }),
          })),
        });
        const { catalogues: _, ...was } = before;
        const { catalogues: __, ...is } = after;
        return {
          answer: null,
          detail: {
            organCode,
            subject: { kind: 'publication-settings', id: division },
            before: recorded(was),
            after: recorded(is),
          },
        };
      });
      return view(request);
    },
  );

  /** The organ of an address, `null` for all. @throws 404 */
  async function organOf(code: string): Promise<Organ | null> {
    if (code === ALL_ORGANS) return null;
    const organ = (await standingOrgans()).find((one) => one.code === code);
    if (!organ) throw notFound();
    return organ;
  }

  /** Who may adapt: an organ its own, who sets for the district that of all. */
  async function actFor(organ: Organ | null) {
    return organ
      ? ({ act: 'publication-settings.adapt-catalogue', organCode: organ.code } as const)
      : ({ act: 'publication-settings.change', organCode: governmentCode(await standingOrgans()) } as const);
  }

  async function catalogueView(
    request: FastifyRequest,
    organ: Organ | null,
  ): Promise<z.output<typeof catalogueSchema>> {
    const { content, version } = await findSettings(db, division);
    const key = organ?.code ?? ALL_ORGANS;
    const { [key]: own, ...others } = content.catalogues ?? {};
    const { added = [], hidden = [], renamed = {} } = own ?? {};
    const published = await publishedIn(db, division, publisherOf(organ));
    const { act, organCode } = await actFor(organ);
    return {
      version,
      mayChange: decide(requireActor(request), act, { organCode }).allowed,
      hidden,
      renamed,
      added,
      nodes: linesOf(adaptedTree(parseSettings({ ...content, catalogues: others }), organ)).map((line) => ({
        ...line,
        published: published(line.code),
      })),
    };
  }

  const parameters = z.object({ organ: z.string().max(30).describe('机关代码，* 为各机关通用') });

  api.get(
    '/api/v1/publication-settings/catalogues/:organ',
    {
      config: requirePermission('publication-settings.read'),
      schema: {
        tags: TAGS,
        operationId: 'getOrganCatalogueSettings',
        summary: '一个机关对法定主动公开内容目录的调整',
        params: parameters,
        response: { 200: catalogueSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const organ = await organOf(request.params.organ);
      if (organ && !organsWhere(requireActor(request), 'publication-settings.read').has(organ.code)) throw notFound();
      return catalogueView(request, organ);
    },
  );

  api.put(
    '/api/v1/publication-settings/catalogues/:organ',
    {
      config: requirePermission('publication-settings.adapt-catalogue'),
      schema: {
        tags: TAGS,
        operationId: 'saveOrganCatalogueSettings',
        summary: '调整一个机关的主动公开目录；有已公开信息的类别不能去掉',
        params: parameters,
        body: adaptationSchema.extend({ version: z.string() }),
        response: { 200: catalogueSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const organ = await organOf(request.params.organ);
      const { act, organCode } = await actFor(organ);
      if (!organsWhere(requireActor(request), act).has(organCode)) throw notFound();
      const grant = authorise(request, act, { organCode });
      const { version, ...adaptation } = request.body;
      const key = organ?.code ?? ALL_ORGANS;
      await desk.act(request, grant, async (context) => {
        const { before, after } = await adaptCatalogueOf(context, version, organ, adaptation);
        return {
          answer: null,
          detail: {
            action: act,
            organCode,
            subject: { kind: 'publication-catalogue', id: key },
            before: recorded(before.catalogues?.[key] ?? null),
            after: recorded(after.catalogues?.[key] ?? null),
          },
        };
      });
      return catalogueView(request, organ);
    },
  );
}

/** As the record keeps it: without what was left out. */
const recorded = (content: object | null): JsonValue => JSON.parse(JSON.stringify(content)) as JsonValue;

interface Line {
  code: string;
  title: string;
  depth: number;
  basis: string;
}

function linesOf(nodes: readonly CatalogueNode[], depth = 0): Line[] {
  return nodes.flatMap(({ code, title, legalBasis, children }) => [
    { code, title, depth, basis: cite(legalBasis) },
    ...linesOf(children, depth + 1),
  ]);
}

function pathsOf(nodes: readonly CatalogueNode[], above: readonly string[] = []): { code: string; title: string }[] {
  return nodes.flatMap(({ code, title, children }) => [
    { code, title: [...above, title].join(' › ') },
    ...pathsOf(children, [...above, title]),
  ]);
}
