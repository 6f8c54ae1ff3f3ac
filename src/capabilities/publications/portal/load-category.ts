import type { Organ } from '../../../platform/identity/index.ts';
import { readCounts } from '../../../platform/search/index.ts';
import type { PageContent } from '../../../portal/index.ts';
import { platformPath } from '../addresses.ts';
import { catalogueOf } from '../commands/draft.ts';
import { findCategory, flatten } from '../rules/catalogue.ts';
import { listCategory, sumByCategory } from '../store/listings.ts';
import { LIST_SIZE, type PublicPagesContext, platformNavigation } from './context.ts';
import { loadSurroundings, type Surroundings } from './load-item.ts';
import { readPage } from './paging.ts';
import { categoryPage, totalIn } from './platform-pages.tsx';

/** The government's catalogue gathers what all organs of the division publish: the unified platform (条例 Art. 24). */
export const scopeOf = (organ: Organ): string | undefined => (organ.kind === 'government' ? undefined : organ.code);

/** What lists show alike; read once for many of them. */
export interface ListSurroundings extends Surroundings {
  readonly counts: Awaited<ReturnType<typeof readCounts>>;
}

export async function loadListSurroundings(context: PublicPagesContext): Promise<ListSurroundings> {
  return { ...(await loadSurroundings(context)), counts: await readCounts(context.db, context.division) };
}

/** A page of an organ's category; undefined when there is no such organ, category or page. */
export async function loadCategoryPage(
  context: PublicPagesContext,
  organCode: string,
  code: string,
  pageText: string | undefined,
  surroundings?: ListSurroundings,
): Promise<PageContent | undefined> {
  const { db, division } = context;
  const known = surroundings ?? (await loadListSurroundings(context));
  const { byCode } = known.district;
  const organ = byCode.get(organCode);
  if (!organ) return undefined;
  const tree = catalogueOf(known.settings, organ);
  const category = findCategory(tree, code);
  if (!category) return undefined;
  const scope = scopeOf(organ);
  const counts = sumByCategory(known.counts, scope);
  const total = totalIn(category, counts);
  const page = readPage(pageText, total, LIST_SIZE);
  if (page === undefined) return undefined;
  const categories = flatten([category]).map((node) => node.code);
  const links = await listCategory(db, division, scope, categories, LIST_SIZE, (page - 1) * LIST_SIZE);
  return categoryPage({
    organ,
    tree,
    category,
    links,
    organs: byCode,
    page,
    total,
    counts,
    navigation: platformNavigation(organ, platformPath(organ.code, 'statutory')),
  });
}
