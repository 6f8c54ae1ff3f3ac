import { type RawBuilder, sql } from 'kysely';
import { type PlainDate, yearOf } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { vectorsOf } from './terms.ts';

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
  keywords: readonly string[];
  /** Plain text, with that of attachments. */
  body: string;
}

const BATCH = 200;

function values(divisionCode: string, entry: SearchEntry): RawBuilder<unknown> {
  const { titleTerms, words, pairs } = vectorsOf(entry);
  return sql`(${divisionCode}, ${entry.id}::uuid, ${entry.kind}, ${entry.address}, ${entry.title}, ${entry.number}, ${entry.organCode},
    ${entry.category}, ${entry.theme}, ${entry.genre}, ${entry.validity}, ${entry.inForce}::boolean, ${entry.publishedOn}::date,
    ${yearOf(entry.publishedOn)}::integer, ${entry.body}, array_to_tsvector(${sql`${titleTerms}::text[]`}), ${words}::tsvector,
    array_to_tsvector(${sql`${pairs}::text[]`}))`;
}

/** Adds entries, or puts them in the place of those with the same id. */
export async function indexEntries(db: Database, divisionCode: string, entries: readonly SearchEntry[]): Promise<void> {
  for (let i = 0; i < entries.length; i += BATCH) {
    const rows = entries.slice(i, i + BATCH).map((entry) => values(divisionCode, entry));
    await sql`
      insert into search_entry (division_code, id, kind, address, title, number, organ_code, category, theme, genre, validity,
        in_force, published_on, year, body, title_terms, words, pairs)
      values ${sql.join(rows)}
      on conflict (division_code, id) do update set kind = excluded.kind, address = excluded.address, title = excluded.title,
        number = excluded.number, organ_code = excluded.organ_code, category = excluded.category, theme = excluded.theme,
        genre = excluded.genre, validity = excluded.validity, in_force = excluded.in_force,
        published_on = excluded.published_on, year = excluded.year, body = excluded.body,
        title_terms = excluded.title_terms, words = excluded.words, pairs = excluded.pairs`.execute(db);
  }
}

/** Withdrawn pages are found no more. */
export async function removeEntries(db: Database, divisionCode: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.deleteFrom('search_entry').where('division_code', '=', divisionCode).where('id', 'in', ids).execute();
}

/** What a change of legal validity changes in search, without reading the text again. */
export async function setEntryValidity(
  db: Database,
  divisionCode: string,
  id: string,
  validity: string,
  inForce: boolean,
): Promise<void> {
  await db
    .updateTable('search_entry')
    .set({ validity, in_force: inForce })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
}
