import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPublications } from '../src/capabilities/publications/index.ts';
import { type Bench, median, round } from './bench.ts';
import { describeLoad, startEffort } from './effort.ts';
import { openBenchDatabase } from './postgres.ts';
import { type CorpusText, corpusText, readCorpus } from './publication-corpus.ts';
import { BENCH_DIVISION, benchGovernment } from './publication-items.ts';

function lineOf(texts: readonly CorpusText[], run: number, n: number): string {
  const { title, text } = corpusText(texts, n);
  return JSON.stringify({
    url: `https://old.example.gov.cn/art/${run}/${n}.html`,
    title,
    documentNumber: `仑政发〔2022〕${n + 1}号`,
    formedOn: '2022-03-01',
    publishedOn: '2022-03-02',
    html: text
      .split('\n')
      .map((line) => `<p style="text-indent:2em"><span>${line}</span></p>`)
      .join(''),
  });
}

/** Reading, cleaning, cutting of words, indexing and storing of items; GONGKAI_BENCH_ITEMS sets the size of a run. */
export const bench: Bench = {
  name: 'import',
  description: 'import of JSON Lines with indexing, on PostgreSQL (GONGKAI_BENCH_ITEMS, 4000)',
  async run({ progress, runs = 3 }) {
    const size = Number(process.env.GONGKAI_BENCH_ITEMS ?? 4_000);
    const { name, texts } = readCorpus();
    const database = await openBenchDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-import-'));
    try {
      const { db } = database;
      await benchGovernment(db);
      const perSecond: number[] = [];
      const cpu: number[] = [];
      const serverCpu: number[] = [];
      for (let run = 0; run <= runs; run++) {
        const source = join(folder, `run-${run}.jsonl`);
        await writeFile(source, Array.from({ length: size }, (_, n) => lineOf(texts, run, n)).join('\n'));
        const effort = await startEffort(db);
        const start = performance.now();
        const { imported } = await importPublications({
          db,
          division: BENCH_DIVISION,
          source,
          organCode: BENCH_DIVISION,
          category: 'regulations.policies',
          kind: 'item',
          by: 'bench',
          now: new Date(),
        });
        const seconds = (performance.now() - start) / 1000;
        const { node, server } = await effort();
        progress(
          `${round(imported / seconds, 0)} items a second, ${round((node / imported) * 1000, 2)} + ${round((server / imported) * 1000, 2)} ms CPU each`,
        );
        // The first run warms up.
        if (run === 0) continue;
        perSecond.push(imported / seconds);
        cpu.push((node / imported) * 1000);
        serverCpu.push((server / imported) * 1000);
      }
      return {
        runs,
        figures: {
          corpus: name,
          items: size,
          importedPerSecond: round(median(perSecond), 0),
          cpuMillisecondsPerItem: round(median(cpu), 2),
          serverCpuMillisecondsPerItem: round(median(serverCpu), 2),
          ...describeLoad(),
        },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
      await database.discard();
    }
  },
};
