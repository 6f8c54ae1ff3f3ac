import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { FeedError } from './feed.ts';

/** Bytes of an answer, milliseconds until it must be complete, and how often it may point elsewhere. */
const MOST_BYTES = 4 * 1024 * 1024;
const PATIENCE_MS = 20_000;
const MOST_REDIRECTS = 3;

export interface FetchOptions {
  /** For feeds inside the government's own network, and for tests: addresses that are not public are asked too. */
  readonly allowPrivate?: boolean;
  readonly etag?: string | null;
  readonly modified?: string | null;
}

export type FetchedFeed =
  | { readonly isChanged: false }
  | { readonly isChanged: true; readonly body: string; readonly etag: string | null; readonly modified: string | null };

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** Whether an address may be asked: http or https, without a password, and a host outside of internal networks. @throws FeedError */
export async function requirePublic(address: string, allowPrivate = false): Promise<URL> {
  if (!URL.canParse(address)) throw new FeedError('订阅地址不是完整的网址');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FeedError('订阅地址应当以http://或者https://开头');
  if (url.username !== '' || url.password !== '') throw new FeedError('订阅地址不能带有用户名和密码');
  if (allowPrivate) return url;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host);
  if (addresses.some((one) => PRIVATE.check(one.address, one.family === 6 ? 'ipv6' : 'ipv4')))
    throw new FeedError('订阅地址指向内部网络，不予访问');
  return url;
}

async function resolve(host: string): Promise<{ address: string; family: number }[]> {
  try {
    return await lookup(host, { all: true });
  } catch {
    throw new FeedError(`找不到主机${host}`);
  }
}

/** Asks for a feed within bounds of size, time and redirects, each of which is looked at like the first. @throws FeedError */
export async function fetchFeed(address: string, options: FetchOptions = {}): Promise<FetchedFeed> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let next = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const url = await requirePublic(next, options.allowPrivate);
    let response: Response;
    try {
      response = await fetch(url, {
        redirect: 'manual',
        signal,
        headers: {
          accept: 'application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5',
          'user-agent': 'gongkai-screening',
          ...(options.etag ? { 'if-none-match': options.etag } : {}),
          ...(options.modified ? { 'if-modified-since': options.modified } : {}),
        },
      });
    } catch {
      throw new FeedError(signal.aborted ? '在20秒内没有答复' : '无法连接');
    }
    if (response.status === 304) return { isChanged: false };
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null && URL.canParse(location, url)) {
      await response.body?.cancel();
      next = new URL(location, url).href;
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new FeedError(`答复的状态为${response.status}`);
    }
    const bytes = await readBounded(response, signal);
    return {
      isChanged: true,
      body: decode(bytes, response.headers.get('content-type') ?? ''),
      etag: response.headers.get('etag'),
      modified: response.headers.get('last-modified'),
    };
  }
  throw new FeedError('转向次数过多');
}

async function readBounded(response: Response, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks);
      size += value.length;
      if (size > MOST_BYTES) throw new FeedError('答复超过4 MB，不予读取');
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof FeedError) throw error;
    throw new FeedError(signal.aborted ? '在20秒内没有答完' : '连接中断');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decode(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ??
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1];
  const label = /^gb/i.test(named ?? '') ? 'gb18030' : (named ?? 'utf-8');
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new FeedError('文字编码无法识别');
  }
}
