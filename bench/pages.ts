// Public pages of proactive disclosure as they are served: what rendering one costs, what a request that is not in memory
// costs, and how many requests one core answers from memory. CPU time, so that a busy machine does not matter; the client
// is a process of its own, and its core does not count.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labelledUuid } from '../demo/random.ts';
import { buildApp } from '../src/app.ts';
import { findPublication, importPublished } from '../src/capabilities/publications/index.ts';
import { itemPage } from '../src/capabilities/publications/portal/item-page.tsx';
import { loadCategoryPage } from '../src/capabilities/publications/portal/load-category.ts';
import { loadItem } from '../src/capabilities/publications/portal/load-item.ts';
import { openTestProtection } from '../src/platform/protection/testing/protection.ts';
import { renderPage, visitorContext } from '../src/portal/index.ts';
import { type Bench, median, round } from './bench.ts';
import { openBenchDatabase } from './postgres.ts';
import { readCorpus } from './publication-corpus.ts';
import { benchGovernment, benchItem } from './publication-items.ts';

const DIVISION = '330206';
const ITEMS = 2_000;
const CONNECTIONS = 16;

/** CPU microseconds of this process and elapsed milliseconds. */
async function spend(work: () => Promise<void>): Promise<{ cpu: number; elapsed: number }> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: user + system, elapsed: performance.now() - start };
}

function load(url: string, requests: number, encoding: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = fork(fileURLToPath(import.meta.url), ['--client', url, String(requests), encoding], {
      stdio: 'inherit',
    });
    client.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the client ended with ${code}`))));
  });
}

async function client(url: string, requests: number, encoding: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let left = requests;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent, headers: { 'accept-encoding': encoding } }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
        response.resume().once('end', resolve);
      }).once('error', reject);
    });
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) await one();
    }),
  );
  agent.destroy();
}

export const bench: Bench = {
  name: 'pages',
  description: 'rendering public pages and serving them from memory, in CPU time',
  async run({ progress, runs = 5 }) {
    const { name, texts } = readCorpus();
    const database = await openBenchDatabase();
    const filesDirectory = await mkdtemp(join(tmpdir(), 'gongkai-bench-files-'));
    try {
      const { db } = database;
      await benchGovernment(db);
      for (let n = 0; n < ITEMS; n += 500)
        await importPublished(
          db,
          DIVISION,
          Array.from({ length: 500 }, (_, i) => benchItem(texts, n + i)),
          'bench',
          new Date(),
        );
      const app = await buildApp({
        db,
        protection: await openTestProtection(db),
        filesDirectory,
        version: 'bench',
        division: DIVISION,
        site: { name: '测试区政府信息公开', domain: 'www.example.gov.cn', sponsor: '测试区人民政府' },
        readiness: async () => [],
        log: { level: 'info', stream: { write: () => undefined } },
      });
      const context = { app, db, division: DIVISION, now: () => new Date() };
      const item = (await loadItem(context, (await findPublication(db, DIVISION, labelledUuid('bench/17')))!))!;
      const list = (await loadCategoryPage(context, DIVISION, 'plans.special', undefined))!;
      const pages = {
        item: { path: `/items/${labelledUuid('bench/17')}`, content: () => itemPage(item) },
        list: { path: '/disclosure/330206/statutory/plans.special', content: () => list },
      };
      const figures: Record<string, number | string> = { corpus: name, items: ITEMS };
      const origin = await app.listen({ host: '127.0.0.1', port: 0 });
      for (const [page, { path, content }] of Object.entries(pages)) {
        const rendering = () => renderPage(visitorContext(app, path), content());
        const rendered: number[] = [];
        const unkept: number[] = [];
        const kept: number[] = [];
        const perSecond: number[] = [];
        for (let run = 0; run <= runs; run++) {
          const render = await spend(async () => {
            for (let i = 0; i < 300; i++) rendering();
          });
          // A query of no meaning: the same page, which is never kept.
          const plain = await spend(() => load(`${origin}${path}?unkept`, 300, 'identity'));
          const requests = 10_000;
          const memory = await spend(() => load(`${origin}${path}`, requests, 'gzip'));
          if (run === 0) continue;
          rendered.push(render.cpu / 300 / 1000);
          unkept.push(plain.cpu / 300 / 1000);
          kept.push(memory.cpu / requests);
          perSecond.push(requests / (memory.elapsed / 1000));
        }
        figures[`${page}RenderCpuMilliseconds`] = round(median(rendered), 3);
        figures[`${page}RequestNotKeptCpuMilliseconds`] = round(median(unkept), 2);
        figures[`${page}RequestKeptCpuMicroseconds`] = round(median(kept), 0);
        figures[`${page}RequestsPerCpuSecond`] = round(1e6 / median(kept), 0);
        figures[`${page}RequestsPerSecondMeasured`] = round(median(perSecond), 0);
        progress(`${page}: ${figures[`${page}RequestsPerCpuSecond`]} requests for a second of CPU`);
      }
      await app.close();
      return { runs, figures };
    } finally {
      await rm(filesDirectory, { recursive: true, force: true });
      await database.discard();
    }
  },
};

if (process.argv[2] === '--client') {
  const [url = '', requests, encoding = 'identity'] = process.argv.slice(3);
  await client(url, Number(requests), encoding);
}
