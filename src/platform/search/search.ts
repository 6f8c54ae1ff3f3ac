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
const CANDIDATES = 3_000;
/** Of the ranked candidates, so many are ranked again by how often the words stand in them. */
const RERANKED = 200;
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
  /** Alternatives, each an index scan of its own; title first, so that no title is lost to the limit. */
  readonly branches: readonly Condition[];
  /** Higher is better, from cheap columns. */
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
  return { match: 'listing', enough: 0, branches: [sql`true`], titleScore: sql`0`, rankBy: null };
}

/** Ways to answer, the best first. */
function plansFor(query: ParsedQuery): Plan[] {
  const plans: Plan[] = [];
  const exact = sql`case when position(${query.text} in title) > 0 then 2 else 0 end`;
  const inTitle = (vector: string) => sql`case when title_terms @@ ${vector}::tsquery then 1 else 0 end`;
  if (query.numberKey !== undefined)
    plans.push({
      match: 'number',
      enough: 1,
      branches: [sql`title_terms @@ ${`'#${query.numberKey}'`}::tsquery`],
      titleScore: sql`0`,
      rankBy: null,
    });
  if (query.isShort || query.words === '') {
    if (query.pairs === '') return plans;
    plans.push({
      match: 'all',
      enough: 1,
      branches: [sql`title_terms @@ ${query.pairs}::tsquery`, sql`pairs @@ ${query.pairs}::tsquery`],
      titleScore: sql`${exact} + ${inTitle(query.pairs)}`,
      rankBy: query.words === '' ? null : query.words,
    });
    if (query.pinyin.length > 0)
      plans.push({
        match: 'pinyin',
        enough: 1,
        branches: [sql`title_terms @@ ${pinyinQuery(query.pinyin)}::tsquery`],
        titleScore: sql`0`,
        rankBy: null,
      });
    return plans;
  }
  const titleScore = sql`${exact} + ${inTitle(query.words)}`;
  const words = [sql`title_terms @@ ${query.words}::tsquery`, sql`words @@ ${query.words}::tsquery`];
  plans.push({ match: 'all', enough: FEW, branches: words, titleScore, rankBy: query.words });
  plans.push({
    match: 'all',
    enough: 1,
    branches: [...words, sql`(pairs @@ ${query.pairs}::tsquery and ${holdsTerms(query)})`],
    titleScore,
    rankBy: query.words,
  });
  if (query.anyWord !== '')
    plans.push({
      match: 'any',
      enough: 1,
      branches: [sql`title_terms @@ ${query.anyWord}::tsquery`, sql`words @@ ${query.anyWord}::tsquery`],
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
  const filters = filterConditions(request.filters);
  const columns = sql`id, kind, organ_code, year, theme, genre, validity, in_force, published_on, ${plan.titleScore} as title_score`;
  const branch = (condition: Condition) => sql`
    (select ${columns} from search_entry where division_code = ${divisionCode} and ${condition} and ${filters}
      ${plan.match === 'listing' ? sql`order by published_on desc, id` : sql``} limit ${CANDIDATES})`;
  const newest = request.order === 'newest' || plan.match === 'listing';
  // `union` of branches drops what both found, since every column of a row is the same in both.
  const candidates = sql.join(plan.branches.map(branch), sql` union `);
  const order = newest ? sql`published_on desc, id` : sql`title_score desc, in_force desc, published_on desc, id`;
  const offset = (page - 1) * pageSize;
  const reranks = plan.rankBy !== null && !newest && offset + pageSize <= RERANKED;
  const ids = reranks
    ? sql`select array_agg(id order by place) from (
        select first.id, row_number() over (order by first.title_score desc, first.in_force desc,
          ts_rank(entry.words, ${plan.rankBy}::tsquery) desc, first.published_on desc, first.id) as place
        from (select * from candidate order by ${order} limit ${RERANKED}) as first
        join search_entry as entry on entry.division_code = ${divisionCode} and entry.id = first.id
      ) as ranked where place > ${offset} and place <= ${offset + pageSize}`
    : sql`select array_agg(id order by ${order}) from (select * from candidate order by ${order} offset ${offset} limit ${pageSize}) as shown`;
  const facets = sql.join(
    facetNames.map(
      (name) =>
        sql`select ${name}::text as facet, ${sql.ref(facetColumns[name])}::text as value, count(*)::int as count from candidate group by 2`,
    ),
    sql` union all `,
  );
  const { rows } = await sql<Row>`
    with candidate as materialized (${candidates})
    select (select count(*)::int from candidate) as total,
      (select jsonb_agg(jsonb_build_object('facet', facet, 'value', value, 'count', count)) from (${facets}) as counted) as facets,
      (${ids}) as ids`.execute(db);
  return rows[0]!;
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
