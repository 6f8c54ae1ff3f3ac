import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type CommandContext,
  findPublication,
  importPublished,
  insertTopics,
  registerPublications,
  storeSettings,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { type PageCache, registerPageCache } from '../../src/platform/http/index.ts';
import { displayLook, registerPortalShell } from '../../src/portal/index.ts';
import { withTestDatabases } from '../support/database.ts';
import { sampleSite } from '../support/portal.ts';
import { DIVISION, insertTestGovernment, itemId, publishedItem } from '../support/publications.ts';

const open = withTestDatabases();
let app: FastifyInstance;
let cache: PageCache;
let db: Database;

beforeEach(async () => {
  db = await open();
  await insertTestGovernment(db);
  await importPublished(db, DIVISION, [publishedItem(1), publishedItem(2)], '导入', new Date());
  app = fastify();
  // Changes by others are looked for at every request, so that the test need not wait.
  cache = registerPageCache(app, {
    lookOf: (request) => (request.headers.cookie?.includes('gongkai-session=') ? undefined : displayLook(request)),
    checkEvery: 0,
  });
  registerPortalShell(app, { site: sampleSite, navigation: [], searchPath: '/search' });
  registerPublications(app, { db, division: DIVISION });
});

afterEach(() => app.close());

const acting = (): CommandContext => ({
  db,
  divisionCode: DIVISION,
  calendar: nationalCalendar(),
  now: new Date(),
  by: { id: '40000000-0000-4000-8000-000000000001', name: '某某' },
});

const LIST = '/disclosure/330206/statutory/plans.special';

it('sends the page that was rendered, in each look and encoding, and not one with a session', async () => {
  const plain = await app.inject(LIST);
  expect(cache.size.pages).toBe(1);
  const again = await app.inject(LIST);
  expect(again.body).toBe(plain.body);
  expect(again.headers.etag).toBe(plain.headers.etag);
  expect(again.headers['content-security-policy']).toBe(plain.headers['content-security-policy']);
  const elder = await app.inject({
    url: LIST,
    headers: { cookie: 'portal-display=elder.automatic.automatic.standard.zh-CN' },
  });
  expect(elder.body).toContain('data-mode="elder"');
  expect((await app.inject({ url: LIST, headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding']).toBe(
    'gzip',
  );
  expect(cache.size.pages).toBe(3);
  await app.inject({ url: `/items/${itemId(1)}`, headers: { cookie: 'gongkai-session=x' } });
  await app.inject('/search?q=%E6%B5%8B%E8%AF%95');
  expect(cache.size.pages).toBe(3);
});

const changes: readonly (readonly [string, () => Promise<void>, (page: string) => boolean])[] = [
  [
    'a withdrawal',
    async (): Promise<void> => {
      const publication = (await findPublication(db, DIVISION, itemId(2)))!;
      await withdraw(acting(), publication.id, publication.revision, 'inaccurate', '数字有误');
    },
    (page: string) => !page.includes('测试信息2'),
  ],
  [
    'a publication',
    async (): Promise<void> => void (await importPublished(db, DIVISION, [publishedItem(3)], '导入', new Date())),
    (page: string) => page.includes('测试信息3'),
  ],
  [
    'a category renamed',
    async () =>
      void (await storeSettings(
        db,
        DIVISION,
        { catalogues: { '*': { renamed: { 'plans.special': '各类专项规划' } } } },
        '某某',
        new Date(),
      )),
    (page: string) => page.includes('各类专项规划'),
  ],
];

it.each(changes)('follows %s at once', async (_, change, isSeen) => {
  const before = await app.inject(LIST);
  await app.inject(`/items/${itemId(2)}`);
  await change();
  const after = await app.inject({ url: LIST, headers: { 'if-none-match': String(before.headers.etag) } });
  expect(after.statusCode).toBe(200);
  expect(isSeen(before.body)).toBe(false);
  expect(isSeen(after.body)).toBe(true);
});

it('answers 410 for what was withdrawn a moment ago, and shows a topic that was opened', async () => {
  expect((await app.inject(`/items/${itemId(1)}`)).statusCode).toBe(200);
  const publication = (await findPublication(db, DIVISION, itemId(1)))!;
  await withdraw(acting(), publication.id, publication.revision, 'inaccurate', '数字有误');
  expect((await app.inject(`/items/${itemId(1)}`)).statusCode).toBe(410);
  expect((await app.inject('/topics')).body).toContain('还没有专题');
  await insertTopics(db, DIVISION, [
    {
      slug: 'water',
      title: '节水',
      description: '节水行动',
      rule: null,
      position: 1,
      openedOn: plainDate('2022-03-01'),
      closedOn: null,
    },
  ]);
  expect((await app.inject('/topics')).body).toContain('节水行动');
});
