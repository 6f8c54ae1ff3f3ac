import type { PageContent } from '../../../portal/index.ts';
import { listRelations } from '../../documents/index.ts';
import {
  categoryPath,
  gazetteFilePath,
  INTERPRETATIONS_PATH,
  LIBRARY_PATH,
  organPath,
  PLATFORM_PATH,
  paged,
  topicPath,
} from '../addresses.ts';
import { catalogueOf } from '../commands/draft.ts';
import { sectionPaths } from '../portal/collection-routes.ts';
import { LIST_SIZE, loadDistrict, type PublicPagesContext } from '../portal/context.ts';
import { feedTypes, SITEMAP_SIZE } from '../portal/feeds.ts';
import { loadCategoryPage, loadListSurroundings, scopeOf } from '../portal/load-category.ts';
import { totalIn } from '../portal/platform-pages.tsx';
import { feeds } from '../portal/search-routes.ts';
import { flatten } from '../rules/catalogue.ts';
import { findEdition } from '../store/editions.ts';
import { listGazetteIssues } from '../store/gazettes.ts';
import { countPublished, listPublished, sumByCategory } from '../store/listings.ts';
import { findPublication, publicationsOfDocuments } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { countTopicPages, listTopics } from '../store/topics.ts';

function pagesOf(total: number, path: (page: number) => string): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(total / LIST_SIZE)) }, (_, i) => path(i + 1));
}

const feedPaths = Object.keys(feeds).flatMap((list) =>
  Object.keys(feedTypes).map((format) => `/feeds/${list}.${format}`),
);

/** A page to be written; without `content` the application is asked for it. */
export interface PageToWrite {
  readonly address: string;
  readonly content?: () => Promise<PageContent | undefined>;
}

/** Every public page of proactive disclosure that has no query and is no publication's own. */
export async function pagesToWrite(context: PublicPagesContext): Promise<PageToWrite[]> {
  const { db, division } = context;
  const surroundings = await loadListSurroundings(context);
  const { district, settings, counts } = surroundings;
  const lists: PageToWrite[] = [];
  for (const organ of district.organs) {
    const ofOrgan = sumByCategory(counts, scopeOf(organ));
    for (const { code, children, ...node } of flatten(catalogueOf(settings, organ))) {
      const total = totalIn({ code, children, ...node }, ofOrgan);
      // Nothing leads to an empty category.
      for (let page = 1; page <= Math.ceil(total / LIST_SIZE); page++)
        lists.push({
          address: categoryPath(organ.code, code, page),
          content: () => loadCategoryPage(context, organ.code, code, page === 1 ? undefined : `${page}`, surroundings),
        });
    }
  }
  const interpretations = await countPublished(db, division, { kinds: ['interpretation'] });
  const topics = await countTopicPages(db, division, await listTopics(db, division));
  const sitemaps = Math.ceil((await countPublished(db, division)) / SITEMAP_SIZE);
  const others = [
    ...pagesOf(interpretations, (page) => paged(INTERPRETATIONS_PATH, page)).slice(1),
    ...[...topics].flatMap(([slug, total]) => pagesOf(total, (page) => paged(topicPath(slug), page)).slice(1)),
    ...(await sectionPaths(context)),
    ...(await listGazetteIssues(db, division)).map(({ year, number }) => gazetteFilePath(year, number)),
    ...feedPaths,
    '/robots.txt',
    '/sitemap.xml',
    '/sitemaps/sections.xml',
    ...Array.from({ length: sitemaps }, (_, i) => `/sitemaps/items-${i + 1}.xml`),
  ];
  return [...lists, ...others.map((address) => ({ address }))];
}

/** Addresses without query. */
export interface TouchedPages {
  /** Ids of publications. */
  readonly publications: readonly string[];
  readonly pages: readonly string[];
}

/**
 * What else a change of one publication changes at once: publications whose pages name it, and first pages of the lists it
 * stands in. Later pages of lists and the maps of the site follow with the next run of `gongkai export`.
 */
export async function touchedBy(context: PublicPagesContext, id: string): Promise<TouchedPages> {
  const { db, division } = context;
  const publication = await findPublication(db, division, id);
  if (publication?.edition == null) return { publications: [], pages: [] };
  const edition = await findEdition(db, division, id, publication.edition);
  const { byCode, government } = await loadDistrict(context);
  const organ = byCode.get(publication.organCode);
  const category = edition?.metadata.category ?? '';
  const trail = organ
    ? flatten(catalogueOf(await loadSettings(db, division), organ)).filter(
        ({ code }) => category === code || category.startsWith(`${code}.`),
      )
    : [];
  const owners = new Set([publication.organCode, ...(government ? [government.code] : [])]);
  const isShown = publication.visibility === 'published';
  const relations = publication.documentId === null ? [] : await listRelations(db, division, publication.documentId);
  const related = await publicationsOfDocuments(
    db,
    division,
    relations.map((one) => one.document.id),
  );
  const interpretations = await listPublished(db, division, { interprets: [id] });
  return {
    publications: [
      id,
      ...(publication.interpretsId === null ? [] : [publication.interpretsId]),
      ...interpretations.map((one) => one.id),
      ...[...related.values()].map((one) => one.id),
    ],
    pages: [
      ...[...owners].flatMap((owner) => [
        `${organPath(owner)}/statutory`,
        ...trail.map(({ code }) => categoryPath(owner, code)),
      ]),
      PLATFORM_PATH,
      ...(publication.kind === 'document' ? [LIBRARY_PATH] : []),
      ...(publication.kind === 'interpretation' ? [INTERPRETATIONS_PATH] : []),
      ...(publication.kind === 'guide' && isShown
        ? [organPath(publication.organCode), `${organPath(publication.organCode)}/guide`]
        : []),
      ...(publication.kind === 'profile' ? [`${organPath(publication.organCode)}/profile`] : []),
      ...(publication.kind === 'institution'
        ? [...byCode.keys()].map((code) => `${organPath(code)}/institutions`)
        : []),
      ...feedPaths.filter((path) => path.startsWith('/feeds/newest.')),
      ...(publication.kind === 'document' ? feedPaths.filter((path) => path.startsWith('/feeds/documents.')) : []),
      ...(publication.kind === 'interpretation'
        ? feedPaths.filter((path) => path.startsWith('/feeds/interpretations.'))
        : []),
    ],
  };
}
