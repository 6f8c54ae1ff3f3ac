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

describe('our own report', () => {
  test('what is written, handed on and published is on record with before and after', async () => {
    const written = await office.ask('PUT', `${REPORT}/parts/problems`, {
      cookie: clerk,
      payload: { text: '解读不够。' },
    });
    expect([written.statusCode, written.body]).toEqual([204, '']);
    const draft = (await office.ask('GET', REPORT, { cookie: clerk })).json();
    const { sha256 } = draft;
    const handedOn = await office.ask('POST', `${REPORT}/submission`, { cookie: clerk, payload: { sha256 } });
    expect([handedOn.statusCode, handedOn.body]).toEqual([204, '']);
    const published = await office.ask('POST', `${REPORT}/versions`, { cookie: officer, payload: { sha256 } });
    expect([published.statusCode, published.json()]).toEqual([201, expect.objectContaining({ version: 1, sha256 })]);
    const [writing] = await recorded('annual-report.write');
    expect([writing?.before, writing?.after]).toEqual([{ problems: '' }, { problems: '解读不够。' }]);
    expect(await recorded('annual-report.submit')).toMatchObject([{ before: null, after: { sha256 } }]);
    const publications = await recorded('annual-report.publish');
    expect(publications).toMatchObject([
      { subject_id: `${FINANCE}/2021/own`, before: null, after: { version: 1, sha256 } },
    ]);
  });

  test('a refused publication leaves neither a version nor an event', async () => {
    const { sha256 } = (await office.ask('GET', REPORT, { cookie: clerk })).json();
    const refused = await office.ask('POST', `${REPORT}/versions`, { cookie: officer, payload: { sha256 } });
    expect(refused.statusCode).toBeGreaterThanOrEqual(400);
    expect(await recorded('annual-report.publish')).toEqual([]);
    expect(await db.selectFrom('annual_report').selectAll().execute()).toEqual([]);
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
