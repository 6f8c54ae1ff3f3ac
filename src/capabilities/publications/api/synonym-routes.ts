import { z } from 'zod';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { authorise, decide, requireActor, requirePermission } from '../../../platform/identity/index.ts';
import {
  forgetSynonyms,
  MAX_QUERY_LENGTH,
  parseSynonyms,
  readSynonyms,
  SynonymsError,
  search,
  storeSynonyms,
  synonymsFrom,
} from '../../../platform/search/index.ts';
import { SettingsChangedError } from '../commands/settings.ts';
import type { Desk } from './desk.ts';

const TAGS = ['search-synonyms'];
const MOST_GROUPS = 2_000;
const SHOWN = 5;

const groupsInput = z.array(z.array(z.string().trim().max(60)).max(50)).max(MOST_GROUPS, `不超过${MOST_GROUPS}组`);

const synonymsSchema = z
  .object({
    version: z.string(),
    updatedAt: z.string().nullable(),
    updatedBy: z.string().nullable(),
    groups: z.array(z.array(z.string())),
    mayChange: z.boolean(),
  })
  .meta({ id: 'SearchSynonyms' });

const trialSchema = z
  .object({
    sayings: z.array(z.string()).describe('这个词的其他说法，含系统自带的'),
    withoutOwn: z.int(),
    withOwn: z.int(),
    isExact: z.boolean().describe('件数很多时只计到一定数目'),
    hits: z.array(z.object({ title: z.string(), address: z.string(), isNew: z.boolean() })),
  })
  .meta({ id: 'SynonymTrial' });

/** Checks groups as an imported file is checked; a fault names its group. */
function checked(groups: readonly (readonly string[])[]): string[][] {
  return read(groups.map((group) => group.join(' ')).join('\n'), '/groups');
}

function read(text: string, pointer: string): string[][] {
  try {
    return parseSynonyms(text);
  } catch (error) {
    if (!(error instanceof SynonymsError)) throw error;
    throw new ProblemError(422, `${error.message}。`, {
      kind: 'synonyms-refused',
      title: '同义词有问题',
      errors: [{ in: 'body', pointer, detail: `${error.message}。` }],
    });
  }
}

/** 同义词 of a district's search: what people say and what documents say. */
export function registerSynonymRoutes(desk: Desk): void {
  const { app, db, division } = desk;
  const api = zodRoutes(app);

  async function view(request: Parameters<typeof requireActor>[0]): Promise<z.output<typeof synonymsSchema>> {
    const { groups, updatedAt, updatedBy } = await readSynonyms(db, division);
    return {
      version: updatedAt?.toISOString() ?? '',
      updatedAt: updatedAt?.toISOString() ?? null,
      updatedBy,
      groups: groups.map((group) => [...group]),
      mayChange: decide(requireActor(request), 'search.manage-synonyms').allowed,
    };
  }

  api.get(
    '/api/v1/search-synonyms',
    {
      config: requirePermission('publication-settings.read'),
      schema: {
        tags: TAGS,
        operationId: 'getSearchSynonyms',
        summary: '本地增加的搜索同义词',
        response: { 200: synonymsSchema, ...problemResponses(401, 404) },
      },
    },
    view,
  );

  api.post(
    '/api/v1/search-synonyms/reading',
    {
      config: requirePermission('search.manage-synonyms', 'search.try-synonyms'),
      schema: {
        tags: TAGS,
        operationId: 'readSynonymFile',
        summary: '读一个同义词文件（每行一组，空格或者逗号分开），尚不保存',
        body: z.object({ text: z.string().max(1_000_000) }),
        response: { 200: z.object({ groups: z.array(z.array(z.string())) }), ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request) => ({ groups: read(request.body.text, '/text') }),
  );

  api.post(
    '/api/v1/search-synonyms/trial',
    {
      config: requirePermission('search.manage-synonyms', 'search.try-synonyms'),
      schema: {
        tags: TAGS,
        operationId: 'trySearchSynonyms',
        summary: '按一组没有保存的同义词试搜，与没有它们时比较',
        body: z.object({
          text: z.string().trim().min(1, '请填写要试搜的词').max(MAX_QUERY_LENGTH),
          groups: groupsInput,
        }),
        response: { 200: trialSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request) => {
      const { text, groups } = request.body;
      const proposed = synonymsFrom(checked(groups));
      const ask = (synonyms: typeof proposed, pageSize: number) =>
        search(db, division, { text, filters: {}, page: 1, pageSize, synonyms });
      const before = await ask(synonymsFrom([]), 100);
      const after = await ask(proposed, SHOWN);
      // Pages that hold only some of the words are shown when none holds all; they are not what was looked for.
      const isLoose = before.match === 'any';
      const known = new Set(isLoose ? [] : before.hits.map(({ id }) => id));
      return {
        sayings: [...proposed(text.toLowerCase())],
        withoutOwn: isLoose ? 0 : before.total,
        withOwn: after.total,
        isExact: before.isTotalExact && after.isTotalExact,
        hits: after.hits.map(({ id, title, address }) => ({
          title: title.map((part) => part.text).join(''),
          address,
          isNew: after.match !== 'any' && (isLoose || before.total <= 100) && !known.has(id),
        })),
      };
    },
  );

  api.put(
    '/api/v1/search-synonyms',
    {
      config: requirePermission('search.manage-synonyms'),
      schema: {
        tags: TAGS,
        operationId: 'saveSearchSynonyms',
        summary: '以这些组代替本地增加的搜索同义词',
        body: z.object({ version: z.string(), groups: groupsInput }),
        response: { 200: synonymsSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const grant = authorise(request, 'search.manage-synonyms');
      const groups = checked(request.body.groups);
      await desk.act(request, grant, async ({ db: transaction, by, now }) => {
        const before = await readSynonyms(transaction, division);
        if ((before.updatedAt?.toISOString() ?? '') !== request.body.version) throw new SettingsChangedError();
        await storeSynonyms(transaction, division, groups, by.name, now);
        return {
          answer: null,
          detail: {
            subject: { kind: 'search-synonyms', id: division },
            before: { groups: before.groups.map((group) => group.join(' ')) },
            after: { groups: groups.map((group) => group.join(' ')) },
          },
        };
      });
      forgetSynonyms(division);
      return view(request);
    },
  );
}
