import { beforeEach, describe, expect, test } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  addPerson,
  DIVISION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import { filledTables, findRow } from '../rules/form.ts';
import { renderReportText } from '../rules/testing/render-text.ts';
import { registerReportOfficeApi } from './office-routes.ts';
import { registerReportCheckRoutes } from './report-check-routes.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let clerk: string;
let officer: string;

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, {}, async (app) => {
    registerReportOfficeApi(app, db, DIVISION, () => office.now);
    await registerReportCheckRoutes(app, db, DIVISION);
  });
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  await addPerson(db, 'officer', FINANCE, ['disclosure-officer']);
  clerk = await office.cookieOf('clerk');
  officer = await office.cookieOf('officer');
});

const REPORT = `/api/v1/office/reports/${FINANCE}/2021`;

async function recorded(action: string) {
  const rows = await db
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', action)
    .orderBy('sequence')
    .execute();
  return rows;
}

const act = (path: string, cookie: string, payload: object) =>
  office.ask('POST', `${REPORT}/${path}`, { cookie, payload });
const draftOf = async (cookie = clerk) => (await office.ask('GET', REPORT, { cookie })).json();
const write = (text: string, cookie = clerk) =>
  office.ask('PUT', `${REPORT}/parts/problems`, { cookie, payload: { text } });

/** Through all steps, each by whoever may. */
async function publish(opinion = ''): Promise<void> {
  const { sha256 } = await draftOf();
  for (const [path, cookie, words] of [
    ['submission', clerk, opinion],
    ['check', officer, '数据无误'],
    ['signature', officer, '同意'],
    ['versions', officer, ''],
  ] as const) {
    const answer = await act(path, cookie, { sha256, opinion: words });
    expect([path, answer.statusCode, answer.body.slice(0, 200)]).toEqual([
      path,
      path === 'versions' ? 201 : 204,
      expect.anything(),
    ]);
  }
}

describe('our own report', () => {
  test('is written, handed on, checked, signed and published by name, each on record', async () => {
    expect((await write('解读不够。')).statusCode).toBe(204);
    const { sha256, dueOn } = await draftOf();
    expect(dueOn).toBe('2022-01-31');
    await publish();
    const { state, steps, versions } = await draftOf();
    expect(state).toBe('published');
    expect(steps.map(({ label, by, opinion }: Record<string, string>) => [label, by, opinion])).toEqual([
      ['报送审核', '示例clerk', ''],
      ['审核', '示例officer', '数据无误'],
      ['签发', '示例officer', '同意'],
      ['发布', '示例officer', ''],
    ]);
    expect(versions).toMatchObject([{ version: 1, sha256 }]);
    const [writing] = await recorded('annual-report.write');
    expect([writing?.before, writing?.after]).toEqual([{ problems: '' }, { problems: '解读不够。' }]);
    for (const action of ['annual-report.submit', 'annual-report.check', 'annual-report.sign'])
      expect(await recorded(action), action).toMatchObject([{ after: { sha256 } }]);
    const publications = await recorded('annual-report.publish');
    expect(publications).toMatchObject([
      { subject_id: `${FINANCE}/2021/own`, before: null, after: { version: 1, sha256 } },
    ]);
  });

  test('no step is left out, and who drafted neither checks nor signs', async () => {
    const { sha256 } = await draftOf();
    expect((await act('versions', officer, { sha256 })).statusCode).toBe(409);
    expect((await act('signature', officer, { sha256 })).statusCode).toBe(409);
    expect((await act('submission', officer, { sha256 })).statusCode).toBe(204);
    const own = await act('check', officer, { sha256 });
    expect([own.statusCode, own.json().detail]).toEqual([403, expect.stringContaining('不能审核同一年度报告')]);
    expect((await draftOf(officer)).hindrance).toContain('不能审核');
    expect(await recorded('annual-report.publish')).toEqual([]);
    expect(await db.selectFrom('annual_report').selectAll().execute()).toEqual([]);
  });

  test('who wrote a part does not sign, whoever handed it on', async () => {
    await addPerson(db, 'reviewer', FINANCE, ['reviewer']);
    const reviewer = await office.cookieOf('reviewer');
    await write('解读不够。', officer);
    const { sha256 } = await draftOf();
    expect((await act('submission', clerk, { sha256 })).statusCode).toBe(204);
    expect((await act('check', reviewer, { sha256 })).statusCode).toBe(204);
    expect((await act('signature', officer, { sha256 })).statusCode).toBe(403);
  });

  test('is returned with a reason and begins anew; so it does when words change', async () => {
    const { sha256 } = await draftOf();
    await act('submission', clerk, { sha256 });
    expect((await act('return', officer, { sha256 })).json().errors[0].pointer).toBe('/opinion');
    expect((await act('return', officer, { sha256, opinion: '请补充问题' })).statusCode).toBe(204);
    expect((await draftOf()).state).toBe('drafting');
    await act('submission', clerk, { sha256 });
    await db.updateTable('annual_report_text').set({ body: 'x' }).execute();
    const reviewed = await act('check', officer, { sha256: 'f'.repeat(64) });
    expect(reviewed.statusCode).toBe(409);
  });

  test('a correction takes the same way with its reason; the earlier version stays', async () => {
    await publish();
    const { sha256 } = await draftOf();
    expect((await act('submission', clerk, { sha256, opinion: '更正' })).statusCode).toBe(409);
    await write('解读不够。');
    const changed = await draftOf();
    expect([changed.state, changed.isChanged, changed.may.submit]).toEqual(['published', true, true]);
    const without = await act('submission', clerk, { sha256: changed.sha256 });
    expect([without.statusCode, without.json().errors[0].pointer]).toEqual([400, '/opinion']);
    await publish('补充存在的主要问题');
    const { versions } = await draftOf();
    expect(versions.map(({ version, reason }: Record<string, unknown>) => [version, reason])).toEqual([
      [2, '补充存在的主要问题'],
      [1, null],
    ]);
    expect(await recorded('annual-report.correct')).toMatchObject([{ reason: '补充存在的主要问题' }]);
  });
});

function reportOf(year: number, carried: number, forward: number): string {
  const tables = filledTables('2021', 0);
  findRow(tables, 'carried')!.values = [carried, 0, 0, 0, 0, 0, carried];
  findRow(tables, 'new')!.values = [5, 0, 0, 0, 0, 0, 5];
  const done = 5 + carried - forward;
  findRow(tables, 'granted')!.values = [done, 0, 0, 0, 0, 0, done];
  findRow(tables, 'total')!.values = [done, 0, 0, 0, 0, 0, done];
  findRow(tables, 'forward')!.values = [forward, 0, 0, 0, 0, 0, forward];
  return renderReportText({ organ: '云山县教育局', year, form: '2021', tables }, 'tabs');
}

async function upload(name: string, content: string | Uint8Array, cookie = clerk) {
  const form = new FormData();
  form.set('file', new Blob([content as BlobPart]), name);
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  const answer = await office.app.inject({
    method: 'POST',
    url: '/api/v1/office/report-checks',
    headers: { 'sec-fetch-site': 'same-origin', cookie, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  if (answer.statusCode === 500) throw new Error(office.log.join(''));
  return answer;
}

describe('reports of other organs', () => {
  test('two years of an organ: carried over against carried on, kept by year, as a workbook', async () => {
    const first = await upload('2021.txt', reportOf(2021, 0, 2));
    expect([first.statusCode, first.json()]).toEqual([
      201,
      expect.objectContaining({ organName: '云山县教育局', year: 2021, errors: 0 }),
    ]);
    const second = await upload('2022.txt', reportOf(2022, 3, 0));
    const { findings, marked, summary } = second.json();
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'carry-over', severity: 'error', expected: '2' }));
    expect(marked).toContain('<!doctype html>');
    expect(summary).toContain('云山县教育局');
    const list = (await office.ask('GET', '/api/v1/office/report-checks', { cookie: officer })).json();
    expect(
      list.map(({ year, measures }: { year: number; measures: { received: number } }) => [year, measures.received]),
    ).toEqual([
      [2022, 5],
      [2021, 5],
    ]);
    const ofYear = (await office.ask('GET', '/api/v1/office/report-checks?year=2021', { cookie: officer })).json();
    expect(ofYear).toHaveLength(1);
    const workbook = await office.ask('GET', '/api/v1/office/report-checks.xlsx', { cookie: officer });
    expect(workbook.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect(await recorded('annual-report.check')).toHaveLength(2);
  });

  test('the same file again takes the place of its earlier check', async () => {
    const [first, again] = [await upload('a.txt', reportOf(2021, 0, 2)), await upload('b.txt', reportOf(2021, 0, 2))];
    expect(again.json().id).toBe(first.json().id);
    const list = (await office.ask('GET', '/api/v1/office/report-checks', { cookie: officer })).json();
    expect(list.map(({ fileName }: { fileName: string }) => fileName)).toEqual(['b.txt']);
  });

  test.each([
    ['通知.txt', '关于放假的通知', '不是2021年或者2019年格式'],
    ['坏.docx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), '无法读取'],
  ])('%s is refused in words', async (name, content, told) => {
    const refused = await upload(name, content);
    expect([refused.statusCode, refused.json().detail]).toEqual([422, expect.stringContaining(told)]);
    expect(await db.selectFrom('annual_report_check').selectAll().execute()).toEqual([]);
  });

  test('nobody without the permission', async () => {
    await addPerson(db, 'auditor', FINANCE, ['auditor']);
    const auditor = await office.cookieOf('auditor');
    expect((await upload('a.txt', reportOf(2021, 0, 2), auditor)).statusCode).toBeGreaterThanOrEqual(403);
  });
});
