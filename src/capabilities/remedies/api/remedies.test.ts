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
  GOVERNMENT,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import { openTestProtection } from '../../../platform/protection/testing/protection.ts';
import {
  type ApplicationEvent,
  findApplication,
  recordEvent,
  registerApplication,
  registerRequests,
} from '../../requests/index.ts';
import { countRemedies, registerRemedyRoutes } from '../index.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let officer: string;

beforeEach(async () => {
  db = await open();
  const protection = await openTestProtection(db);
  await insertSampleOrgans(db);
  const files = new FileStore(join(tmpdir(), 'gongkai-remedies-test'));
  const options = { db, protection, files, division: DIVISION, clock: () => office.now };
  office = await TestOffice.open(db, {}, async (app) => {
    await registerRequests(app, options);
    registerRemedyRoutes(app, options);
  });
  officer = await signedIn('officer', FINANCE, ['disclosure-officer']);
});

async function signedIn(name: string, organ: string, roles: Parameters<typeof addPerson>[3]): Promise<string> {
  await addPerson(db, name, organ, roles);
  return office.cookieOf(name);
}

/** An application of the finance bureau, replied to and served on 1 July 2022 unless the events say otherwise. */
async function application(events?: readonly ApplicationEvent[]): Promise<string> {
  const received = plainDate('2022-06-06');
  const { id } = await registerApplication(
    db,
    DIVISION,
    {
      organCode: FINANCE,
      channel: 'in-person',
      applicantCategory: 'natural',
      applicantName: '示例张三',
      subject: '2021年度部门预算执行情况',
      submittedOn: received,
      receivedOn: received,
    },
    nationalCalendar(),
    '测试',
    await openTestProtection(db),
  );
  const served = plainDate('2022-07-01');
  const reply: ApplicationEvent = {
    kind: 'replied',
    on: served,
    outcome: 'NOT_EXIST',
    service: 'hand',
    servedOn: served,
  };
  for (const event of events ?? [reply]) await recordEvent(db, DIVISION, id, event, nationalCalendar(), '测试');
  return id;
}

const form = (applicationId: string | null, more: object = {}) => ({
  organCode: FINANCE,
  kind: 'reconsideration',
  attacked: 'reply',
  applicationId,
  caseNumber: '示政复〔2022〕5号',
  body: '示例区人民政府',
  filedOn: '2022-08-01',
  knownOn: '2022-07-01',
  ...more,
});

async function register(payload: object): Promise<string> {
  const answer = await office.ask('POST', '/api/v1/remedies', { cookie: officer, payload });
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json().id;
}

async function record(id: string, version: number, event: object, cookie = officer) {
  return office.ask('POST', `/api/v1/remedies/${id}/events`, { cookie, payload: { version, event } });
}

const read = async (id: string) => (await office.ask('GET', `/api/v1/remedies/${id}`, { cookie: officer })).json();

describe('a case', () => {
  it('goes from its filing to an order that opens a new reply on the old application', async () => {
    const applicationId = await application();
    const id = await register(form(applicationId));
    const steps = [
      { kind: 'accepted', on: '2022-08-03' },
      { kind: 'copy-received', on: '2022-08-05' },
      { kind: 'answered', on: '2022-08-15' },
      { kind: 'concluded', on: '2022-09-20', conclusion: 'revoked', reanswer: { dueOn: '2022-10-14' } },
    ];
    for (const [i, event] of steps.entries()) {
      const answer = await record(id, i + 1, event);
      expect([answer.statusCode, answer.json().openedReanswer]).toEqual([200, i === 3]);
    }
    expect((await findApplication(db, DIVISION, applicationId))?.events.at(-1)).toEqual({
      kind: 'reanswer-ordered',
      on: '2022-09-20',
      by: 'reconsideration',
      dueOn: '2022-10-14',
    });
    const found = await read(id);
    expect(found).toMatchObject({
      result: 'corrected',
      applicationNumber: '2022-0001',
      reanswer: { orderedOn: '2022-09-20', dueOn: '2022-10-14', answeredOn: null },
      next: { id: 'REANSWER', due: '2022-10-14', workingDaysLeft: 9 },
      acts: [],
    });
    expect(found.clocks.find(({ id }: { id: string }) => id === 'RECONSIDERATION_ANSWER')).toMatchObject({
      due: '2022-08-19',
      state: 'met',
    });
    // Table four counts it where it was corrected, and nowhere else.
    expect((await countRemedies(db, DIVISION, [FINANCE], 2022)).reconsideration).toEqual({
      upheld: 0,
      corrected: 1,
      other: 0,
      pending: 0,
    });
    const list = async () =>
      (await office.ask('GET', '/api/v1/remedies', { cookie: officer }))
        .json()
        .items.map((item: { id: string }) => item.id);
    expect(await list()).toEqual([id]);
    const day = plainDate('2022-09-27');
    await recordEvent(
      db,
      DIVISION,
      applicationId,
      { kind: 'reanswered', on: day, outcome: 'GRANTED', service: 'hand', servedOn: day },
      nationalCalendar(),
      '测试',
    );
    expect(await list()).toEqual([]);
    expect((await read(id)).reanswer.answeredOn).toBe('2022-09-27');
    const audited = await db
      .selectFrom('audit_event')
      .select('action')
      .where('subject_id', '=', id)
      .orderBy('sequence')
      .execute();
    expect(audited.map(({ action }) => action)).toEqual([
      'remedies.register',
      'remedies.record.accepted',
      'remedies.record.copy-received',
      'remedies.record.answered',
      'remedies.record.concluded',
    ]);
  });

  it('over silence needs no order on an application that is still open', async () => {
    const applicationId = await application([]);
    const id = await register(form(applicationId, { attacked: 'inaction', knownOn: '2022-07-04' }));
    expect((await record(id, 1, { kind: 'accepted', on: '2022-08-03' })).statusCode).toBe(200);
    const event = {
      kind: 'concluded',
      on: '2022-09-01',
      conclusion: 'ordered-to-perform',
      reanswer: { dueOn: '2022-09-30' },
    };
    expect((await record(id, 2, event)).json()).toEqual({ version: 3, openedReanswer: false });
    expect((await read(id)).next).toMatchObject({ id: 'REANSWER', workingDaysLeft: 2 });
  });

  it('refuses what is not lawful, what changed meanwhile, and days to come', async () => {
    const id = await register(form(await application()));
    const refused = await record(id, 1, { kind: 'answered', on: '2022-08-05' });
    expect([refused.statusCode, refused.json().detail]).toEqual([422, expect.stringMatching(/尚未受理（《/)]);
    expect((await record(id, 1, { kind: 'appealed', on: '2022-08-05', by: 'organ' })).statusCode).toBe(422);
    const tomorrow = await record(id, 1, { kind: 'accepted', on: '2022-09-29' });
    expect([tomorrow.statusCode, tomorrow.json().errors[0].pointer]).toEqual([400, '/event/on']);
    const both = await Promise.all([1, 2].map(() => record(id, 1, { kind: 'accepted', on: '2022-08-03' })));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  it('is seen by the organ’s own and recorded by those whose duty it is', async () => {
    const id = await register(form(await application()));
    const stranger = await signedIn('stranger', EDUCATION, ['disclosure-officer']);
    const clerk = await signedIn('clerk', FINANCE, ['clerk']);
    const legal = await signedIn('legal', FINANCE, ['legal']);
    const get = (cookie: string) => office.ask('GET', `/api/v1/remedies/${id}`, { cookie });
    expect((await get(stranger)).statusCode).toBe(404);
    expect((await get(clerk)).json()).toMatchObject({ mayRecord: false, acts: [] });
    expect((await record(id, 1, { kind: 'accepted', on: '2022-08-03' }, clerk)).statusCode).toBe(404);
    expect((await record(id, 1, { kind: 'accepted', on: '2022-08-03' }, stranger)).statusCode).toBe(404);
    expect((await record(id, 1, { kind: 'accepted', on: '2022-08-03' }, legal)).statusCode).toBe(200);
    expect((await office.ask('GET', '/api/v1/remedies/export.xlsx', { cookie: clerk })).statusCode).toBe(404);
  });

  it('keeps its lessons in order', async () => {
    const id = await register(form(await application()));
    const url = `/api/v1/remedies/${id}/lessons`;
    const bad = await office.ask('POST', url, { cookie: officer, payload: { topic: 'facts', lesson: ' ' } });
    expect([bad.statusCode, bad.json().errors[0].pointer]).toEqual([400, '/lesson']);
    const add = (lesson: string) =>
      office.ask('POST', url, { cookie: officer, payload: { topic: 'facts', lesson, measure: '检索留痕' } });
    expect((await Promise.all([add('检索范围过窄'), add('没有说明检索方法')])).map((one) => one.statusCode)).toEqual([
      201, 201,
    ]);
    expect((await read(id)).lessons.map(({ sequence }: { sequence: number }) => sequence)).toEqual([1, 2]);
  });
});

describe('registration', () => {
  it.each([
    ['without a case number', { caseNumber: ' ' }, '/caseNumber'],
    ['without its application', { applicationId: null }, '/applicationId'],
    ['before the application', { filedOn: '2022-06-01', knownOn: null }, '/filedOn'],
    ['known after it was filed', { knownOn: '2022-08-02' }, '/knownOn'],
    ['of tomorrow', { filedOn: '2022-09-29' }, '/filedOn'],
    [
      'of a reconsideration after another',
      { precedingCaseId: '00000000-0000-4000-8000-000000000000' },
      '/precedingCaseId',
    ],
    ['of proactive disclosure with an application', { attacked: 'proactive' }, '/applicationId'],
  ])('is refused beside its field: %s', async (_what, more, pointer) => {
    const payload = form(await application(), more);
    const answer = await office.ask('POST', '/api/v1/remedies', { cookie: officer, payload });
    expect([answer.statusCode, answer.json().errors?.[0].pointer]).toEqual([400, pointer]);
  });

  it('takes a number once, and only of one’s own organ', async () => {
    const payload = form(await application());
    await register(payload);
    const again = await office.ask('POST', '/api/v1/remedies', { cookie: officer, payload });
    expect(again.json().errors[0].pointer).toBe('/caseNumber');
    const elsewhere = await office.ask('POST', '/api/v1/remedies', {
      cookie: officer,
      payload: { ...payload, organCode: EDUCATION },
    });
    expect(elsewhere.statusCode).toBe(404);
  });

  it('offers what can be attacked, where and until when, and the reconsideration a suit follows', async () => {
    const applicationId = await application();
    const url = `/api/v1/requests/${applicationId}/remedies`;
    const before = (await office.ask('GET', url, { cookie: officer })).json();
    expect(before).toMatchObject({
      cases: [],
      preceding: [],
      mayRegister: true,
      attackable: [
        {
          attacked: 'reply',
          knownOn: '2022-07-01',
          reconsiderUntil: '2022-08-30',
          sueUntil: '2023-01-03',
          // The government, by the law of 2022 as the superior department is not known here.
          reviewOrgans: ['示例区人民政府'],
        },
      ],
    });
    const first = await register(form(applicationId));
    await record(first, 1, { kind: 'accepted', on: '2022-08-03' });
    await record(first, 2, { kind: 'concluded', on: '2022-09-01', conclusion: 'upheld', receivedOn: '2022-09-05' });
    const { preceding } = (await office.ask('GET', url, { cookie: officer })).json();
    expect(preceding).toEqual([{ id: first, caseNumber: '示政复〔2022〕5号', receivedOn: '2022-09-05' }]);
    const suit = await register(
      form(applicationId, {
        kind: 'litigation-after-reconsideration',
        precedingCaseId: first,
        caseNumber: '（2022）示行初8号',
        body: '示例区人民法院',
        filedOn: '2022-09-16',
        knownOn: '2022-09-05',
      }),
    );
    expect((await read(suit)).clocks[0]).toMatchObject({ due: '2022-09-20', state: 'met' });
    expect((await read(first)).followingCases).toMatchObject([{ id: suit }]);
  });
});

describe('the register', () => {
  it('is narrowed, watched from above, and exported', async () => {
    const applicationId = await application();
    const id = await register(form(applicationId));
    await record(id, 1, { kind: 'accepted', on: '2022-08-03' });
    await register(
      form(null, {
        attacked: 'proactive',
        kind: 'litigation-direct',
        caseNumber: '（2022）示行初3号',
        body: '示例区人民法院',
      }),
    );
    const supervisor = await signedIn('supervisor', GOVERNMENT, ['supervisor']);
    const ask = async (query: string) =>
      (await office.ask('GET', `/api/v1/remedies?${query}`, { cookie: supervisor })).json().total;
    expect(await ask('')).toBe(2);
    expect(await ask('kind=reconsideration')).toBe(1);
    expect(await ask('attacked=proactive')).toBe(1);
    expect(await ask(`q=${encodeURIComponent('法院')}`)).toBe(1);
    expect(await ask('q=%25')).toBe(0);
    expect(await ask('view=closed')).toBe(0);
    expect(await ask(`organ=${EDUCATION}`)).toBe(0);
    const book = await office.ask('GET', '/api/v1/remedies/export.xlsx?view=all', { cookie: supervisor });
    const { sheets } = await readXlsx(book.rawPayload);
    expect(sheets[0]?.rows).toHaveLength(3);
    expect(sheets[0]?.rows[0]?.[1]).toBe('案号');
  });
});
