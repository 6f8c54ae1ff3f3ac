import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { z } from 'zod';

/** A post as a feed tells it; plain text. */
export interface FeedPost {
  /** What the feed calls it by: guid, id, or its address. */
  readonly key: string;
  readonly title: string;
  /** Only http and https. */
  readonly address: string | null;
  readonly publishedAt: Date | null;
  readonly text: string;
}

/** The answer of a feed cannot be read; the message says in Chinese what is wrong with it. */
export class FeedError extends Error {
  override name = 'FeedError';
}

/** Posts of one feed, and characters of one post. */
const MOST_POSTS = 200;
const LONGEST_POST = 100_000;
const DEEPEST = 64;

/** Reads RSS 2.0, RSS 1.0, Atom or JSON Feed. The newest posts stand first in all of them; what is beyond the bounds is left out. @throws FeedError */
export function parseFeed(body: string): FeedPost[] {
  const text = body.replace(/^\ufeff?\s*/, '');
  const posts = text.startsWith('{') ? parseJsonFeed(text) : parseXmlFeed(text);
  const seen = new Set<string>();
  return posts.slice(0, MOST_POSTS).filter(({ key }) => key !== '' && !seen.has(key) && seen.add(key));
}

const optional = z.string().nullish().catch(null);
const jsonFeed = z.object({
  version: z.string().startsWith('https://jsonfeed.org/version/'),
  items: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      url: optional,
      title: optional,
      content_html: optional,
      content_text: optional,
      summary: optional,
      date_published: optional,
    }),
  ),
});

function parseJsonFeed(text: string): FeedPost[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FeedError('返回的JSON不完整');
  }
  const feed = jsonFeed.safeParse(value);
  if (!feed.success) throw new FeedError('返回的JSON不是JSON Feed');
  return feed.data.items.slice(0, MOST_POSTS).map((item) => ({
    key: String(item.id),
    title: cut(item.title ?? ''),
    address: addressOf(item.url ?? ''),
    publishedAt: dateOf(item.date_published ?? ''),
    text: cut(item.content_text ?? htmlText(item.content_html ?? item.summary ?? '')),
  }));
}

interface Draft {
  key: string;
  title: string;
  link: string;
  date: string;
  content: string;
  summary: string;
}

const CONTENT_NAMESPACE = 'http://purl.org/rss/1.0/modules/content/';

/** Which field of a post an element fills; later ones do not overwrite. */
function fieldOf({ local, uri }: SaxesTagNS): keyof Draft | undefined {
  if (local === 'guid' || local === 'id') return 'key';
  if (local === 'title') return 'title';
  if (local === 'link') return 'link';
  if (local === 'pubDate' || local === 'published' || local === 'date') return 'date';
  if (local === 'encoded' && uri === CONTENT_NAMESPACE) return 'content';
  if (local === 'content') return 'content';
  return local === 'description' || local === 'summary' ? 'summary' : undefined;
}

function parseXmlFeed(text: string): FeedPost[] {
  const drafts: Draft[] = [];
  let draft: Draft | null = null;
  let field: keyof Draft | null = null;
  let collected = '';
  let depth = 0;
  let depthOfItem = 0;
  let isFeed = false;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('doctype', () => {
    throw new FeedError('返回的XML带有文档类型定义，不予读取');
  });
  parser.on('error', (error) => {
    throw new FeedError(`返回的内容不是完整的RSS或者Atom（${error.message.slice(0, 100)}）`);
  });
  parser.on('opentag', (tag) => {
    if (++depth > DEEPEST) throw new FeedError('返回的XML嵌套过深，不予读取');
    if (depth === 1) isFeed = ['rss', 'feed', 'RDF'].includes(tag.local);
    if (draft === null && (tag.local === 'item' || tag.local === 'entry')) {
      draft = { key: '', title: '', link: '', date: '', content: '', summary: '' };
      depthOfItem = depth;
      return;
    }
    if (draft === null || depth !== depthOfItem + 1) return;
    field = fieldOf(tag) ?? null;
    collected = '';
    const { href, rel } = tag.attributes;
    if (field === 'link' && href && (!rel || rel.value === 'alternate')) draft.link ||= href.value;
  });
  const collect = (part: string): void => {
    if (field !== null && collected.length < LONGEST_POST * 4) collected += part;
  };
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', (tag) => {
    if (draft !== null && depth === depthOfItem + 1 && field !== null) {
      draft[field] ||= collected.trim();
      field = null;
    }
    if (draft !== null && depth === depthOfItem && (tag.local === 'item' || tag.local === 'entry')) {
      if (drafts.length < MOST_POSTS) drafts.push(draft);
      draft = null;
    }
    depth--;
  });
  parser.write(text).close();
  if (!isFeed) throw new FeedError('返回的内容不是RSS、Atom或者JSON Feed');
  return drafts.map((one) => ({
    key: one.key || one.link,
    title: cut(htmlText(one.title)),
    address: addressOf(one.link),
    publishedAt: dateOf(one.date),
    text: cut(htmlText(one.content || one.summary)),
  }));
}

function cut(text: string): string {
  return text.slice(0, LONGEST_POST).toWellFormed().replaceAll('\u0000', '\ufffd').trim();
}

function addressOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

function dateOf(text: string): Date | null {
  const at = new Date(text);
  const year = at.getUTCFullYear();
  return Number.isNaN(at.getTime()) || year < 1990 || year > 2200 ? null : at;
}

const BLOCKS = new Set([
  'p',
  'div',
  'section',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'tr',
  'br',
  'blockquote',
  'figcaption',
  'hr',
]);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'head', 'title']);

/** What a reader sees of HTML, a line for each block. Walks without recursion: hostile HTML may nest without end. */
export function htmlText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  let text = '';
  const waiting: (DefaultTreeAdapterTypes.ChildNode | string)[] = [
    ...parseFragment(html.slice(0, LONGEST_POST * 4)).childNodes,
  ].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') text += node;
    else if ('value' in node) text += node.value.replace(/\s+/g, ' ');
    else if ('childNodes' in node && !UNSEEN.has(node.nodeName)) {
      if (BLOCKS.has(node.nodeName)) waiting.push('\n');
      for (let i = node.childNodes.length - 1; i >= 0; i--) waiting.push(node.childNodes[i]!);
      if (node.nodeName === 'br') text += '\n';
    }
  }
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
