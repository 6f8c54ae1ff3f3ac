import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demonstrationYear } from '../../demo/input.ts';
import {
  exportSite,
  findPublication,
  listPublished,
  nginxLocations,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { exportedPages } from '../../src/exported-pages.ts';
import { nationalCalendar } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp } from '../support/district.ts';
import { freePort, type Nginx, startNginx } from '../support/nginx.ts';

const open = withTestDatabases();
const { division } = demonstrationYear();
let db: Database;
let app: FastifyInstance;
let nginx: Nginx;
let directory: string;
let withdrawnId: string;

interface Answer {
  status: number;
  type: string | undefined;
  encoding: string | undefined;
  body: Buffer;
}

function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest(`${nginx.address}${path}`, { headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'],
          encoding: response.headers['content-encoding'],
          body: Buffer.concat(parts),
        }),
      );
    })
      .once('error', reject)
      .end();
  });
}

beforeAll(async () => {
  db = await open();
  app = await buildDistrictApp(db);
  directory = await mkdtemp(join(tmpdir(), 'gongkai-site-'));
  const [one] = await listPublished(db, division, { category: 'plans', limit: 1 });
  withdrawnId = one!.id;
  const context = {
    db,
    divisionCode: division,
    calendar: nationalCalendar(),
    now: new Date(),
    by: { id: '40000000-0000-4000-8000-000000000001', name: '某某' },
  };
  const publication = (await findPublication(db, division, withdrawnId))!;
  await withdraw(context, withdrawnId, publication.revision, 'inaccurate', '数字有误');
  await exportSite({ app, db, division, directory, further: await exportedPages(db, division) });
  // The application is not there: what nginx answers, it answers from files.
  const application = `http://127.0.0.1:${await freePort()}`;
  nginx = await startNginx(nginxLocations({ directory, basePath: '', application, brotli: true }));
}, 300_000);

afterAll(async () => {
  await nginx?.stop();
  await app?.close();
  if (directory) await rm(directory, { recursive: true, force: true });
});

/** Forms and answers of the program itself are not of the exported site. */
const DYNAMIC =
  /^\/(?:codes\/|settings|search|office|api|requests\/(?!organs\/)|reports\/\w+\/\d+\/(?!report\.)|reports\/compare)/;

it('is, served by nginx alone, the site that is served by the application, page for page and byte for byte', async () => {
  const queue = ['/', '/sitemap.xml'];
  const seen = new Set(queue);
  const differing: string[] = [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const [live, filed] = [await app.inject(path), await ask(path)];
    const same =
      live.statusCode === filed.status &&
      String(live.headers['content-type']) === filed.type &&
      live.rawPayload.equals(filed.body);
    if (!same)
      differing.push(
        `${path}: ${live.statusCode} ${String(live.headers['content-type'])}, ${filed.status} ${filed.type}`,
      );
    const text = live.body;
    const found = [
      ...[...text.matchAll(/(?:href|src|action)="(\/[^"?#]*)(?:#[^"]*)?"/g)].map((match) => match[1]!),
      ...[...text.matchAll(/<loc>[a-z]+:\/\/[^/<]+(\/[^<]*)<\/loc>/g)].map((match) => match[1]!),
    ];
    for (const link of found)
      if (!seen.has(link) && !DYNAMIC.test(link)) {
        seen.add(link);
        queue.push(link);
      }
  }
  expect(differing).toEqual([]);
  expect(seen.size).toBeGreaterThan(500);
}, 300_000);

it.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('is sent from its %s twins', async (encoding, decode) => {
  for (const path of ['/', '/disclosure', '/feeds/newest.atom', '/sitemap.xml']) {
    const answer = await ask(path, { 'accept-encoding': encoding });
    expect(answer.encoding, path).toBe(encoding);
    expect(decode(answer.body).equals((await app.inject(path)).rawPayload), path).toBe(true);
  }
});

it('says at the address of what was withdrawn that it is gone, and why', async () => {
  const answer = await ask(`/items/${withdrawnId}`);
  expect(answer.status).toBe(410);
  expect(answer.body.toString()).toContain('数字有误');
});

it('keeps its own books to itself', async () => {
  for (const path of ['/.export/state.json', `/.gone/items/${withdrawnId}.html`])
    expect((await ask(path)).status, path).toBe(404);
});

it('leaves to the application what only it can answer', async () => {
  // It is down, so a page with settings falls back to the plain one, and what has no file is unavailable.
  for (const [path, headers] of [
    ['/search?q=%E5%85%AC%E5%AF%93', {}],
    ['/disclosure', { cookie: 'portal-display=elder.automatic.automatic.standard.zh-CN' }],
  ] as const)
    expect((await ask(path, headers)).status, path).toBe(path.startsWith('/search') ? 503 : 200);
});
