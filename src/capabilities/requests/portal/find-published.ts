import type { Database } from '../../../platform/database/index.ts';
import { MAX_QUERY_LENGTH, type SearchHit, search } from '../../../platform/search/index.ts';
import type { ListedLink } from '../../../portal/index.ts';
import type { RequestedContent } from '../rules/intake/content.ts';

const MOST = 6;
/** Of pages that hold only some of the words, those whose title has so many characters of them; the rest is chance. */
const LEAST_IN_TITLE = 4;

const titleOf = (hit: SearchHit): string => hit.title.map(({ text }) => text).join('');

function marked(hit: SearchHit): number {
  return hit.title.reduce((sum, { text, isHit }) => sum + (isHit ? [...text].length : 0), 0);
}

/** Public information near a request, of any organ: by its number, its name, else its description; the nearest first. */
export async function findPublished(
  db: Database,
  divisionCode: string,
  { title, documentNumber, description }: RequestedContent,
): Promise<ListedLink[]> {
  const found = new Map<string, ListedLink>();
  const texts = [documentNumber, title === '' ? description : title].filter((text) => text !== '');
  for (const text of texts) {
    const request = { text: text.slice(0, MAX_QUERY_LENGTH), filters: {}, page: 1, pageSize: MOST };
    const { hits, match } = await search(db, divisionCode, request);
    for (const hit of hits)
      if (match === 'number' || match === 'all' || (match === 'any' && marked(hit) >= LEAST_IN_TITLE))
        found.set(hit.id, {
          href: hit.address,
          title: titleOf(hit),
          date: hit.publishedOn,
          ...(hit.number === null ? {} : { detail: hit.number }),
        });
  }
  return [...found.values()].slice(0, MOST);
}
