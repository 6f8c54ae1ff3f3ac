import type { Database } from '../../../platform/database/index.ts';
import {
  categoryPath,
  filePath,
  INTERPRETATIONS_PATH,
  itemPath,
  organPath,
  PLATFORM_PATH,
  paged,
} from '../addresses.ts';
import { catalogueOf } from '../commands/draft.ts';
import { sectionPaths } from '../portal/collection-routes.ts';
import { LIST_SIZE, loadDistrict, type PublicPagesContext } from '../portal/context.ts';
import { feedTypes } from '../portal/feeds.ts';
import { totalIn } from '../portal/platform-pages.tsx';
import { feeds } from '../portal/search-routes.ts';
import { flatten } from '../rules/catalogue.ts';
import { countByCategory, countPublished, listPublished } from '../store/listings.ts';
import { findPublication } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';

function pagesOf(total: number, path: (page: number) => string): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(total / LIST_SIZE)) }, (_, i) => path(i + 1));
}

const feedPaths = Object.keys(feeds).flatMap((list) =>
  Object.keys(feedTypes).map((format) => `/feeds/${list}.${format}`),
);

async function seenIds(db: Database, division: string): Promise<{ id: string; edition: number }[]> {
  const rows = await db
    .selectFrom('publication')
    .select(['id', 'edition'])
    .where('division_code', '=', division)
    .where('edition', 'is not', null)
    .execute();
  return rows.map(({ id, edition }) => ({ id, edition: edition! }));
}

async function attachmentPaths(db: Database, division: string, ids?: readonly string[]): Promise<string[]> {
  let query = db
    .selectFrom('publication_attachment as attachment')
    .innerJoin('publication', (join) =>
      join
        .onRef('publication.division_code', '=', 'attachment.division_code')
        .onRef('publication.id', '=', 'attachment.publication_id'),
    )
    .select(['attachment.publication_id', 'attachment.id'])
    .where('attachment.division_code', '=', division)
    .where('publication.visibility', '=', 'published')
    .where('attachment.from_edition', 'is not', null)
    .where('attachment.purpose', '<>', 'source');
  if (ids) query = query.where('attachment.publication_id', 'in', ids);
  return (await query.execute()).map((row) => filePath(row.publication_id, row.id));
}

/** Every public address of proactive disclosure that has no query: what a full export writes. */
export async function publicAddresses(context: PublicPagesContext): Promise<string[]> {
  const { db, division } = context;
  const { organs } = await loadDistrict(context);
  const settings = await loadSettings(db, division);
  const lists: string[] = [];
  for (const organ of organs) {
    const counts = await countByCategory(db, division, organ.kind === 'government' ? undefined : organ.code);
    for (const node of flatten(catalogueOf(settings, organ))) {
      const total = totalIn(node, counts);
      // Nothing leads to an empty category.
      if (total > 0) lists.push(...pagesOf(total, (page) => categoryPath(organ.code, node.code, page)));
    }
  }
  const interpretations = await countPublished(db, division, { kinds: ['interpretation'] });
  const items = await seenIds(db, division);
  const sitemaps = Math.ceil((await countPublished(db, division)) / 50_000);
  return [
    ...(await sectionPaths(context)),
    ...lists,
    ...pagesOf(interpretations, (page) => paged(INTERPRETATIONS_PATH, page)).slice(1),
    ...items.map(({ id }) => itemPath(id)),
    ...(await attachmentPaths(db, division)),
    ...feedPaths,
    '/sitemap.xml',
    '/sitemaps/sections.xml',
    ...Array.from({ length: sitemaps }, (_, i) => `/sitemaps/items-${i + 1}.xml`),
  ];
}

/**
 * Addresses whose pages a change of one publication may change: its own, what it interprets, first pages of the lists it
 * stands in, feeds. Later pages of lists and maps wait for the next full export (nightly).
 */
export async function addressesTouchedBy(context: PublicPagesContext, id: string): Promise<string[]> {
  const { db, division } = context;
  const publication = await findPublication(db, division, id);
  if (publication?.edition == null) return [];
  const [listing] = await listPublished(db, division, { ids: [id] });
  const { byCode, government } = await loadDistrict(context);
  const organ = byCode.get(publication.organCode);
  const settings = await loadSettings(db, division);
  const trail =
    organ && listing
      ? flatten(catalogueOf(settings, organ)).filter(
          ({ code }) => listing.category === code || listing.category.startsWith(`${code}.`),
        )
      : [];
  const owners = [publication.organCode, ...(government ? [government.code] : [])];
  return [
    ...new Set([
      itemPath(id),
      ...(publication.interpretsId === null ? [] : [itemPath(publication.interpretsId)]),
      ...(await attachmentPaths(db, division, [id])),
      ...owners.flatMap((owner) => [
        `${organPath(owner)}/statutory`,
        ...trail.map(({ code }) => categoryPath(owner, code)),
      ]),
      PLATFORM_PATH,
      ...(publication.kind === 'interpretation' ? [INTERPRETATIONS_PATH] : []),
      ...feedPaths.filter((path) => path.startsWith('/feeds/newest.')),
    ]),
  ];
}
