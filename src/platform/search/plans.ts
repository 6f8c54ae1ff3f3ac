import { type RawBuilder, sql } from 'kysely';
import { pinyinQuery } from './pinyin.ts';
import type { ParsedQuery } from './query.ts';

export type Condition = RawBuilder<unknown>;

/** How it was found: all the words, the number, titles read as the letters, or (nothing held all words) some of them. */
export type Match = 'all' | 'number' | 'pinyin' | 'any' | 'listing';

/** A vector and the tsquery it must meet; `holds` is checked on what the index finds. */
export interface TextCondition {
  readonly vector: 'words' | 'pairs' | 'title_terms';
  readonly query: string;
  readonly holds?: Condition;
}

export interface Plan {
  readonly match: Match;
  /** With fewer hits the next, wider plan is tried. */
  readonly enough: number;
  /** tsquery that titles must meet; looked up in an index of their own, so that titles come before texts. */
  readonly title: string | null;
  /** What texts must meet, each by an index of its own; titles that meet theirs meet the first of these as well. */
  readonly texts: readonly TextCondition[];
  /** Among titles; higher is better. */
  readonly titleScore: Condition;
  /** tsquery that the re-ranking counts; null keeps the first order. */
  readonly rankBy: string | null;
}

/** With fewer hits of whole words the string itself is looked for as well: words may have been cut differently. */
const FEW = 10;

/** Everything: each entry has a kind. */
export const EVERYTHING = "'@k:':*";

export function listing(): Plan {
  const texts = [{ vector: 'title_terms', query: EVERYTHING }] as const;
  return { match: 'listing', enough: 0, title: null, texts, titleScore: sql`0`, rankBy: null };
}

/** Ways to answer, the best first. */
export function plansFor(query: ParsedQuery): Plan[] {
  const plans: Plan[] = [];
  const titleScore = sql`case when position(${query.text} in title) > 0 then 2 else 1 end`;
  const byTitle = (match: Match, title: string): Plan => ({
    match,
    enough: 1,
    title,
    texts: [],
    titleScore: sql`0`,
    rankBy: null,
  });
  if (query.numberKey !== undefined) plans.push(byTitle('number', `'#${query.numberKey}'`));
  if (query.isShort || query.words === '') {
    if (query.pairs === '') return plans;
    plans.push({
      match: 'all',
      enough: 1,
      title: query.pairs,
      texts: [{ vector: 'pairs', query: query.pairs }],
      titleScore,
      rankBy: query.words === '' ? null : query.words,
    });
    if (query.pinyin.length > 0) plans.push(byTitle('pinyin', pinyinQuery(query.pinyin)));
    return plans;
  }
  const words: TextCondition = { vector: 'words', query: query.words };
  const common = { title: query.words, titleScore, rankBy: query.words };
  plans.push({ ...common, match: 'all', enough: FEW, texts: [words] });
  plans.push({
    ...common,
    match: 'all',
    enough: 1,
    texts: [words, { vector: 'pairs', query: query.pairs, holds: holdsTerms(query) }],
  });
  // All words but one, then half of them: what holds most of a question answers it better than what holds any word of it.
  for (const vector of [...query.mostWords, query.anyWord])
    if (vector !== '')
      plans.push({
        match: 'any',
        enough: 1,
        title: vector,
        texts: [{ vector: 'words', query: vector }],
        titleScore: sql`ts_rank(title_terms, ${query.anyWord}::tsquery) * 10`,
        rankBy: query.anyWord,
      });
  return plans;
}

/** Pairs may stand apart; the string itself must be there. */
function holdsTerms(query: ParsedQuery): Condition {
  return sql.join(
    query.terms.map((term) => sql`(position(${term} in lower(body)) > 0 or position(${term} in lower(title)) > 0)`),
    sql` and `,
  );
}
