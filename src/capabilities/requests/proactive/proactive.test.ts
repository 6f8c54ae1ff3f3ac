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
const cookies = new Map<string, string>();

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
    cookies.set(name, await office.cookieOf(name));
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
  office.ask(method, url, { cookie: cookies.get(name)!, ...(payload ? { payload } : {}) });

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

describe('a request to correct own records', () => {
  const form = {
    organCode: FINANCE,
    applicantName: '示例王五',
    record: '2020年补贴发放登记',
    requested: '将发放金额更正为实际数额',
    evidence: '银行流水复印件',
    receivedOn: '2022-09-20',
    answerBy: '2022-10-20',
  };
  const register = async (more: object = {}) =>
    ask('clerk', 'POST', '/api/v1/records-corrections', { ...form, ...more });
  const record = (id: string, version: number, event: object) =>
    ask('clerk', 'POST', `/api/v1/records-corrections/${id}/events`, { version, event });
  const read = async (id: string, who = 'clerk') => (await ask(who, 'GET', `/api/v1/records-corrections/${id}`)).json();

  it('is verified, then answered with a number and a letter of its own, and counts as no application', async () => {
    const { id, number } = (await register()).json();
    expect(number).toBe('更2022-0001');
    const answer = { kind: 'answered', on: '2022-09-27', outcome: 'refused', text: '登记数额与发放凭证一致' };
    const early = await record(id, 1, answer);
    expect([early.statusCode, early.json().detail]).toEqual([422, expect.stringContaining('应当先核实')]);
    await record(id, 1, { kind: 'verified', on: '2022-09-26', finding: '查阅了发放凭证' });
    const both = await Promise.all([record(id, 2, answer), record(id, 2, answer)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const found = await read(id);
    expect(found).toMatchObject({
      state: 'closed',
      outcomeLabel: '经核实无误，不予更正',
      acts: [],
      applicant: '示例王五',
    });
    const letter = found.letter.paragraphs.join('\n');
    expect(letter).toContain('示例区财政局更复〔2022〕1号');
    expect(letter).toContain('第四十一条的规定，本机关不予更正，理由如下：登记数额与发放凭证一致。');
    expect(letter).toContain('六十日内向示例区人民政府申请行政复议');
    expect(await db.selectFrom('application').selectAll().execute()).toEqual([]);
    const masked = await read(id, 'reviewer');
    expect([masked.applicant, masked.letter, masked.acts]).toEqual(['示＊＊', null, []]);
    expect((await ask('teacher', 'GET', `/api/v1/records-corrections/${id}`)).statusCode).toBe(404);
    const rows = [
      ...(await db.selectFrom('records_correction').selectAll().execute()),
      ...(await db.selectFrom('records_correction_event').selectAll().execute()),
    ].flatMap((row) => Object.values(row).filter((value): value is Uint8Array => value instanceof Uint8Array));
    expect(rows.some((bytes) => /补贴|王五|凭证/.test(Buffer.from(bytes).toString('utf8')))).toBe(false);
    const records = await db.selectFrom('audit_event').selectAll().where('subject_id', '=', id).execute();
    expect(JSON.stringify(records.map(({ before, after }) => [before, after]))).not.toMatch(/补贴|王五|凭证/);
    expect(records.map(({ action }) => action)).toContain('records-correction.open');
  });

  it('is passed on to whom it belongs, after more evidence was asked for', async () => {
    const { id } = (await register({ answerBy: null })).json();
    expect((await register()).json().number).toBe('更2022-0002');
    expect((await register({ answerBy: '2022-09-01' })).json().errors[0].pointer).toBe('/answerBy');
    await record(id, 1, { kind: 'evidence-requested', on: '2022-09-21', what: '身份证明' });
    expect((await record(id, 2, { kind: 'evidence-requested', on: '2022-09-22', what: '身份证明' })).statusCode).toBe(
      422,
    );
    await record(id, 2, { kind: 'evidence-given', on: '2022-09-23' });
    const to = { kind: 'answered', on: '2022-09-27', outcome: 'transferred', text: '有关材料一并转送' };
    expect((await record(id, 3, to)).statusCode).toBe(422);
    expect((await record(id, 3, { ...to, competent: '示例区民政局' })).statusCode).toBe(200);
    expect((await read(id)).letter.paragraphs.join('')).toContain('转送示例区民政局处理，特此告知。有关材料一并转送。');
    const open = (await ask('clerk', 'GET', '/api/v1/records-corrections')).json().items;
    expect(open.map(({ number }: { number: string }) => number)).toEqual(['更2022-0002']);
  });
});
