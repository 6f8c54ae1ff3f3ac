import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  exportChanged,
  exportWholeSite,
  findPublication,
  importPublished,
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

beforeEach(async () => {
  db = await open();
  const organ = { divisionCode: DIVISION, shortName: '测试', activeFrom: plainDate('2010-01-01'), activeTo: null };
  await insertOrgans(db, [
    { ...organ, code: '330206', name: '测试区人民政府', kind: 'government', parentCode: null, sortOrder: 0 },
    { ...organ, code: '33020601', name: '测试局', kind: 'department', parentCode: '330206', sortOrder: 1 },
  ]);
  const items = Array.from({ length: 25 }, (_, n) => ({
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
      keywords: ['测试'],
      disclosure: 'proactive' as const,
      summary: '测试。',
      source: null,
    },
    bodyHtml: `<p>第${n}件的正文</p>`,
    publishedAt: new Date(Date.UTC(2022, 2, 2 + n)),
  }));
  await importPublished(db, DIVISION, items, '导入', new Date());
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

it('writes each page byte for byte as it is served, with a compressed twin', async () => {
  const result = await exportWholeSite(options);
  expect(result.written).toBe(result.rendered);
  const manifest = JSON.parse((await file('export.json')).toString()) as { pages: Record<string, { file: string }> };
  for (const [address, { file: name }] of Object.entries(manifest.pages)) {
    const served = (await app.inject(address)).rawPayload;
    expect((await file(name)).equals(served), address).toBe(true);
    expect(gunzipSync(await file(`${name}.gz`)).equals(served), address).toBe(true);
  }
  const names = await readdir(join(options.directory, 'items'));
  expect(names.filter((name) => name.endsWith('.html'))).toHaveLength(25);
  expect(Object.keys(manifest.pages)).toContain('/disclosure/33020601/statutory/plans.special/page/2');
  expect(names.some((name) => name.endsWith('.writing'))).toBe(false);
});

it('leaves alone what did not change and brings a withdrawal to the files at once', async () => {
  await exportWholeSite(options);
  const untouched = join(options.directory, 'items', `${id(3)}.html`);
  const { mtimeMs } = await stat(untouched);
  expect(await exportWholeSite(options)).toMatchObject({ written: 0, removed: 0 });
  const publication = (await findPublication(db, DIVISION, id(24)))!;
  const context = {
    db,
    divisionCode: DIVISION,
    calendar: nationalCalendar(),
    now: new Date(),
    by: { id: 'x', name: '某某' },
  };
  await withdraw(context, publication.id, publication.revision, 'inaccurate', '数字有误');
  const changed = await exportChanged(options, id(24));
  expect(changed.rendered).toBeLessThan(25);
  expect((await file('items', `${id(24)}.html`)).toString()).toContain('数字有误');
  expect((await file('gone.conf')).toString()).toContain(`location = /items/${id(24)} {`);
  expect((await file('disclosure.html')).toString()).not.toContain('测试信息24');
  expect((await stat(untouched)).mtimeMs).toBe(mtimeMs);
});
