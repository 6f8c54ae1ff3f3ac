import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { excerpt, markText, type TextPart } from './highlight.ts';
import { pinyinQuery, readingAs } from './pinyin.ts';
import { type ParsedQuery, parseQuery } from './query.ts';
import { loadSynonyms } from './synonyms.ts';

export const facetNames = ['kind', 'organ', 'year', 'theme', 'genre', 'validity'] as const;
export type FacetName = (typeof facetNames)[number];

export interface SearchRequest {
  /** As typed; empty lists the newest. */
  readonly text: string;
  readonly filters: Partial<Record<FacetName, string>>;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly order?: 'relevance' | 'newest';
}

export interface SearchHit {
  readonly id: string;
  readonly kind: string;
  readonly address: string;
  readonly title: readonly TextPart[];
  readonly number: string | null;
  readonly organCode: string;
  readonly validity: string | null;
  readonly publishedOn: PlainDate;
  readonly excerpt: readonly TextPart[];
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  /** False when there are more than are counted: `total` is then the least there are. */
  readonly isTotalExact: boolean;
  /** Most frequent first; years newest first. */
  readonly facets: Readonly<Record<FacetName, readonly { readonly value: string; readonly count: number }[]>>;
  /** How it was found: all the words, the number, titles read as the letters, or (nothing held all words) any of them. */
  readonly match: 'all' | 'number' | 'pinyin' | 'any' | 'listing';
}

/** Hits beyond this are neither counted nor ranked: ranking every hit of a common word is what makes search slow. */
const CANDIDATES = 2_000;
/** Of the ranked candidates, so many are ranked again by how often the words stand in them. */
const RERANKED = 100;
/** With fewer hits of whole words the string itself is looked for as well: words may have been cut differently. */
const FEW = 10;

const facetColumns: Readonly<Record<FacetName, string>> = {
  kind: 'kind',
  organ: 'organ_code',
  year: 'year',
  theme: 'theme',
  genre: 'genre',
  validity: 'validity',
};

type Condition = RawBuilder<unknown>;

interface Plan {
  readonly match: SearchResult['match'];
  /** With fewer hits the next, wider plan is tried. */
  readonly enough: number;
  /** What titles must meet; looked up in an index of their own, so that no title is lost to the limit. */
  readonly title: Condition | null;
  /** What texts must meet, each with an index of its own; titles that meet theirs meet the first of these as well. */
  readonly texts: readonly Condition[];
  /** Among titles; higher is better. */
  readonly titleScore: Condition;
  /** tsquery that the re-ranking counts; null keeps the first order. */
  readonly rankBy: string | null;
}

interface Row {
  total: number;
  facets: { facet: FacetName; value: string | null; count: number }[] | null;
  ids: string[] | null;
}

/**
 * Searches a division's public pages: pages whose title holds the words first, what is in force before what is not, then
 * by how often the words stand in the text, then the newest. Reads only the division's entries, in three statements at most.
 */
export async function search(db: Database, divisionCode: string, request: SearchRequest): Promise<SearchResult> {
  const query = parseQuery(request.text, await loadSynonyms(db, divisionCode));
  if (query === undefined) {
    const listed = await run(db, divisionCode, request, listing());
    return present(db, divisionCode, listed, 'listing', []);
  }
  for (const plan of plansFor(query)) {
    const found = await run(db, divisionCode, request, plan);
    if (found.total >= plan.enough)
      return present(db, divisionCode, found, plan.match, query.marks, plan.match === 'pinyin' ? query.pinyin : []);
  }
  const nothing: Row = { total: 0, facets: null, ids: null };
  return present(db, divisionCode, nothing, 'all', query.marks);
}

function listing(): Plan {
  return { match: 'listing', enough: 0, title: null, texts: [sql`true`], titleScore: sql`0`, rankBy: null };
}

/** Ways to answer, the best first. */
function plansFor(query: ParsedQuery): Plan[] {
  const plans: Plan[] = [];
  const titleScore = sql`case when position(${query.text} in title) > 0 then 2 else 1 end`;
  const inTitle = (vector: string) => sql`title_terms @@ ${vector}::tsquery`;
  const byTitle = (match: Plan['match'], vector: string): Plan => ({
    match,
    enough: 1,
    title: inTitle(vector),
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
      title: inTitle(query.pairs),
      texts: [sql`pairs @@ ${query.pairs}::tsquery`],
      titleScore,
      rankBy: query.words === '' ? null : query.words,
    });
    if (query.pinyin.length > 0) plans.push(byTitle('pinyin', pinyinQuery(query.pinyin)));
    return plans;
  }
  const words = sql`words @@ ${query.words}::tsquery`;
  const common = { title: inTitle(query.words), titleScore, rankBy: query.words };
  plans.push({ ...common, match: 'all', enough: FEW, texts: [words] });
  plans.push({
    ...common,
    match: 'all',
    enough: 1,
    texts: [words, sql`(pairs @@ ${query.pairs}::tsquery and ${holdsTerms(query)})`],
  });
  if (query.anyWord !== '')
    plans.push({
      match: 'any',
      enough: 1,
      title: inTitle(query.anyWord),
      texts: [sql`words @@ ${query.anyWord}::tsquery`],
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

function filterConditions(filters: SearchRequest['filters']): Condition {
  const conditions = facetNames.flatMap((name) => {
    const value = filters[name];
    if (value === undefined) return [];
    if (name === 'year') return [sql`year = ${Number(value)}::integer`];
    return [sql`${sql.ref(facetColumns[name])} = ${value}`];
  });
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

async function run(db: Database, divisionCode: string, request: SearchRequest, plan: Plan): Promise<Row> {
  const { page, pageSize } = request;
  const offset = (page - 1) * pageSize;
  const newest = request.order === 'newest' || plan.match === 'listing';
  const place = sql`division_code = ${divisionCode} and ${filterConditions(request.filters)}`;
  const columns = sql`id, kind, organ_code, year, theme, genre, validity, in_force, published_on`;
  const isListing = plan.match === 'listing';
  const titles = sql`select ${columns}, (${plan.titleScore})::real as score from search_entry
    where ${place} and ${plan.title ?? sql`false`} limit ${CANDIDATES}`;
  const texts = plan.texts.map(
    (condition) => sql`(select ${columns} from search_entry where ${place} and ${condition}
      ${isListing ? sql`order by published_on desc, id` : sql``} limit ${CANDIDATES})`,
  );
  // `union` drops what several branches found, since every column of a row is the same in all.
  const others =
    texts.length === 0
      ? sql``
      : sql`union all select text.*, 0::real from (${sql.join(texts, sql` union `)}) as text
          ${plan.title === null ? sql`` : sql`where not exists (select from titled where titled.id = text.id)`}`;
  const order = newest ? sql`published_on desc, id` : sql`score desc, in_force desc, published_on desc, id`;
  const facets = sql.join(
    facetNames.map(
      (name) =>
        sql`select ${name}::text as facet, ${sql.ref(facetColumns[name])}::text as value, count(*)::int as count from candidate group by 2`,
    ),
    sql` union all `,
  );
  const { rows } = await sql<Row>`
    with titled as materialized (${titles}), candidate as materialized (select * from titled ${others})
    select (select count(*)::int from candidate) as total,
      (select jsonb_agg(jsonb_build_object('facet', facet, 'value', value, 'count', count)) from (${facets}) as counted) as facets,
      (${shownIds(divisionCode, plan, { offset, pageSize, order, reranks: !newest && offset + pageSize <= RERANKED })}) as ids`.execute(
    db,
  );
  const row = rows[0]!;
  // The newest of all hits are not always among those that were counted.
  if (newest && !isListing && row.total >= CANDIDATES)
    return { ...row, ids: await newestIds(db, place, plan, pageSize, offset) };
  return row;
}

interface Shown {
  readonly offset: number;
  readonly pageSize: number;
  readonly order: Condition;
  readonly reranks: boolean;
}

/** Ids of a page of the candidates; the first of them ordered again by how often the words stand in their texts. */
function shownIds(divisionCode: string, plan: Plan, { offset, pageSize, order, reranks }: Shown): Condition {
  if (plan.rankBy === null || !reranks)
    return sql`select array_agg(id order by ${order}) from (select * from candidate order by ${order} offset ${offset} limit ${pageSize}) as shown`;
  return sql`select array_agg(id order by place) from (
      select first.id, row_number() over (order by first.score desc, first.in_force desc,
        ts_rank(entry.words, ${plan.rankBy}::tsquery) desc, first.published_on desc, first.id) as place
      from (select * from candidate order by ${order} limit ${RERANKED}) as first
      join search_entry as entry on entry.division_code = ${divisionCode} and entry.id = first.id
    ) as ranked where place > ${offset} and place <= ${offset + pageSize}`;
}

async function newestIds(
  db: Database,
  place: Condition,
  plan: Plan,
  pageSize: number,
  offset: number,
): Promise<string[]> {
  const conditions = plan.texts.length > 0 ? plan.texts : [plan.title ?? sql`false`];
  const { rows } = await sql<{ id: string }>`
    select id from search_entry where ${place} and (${sql.join(conditions, sql` or `)})
    order by published_on desc, id limit ${pageSize} offset ${offset}`.execute(db);
  return rows.map((row) => row.id);
}

async function present(
  db: Database,
  divisionCode: string,
  found: Row,
  match: SearchResult['match'],
  marks: readonly string[],
  pinyin: readonly (readonly string[])[] = [],
): Promise<SearchResult> {
  const ids = found.ids ?? [];
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('search_entry')
          .select(['id', 'kind', 'address', 'title', 'number', 'organ_code', 'validity', 'published_on', 'body'])
          .where('division_code', '=', divisionCode)
          .where('id', 'in', ids)
          .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const facets = Object.fromEntries(
    facetNames.map((name) => {
      const values = (found.facets ?? [])
        .filter((one) => one.facet === name && one.value !== null)
        .map(({ value, count }) => ({ value: value!, count }));
      values.sort((a, b) =>
        name === 'year' ? Number(b.value) - Number(a.value) : b.count - a.count || (a.value < b.value ? -1 : 1),
      );
      return [name, values];
    }),
  ) as Record<FacetName, { value: string; count: number }[]>;
  return {
    hits: ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      return [
        {
          id,
          kind: row.kind,
          address: row.address,
          title: markText(row.title, pinyin.length === 0 ? marks : readingAs(row.title, pinyin)),
          number: row.number,
          organCode: row.organ_code,
          validity: row.validity,
          publishedOn: row.published_on,
          excerpt: excerpt(row.body, marks),
        },
      ];
    }),
    total: found.total,
    isTotalExact: found.total < CANDIDATES,
    facets,
    match,
  };
}
