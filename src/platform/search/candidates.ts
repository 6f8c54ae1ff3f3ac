import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import { type FacetName, facetColumns, facetNames, facetTerm } from './facets.ts';
import { type Condition, EVERYTHING, type Plan, type TextCondition } from './plans.ts';
import { quoteLexeme } from './terms.ts';

export interface CandidateRequest {
  readonly filters: Partial<Record<FacetName, string>>;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly newest: boolean;
}

export interface Candidates {
  /** How many can be paged through. */
  readonly total: number;
  /** How many there are, about where `isExact` is false. */
  readonly estimate: number;
  readonly isExact: boolean;
  readonly facets: readonly { facet: FacetName; value: string | null; count: number }[];
  /** Of the page asked for, in order. */
  readonly ids: readonly string[];
}

/**
 * Samples, each inside the next: every 4096th entry, every 256th, every sixteenth, all. The first that holds `ENOUGH` hits
 * answers for the rest, so that a common word costs no more than a rare one. Conditions are those of the indexes (migrations
 * 0004 and 0006).
 */
const samples = [
  { step: 4096, condition: sql`right(id::text, 3) = '000'` },
  { step: 256, condition: sql`right(id::text, 2) = '00'` },
  { step: 16, condition: sql`right(id::text, 1) = '0'` },
  { step: 1, condition: sql`true` },
] as const;
const ENOUGH = 160;
/** Never reached by the samples of a million entries; holds the cost of far larger collections. */
const MOST = 5_000;
/** Of the ranked candidates, so many are ranked again by how often the words stand in them. */
const RERANKED = 100;
/** Pages of the newest are read from the list itself, so far. */
const NEWEST_REACH = 2_000;
/**
 * Hits so thinly sown that reading the list of the newest until a page is full takes longer than fetching them all: those
 * whose square stays below so many for each entry asked for. From what the parts cost at a million entries: 25 µs to unpack a
 * vector in the list, 1.5 µs to look at a row of it, 3 µs to fetch a hit.
 */
const THIN = { texts: 8_000_000, listing: 500_000 } as const;

const columns = sql`id, kind, organ_code, year, theme, genre, validity, in_force, published_on`;

/** With `inOrder` no index but that of the days can answer, so that rows come in their order. */
function filterConditions(filters: CandidateRequest['filters'], inOrder = false): Condition {
  const asked = (condition: Condition) => (inOrder ? sql`(${condition}) is true` : condition);
  const conditions = facetNames.flatMap((name) => {
    const value = filters[name];
    if (value === undefined) return [];
    // The days let the list of the newest begin where the year does.
    if (name === 'year')
      return [
        sql`${asked(sql`year = ${Number(value)}::integer`)} and published_on between ${`${value}-01-01`}::date and ${`${value}-12-31`}::date`,
      ];
    return [asked(sql`${sql.ref(facetColumns[name])} = ${value}`)];
  });
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** A tsquery with the facets asked for: an index joins words and facets before it reads a row. */
function filtered(query: string, filters: CandidateRequest['filters']): string {
  const terms = facetNames.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [quoteLexeme(facetTerm(name, value))];
  });
  return (query === EVERYTHING && terms.length > 0 ? terms : [`(${query})`, ...terms]).join(' & ');
}

/**
 * Whether a vector meets a query. The planner is kept from seeing the query: knowing a word for common, it would read rows in
 * their order and unpack the vector of each rather than ask the index of a sample.
 */
function meets({ vector, query, holds }: TextCondition, filters: CandidateRequest['filters']): Condition {
  const met = sql`${sql.ref(vector)} @@ (select ${filtered(query, filters)}::tsquery)`;
  return holds === undefined ? met : sql`(${met} and ${holds})`;
}

/** Common table expressions `NAME_4096` to `NAME_1` and their outcome `NAME`, each run only when those before it hold too few. */
function sampled(
  name: string,
  branches: readonly Condition[],
  place: Condition,
  score: Condition,
  besides: (table: Condition) => Condition,
): Condition {
  const table = (step: number) => sql.ref(`${name}_${step}`);
  const count = (step: number) => sql`(select count(*) from ${table(step)})`;
  const levels = samples.map(({ step, condition }, i) => {
    const before = samples.slice(0, i).map((larger) => sql`${count(larger.step)} < ${ENOUGH}`);
    const gate = before.length === 0 ? sql`true` : sql.join(before, sql` and `);
    const found = branches.map(
      (branch) => sql`(select ${columns}, ${score} as score from search_entry
        where ${gate} and ${place} and ${condition} and ${branch} limit ${MOST})`,
    );
    // What several branches found stands once, since every column of a row is the same in all.
    return sql`${table(step)} as materialized (${sql.join(found, sql` union `)})`;
  });
  const taken = samples.map(({ step }, i) => {
    const fits = step === 1 ? sql`true` : sql`${count(step)} >= ${ENOUGH}`;
    const larger = samples.slice(0, i).map((one) => sql`${count(one.step)} < ${ENOUGH}`);
    return sql`select ${table(step)}.*, ${step}::integer as step from ${table(step)}
      where ${sql.join([fits, ...larger], sql` and `)} and ${besides(table(step))}`;
  });
  return sql`${sql.join(levels)}, ${sql.ref(name)} as materialized (${sql.join(taken, sql` union all `)})`;
}

/** What meets a plan, counted by facets, with the ids of a page; one statement, two when the newest of very many are asked for. */
export async function findCandidates(
  db: Database,
  divisionCode: string,
  plan: Plan,
  request: CandidateRequest,
): Promise<Candidates> {
  const { page, pageSize, newest, filters } = request;
  const offset = (page - 1) * pageSize;
  const place = sql`division_code = ${divisionCode} and ${filterConditions(filters)}`;
  const title: readonly Condition[] =
    plan.title === null ? [] : [meets({ vector: 'title_terms', query: plan.title }, filters)];
  const texts = plan.texts.map((one) => meets(one, filters));
  const parts: Condition[] = [];
  if (title.length > 0) parts.push(sampled('titled', title, place, sql`(${plan.titleScore})::real`, () => sql`true`));
  // A text is said at least as often as its title's words, so its sample lies inside that of titles and loses none of them twice.
  if (texts.length > 0)
    parts.push(
      sampled('told', texts, place, sql`0::real`, (table) =>
        title.length === 0 ? sql`true` : sql`${table}.id not in (select id from titled)`,
      ),
    );
  const candidate = sql.join(
    [...(title.length > 0 ? [sql`select * from titled`] : []), ...(texts.length > 0 ? [sql`select * from told`] : [])],
    sql` union all `,
  );
  const facets = sql.join(
    facetNames.map(
      (name) =>
        sql`select ${name}::text as facet, ${sql.ref(facetColumns[name])}::text as value, sum(step)::int as count from candidate group by 2`,
    ),
    sql` union all `,
  );
  const order = newest ? sql`published_on desc, id` : sql`score desc, in_force desc, published_on desc, id`;
  const { rows } = await sql<{
    total: number;
    estimate: number | null;
    step: number | null;
    facets: Candidates['facets'] | null;
    ids: string[] | null;
  }>`
    with ${sql.join(parts)}, candidate as materialized (${candidate})
    select counted.total, counted.estimate, counted.step,
      (select jsonb_agg(jsonb_build_object('facet', facet, 'value', value, 'count', count)) from (${facets}) as facets) as facets,
      (${shownIds(divisionCode, plan, { offset, pageSize, order, reranks: !newest && offset < RERANKED })}) as ids
    from (select count(*)::int as total, sum(step)::int as estimate, max(step) as step from candidate) as counted`.execute(
    db,
  );
  const row = rows[0]!;
  const isExact = (row.step ?? 1) === 1 && row.total < MOST;
  const estimate = row.estimate ?? 0;
  const found = { total: row.total, estimate, isExact, facets: row.facets ?? [] };
  // The newest of all hits are not always in the sample.
  if (newest && !isExact)
    return {
      ...found,
      total: Math.min(estimate, NEWEST_REACH),
      ids:
        offset >= NEWEST_REACH
          ? []
          : estimate ** 2 <= THIN[plan.match === 'listing' ? 'listing' : 'texts'] * (offset + pageSize)
            ? await newestOfAll(db, place, [...title, ...texts], pageSize, offset)
            : await newestInList(db, divisionCode, plan, request),
    };
  return { ...found, ids: row.ids ?? [] };
}

interface Shown {
  readonly offset: number;
  readonly pageSize: number;
  readonly order: Condition;
  readonly reranks: boolean;
}

/** Ids of a page of the candidates; the first of them ordered again by how often the words stand in their texts. */
function shownIds(divisionCode: string, plan: Plan, { offset, pageSize, order, reranks }: Shown): Condition {
  const plain = (from: number) =>
    sql`select id, row_number() over (order by ${order}) as place from candidate order by ${order} offset ${from}`;
  if (plan.rankBy === null || !reranks)
    return sql`select array_agg(id order by place) from (${plain(offset)} limit ${pageSize}) as shown`;
  // A page may begin among those ranked again and end behind them.
  const rest =
    offset + pageSize <= RERANKED
      ? sql``
      : sql`union all (select * from (${plain(RERANKED)}) as rest limit ${pageSize})`;
  return sql`select array_agg(id order by place) from (
      select first.id, row_number() over (order by first.score desc, first.in_force desc,
        ts_rank(entry.words, ${plan.rankBy}::tsquery) desc, first.published_on desc, first.id) as place
      from (select * from candidate order by ${order} limit ${RERANKED}) as first
      join search_entry as entry on entry.division_code = ${divisionCode} and entry.id = first.id ${rest}
    ) as ranked where place > ${offset} and place <= ${offset + pageSize}`;
}

/** Fetches every hit to find the newest. */
async function newestOfAll(
  db: Database,
  place: Condition,
  branches: readonly Condition[],
  pageSize: number,
  offset: number,
): Promise<string[]> {
  const found = branches.map((branch) => sql`(select id, published_on from search_entry where ${place} and ${branch})`);
  const { rows } = await sql<{ id: string }>`
    with found as materialized (${sql.join(found, sql` union `)})
    select id from found order by published_on desc, id limit ${pageSize} offset ${offset}`.execute(db);
  return rows.map((row) => row.id);
}

/** Reads the list of the newest until a page is full: of what is common, few need to be looked at. */
async function newestInList(
  db: Database,
  divisionCode: string,
  plan: Plan,
  { page, pageSize, filters }: CandidateRequest,
): Promise<string[]> {
  const met =
    plan.match === 'listing'
      ? sql`true`
      : sql.join(
          (plan.texts.length > 0
            ? plan.texts
            : [{ vector: 'title_terms' as const, query: plan.title ?? '' } satisfies TextCondition]
          ).map(
            // Asked so, the index of the vector cannot answer, which would fetch all hits to sort them.
            ({ vector, query, holds }) =>
              sql`((${sql.ref(vector)} @@ ${query}::tsquery) is true and ${holds ?? sql`true`})`,
          ),
          sql` or `,
        );
  const { rows } = await sql<{ id: string }>`
    select id from search_entry
    where division_code = ${divisionCode} and ${filterConditions(filters, true)} and (${met})
    order by published_on desc, id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  return rows.map((row) => row.id);
}
