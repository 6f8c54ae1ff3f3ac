import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importPublished, registerPublications } from '../../src/capabilities/publications/index.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { registerPortalShell } from '../../src/portal/index.ts';
import { withTestDatabases } from '../support/database.ts';
import { sampleSite } from '../support/portal.ts';

const DIVISION = '330206';
const BASE = '/gov/zwgk';
const open = withTestDatabases();
const id = (n: number): string => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let app: FastifyInstance;
let db: Database;

beforeAll(async () => {
  db = await open();
  const organ = { divisionCode: DIVISION, shortName: '测试', activeFrom: plainDate('2010-01-01'), activeTo: null };
  await insertOrgans(db, [
    { ...organ, code: '330206', name: '测试区人民政府', kind: 'government', parentCode: null, sortOrder: 0 },
    { ...organ, code: '33020601', name: '测试局', kind: 'department', parentCode: '330206', sortOrder: 1 },
  ]);
  const items = Array.from({ length: 45 }, (_, n) => ({
    id: id(n),
    organCode: '33020601',
    kind: 'item' as const,
    metadata: {
      title: `测试信息${n}`,
      documentNumber: null,
      formedOn: plainDate('2022-03-01'),
      changedOn: null,
      effectiveOn: null,
      category: 'plans.special',
      theme: '综合政务' as const,
      genre: '规划' as const,
      keywords: [],
      disclosure: 'proactive' as const,
      summary: '测试。',
      source: null,
    },
    bodyHtml: `<p>见<a href="/items/${id(1)}">另一件</a></p><figure><img src="/items/${id(n)}/files/${id(900)}" alt="图"></figure>`,
    publishedAt: new Date(Date.UTC(2022, 2, 2 + n)),
  }));
  await importPublished(db, DIVISION, items, '导入', new Date());
  await db
    .insertInto('publication_redirect')
    .values({ division_code: DIVISION, address: '/art/2019/3/1/art_1.html?x=1', publication_id: id(7) })
    .execute();
  app = fastify();
  registerPortalShell(app, {
    site: { ...sampleSite, siteMapUrl: '/sitemap' },
    navigation: [{ href: '/disclosure', label: '公开' }],
    searchPath: '/search',
    basePath: BASE,
  });
  registerPublications(app, { db, division: DIVISION });
});

afterAll(() => app.close());

/** Pages that this small site does not have. */
const ELSEWHERE = /^\/(?:reports|requests|statement|privacy|accessibility|contact|$)/;

it('leads nowhere but below the path it is mounted at, from every page', async () => {
  const queue = ['/disclosure', '/search?q=%E6%B5%8B%E8%AF%95', '/documents', '/sitemap.xml', '/sitemaps/sections.xml'];
  const seen = new Set(queue);
  const astray: string[] = [];
  const broken: string[] = [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const response = await app.inject(path);
    if (response.statusCode >= 400 && !ELSEWHERE.test(path) && !path.includes(`/files/${id(900)}`))
      broken.push(`${path}: ${response.statusCode}`);
    const text = response.body;
    const links = [
      ...[...text.matchAll(/(?:href|src|action|data-suggestions)="(\/[^"#]*)/g)].map((match) => match[1]!),
      ...[...text.matchAll(/(?:<loc>|<link>|<link href="|href=")https:\/\/www\.example\.gov\.cn(\/[^<"]*)/g)].map(
        (match) => match[1]!,
      ),
    ].map((link) => link.replaceAll('&amp;', '&'));
    if (response.headers.location !== undefined) links.push(response.headers.location);
    for (const link of links) {
      if (!link.startsWith(`${BASE}/`)) {
        astray.push(`${path}: ${link}`);
        continue;
      }
      const inside = link.slice(BASE.length);
      if (seen.has(inside) || inside.startsWith('/settings')) continue;
      seen.add(inside);
      queue.push(inside);
    }
  }
  expect(astray).toEqual([]);
  expect(broken).toEqual([]);
  for (const expected of [
    '/feeds/search.rss',
    '/disclosure/33020601/statutory/plans.special/page/3',
    `/codes/${id(3)}.svg`,
  ])
    expect(
      [...seen].some((path) => path.startsWith(expected)),
      expected,
    ).toBe(true);
});

it('takes visitors of the older site to where the page is now, and others to what they asked for or nowhere', async () => {
  for (const path of ['/art/2019/3/1/art_1.html?x=1', '/old/art/2019/3/1/art_1.html?x=1']) {
    const { statusCode, headers } = await app.inject(path);
    expect([statusCode, headers.location]).toEqual([301, `${BASE}/items/${id(7)}`]);
  }
  for (const path of ['/art/2019/3/1/art_1.html?x=2', '/art/%ZZ', `/${'a'.repeat(600)}`])
    expect((await app.inject(path)).statusCode, path.slice(0, 40)).toBeGreaterThanOrEqual(400);
});
