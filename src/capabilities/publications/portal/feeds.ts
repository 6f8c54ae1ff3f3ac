import { itemPath } from '../addresses.ts';
import type { Listing } from '../store/listings.ts';

export type FeedFormat = 'atom' | 'rss' | 'json';

export interface Feed {
  readonly title: string;
  /** Absolute address of the portal with its base path, without a closing slash. */
  readonly origin: string;
  /** Path of the page the feed is of, and of the feed itself. */
  readonly page: string;
  readonly self: string;
  readonly entries: readonly (Listing & { organName: string })[];
}

export const feedTypes: Readonly<Record<FeedFormat, string>> = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};

/** XML 1.0 has no place for most control characters, whatever the escape. */
function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function newest(feed: Feed): Date {
  return new Date(Math.max(0, ...feed.entries.map((one) => one.publishedAt.getTime())));
}

function atom(feed: Feed): string {
  const entries = feed.entries.map(
    (
      one,
    ) => `<entry><id>urn:uuid:${one.id}</id><title>${xml(one.title)}</title><link href="${xml(feed.origin + itemPath(one.id))}"/>
<published>${one.firstPublishedAt.toISOString()}</published><updated>${one.publishedAt.toISOString()}</updated>
<author><name>${xml(one.organName)}</name></author><summary>${xml(one.summary)}</summary></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${xml(feed.origin + feed.self)}</id><title>${xml(feed.title)}</title>
<updated>${newest(feed).toISOString()}</updated><link rel="self" href="${xml(feed.origin + feed.self)}"/><link href="${xml(feed.origin + feed.page)}"/>
${entries.join('\n')}
</feed>
`;
}

function rss(feed: Feed): string {
  const items = feed.entries.map(
    (
      one,
    ) => `<item><title>${xml(one.title)}</title><link>${xml(feed.origin + itemPath(one.id))}</link><guid isPermaLink="false">${one.id}</guid>
<pubDate>${one.firstPublishedAt.toUTCString()}</pubDate><category>${xml(one.theme)}</category><description>${xml(one.summary)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${xml(feed.title)}</title><link>${xml(feed.origin + feed.page)}</link>
<description>${xml(feed.title)}</description><language>zh-cn</language><lastBuildDate>${newest(feed).toUTCString()}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${xml(feed.origin + feed.self)}"/>
${items.join('\n')}
</channel></rss>
`;
}

function jsonFeed(feed: Feed): string {
  return `${JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    language: 'zh-CN',
    home_page_url: feed.origin + feed.page,
    feed_url: feed.origin + feed.self,
    items: feed.entries.map((one) => ({
      id: one.id,
      url: feed.origin + itemPath(one.id),
      title: one.title,
      summary: one.summary,
      content_text: one.summary,
      date_published: one.firstPublishedAt.toISOString(),
      date_modified: one.publishedAt.toISOString(),
      authors: [{ name: one.organName }],
      tags: [one.theme, one.genre],
    })),
  })}\n`;
}

/** Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1. */
export function renderFeed(feed: Feed, format: FeedFormat): string {
  return { atom, rss, json: jsonFeed }[format](feed);
}

/** A sitemap of at most 50,000 addresses (sitemaps.org). */
export function renderSitemap(origin: string, entries: readonly { path: string; changedAt?: Date }[]): string {
  const urls = entries.map(
    ({ path, changedAt }) =>
      `<url><loc>${xml(origin + path)}</loc>${changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''}</url>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}

export const SITEMAP_SIZE = 50_000;

export function renderSitemapIndex(origin: string, paths: readonly string[]): string {
  const maps = paths.map((path) => `<sitemap><loc>${xml(origin + path)}</loc></sitemap>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${maps.join('\n')}
</sitemapindex>
`;
}

/** Nobody's page is worth finding there: forms, one's own application, searches without end, what programs ask. */
const NOT_FOR_ROBOTS = ['/api/', '/office', '/requests/case', '/requests/account', '/search', '/settings/apply'];

/** What search engines may fetch (RFC 9309) and where the map is. */
export function renderRobots(origin: string, basePath: string): string {
  const refused = NOT_FOR_ROBOTS.map((path) => `Disallow: ${basePath}${path}`);
  return `${['User-agent: *', ...refused, '', `Sitemap: ${origin}/sitemap.xml`].join('\n')}\n`;
}
