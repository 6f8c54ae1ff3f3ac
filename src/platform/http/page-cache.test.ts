import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PageCache, registerPageCache } from './page-cache.ts';

let app: FastifyInstance;
let cache: PageCache;
let version: string;
let rendered: number;
let versionsRead: number;

beforeEach(async () => {
  app = fastify();
  version = '1';
  rendered = 0;
  versionsRead = 0;
  cache = registerPageCache(app, {
    lookOf: ({ headers }) => (headers.cookie?.includes('session') ? undefined : (headers.cookie ?? 'plain')),
    maxBytes: 20_000,
    checkEvery: 60_000,
  });
  cache.addSource(async () => {
    versionsRead++;
    return version;
  });
  app.get('/page/:name', { config: { cached: true } }, async (request, reply) => {
    rendered++;
    const text = `${version} ${(request.params as { name: string }).name} ${rendered}`;
    return reply.header('etag', `W/"${version}"`).header('vary', 'Cookie').type('text/html').send(text);
  });
  app.get('/feed', { config: { cached: 'by-host' } }, async (request) => `${request.host} ${++rendered}`);
  app.get('/open', async () => `${++rendered}`);
  app.get('/status/:code', { config: { cached: true } }, async (request, reply) =>
    reply.status(Number((request.params as { code: string }).code)).send(`${++rendered}`),
  );
  app.get('/cookie', { config: { cached: true } }, async (_, reply) =>
    reply.header('set-cookie', 'a=b').send(`${++rendered}`),
  );
  app.get('/private', { config: { cached: true } }, async (_, reply) =>
    reply.header('cache-control', 'private, no-cache').send(`${++rendered}`),
  );
  app.get('/large/:n', { config: { cached: true } }, async () => 'x'.repeat(6_000));
  app.post('/change', async () => {
    version = '2';
    return 'changed';
  });
});

afterEach(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('a page in memory', () => {
  it('is rendered once and sent again with the same bytes and headers', async () => {
    const first = await get('/page/a');
    const second = await get('/page/a');
    expect(second.body).toBe(first.body);
    for (const name of ['content-type', 'etag', 'vary']) expect(second.headers[name], name).toBe(first.headers[name]);
    expect(rendered).toBe(1);
  });

  it('is one for each address, look, encoding and, where it is named, host', async () => {
    await get('/page/a');
    await get('/page/b');
    await get('/page/a', { cookie: 'large' });
    await get('/page/a', { 'accept-encoding': 'gzip' });
    expect(rendered).toBe(4);
    const bodies = [(await get('/feed', { host: 'a.example' })).body, (await get('/feed', { host: 'b.example' })).body];
    expect(bodies.map((body) => body.split(' ')[0])).toEqual(['a.example', 'b.example']);
  });

  it('answers an unchanged page with 304 and a changed one with the page', async () => {
    const { etag } = (await get('/page/a')).headers;
    const known = { 'if-none-match': `"other", ${String(etag)}` };
    const again = await get('/page/a', known);
    expect(again).toMatchObject({ statusCode: 304, body: '' });
    expect(again.headers.etag).toBe(etag);
    expect((await get('/page/a', { 'if-none-match': '"1' })).statusCode).toBe(200);
    await app.inject({ method: 'POST', url: '/change' });
    expect(await get('/page/a', known)).toMatchObject({ statusCode: 200, body: '2 a 2' });
  });

  it('is gone at once when something was written here', async () => {
    await get('/page/a');
    await app.inject({ method: 'POST', url: '/change' });
    expect((await get('/page/a')).body).toBe('2 a 2');
  });

  it('is not made again while nothing changes, and the version is not read again', async () => {
    for (let i = 0; i < 20; i++) await get('/page/a');
    expect({ rendered, versionsRead }).toEqual({ rendered: 1, versionsRead: 1 });
  });

  it('keeps the version it was begun with, so that what changed meanwhile is seen', async () => {
    let release = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    app.get('/slow', { config: { cached: true } }, async () => {
      const seen = version;
      await waiting;
      return `${seen} ${++rendered}`;
    });
    const first = get('/slow');
    await new Promise((resolve) => setImmediate(resolve));
    await app.inject({ method: 'POST', url: '/change' });
    release();
    expect((await first).body).toBe('1 1');
    expect((await get('/slow')).body).toBe('2 2');
  });

  it.each([
    ['a route that did not ask for it', '/open', {}],
    ['a query', '/page/a?x=1', {}],
    ['a session', '/page/a', { cookie: 'session=1' }],
    ['a cookie that is set', '/cookie', {}],
    ['a private page', '/private', {}],
    ['an error', '/status/404', {}],
    ['a page that was taken down', '/status/410', {}],
  ] as const)('never: %s', async (_, url, headers) => {
    await get(url, headers);
    await get(url, headers);
    expect(rendered).toBe(2);
    expect(cache.size.pages).toBe(0);
  });

  it('takes no more room than it may', async () => {
    for (let n = 0; n < 30; n++) await get(`/large/${n}`);
    expect(cache.size.bytes).toBeLessThanOrEqual(20_000);
    expect(cache.size.pages).toBeGreaterThan(0);
  });
});
