import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../../test/support/database.ts';
import type { Database } from '../../database/index.ts';
import { updatePerson } from '../people/persons.ts';
import { addPerson, FINANCE, insertSampleOrgans, PASSWORD, sessionCookie, TestOffice } from '../testing/office.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeOnEachDatabase('sign-in', (open) => {
  let office: TestOffice;
  let db: Database;
  const start = async (settings: Parameters<typeof TestOffice.open>[1] = {}) => {
    db = await open();
    await insertSampleOrgans(db);
    office = await TestOffice.open(db, settings);
    return addPerson(db, 'li', FINANCE, ['clerk']);
  };
  afterEach(() => office.app.close());

  it('gives person, posts and permissions to whoever has the password', async () => {
    const { person, post } = await start();
    const response = await office.signIn('  LI ');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'signed-in', passwordDue: false }]);
    const me = (await office.ask('GET', '/api/v1/me', { cookie: sessionCookie(response)! })).json();
    expect(me).toMatchObject({
      person: { id: person.id, signInName: 'li', fullName: '示例li' },
      posts: [{ id: post.id, organName: '示例区财政局', roles: [{ role: 'clerk', label: '承办人员' }] }],
      passwordDue: false,
      session: { method: 'password', origin: '192.0.2.10', device: 'Sample Browser/1', isCurrent: true },
    });
    expect(me.permissions).toContainEqual({ act: 'requests.register', label: '登记申请', organs: [FINANCE] });
    expect(me.permissions.map(({ act }: { act: string }) => act)).not.toContain('requests.sign-reply');
  });

  it('answers a wrong password, an unknown name and a disabled person alike', async () => {
    await start();
    const gone = await addPerson(db, 'gone', FINANCE, ['clerk']);
    await updatePerson(db, gone.person.id, { status: 'disabled' });
    const answers = [await office.signIn('li', 'wrong'), await office.signIn('nobody'), await office.signIn('gone')];
    for (const answer of answers) {
      const { instance: _instance, ...problem } = answer.json();
      expect([answer.statusCode, problem, sessionCookie(answer)]).toEqual([
        401,
        {
          type: 'urn:gongkai:problem:sign-in-refused',
          title: '登录失败',
          status: 401,
          detail: '登录名或者密码不正确。',
        },
        undefined,
      ]);
    }
  });

  it('keeps only the hash of the token', async () => {
    await start();
    const cookie = await office.cookieOf('li');
    const token = cookie.slice(cookie.indexOf('=') + 1);
    const rows = await db.selectFrom('office_session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows[0]!.token_hash).toBe(createHash('sha256').update(token).digest('hex'));
  });

  it('sets a cookie scripts and other sites cannot use; over HTTPS one for this host alone', async () => {
    await start();
    expect(String((await office.signIn('li')).headers['set-cookie'])).toMatch(
      /^gongkai-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    await office.app.close();
    office = await TestOffice.open(db, { publicUrl: 'https://zwgk.example' });
    const secure = await office.signIn('li');
    expect(String(secure.headers['set-cookie'])).toMatch(
      /^__Host-gongkai-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    const plain = sessionCookie(secure)!.replace('__Host-', '');
    expect((await office.ask('GET', '/api/v1/me', { cookie: plain })).statusCode).toBe(401);
  });

  it('never adopts a token the browser brought (fixation), and closes the session it had', async () => {
    await start();
    await addPerson(db, 'wang', FINANCE, ['clerk']);
    const planted = `gongkai-session=${'A'.repeat(43)}`;
    const fresh = await office.signIn('li', PASSWORD, { cookie: planted });
    expect(sessionCookie(fresh)).not.toBe(planted);
    expect((await office.ask('GET', '/api/v1/me', { cookie: planted })).statusCode).toBe(401);

    const first = sessionCookie(fresh)!;
    const second = sessionCookie(await office.signIn('wang', PASSWORD, { cookie: first }))!;
    expect((await office.ask('GET', '/api/v1/me', { cookie: first })).statusCode).toBe(401);
    expect((await office.ask('GET', '/api/v1/me', { cookie: second })).json().person.signInName).toBe('wang');
  });

  it('a session ends after half an hour without use and after twelve hours with', async () => {
    await start();
    const idle = await office.cookieOf('li');
    office.pass(29 * MINUTE);
    expect((await office.ask('GET', '/api/v1/me', { cookie: idle })).statusCode).toBe(200);
    office.pass(29 * MINUTE);
    expect((await office.ask('GET', '/api/v1/me', { cookie: idle })).statusCode).toBe(200);
    office.pass(30 * MINUTE);
    expect((await office.ask('GET', '/api/v1/me', { cookie: idle })).statusCode).toBe(401);
    expect(await db.selectFrom('office_session').selectAll().execute()).toEqual([]);

    const busy = await office.cookieOf('li');
    for (let passed = 0; passed < 12 * HOUR; passed += 20 * MINUTE) {
      expect((await office.ask('GET', '/api/v1/me', { cookie: busy })).statusCode).toBe(200);
      office.pass(20 * MINUTE);
    }
    expect((await office.ask('GET', '/api/v1/me', { cookie: busy })).statusCode).toBe(401);
  });

  it('signing out ends the session, and a replayed cookie opens nothing', async () => {
    await start();
    const cookie = await office.cookieOf('li');
    const out = await office.ask('DELETE', '/api/v1/session', { cookie });
    expect([out.statusCode, sessionCookie(out)]).toEqual([204, undefined]);
    expect((await office.ask('GET', '/api/v1/me', { cookie })).statusCode).toBe(401);
    expect((await office.ask('DELETE', '/api/v1/session', { cookie })).statusCode).toBe(204);
  });

  it('a disabled person’s open session ends at once', async () => {
    const { person } = await start();
    const cookie = await office.cookieOf('li');
    await updatePerson(db, person.id, { status: 'disabled' });
    expect((await office.ask('GET', '/api/v1/me', { cookie })).statusCode).toBe(401);
  });

  it('lists devices, signs out one or all others, never somebody else’s', async () => {
    await start();
    await addPerson(db, 'wang', FINANCE, ['clerk']);
    const [desk, phone, tablet, other] = [
      await office.cookieOf('li'),
      await office.cookieOf('li'),
      await office.cookieOf('li'),
      await office.cookieOf('wang'),
    ];
    const devices = (await office.ask('GET', '/api/v1/me/sessions', { cookie: desk })).json().sessions;
    expect(devices.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent).sort()).toEqual([false, false, true]);
    const mine = (await office.ask('GET', '/api/v1/me', { cookie: phone })).json().session.id;
    const close = (id: string, cookie: string) => office.ask('DELETE', `/api/v1/me/sessions/${id}`, { cookie });
    expect((await close(mine, other)).statusCode).toBe(404);
    expect((await close(mine, desk)).statusCode).toBe(204);
    expect((await office.ask('GET', '/api/v1/me', { cookie: phone })).statusCode).toBe(401);
    expect((await office.ask('DELETE', '/api/v1/me/sessions', { cookie: desk })).json()).toEqual({ closed: 1 });
    const states = await Promise.all(
      [desk, tablet, other].map((cookie) => office.ask('GET', '/api/v1/me', { cookie })),
    );
    expect(states.map(({ statusCode }) => statusCode)).toEqual([200, 401, 200]);
  });

  it('a new password needs the present one, signs out every other device and moves this one to a new token', async () => {
    await start();
    const [desk, phone] = [await office.cookieOf('li'), await office.cookieOf('li')];
    const change = (current: string, next: string) =>
      office.ask('PUT', '/api/v1/me/password', { cookie: desk, payload: { current, next } });
    const next = '江南三月的细雨与茶-77';
    expect((await change('wrong', next)).json().errors).toEqual([
      { in: 'body', pointer: '/current', detail: '现在的密码不正确' },
    ]);
    expect((await change(PASSWORD, 'short')).json().errors[0]).toMatchObject({ pointer: '/next' });
    expect((await change(PASSWORD, PASSWORD)).json().errors[0]).toMatchObject({ pointer: '/next' });
    const changed = await change(PASSWORD, next);
    expect(changed.statusCode).toBe(204);
    const states = await Promise.all(
      [desk, phone, sessionCookie(changed)!].map((cookie) => office.ask('GET', '/api/v1/me', { cookie })),
    );
    expect(states.map(({ statusCode }) => statusCode)).toEqual([401, 401, 200]);
    expect((await office.signIn('li')).statusCode).toBe(401);
    expect((await office.signIn('li', next)).statusCode).toBe(200);
  });

  it('delays an account and origin that failed often, and nobody else', async () => {
    await start();
    const wrong = (from: string) => office.signIn('li', 'wrong', { from });
    for (let i = 0; i < 5; i++) expect((await wrong('203.0.113.66')).statusCode).toBe(401);
    const refused = await wrong('203.0.113.66');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
    // The right password is refused as well while the delay runs, or it would tell which one was right.
    expect((await office.signIn('li', PASSWORD, { from: '203.0.113.66' })).statusCode).toBe(429);
    // The owner, elsewhere, signs in as always; so does another account from the same place.
    expect((await office.signIn('li', PASSWORD, { from: '192.0.2.10' })).statusCode).toBe(200);
    await addPerson(db, 'wang', FINANCE, ['clerk']);
    expect((await office.signIn('wang', PASSWORD, { from: '203.0.113.66' })).statusCode).toBe(200);

    const delays: number[] = [];
    for (let i = 0; i < 12; i++) {
      const answer = await wrong('203.0.113.66');
      const wait = Number(answer.headers['retry-after']);
      delays.push(wait);
      office.pass(wait * 1000);
      expect((await wrong('203.0.113.66')).statusCode).toBe(401);
    }
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    office.pass(900_000);
    expect((await office.signIn('li', PASSWORD, { from: '203.0.113.66' })).statusCode).toBe(200);
    expect((await wrong('203.0.113.66')).statusCode).toBe(401);
  });

  it('counts tries made at the same moment', async () => {
    await start();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => office.signIn('li', 'wrong', { from: '203.0.113.9' })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(25);
  });

  it('slows an origin that tries many names', async () => {
    await start();
    for (let i = 0; i < 101; i++) await office.signIn(`name${i}`, 'wrong', { from: `2001:db8::${i.toString(16)}` });
    expect((await office.signIn('li', PASSWORD, { from: '2001:db8::ffff' })).statusCode).toBe(429);
    expect((await office.signIn('li', PASSWORD, { from: '2001:db8:0:1::1' })).statusCode).toBe(200);
  });

  it('limits sign-ins a minute from one network', async () => {
    await start({ signInsPerMinute: 3 });
    for (let i = 0; i < 3; i++) expect((await office.signIn('li')).statusCode).toBe(200);
    const refused = await office.signIn('li');
    expect([refused.statusCode, refused.headers['content-type'], refused.json().type]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
      'urn:gongkai:problem:rate-limited',
    ]);
    expect((await office.signIn('li', PASSWORD, { from: '192.0.2.77' })).statusCode).toBe(200);
  });
});
