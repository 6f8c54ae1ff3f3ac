import { sql } from 'kysely';
import { type PlainDate, yearOf } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { moveCounts } from './counts.ts';
import { facetTerm, facetTermsOf } from './facets.ts';
import { raisePublicVersion } from './public-version.ts';
import { quoteLexeme, type Vectors, vectorsOf } from './terms.ts';

/** A public page as search knows it. */
export interface SearchEntry {
  id: string;
  kind: string;
  /** Path inside the portal. */
  address: string;
  title: string;
  /** 文号 */
  number: string | null;
  organCode: string;
  category: string | null;
  theme: string | null;
  genre: string | null;
  /** Legal validity where the thing has one. */
  validity: string | null;
  /** Goes before what is not; true for what has no validity. */
  inForce: boolean;
  publishedOn: PlainDate;
  /** The moment it first went online: lists are in this order. Noon of the day where only the day is known. */
  publishedAt?: Date;
  keywords: readonly string[];
  /** Plain text, with that of attachments. */
  body: string;
  /** `vectorsOf` this entry, where that was done elsewhere already. */
  vectors?: Vectors;
}

const BATCH = 200;

/** What entries hold that this version writes; older ones are made again by the reindexing job. */
export const ENTRY_REVISION = 1;

/** kB; the server's own limit is 4 MB. */
const PENDING_KILOBYTES = 64 * 1024;
/** kB; with the usual 4 MB a merge is done in many small pieces, each of which goes through the whole index. */
const MERGE_KILOBYTES = 256 * 1024;

const noon = (day: PlainDate): Date => new Date(`${day}T12:00:00+08:00`);

/** A row of `search_entry` as JSON, which takes no half of a surrogate pair. */
function rowOf(entry: SearchEntry) {
  const vectors = entry.vectors ?? vectorsOf(entry);
  const year = yearOf(entry.publishedOn);
  const facets = facetTermsOf(entry, year).map(quoteLexeme).join(' ');
  return {
    id: entry.id,
    kind: entry.kind,
    address: entry.address,
    title: entry.title.toWellFormed(),
    number: entry.number?.toWellFormed() ?? null,
    organ_code: entry.organCode,
    category: entry.category,
    theme: entry.theme,
    genre: entry.genre,
    validity: entry.validity,
    in_force: entry.inForce,
    published_on: entry.publishedOn,
    year,
    published_at: entry.publishedAt ?? noon(entry.publishedOn),
    body: entry.body.toWellFormed(),
    title_terms: `${vectors.titleTerms} ${facets}`,
    words: `${vectors.words} ${facets}`,
    pairs: `${vectors.pairs} ${facets}`,
  };
}

async function placesOf(transaction: Database, divisionCode: string, ids: readonly string[]) {
  const rows = await transaction
    .selectFrom('search_entry')
    .select(['organ_code', 'category', 'kind'])
    .where('division_code', '=', divisionCode)
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({ organCode: row.organ_code, category: row.category, kind: row.kind }));
}

function within(db: Database, work: (transaction: Database) => Promise<void>): Promise<void> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

async function putEntries(transaction: Database, divisionCode: string, batch: readonly SearchEntry[]): Promise<void> {
  const ids = batch.map(({ id }) => id);
  const before = await placesOf(transaction, divisionCode, ids);
  await sql`
    insert into search_entry (division_code, id, kind, address, title, number, organ_code, category, theme, genre, validity,
      in_force, published_on, year, published_at, body, title_terms, words, pairs, revision)
    select ${divisionCode}, id, kind, address, title, number, organ_code, category, theme, genre, validity,
      in_force, published_on, year, published_at, body, title_terms, words, pairs, ${ENTRY_REVISION}::smallint
    from jsonb_to_recordset(${JSON.stringify(batch.map(rowOf))}::jsonb) as entry (id uuid, kind text, address text, title text,
      number text, organ_code text, category text, theme text, genre text, validity text, in_force boolean, published_on date,
      year integer, published_at timestamptz, body text, title_terms tsvector, words tsvector, pairs tsvector)
    on conflict (division_code, id) do update set kind = excluded.kind, address = excluded.address, title = excluded.title,
      number = excluded.number, organ_code = excluded.organ_code, category = excluded.category, theme = excluded.theme,
      genre = excluded.genre, validity = excluded.validity, in_force = excluded.in_force,
      published_on = excluded.published_on, year = excluded.year, published_at = excluded.published_at, body = excluded.body,
      title_terms = excluded.title_terms, words = excluded.words, pairs = excluded.pairs,
      revision = excluded.revision`.execute(transaction);
  await moveCounts(transaction, divisionCode, before, batch);
}

/** Adds entries, or puts them in the place of those with the same id; the public version and the counts follow. */
export function indexEntries(db: Database, divisionCode: string, entries: readonly SearchEntry[]): Promise<void> {
  return within(db, async (transaction) => {
    for (let i = 0; i < entries.length; i += BATCH) {
      const batch = entries.slice(i, i + BATCH);
      await raisePublicVersion(
        transaction,
        divisionCode,
        batch.map(({ id }) => id),
      );
      await putEntries(transaction, divisionCode, batch);
    }
  });
}

/** The same for pages that did not change themselves: nothing has to be drawn or exported again. */
export function refreshEntries(db: Database, divisionCode: string, entries: readonly SearchEntry[]): Promise<void> {
  return within(db, async (transaction) => {
    for (let i = 0; i < entries.length; i += BATCH)
      await putEntries(transaction, divisionCode, entries.slice(i, i + BATCH));
  });
}

/**
 * For the rest of a transaction that adds many entries: fewer and larger merges into the indexes, and long values packed with
 * LZ4 where the server has it, which takes it a sixth less time than its own packing. Call `settleEntries` afterwards.
 */
export async function expectManyEntries(transaction: Database): Promise<void> {
  await sql`set local gin_pending_list_limit = ${sql.lit(PENDING_KILOBYTES)}`.execute(transaction);
  await sql`set local work_mem = ${sql.lit(MERGE_KILOBYTES)}`.execute(transaction);
  await sql`
    select set_config('default_toast_compression', 'lz4', true) from pg_settings
    where name = 'default_toast_compression' and 'lz4' = any(enumvals)`.execute(transaction);
}

/** Merges what was added last into the indexes, so that no search reads through it. */
export async function settleEntries(db: Database): Promise<void> {
  for (const vector of ['title_terms', 'words', 'pairs'])
    for (const sample of ['', '_16', '_256', '_4096'])
      await sql`select gin_clean_pending_list(${`search_entry_${vector}${sample}`}::regclass)`.execute(db);
}

/** Withdrawn pages are found no more. */
export function removeEntries(db: Database, divisionCode: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return Promise.resolve();
  return within(db, async (transaction) => {
    await raisePublicVersion(transaction, divisionCode, ids);
    await moveCounts(transaction, divisionCode, await placesOf(transaction, divisionCode, ids), []);
    await transaction
      .deleteFrom('search_entry')
      .where('division_code', '=', divisionCode)
      .where('id', 'in', ids)
      .execute();
  });
}

/** What a change of legal validity changes in search, without reading the text again. */
export function setEntryValidity(
  db: Database,
  divisionCode: string,
  id: string,
  validity: string,
  inForce: boolean,
): Promise<void> {
  return within(db, async (transaction) => {
    await raisePublicVersion(transaction, divisionCode, [id]);
    const term = facetTerm('validity', validity);
    const changed = (vector: string) =>
      sql`${sql.ref(vector)} = case when validity is null then ${sql.ref(vector)}
        else ts_delete(${sql.ref(vector)}, ${facetTerm('validity', '')} || validity) end || array_to_tsvector(array[${term}])`;
    await sql`
      update search_entry set validity = ${validity}, in_force = ${inForce}::boolean,
        ${sql.join(['title_terms', 'words', 'pairs'].map(changed))}
      where division_code = ${divisionCode} and id = ${id}::uuid`.execute(transaction);
  });
}
