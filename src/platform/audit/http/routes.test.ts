import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../database/index.ts';
import { auditedAct, authorise, requirePermission } from '../../identity/index.ts';
import {
  addPerson,
  DIVISION,
  EDUCATION,
  FINANCE,
  GOVERNMENT,
  insertSampleOrgans,
  TestOffice,
} from '../../identity/testing/office.ts';
import { eraseDataKey } from '../../protection/index.ts';
import { registerAudit } from '../index.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let li: string;

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, {}, (app) => {
    registerAudit(app);
    app.post<{ Params: { id: string; organ: string } }>(
      '/api/v1/acts/:organ/:id',
      { config: requirePermission('figures.report') },
      async (request) => {
        const { id, organ } = request.params;
        return auditedAct(request, authorise(request, 'figures.report', { organCode: organ }), async () => ({
          answer: { done: true },
          detail: {
            organCode: organ,
            subject: { kind: 'application', id },
            after: { id },
            personal: { of: { divisionCode: DIVISION, kind: 'application', id }, content: { name: '张三丰' } },
          },
        }));
      },
    );
  });
  await addPerson(db, 'li', FINANCE, ['clerk']);
  await addPerson(db, 'teacher', EDUCATION, ['clerk']);
  await addPerson(db, 'auditor', GOVERNMENT, ['auditor']);
  await addPerson(db, 'local', FINANCE, ['auditor']);
  li = await office.cookieOf('li');
  for (let i = 1; i <= 5; i++) {
    office.pass(60_000);
    await office.ask('POST', `/api/v1/acts/${FINANCE}/a${i}`, { cookie: li, payload: {} });
  }
  await office.ask('POST', `/api/v1/acts/${EDUCATION}/e1`, { cookie: await office.cookieOf('teacher'), payload: {} });
});
afterEach(() => office.app.close());

interface Found {
  organCode: string;
  day: string;
  sequence: number;
  action: string;
  subject: { id: string } | null;
}
const search = async (cookie: string, query = '') =>
  (await office.ask('GET', `/api/v1/audit/events${query}`, { cookie })).json() as {
    events: Found[];
    next: string | null;
  };

describe('the record for auditors', () => {
  it('is searched by organ, action, person, subject and day, page by page, without personal data', async () => {
    const cookie = await office.cookieOf('auditor');
    const acts = await search(cookie, '?action=figures&limit=4');
    expect(acts.events.map(({ subject }) => subject?.id)).toEqual(['e1', 'a5', 'a4', 'a3']);
    const rest = await search(cookie, `?action=figures&limit=4&after=${acts.next}`);
    expect([rest.events.map(({ subject }) => subject?.id), rest.next]).toEqual([['a2', 'a1'], null]);
    expect((await search(cookie, '?subjectKind=application&subjectId=a2')).events).toHaveLength(1);
    expect((await search(cookie, `?organ=${EDUCATION}&action=figures.report`)).events).toHaveLength(1);
    expect((await search(cookie, '?action=figure')).events).toEqual([]);
    expect((await search(cookie, '?to=2022-09-27')).events).toEqual([]);
    const everything = await search(cookie, '?limit=200');
    expect(JSON.stringify(everything)).not.toContain('张三丰');
    expect(everything.events.map(({ action }) => action)).toContain('session.sign-in');
    expect((await office.ask('GET', '/api/v1/audit/events?after=x', { cookie })).statusCode).toBe(400);
  });

  it('ends at the organs an auditor’s post reaches, and is not there for others', async () => {
    const cookie = await office.cookieOf('local');
    const { events } = await search(cookie, '?limit=200');
    expect(new Set(events.map(({ organCode }) => organCode))).toEqual(new Set([FINANCE]));
    expect((await office.ask('GET', `/api/v1/audit/events?organ=${EDUCATION}`, { cookie })).statusCode).toBe(404);
    expect((await office.ask('GET', '/api/v1/audit/events?organ=system', { cookie })).statusCode).toBe(404);
    for (const [method, url] of [
      ['GET', '/api/v1/audit/events'],
      ['GET', '/api/v1/audit/export.jsonl'],
      ['GET', '/api/v1/audit/export.csv'],
      ['GET', '/api/v1/audit/actions'],
      ['GET', '/api/v1/audit/days'],
      ['POST', '/api/v1/audit/verify'],
      ['POST', `/api/v1/audit/events/${FINANCE}/2022-09-28/1/personal-data`],
    ] as const)
      expect(
        (await office.ask(method, url, { cookie: li, ...(method === 'POST' ? { payload: {} } : {}) })).statusCode,
      ).toBe(404);
  });

  it('shows who tried names that do not exist to whoever audits the whole division', async () => {
    await office.signIn('no-such-name', 'x');
    const { events } = await search(await office.cookieOf('auditor'), '?organ=system');
    expect(events).toMatchObject([{ action: 'session.sign-in-refused', person: { id: null, name: '（未知）' } }]);
    expect(JSON.stringify(events)).not.toContain('no-such-name');
  });

  it('opens personal data for a reason, on record, and no longer once they were erased', async () => {
    const cookie = await office.cookieOf('auditor');
    const [event] = (await search(cookie, '?subjectKind=application&subjectId=a3')).events;
    const url = `/api/v1/audit/events/${event!.organCode}/${event!.day}/${event!.sequence}/personal-data`;
    expect((await office.ask('POST', url, { cookie, payload: { reason: ' ' } })).statusCode).toBe(400);
    const opened = await office.ask('POST', url, { cookie, payload: { reason: '核查投诉' } });
    expect(opened.json()).toEqual({ personal: { name: '张三丰' } });
    const looks = (await search(cookie, '?action=audit.read-personal-data')).events;
    expect(looks).toMatchObject([{ reason: '核查投诉', organCode: FINANCE, person: { name: '示例auditor' } }]);
    await eraseDataKey(db, { divisionCode: DIVISION, kind: 'application', id: 'a3' }, 'test', '申请人要求', office.now);
    expect((await office.ask('POST', url, { cookie, payload: { reason: '再看' } })).json()).toEqual({ personal: null });
    const missing = url.replace(/\/\d+\/personal/, '/99999/personal');
    expect((await office.ask('POST', missing, { cookie, payload: { reason: 'x' } })).statusCode).toBe(404);
  });

  it('is exported line by line; the export is on record itself', async () => {
    const cookie = await office.cookieOf('auditor');
    const exported = await office.ask('GET', '/api/v1/audit/export.jsonl?action=figures', { cookie });
    const lines = exported.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Found);
    expect(lines.map(({ subject }) => subject?.id)).toEqual(['e1', 'a5', 'a4', 'a3', 'a2', 'a1']);
    const [self] = (await search(cookie, '?action=audit.export')).events;
    expect(self).toMatchObject({ after: { action: 'figures' }, person: { name: '示例auditor' } });
  });

  it('is found by who acted, and exported as a table in which nothing passes for a formula', async () => {
    const cookie = await office.cookieOf('auditor');
    const mine = await search(cookie, '?who=teach&action=figures');
    expect(mine.events.map(({ subject }) => subject?.id)).toEqual(['e1']);
    await office.ask('POST', `/api/v1/acts/${FINANCE}/${encodeURIComponent('=1+1,x')}`, { cookie: li, payload: {} });
    const exported = await office.ask('GET', '/api/v1/audit/export.csv?action=figures', { cookie });
    expect(exported.headers['content-type']).toContain('text/csv');
    const lines = exported.body.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff时间,机关代码,/);
    expect(lines).toHaveLength(1 + 7 + 1);
    expect(lines.filter((line) => line.includes(`,"'=1+1,x",`) && line.includes(',填报月度数据,'))).toHaveLength(1);
    expect((await search(cookie, '?action=audit.export')).events).toHaveLength(1);
  });

  it('says for whom a deputy acted, in the search and in the table', async () => {
    const { post } = await addPerson(db, 'wang', FINANCE, ['clerk']);
    await addPerson(db, 'deputy', FINANCE, ['reviewer']);
    const given = await office.ask('POST', '/api/v1/delegations', {
      cookie: await office.cookieOf('wang'),
      payload: {
        postId: post.id,
        to: 'deputy',
        acts: ['figures.report'],
        fromOn: '2022-09-28',
        toOn: '2022-09-30',
        reason: '休假',
      },
    });
    const deputy = await office.cookieOf('deputy');
    await office.ask('POST', `/api/v1/acts/${FINANCE}/d1`, { cookie: deputy, payload: {} });
    const cookie = await office.cookieOf('auditor');
    const { events } = await search(cookie, '?subjectKind=application&subjectId=d1');
    expect(events).toMatchObject([
      {
        person: { name: '示例deputy' },
        delegation: given.json().id,
        onBehalfOf: { id: post.personId, name: '示例wang' },
      },
    ]);
    expect((await search(cookie, '?subjectKind=application&subjectId=a1')).events).toMatchObject([
      { delegation: null, onBehalfOf: null },
    ]);
    const exported = await office.ask('GET', '/api/v1/audit/export.csv?action=figures', { cookie });
    expect(exported.body.split('\r\n').filter((line) => line.includes(',示例deputy,科员,示例wang,'))).toHaveLength(1);
  });

  it('names its events in words', async () => {
    const { actions } = (
      await office.ask('GET', '/api/v1/audit/actions', { cookie: await office.cookieOf('auditor') })
    ).json() as { actions: { action: string; label: string }[] };
    expect(actions).toContainEqual({ action: 'session.sign-in', label: '登录' });
    expect(actions.filter(({ action, label }) => action === label)).toEqual([]);
  });

  it('is proven, and what broke is named', async () => {
    const cookie = await office.cookieOf('auditor');
    const verify = async () => (await office.ask('POST', '/api/v1/audit/verify', { cookie, payload: {} })).json();
    expect(await verify()).toMatchObject({ whole: true, breaches: [] });
    await db.updateTable('audit_event').set({ reason: '改写' }).where('subject_id', '=', 'a2').execute();
    expect(await verify()).toMatchObject({ whole: false, breaches: [{ kind: 'content-changed', organCode: FINANCE }] });
  });
});
