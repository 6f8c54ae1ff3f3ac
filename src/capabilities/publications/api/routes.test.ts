import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../../platform/database/index.ts';
import { subjectStates } from '../../../platform/identity/index.ts';
import {
  addPerson,
  EDUCATION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import { stages } from '../rules/review.ts';
import { registerPublicationApi } from './routes.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;

const text = {
  metadata: {
    title: '示例区财政局2022年部门预算',
    documentNumber: null,
    formedOn: '2022-09-20',
    category: 'budgets.budget',
    theme: '财政、金融、审计',
    genre: '数据',
    keywords: ['部门预算'],
    disclosure: 'proactive',
    summary: '公开部门预算。',
  },
  bodyHtml: '<p onclick="alert(1)">收入预算<script>alert(1)</script></p>',
};

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  await addPerson(db, 'reviewer', FINANCE, ['reviewer']);
  await addPerson(db, 'legal', FINANCE, ['legal']);
  await addPerson(db, 'officer', FINANCE, ['disclosure-officer']);
  await addPerson(db, 'head', FINANCE, ['head']);
  await addPerson(db, 'stranger', EDUCATION, ['disclosure-officer']);
  office = await TestOffice.open(db, {}, (app) =>
    registerPublicationApi(app, { db, division: '330206', clock: () => office.now }),
  );
});

async function ask(name: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const response = await office.askAs(name, method, `/api/v1/publications${url}`, payload);
  return { status: response.statusCode, body: response.json() };
}

async function create(): Promise<{ id: string; revision: number; bodyHtml: string; indexNumber: string }> {
  const { status, body } = await ask('clerk', 'POST', '', { organCode: FINANCE, kind: 'item', ...text });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

it('has the stages that permissions name', () => {
  expect([...subjectStates.publication]).toEqual(stages);
});

describe('the desk', () => {
  it('takes a text from draft over three reviews to the public and off again, each step on record', async () => {
    const created = await create();
    expect(created.bodyHtml).toBe('<p>收入预算</p>');
    let { revision } = created;
    const act = async (name: string, input: object) => {
      const { status, body } = await ask(name, 'POST', `/${created.id}/acts`, { revision, ...input });
      expect(status, JSON.stringify(body)).toBe(200);
      revision = body.revision;
      return body;
    };
    await act('clerk', { act: 'submit' });
    await act('reviewer', { act: 'pass', opinion: '数字已核对' });
    await act('legal', { act: 'pass' });
    await act('legal', { act: 'record-disclosure-review', conclusion: 'disclose' });
    await act('officer', { act: 'pass' });
    const published = await act('head', { act: 'publish' });
    expect(published).toMatchObject({ visibility: 'published', edition: 1, stage: 'settled', isDraft: false });
    expect(published.steps.map((step: { act: string }) => step.act)).toEqual([
      'save',
      'submit',
      'pass',
      'pass',
      'record-disclosure-review',
      'pass',
      'publish',
    ]);
    expect(published.steps[2]).toMatchObject({ personName: '示例reviewer（科员）', opinion: '数字已核对' });
    const gone = await ask('head', 'POST', `/${created.id}/withdrawal`, {
      revision,
      kind: 'inaccurate',
      reason: '数字有误',
    });
    expect(gone.body).toMatchObject({ visibility: 'withdrawn', withdrawal: { kind: 'inaccurate' } });
    const events = await db.selectFrom('audit_event').select('action').where('subject_id', '=', created.id).execute();
    expect(events).toHaveLength(8);
  });

  it('says what may be done next, by whom, and why not', async () => {
    const created = await create();
    const view = (await ask('clerk', 'GET', `/${created.id}`)).body;
    expect(view.acts.filter((one: { allowed: boolean }) => one.allowed).map((one: { act: string }) => one.act)).toEqual(
      ['save', 'submit'],
    );
    expect(view.dueOn).toBe('2022-10-10');
    const early = await ask('head', 'POST', `/${created.id}/acts`, { revision: 1, act: 'publish' });
    expect(early.status).toBe(409);
    await ask('clerk', 'POST', `/${created.id}/acts`, { revision: 1, act: 'submit' });
    const unexplained = await ask('reviewer', 'POST', `/${created.id}/acts`, { revision: 2, act: 'return' });
    expect(unexplained).toMatchObject({ status: 422, body: { detail: expect.stringContaining('写明意见') } });
    const changed = await ask('clerk', 'PUT', `/${created.id}/draft`, { revision: 2, ...text });
    expect(changed.status).toBe(409);
  });

  it('names each field that is missing, and who was quicker', async () => {
    const created = await create();
    const bare = { ...text, metadata: { ...text.metadata, summary: '', category: 'nothing' }, bodyHtml: '' };
    const saved = await ask('clerk', 'PUT', `/${created.id}/draft`, { revision: 1, ...bare });
    expect(saved.body.faults.map((one: { field: string }) => one.field)).toEqual(['summary', 'category', 'bodyHtml']);
    const late = await ask('clerk', 'PUT', `/${created.id}/draft`, { revision: 1, ...text });
    expect(late).toMatchObject({ status: 409, body: { title: '他人已先行改动' } });
    const submitted = await ask('clerk', 'POST', `/${created.id}/acts`, { revision: 2, act: 'submit' });
    expect(submitted.status).toBe(422);
    expect(submitted.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
      '/metadata/summary',
      '/metadata/category',
      '/bodyHtml',
    ]);
  });

  it('shows nothing to another organ and nothing without a session', async () => {
    const created = await create();
    expect((await ask('stranger', 'GET', `/${created.id}`)).status).toBe(404);
    expect((await ask('stranger', 'POST', `/${created.id}/acts`, { revision: 1, act: 'submit' })).status).toBe(404);
    expect((await ask('stranger', 'GET', '')).body).toEqual({ total: 0, publications: [] });
    expect((await office.ask('GET', '/api/v1/publications')).statusCode).toBe(401);
    expect((await office.ask('POST', '/api/v1/publications', { payload: {} })).statusCode).toBe(401);
  });

  it('lists what is overdue first', async () => {
    await create();
    office.pass(20 * 86_400_000);
    office.forgetSessions();
    const overdue = await ask('officer', 'GET', '?overdue=true');
    expect(overdue.body).toMatchObject({
      total: 1,
      publications: [{ title: text.metadata.title, dueOn: '2022-10-10' }],
    });
  });
});
