import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

/** Reads a short text that changes whenever anything the pages show has changed. */
export type VersionSource = () => Promise<string>;

export interface PageCacheOptions {
  /**
   * What of this request, besides its address, changes the page (the visitor's display settings); undefined for a request
   * that may not be answered from memory, such as one with a session.
   */
  readonly lookOf: (request: FastifyRequest) => string | undefined;
  /** Bytes kept at most (default 64 MiB). */
  readonly maxBytes?: number;
  /** A change made by another process is seen after so many milliseconds at the latest (default 200). */
  readonly checkEvery?: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The route answers the same to everyone who asks for the same address with the same look, until a version source
     * changes; `by-host` when the answer also names the host. Only for pages without personal data.
     */
    cached?: true | 'by-host';
  }
  interface FastifyInstance {
    pageCache: PageCache;
  }
  interface FastifyRequest {
    /** Under which the answer to this request is kept, and the version it was begun with. */
    pageCacheSlot: { readonly key: string; readonly version: string } | null;
  }
}

interface KeptPage {
  readonly version: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Without its W/. */
  readonly tag: string | undefined;
}

/** So long after a change was announced every request asks for the version: the change is seen once it is committed. */
const UNSETTLED_MS = 2_000;
/** Of the answer's own; the rest is set on every answer alike. */
const KEPT_HEADERS = [
  'content-type',
  'content-encoding',
  'content-language',
  'content-security-policy',
  'cache-control',
  'vary',
  'etag',
];

/** Rendered pages in memory, each good for the version of the content it was made from. */
export class PageCache {
  readonly #pages: LRUCache<string, KeptPage>;
  readonly #sources: VersionSource[] = [];
  readonly #checkEvery: number;
  #version: string | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #unsettledUntil = Number.NEGATIVE_INFINITY;
  #check: Promise<string> | undefined;

  constructor(maxBytes: number, checkEvery: number) {
    this.#pages = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }, key) => body.length + key.length * 2 + 600,
    });
    this.#checkEvery = checkEvery;
  }

  addSource(source: VersionSource): void {
    this.#sources.push(source);
    this.#version = undefined;
  }

  /** Something is about to change, or just did. */
  expectChange(): void {
    this.#unsettledUntil = performance.now() + UNSETTLED_MS;
  }

  /** The version now; at once when it was asked for a moment ago. */
  version(): string | Promise<string> {
    const now = performance.now();
    const settled = now > this.#unsettledUntil && now - this.#checkedAt < this.#checkEvery;
    if (settled && this.#version !== undefined) return this.#version;
    this.#check ??= this.#read().finally(() => {
      this.#check = undefined;
    });
    return this.#check;
  }

  async #read(): Promise<string> {
    const begun = performance.now();
    const parts: string[] = [];
    // One after the other: the embedded database has one connection.
    for (const source of this.#sources) parts.push(await source());
    this.#version = parts.join(' ');
    this.#checkedAt = begun;
    return this.#version;
  }

  get(key: string, version: string): KeptPage | undefined {
    const page = this.#pages.get(key);
    if (page === undefined || page.version === version) return page;
    this.#pages.delete(key);
    return undefined;
  }

  set(key: string, page: KeptPage): void {
    this.#pages.set(key, page);
  }

  /** Pages and bytes kept. */
  get size(): { pages: number; bytes: number } {
    return { pages: this.#pages.size, bytes: this.#pages.calculatedSize };
  }
}

const encodings = new LRUCache<string, string>({ max: 500 });

function encodingOf(accepted: string | undefined): string {
  if (accepted === undefined) return '';
  let encoding = encodings.get(accepted);
  if (encoding === undefined) {
    encoding = negotiate(accepted, ['br', 'gzip']) ?? '';
    encodings.set(accepted, encoding);
  }
  return encoding;
}

/** Whether one of the visitor's entity tags is this page's (RFC 9110, weak comparison). */
function holdsTag(request: FastifyRequest, tag: string | undefined): boolean {
  const held = request.headers['if-none-match'];
  if (held === undefined || tag === undefined) return false;
  return held.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

function answer(request: FastifyRequest, reply: FastifyReply, page: KeptPage): FastifyReply {
  for (const name in page.headers) reply.header(name, page.headers[name]);
  if (holdsTag(request, page.tag)) return reply.status(304).removeHeader('content-encoding').send();
  return reply.status(200).send(page.body);
}

function keep(cache: PageCache, request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
  const slot = request.pageCacheSlot;
  if (slot === null || reply.statusCode !== 200 || reply.hasHeader('set-cookie')) return;
  if (/private|no-store/.test(String(reply.getHeader('cache-control') ?? ''))) return;
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return;
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (value !== undefined) headers[name] = String(value);
  }
  const body = Buffer.from(payload);
  cache.set(slot.key, { version: slot.version, headers, body, tag: headers.etag?.replace(/^W\//, '') });
}

/**
 * Answers GET requests to routes marked `cached` from memory. Addresses with a query are never kept: anyone can make any
 * number of them. Register it before the routes, and before what looks at sessions.
 */
export function registerPageCache(app: FastifyInstance, options: PageCacheOptions): PageCache {
  const cache = new PageCache(options.maxBytes ?? 64 * 2 ** 20, options.checkEvery ?? 200);
  app.decorate('pageCache', cache);
  app.decorateRequest('pageCacheSlot', null);
  app.addHook('onRequest', async (request, reply) => {
    const { cached } = request.routeOptions.config;
    if (cached === undefined || request.method !== 'GET' || request.url.includes('?')) return;
    const look = options.lookOf(request);
    if (look === undefined) return;
    const known = cache.version();
    const version = typeof known === 'string' ? known : await known;
    const host = cached === 'by-host' ? `${request.protocol}://${request.host}` : '';
    const key = `${look} ${encodingOf(request.headers['accept-encoding'])} ${host} ${request.url}`;
    const page = cache.get(key, version);
    if (page !== undefined) return answer(request, reply, page);
    request.pageCacheSlot = { key, version };
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.pageCacheSlot !== null) keep(cache, request, reply, payload);
    return payload;
  });
  app.addHook('onResponse', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') cache.expectChange();
  });
  return cache;
}
