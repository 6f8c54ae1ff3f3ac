import { type AddressInfo, createConnection } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../database/index.ts';
import { updatePerson } from '../people/persons.ts';
import { addPerson, FINANCE, GOVERNMENT, insertSampleOrgans, PASSWORD, TestOffice } from '../testing/office.ts';

// Hostile requests one by one: each refused, none of them changing anything.

const open = withTestDatabases();
const SITE = 'https://zwgk.example';
let db: Database;
let office: TestOffice;
let cookie: string;
let personId: string;

beforeAll(async () => {
  db = await open();
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, { publicUrl: SITE });
  await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
  personId = (await addPerson(db, 'li', FINANCE, ['clerk'])).person.id;
});
beforeEach(async () => {
  await updatePerson(db, personId, { status: 'active' });
  cookie = await office.cookieOf('admin');
});
afterAll(() => office.app.close());

const disable = (headers: Record<string, string>, payload: unknown = { reason: '离职' }) =>
  office.app.inject({
    method: 'POST',
    url: `/api/v1/users/${personId}/disable`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });
const status = async () =>
  (await db.selectFrom('person').select('status').where('id', '=', personId).executeTakeFirstOrThrow()).status;

describe('cross-site requests', () => {
  it.each<[string, Record<string, string>]>([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from a neighbouring host', { 'sec-fetch-site': 'same-site', origin: 'https://other.example' }],
    ['of an old browser from another site', { origin: 'https://evil.example' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['whose headers contradict each other', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    ['from the same host without TLS', { origin: 'http://zwgk.example' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['that say nothing of where they come from', {}],
  ])('%s are refused with the session’s cookie', async (_what, headers) => {
    const refused = await disable({ cookie, ...headers });
    expect([refused.statusCode, refused.json().type]).toEqual([403, 'urn:gongkai:problem:cross-site-request']);
    expect(await status()).toBe('active');
    expect(office.log.join('')).toContain('cross-site write refused');
  });

  it('of the own pages pass, by either header', async () => {
    expect((await disable({ cookie, origin: SITE })).statusCode).toBe(200);
    expect(await status()).toBe('disabled');
  });

  it('cannot sign somebody in either', async () => {
    const refused = await office.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'https://evil.example' },
      payload: { name: 'li', password: PASSWORD },
    });
    expect([refused.statusCode, refused.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('sent as a form or as plain text, which need no leave of the browser, are not understood', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])
      expect([400, 415]).toContain(
        (await disable({ cookie, 'sec-fetch-site': 'same-origin', 'content-type': type })).statusCode,
      );
    expect(await status()).toBe('active');
  });
});

describe('forged and replayed requests', () => {
  const own = { 'sec-fetch-site': 'same-origin' };

  it.each([
    ['without cookie', {}],
    ['with an empty one', { cookie: '__Host-gongkai-session=' }],
    ['with a made-up one', { cookie: `__Host-gongkai-session=${'x'.repeat(43)}` }],
    ['with SQL in it', { cookie: "__Host-gongkai-session=' or 1=1 --" }],
    ['with one without the host prefix', { cookie: '' }],
  ])('%s are not signed in', async (what, headers: { cookie?: string }) => {
    const forged = what.includes('prefix') ? { cookie: cookie.replace('__Host-', '') } : headers;
    expect((await disable({ ...own, ...forged })).statusCode).toBe(401);
    expect(await status()).toBe('active');
  });

  it('with the hash from a stolen database open nothing', async () => {
    const { token_hash } = await db.selectFrom('office_session').select('token_hash').executeTakeFirstOrThrow();
    for (const token of [token_hash, token_hash.slice(0, 43), Buffer.from(token_hash, 'hex').toString('base64url')])
      expect((await disable({ ...own, cookie: `__Host-gongkai-session=${token}` })).statusCode).toBe(401);
  });

  it('of a session that was signed out open nothing', async () => {
    await office.ask('DELETE', '/api/v1/session', { cookie });
    expect((await disable({ ...own, cookie })).statusCode).toBe(401);
    expect(await status()).toBe('active');
  });
});

describe('bad input', () => {
  const ask = (payload: unknown) => disable({ cookie, 'sec-fetch-site': 'same-origin' }, payload);

  it.each([
    ['a line break (header and log injection)', '离职\r\nSet-Cookie: a=b'],
    ['NUL', '离\u0000职'],
    ['an escape sequence', '\u001b[2J'],
    ['a line separator', 'a\u2028b'],
    ['a replacement character, left by invalid UTF-8', '离\ufffd'],
    ['nothing but blanks', '   '],
    ['too much', '长'.repeat(501)],
  ])('a reason with %s is refused by name', async (_what, reason) => {
    const refused = await ask({ reason });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, '/reason']);
    expect(await status()).toBe('active');
  });

  it.each([
    ['prototype keys', '{"__proto__":{"reason":"x"}}'],
    ['a constructor', '{"constructor":{"prototype":{"reason":"x"}}}'],
    ['no JSON', '{"reason":'],
    ['an array', '["reason"]'],
    ['very deep JSON', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('%s in a body are refused', async (_what, payload) => {
    const refused = await office.app.inject({
      method: 'POST',
      url: `/api/v1/users/${personId}/disable`,
      headers: { 'content-type': 'application/json', cookie, 'sec-fetch-site': 'same-origin' },
      payload,
    });
    expect(refused.statusCode).toBe(400);
    expect(await status()).toBe('active');
  });

  it('invalid UTF-8 in a body does not pass for a reason', async () => {
    const refused = await office.app.inject({
      method: 'POST',
      url: `/api/v1/users/${personId}/disable`,
      headers: { 'content-type': 'application/json', cookie, 'sec-fetch-site': 'same-origin' },
      payload: Buffer.concat([Buffer.from('{"reason":"'), Buffer.of(0xc3, 0x28, 0xff), Buffer.from('"}')]),
    });
    expect(refused.statusCode).toBe(400);
    expect(await status()).toBe('active');
  });

  it('bodies beyond the limit are refused before they are read', async () => {
    const refused = await ask({ reason: 'x'.repeat(2 * 1024 * 1024) });
    expect(refused.statusCode).toBe(413);
  });

  it.each([
    '/api/v1/users/../../etc/passwd',
    '/api/v1/users/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/api/v1/users/..%5c..%5cetc',
    '/api/v1/users/%00',
    '/api/v1/users/%c0%ae%c0%ae',
    '/api/v1/users/%ff',
    `/api/v1/users/${'a'.repeat(5000)}`,
    '/api/v1/audit/export.jsonl/../../../keys.json',
  ])('the path %s leads nowhere', async (url) => {
    const response = await office.app.inject({ url, headers: { cookie } });
    expect([400, 404, 414]).toContain(response.statusCode);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('a huge password costs no hash', async () => {
    const refused = await office.signIn('li', 'x'.repeat(2000));
    expect(refused.json().errors[0].pointer).toBe('/password');
  });

  it('a name is never a header, a log line or a query', async () => {
    await office.signIn("li'; drop table person; --", 'x');
    await office.signIn('li\r\nSet-Cookie: x=y', 'x');
    expect(office.log.join('')).not.toContain('drop table');
    expect((await db.selectFrom('person').selectAll().execute()).length).toBe(2);
  });
});

describe('on the wire', () => {
  async function raw(text: string): Promise<string> {
    if (!office.app.server.listening) await office.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = office.app.server.address() as AddressInfo;
    const socket = createConnection({ port, host: '127.0.0.1' });
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    // A reset while the rest is still being sent is a refusal too.
    socket.on('error', () => {});
    socket.write(text, 'latin1');
    await new Promise((resolve) => socket.once('close', resolve));
    return received;
  }

  it.each([
    [
      'two lengths (request smuggling)',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header of another line', 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX: a\rb: c\r\n\r\n'],
    ['a NUL in a header', 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n'],
    ['no protocol', 'HELLO\r\n\r\n'],
    ['headers without end', `GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`],
  ])('%s is refused and the connection cut', async (_what, text) => {
    expect(await raw(text)).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
  });
});

describe('a signed-in person without the permission', () => {
  it('gets for every guarded route what an unknown address gives', async () => {
    const li = await office.cookieOf('li');
    const strip = (text: string) => text.replace(/urn:uuid:[0-9a-f-]+/, '');
    const unknown = strip((await office.ask('GET', '/api/v1/unknown', { cookie: li })).body);
    for (const [method, url] of [
      ['GET', '/api/v1/users'],
      ['GET', `/api/v1/users/${personId}`],
      ['POST', '/api/v1/users'],
      ['POST', `/api/v1/users/${personId}/disable`],
      ['POST', `/api/v1/users/${personId}/reset-credentials`],
      ['POST', '/api/v1/organs/changes'],
    ] as const) {
      const response = await office.ask(method, url, {
        cookie: li,
        ...(method === 'POST' ? { payload: { no: 'such field' } } : {}),
      });
      expect([url, response.statusCode, strip(response.body)]).toEqual([url, 404, unknown]);
    }
  });
});
