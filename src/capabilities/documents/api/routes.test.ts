import { beforeEach, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  addPerson,
  EDUCATION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import type { NormativeDocument } from '../index.ts';
import { registerDocumentApi } from './routes.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let told: NormativeDocument[];

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  await addPerson(db, 'legal', FINANCE, ['legal']);
  await addPerson(db, 'officer', FINANCE, ['disclosure-officer']);
  await addPerson(db, 'stranger', EDUCATION, ['disclosure-officer']);
  told = [];
  office = await TestOffice.open(db, {}, (app) =>
    registerDocumentApi(app, {
      db,
      division: '330206',
      clock: () => office.now,
      onValidityChange: async (_, documents) => void told.push(...documents),
    }),
  );
});

async function ask(name: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const response = await office.askAs(name, method, `/api/v1${url}`, payload);
  return { status: response.statusCode, body: response.json() };
}

async function register(number: number, issuedOn = '2022-03-01', more: object = {}) {
  const { status, body } = await ask('clerk', 'POST', '/documents', {
    organCode: FINANCE,
    title: `示例规定${number}`,
    documentNumber: `示财〔${issuedOn.slice(0, 4)}〕${number}号`,
    issuedOn,
    effectiveOn: issuedOn,
    unifiedSeries: 'BBLD02',
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as { id: string; unifiedNumber: string };
}

const audited = (action: string) =>
  db.selectFrom('audit_event').select(['subject_id', 'reason', 'person_name']).where('action', '=', action).execute();

it('registers with a number of its series, tells what clashes, and puts it on record', async () => {
  const first = await register(1);
  expect(first.unifiedNumber).toBe('BBLD02-2022-0001');
  const again = await ask('clerk', 'POST', '/documents', {
    organCode: FINANCE,
    title: '重号',
    documentNumber: '示财〔2022〕1号',
    issuedOn: '2022-04-01',
    effectiveOn: '2022-04-01',
    unifiedSeries: 'BBLD02',
  });
  expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('已用于《示例规定1》') } });
  expect((await register(2)).unifiedNumber).toBe('BBLD02-2022-0002');
  const malformed = await ask('clerk', 'POST', '/documents', {
    organCode: FINANCE,
    title: '括号不对',
    documentNumber: '示财[2022]3号',
    issuedOn: '2022-04-01',
    effectiveOn: '2022-04-01',
  });
  expect(malformed).toMatchObject({ status: 422, body: { errors: [{ pointer: '/documentNumber' }] } });
  expect(await audited('documents.register')).toHaveLength(2);
});

it('repeals once, tells whoever shows the document, and refuses the second with what stands', async () => {
  const old = await register(1, '2020-03-01');
  const fresh = await register(2);
  const relation = { toId: old.id, relation: 'replace', on: '2022-04-01' };
  const path = `/documents/${fresh.id}/relations`;
  // Who registers does not decide what is in force.
  expect((await ask('clerk', 'POST', path, relation)).status).toBe(404);
  const done = await ask('legal', 'POST', path, relation);
  expect(done.body.relations).toMatchObject([{ label: '替代', document: { id: old.id, statusLabel: '废止' } }]);
  expect(told).toMatchObject([{ id: old.id, status: 'repealed', endedBy: fresh.id }]);
  const later = await register(3, '2022-05-01');
  const twice = await ask('legal', 'POST', `/documents/${later.id}/relations`, {
    ...relation,
    relation: 'repeal',
    on: '2022-06-01',
  });
  expect(twice).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/2022-04-01废止/) } });
  expect(await audited('documents.relate')).toMatchObject([{ subject_id: old.id }]);
  const summary = await ask('officer', 'GET', '/documents/summary?year=2022');
  expect(summary.body.counts[1]).toEqual({ kind: 'normative-document', issued: 2, repealed: 1, inForce: 2 });
});

it('records the procedure in its order, the legal review by the legal unit alone', async () => {
  const { id } = await register(1);
  const path = `/documents/${id}/steps`;
  const review = { kind: 'legal-review', on: '2022-02-20', byOrgan: '法制科', conclusion: '审核通过' };
  expect((await ask('clerk', 'POST', path, review)).status).toBe(404);
  expect((await ask('legal', 'POST', path, { ...review, on: '2022-03-02' })).body.detail).toMatch(/晚于制发日期/);
  const reviewed = await ask('legal', 'POST', path, review);
  expect(reviewed.body.missingSteps).toEqual(['集体审议']);
  const filing = { kind: 'filing', on: '2022-02-28', byOrgan: '区司法局', conclusion: '准予备案' };
  expect((await ask('clerk', 'POST', path, filing)).body.detail).toMatch(/早于制发日期/);
  expect((await ask('officer', 'GET', '/documents?unfiled=true')).body.total).toBe(1);
  const filed = await ask('clerk', 'POST', path, { ...filing, on: '2022-03-10' });
  expect(filed.body.filing).toMatchObject({ filedOn: '2022-03-10', isLate: false });
  expect((await ask('officer', 'GET', '/documents?unfiled=true')).body.total).toBe(0);
});

it('warns of terms that end, shows gaps, and cleans up all or nothing', async () => {
  const term = await register(1, '2022-01-10', { expiresOn: '2022-11-30' });
  const [kept, ended] = [await register(2), await register(3)];
  const expiring = await ask('officer', 'GET', '/documents?expiringWithin=6');
  expect(expiring.body).toMatchObject({ total: 1, documents: [{ id: term.id, expiryWarning: 'early' }] });
  const campaign = (results: object[]) =>
    ask('legal', 'POST', '/clean-ups', {
      title: '2022年清理',
      decidedOn: '2022-09-01',
      decidedBy: '局长办公会议',
      results,
    });
  const repeal = { documentId: ended.id, result: 'repeal', reason: '已无必要' };
  const faulty = await campaign([repeal, { ...repeal, reason: '重复' }]);
  expect(faulty.status).toBe(409);
  expect((await ask('officer', 'GET', `/documents/${ended.id}`)).body.status).toBe('in-force');
  expect((await campaign([repeal, { documentId: kept.id, result: 'keep', reason: '继续适用' }])).status).toBe(201);
  const [listed] = (await ask('officer', 'GET', '/clean-ups')).body;
  expect(listed).toMatchObject({ title: '2022年清理', results: [{ label: '继续有效' }, { label: '废止' }] });
  expect(told.map(({ status }) => status).sort()).toEqual(['in-force', 'repealed']);
});

it('shows another organ nothing, and stops and resumes for a reason', async () => {
  const { id } = await register(1);
  expect((await ask('stranger', 'GET', `/documents/${id}`)).status).toBe(404);
  expect((await ask('stranger', 'GET', '/documents')).body.total).toBe(0);
  const path = `/documents/${id}/suspension`;
  expect((await ask('officer', 'POST', path, { suspended: true, reason: '' })).status).toBe(400);
  expect((await ask('officer', 'POST', path, { suspended: true, reason: '上位法修改' })).body.statusLabel).toBe(
    '停止执行',
  );
  expect((await ask('officer', 'POST', path, { suspended: false, reason: '恢复' })).body.statusLabel).toBe('有效');
  expect(await audited('documents.suspend')).toMatchObject([{ reason: '上位法修改' }]);
});
