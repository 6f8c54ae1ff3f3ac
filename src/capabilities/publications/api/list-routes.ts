import { z } from 'zod';
import { MissingCalendarError, shanghaiDate, yearOf } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  findOrgan,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { catalogueOf } from '../commands/draft.ts';
import type { CatalogueNode } from '../rules/catalogue.ts';
import { disclosureMethods, genres, publicationKinds, themes } from '../rules/metadata.ts';
import { interpretationDueOn } from '../rules/publishing.ts';
import { conclusionLabels, stageLabels } from '../rules/review.ts';
import { fillTemplate, publicationTemplates } from '../rules/templates.ts';
import { withdrawalRules } from '../rules/withdrawal.ts';
import { listForDesk, listUninterpreted } from '../store/desk.ts';
import { loadSettings } from '../store/settings.ts';
import { type Desk, TAGS } from './desk.ts';
import { kind, listQuery, listSchema } from './schemas.ts';
import { entryView } from './view.ts';

const labelled = z.array(z.object({ key: z.string(), label: z.string() }));

interface CategoryView {
  code: string;
  title: string;
  basis: string;
  children: CategoryView[];
}

const nodeSchema: z.ZodType<CategoryView> = z
  .object({
    code: z.string(),
    title: z.string(),
    basis: z.string(),
    get children() {
      return z.array(nodeSchema);
    },
  })
  .meta({ id: 'CatalogueCategory' });

const termsSchema = z
  .object({
    kinds: labelled,
    genres: z.array(z.string()),
    themes: z.array(z.string()),
    disclosureMethods: labelled,
    stages: labelled,
    conclusions: labelled,
    withdrawals: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        explanation: z.string(),
        showsTitle: z.boolean(),
        basis: z.string(),
      }),
    ),
    interpretationWorkingDays: z.int(),
    specialLimits: z.array(
      z.object({
        category: z.string(),
        days: z.int(),
        unit: z.enum(['working-days', 'calendar-days']),
        basis: z.string(),
        note: z.string(),
      }),
    ),
    organs: z.array(z.object({ code: z.string(), name: z.string(), shortName: z.string() })),
  })
  .meta({ id: 'PublicationTerms' });

const templateSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    kind,
    category: z.string(),
    genre: z.enum(genres),
    theme: z.enum(themes),
    title: z.string(),
    keywords: z.array(z.string()),
    summary: z.string(),
    bodyHtml: z.string(),
    hint: z.string(),
  })
  .meta({ id: 'PublicationTemplate' });

const entries = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).map(([key, label]) => ({ key, label }));

function nodesOf(tree: readonly CatalogueNode[]): CategoryView[] {
  return tree.map(({ code, title, legalBasis, children }) => ({
    code,
    title,
    basis: cite(legalBasis),
    children: nodesOf(children),
  }));
}

/** Interpretations are looked for this far back. */
const LOOK_BACK_MS = 366 * 86_400_000;

/** Lists and the words that forms choose from. */
export function registerListRoutes(desk: Desk): void {
  const { app, db, division, now, calendar } = desk;
  const api = zodRoutes(app);

  api.get(
    '/api/v1/publications',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'listPublications',
        summary: '主动公开稿件和信息，应当先办的在前',
        querystring: listQuery,
        response: { 200: listSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const {
        organ,
        stage,
        visibility,
        kind: only,
        category,
        document,
        q,
        overdue,
        view,
        limit,
        offset,
      } = request.query;
      const reached = organsWhere(requireActor(request), 'publications.read');
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const today = shanghaiDate(now());
      const found = await listForDesk(db, division, {
        organCodes: organ === undefined ? [...reached] : [organ],
        view,
        ...(stage ? { stages: [stage] } : {}),
        ...(visibility ? { visibility } : {}),
        ...(only ? { kinds: [only] } : {}),
        ...(category ? { category } : {}),
        ...(document ? { documentId: document } : {}),
        ...(q ? { text: q } : {}),
        ...(overdue ? { overdueOn: today } : {}),
        limit,
        offset,
      });
      const working = await calendar();
      return { total: found.total, publications: found.entries.map((entry) => entryView(entry, today, working)) };
    },
  );

  api.get(
    '/api/v1/publications/terms',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'getPublicationTerms',
        summary: '主动公开各表单的选项：种类、体裁、主题、公开方式、撤下类型、特别期限',
        response: { 200: termsSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const settings = await loadSettings(db, division);
      const readable = new Set(organsWhere(requireActor(request), 'publications.read'));
      const organs = (await listOrgans(db, division)).filter(({ code }) => readable.has(code));
      return {
        kinds: entries(publicationKinds),
        genres: [...genres],
        themes: [...themes],
        disclosureMethods: entries(disclosureMethods),
        stages: entries(stageLabels),
        conclusions: entries(conclusionLabels),
        withdrawals: Object.entries(withdrawalRules).map(([key, { label, explanation, showsTitle, legalBasis }]) => ({
          key,
          label,
          explanation,
          showsTitle,
          basis: cite(legalBasis),
        })),
        interpretationWorkingDays: settings.interpretationWorkingDays,
        specialLimits: settings.specialLimits.map(({ category, days, unit, legalBasis, note }) => ({
          category,
          days,
          unit,
          basis: cite(legalBasis),
          note,
        })),
        organs: organs.map(({ code, name, shortName }) => ({ code, name, shortName })),
      };
    },
  );

  api.get(
    '/api/v1/publications/catalogue',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'getPublicationCatalogue',
        summary: '一个机关的主动公开基本目录和新建模板',
        querystring: z.object({ organ: z.string().max(30) }),
        response: {
          200: z.object({ categories: z.array(nodeSchema), templates: z.array(templateSchema) }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const organ = await findOrgan(db, request.query.organ);
      if (!organ || organ.divisionCode !== division) throw notFound();
      const tree = catalogueOf(await loadSettings(db, division), organ);
      const year = yearOf(shanghaiDate(now()));
      return {
        categories: nodesOf(tree),
        templates: publicationTemplates.map((template) => {
          const filled = fillTemplate(template, organ, year);
          return { ...filled, keywords: [...filled.keywords] };
        }),
      };
    },
  );

  api.get(
    '/api/v1/publications/uninterpreted',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'listUninterpretedDocuments',
        summary: '一年内发布、还没有解读的行政规范性文件',
        querystring: z.object({ organ: z.string().max(30).optional() }),
        response: {
          200: z.array(
            z.object({
              id: z.uuid(),
              organCode: z.string(),
              title: z.string(),
              documentNumber: z.string().nullable(),
              publishedAt: z.string(),
              dueOn: z.string().nullable(),
              isOverdue: z.boolean(),
            }),
          ),
          ...problemResponses(401, 404),
        },
      },
    },
    async (request) => {
      const reached = organsWhere(requireActor(request), 'publications.read');
      const { organ } = request.query;
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const { interpretationWorkingDays } = await loadSettings(db, division);
      const working = await calendar();
      const today = shanghaiDate(now());
      const from = new Date(now().getTime() - LOOK_BACK_MS);
      const found = await listUninterpreted(db, division, organ === undefined ? [...reached] : [organ], from);
      return found.map(({ publishedAt, ...one }) => {
        let dueOn = null;
        try {
          dueOn = interpretationDueOn(shanghaiDate(publishedAt), interpretationWorkingDays, working);
        } catch (error) {
          if (!(error instanceof MissingCalendarError)) throw error;
        }
        return { ...one, publishedAt: publishedAt.toISOString(), dueOn, isOverdue: dueOn !== null && dueOn < today };
      });
    },
  );
}
