import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { withTestDatabases } from '../support/database.ts';

// Hostile requests against the whole application as it listens, byte by byte: what a client library would tidy is sent as it is.

const open = withTestDatabases();
let app: FastifyInstance;
let port: number;
let files: string;
const log: string[] = [];

beforeAll(async () => {
  const db = await open();
  files = await mkdtemp(join(tmpdir(), 'gongkai-files-'));
  app = await buildApp({
    db,
    protection: await openTestProtection(db),
    filesDirectory: files,
    version: 'test',
    division: '330206',
    site: { name: '北仑区政府信息公开', demonstration: true },
    readiness: async () => [],
    log: { stream: { write: (line: string) => void log.push(line) } },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
}, 120_000);

afterAll(async () => {
  await app?.close();
  await rm(files, { recursive: true, force: true });
});

/** Sends bytes and reads until the server closes. */
async function send(bytes: string | Buffer): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('utf8');
  });
  // A reset while the rest is still being sent is a refusal too.
  socket.on('error', () => undefined);
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return received;
}

const get = (path: string, headers = ''): Promise<string> =>
  send(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`, 'latin1'));
/** 0 where the connection was cut without a word. */
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

describe('paths that lead out of their folder', () => {
  it.each([
    '/assets/../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%252e%252e%252fpackage.json',
    '/assets/....//....//etc/passwd',
    '/office/assets/../../../package.json',
    '/office/assets/..%2f..%2f..%2fpackage.json',
    '/office/assets/%2e%2e%2f%2e%2e%2fbuild.json',
    '//etc/passwd',
    '/items/..%2f..%2f..%2fetc%2fpasswd/files/x',
    '/.git/config',
    '/data.keys.json',
  ])('%s gives no file', async (path) => {
    const answer = await get(path);
    expect([200, 400, 403, 404, 405, 503]).toContain(statusOf(answer));
    for (const secret of ['"workspaces"', 'root:', 'sourcesAt', 'repositoryformatversion', '"keys"'])
      expect(answer).not.toContain(secret);
    // The office answers every address of its own with its one page; anything else is not there.
    if (!path.startsWith('/office')) expect(statusOf(answer)).not.toBe(200);
  });
});

describe('bytes that are no UTF-8', () => {
  it.each(['/%ff', '/search?q=%c3%28', '/items/%c0%ae%c0%ae', '/reports/%ff/2022', '/api/v1/users/%ff'])(
    '%s in an address breaks nothing',
    async (path) => {
      const answer = await get(path);
      expect(statusOf(answer)).toBeLessThan(500);
      expect(answer.length).toBeGreaterThan(0);
    },
  );

  it('raw in an address are refused', async () => {
    const answer = await send(
      Buffer.concat([
        Buffer.from('GET /'),
        Buffer.of(0xff, 0xfe),
        Buffer.from(' HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      ]),
    );
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(statusOf(answer)).toBeLessThan(500);
  });

  it('in a form are not stored as something else', async () => {
    const body = Buffer.concat([Buffer.from('name='), Buffer.of(0xc3, 0x28)]);
    const head = `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(statusOf(await send(Buffer.concat([Buffer.from(head), body])))).toBe(400);
  });
});

describe('a method hidden in a request', () => {
  it.each([
    ['X-HTTP-Method-Override', 'X-HTTP-Method-Override: DELETE\r\n', '/api/v1/session'],
    ['X-Method-Override', 'X-Method-Override: DELETE\r\n', '/api/v1/session'],
    ['_method', '', '/api/v1/session?_method=DELETE'],
  ])('by %s stays what it is', async (_what, headers, path) => {
    // Signing out answers 204; a GET of that address is no route.
    expect([404, 405]).toContain(statusOf(await get(path, headers)));
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'FOO'])('%s does nothing', async (method) => {
    const answer = await send(`${method} / HTTP/1.1\r\nHost: x\r\nX-Secret: abc\r\nConnection: close\r\n\r\n`);
    expect([400, 404, 405, 501, 0]).toContain(statusOf(answer));
    expect(answer).not.toContain('abc');
  });
});

describe('headers', () => {
  it.each([
    '/settings/apply?elder=on&return=%0d%0aSet-Cookie:%20evil=1',
    '/settings/apply?elder=on&return=%E5%98%8A%E5%98%8DSet-Cookie:%20evil=1',
    '/search?q=%0d%0aSet-Cookie:%20evil=1',
    '/no%0d%0aSet-Cookie:%20evil=1',
  ])('cannot be written by %s', async (path) => {
    const [head = ''] = (await get(path)).split('\r\n\r\n', 1);
    expect(head).not.toMatch(/^set-cookie: evil/im);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'do not lead to %s',
    async (target) => {
      const answer = await get(`/settings/apply?elder=on&return=${encodeURIComponent(target)}`);
      expect(/^location: (.*)$/im.exec(answer)?.[1] ?? '/').toMatch(/^\/(?![/\\])/);
    },
  );
});

describe('what was refused', () => {
  it('is in the log, without what was sent', async () => {
    log.length = 0;
    const body = JSON.stringify({ name: 'chengban', password: 'geheim-und-lang' });
    const answer = await send(
      `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(statusOf(answer)).toBe(403);
    const oversized = await send(
      `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{`,
    );
    expect(statusOf(oversized)).toBe(413);
    const text = log.join('');
    expect(text).toContain('cross-site write refused');
    expect(text).toMatch(/"statusCode":403|"status":403/);
    expect(text).toMatch(/"statusCode":413|"status":413/);
    expect(text).not.toContain('geheim');
  });
});
