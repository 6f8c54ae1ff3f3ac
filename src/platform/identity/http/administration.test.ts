import { afterEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase, withTestDatabases } from '../../../../test/support/database.ts';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { verifyAudit } from '../../audit/index.ts';
import type { Database } from '../../database/index.ts';
import { problemResponses, zodRoutes } from '../../http/index.ts';
import { insertPost } from '../people/posts.ts';
import {
  addPerson,
  DIVISION,
  EDUCATION,
  FINANCE,
  GOVERNMENT,
  insertSampleOrgans,
  TestOffice,
} from '../testing/office.ts';
import { authorise, publicAccess, requirePermission } from './access.ts';
import { auditedAct } from './audited.ts';

let office: TestOffice;
let db: Database;
afterEach(() => office.app.close());

async function start(open: () => Promise<Database>): Promise<void> {
  db = await open();
  await insertSampleOrgans(db);
  office = await TestOffice.open(db);
}

const events = () =>
  db
    .selectFrom('audit_event')
    .select(['action', 'organ_code', 'person_name', 'post_title', 'origin', 'subject_id', 'reason', 'before', 'after'])
    .where('action', 'not like', 'session.%')
    .orderBy('occurred_at')
    .orderBy('sequence')
    .execute();

describeOnEachDatabase('users', (open) => {
  const newUser = {
    signInName: 'zhao',
    fullName: '示例赵某',
    post: { organCode: FINANCE, title: '科员', roles: ['clerk'] },
  };

  it('are added with a password that must be replaced before anything else', async () => {
    await start(open);
    await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
    const cookie = await office.cookieOf('admin');
    const created = await office.ask('POST', '/api/v1/users', { cookie, payload: newUser });
    expect(created.statusCode).toBe(201);
    const { password, person } = created.json();
    const zhao = await office.cookieOf('zhao', password);
    expect((await office.ask('GET', '/api/v1/me', { cookie: zhao })).json()).toMatchObject({ passwordDue: true });
    const early = await office.ask('GET', '/api/v1/organs', { cookie: zhao });
    expect([early.statusCode, early.json().type]).toEqual([403, 'urn:gongkai:problem:password-change-required']);
    const payload = { current: password, next: '秋天的银杏落满了台阶-99' };
    const changed = await office.ask('PUT', '/api/v1/me/password', { cookie: zhao, payload });
    expect(changed.statusCode).toBe(204);
    const again = await office.cookieOf('zhao', payload.next);
    expect((await office.ask('GET', '/api/v1/organs', { cookie: again })).statusCode).toBe(200);
    expect(
      (await events()).map(({ action, organ_code, person_name, post_title, subject_id, after }) => [
        action,
        organ_code,
        person_name,
        post_title,
        subject_id,
        after,
      ]),
    ).toEqual([
      [
        'users.create',
        FINANCE,
        '示例admin',
        '科员',
        person.id,
        { signInName: 'zhao', fullName: '示例赵某', organ: FINANCE, title: '科员', roles: ['clerk'] },
      ],
      ['me.change-password', FINANCE, '示例赵某', null, person.id, expect.objectContaining({ method: 'password' })],
    ]);
    expect(JSON.stringify(await db.selectFrom('audit_event').selectAll().execute())).not.toContain(password);
    const taken = await office.ask('POST', '/api/v1/users', { cookie, payload: newUser });
    expect([taken.statusCode, taken.json().errors]).toEqual([
      400,
      [{ in: 'body', pointer: '/signInName', detail: '登录名已被使用' }],
    ]);
  });

  it('are there only for those who look after their organ', async () => {
    await start(open);
    await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
    await addPerson(db, 'local', FINANCE, ['administrator']);
    await addPerson(db, 'clerk', FINANCE, ['clerk']);
    const { person } = await addPerson(db, 'teacher', EDUCATION, ['clerk']);
    const names = async (name: string) => {
      const response = await office.ask('GET', '/api/v1/users', { cookie: await office.cookieOf(name) });
      return response.statusCode === 200
        ? response.json().users.map((user: { person: { signInName: string } }) => user.person.signInName)
        : response.statusCode;
    };
    expect(await names('admin')).toEqual(['admin', 'clerk', 'local', 'teacher']);
    expect(await names('local')).toEqual(['clerk', 'local']);
    expect(await names('clerk')).toBe(404);
    const local = await office.cookieOf('local');
    const hidden = await office.ask('GET', `/api/v1/users/${person.id}`, { cookie: local });
    const absent = await office.ask('GET', '/api/v1/users/00000000-0000-4000-8000-000000000000', { cookie: local });
    const route = await office.ask('GET', '/api/v1/no-such-route', { cookie: local });
    const { instance: _a, ...one } = hidden.json();
    for (const other of [absent, route]) {
      const { instance: _b, ...problem } = other.json();
      expect([other.statusCode, problem]).toEqual([404, one]);
    }
    const elsewhere = { ...newUser, post: { ...newUser.post, organCode: EDUCATION } };
    expect((await office.ask('POST', '/api/v1/users', { cookie: local, payload: elsewhere })).statusCode).toBe(404);
    expect(
      (await office.ask('POST', `/api/v1/users/${person.id}/disable`, { cookie: local, payload: { reason: 'x' } }))
        .statusCode,
    ).toBe(404);
    expect(await events()).toEqual([]);
  });

  it('of whom a post lies beyond an administrator’s reach cannot be taken over by them, nor can they appoint themselves', async () => {
    await start(open);
    const { person: local } = await addPerson(db, 'local', FINANCE, ['administrator']);
    const { person: head } = await addPerson(db, 'head', FINANCE, ['head']);
    await insertPost(
      db,
      {
        divisionCode: DIVISION,
        organCode: GOVERNMENT,
        personId: head.id,
        title: '副区长',
        roles: ['head'],
        activeFrom: plainDate('2022-01-01'),
      },
      'test',
      office.now,
    );
    const cookie = await office.cookieOf('local');
    for (const act of ['reset-credentials', 'disable']) {
      const refused = await office.ask('POST', `/api/v1/users/${head.id}/${act}`, {
        cookie,
        payload: { reason: '试试' },
      });
      expect([refused.statusCode, refused.json().type]).toEqual([403, 'urn:gongkai:problem:beyond-reach']);
    }
    const own = await office.ask('POST', `/api/v1/users/${local.id}/posts`, {
      cookie,
      payload: { post: { organCode: FINANCE, title: '局长', roles: ['head'] }, reason: '自任' },
    });
    expect([own.statusCode, own.json().type]).toEqual([403, 'urn:gongkai:problem:separation-of-duties']);
    expect(await events()).toEqual([]);
  });

  it('are appointed, relieved, disabled and enabled, each with a reason on record', async () => {
    await start(open);
    await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
    const { person, post } = await addPerson(db, 'li', FINANCE, ['clerk']);
    const cookie = await office.cookieOf('admin');
    const li = await office.cookieOf('li');
    const act = (path: string, payload: object) =>
      office.ask('POST', `/api/v1/users/${person.id}/${path}`, { cookie, payload });
    const auditor = { post: { organCode: FINANCE, title: '审计员', roles: ['auditor'] }, reason: '兼任' };
    expect((await act('posts', auditor)).json().errors[0]).toEqual({
      in: 'body',
      pointer: '/post/roles',
      detail: '“审计人员”与“承办人员”不能由同一人担任',
    });
    office.pass(1000);
    const reviewer = { post: { organCode: EDUCATION, title: '审核员', roles: ['reviewer'] }, reason: '借调' };
    expect((await act('posts', reviewer)).statusCode).toBe(201);
    office.pass(1000);
    expect((await act(`posts/${post.id}/end`, { lastDay: '2022-09-28', reason: '调离' })).statusCode).toBe(200);
    office.now = new Date('2022-09-29T01:00:00Z');
    const fresh = await office.cookieOf('li');
    const me = (await office.ask('GET', '/api/v1/me', { cookie: fresh })).json();
    expect(me.posts.map(({ organCode }: { organCode: string }) => organCode)).toEqual([EDUCATION]);
    const admin = await office.cookieOf('admin');
    const later = (path: string, payload: object) =>
      office.ask('POST', `/api/v1/users/${person.id}/${path}`, { cookie: admin, payload });
    expect((await later('disable', { reason: '离职' })).statusCode).toBe(200);
    expect((await office.ask('GET', '/api/v1/me', { cookie: fresh })).statusCode).toBe(401);
    expect((await later('disable', { reason: '再次' })).json().type).toBe('urn:gongkai:problem:not-in-this-state');
    office.pass(1000);
    expect((await later('enable', { reason: '返聘' })).statusCode).toBe(200);
    expect((await office.ask('GET', '/api/v1/me', { cookie: li })).statusCode).toBe(401);
    const recorded = (await events()).map(({ action, organ_code, reason }) => [action, organ_code, reason]);
    expect(recorded).toEqual([
      ['users.assign-post', EDUCATION, '借调'],
      ['users.end-post', FINANCE, '调离'],
      ['users.disable', GOVERNMENT, '离职'],
      ['users.enable', GOVERNMENT, '返聘'],
    ]);
    expect((await verifyAudit(db, DIVISION)).breaches).toEqual([]);
  });
});

describeOnEachDatabase('delegation during absence', (open) => {
  it('lets a colleague do the named acts on the named days and no longer', async () => {
    await start(open);
    const { post } = await addPerson(db, 'head', FINANCE, ['head']);
    await addPerson(db, 'deputy', FINANCE, ['clerk']);
    await addPerson(db, 'stranger', EDUCATION, ['clerk']);
    const cookie = await office.cookieOf('head');
    const payload = {
      postId: post.id,
      to: 'deputy',
      acts: ['requests.sign-reply'],
      fromOn: '2022-10-08',
      toOn: '2022-10-10',
      reason: '出差',
    };
    const offered = (await office.ask('GET', '/api/v1/delegations', { cookie })).json();
    expect(offered.own).toMatchObject([
      { postId: post.id, colleagues: [{ signInName: 'deputy', fullName: '示例deputy' }] },
    ]);
    expect(offered.managed).toEqual([]);
    const ask = (change: object) =>
      office.ask('POST', '/api/v1/delegations', { cookie, payload: { ...payload, ...change } });
    expect((await ask({ to: 'stranger' })).json().errors[0].pointer).toBe('/to');
    expect((await ask({ to: 'nobody' })).json().errors[0]).toEqual((await ask({ to: 'stranger' })).json().errors[0]);
    expect((await ask({ acts: ['requests.register'] })).json().errors[0].detail).toBe('该岗位不能委托“登记申请”');
    expect((await ask({ acts: ['delegations.create-own'] })).statusCode).toBe(400);
    for (const [change, pointer] of [
      [{ toOn: '2022-10-07' }, '/toOn'],
      [{ toOn: '2023-10-10' }, '/toOn'],
      [{ to: 'head' }, '/to'],
    ] as const)
      expect((await ask(change)).json().errors).toMatchObject([{ pointer }]);
    const made = await ask({});
    expect([made.statusCode, made.json().to.fullName]).toEqual([201, '示例deputy']);

    const mayOn = async (instant: string) => {
      office.now = new Date(instant);
      const deputy = await office.cookieOf('deputy');
      const { permissions, delegations } = (await office.ask('GET', '/api/v1/me', { cookie: deputy })).json();
      const acts = permissions.map(({ act }: { act: string }) => act);
      expect(acts).not.toContain('requests.approve-extension');
      return [acts.includes('requests.sign-reply'), delegations.length];
    };
    expect(await mayOn('2022-10-07T15:59:00Z')).toEqual([false, 0]);
    expect(await mayOn('2022-10-07T16:01:00Z')).toEqual([true, 1]);
    expect(await mayOn('2022-10-10T15:59:00Z')).toEqual([true, 1]);
    expect(await mayOn('2022-10-10T16:01:00Z')).toEqual([false, 0]);

    office.now = new Date('2022-10-08T01:00:00Z');
    const stranger = await office.cookieOf('stranger');
    const url = `/api/v1/delegations/${made.json().id}/revoke`;
    expect((await office.ask('POST', url, { cookie: stranger, payload: {} })).statusCode).toBe(404);
    const head = await office.cookieOf('head');
    expect((await office.ask('POST', url, { cookie: head, payload: {} })).statusCode).toBe(204);
    expect((await office.ask('POST', url, { cookie: head, payload: {} })).statusCode).toBe(404);
    expect(await mayOn('2022-10-08T02:00:00Z')).toEqual([false, 0]);
    expect((await events()).map(({ action }) => action)).toEqual(['delegations.create', 'delegations.revoke']);
  });

  it('rests while the account it comes from is disabled, and ends with the post', async () => {
    await start(open);
    const { post, person } = await addPerson(db, 'head', FINANCE, ['head']);
    await addPerson(db, 'deputy', FINANCE, ['clerk']);
    await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
    const payload = {
      postId: post.id,
      to: 'deputy',
      acts: ['requests.sign-reply'],
      fromOn: '2022-09-28',
      toOn: '2022-12-31',
      reason: '学习',
    };
    await office.ask('POST', '/api/v1/delegations', { cookie: await office.cookieOf('head'), payload });
    const admin = await office.cookieOf('admin');
    const deputy = await office.cookieOf('deputy');
    const standsIn = async () =>
      (await office.ask('GET', '/api/v1/me', { cookie: deputy })).json().delegations.length as number;
    expect(await standsIn()).toBe(1);
    for (const [act, count] of [
      ['disable', 0],
      ['enable', 1],
    ] as const) {
      const done = await office.ask('POST', `/api/v1/users/${person.id}/${act}`, {
        cookie: admin,
        payload: { reason: '停职检查' },
      });
      expect([done.statusCode, await standsIn()]).toEqual([200, count]);
    }
    await office.ask('POST', `/api/v1/users/${person.id}/posts/${post.id}/end`, {
      cookie: admin,
      payload: { lastDay: '2022-09-29', reason: '免职' },
    });
    office.now = new Date('2022-09-30T01:00:00Z');
    const me = (await office.ask('GET', '/api/v1/me', { cookie: await office.cookieOf('deputy') })).json();
    expect(me.delegations).toEqual([]);
  });
});

describe('guarded routes', () => {
  const open = withTestDatabases();

  it('that write must name their access, and those for everyone signed in their audit event', async () => {
    db = await open();
    await insertSampleOrgans(db);
    office = await TestOffice.open(db);
    expect(() => office.app.post('/api/v1/things', async () => 'done')).toThrow('names no access');
    expect(() => office.app.post('/api/v1/others', { config: { access: 'signed-in' } }, async () => 'done')).toThrow(
      'names no audit event',
    );
    expect(() => office.app.post('/form', async () => 'done')).not.toThrow();
  });

  it('that forget the record are recorded all the same; one whose act fails leaves nothing', async () => {
    db = await open();
    await insertSampleOrgans(db);
    office = await TestOffice.open(db, {}, (app) => {
      app.post('/api/v1/forgetful/:id', { config: requirePermission('figures.report') }, async () => ({ done: true }));
      app.post('/api/v1/open', { config: publicAccess }, async () => ({ done: true }));
      zodRoutes(app).post(
        '/api/v1/failing/:id',
        { config: requirePermission('figures.report', 'figures.failing'), schema: { response: problemResponses(409) } },
        async (request) =>
          auditedAct(request, authorise(request, 'figures.report', { organCode: FINANCE }), async (transaction) => {
            await transaction
              .insertInto('sign_in_throttle')
              .values({ key_hash: 'x'.repeat(64), failures: 1, last_failure_at: office.now })
              .execute();
            throw Object.assign(new Error('refused'), { statusCode: 409 });
          }),
      );
    });
    await addPerson(db, 'li', FINANCE, ['clerk']);
    await addPerson(db, 'wang', FINANCE, ['reviewer']);
    const cookie = await office.cookieOf('li');
    expect((await office.ask('POST', '/api/v1/forgetful/7', { cookie, payload: {} })).statusCode).toBe(200);
    expect((await office.ask('POST', '/api/v1/failing/7', { cookie, payload: {} })).statusCode).toBe(409);
    expect((await office.ask('POST', '/api/v1/open', { payload: {} })).statusCode).toBe(200);
    expect((await office.ask('POST', '/api/v1/forgetful/7', { payload: {} })).statusCode).toBe(401);
    expect(
      (await office.ask('POST', '/api/v1/forgetful/7', { cookie: await office.cookieOf('wang'), payload: {} }))
        .statusCode,
    ).toBe(404);
    expect(await events()).toMatchObject([
      {
        action: 'figures.report',
        organ_code: FINANCE,
        person_name: '示例li',
        post_title: '科员',
        origin: '192.0.2.10',
        subject_id: '7',
      },
    ]);
    const kept = await db.selectFrom('sign_in_throttle').selectAll().where('key_hash', '=', 'x'.repeat(64)).execute();
    expect(kept).toEqual([]);
  });
});
