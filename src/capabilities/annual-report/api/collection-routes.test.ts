import { beforeEach, describe, expect, test } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  addPerson,
  DIVISION,
  EDUCATION,
  FINANCE,
  GOVERNMENT,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import { sendReminders } from '../../../platform/notifications/reminders.ts';
import { insertMonthlyFigures, reportMonthlyFigure } from '../../administrative-acts/index.ts';
import { collectionReminders } from '../collecting/reminders.ts';
import { compileReport, findReportSubject } from '../commands/compile-report.ts';
import { renderReport } from '../render/index.ts';
import { findRow } from '../rules/form.ts';
import { registerCollectionRoutes } from './collection-routes.ts';
import { registerReportOfficeApi } from './office-routes.ts';
import { registerOwnReportRoutes } from './own-report-routes.ts';
import { registerTaskRoutes } from './task-routes.ts';

const open = withTestDatabases();
const COLLECTIONS = '/api/v1/office/report-collections';
const TASK = `${COLLECTIONS}/2022/tasks/${FINANCE}`;
const dates = { organDueOn: '2023-01-20', areaDueOn: '2023-03-15', note: '' };
let db: Database;
let office: TestOffice;
let collector: string;
let clerk: string;

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, {}, async (app) => {
    registerCollectionRoutes(app, db, DIVISION, () => office.now);
    registerTaskRoutes(app, db, DIVISION, () => office.now);
    await registerOwnReportRoutes(app, db, DIVISION, () => office.now);
    registerReportOfficeApi(app, db, DIVISION, () => office.now);
  });
  office.now = new Date('2023-01-05T01:00:00Z');
  await addPerson(db, 'collector', GOVERNMENT, ['disclosure-officer']);
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  await addPerson(db, 'head', FINANCE, ['head']);
  collector = await office.cookieOf('collector');
  clerk = await office.cookieOf('clerk');
});

const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, cookie: string, payload?: object) =>
  office.ask(method, url, { cookie, ...(payload ? { payload } : {}) });

async function begin(): Promise<void> {
  const opened = await ask('POST', COLLECTIONS, collector, { year: 2022, ...dates });
  expect([opened.statusCode, opened.json()]).toEqual([201, { organs: 2 }]);
}

async function task(cookie = clerk) {
  const answer = await ask('GET', TASK, cookie);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function handIn(responsible = '周某某（虚构）') {
  return ask('POST', `${TASK}/hand-in`, clerk, { sha256: (await task()).sha256, responsible });
}

const decide = async (body: object) =>
  ask('POST', `${TASK}/decisions`, collector, { sha256: (await task(collector)).sha256, ...body });

async function fillMonths(): Promise<void> {
  expect((await ask('POST', `${TASK}/absent-months`, clerk)).statusCode).toBe(200);
}

async function upload(name: string, content: Uint8Array, query = 'scope=own') {
  const form = new FormData();
  form.set('file', new Blob([content as BlobPart]), name);
  const request = new Request('http://localhost/', { method: 'PUT', body: form });
  return office.app.inject({
    method: 'PUT',
    url: `${TASK}/own-report?${query}`,
    headers: { 'sec-fetch-site': 'same-origin', cookie: clerk, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

const actions = async () =>
  (
    await db
      .selectFrom('audit_event')
      .select('action')
      .where('action', 'like', 'report-collection%')
      .orderBy('sequence')
      .execute()
  ).map(({ action }) => action);

describe('a collection', () => {
  test('is opened once, by the government, within the days of the law', async () => {
    const late = await ask('POST', COLLECTIONS, collector, { year: 2022, ...dates, organDueOn: '2023-02-01' });
    expect([late.statusCode, late.json().errors[0].pointer]).toEqual([400, '/organDueOn']);
    await addPerson(db, 'officer', FINANCE, ['disclosure-officer']);
    const other = await ask('POST', COLLECTIONS, await office.cookieOf('officer'), { year: 2022, ...dates });
    expect(other.statusCode).toBe(404);
    await begin();
    expect((await ask('POST', COLLECTIONS, collector, { year: 2022, ...dates })).statusCode).toBe(409);
    const told = await db.selectFrom('notification').select(['title', 'organ_code']).execute();
    expect(told).toEqual([{ title: '2022年度报告数据请于2023-01-20前报送', organ_code: FINANCE }]);
    expect(await actions()).toEqual(['report-collection.manage']);
  });

  test('a department sees its own task, and no other', async () => {
    await begin();
    const overview = (await ask('GET', `${COLLECTIONS}/2022`, clerk)).json();
    expect(overview.tasks.map(({ organCode }: { organCode: string }) => organCode)).toEqual([FINANCE]);
    expect(overview.mayManage).toBe(false);
    expect((await ask('GET', `${COLLECTIONS}/2022/tasks/${EDUCATION}`, clerk)).statusCode).toBe(404);
    expect((await ask('GET', `${COLLECTIONS}/2022/roll-up`, clerk)).statusCode).toBe(404);
    const whole = (await ask('GET', `${COLLECTIONS}/2022`, collector)).json();
    expect(whole.tasks).toHaveLength(2);
  });

  test('changed days are on record with each task', async () => {
    await begin();
    expect(
      (await ask('PUT', `${COLLECTIONS}/2022`, collector, { ...dates, organDueOn: '2023-01-25' })).statusCode,
    ).toBe(204);
    expect((await task()).course.at(-1)).toMatchObject({ label: '调整期限', words: '2023-01-20改为2023-01-25' });
  });
});

describe('an organ', () => {
  beforeEach(begin);

  test('hands in by name once no month is missing; who collects accepts', async () => {
    const missing = await handIn();
    expect([missing.statusCode, missing.json().detail]).toEqual([409, expect.stringContaining('还有月份没有填报')]);
    await fillMonths();
    expect(
      (await ask('POST', `${TASK}/hand-in`, clerk, { sha256: (await task()).sha256, responsible: ' ' })).statusCode,
    ).toBe(400);
    expect((await handIn()).statusCode).toBe(204);
    expect(await task()).toMatchObject({
      state: 'handed-in',
      handedIn: { responsible: '周某某（虚构）', by: '示例clerk（科员）' },
    });
    expect((await handIn()).statusCode).toBe(409);
    expect((await decide({ accept: true })).statusCode).toBe(204);
    expect((await task()).course.map(({ label }: { label: string }) => label)).toEqual(['布置', '报送', '接受']);
    expect(await actions()).toEqual([
      'report-collection.manage',
      'report-collection.fill',
      'report-collection.hand-in',
      'report-collection.decide',
    ]);
  });

  test('cannot hand in a year that is not over', async () => {
    office.now = new Date('2022-12-31T01:00:00Z');
    const early = await ask('POST', `${TASK}/absent-months`, await office.cookieOf('clerk'));
    expect([early.statusCode, early.json().detail]).toEqual([409, expect.stringContaining('尚未终了')]);
  });

  test('is returned with a reason, told of it, and hands in again', async () => {
    await fillMonths();
    await handIn();
    expect((await decide({ accept: false })).json().errors[0]).toMatchObject({ pointer: '/words' });
    expect((await decide({ accept: false, words: '行政处罚似有遗漏' })).statusCode).toBe(204);
    const titles = (await db.selectFrom('notification').select('body').execute()).map(({ body }) => body);
    expect(titles).toContain('退回原因：行政处罚似有遗漏');
    expect((await handIn()).statusCode).toBe(204);
  });

  test('records that change after handing in cannot be accepted, and block the area', async () => {
    await fillMonths();
    await handIn();
    await reportMonthlyFigure(
      db,
      DIVISION,
      { organCode: FINANCE, kind: 'penalties', month: '2022-03', value: 4 },
      'x',
      '补报',
    );
    expect(await task()).toMatchObject({
      isChanged: true,
      differences: [{ figure: 'proactive/penalties', counted: 4, stated: 0, source: 'confirmed', explanation: null }],
    });
    expect((await decide({ accept: true })).statusCode).toBe(409);
    expect((await handIn()).statusCode).toBe(204);
    expect((await decide({ accept: true })).statusCode).toBe(204);
  });

  test('who handed in does not accept', async () => {
    await fillMonths();
    const { person } = await addPerson(db, 'both', GOVERNMENT, ['disclosure-officer']);
    await db
      .insertInto('post')
      .values({
        id: crypto.randomUUID(),
        division_code: DIVISION,
        organ_code: FINANCE,
        person_id: person.id,
        title: '兼任',
        roles: ['clerk'],
        active_from: plainDate('2022-01-01'),
        created_at: office.now,
        created_by: 'test',
      })
      .execute();
    const both = await office.cookieOf('both');
    const { sha256 } = await task();
    expect((await ask('POST', `${TASK}/hand-in`, both, { sha256, responsible: '周某某' })).statusCode).toBe(204);
    const own = await ask('POST', `${TASK}/decisions`, both, { sha256, accept: true });
    expect(own.statusCode).toBe(403);
  });
});

describe('figures of the organ’s own', () => {
  beforeEach(begin);

  test('typed ones need a reason and differ; taken back they are gone', async () => {
    const url = `${TASK}/differences`;
    const figure = 'proactive/licensing';
    expect((await ask('PUT', url, clerk, { figure, stated: 0, explanation: '同' })).json().errors[0].pointer).toBe(
      '/stated',
    );
    expect((await ask('PUT', url, clerk, { figure, stated: 1.5, explanation: '半件' })).json().errors[0].pointer).toBe(
      '/stated',
    );
    expect((await ask('PUT', url, clerk, { figure, stated: 2, explanation: ' ' })).json().errors[0].pointer).toBe(
      '/explanation',
    );
    expect((await ask('PUT', url, clerk, { figure, stated: 2, explanation: '由窗口代办2件' })).statusCode).toBe(204);
    expect((await task()).differences).toMatchObject([{ counted: 0, stated: 2, explanation: '由窗口代办2件' }]);
    const { rows, differences } = (await ask('GET', `${COLLECTIONS}/2022/roll-up`, collector)).json();
    expect(rows.find((row: { figure: string }) => row.figure === figure)).toMatchObject({
      counted: 0,
      summed: 0,
      stated: 2,
      organs: 1,
    });
    expect(differences).toMatchObject([{ organCode: FINANCE, title: '行政许可' }]);
    expect((await ask('POST', `${TASK}/difference-withdrawals`, clerk, { figure })).statusCode).toBe(204);
    expect((await task()).differences).toEqual([]);
  });

  test.each(['docx', 'xlsx'] as const)(
    'a report of its own as %s stands cell by cell; unexplained it blocks the area',
    async (format) => {
      const content = await compileReport(db, await findReportSubject(db, FINANCE, 2022));
      const { tables } = content;
      findRow(tables, 'new')!.values = [2, 0, 0, 0, 0, 0, 2];
      findRow(tables, 'forward')!.values = [2, 0, 0, 0, 0, 0, 2];
      const render = async (year: number) => {
        const ofYear = JSON.parse(JSON.stringify(content).replaceAll('2022', String(year)));
        const { body } = await renderReport(ofYear, { organ: FINANCE, year }, format, {});
        return Buffer.from(body as Uint8Array);
      };
      const refused = await upload(`报告.${format}`, await render(2021));
      expect([refused.statusCode, refused.json().errors]).toEqual([
        400,
        [expect.objectContaining({ pointer: '/file', detail: expect.stringContaining('2021年度') })],
      ]);
      const file = await render(2022);
      expect((await upload(`报告.${format}`, file)).statusCode).toBe(204);
      const { differences } = await task();
      expect(differences.map(({ figure }: { figure: string }) => figure).sort()).toEqual(
        ['requests/forward/natural', 'requests/forward/total', 'requests/new/natural', 'requests/new/total'].sort(),
      );
      await fillMonths();
      expect((await handIn()).json().detail).toContain('还有4处');
      const draft = (await ask('GET', `/api/v1/office/reports/${GOVERNMENT}/2022`, collector)).json();
      expect(draft.findings.filter(({ rule }: { rule: string }) => rule === 'collection.difference')).toHaveLength(4);
      for (const { figure } of differences)
        await ask('PUT', `${TASK}/differences`, clerk, { figure, explanation: '两件由其他系统登记' });
      expect((await handIn()).statusCode).toBe(204);
      const after = (await ask('GET', `/api/v1/office/reports/${GOVERNMENT}/2022`, collector)).json();
      expect(after.findings.map(({ rule }: { rule: string }) => rule)).not.toContain('collection.difference');
      expect((await ask('GET', `${TASK}/own-report`, clerk)).rawPayload.subarray(0, 2).toString()).toBe('PK');
      expect((await ask('DELETE', `${TASK}/own-report`, clerk)).statusCode).toBe(204);
      expect((await task()).organReport).toBeNull();
    },
  );

  test('an address stands for a report; what is no address is refused', async () => {
    const url = `${TASK}/own-report-address`;
    expect((await ask('PUT', url, clerk, { address: 'javascript:alert(1)' })).statusCode).toBe(400);
    expect(
      (await ask('PUT', url, clerk, { address: 'https://example.gov.cn/a', publishedOn: '2023-02-01' })).json()
        .errors[0].pointer,
    ).toBe('/publishedOn');
    expect(
      (await ask('PUT', url, clerk, { address: 'https://example.gov.cn/a', publishedOn: '2023-01-04' })).statusCode,
    ).toBe(204);
    expect((await task()).organReport).toMatchObject({ address: 'https://example.gov.cn/a', isRead: false });
  });
});

describe('reminders', () => {
  beforeEach(begin);
  const remind = () => sendReminders(db, DIVISION, [collectionReminders], nationalCalendar(), office.now);
  const titlesOf = async (name: string) =>
    (
      await db
        .selectFrom('notification')
        .innerJoin('person', 'person.id', 'notification.person_id')
        .select('title')
        .where('sign_in_name', '=', name)
        .orderBy('notification.created_at')
        .execute()
    ).map(({ title }) => title);

  test('come nearer the day, once each; after it the head is told as well; whoever handed in is left alone', async () => {
    expect(await remind()).toBe(0);
    office.now = new Date('2023-01-18T01:00:00Z');
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    office.now = new Date('2023-01-20T01:00:00Z');
    await remind();
    expect(await titlesOf('head')).toEqual([]);
    office.now = new Date('2023-01-28T01:00:00Z');
    await remind();
    expect((await titlesOf('clerk')).at(-1)).toContain('已超期');
    expect(await titlesOf('head')).toEqual([expect.stringContaining('已超期')]);
    const clerkAgain = await office.cookieOf('clerk');
    expect((await ask('POST', `${TASK}/absent-months`, clerkAgain)).statusCode).toBe(200);
    const { sha256 } = (await ask('GET', TASK, clerkAgain)).json();
    expect((await ask('POST', `${TASK}/hand-in`, clerkAgain, { sha256, responsible: '周某某' })).statusCode).toBe(204);
    await db.deleteFrom('notification').execute();
    expect(await remind()).toBe(0);
  });

  test('by hand say whom they could not reach', async () => {
    const sent = await ask('POST', `${COLLECTIONS}/2022/reminders`, collector, {});
    expect(sent.json()).toEqual({ organs: 2, told: 1, nobody: ['示例区教育局'] });
    const again = await ask('POST', `${COLLECTIONS}/2022/reminders`, collector, { organs: [FINANCE] });
    expect(again.json()).toEqual({ organs: 1, told: 0, nobody: [] });
    const overview = (await ask('GET', `${COLLECTIONS}/2022`, collector)).json();
    expect(overview.tasks.map(({ reminded }: { reminded: number }) => reminded)).toEqual([2, 1]);
  });

  test('the government is reminded of the report of its area', async () => {
    office.now = new Date('2023-03-14T01:00:00Z');
    await remind();
    expect(await titlesOf('collector')).toEqual(['示例区人民政府2022年度报告的公布期限还剩1个工作日']);
  });
});

test('the area’s figures are the sum of its organs’', async () => {
  await begin();
  await insertMonthlyFigures(
    db,
    DIVISION,
    [
      { organCode: FINANCE, kind: 'charges', month: '2022-01', value: 0.1 },
      { organCode: EDUCATION, kind: 'charges', month: '2022-01', value: 0.2 },
      { organCode: EDUCATION, kind: 'penalties', month: '2022-02', value: 3 },
    ],
    'test',
  );
  const { rows } = (await ask('GET', `${COLLECTIONS}/2022/roll-up`, collector)).json();
  const row = (figure: string) => rows.find((one: { figure: string }) => one.figure === figure);
  expect(row('proactive/chargesWan')).toMatchObject({ counted: 0.3, summed: 0.3, stated: 0.3 });
  expect(row('proactive/penalties')).toMatchObject({ counted: 3, summed: 3 });
});
