import { sendErrorPage, sendPage, statementPaths } from '../../../portal/index.ts';
import {
  GAZETTES_PATH,
  gazettePath,
  gazetteTextPath,
  INTERPRETATIONS_PATH,
  itemPath,
  LIBRARY_PATH,
  organPath,
  PLATFORM_PATH,
  TOPICS_PATH,
  topicPath,
} from '../addresses.ts';
import { findEdition } from '../store/editions.ts';
import { listGazetteEntries, listGazetteIssues } from '../store/gazettes.ts';
import { countPublished, listPublished } from '../store/listings.ts';
import { countTopicPages, listTopicPages, listTopics } from '../store/topics.ts';
import {
  gazettePage,
  gazettesPage,
  gazetteTextPage,
  interpretationsPage,
  siteMapPage,
  topicPage,
  topicsPage,
} from './collection-pages.tsx';
import { CACHED, CACHED_BY_HOST, LIST_SIZE, loadDistrict, type PublicPagesContext, requestsPath } from './context.ts';
import { renderRobots, renderSitemap, renderSitemapIndex, SITEMAP_SIZE } from './feeds.ts';
import { originOf } from './origin.ts';
import { readPage } from './paging.ts';

/** Interpretations, topics, gazettes, and the maps of the site. */
export function registerCollectionPages(context: PublicPagesContext): void {
  const { app, db, division } = context;

  for (const path of [INTERPRETATIONS_PATH, `${INTERPRETATIONS_PATH}/page/:page`])
    app.get<{ Params: { page?: string } }>(path, CACHED, async (request, reply) => {
      const filter = { kinds: ['interpretation'] as const };
      const total = await countPublished(db, division, filter);
      const page = readPage(request.params.page, total, LIST_SIZE);
      if (page === undefined) return sendErrorPage(request, reply, 404);
      const links = await listPublished(db, division, { ...filter, limit: LIST_SIZE, offset: (page - 1) * LIST_SIZE });
      const ids = links.flatMap(({ interpretsId }) => (interpretsId === null ? [] : [interpretsId]));
      const documents = new Map((await listPublished(db, division, { ids })).map((one) => [one.id, one]));
      const { byCode } = await loadDistrict(context);
      return sendPage(request, reply, interpretationsPage(links, documents, byCode, page, total));
    });

  app.get(TOPICS_PATH, CACHED, async (request, reply) =>
    sendPage(request, reply, topicsPage(await listTopics(db, division))),
  );

  for (const path of [`${TOPICS_PATH}/:slug`, `${TOPICS_PATH}/:slug/page/:page`])
    app.get<{ Params: { slug: string; page?: string } }>(path, CACHED, async (request, reply) => {
      const topic = (await listTopics(db, division)).find(({ slug }) => slug === request.params.slug);
      if (!topic) return sendErrorPage(request, reply, 404);
      const total = (await countTopicPages(db, division, [topic])).get(topic.slug)!;
      const page = readPage(request.params.page, total, LIST_SIZE);
      if (page === undefined) return sendErrorPage(request, reply, 404);
      const { byCode } = await loadDistrict(context);
      const links = await listTopicPages(db, division, topic, { limit: LIST_SIZE, offset: (page - 1) * LIST_SIZE });
      return sendPage(request, reply, topicPage(topic, links, byCode, page, total));
    });

  app.get(GAZETTES_PATH, CACHED, async (request, reply) => {
    const { byCode } = await loadDistrict(context);
    return sendPage(request, reply, gazettesPage(await listGazetteIssues(db, division), byCode));
  });

  for (const isText of [false, true])
    app.get<{ Params: { year: string; number: string } }>(
      `${GAZETTES_PATH}/:year/:number${isText ? '/text' : ''}`,
      CACHED,
      async (request, reply) => {
        const { year, number } = request.params;
        const issue = (await listGazetteIssues(db, division)).find(
          (one) => String(one.year) === year && String(one.number) === number,
        );
        if (!issue) return sendErrorPage(request, reply, 404);
        const matters = await listGazetteEntries(db, division, issue);
        if (!isText) {
          const { byCode } = await loadDistrict(context);
          return sendPage(request, reply, gazettePage(issue, matters, byCode));
        }
        const withTexts = [];
        for (const matter of matters)
          withTexts.push({ ...matter, text: await findEdition(db, division, matter.publicationId, matter.edition) });
        return sendPage(request, reply, gazetteTextPage(issue, withTexts));
      },
    );

  app.get('/sitemap', CACHED, async (request, reply) => {
    const { organs, government } = await loadDistrict(context);
    const requests = requestsPath(context, government?.code ?? division);
    return sendPage(request, reply, siteMapPage(organs, await listTopics(db, division), requests));
  });

  app.get('/robots.txt', CACHED_BY_HOST, async (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(renderRobots(originOf(context, request), app.portalShell.basePath)),
  );

  app.get('/sitemap.xml', CACHED_BY_HOST, async (request, reply) => {
    const origin = originOf(context, request);
    const total = await countPublished(db, division);
    const parts = Math.ceil(total / SITEMAP_SIZE);
    const paths = [
      '/sitemaps/sections.xml',
      ...Array.from({ length: parts }, (_, i) => `/sitemaps/items-${i + 1}.xml`),
    ];
    return reply.type('application/xml; charset=utf-8').send(renderSitemapIndex(origin, paths));
  });

  app.get('/sitemaps/sections.xml', CACHED_BY_HOST, async (request, reply) => {
    const paths = await sectionPaths(context);
    const origin = originOf(context, request);
    return reply.type('application/xml; charset=utf-8').send(
      renderSitemap(
        origin,
        paths.map((path) => ({ path })),
      ),
    );
  });

  app.get<{ Params: { part: string } }>('/sitemaps/items-:part.xml', async (request, reply) => {
    const page = /^[1-9]\d{0,3}$/.test(request.params.part) ? Number(request.params.part) : 0;
    const items =
      page === 0 ? [] : await listPublished(db, division, { limit: SITEMAP_SIZE, offset: (page - 1) * SITEMAP_SIZE });
    if (items.length === 0) return sendErrorPage(request, reply, 404);
    const entries = items.map((one) => ({ path: itemPath(one.id), changedAt: one.publishedAt }));
    return reply.type('application/xml; charset=utf-8').send(renderSitemap(originOf(context, request), entries));
  });
}

/** Addresses of every page that is not an item: what the sitemap lists and the export writes besides them. */
export async function sectionPaths(context: PublicPagesContext): Promise<string[]> {
  const { db, division } = context;
  const { organs } = await loadDistrict(context);
  const issues = await listGazetteIssues(db, division);
  return [
    PLATFORM_PATH,
    LIBRARY_PATH,
    INTERPRETATIONS_PATH,
    TOPICS_PATH,
    GAZETTES_PATH,
    '/sitemap',
    ...statementPaths,
    ...organs.flatMap(({ code }) => [
      organPath(code),
      `${organPath(code)}/guide`,
      `${organPath(code)}/institutions`,
      `${organPath(code)}/statutory`,
      `${organPath(code)}/profile`,
      `${organPath(code)}/on-request`,
    ]),
    ...(await listTopics(db, division)).map(({ slug }) => topicPath(slug)),
    ...issues.flatMap(({ year, number }) => [gazettePath(year, number), gazetteTextPath(year, number)]),
  ];
}
