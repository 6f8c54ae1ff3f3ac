import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { MAX_QUERY_LENGTH, type SearchRequest, search, suggest } from '../../../platform/search/index.ts';
import { portalHref, sendErrorPage, sendPage } from '../../../portal/index.ts';
import { isInForce, readNormativeDocuments } from '../../documents/index.ts';
import { LIBRARY_PATH, SEARCH_PATH, SUGGESTIONS_PATH } from '../addresses.ts';
import { listPublished } from '../store/listings.ts';
import { CACHED, CACHED_BY_HOST, LIST_SIZE, loadDistrict, type PublicPagesContext } from './context.ts';
import { type FeedFormat, feedTypes, renderFeed } from './feeds.ts';
import { originOf } from './origin.ts';
import { addressOf, libraryPage, type SearchAddress, searchResultsPage } from './search-page.tsx';

/** Pages of a search that can be asked for: nobody reads further, and each one costs. */
const LAST_PAGE = 500;
const FEED_SIZE = 50;

const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().trim().max(200).optional());
const query = z.object({
  q: one,
  kind: one,
  organ: one,
  year: one,
  theme: one,
  genre: one,
  validity: one,
  page: one,
  order: one,
});

/** Reads the address of a search leniently: what makes no sense is left out rather than refused. */
export function readSearchAddress(input: unknown): SearchAddress {
  const parsed = query.safeParse(input);
  const values: Partial<Record<keyof z.infer<typeof query>, string>> = {};
  if (parsed.success)
    for (const [name, value] of Object.entries(parsed.data)) if (value) values[name as keyof typeof values] = value;
  const { q = '', page = '1', order, year, ...others } = values;
  return {
    q: q.slice(0, MAX_QUERY_LENGTH),
    filters: { ...others, ...(year !== undefined && /^\d{4}$/.test(year) ? { year } : {}) },
    page: /^[1-9]\d{0,2}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 1,
    order: order === 'newest' ? 'newest' : 'relevance',
  };
}

function requestOf(address: SearchAddress, pageSize: number): SearchRequest {
  return { text: address.q, filters: address.filters, page: address.page, pageSize, order: address.order };
}

/** `/search`, the library `/documents`, and feeds of any search. */
export function registerSearchPages(context: PublicPagesContext): void {
  const { app, db, division } = context;

  app.get(SEARCH_PATH, async (request, reply) => {
    const address = readSearchAddress(request.query);
    const result = await search(db, division, requestOf(address, LIST_SIZE));
    const { byCode } = await loadDistrict(context);
    return sendPage(request, reply, searchResultsPage({ address, path: SEARCH_PATH, result, organs: byCode }));
  });

  app.get(SUGGESTIONS_PATH, async (request, reply) => {
    const { q } = readSearchAddress(request.query);
    const found = await suggest(db, division, q);
    const suggestions = found.map(({ title, address }) => ({ title, href: portalHref(app.portalShell, address) }));
    // A minute old is new enough for a hint; the page behind it says what holds now.
    return reply
      .header('cache-control', 'public, max-age=60')
      .header('x-content-type-options', 'nosniff')
      .send({ suggestions });
  });

  app.get(LIBRARY_PATH, CACHED, async (request, reply) => {
    const asked = readSearchAddress(request.query);
    const address: SearchAddress = { ...asked, filters: { ...asked.filters, kind: 'document' } };
    const result = await search(db, division, requestOf(address, LIST_SIZE));
    const { byCode } = await loadDistrict(context);
    const documents = await readNormativeDocuments(db, division);
    const today = shanghaiDate(context.now());
    const counts = {
      total: documents.length,
      inForce: documents.filter((document) => isInForce(document, today)).length,
    };
    return sendPage(request, reply, libraryPage({ address, path: LIBRARY_PATH, result, organs: byCode }, counts));
  });

  for (const format of Object.keys(feedTypes) as FeedFormat[]) {
    app.get(`/feeds/search.${format}`, async (request, reply) => {
      const address = readSearchAddress(request.query);
      const result = await search(db, division, { ...requestOf(address, FEED_SIZE), page: 1, order: 'newest' });
      const order = result.hits.map(({ id }) => id);
      const entries = await listPublished(db, division, { ids: order });
      entries.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
      const title = address.q === '' ? '检索' : `检索：${address.q}`;
      return sendFeed(request, format, title, addressOf(address, SEARCH_PATH), entries).then((text) =>
        reply.type(feedTypes[format]).header('cache-control', 'no-cache').send(text),
      );
    });
    app.get<{ Params: { list: string } }>(`/feeds/:list.${format}`, CACHED_BY_HOST, async (request, reply) => {
      const list = feeds[request.params.list];
      if (!list) return sendErrorPage(request, reply, 404);
      const entries = await listPublished(db, division, { ...list.filter, limit: FEED_SIZE });
      const text = await sendFeed(request, format, list.title, list.page, entries);
      return reply.type(feedTypes[format]).header('cache-control', 'no-cache').send(text);
    });
  }

  async function sendFeed(
    request: FastifyRequest,
    format: FeedFormat,
    title: string,
    page: string,
    entries: Awaited<ReturnType<typeof listPublished>>,
  ): Promise<string> {
    const { byCode } = await loadDistrict(context);
    return renderFeed(
      {
        title: `${siteName(context)} - ${title}`,
        origin: originOf(context, request),
        page,
        self: request.url.slice(app.portalShell.prefix.length),
        entries: entries.map((entry) => ({
          ...entry,
          organName: byCode.get(entry.organCode)?.name ?? entry.organCode,
        })),
      },
      format,
    );
  }
}

/** Feeds of the standing lists. */
export const feeds: Readonly<
  Record<string, { title: string; page: string; filter: Parameters<typeof listPublished>[2] }>
> = {
  newest: { title: '最新公开', page: '/disclosure', filter: {} },
  documents: { title: '政策文件', page: LIBRARY_PATH, filter: { kinds: ['document'] } },
  interpretations: { title: '政策解读', page: '/interpretations', filter: { kinds: ['interpretation'] } },
};

function siteName({ app }: PublicPagesContext): string {
  const { name } = app.portalShell.site;
  return typeof name === 'string' ? name : name['zh-CN'];
}
