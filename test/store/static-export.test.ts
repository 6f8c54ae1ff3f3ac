import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  exportChanged,
  exportSite,
  findPublication,
  importPublished,
  listPublished,
  type PublishedItem,
  registerPublications,
  type StaticExport,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { registerPortalShell } from '../../src/portal/index.ts';
import { withTestDatabases } from '../support/database.ts';
import { sampleNavigation, sampleSite } from '../support/portal.ts';

const DIVISION = '330206';
const open = withTestDatabases();
let app: FastifyInstance;
let db: Database;
let options: StaticExport;

const id = (n: number): string => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const sample = (n: number): PublishedItem => ({
  id: id(n),
  organCode: '33020601',
  kind: 'item',
  metadata: {
    title: `测试信息${n}`,
    documentNumber: null,
    formedOn: plainDate('2022-03-01'),
    changedOn: null,
    effectiveOn: null,
    category: 'plans.special',
    theme: '综合政务',
    genre: '规划',
    keywords: ['测试'],
    disclosure: 'proactive',
    summary: '测试。',
    source: null,
  },
  bodyHtml: `<p>第${n}件的正文</p>`,
  publishedAt: new Date(Date.UTC(2022, 2, 2 + n)),
});

beforeEach(async () => {
  db = await open();
  const organ = { divisionCode: DIVISION, shortName: '测试', activeFrom: plainDate('2010-01-01'), activeTo: null };
  await insertOrgans(db, [
    { ...organ, code: '330206', name: '测试区人民政府', kind: 'government', parentCode: null, sortOrder: 0 },
    { ...organ, code: '33020601', name: '测试局', kind: 'department', parentCode: '330206', sortOrder: 1 },
  ]);
  await importPublished(
    db,
    DIVISION,
    Array.from({ length: 25 }, (_, n) => sample(n)),
    '导入',
    new Date(),
  );
  app = fastify();
  registerPortalShell(app, { site: sampleSite, navigation: sampleNavigation, searchPath: '/search' });
  registerPublications(app, { db, division: DIVISION });
  options = { app, db, division: DIVISION, directory: await mkdtemp(join(tmpdir(), 'gongkai-export-')) };
});

afterEach(async () => {
  await app.close();
  await rm(options.directory, { recursive: true, force: true });
});

const file = (...path: string[]): Promise<Buffer> => readFile(join(options.directory, ...path));

const pageNames = async (folder = '.'): Promise<string[]> =>
  (await readdir(join(options.directory, folder), { recursive: true })).filter((name) => name.endsWith('.html'));

const acting = () => ({
  db,
  divisionCode: DIVISION,
  calendar: nationalCalendar(),
  now: new Date(),
  by: { id: 'x', name: '某某' },
});

async function withdrawItem(n: number): Promise<void> {
  const publication = (await findPublication(db, DIVISION, id(n)))!;
  await withdraw(acting(), publication.id, publication.revision, 'inaccurate', '数字有误');
}

it('writes each page byte for byte as it is served, with compressed twins', async () => {
  const result = await exportSite(options);
  expect(result).toMatchObject({ removed: 0, resumed: false });
  expect(result.written).toBe(result.rendered);
  const names = await pageNames();
  for (const name of names) {
    const served = (await app.inject(`/${name.replace(/(?:^index)?\.html$/, '')}`)).rawPayload;
    expect((await file(name)).equals(served), name).toBe(true);
    expect(gunzipSync(await file(`${name}.gz`)).equals(served), name).toBe(true);
    expect(brotliDecompressSync(await file(`${name}.br`)).equals(served), name).toBe(true);
  }
  for (const n of [0, 24]) {
    const { rawPayload } = await app.inject(`/codes/${id(n)}.svg`);
    expect((await file('codes', `${id(n)}.svg`)).equals(rawPayload)).toBe(true);
  }
  expect(names.filter((name) => name.startsWith('items/'))).toHaveLength(25);
  expect(names).toContain('disclosure/33020601/statutory/plans.special/page/2.html');
  expect((await readdir(options.directory, { recursive: true })).some((name) => name.endsWith('.writing'))).toBe(false);
});

it('does nothing while nothing changes, and little when little did', async () => {
  const whole = await exportSite(options);
  expect(await exportSite(options)).toEqual({ rendered: 0, written: 0, removed: 0, resumed: false });
  const untouched = join(options.directory, 'items', `${id(3)}.html`);
  const { mtimeMs } = await stat(untouched);
  await withdrawItem(24);
  const result = await exportSite(options);
  expect(result.rendered).toBeLessThan(whole.rendered - 20);
  expect((await stat(untouched)).mtimeMs).toBe(mtimeMs);
  expect((await exportSite({ ...options, whole: true })).written).toBe(0);
});

it('brings a withdrawal to the files at once', async () => {
  await exportSite(options);
  await withdrawItem(24);
  await exportChanged(options, id(24));
  expect((await file('.gone', 'items', `${id(24)}.html`)).toString()).toContain('数字有误');
  expect(await pageNames('items')).not.toContain(`${id(24)}.html`);
  await expect(file('codes', `${id(24)}.svg`)).rejects.toThrow(/ENOENT/);
  expect((await file('disclosure.html')).toString()).not.toContain('测试信息24');
  expect((await file('feeds', 'newest.atom')).toString()).not.toContain('测试信息24');
});

it('puts a new item where readers find it, and moves the later pages of its lists', async () => {
  await exportSite(options);
  const [first] = await listPublished(db, DIVISION, { ids: [id(0)] });
  await importPublished(
    db,
    DIVISION,
    [{ ...sample(30), publishedAt: new Date(Date.UTC(2022, 5, 1)) }],
    '导入',
    new Date(),
  );
  const list = ['disclosure', '33020601', 'statutory', 'plans.special'] as const;
  const before = (await file(...list, 'page', '2.html')).toString();
  await exportChanged(options, id(30));
  expect((await file('items', `${id(30)}.html`)).toString()).toContain('测试信息30');
  expect((await file(...list.slice(0, -1), 'plans.special.html')).toString()).toContain('测试信息30');
  await exportSite(options);
  const after = (await file(...list, 'page', '2.html')).toString();
  expect(after).not.toBe(before);
  expect(after).toContain(first!.title);
});

it('removes what is no more, and only that', async () => {
  await exportSite(options);
  const stray = join(options.directory, 'items', 'stray.html');
  await writeFile(stray, 'x');
  await writeFile(`${stray}.gz`, 'x');
  await writeFile(join(options.directory, 'disclosure.html.writing'), 'half');
  for (let n = 5; n < 25; n++) await withdrawItem(n);
  const { removed } = await exportSite(options);
  expect(removed).toBeGreaterThan(1);
  const all = await readdir(options.directory, { recursive: true });
  expect(all.filter((name) => /stray|writing|page\/2/.test(name))).toEqual([]);
  expect((await pageNames('items')).length).toBe(5);
  expect((await pageNames('.gone')).length).toBe(20);
});

it('names the address the application does not serve, and can be run again', async () => {
  await expect(exportSite({ ...options, further: ['/nowhere'] })).rejects.toThrow('/nowhere');
  const result = await exportSite(options);
  expect(result.rendered).toBeGreaterThan(0);
  expect((await pageNames('items')).length).toBe(25);
});

it('says when the folder cannot be written', async () => {
  await writeFile(join(options.directory, 'items'), 'a file where a folder should be');
  await expect(exportSite(options)).rejects.toThrow('the site cannot be written');
});
