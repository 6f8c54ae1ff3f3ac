import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { FileStore } from '../../../platform/files/index.ts';
import {
  addPerson,
  DIVISION,
  EDUCATION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import { openTestProtection } from '../../../platform/protection/testing/protection.ts';
import { registerApplication } from '../index.ts';
import { registerRequests } from '../module.ts';

const open = withTestDatabases();
let db: Database;
let protection: Protection;
let office: TestOffice;

beforeEach(async () => {
  db = await open();
  protection = await openTestProtection(db);
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, {}, (app) =>
    registerRequests(app, {
      db,
      protection,
      division: DIVISION,
      files: new FileStore(join(tmpdir(), 'gongkai-office-test')),
      clock: () => office.now,
    }),
  );
});

async function signedIn(name: string, organ: string, roles: Parameters<typeof addPerson>[3]): Promise<string> {
  await addPerson(db, name, organ, roles);
  return office.cookieOf(name);
}

async function register(organCode = FINANCE, receivedOn = '2022-09-01', name = '示例张三'): Promise<string> {
  const day = plainDate(receivedOn);
  const { id } = await registerApplication(
    db,
    DIVISION,
    {
      organCode,
      channel: 'in-person',
      applicantCategory: 'natural',
      applicantName: name,
      subject: '2021年度部门预算执行情况',
      submittedOn: day,
      receivedOn: day,
    },
    nationalCalendar(),
    '测试',
    protection,
  );
  return id;
}

const extension = (workingDays: number, approvedBy = '示例负责人') => ({
  kind: 'extended',
  on: '2022-09-27',
  workingDays,
  approvedBy,
});

describe('a case', () => {
  it('tells its clock so that it can be counted by hand, and only what is lawful and one’s own to do', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const found = (await office.ask('GET', `/api/v1/requests/${id}`, { cookie })).json();
    expect(found).toMatchObject({
      number: '2022-0001',
      state: 'processing',
      version: 2,
      applicant: { name: '示＊＊', masked: true, mayOpen: true },
      clock: { due: '2022-09-30', workingDaysLeft: 2, overdue: false },
    });
    const counted = found.clock.periods.filter((period: { counts: boolean }) => period.counts);
    expect(counted.reduce((sum: number, { days }: { days: number }) => sum + days, 0)).toBe(20);
    const acts = found.acts.map(({ kind }: { kind: string }) => kind);
    expect(acts).toContain('extended');
    expect(acts).not.toContain('delayed');
    expect(acts).not.toContain('corrected');
    const refused = found.refusals.find(({ kind }: { kind: string }) => kind === 'fee-paid');
    expect(refused.reason).toMatch(/没有发出收费通知（《.+》.*）/);
  });

  it('past the last published calendar tells which year is wanting and no day of it', async () => {
    office.now = new Date('2026-12-20T01:00:00Z');
    const id = await register(FINANCE, '2026-12-18');
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const { clock } = (await office.ask('GET', `/api/v1/requests/${id}`, { cookie })).json();
    expect(clock).toMatchObject({ due: null, workingDaysLeft: null, calendarMissing: 2027 });
    expect(clock.periods.at(-1).to).toBe('2026-12-31');
  });

  it('is not there for those whose posts do not reach it', async () => {
    const id = await register(EDUCATION);
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const missing = '00000000-0000-4000-8000-000000000000';
    const hidden = await office.ask('GET', `/api/v1/requests/${id}`, { cookie });
    const absent = await office.ask('GET', `/api/v1/requests/${missing}`, { cookie });
    expect([hidden.statusCode, absent.statusCode]).toEqual([404, 404]);
    expect({ ...hidden.json(), instance: '' }).toEqual({ ...absent.json(), instance: '' });
    const act = await office.ask('POST', `/api/v1/requests/${id}/events`, {
      cookie,
      payload: { version: 2, event: extension(10) },
    });
    expect(act.statusCode).toBe(404);
    expect((await office.ask('GET', `/api/v1/requests/${id}`)).statusCode).toBe(401);
  });

  it('opens the name for a reason that is kept, and not without', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const url = `/api/v1/requests/${id}/personal-data`;
    expect((await office.ask('POST', url, { cookie, payload: { reason: ' ' } })).statusCode).toBe(400);
    const looks = () =>
      db
        .selectFrom('audit_event')
        .select(['action', 'subject_id', 'reason', 'person_name'])
        .where('subject_id', '=', id)
        .execute();
    expect(await looks()).toEqual([]);
    const given = await office.ask('POST', url, { cookie, payload: { reason: '电话联系补正' } });
    expect(given.json()).toMatchObject({ applicantName: '示例张三', particulars: [] });
    expect(await looks()).toEqual([
      { action: 'requests.read-personal-data', subject_id: id, reason: '电话联系补正', person_name: '示例clerk' },
    ]);
    const reviewer = await signedIn('reviewer', FINANCE, ['reviewer']);
    expect((await office.ask('POST', url, { cookie: reviewer, payload: { reason: '看看' } })).statusCode).toBe(404);
  });
});

describe('an act', () => {
  it('lawful is recorded under the person’s name and moves the clock', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const url = `/api/v1/requests/${id}`;
    const done = await office.ask('POST', `${url}/events`, { cookie, payload: { version: 2, event: extension(10) } });
    expect(done.json()).toEqual({ version: 3, problems: [] });
    const found = (await office.ask('GET', url, { cookie })).json();
    expect(found.clock.due).toBe('2022-10-19');
    expect(found.events.at(-1)).toMatchObject({ kind: 'extended', recordedBy: '示例clerk（科员）' });
  });

  it.each([
    ['too long an extension', extension(21), '/event/workingDays', '第三十三条'],
    ['one nobody agreed to', extension(10, ' '), '/event/approvedBy', '第三十三条'],
  ])('%s is refused with its article beside the field', async (_what, event, pointer, article) => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const answer = await office.ask('POST', `/api/v1/requests/${id}/events`, {
      cookie,
      payload: { version: 2, event },
    });
    expect(answer.statusCode).toBe(422);
    const problem = answer.json();
    expect(problem).toMatchObject({ type: 'urn:gongkai:problem:act-refused', errors: [{ in: 'body', pointer }] });
    expect(problem.detail).toContain(article);
    expect((await office.ask('GET', `/api/v1/requests/${id}`, { cookie })).json().version).toBe(2);
  });

  it('the state forbids is refused with its article, not for want of permission', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const event = { kind: 'fee-paid', on: '2022-09-28' };
    const answer = await office.ask('POST', `/api/v1/requests/${id}/events`, {
      cookie,
      payload: { version: 2, event },
    });
    expect([answer.statusCode, answer.json().type]).toEqual([422, 'urn:gongkai:problem:act-refused']);
    expect(answer.json().detail).toMatch(/没有发出收费通知（《/);
  });

  it('on a case another has moved is refused, and tells so', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const payload = { version: 2, event: extension(10) };
    const answers = await Promise.all(
      [1, 2].map(() => office.ask('POST', `/api/v1/requests/${id}/events`, { cookie, payload })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const late = answers.find(({ statusCode }) => statusCode === 409)!;
    expect(late.json().type).toBe('urn:gongkai:problem:changed-meanwhile');
  });

  it('of tomorrow, of a broken day, or of nobody’s kind is a fault of the form', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const pointers = [];
    for (const event of [
      { kind: 'withdrawn', on: '2022-09-29' },
      { kind: 'correction-requested', on: '2022-02-30', respondBy: '' },
      { kind: 'submitted', on: '2022-09-27', channel: 'online' },
    ]) {
      const answer = await office.ask('POST', `/api/v1/requests/${id}/events`, {
        cookie,
        payload: { version: 2, event },
      });
      expect(answer.statusCode).toBe(400);
      pointers.push(answer.json().errors.map((error: { pointer: string }) => error.pointer));
      for (const { detail } of answer.json().errors) expect(detail).toMatch(/[一-鿿]/);
    }
    expect(pointers).toEqual([['/event/on'], ['/event/on', '/event/respondBy'], ['/event/kind']]);
  });

  it('from another site is refused', async () => {
    const id = await register();
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const answer = await office.app.inject({
      method: 'POST',
      url: `/api/v1/requests/${id}/events`,
      headers: { cookie, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
      payload: { version: 2, event: extension(10) },
    });
    expect(answer.statusCode).toBe(403);
  });
});

describe('registration', () => {
  const form = {
    organCode: FINANCE,
    channel: 'in-person',
    applicantCategory: 'natural',
    applicantName: '示例李四',
    subject: '示例信息',
    submittedOn: '2022-09-27',
    receivedOn: '2022-09-27',
  };

  it('gives a number and a running clock', async () => {
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const answer = await office.ask('POST', '/api/v1/requests', { cookie, payload: form });
    expect([answer.statusCode, answer.json().number]).toEqual([201, '2022-0001']);
    const found = await office.ask('GET', `/api/v1/requests/${answer.json().id}`, { cookie });
    expect(found.json().clock.due).toBe('2022-10-28');
  });

  it.each([
    ['in person, received another day', { receivedOn: '2022-09-28' }, '/receivedOn'],
    ['by mail, not signed for', { channel: 'registered-mail', receivedOn: null }, '/receivedOn'],
    ['received before it was handed in', { channel: 'fax', receivedOn: '2022-09-26' }, '/receivedOn'],
    ['handed in tomorrow', { submittedOn: '2022-09-29', receivedOn: '2022-09-29' }, '/submittedOn'],
    ['without a name', { applicantName: '' }, '/applicantName'],
  ])('is refused beside its field: %s', async (_what, change, pointer) => {
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const answer = await office.ask('POST', '/api/v1/requests', { cookie, payload: { ...form, ...change } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].pointer).toBe(pointer);
  });

  it('online may wait for both sides to confirm', async () => {
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const payload = { ...form, channel: 'online', receivedOn: null };
    const { id } = (await office.ask('POST', '/api/v1/requests', { cookie, payload })).json();
    const found = (await office.ask('GET', `/api/v1/requests/${id}`, { cookie })).json();
    expect(found).toMatchObject({ state: 'submitted', clock: { due: null, periods: [] } });
    expect(found.acts.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['received', 'withdrawn']);
  });
});

describe('the worklist', () => {
  it('goes through every case once, page by page, in either order', async () => {
    const days = ['2022-09-01', '2022-09-05', '2022-09-05', '2022-09-06', '2022-08-30'];
    for (const day of days) await register(FINANCE, day);
    await register(EDUCATION);
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const walk = async (order: string) => {
      const numbers: string[] = [];
      let after = '';
      do {
        const page = await office.ask('GET', `/api/v1/requests?limit=2&sort=due&order=${order}${after}`, { cookie });
        numbers.push(...page.json().items.map((item: { number: string }) => item.number));
        expect(page.json().total).toBe(5);
        after = page.json().next ? `&after=${page.json().next}` : '';
      } while (after);
      return numbers;
    };
    const ascending = await walk('asc');
    expect(new Set(ascending).size).toBe(5);
    expect(ascending[0]).toBe('2022-0005');
    expect(await walk('desc')).toEqual([...ascending].reverse());
  });

  it('finds by number and content but never by part of a name, and narrows by days left', async () => {
    await register(FINANCE, '2022-09-01');
    await register(FINANCE, '2022-09-20');
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const ask = async (query: string) => {
      const answer = await office.ask('GET', `/api/v1/requests?${query}`, { cookie });
      return answer.json().items.map((item: { number: string }) => item.number);
    };
    expect(await ask(`q=${encodeURIComponent('预算')}`)).toHaveLength(2);
    expect(await ask(`q=${encodeURIComponent('0002')}`)).toEqual(['2022-0002']);
    expect(await ask(`q=${encodeURIComponent('张三')}`)).toEqual([]);
    expect(await ask('q=%25')).toEqual([]);
    expect(await ask('dueWithin=2')).toEqual(['2022-0001']);
    expect(await ask('dueWithin=-1')).toEqual([]);
    expect(await ask('state=closed,suspended')).toEqual([]);
    expect((await office.ask('GET', '/api/v1/requests?after=none', { cookie })).statusCode).toBe(400);
    expect((await office.ask('GET', `/api/v1/requests?organ=${EDUCATION}`, { cookie })).statusCode).toBe(404);
  });

  it('is exported with masked names to those who may, and a name cannot become a formula', async () => {
    await register(FINANCE, '2022-09-01', '=示例()');
    const officer = await signedIn('officer', FINANCE, ['disclosure-officer']);
    const answer = await office.ask('GET', '/api/v1/requests/export.xlsx', { cookie: officer });
    expect(answer.statusCode).toBe(200);
    const { sheets } = await readXlsx(answer.rawPayload);
    const [head, row] = sheets[0]!.rows;
    expect(head?.[0]).toBe('登记编号');
    expect(row?.slice(0, 5)).toEqual(['2022-0001', '示例区财政局', '当面提交', '自然人', '=＊＊']);
    expect(answer.rawPayload.includes('张三')).toBe(false);
    const clerk = await signedIn('clerk', FINANCE, ['clerk']);
    expect((await office.ask('GET', '/api/v1/requests/export.xlsx', { cookie: clerk })).statusCode).toBe(404);
  });
});

describe('the desk', () => {
  it('puts the most pressing first and counts by the thresholds asked for', async () => {
    await register(FINANCE, '2022-08-01');
    await register(FINANCE, '2022-09-01');
    await register(FINANCE, '2022-09-06');
    await register(FINANCE, '2022-09-27');
    const cookie = await signedIn('clerk', FINANCE, ['clerk']);
    const desk = (await office.ask('GET', '/api/v1/requests/desk', { cookie })).json();
    expect(desk.tasks.map(({ urgency }: { urgency: string }) => urgency)).toEqual(['overdue', 'red', 'amber', 'calm']);
    expect(desk.counts).toMatchObject({ open: 4, overdue: 1, red: 1, amber: 2, receivedThisMonth: 3 });
    const counted = await office.ask('GET', '/api/v1/requests?dueFrom=0&dueWithin=5', { cookie });
    expect(counted.json().total).toBe(2);
    const patient = (await office.ask('GET', '/api/v1/requests/desk?amber=2&red=1', { cookie })).json();
    expect(patient.counts).toMatchObject({ overdue: 1, red: 0, amber: 1 });
  });
});
