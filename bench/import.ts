import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { labelledUuid } from '../demo/random.ts';
import {
  exportChanged,
  exportWholeSite,
  importPublished,
  type PublishedItem,
  registerPublications,
} from '../src/capabilities/publications/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import { insertOrgans } from '../src/platform/identity/index.ts';
import { registerPortalShell } from '../src/portal/index.ts';
import { type Bench, median, round, time } from './bench.ts';
import { openBenchDatabase } from './postgres.ts';
import { type CorpusText, corpusText, readCorpus } from './publication-corpus.ts';

const DIVISION = '330206';
const BATCH = 200;

function itemOf(texts: readonly CorpusText[], n: number): PublishedItem {
  const { title, text } = corpusText(texts, n);
  const lines = text.split('\n').map((line) => `<p>${line}</p>`);
  return {
    id: labelledUuid(`bench/${n}`),
    organCode: DIVISION,
    kind: 'item',
    metadata: {
      title,
      documentNumber: null,
      formedOn: plainDate('2022-03-01'),
      changedOn: null,
      effectiveOn: null,
      category: 'plans.special',
      theme: '综合政务',
      genre: '通知',
      keywords: [],
      disclosure: 'proactive',
      summary: title,
      source: null,
    },
    bodyHtml: lines.join(''),
    publishedAt: new Date(Date.UTC(2022, 2, 2) + n * 60_000),
  };
}

/** Cleaning, segmentation, indexing and storing of items, then their pages as files; GONGKAI_BENCH_ITEMS sets the size. */
export const bench: Bench = {
  name: 'import',
  description: 'import of published items with indexing, and their export, on PostgreSQL (GONGKAI_BENCH_ITEMS, 4000)',
  async run({ progress, runs = 3 }) {
    const size = Number(process.env.GONGKAI_BENCH_ITEMS ?? 4_000);
    const { name, texts } = readCorpus();
    const database = await openBenchDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'gongkai-bench-export-'));
    const app = fastify();
    try {
      const { db } = database;
      await insertOrgans(db, [
        {
          divisionCode: DIVISION,
          code: DIVISION,
          name: '测试区人民政府',
          shortName: '测试区',
          kind: 'government',
          parentCode: null,
          sortOrder: 0,
          activeFrom: plainDate('2000-01-01'),
          activeTo: null,
        },
      ]);
      const start = performance.now();
      for (let n = 0; n < size; n += BATCH) {
        const batch = Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => itemOf(texts, n + i));
        await importPublished(db, DIVISION, batch, 'bench', new Date());
      }
      const importedPerSecond = size / ((performance.now() - start) / 1000);
      progress(`${round(importedPerSecond, 0)} items imported a second`);
      await database.maintain();
      registerPortalShell(app, { site: { name: '测试' }, navigation: [], searchPath: '/search' });
      registerPublications(app, { db, division: DIVISION });
      const options = { app, db, division: DIVISION, directory };
      const begun = performance.now();
      const whole = await exportWholeSite(options);
      const exportedPagesPerSecond = whole.rendered / ((performance.now() - begun) / 1000);
      progress(`${round(exportedPagesPerSecond, 0)} pages exported a second`);
      const changed = await time(runs, () => exportChanged(options, labelledUuid('bench/17')));
      const cpuOf = async (path: string): Promise<number> => {
        for (let i = 0; i < 20; i++) await app.inject(path);
        const cpu = process.cpuUsage();
        for (let i = 0; i < 100; i++) await app.inject(path);
        const { user, system } = process.cpuUsage(cpu);
        return (user + system) / 100 / 1000;
      };
      return {
        runs,
        figures: {
          corpus: name,
          items: size,
          importedPerSecond: round(importedPerSecond, 0),
          exportedPagesPerSecond: round(exportedPagesPerSecond, 0),
          exportOneChangeMilliseconds: round(median(changed)),
          itemPageCpuMilliseconds: round(await cpuOf(`/items/${labelledUuid('bench/17')}`), 2),
          listPageCpuMilliseconds: round(await cpuOf('/disclosure/330206/statutory/plans.special'), 2),
        },
      };
    } finally {
      await app.close();
      await rm(directory, { recursive: true, force: true });
      await database.discard();
    }
  },
};
