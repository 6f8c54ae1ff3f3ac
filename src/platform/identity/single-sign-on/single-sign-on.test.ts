import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../database/index.ts';
import { updatePerson } from '../people/persons.ts';
import { TestProvider } from '../testing/identity-provider.ts';
import { addPerson, FINANCE, insertSampleOrgans, sessionCookie, TestOffice } from '../testing/office.ts';

const SITE = 'http://127.0.0.1:8080';
const BEGIN = '/api/v1/session/single-sign-on';
const CALLBACK = `${SITE}${BEGIN}/callback`;

describe('single sign-on with a real provider', () => {
  const open = withTestDatabases();
  let provider: TestProvider;
  let office: TestOffice;
  let db: Database;

  beforeAll(async () => {
    provider = await TestProvider.start(CALLBACK, { 's-li': 'li', 's-other': 'li', 's-nobody': 'nobody' });
  });
  afterAll(() => provider.stop());
  beforeEach(async () => {
    db = await open();
    await insertSampleOrgans(db);
    const { issuer } = provider;
    office = await TestOffice.open(db, {
      publicUrl: SITE,
      singleSignOn: {
        issuer,
        clientId: 'gongkai',
        clientSecret: 'a secret of the test alone',
        label: '统一身份认证',
        linkBy: 'preferred_username',
        allowInsecure: true,
      },
    });
    office.now = new Date();
  });
  afterEach(() => office.app.close());

  /** Begins; gives the provider's address and the cookie that ties the answer to this browser. */
  async function begin() {
    const response = await office.ask('GET', BEGIN);
    expect(response.statusCode).toBe(302);
    const cookie = String(response.headers['set-cookie']);
    expect(cookie).toMatch(/^gongkai-sign-on=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    return { address: String(response.headers.location), cookie: cookie.split(';', 1)[0]! };
  }
  const comeBack = (returned: URL, cookie?: string) =>
    office.ask('GET', returned.pathname + returned.search, cookie === undefined ? {} : { cookie });
  async function signIn(subject: string) {
    const { address, cookie } = await begin();
    const returned = await provider.signIn(address, subject, CALLBACK);
    return { returned, cookie, answer: await comeBack(returned, cookie) };
  }
  const REFUSED = '/office/?sign-in=refused';

  it('signs in the person the provider vouches for, by code, PKCE, state and nonce', async () => {
    await addPerson(db, 'li', FINANCE, ['clerk']);
    const { address } = await begin();
    const asked = Object.fromEntries(new URL(address).searchParams);
    expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: CALLBACK });
    expect(asked.state!.length).toBeGreaterThan(30);
    expect(asked.nonce!.length).toBeGreaterThan(30);
    const { answer } = await signIn('s-li');
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/office/']);
    const me = (await office.ask('GET', '/api/v1/me', { cookie: sessionCookie(answer)! })).json();
    expect([me.person.signInName, me.session.method]).toEqual(['li', 'single-sign-on']);
  });

  it('ties an account once: another account of the same name is a namesake', async () => {
    await addPerson(db, 'li', FINANCE, ['clerk']);
    expect((await signIn('s-li')).answer.headers.location).toBe('/office/');
    expect((await signIn('s-other')).answer.headers.location).toBe(REFUSED);
    expect((await signIn('s-li')).answer.headers.location).toBe('/office/');
  });

  it('refuses who is unknown here or disabled, and puts it on record', async () => {
    const { person } = await addPerson(db, 'li', FINANCE, ['clerk']);
    expect((await signIn('s-nobody')).answer.headers.location).toBe(REFUSED);
    await signIn('s-li');
    await updatePerson(db, person.id, { status: 'disabled' });
    const { answer } = await signIn('s-li');
    expect([answer.headers.location, sessionCookie(answer)]).toEqual([REFUSED, undefined]);
    const recorded = await db
      .selectFrom('audit_event')
      .select(['action', 'after'])
      .where('action', '=', 'session.sign-in-refused')
      .execute();
    expect(recorded).toHaveLength(2);
  });

  it('refuses an answer replayed, of another browser, with another state, or without one begun here', async () => {
    await addPerson(db, 'li', FINANCE, ['clerk']);
    const { returned, cookie } = await signIn('s-li');
    expect((await comeBack(returned, cookie)).headers.location).toBe(REFUSED);
    expect((await comeBack(returned)).headers.location).toBe(REFUSED);

    // Login CSRF: the attacker's answer in the victim's browser, which began a sign-in of its own.
    const attacker = await begin();
    const victim = await begin();
    const stolen = await provider.signIn(attacker.address, 's-li', CALLBACK);
    expect((await comeBack(stolen, victim.cookie)).headers.location).toBe(REFUSED);

    const third = await begin();
    const changed = await provider.signIn(third.address, 's-li', CALLBACK);
    changed.searchParams.set('state', 'x'.repeat(43));
    expect((await comeBack(changed, third.cookie)).headers.location).toBe(REFUSED);

    const fourth = await begin();
    const guessed = new URL(CALLBACK);
    guessed.searchParams.set('code', 'guessed');
    guessed.searchParams.set('state', new URL(fourth.address).searchParams.get('state')!);
    guessed.searchParams.set('iss', provider.issuer);
    expect((await comeBack(guessed, fourth.cookie)).headers.location).toBe(REFUSED);
  });

  it('says that it cannot be used when the provider does not answer', async () => {
    await office.app.close();
    office = await TestOffice.open(db, {
      publicUrl: SITE,
      singleSignOn: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', label: 'x', allowInsecure: true },
    });
    expect((await office.ask('GET', BEGIN)).statusCode).toBe(503);
  });
});
