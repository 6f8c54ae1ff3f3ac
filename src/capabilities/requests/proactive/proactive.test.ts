import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { draftFromApplication } from '../../../draft-from-application.ts';
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
import { registerApplication } from '../commands/register-application.ts';
import { registerRequests } from '../module.ts';
import { eraseApplicant } from '../store/applicants.ts';
import { registerProactiveSuggestions } from './routes.ts';

const open = withTestDatabases();
let db: Database;
let protection: Protection;
let office: TestOffice;

beforeEach(async () => {
  db = await open();
  protection = await openTestProtection(db);
  await insertSampleOrgans(db);
  const files = new FileStore(join(tmpdir(), 'gongkai-proactive-test'));
  const options = { db, protection, division: DIVISION, files, clock: () => office.now };
  office = await TestOffice.open(db, {}, async (app) => {
    await registerRequests(app, options);
    registerProactiveSuggestions(app, { ...options, draftPublication: draftFromApplication });
  });
  for (const [name, organ, role] of [
    ['officer', FINANCE, 'disclosure-officer'],
    ['clerk', FINANCE, 'clerk'],
    ['reviewer', FINANCE, 'reviewer'],
    ['teacher', EDUCATION, 'clerk'],
  ] as const) {
    await addPerson(db, name, organ, [role]);
  }
});

async function application(
  subject: string,
  name = '示例张三',
  day = '2022-09-20',
  organCode = FINANCE,
): Promise<string> {
  const on = plainDate(day);
  const { id } = await registerApplication(
    db,
    DIVISION,
    {
      organCode,
      channel: 'in-person',
      applicantCategory: 'natural',
      applicantName: name,
      subject,
      submittedOn: on,
      receivedOn: on,
    },
    nationalCalendar(),
    '测试',
    protection,
  );
  return id;
}

const ask = (name: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  office.askAs(name, method, url, payload);

describe('repeated applications', () => {
  const budget = '2021年度部门预算执行情况';

  it('are those of the same applicant that read alike, in what the reader may see', async () => {
    const first = await application(budget, '示例张三', '2022-03-01');
    await application('新碶街道拆迁补偿方案', '示例张三', '2022-04-01');
    await application(`申请公开${budget}。`, '示例李四', '2022-05-05');
    await application(budget, '示例张三', '2022-05-05', EDUCATION);
    const id = await application(`请依法公开${budget}`);
    const before = (await ask('clerk', 'GET', `/api/v1/requests/${id}`)).json();
    const found = (await ask('clerk', 'GET', `/api/v1/requests/${id}/similar`)).json();
    expect(found.repeated).toMatchObject([{ id: first, isSame: true, knownBy: 'name' }]);
    expect(found.sameByOthers).toMatchObject({ count: 1, applicants: 1 });
    expect(found.frequency).toEqual([
      { days: 30, count: 1, isUnusual: false },
      { days: 365, count: 3, isUnusual: false },
    ]);
    // Shown, never automatic: the case stands as it stood.
    expect((await ask('clerk', 'GET', `/api/v1/requests/${id}`)).json()).toEqual(before);
    expect((await ask('teacher', 'GET', `/api/v1/requests/${id}/similar`)).statusCode).toBe(404);
  });

  it('in number are called unusual, and none are known of who was erased', async () => {
    const ids = [];
    for (let i = 0; i < 6; i++) ids.push(await application(`第${i}号事项的会议记录`));
    const id = ids[0]!;
    const similar = async () => (await ask('clerk', 'GET', `/api/v1/requests/${id}/similar`)).json();
    expect((await similar()).frequency[0]).toEqual({ days: 30, count: 6, isUnusual: true });
    await eraseApplicant(db, DIVISION, id, '测试', '申请人要求', office.now);
    expect(await similar()).toEqual({
      repeated: [],
      frequency: [],
      sameByOthers: { count: 0, applicants: 0, examples: [] },
    });
  });
});

describe('a suggestion for proactive disclosure', () => {
  const input = {
    source: 'applicants',
    title: '2021年度部门预算执行情况',
    reason: '多人申请公开同一信息',
    applications: 3,
  };
  const suggest = async (id: string, who = 'clerk', more: object = {}) =>
    ask(who, 'POST', `/api/v1/requests/${id}/proactive-suggestions`, { ...input, ...more });
  const list = async (who = 'clerk') => (await ask(who, 'GET', '/api/v1/requests/proactive-suggestions')).json().items;
  const decide = (who: string, id: string, payload: object) =>
    ask(who, 'POST', `/api/v1/requests/proactive-suggestions/${id}/decision`, payload);

  it('becomes a draft when it is accepted, once', async () => {
    const made = await suggest(await application('预算'));
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    expect((await decide('clerk', id, { accept: true })).statusCode).toBe(404);
    const answers = await Promise.all([
      decide('officer', id, { accept: true }),
      decide('officer', id, { accept: true }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const drafts = await db.selectFrom('publication').select(['id', 'organ_code', 'stage']).execute();
    expect(drafts).toMatchObject([{ organ_code: FINANCE, stage: 'drafting' }]);
    const [item] = await list();
    expect(item).toMatchObject({ state: 'accepted', publicationId: drafts[0]!.id, mayDecide: false });
    expect(item.feedback).toContain('予以采纳');
    expect(await list('teacher')).toEqual([]);
  });

  it('is declined with a reason, suggested once at a time, and refused beside its fields', async () => {
    const applicationId = await application('预算');
    expect((await suggest(applicationId, 'clerk', { title: '' })).json().errors[0].pointer).toBe('/title');
    expect((await suggest(applicationId, 'reviewer')).statusCode).toBe(404);
    const { id } = (await suggest(applicationId)).json();
    expect((await suggest(applicationId)).statusCode).toBe(409);
    expect((await decide('officer', id, { accept: false })).json().errors[0].pointer).toBe('/opinion');
    await decide('officer', id, { accept: false, opinion: '涉及尚在审议的事项' });
    expect((await list())[0]).toMatchObject({ state: 'declined', publicationId: null });
    expect((await list())[0].feedback).toContain('涉及尚在审议的事项');
    expect((await suggest(applicationId)).statusCode).toBe(201);
  });
});
