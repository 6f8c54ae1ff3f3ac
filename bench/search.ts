import { sql } from 'kysely';
import { openDatabase } from '../src/platform/database/index.ts';
import { type SearchRequest, search } from '../src/platform/search/index.ts';
import { type Bench, percentile, round } from './bench.ts';
import { describeLoad, startEffort } from './effort.ts';
import { openBenchDatabase } from './postgres.ts';
import { readCorpus } from './publication-corpus.ts';
import { DIVISION, loadSearchRows } from './search-rows.ts';

type Query = Pick<SearchRequest, 'text'> & Partial<SearchRequest>;

const texts = (...all: readonly string[]): Query[] => all.map((text) => ({ text }));

const groups: Readonly<Record<string, readonly Query[]>> = {
  words: texts(
    '行政处罚',
    '公共租赁住房',
    '环境影响评价',
    '土地征收补偿',
    '未成年人保护',
    '食品安全监督',
    '政府采购合同',
    '安全生产许可证',
  ),
  pairs: texts('渔船', '档案', '烟草', '征兵', '邮政', '献血', '测绘', '粮食'),
  commonPairs: texts('规定', '管理', '应当'),
  questions: texts(
    '企业排放污染物怎么处罚',
    '农村土地承包经营权如何登记',
    '食品生产许可需要什么条件',
    '单位拖欠工资向谁投诉',
  ),
  numbers: texts('仑政发〔2015〕3号', '仑政发[2020]99号'),
  narrowed: [
    { text: '行政处罚', filters: { organ: '33020607' } },
    { text: '管理', filters: { year: '2009', theme: '综合政务' } },
    { text: '公共租赁住房', filters: { validity: 'in-force' } },
    { text: '规定', filters: { kind: 'document', genre: '通知' } },
  ],
  newest: [
    { text: '行政处罚', order: 'newest' },
    { text: '渔船', order: 'newest' },
    { text: '', filters: { organ: '33020607' } },
    { text: '' },
  ],
};

/**
 * Search with facets on PostgreSQL; GONGKAI_BENCH_DOCUMENTS sets the size. GONGKAI_BENCH_DATABASE names a database that was
 * filled before (`loadSearchRows`), so that the same million rows can be asked again.
 */
export const bench: Bench = {
  name: 'search',
  description: 'search with facets on PostgreSQL (GONGKAI_BENCH_DOCUMENTS, 50000)',
  async run({ progress, runs = 5 }) {
    const size = Number(process.env.GONGKAI_BENCH_DOCUMENTS ?? 50_000);
    const corpus = readCorpus();
    const filled = process.env.GONGKAI_BENCH_DATABASE;
    const own = filled === undefined ? await openBenchDatabase() : undefined;
    const database = own ?? (await openDatabase({ databaseUrl: filled! }));
    try {
      const { db } = database;
      const start = performance.now();
      if (filled === undefined) {
        await loadSearchRows(db, corpus.texts, size, progress);
        await database.maintain();
      }
      const figures: Record<string, number | string> = {
        corpus: corpus.name,
        documents: await countEntries(),
        loadedSeconds: round((performance.now() - start) / 1000, 0),
      };
      for (const [group, queries] of Object.entries(groups)) {
        const taken: number[] = [];
        // The first round warms caches.
        for (const query of queries) await ask(query);
        const effort = await startEffort(db);
        for (let run = 0; run < runs; run++)
          for (const query of queries) {
            const from = performance.now();
            await ask(query);
            taken.push(performance.now() - from);
          }
        const { node, server } = await effort();
        figures[`${group}P50Milliseconds`] = round(percentile(taken, 0.5));
        figures[`${group}P95Milliseconds`] = round(percentile(taken, 0.95));
        figures[`${group}CpuMilliseconds`] = round(((node + server) / taken.length) * 1000);
        progress(
          `${group}: p95 ${figures[`${group}P95Milliseconds`]} ms, ${figures[`${group}CpuMilliseconds`]} ms CPU each`,
        );
      }
      const { rows } = await sql<{ name: string; bytes: number }>`
        select relname as name, pg_relation_size(oid) as bytes from pg_class
        where relname in ('search_entry', 'search_entry_words', 'search_entry_pairs', 'search_entry_title_terms')`.execute(
        db,
      );
      for (const row of rows)
        figures[`${row.name.replace('search_entry', 'entries').replace('entries_', '')}MiB`] = round(
          row.bytes / 2 ** 20,
          0,
        );
      return { runs, figures: { ...figures, ...describeLoad() } };

      function ask(query: Query) {
        return search(db, DIVISION, { filters: {}, page: 1, pageSize: 20, ...query });
      }
      async function countEntries(): Promise<number> {
        const { count } = await db
          .selectFrom('search_entry')
          .select((eb) => eb.fn.countAll<number | string>().as('count'))
          .executeTakeFirstOrThrow();
        return Number(count);
      }
    } finally {
      await (own ? own.discard() : database.close());
    }
  },
};
