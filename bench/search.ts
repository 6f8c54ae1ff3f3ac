import { sql } from 'kysely';
import { labelledUuid } from '../demo/random.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import { indexEntries, type SearchEntry, search } from '../src/platform/search/index.ts';
import { type Bench, percentile, round } from './bench.ts';
import { openBenchDatabase } from './postgres.ts';
import { type CorpusText, corpusText, readCorpus } from './publication-corpus.ts';

const DIVISION = '330206';
const BATCH = 500;

const groups = {
  words: [
    '行政处罚',
    '公共租赁住房',
    '环境影响评价',
    '土地征收补偿',
    '未成年人保护',
    '食品安全监督',
    '政府采购合同',
    '安全生产许可证',
  ],
  pairs: ['渔船', '档案', '烟草', '征兵', '邮政', '献血', '测绘', '粮食'],
  commonPairs: ['规定', '管理', '应当'],
  questions: [
    '企业排放污染物怎么处罚',
    '农村土地承包经营权如何登记',
    '食品生产许可需要什么条件',
    '单位拖欠工资向谁投诉',
  ],
  numbers: ['仑政发〔2015〕3号', '仑政发[2020]99号'],
} as const;

function entryOf(texts: readonly CorpusText[], n: number): SearchEntry {
  const { title, text } = corpusText(texts, n);
  const year = 2005 + (n % 20);
  const isDocument = n % 3 === 0;
  const hasEnded = isDocument && n % 7 === 0;
  return {
    id: labelledUuid(`bench/${n}`),
    kind: isDocument ? 'document' : 'item',
    address: `/items/${n}`,
    title,
    number: `仑政发〔${year}〕${Math.floor(n / 20) + 1}号`,
    organCode: `330206${String(n % 39).padStart(2, '0')}`,
    category: 'regulations.normative',
    theme: ['综合政务', '财政、金融、审计', '城乡建设、环境保护', '卫生、体育'][n % 4]!,
    genre: ['通知', '办法', '意见'][n % 3]!,
    validity: isDocument ? (hasEnded ? 'repealed' : 'in-force') : null,
    inForce: !hasEnded,
    publishedOn: plainDate(`${year}-${String((n % 12) + 1).padStart(2, '0')}-15`),
    keywords: [],
    body: text,
  };
}

/** Search with facets on PostgreSQL; GONGKAI_BENCH_DOCUMENTS sets the size. */
export const bench: Bench = {
  name: 'search',
  description: 'search with facets on PostgreSQL (GONGKAI_BENCH_DOCUMENTS, 50000)',
  async run({ progress, runs = 5 }) {
    const size = Number(process.env.GONGKAI_BENCH_DOCUMENTS ?? 50_000);
    const { name, texts } = readCorpus();
    const database = await openBenchDatabase();
    try {
      const { db } = database;
      const start = performance.now();
      for (let n = 0; n < size; n += BATCH) {
        const batch = Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => entryOf(texts, n + i));
        await db.transaction().execute((transaction) => indexEntries(transaction, DIVISION, batch));
        if (n % 10_000 === 0 && n > 0) progress(`${n} of ${size} indexed`);
      }
      const indexedPerSecond = size / ((performance.now() - start) / 1000);
      for (const index of ['title_terms', 'words', 'pairs'])
        await sql`select gin_clean_pending_list(${`search_entry_${index}`}::regclass)`.execute(db);
      await database.maintain();
      const figures: Record<string, number | string> = {
        corpus: name,
        documents: size,
        indexedPerSecond: round(indexedPerSecond, 0),
      };
      for (const [group, queries] of Object.entries(groups)) {
        const taken: number[] = [];
        // The first round warms caches.
        for (let run = 0; run <= runs; run++)
          for (const text of queries) {
            const from = performance.now();
            await search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 20 });
            if (run > 0) taken.push(performance.now() - from);
          }
        figures[`${group}P50Milliseconds`] = round(percentile(taken, 0.5));
        figures[`${group}P95Milliseconds`] = round(percentile(taken, 0.95));
        progress(`${group}: p95 ${figures[`${group}P95Milliseconds`]} ms`);
      }
      const { rows } = await sql<{ name: string; bytes: number }>`
        select relname as name, pg_relation_size(oid) as bytes from pg_class
        where relname in ('search_entry_words', 'search_entry_pairs', 'search_entry_title_terms')`.execute(db);
      for (const row of rows)
        figures[`${row.name.replace('search_entry_', '')}IndexMiB`] = round(row.bytes / 2 ** 20, 0);
      return { runs, figures };
    } finally {
      await database.discard();
    }
  },
};
