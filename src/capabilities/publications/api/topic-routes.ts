import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { authorise, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { removeTopic, saveTopic } from '../commands/topics.ts';
import { publishedAmong } from '../store/listings.ts';
import { countTopicPages, listChosen, listTopics, type Topic } from '../store/topics.ts';
import type { Desk } from './desk.ts';
import { date } from './schemas.ts';

const TAGS = ['topics'];

const rule = z
  .object({
    category: z.string().max(100).optional(),
    theme: z.string().max(60).optional(),
    organCode: z.string().max(30).optional(),
    keyword: z.string().trim().max(40).optional(),
  })
  .describe('自动收录同时符合各条件的信息');

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, '地址只能用小写字母、数字和连字符，例如 business-environment')
  .meta({ example: 'business-environment' });

const topicSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    description: z.string(),
    rule: rule.nullable(),
    position: z.int(),
    openedOn: z.string(),
    closedOn: z.string().nullable(),
    chosen: z.array(z.object({ id: z.uuid(), title: z.string(), isPublished: z.boolean() })),
    total: z.int().describe('专题页现在的件数'),
  })
  .meta({ id: 'Topic' });

const saveSchema = z.object({
  title: z.string().trim().min(1, '请填写专题名称').max(60),
  description: z.string().trim().max(300).default(''),
  rule: rule.nullable().default(null),
  position: z.int().min(0).max(1000).default(0),
  openedOn: date,
  closedOn: date.nullable().default(null),
  entries: z.array(z.uuid()).max(500).describe('人工选入的信息，按先后'),
});

/** 专题: chosen by hand in their order, and what a rule finds. */
export function registerTopicRoutes(desk: Desk): void {
  const { app, db, division } = desk;
  const api = zodRoutes(app);
  const parameters = z.object({ slug });

  async function view(topic: Topic): Promise<z.output<typeof topicSchema>> {
    const chosen = await listChosen(db, division, topic.slug);
    const published = await publishedAmong(
      db,
      division,
      chosen.map(({ id }) => id),
    );
    const totals = await countTopicPages(db, division, [topic]);
    return {
      ...topic,
      chosen: chosen.map(({ id, title }) => ({ id, title, isPublished: published.has(id) })),
      total: totals.get(topic.slug)!,
    };
  }

  const find = async (name: string): Promise<Topic> => {
    const topic = (await listTopics(db, division)).find((one) => one.slug === name);
    if (!topic) throw notFound();
    return topic;
  };

  api.get(
    '/api/v1/topics',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'listTopics',
        summary: '专题和各自的件数',
        response: {
          200: z.array(topicSchema.omit({ chosen: true })),
          ...problemResponses(401, 404),
        },
      },
    },
    async () => {
      const topics = await listTopics(db, division);
      const totals = await countTopicPages(db, division, topics);
      return topics.map((topic) => ({ ...topic, total: totals.get(topic.slug)! }));
    },
  );

  api.get(
    '/api/v1/topics/:slug',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'getTopic',
        summary: '一个专题：说明、规则、人工选入的信息',
        params: parameters,
        response: { 200: topicSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => view(await find(request.params.slug)),
  );

  api.put(
    '/api/v1/topics/:slug',
    {
      config: requirePermission('topics.manage'),
      schema: {
        tags: TAGS,
        operationId: 'saveTopic',
        summary: '新建或者修改专题',
        params: parameters,
        body: saveSchema,
        response: { 200: topicSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request) => {
      const grant = authorise(request, 'topics.manage');
      const name = request.params.slug;
      await desk.act(request, grant, async (context) => {
        const { before, after } = await saveTopic(context, { ...request.body, slug: name });
        return {
          answer: null,
          detail: { subject: { kind: 'topic', id: name }, before, after },
        };
      });
      return view(await find(name));
    },
  );

  api.delete(
    '/api/v1/topics/:slug',
    {
      config: requirePermission('topics.manage', 'topics.remove'),
      schema: {
        tags: TAGS,
        operationId: 'removeTopic',
        summary: '删除专题；其中的信息不受影响',
        params: parameters,
        response: { 200: z.object({ slug: z.string() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const grant = authorise(request, 'topics.manage');
      const name = request.params.slug;
      await find(name);
      await desk.act(request, grant, async (context) => ({
        answer: null,
        detail: {
          action: 'topics.remove',
          subject: { kind: 'topic', id: name },
          before: await removeTopic(context, name),
        },
      }));
      return { slug: name };
    },
  );
}
