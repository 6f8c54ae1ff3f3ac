import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FeedError, htmlText, parseFeed } from './feed.ts';
import { fetchFeed, requirePublic } from './fetch-feed.ts';

const RSS = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>北仑发布</title>
<item><title>防汛提示</title><link>https://example.org/1</link><guid>a-1</guid><pubDate>Tue, 10 May 2022 08:00:00 +0800</pubDate>
<description>摘要</description><content:encoded><![CDATA[<p>请居民<b>按排</b>好时间。</p><p>第二段</p><script>x()</script>]]></content:encoded></item>
<item><title>无编号</title><link>https://example.org/2</link></item>
<item><title>重复</title><guid>a-1</guid></item></channel></rss>`;
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>公示</title>
<link rel="alternate" href="https://example.org/3"/><published>2022-05-10T00:00:00Z</published>
<content type="html">&lt;p&gt;全文&lt;/p&gt;</content></entry></feed>`;
const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  items: [
    { id: 7, url: 'javascript:alert(1)', title: '标题', content_html: '<p>甲<br>乙</p>', date_published: 'soon' },
  ],
});

describe('reading a feed', () => {
  test('RSS: full text before summary, what is not seen left out, the same post once', () => {
    expect(parseFeed(RSS)).toEqual([
      {
        key: 'a-1',
        title: '防汛提示',
        address: 'https://example.org/1',
        publishedAt: new Date('2022-05-10T00:00:00Z'),
        text: '请居民按排好时间。\n第二段',
      },
      { key: 'https://example.org/2', title: '无编号', address: 'https://example.org/2', publishedAt: null, text: '' },
    ]);
  });

  test('Atom and JSON Feed; addresses that run something are left out', () => {
    expect(parseFeed(ATOM)).toMatchObject([{ key: 'urn:1', address: 'https://example.org/3', text: '全文' }]);
    expect(parseFeed(JSON_FEED)).toEqual([
      { key: '7', title: '标题', address: null, publishedAt: null, text: '甲\n乙' },
    ]);
  });

  test.each([
    ['a document type', `<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel/></rss>`, '文档类型定义'],
    ['depth without end', '<rss>'.repeat(5000), '嵌套过深'],
    ['another format', '<html><body>首页</body></html>', '不是RSS'],
    ['a cut answer', RSS.slice(0, 300), '不是完整的'],
    ['JSON of another kind', '{"a":1}', '不是JSON Feed'],
    ['cut JSON', '{"version"', '不完整'],
  ])('refuses %s', (_, body, message) => {
    expect(() => parseFeed(body)).toThrow(FeedError);
    expect(() => parseFeed(body)).toThrow(message);
  });

  test('posts and their texts are bounded', () => {
    const items = Array.from({ length: 5000 }, (_, i) => `<item><guid>${i}</guid><title>题</title></item>`).join('');
    expect(parseFeed(`<rss><channel>${items}</channel></rss>`)).toHaveLength(200);
    const long = `<rss><channel><item><guid>1</guid><description>${'长'.repeat(600_000)}</description></item></channel></rss>`;
    expect(parseFeed(long)[0]?.text.length).toBe(100_000);
    expect(htmlText(`${'<div>'.repeat(20_000)}深`)).toBe('深');
  });

  test('whatever comes is read or refused with a reason', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `<rss><channel><item>${text}`),
        ),
        (body) => {
          try {
            for (const { text, address } of parseFeed(body)) {
              expect(text.isWellFormed()).toBe(true);
              expect(address === null || /^https?:/.test(address)).toBe(true);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(FeedError);
          }
        },
      ),
    );
  });
});

describe('fetching a feed', () => {
  let server: Server;
  let at: string;
  let asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/feed') {
        if (request.headers['if-none-match'] === '"1"') return response.writeHead(304).end();
        return response.writeHead(200, { etag: '"1"', 'content-type': 'application/rss+xml' }).end(RSS);
      }
      if (request.url === '/gbk') {
        const gbk = Buffer.from([0xb9, 0xfa, 0xbc, 0xd2]);
        return response.writeHead(200, { 'content-type': 'text/xml; charset=gbk' }).end(gbk);
      }
      if (request.url === '/moved') return response.writeHead(302, { location: '/feed' }).end();
      if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end();
      if (request.url === '/inside') return response.writeHead(302, { location: 'ftp://10.0.0.1/' }).end();
      if (request.url === '/endless') {
        response.writeHead(200);
        const chunk = 'x'.repeat(256 * 1024);
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', more);
        return more();
      }
      return response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const fetchHere = (path: string, options = {}) => fetchFeed(`${at}${path}`, { allowPrivate: true, ...options });

  test('once, then only when it changed; follows a move; other encodings', async () => {
    const first = await fetchHere('/moved');
    expect(first).toMatchObject({ isChanged: true, etag: '"1"', body: RSS });
    expect(await fetchHere('/feed', { etag: '"1"' })).toEqual({ isChanged: false });
    expect(await fetchHere('/gbk')).toMatchObject({ body: '国家' });
  });

  test.each([
    ['/round', '转向次数过多'],
    ['/inside', 'http://或者https://'],
    ['/endless', '超过4 MB'],
    ['/none', '状态为404'],
  ])('%s is refused', async (path, message) => {
    await expect(fetchHere(path)).rejects.toThrow(message);
  });

  test('addresses of internal networks are not asked, however they are written', async () => {
    asked = [];
    for (const address of [
      `${at}/feed`,
      'http://localhost/feed',
      'http://[::1]/feed',
      'http://[::ffff:127.0.0.1]/feed',
      'http://169.254.169.254/latest',
      'http://2130706433/',
      'http://0x7f.1/',
    ])
      await expect(fetchFeed(address)).rejects.toThrow('内部网络');
    expect(asked).toEqual([]);
    for (const address of ['file:///etc/passwd', 'feed', 'https://a:b@example.org/'])
      await expect(requirePublic(address)).rejects.toThrow(FeedError);
  });
});
