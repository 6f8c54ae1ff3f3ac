import { type RawBuilder, sql } from 'kysely';
import { labelledUuid } from '../demo/random.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { indexEntries, type SearchEntry } from '../src/platform/search/index.ts';
import { type CorpusText, corpusText } from './publication-corpus.ts';

export const DIVISION = '330206';
const BATCH = 500;
/** Entries made by the program. A multiple of every step in `entryOf`, so that copies keep the facets of what they copy. */
const BASE = 21_840;
/** What the copies' numbers are higher by. */
const COPY_STEP = 10_000;

export function entryOf(texts: readonly CorpusText[], n: number): SearchEntry {
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

/**
 * Entries of any number: the first by the program, the rest as copies of them with other numbers made inside the database,
 * with the indexes built afterwards. A million takes minutes so, and hours one by one.
 */
export async function loadSearchRows(
  db: Database,
  texts: readonly CorpusText[],
  size: number,
  progress: (text: string) => void,
): Promise<void> {
  const base = Math.min(size, BASE);
  for (let n = 0; n < base; n += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, base - n) }, (_, i) => entryOf(texts, n + i));
    await db.transaction().execute((transaction) => indexEntries(transaction, DIVISION, batch));
  }
  progress(`${base} of ${size} indexed`);
  if (size <= base) return;
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'search_entry' and indexname <> 'search_entry_pkey' order by indexname`.execute(db);
  for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(db);
  let copies = 0;
  const copyNext = async (): Promise<void> => {
    for (;;) {
      const copy = ++copies;
      if (copy * base >= size) return;
      await copyRows(db, copy, Math.min(base, size - copy * base));
      if (copy % 4 === 0) progress(`${Math.min(size, (copy + 1) * base)} of ${size} there`);
    }
  };
  await Promise.all([copyNext(), copyNext()]);
  const waiting = [...indexes];
  const buildNext = async (): Promise<void> => {
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const { name, definition } = index;
      await db.connection().execute(async (connection) => {
        await sql`set maintenance_work_mem = '1200MB'`.execute(connection);
        await sql.raw(definition).execute(connection);
      });
      progress(`index ${name} built`);
    }
  };
  await Promise.all([buildNext(), buildNext()]);
}

async function copyRows(db: Database, copy: number, rows: number): Promise<void> {
  const old = sql`substring(number from '〕(\\d+)号')`;
  const own = sql`(${old}::integer + ${copy * COPY_STEP}::integer)::text`;
  const changed = (vector: RawBuilder<unknown>, more: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`ts_delete(${vector}, array[${old}, '#仑政发' || year || '-' || ${old}]) || array_to_tsvector(array[${more}])`;
  await sql`
    insert into search_entry (division_code, id, kind, address, title, number, organ_code, category, theme, genre, validity,
      in_force, published_on, year, published_at, body, title_terms, words, pairs, revision)
    select division_code, md5(id || ${`/${copy}`})::uuid, kind, address || ${`-${copy}`}, replace(title, '（1）', ${`（${copy + 1}）`}),
      '仑政发〔' || year || '〕' || ${own} || '号', organ_code, category, theme, genre, validity, in_force, published_on, year,
      published_at, '第' || ${own} || '号。' || body,
      ${changed(sql`title_terms`, sql`${own}, '#仑政发' || year || '-' || ${own}`)},
      ${changed(sql`words`, own)}, ${changed(sql`pairs`, own)}, revision
    from search_entry where division_code = ${DIVISION} and address !~ '-' order by address limit ${rows}`.execute(db);
}
