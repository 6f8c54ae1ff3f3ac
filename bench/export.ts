import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelledUuid } from '../demo/random.ts';
import { buildApp } from '../src/app.ts';
import { exportChanged, exportSite, importPublished } from '../src/capabilities/publications/index.ts';
import { openTestProtection } from '../src/platform/protection/testing/protection.ts';
import { type Bench, median, round, time } from './bench.ts';
import { describeLoad, startEffort } from './effort.ts';
import { openBenchDatabase } from './postgres.ts';
import { readCorpus } from './publication-corpus.ts';
import { BENCH_DIVISION, benchGovernment, benchItem } from './publication-items.ts';

const BATCH = 500;

export const bench: Bench = {
  name: 'export',
  description: 'the public site as files with both twins, on PostgreSQL (GONGKAI_BENCH_ITEMS, 10000)',
  async run({ progress, runs = 5 }) {
    const size = Number(process.env.GONGKAI_BENCH_ITEMS ?? 10_000);
    const { name, texts } = readCorpus();
    const database = await openBenchDatabase();
    const scratch = await mkdtemp(join(tmpdir(), 'gongkai-bench-export-'));
    try {
      const { db } = database;
      await benchGovernment(db);
      for (let n = 0; n < size; n += BATCH) {
        const items = Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => benchItem(texts, n + i));
        await importPublished(db, BENCH_DIVISION, items, 'bench', new Date());
        if (n % 5_000 === 0) progress(`${n} of ${size} imported`);
      }
      await database.maintain();
      const app = await buildApp({
        db,
        protection: await openTestProtection(db),
        filesDirectory: join(scratch, 'files'),
        version: 'bench',
        division: BENCH_DIVISION,
        site: { name: '测试区政府信息公开', domain: 'www.example.gov.cn', sponsor: '测试区人民政府' },
        readiness: async () => [],
        log: { level: 'silent' },
      });
      await app.ready();
      const options = { app, db, division: BENCH_DIVISION };
      const perSecond: number[] = [];
      const cpu: number[] = [];
      const serverCpu: number[] = [];
      let pages = 0;
      for (let run = 0; run <= Math.min(runs, 3); run++) {
        const directory = join(scratch, `site-${run}`);
        const effort = await startEffort(db);
        const start = performance.now();
        const { rendered } = await exportSite({ ...options, directory });
        const seconds = (performance.now() - start) / 1000;
        const { node, server } = await effort();
        pages = rendered;
        progress(
          `${round(rendered / seconds, 0)} pages a second, ${round((node / rendered) * 1e6, 0)} + ${round((server / rendered) * 1e6, 0)} us CPU each`,
        );
        if (run === 0) continue;
        perSecond.push(rendered / seconds);
        cpu.push((node / rendered) * 1e6);
        serverCpu.push((server / rendered) * 1e6);
        if (run > 1) await rm(join(scratch, `site-${run - 1}`), { recursive: true });
      }
      const directory = join(scratch, `site-${Math.min(runs, 3)}`);
      const again = await time(1, () => exportSite({ ...options, directory, whole: true }));
      const changed = await time(runs * 4, () => exportChanged({ ...options, directory }, labelledUuid('bench/17')));
      await app.close();
      return {
        runs: Math.min(runs, 3),
        figures: {
          corpus: name,
          items: size,
          pages,
          pagesPerSecond: round(median(perSecond), 0),
          cpuMicrosecondsPerPage: round(median(cpu), 0),
          serverCpuMicrosecondsPerPage: round(median(serverCpu), 0),
          againPagesPerSecond: round(pages / (median(again) / 1000), 0),
          exportOneChangeMilliseconds: round(median(changed)),
          ...describeLoad(),
        },
      };
    } finally {
      await rm(scratch, { recursive: true, force: true });
      await database.discard();
    }
  },
};
