import { describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { FormClient, RESIDENT_ID } from '../../../../test/support/intake.ts';
import { app, applicationId, client, fillIn, intake, log, receipt, usePortal } from './testing/applicant-desk.ts';

usePortal(withTestDatabases());

const PASSWORD = '雨后的山路又弯又长2026';
const create = (who: FormClient, name = '林某某的账户', password = PASSWORD, again = password) =>
  who.post('/requests/account/create', { name, password, again });
const signIn = (who: FormClient, password = PASSWORD, name = '林某某的账户') =>
  who.post('/requests/account/sign-in', { name, password });

describe('an account', () => {
  it('lists what was submitted while signed in, opens it, and fills in the next form when asked to', async () => {
    expect((await create(client)).headers.location).toBe('/requests/account?done=created');
    expect((await client.get('/requests/account')).body).toContain('账户中还没有申请');
    await fillIn('check');
    expect((await client.get('/requests/new/check')).body).toContain('您已登录账户“林某某的账户”');
    await client.post('/requests/new/submit', { remember: 'particulars' });
    const { reference } = await receipt();
    const page = await client.get('/requests/account');
    expect(page.body).toContain(reference);
    expect(page.body).toContain('某某路拓宽工程补偿方案');
    expect(page.headers['cache-control']).toContain('no-store');
    // Elsewhere, days later, by name and password alone.
    const elsewhere = new FormClient(app);
    expect((await signIn(elsewhere)).headers.location).toBe('/requests/account');
    const shown = await elsewhere.post('/requests/account/show', { id: await applicationId() });
    expect(shown.headers.location).toBe('/requests/case');
    expect((await elsewhere.get('/requests/case')).body).toContain(reference);
    await elsewhere.post('/requests/new/organ', { organ: '33020601' });
    expect((await elsewhere.get('/requests/new/applicant/details')).body).toContain(RESIDENT_ID);
    await elsewhere.post('/requests/account/forget');
    const third = new FormClient(app);
    await signIn(third);
    await third.post('/requests/new/organ', { organ: '33020601' });
    await third.post('/requests/new/applicant', { kind: 'natural' });
    expect((await third.get('/requests/new/applicant/details')).body).not.toContain(RESIDENT_ID);
    for (const secret of ['林某某的账户', PASSWORD, RESIDENT_ID]) expect(log).not.toContain(secret);
  });

  it('keeps no particulars without being asked, and prefills nothing for a visitor without account', async () => {
    await create(client);
    await fillIn('submit');
    const elsewhere = new FormClient(app);
    await signIn(elsewhere);
    expect((await elsewhere.get('/requests/account')).body).toContain('账户没有保存您的身份和联系方式');
    expect((await intake.db.selectFrom('applicant_account').selectAll().execute())[0]?.particulars_sealed).toBeNull();
  });

  it('takes an earlier application by number and code, and shows no other', async () => {
    await fillIn('submit');
    const { reference, code } = await receipt();
    const other = new FormClient(app);
    await create(other, '另一个账户');
    const id = await applicationId();
    expect((await other.post('/requests/account/show', { id })).headers.location).toBe('/requests/account');
    expect(other.cookies.has('gongkai-case')).toBe(false);
    const wrong = await other.post('/requests/account/add', { reference, code: 'AAAAA-AAAAA' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('登记编号或者查询码不正确');
    expect(wrong.body).toContain(`value="${reference}"`);
    for (let twice = 0; twice < 2; twice++)
      expect((await other.post('/requests/account/add', { reference, code })).headers.location).toBe(
        '/requests/account?done=added',
      );
    expect((await other.get('/requests/account')).body.split(`>${reference}<`)).toHaveLength(3);
    expect((await other.post('/requests/account/show', { id })).headers.location).toBe('/requests/case');
  });

  it('says beside the fields what is wrong with a new one, and keeps the name', async () => {
    const bad = await create(client, 'a b', '短', '长');
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('登录名需要4至30个字');
    expect(bad.body).toContain('密码至少需要12个字符');
    expect(bad.body).toContain('value="a b"');
    expect((await create(client, 'linmou2026', PASSWORD, `${PASSWORD}？`)).body).toContain('两次输入的密码不一致');
    expect((await create(client, 'linmou2026', 'linmou2026linmou')).body).toContain('密码不能包含登录名');
    await create(client, 'LinMou2026');
    expect((await create(new FormClient(app), 'ｌｉｎｍｏｕ2026')).body).toContain('这个登录名已经有人使用');
    expect(
      await intake.db.selectFrom('data_key').selectAll().where('subject_kind', '=', 'applicant-account').execute(),
    ).toHaveLength(1);
  });

  it('does not say whether a name is known, slows guesses down, and locks its owner out nowhere else', async () => {
    await create(client);
    const stranger = new FormClient(app);
    stranger.address = '203.0.113.7';
    const known = await signIn(stranger, '猜一个密码看看2026');
    const unknown = await signIn(stranger, '猜一个密码看看2026', '没有这个账户');
    expect(known.statusCode).toBe(422);
    expect(known.body.replaceAll('林某某的账户', '没有这个账户')).toBe(unknown.body);
    for (let i = 0; i < 4; i++) await signIn(stranger, '猜一个密码看看2026');
    const slowed = await signIn(stranger);
    expect(slowed.statusCode).toBe(429);
    expect(slowed.headers['retry-after']).toMatch(/^\d+$/);
    const owner = new FormClient(app);
    owner.address = '198.51.100.9';
    expect((await signIn(owner)).headers.location).toBe('/requests/account');
  });

  it('ends a session after half an hour without a request, after twelve hours in any case, and on request', async () => {
    await create(client);
    intake.clock.pass(29 * 60_000);
    expect((await client.get('/requests/account')).statusCode).toBe(200);
    intake.clock.pass(31 * 60_000);
    expect((await client.get('/requests/account')).headers.location).toBe('/requests/account/sign-in?done=over');
    await signIn(client);
    for (let i = 0; i < 25; i++) {
      intake.clock.pass(29 * 60_000);
      await client.get('/requests/account');
    }
    expect((await client.get('/requests/account')).headers.location).toBe('/requests/account/sign-in?done=over');
    await signIn(client);
    const token = client.cookies.get('gongkai-account')!;
    await client.post('/requests/account/sign-out');
    const copied = new FormClient(app);
    copied.cookies.set('gongkai-account', token);
    expect((await copied.get('/requests/account')).headers.location).toBe('/requests/account/sign-in?done=over');
  });

  it('takes a planted session for none, and gives a new one at every sign-in', async () => {
    await create(client);
    const planted = new FormClient(app);
    planted.cookies.set('gongkai-account', 'A'.repeat(43));
    await signIn(planted);
    expect(planted.cookies.get('gongkai-account')).not.toBe('A'.repeat(43));
    expect((await planted.get('/requests/account')).statusCode).toBe(200);
  });

  it('changes its password with the former one, and ends its other sessions', async () => {
    await create(client);
    const elsewhere = new FormClient(app);
    await signIn(elsewhere);
    const next = '海边的灯塔亮了一夜2026';
    const change = (current: string) =>
      client.post('/requests/account/password', { current, password: next, again: next });
    expect((await change('不是这个密码2026')).body).toContain('密码不正确');
    expect((await change(PASSWORD)).headers.location).toBe('/requests/account?done=password');
    expect((await client.get('/requests/account')).statusCode).toBe(200);
    expect((await elsewhere.get('/requests/account')).headers.location).toBe('/requests/account/sign-in?done=over');
    expect((await signIn(elsewhere)).statusCode).toBe(422);
    expect((await signIn(elsewhere, next)).statusCode).toBe(303);
  });

  it('is deleted with its key; its application stays with the organ', async () => {
    await create(client);
    await fillIn('submit');
    const { reference, code } = await receipt();
    expect((await client.post('/requests/account/delete', { current: '不是这个密码2026' })).statusCode).toBe(422);
    expect((await client.post('/requests/account/delete', { current: PASSWORD })).headers.location).toBe(
      '/requests/account/sign-in?done=deleted',
    );
    expect(await intake.db.selectFrom('applicant_account').selectAll().execute()).toEqual([]);
    const [key] = await intake.db
      .selectFrom('data_key')
      .selectAll()
      .where('subject_kind', '=', 'applicant-account')
      .execute();
    expect(key?.wrapped_key).toBeNull();
    const acts = await intake.db
      .selectFrom('audit_event')
      .select('action')
      .where('subject_kind', '=', 'applicant-account')
      .execute();
    expect(acts.map(({ action }) => action)).toEqual(['applicant-account.create', 'applicant-account.delete']);
    const stranger = new FormClient(app);
    expect((await stranger.post('/requests/status', { reference, code })).headers.location).toBe('/requests/case');
  });
});
