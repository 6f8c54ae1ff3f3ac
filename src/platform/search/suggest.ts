import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import { cutPinyin, pinyinQuery } from './pinyin.ts';
import { parseQuery } from './query.ts';

export interface Suggestion {
  readonly title: string;
  /** Path inside the portal. */
  readonly address: string;
}

/** Titles looked at; the first of them are shown. */
const LOOKED_AT = 200;
const MOST = 8;

/**
 * Titles that hold what was typed so far, as characters or as pinyin whose last syllable may be unfinished: those that begin
 * with it first, then what is in force, then the newest. Empty for less than two characters.
 */
export async function suggest(db: Database, divisionCode: string, typed: string): Promise<Suggestion[]> {
  const query = parseQuery(typed);
  if (query === undefined || [...query.text].length < 2) return [];
  const ways = query.terms.length === 1 ? cutPinyin(query.terms[0]!, true) : [];
  const conditions = [query.pairs, ways.length === 0 ? '' : pinyinQuery(ways)].filter((one) => one !== '');
  const branches = conditions.map(
    (vector) => sql`(select title, address, in_force, published_on from search_entry
      where division_code = ${divisionCode} and title_terms @@ ${vector}::tsquery limit ${LOOKED_AT})`,
  );
  const { rows } = await sql<Suggestion>`
    select title, min(address) as address from (${sql.join(branches, sql` union `)}) as found
    group by title
    order by min(case when starts_with(title, ${query.text}) then 0 when position(${query.text} in title) > 0 then 1 else 2 end),
      max(in_force::int) desc, max(published_on) desc, title
    limit ${MOST}`.execute(db);
  return rows.map(({ title, address }) => ({ title, address }));
}
