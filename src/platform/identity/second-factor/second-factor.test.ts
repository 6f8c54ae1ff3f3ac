import { Secret, TOTP } from 'otpauth';
import { afterEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../../test/support/database.ts';
import type { Database } from '../../database/index.ts';
import { updatePerson } from '../people/persons.ts';
import {
  addPerson,
  FINANCE,
  GOVERNMENT,
  insertSampleOrgans,
  PASSWORD,
  sessionCookie,
  TestOffice,
} from '../testing/office.ts';
import { type Slip, SoftwareAuthenticator } from '../testing/software-authenticator.ts';

const SITE = 'https://zwgk.example';
let office: TestOffice;
let db: Database;
afterEach(() => office.app.close());

async function start(open: () => Promise<Database>) {
  db = await open();
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, { publicUrl: SITE });
  return addPerson(db, 'li', FINANCE, ['clerk']);
}

const codeOf = (secret: string, at = office.now) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: 'SHA1' }).generate({
    timestamp: at.getTime(),
  });

async function enrol(cookie: string): Promise<string> {
  const begun = await office.ask('POST', '/api/v1/me/totp', { cookie, payload: { password: PASSWORD } });
  const { secret, address } = begun.json();
  expect(address).toContain(`secret=${secret}`);
  const confirmed = await office.ask('POST', '/api/v1/me/totp/confirm', { cookie, payload: { code: codeOf(secret) } });
  expect(confirmed.statusCode).toBe(204);
  office.pass(60_000);
  return secret;
}

describeOnEachDatabase('one-time passwords', (open) => {
  const second = async (code: string) => {
    const begun = (await office.signIn('li')).json();
    expect(begun).toMatchObject({ status: 'second-step', methods: ['totp', 'recovery-code'] });
    return office.ask('POST', '/api/v1/session/second-step', { payload: { challenge: begun.challenge, code } });
  };

  it('are asked for after the password once they are confirmed, and each serves once', async () => {
    await start(open);
    const cookie = await office.cookieOf('li');
    await office.ask('POST', '/api/v1/me/totp', { cookie, payload: { password: PASSWORD } });
    expect((await office.signIn('li')).json().status).toBe('signed-in');
    const secret = await enrol(cookie);
    const withoutCode = await office.signIn('li');
    expect(sessionCookie(withoutCode)).toBeUndefined();
    expect((await second('000000')).statusCode).toBe(401);
    const code = codeOf(secret);
    const done = await second(code);
    expect(done.json()).toEqual({ status: 'signed-in', passwordDue: false });
    const me = (await office.ask('GET', '/api/v1/me', { cookie: sessionCookie(done)! })).json();
    expect(me.session.method).toBe('password+totp');
    expect((await second(code)).statusCode).toBe(401);
    office.pass(30_000);
    expect((await second(codeOf(secret))).statusCode).toBe(200);
  });

  it('can be replaced by recovery codes, each once; new ones end the old, and nothing but hashes is kept', async () => {
    await start(open);
    const cookie = await office.cookieOf('li');
    const make = (password = PASSWORD) =>
      office.ask('POST', '/api/v1/me/recovery-codes', { cookie, payload: { password } });
    expect((await make()).statusCode).toBe(409);
    await enrol(cookie);
    expect((await make('not the password at all')).statusCode).toBe(400);
    const old: string[] = (await make()).json().codes;
    const codes: string[] = (await make()).json().codes;
    expect(new Set([...old, ...codes]).size).toBe(20);
    const stored = JSON.stringify(await db.selectFrom('person_recovery_code').selectAll().execute());
    for (const code of codes) expect(stored).not.toContain(code.replaceAll('-', ''));
    expect((await second(old[0]!)).statusCode).toBe(401);
    // As somebody types it from paper.
    const done = await second(codes[0]!.toLowerCase().replaceAll('-', ' '));
    expect(done.statusCode).toBe(200);
    const fresh = sessionCookie(done)!;
    expect((await office.ask('GET', '/api/v1/me', { cookie: fresh })).json().session.method).toBe(
      'password+recovery-code',
    );
    expect((await second(codes[0]!)).statusCode).toBe(401);
    const factors = () => office.ask('GET', '/api/v1/me/factors', { cookie: fresh });
    expect((await factors()).json()).toMatchObject({ totp: true, recoveryCodes: 9 });
    const record = JSON.stringify(await db.selectFrom('audit_event').selectAll().execute());
    for (const code of [...old, ...codes]) expect(record).not.toContain(code);
    expect(record).toContain('password+recovery-code');
    await office.ask('DELETE', '/api/v1/me/totp', { cookie: fresh, payload: { password: PASSWORD } });
    expect((await factors()).json()).toMatchObject({ totp: false, recoveryCodes: 0 });
  });

  it('guessed as recovery codes are delayed like passwords', async () => {
    await start(open);
    await enrol(await office.cookieOf('li'));
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await second(`0000-0000-0000-000${i}`)).statusCode);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });

  it('allow for a clock half a minute off, and for no more', async () => {
    await start(open);
    const secret = await enrol(await office.cookieOf('li'));
    expect((await second(codeOf(secret, new Date(office.now.getTime() + 90_000)))).statusCode).toBe(401);
    expect((await second(codeOf(secret, new Date(office.now.getTime() - 30_000)))).statusCode).toBe(200);
  });

  it('are asked with a challenge that serves once and for five minutes, and are delayed after failures', async () => {
    await start(open);
    const secret = await enrol(await office.cookieOf('li'));
    const { challenge } = (await office.signIn('li')).json();
    const give = (payload: object) => office.ask('POST', '/api/v1/session/second-step', { payload });
    expect((await give({ challenge, code: '111111' })).statusCode).toBe(401);
    expect((await give({ challenge, code: codeOf(secret) })).statusCode).toBe(401);
    const late = (await office.signIn('li')).json().challenge;
    office.pass(301_000);
    expect((await give({ challenge: late, code: codeOf(secret) })).statusCode).toBe(401);
    for (let i = 0; i < 4; i++) expect((await second('222222')).statusCode).toBe(401);
    expect((await second(codeOf(secret))).statusCode).toBe(429);
  });

  it('are stored sealed, removed with the password, and reset by an administrator', async () => {
    const { person } = await start(open);
    await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
    const cookie = await office.cookieOf('li');
    const secret = await enrol(cookie);
    const row = await db.selectFrom('person_totp').select('secret_sealed').executeTakeFirstOrThrow();
    expect(Buffer.from(row.secret_sealed).includes(secret)).toBe(false);
    const wrong = await office.ask('DELETE', '/api/v1/me/totp', { cookie, payload: { password: 'wrong' } });
    expect(wrong.json().errors[0].pointer).toBe('/password');
    const admin = await office.cookieOf('admin');
    const reset = await office.ask('POST', `/api/v1/users/${person.id}/reset-credentials`, {
      cookie: admin,
      payload: { reason: '手机遗失' },
    });
    expect((await office.ask('GET', '/api/v1/me', { cookie })).statusCode).toBe(401);
    expect((await office.signIn('li', reset.json().password)).json()).toEqual({
      status: 'signed-in',
      passwordDue: true,
    });
  });
});

describeOnEachDatabase('passkeys', (open) => {
  async function addKey(cookie: string, slip: Slip = {}) {
    const key = new SoftwareAuthenticator(SITE);
    const begun = await office.ask('POST', '/api/v1/me/passkeys/options', { cookie, payload: { password: PASSWORD } });
    const { challenge, options } = begun.json();
    const payload = { challenge, label: '办公室电脑', response: key.create(options, slip) };
    return { key, payload, answer: await office.ask('POST', '/api/v1/me/passkeys', { cookie, payload }) };
  }
  async function signInBy(key: SoftwareAuthenticator, slip: Slip = {}) {
    const { challenge, options } = (
      await office.ask('POST', '/api/v1/session/passkey/options', { payload: {} })
    ).json();
    const payload = { challenge, response: key.get(options, slip) };
    return { payload, answer: await office.ask('POST', '/api/v1/session/passkey', { payload }) };
  }

  it('are registered, sign in without name or password, and are forgotten', async () => {
    await start(open);
    const cookie = await office.cookieOf('li');
    const { key, answer } = await addKey(cookie);
    expect(answer.statusCode).toBe(201);
    const signed = await signInBy(key);
    expect(signed.answer.json()).toEqual({ status: 'signed-in', passwordDue: false });
    const fresh = sessionCookie(signed.answer)!;
    const me = (await office.ask('GET', '/api/v1/me', { cookie: fresh })).json();
    expect([me.person.signInName, me.session.method]).toEqual(['li', 'passkey']);
    const factors = (await office.ask('GET', '/api/v1/me/factors', { cookie: fresh })).json();
    expect(factors).toMatchObject({
      totp: false,
      passkeys: [{ label: '办公室电脑', lastUsedAt: office.now.toISOString() }],
    });
    const url = `/api/v1/me/passkeys/${factors.passkeys[0].id}/remove`;
    expect((await office.ask('POST', url, { cookie, payload: { password: PASSWORD } })).statusCode).toBe(204);
    expect((await signInBy(key)).answer.statusCode).toBe(401);
  });

  it.each<[string, Slip]>([
    ['for another site', { origin: 'https://evil.example' }],
    ['for another domain', { rpId: 'evil.example' }],
    ['for another challenge', { challenge: 'bm90IHRoZSBvbmU' }],
    ['without the owner’s proof', { isUnverified: true }],
  ])('made %s are refused, at registration and at sign-in', async (_what, slip) => {
    await start(open);
    const cookie = await office.cookieOf('li');
    expect((await addKey(cookie, slip)).answer.json().errors[0].pointer).toBe('/response');
    expect(await db.selectFrom('person_passkey').selectAll().execute()).toEqual([]);
    const { key } = await addKey(cookie);
    expect((await signInBy(key, slip)).answer.statusCode).toBe(401);
  });

  it('forged, replayed, cloned or of a disabled person open nothing', async () => {
    const { person } = await start(open);
    const cookie = await office.cookieOf('li');
    const { key, payload: registration } = await addKey(cookie);
    expect((await office.ask('POST', '/api/v1/me/passkeys', { cookie, payload: registration })).statusCode).toBe(400);
    expect((await signInBy(key, { isForged: true })).answer.statusCode).toBe(401);
    const { payload, answer } = await signInBy(key);
    expect(answer.statusCode).toBe(200);
    expect((await office.ask('POST', '/api/v1/session/passkey', { payload })).statusCode).toBe(401);
    // A copy of the key that fell behind the original's counter.
    expect((await signInBy(key, { counter: 1 })).answer.statusCode).toBe(401);
    await updatePerson(db, person.id, { status: 'disabled' });
    expect((await signInBy(key)).answer.statusCode).toBe(401);
  });

  it('begun by one person cannot be ended by another', async () => {
    await start(open);
    await addPerson(db, 'wang', FINANCE, ['clerk']);
    const [li, wang] = [await office.cookieOf('li'), await office.cookieOf('wang')];
    const key = new SoftwareAuthenticator(SITE);
    const { challenge, options } = (
      await office.ask('POST', '/api/v1/me/passkeys/options', { cookie: li, payload: { password: PASSWORD } })
    ).json();
    const payload = { challenge, label: '偷来的', response: key.create(options) };
    expect((await office.ask('POST', '/api/v1/me/passkeys', { cookie: wang, payload })).statusCode).toBe(400);
  });
});
