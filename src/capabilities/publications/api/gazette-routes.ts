import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addDays, isPlainDate, type PlainDate, plainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type Act,
  decide,
  type Grant,
  listOrgans,
  notFound,
  type Organ,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { planGazette, printGazette, publishGazette } from '../commands/gazette.ts';
import { gazetteSections } from '../rules/gazette.ts';
import { countGazetteEntries, gazetteKey, listGazetteIssues, printedAlready } from '../store/gazettes.ts';
import { listPublished } from '../store/listings.ts';
import type { Desk } from './desk.ts';
import { asProblem } from './problems.ts';
import { date, kind } from './schemas.ts';

const TAGS = ['gazettes'];

const compositionSchema = z.object({
  organCode: z.string().max(30).describe('出版机关'),
  title: z.string().trim().min(1, '请填写公报名称').max(60).meta({ example: '北仑区人民政府公报' }),
  publishedOn: date,
  matters: z
    .array(z.object({ section: z.string().trim().min(1, '请填写栏目').max(30), publicationId: z.uuid() }))
    .max(200)
    .describe('本期各篇，按栏目内的顺序'),
});

const issueSchema = z
  .object({
    organCode: z.string(),
    organName: z.string(),
    year: z.int(),
    number: z.int(),
    runningNumber: z.int().describe('总第几期'),
    title: z.string(),
    publishedOn: z.string(),
    publishedBy: z.string(),
    matters: z.int().describe('刊登件数'),
  })
  .meta({ id: 'GazetteIssue' });

const candidateSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    documentNumber: z.string().nullable(),
    organName: z.string(),
    kind,
    publishedOn: z.string(),
    section: z.string().describe('按发布机关和种类归入的栏目'),
    isPrinted: z.boolean().describe('以前的公报已经刊登'),
  })
  .meta({ id: 'GazetteCandidate' });

/** The section a document belongs to by who issued it. */
function sectionOf(organ: Organ | undefined, of: string): string {
  if (of === 'interpretation') return '政策解读';
  if (organ?.kind === 'government') return '区政府文件';
  return organ?.kind === 'government-office' ? '区政府办公室文件' : '部门文件';
}

/** Composing and publishing gazettes. The government's own is edited by its office. */
export function registerGazetteRoutes(desk: Desk): void {
  const { app, db, division, now } = desk;
  const api = zodRoutes(app);

  /** The post by which the person may do the act for this organ's gazette. @throws 404 */
  function grantFor(request: FastifyRequest, act: Act, organ: Organ, organs: readonly Organ[]): Grant | undefined {
    const editing = [
      organ,
      ...(organ.kind === 'government' ? organs.filter((one) => one.kind === 'government-office') : []),
    ];
    for (const { code } of editing) {
      const decision = decide(requireActor(request), act, { organCode: code });
      if (decision.allowed) return decision.grant;
    }
    return undefined;
  }

  async function require(request: FastifyRequest, act: Act, organCode: string): Promise<Grant> {
    const organs = await listOrgans(db, division);
    const organ = organs.find(({ code }) => code === organCode);
    const grant = organ && grantFor(request, act, organ, organs);
    if (!grant) throw notFound();
    return grant;
  }

  api.get(
    '/api/v1/gazettes',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'listGazettes',
        summary: '已出版的公报，以及可以编辑公报的机关和下一期期号',
        response: {
          200: z.object({
            issues: z.array(issueSchema),
            sections: z.array(z.string()),
            editors: z.array(
              z.object({
                organCode: z.string(),
                organName: z.string(),
                title: z.string(),
                next: z.object({ year: z.int(), number: z.int(), runningNumber: z.int() }),
                lastPublishedOn: z.string().nullable(),
                mayPublish: z.boolean(),
              }),
            ),
          }),
          ...problemResponses(401, 404),
        },
      },
    },
    async (request) => {
      const organs = await listOrgans(db, division);
      const names = new Map(organs.map(({ code, name }) => [code, name]));
      const issues = await listGazetteIssues(db, division);
      const year = Number(shanghaiDate(now()).slice(0, 4));
      const matters = await countGazetteEntries(db, division);
      const counted = issues.map((issue) => ({
        ...issue,
        organName: names.get(issue.organCode) ?? issue.organCode,
        matters: matters.get(gazetteKey(issue)) ?? 0,
      }));
      return {
        issues: counted,
        sections: [...gazetteSections],
        editors: organs
          .filter((organ) => organ.kind === 'government' || organ.kind === 'government-office')
          .filter((organ) => grantFor(request, 'gazettes.compose', organ, organs))
          .map((organ) => {
            const own = issues.filter((one) => one.organCode === organ.code);
            return {
              organCode: organ.code,
              organName: organ.name,
              title: own[0]?.title ?? `${organ.shortName}公报`,
              next: {
                year,
                number: Math.max(0, ...own.filter((one) => one.year === year).map((one) => one.number)) + 1,
                runningNumber: Math.max(0, ...own.map((one) => one.runningNumber)) + 1,
              },
              lastPublishedOn: own[0]?.publishedOn ?? null,
              mayPublish: grantFor(request, 'gazettes.publish', organ, organs) !== undefined,
            };
          }),
      };
    },
  );

  api.get(
    '/api/v1/gazettes/candidates',
    {
      config: requirePermission('gazettes.compose'),
      schema: {
        tags: TAGS,
        operationId: 'listGazetteCandidates',
        summary: '一段时间内发布、可以在公报刊登的文件和解读',
        querystring: z.object({
          from: z.string().refine(isPlainDate, '应当是日期'),
          to: z.string().refine(isPlainDate, '应当是日期'),
        }),
        response: { 200: z.array(candidateSchema), ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      const organs = new Map((await listOrgans(db, division)).map((organ) => [organ.code, organ]));
      const publishedFrom = new Date(`${from}T00:00:00+08:00`);
      const documents = await listPublished(db, division, { kinds: ['document', 'interpretation'], publishedFrom });
      const policies = await listPublished(db, division, { category: 'regulations.policies', publishedFrom });
      const until = new Date(`${addDays(plainDate(to), 1)}T00:00:00+08:00`);
      const found = [...new Map([...documents, ...policies].map((one) => [one.id, one])).values()]
        .filter((one) => one.firstPublishedAt < until)
        .sort((a, b) => a.firstPublishedAt.getTime() - b.firstPublishedAt.getTime() || (a.id < b.id ? -1 : 1));
      const printed = await printedAlready(
        db,
        division,
        found.map(({ id }) => id),
      );
      return found.map((one) => ({
        id: one.id,
        title: one.title,
        documentNumber: one.documentNumber,
        organName: organs.get(one.organCode)?.name ?? one.organCode,
        kind: one.kind,
        publishedOn: shanghaiDate(one.firstPublishedAt),
        section: sectionOf(organs.get(one.organCode), one.kind),
        isPrinted: printed.has(one.id),
      }));
    },
  );

  api.post(
    '/api/v1/gazettes/preview',
    {
      config: requirePermission('gazettes.compose'),
      schema: {
        tags: TAGS,
        operationId: 'previewGazette',
        summary: '排版本期：目录页码和总页数，不出版',
        body: compositionSchema,
        response: {
          200: z.object({
            number: z.int(),
            runningNumber: z.int(),
            pages: z.int(),
            contents: z.array(
              z.object({
                section: z.string(),
                title: z.string(),
                publicationId: z.uuid(),
                page: z.int(),
                pages: z.int(),
              }),
            ),
            pdf: z.base64().describe('PDF，base64'),
            replaced: z.array(z.string()).describe('字库没有、以编码代替的字'),
          }),
          ...problemResponses(400, 401, 404, 422),
        },
      },
    },
    async (request) => {
      await require(request, 'gazettes.compose', request.body.organCode);
      // Looks only: nothing is changed, so nothing is to be recorded.
      request.isAudited = true;
      return asProblem(async () => {
        const plan = await planGazette(db, division, request.body);
        const printed = await printGazette(plan);
        return {
          number: plan.issue.number,
          runningNumber: plan.issue.runningNumber,
          pages: printed.pages,
          contents: plan.matters.map(({ section, title, publicationId }, i) => ({
            section,
            title,
            publicationId,
            page: printed.entries[i]!.page,
            pages: printed.entries[i]!.pages,
          })),
          pdf: Buffer.from(printed.pdf).toString('base64'),
          replaced: [...printed.replaced],
        };
      });
    },
  );

  api.post(
    '/api/v1/gazettes',
    {
      config: requirePermission('gazettes.publish'),
      schema: {
        tags: TAGS,
        operationId: 'publishGazette',
        summary: '出版本期公报：编定期号，存档各篇版本和 PDF',
        body: compositionSchema,
        response: { 201: issueSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const grant = await require(request, 'gazettes.publish', request.body.organCode);
      const composition = { ...request.body, publishedOn: request.body.publishedOn as PlainDate };
      if (composition.publishedOn > shanghaiDate(now()))
        await asProblem(() => Promise.reject(new RangeError(`出版日期${composition.publishedOn}尚未到来`)));
      const plan = await asProblem(() => planGazette(db, division, composition));
      const printed = await printGazette(plan);
      const issue = await desk.act(request, grant, async (context) => {
        const answer = await publishGazette(context.db, division, composition, context.by.name, { plan, printed });
        return {
          answer,
          detail: {
            organCode: answer.organCode,
            subject: { kind: 'gazette', id: `${answer.organCode}/${answer.year}/${answer.number}` },
            after: {
              year: answer.year,
              number: answer.number,
              runningNumber: answer.runningNumber,
              pages: printed.pages,
              matters: plan.matters.map(({ publicationId, edition }) => ({ publicationId, edition })),
            },
          },
        };
      });
      return reply.status(201).send({ ...issue, organName: plan.organName, matters: plan.matters.length });
    },
  );
}
