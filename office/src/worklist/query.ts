import type { ListApplicationsData } from '../client.generated/types.gen.ts';

const PAGE = 25;
export type Query = NonNullable<ListApplicationsData['query']>;
export const FILTERS = [
  'view',
  'state',
  'category',
  'channel',
  'outcome',
  'dueWithin',
  'dueFrom',
  'receivedFrom',
  'receivedTo',
  'q',
  'assignee',
] as const;

/** The list as the address says it, so that it can be kept, sent to a colleague and gone back to. */
export function queryOf(search: URLSearchParams, organ: string | null): Query {
  const query: Record<string, string | number> = { limit: PAGE };
  for (const key of [...FILTERS, 'sort', 'order', 'after']) {
    const value = search.get(key);
    if (value) query[key] = value;
  }
  if (organ) query.organ = organ;
  return query as Query;
}
