import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../test/support/database.ts';
import { redateOpenCases } from './calendar-redating.ts';
import { insertRemedyCases } from './capabilities/remedies/index.ts';
import { registerApplication, registerRequests } from './capabilities/requests/index.ts';
import { builtinYears, nationalCalendar, plainDate } from './kernel/calendar/index.ts';
import { registerCalendarImport } from './platform/calendars/import-routes.ts';
import type { Database } from './platform/database/index.ts';
import { FileStore } from './platform/files/index.ts';
import {
  addPerson,
  DIVISION,
  EDUCATION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from './platform/identity/testing/office.ts';
import { openTestProtection } from './platform/protection/testing/protection.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let applicationId: string;

/** The year 2022 with one rest day more: Friday 30 September. */
function changed(version = 2) {
  const { year, rest, ...found } = builtinYears.find((one) => one.year === 2022)!;
  const day = plainDate('2022-09-30');
  return {
    ...found,
    year,
    version,
    rest: [...rest, { name: '地方假日', from: day, to: day }].sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

beforeEach(async () => {
  db = await open();
  const protection = await openTestProtection(db);
  await insertSampleOrgans(db);
  const options = { db, protection, division: DIVISION, clock: () => office.now };
  office = await TestOffice.open(db, {}, async (app) => {
    await registerRequests(app, { ...options, files: new FileStore(join(tmpdir(), 'gongkai-redating-test')) });
    registerCalendarImport(app, { ...options, redate: redateOpenCases });
  });
  const day = plainDate('2022-09-20');
  const registration = {
    organCode: FINANCE,
    channel: 'in-person' as const,
    applicantCategory: 'natural' as const,
    applicantName: '示例张三',
    subject: '2021年度部门预算执行情况',
    submittedOn: day,
    receivedOn: day,
  };
  applicationId = (await registerApplication(db, DIVISION, registration, nationalCalendar(), '测试', protection)).id;
  await insertRemedyCases(
    db,
    DIVISION,
    [
      {
        id: '00000000-0000-4000-8000-000000000001',
        organCode: FINANCE,
        kind: 'reconsideration',
        caseNumber: '示政复〔2022〕5号',
        applicationId: null,
        attacked: 'proactive',
        events: [
          { kind: 'filed', on: plainDate('2022-09-13') },
          { kind: 'accepted', on: plainDate('2022-09-19') },
          { kind: 'copy-received', on: plainDate('2022-09-21') },
        ],
      },
    ],
    '测试',
  );
});

const load = (cookie: string, content: object, apply: boolean) =>
  office.ask('POST', '/api/v1/calendar/import', { cookie, payload: { content, apply } });
const dueOf = async () =>
  (await db.selectFrom('application').select('due_on').where('id', '=', applicationId).executeTakeFirstOrThrow())
    .due_on;

describe('a changed calendar', () => {
  it('is looked at without a change, then moves every open clock at once and tells whom it concerns', async () => {
    await addPerson(db, 'administrator', FINANCE, ['administrator']);
    const { person: officer } = await addPerson(db, 'officer', FINANCE, ['disclosure-officer']);
    const cookie = await office.cookieOf('administrator');
    const looked = await load(cookie, changed(), false);
    expect([looked.statusCode, looked.json()]).toMatchObject([200, { applied: false, changeId: null, affected: 2 }]);
    expect(await dueOf()).toBe('2022-10-21');
    expect(await db.selectFrom('working_calendar').selectAll().execute()).toEqual([]);
    const done = (await load(cookie, changed(), true)).json();
    expect(done).toMatchObject({ applied: true, year: 2022, version: 2, affected: 2 });
    const moved = done.moved.map(
      (one: Record<string, string>) => `${one.subject} ${one.clock} ${one.before}→${one.after}`,
    );
    expect(moved).toContain('申请2022-0001 答复期限 2022-10-21→2022-10-24');
    expect(moved).toContain('案件示政复〔2022〕5号 行政复议答复期限 2022-10-10→2022-10-11');
    expect(await dueOf()).toBe('2022-10-24');
    const notices = await db.selectFrom('notification').select(['person_id', 'title']).execute();
    expect(notices).toEqual([{ person_id: officer.id, title: '2022年工作日历变动，您有2项期限随之变化' }]);
    const [record] = await db.selectFrom('audit_event').selectAll().where('action', '=', 'calendar.load').execute();
    expect(record).toMatchObject({ subject_id: '2022', after: { version: 2, change: done.changeId, affected: 2 } });
    const list = await office.ask('GET', `/api/v1/calendar/changes/${done.changeId}`, {
      cookie: await office.cookieOf('officer'),
    });
    expect(list.json().total).toBe(2);
    await addPerson(db, 'stranger', EDUCATION, ['clerk']);
    const stranger = await office.cookieOf('stranger');
    expect(
      (await office.ask('GET', `/api/v1/calendar/changes/${done.changeId}`, { cookie: stranger })).json().total,
    ).toBe(0);
    expect((await load(stranger, changed(3), true)).statusCode).toBe(404);
  });

  it('that is older, or none, changes nothing and says why', async () => {
    await addPerson(db, 'administrator', FINANCE, ['administrator']);
    const cookie = await office.cookieOf('administrator');
    expect((await load(cookie, changed(1), true)).json().type).toBe('urn:gongkai:problem:calendar-version');
    const faulty = await load(cookie, { year: 2022 }, true);
    expect([faulty.statusCode, faulty.json().errors[0].pointer]).toEqual([400, '/content']);
    expect(await db.selectFrom('calendar_change').selectAll().execute()).toEqual([]);
    expect(await dueOf()).toBe('2022-10-21');
  });
});
