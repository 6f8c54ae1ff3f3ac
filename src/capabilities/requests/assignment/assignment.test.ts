import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { recordEvent } from '../commands/record-event.ts';
import { registerApplication } from '../commands/register-application.ts';
import { registerRequests } from '../module.ts';

const open = withTestDatabases();
const calendar = nationalCalendar();
let db: Database;
let protection: Protection;
let office: TestOffice;
const ids = new Map<string, string>();

beforeEach(async () => {
  db = await open();
  protection = await openTestProtection(db);
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, {}, (app) =>
    registerRequests(app, {
      db,
      protection,
      division: DIVISION,
      files: new FileStore(join(tmpdir(), 'gongkai-assignment-test')),
      clock: () => office.now,
    }),
  );
  for (const [name, organ, role] of [
    ['officer', FINANCE, 'disclosure-officer'],
    ['first', FINANCE, 'clerk'],
    ['second', FINANCE, 'clerk'],
    ['reviewer', FINANCE, 'reviewer'],
    ['teacher', EDUCATION, 'clerk'],
  ] as const) {
    ids.set(name, (await addPerson(db, name, organ, [role])).person.id);
  }
});

async function application(): Promise<string> {
  const day = plainDate('2022-09-20');
  const { id } = await registerApplication(
    db,
    DIVISION,
    {
      organCode: FINANCE,
      channel: 'in-person',
      applicantCategory: 'natural',
      applicantName: '示例张三',
      subject: '2021年度部门预算执行情况',
      submittedOn: day,
      receivedOn: day,
    },
    calendar,
    '测试',
    protection,
  );
  return id;
}

const ask = (name: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  office.askAs(name, method, url, payload);
const assign = (name: string, id: string, payload: object) =>
  ask(name, 'POST', `/api/v1/requests/${id}/assignment`, payload);
const mine = async (name: string, assignee = 'me') =>
  (await ask(name, 'GET', `/api/v1/requests?assignee=${assignee}`)).json().items.map((item: { id: string }) => item.id);
const noticesOf = async (name: string) =>
  (
    await db
      .selectFrom('notification')
      .select(['title', 'body'])
      .where('person_id', '=', ids.get(name)!)
      .orderBy('created_at')
      .orderBy('title')
      .execute()
  ).map(({ title, body }) => `${title} ${body}`);

describe('a case', () => {
  it('is assigned, told of, found on one’s own list, and released, with its history', async () => {
    const id = await application();
    expect([await mine('first'), await mine('officer', 'none')]).toEqual([[], [id]]);
    const reason = '熟悉预算事项';
    expect((await assign('officer', id, { kind: 'assigned', personId: ids.get('first'), reason })).statusCode).toBe(
      204,
    );
    expect([await mine('first'), await mine('second'), await mine('officer', 'none')]).toEqual([[id], [], []]);
    expect(await mine('officer', ids.get('first'))).toEqual([id]);
    const [notice] = await noticesOf('first');
    expect(notice).toContain('申请2022-0001已分派给您');
    expect(notice).not.toContain(reason);
    const list = (await ask('second', 'GET', '/api/v1/requests')).json();
    expect(list.items[0].assignee).toEqual({ id: ids.get('first'), name: '示例first' });
    // Another’s is not mine to give back, mine is.
    expect((await assign('second', id, { kind: 'released' })).statusCode).toBe(404);
    expect((await assign('first', id, { kind: 'released', reason: '回避' })).statusCode).toBe(204);
    const found = (await ask('second', 'GET', `/api/v1/requests/${id}/assignment`)).json();
    expect(found).toMatchObject({ assignee: null, mayTake: true, mayAssign: false, candidates: [] });
    expect(found.history.map(({ kind, reason: why }: { kind: string; reason: string }) => [kind, why])).toEqual([
      ['assigned', reason],
      ['released', '回避'],
    ]);
  });

  it('is taken by one of two', async () => {
    const id = await application();
    const answers = await Promise.all(['first', 'second'].map((name) => assign(name, id, { kind: 'taken' })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
    // Nobody is told of what they did themselves.
    expect([await noticesOf('first'), await noticesOf('second')]).toEqual([[], []]);
  });

  it('goes to those who handle applications in the organ, and stays where it is when closed', async () => {
    const id = await application();
    const to = (name: string) => assign('officer', id, { kind: 'assigned', personId: ids.get(name) });
    expect((await to('reviewer')).json().detail).toContain('不在该机关承办');
    expect((await to('teacher')).statusCode).toBe(409);
    expect((await assign('officer', id, { kind: 'assigned' })).json().errors[0].pointer).toBe('/personId');
    expect((await assign('first', id, { kind: 'assigned', personId: ids.get('first') })).statusCode).toBe(404);
    expect((await assign('teacher', id, { kind: 'taken' })).statusCode).toBe(404);
    await recordEvent(db, DIVISION, id, { kind: 'withdrawn', on: plainDate('2022-09-27') }, calendar, '测试');
    expect((await to('first')).statusCode).toBe(409);
  });
});

describe('several at once', () => {
  it('are assigned one by one on record; what cannot be is named', async () => {
    const good = [await application(), await application()];
    const closed = await application();
    await recordEvent(db, DIVISION, closed, { kind: 'withdrawn', on: plainDate('2022-09-27') }, calendar, '测试');
    const missing = '00000000-0000-4000-8000-000000000000';
    const url = '/api/v1/requests/assignments';
    const answer = await ask('officer', 'POST', url, { ids: [...good, closed, missing], personId: ids.get('second') });
    expect(answer.json().assigned).toEqual(good);
    expect(answer.json().refused.map((one: { id: string }) => one.id)).toEqual([closed, missing]);
    const audited = await db
      .selectFrom('audit_event')
      .select('subject_id')
      .where('action', '=', 'requests.assignment.assigned')
      .execute();
    expect(audited.map(({ subject_id }) => subject_id).sort()).toEqual([...good].sort());
    expect((await ask('first', 'POST', url, { ids: good, personId: null })).statusCode).toBe(404);
    const candidates = (await ask('officer', 'GET', `/api/v1/requests/assignees?organ=${FINANCE}`)).json().items;
    expect(candidates.map((one: { name: string; open: number }) => [one.name, one.open])).toEqual([
      ['示例first', 0],
      ['示例officer', 0],
      ['示例second', 2],
    ]);
  });
});

describe('co-handling', () => {
  const matter = '请提供教育经费拨付的有关材料';
  it('asks another organ without telling it of the applicant, and brings its answer', async () => {
    const id = await application();
    const url = `/api/v1/requests/${id}/co-handling`;
    const asked = await ask('first', 'POST', url, { organCode: EDUCATION, matter, respondBy: '2022-10-10' });
    expect(asked.statusCode).toBe(201);
    expect(await noticesOf('teacher')).toEqual(['请协办申请2022-0001 请于2022-10-10前答复，详见办公系统。']);
    const listed = (await ask('teacher', 'GET', '/api/v1/requests/co-handling')).json();
    expect(listed.items).toMatchObject([{ matter, fromOrganName: '示例区财政局', workingDaysLeft: 5, state: 'open' }]);
    expect(JSON.stringify(listed)).not.toMatch(/张三|预算/);
    const answer = (name: string) =>
      ask(name, 'POST', `/api/v1/requests/co-handling/${asked.json().id}/answer`, { answer: '已附拨付清单' });
    expect((await answer('second')).statusCode).toBe(404);
    expect((await answer('teacher')).statusCode).toBe(204);
    expect((await answer('teacher')).statusCode).toBe(409);
    expect((await noticesOf('first'))[0]).toContain('协办已答复');
    const { coHandling } = (await ask('first', 'GET', `/api/v1/requests/${id}/assignment`)).json();
    expect(coHandling).toMatchObject([
      { state: 'answered', answer: '已附拨付清单', answeredBy: '示例teacher（科员）' },
    ]);
    const stored = await db.selectFrom('co_handling').selectAll().execute();
    expect(Buffer.from(stored[0]!.matter_sealed).includes(Buffer.from('教育经费'))).toBe(false);
    const records = await db.selectFrom('audit_event').selectAll().execute();
    expect(JSON.stringify(records.map(({ before, after, reason }) => [before, after, reason]))).not.toContain(
      '教育经费',
    );
  });

  it('by a colleague puts the case on the colleague’s list until it is over', async () => {
    const id = await application();
    const url = `/api/v1/requests/${id}/co-handling`;
    const faulty = await ask('first', 'POST', url, { organCode: FINANCE, matter });
    expect(faulty.json().errors[0].pointer).toBe('/personId');
    const late = await ask('first', 'POST', url, { organCode: EDUCATION, matter, respondBy: '2022-09-27' });
    expect(late.json().errors[0].pointer).toBe('/respondBy');
    const asked = await ask('first', 'POST', url, { organCode: FINANCE, personId: ids.get('second'), matter });
    expect(await mine('second')).toEqual([id]);
    const end = `/api/v1/requests/co-handling/${asked.json().id}/end`;
    expect((await ask('teacher', 'POST', end)).statusCode).toBe(404);
    expect((await ask('first', 'POST', end)).statusCode).toBe(204);
    expect(await mine('second')).toEqual([]);
  });
});
