import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { type Candidates, findCandidates } from './candidates.ts';
import { type FacetName, facetNames } from './facets.ts';
import { excerpt, markText, type TextPart } from './highlight.ts';
import { readingAs } from './pinyin.ts';
import { listing, type Match, plansFor } from './plans.ts';
import { parseQuery } from './query.ts';
import { loadSynonyms, type Synonyms } from './synonyms.ts';

export interface SearchRequest {
  /** As typed; empty lists the newest. */
  readonly text: string;
  readonly filters: Partial<Record<FacetName, string>>;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly order?: 'relevance' | 'newest';
  /** In the place of the district's: to try what others would find. */
  readonly synonyms?: Synonyms;
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
  /** Hits that can be paged through. */
  readonly total: number;
  /** False when hits and facets were counted in a sample: `estimate` and the counts of facets are then about right. */
  readonly isTotalExact: boolean;
  /** How many hits there are; `total` where that is exact. */
  readonly estimate: number;
  /** Most frequent first; years newest first. */
  readonly facets: Readonly<Record<FacetName, readonly { readonly value: string; readonly count: number }[]>>;
  readonly match: Match;
}

/**
 * Searches a division's public pages: pages whose title holds the words first, what is in force before what is not, then
 * by how often the words stand in the text, then the newest. What is found very often is counted and ranked in a sample of
 * the entries, the same at every page (docs/adr/0095-search-by-samples.md).
 */
export async function search(db: Database, divisionCode: string, request: SearchRequest): Promise<SearchResult> {
  const query = parseQuery(request.text, request.synonyms ?? (await loadSynonyms(db, divisionCode)));
  const { filters, page, pageSize } = request;
  const asked = { filters, page, pageSize, newest: query === undefined || request.order === 'newest' };
  if (query === undefined)
    return present(db, divisionCode, await findCandidates(db, divisionCode, listing(), asked), 'listing', []);
  for (const plan of plansFor(query)) {
    const found = await findCandidates(db, divisionCode, plan, asked);
    if (found.estimate >= plan.enough)
      return present(db, divisionCode, found, plan.match, query.marks, plan.match === 'pinyin' ? query.pinyin : []);
  }
  const nothing: Candidates = { total: 0, estimate: 0, isExact: true, facets: [], ids: [] };
  return present(db, divisionCode, nothing, 'all', query.marks);
}

async function present(
  db: Database,
  divisionCode: string,
  found: Candidates,
  match: Match,
  marks: readonly string[],
  pinyin: readonly (readonly string[])[] = [],
): Promise<SearchResult> {
  const { ids } = found;
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
      const values = found.facets
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
    isTotalExact: found.isExact,
    estimate: found.estimate,
    facets,
    match,
  };
}
