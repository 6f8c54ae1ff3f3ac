/**
 * Rescans a stock of items of 1,000 characters with all layers on two threads, written to the record as on any day, and prints seconds,
 * findings and the peak of memory as JSON. A process of its own, so that the peak is that of the rescan. Run by bench/screen.ts.
 */
import { doScreeningWork, type StockDocument, type StockSource } from '../src/capabilities/screening/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import { insertOrgans } from '../src/platform/identity/index.ts';
import { round } from './bench.ts';
import { openBenchDatabase } from './postgres.ts';
import { readTexts } from './screen-data.ts';

const DIVISION = '330206';
const ORGAN = '33020601';
const CHARACTERS = 1000;

const items = Number(process.argv[2] ?? 40_000);
const pieces: string[] = [];
for (const text of readTexts().texts)
  for (let from = 0; from + CHARACTERS <= text.length && pieces.length < items; from += CHARACTERS)
    pieces.push(text.slice(from, from + CHARACTERS));

const idOf = (index: number): string => String(index).padStart(7, '0');
const documentOf = (index: number): StockDocument => ({
  id: idOf(index),
  organCode: ORGAN,
  title: `第${index}件`,
  address: null,
  revision: '1',
  text: pieces[index % pieces.length]!,
  date: null,
});
const stock: StockSource = {
  source: 'publication',
  count: async () => items,
  page: async (_db, _division, after, limit) => {
    const first = after === null ? 0 : Number(after) + 1;
    const last = Math.min(items, first + limit);
    return Array.from({ length: Math.max(0, last - first) }, (_, i) => documentOf(first + i));
  },
  find: async (_db, _division, id) => documentOf(Number(id)),
};

const database = await openBenchDatabase();
try {
  await insertOrgans(database.db, [
    {
      divisionCode: DIVISION,
      code: ORGAN,
      name: '测试办公室',
      shortName: '测试办',
      kind: 'government-office',
      parentCode: null,
      sortOrder: 1,
      activeFrom: plainDate('2008-05-01'),
      activeTo: null,
    },
  ]);
  const start = performance.now();
  await doScreeningWork({
    db: database.db,
    divisionCode: DIVISION,
    sources: [stock],
    clock: () => new Date('2022-09-28T02:00:00Z'),
    workers: 2,
  });
  const seconds = (performance.now() - start) / 1000;
  const { screened, found } = await database.db
    .selectFrom('screening_run')
    .select(['screened', 'found'])
    .executeTakeFirstOrThrow();
  const figures = {
    items: screened,
    findings: found,
    seconds: round(seconds),
    charactersPerSecond: Math.round((screened * CHARACTERS) / seconds),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await database.discard();
}
