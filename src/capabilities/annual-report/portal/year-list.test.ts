import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { buildDistrictApp } from '../../../../test/support/district.ts';
import { exportedPages } from '../../../exported-pages.ts';
import { plainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type ListedOrgan, standingOf } from '../rules/collecting/year-list.ts';
import { type NewOrganReport, saveOrganReport } from '../store/organ-reports.ts';

const open = withTestDatabases();
let db: Database;
let app: FastifyInstance;
beforeAll(async () => {
  db = await open();
  app = await buildDistrictApp(db);
});
afterAll(() => app?.close());

const page = async (url: string) => {
  const { statusCode, body } = await app.inject(url);
  return { statusCode, body };
};

const theirs = (organCode: string, rest: Partial<NewOrganReport>): NewOrganReport => ({
  year: 2022,
  organCode,
  scope: 'own',
  address: null,
  publishedOn: plainDate('2023-01-20'),
  file: null,
  tables: null,
  recordedAt: new Date('2023-01-21T00:00:00Z'),
  recordedBy: 'test',
  ...rest,
});

test('each organ of the year is listed; reports made elsewhere by their address or file; what is missing too', async () => {
  const before = await page('/reports');
  expect(before.body).toContain('宁波市北仑区人民政府2022年度报告（汇总所属机关）');
  const streets = await db
    .selectFrom('organ')
    .select(['code', 'name'])
    .where('kind', '=', 'street')
    .orderBy('code')
    .execute();
  const [first, second, third] = streets as [(typeof streets)[0], (typeof streets)[0], (typeof streets)[0]];
  expect(before.body).toContain(first.name);
  expect(before.body).toContain('未公布');

  const content = Buffer.from('%PDF-1.7 示例');
  const file = { name: '报告.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64), content };
  await saveOrganReport(db, '330206', theirs(first.code, { address: 'https://example.gov.cn/a?b=1&c=2' }));
  await saveOrganReport(db, '330206', theirs(second.code, { file }));
  await saveOrganReport(db, '330206', theirs(third.code, { file, publishedOn: null }));
  const { body } = await page('/reports/years/2022');
  expect(body).toContain('href="https://example.gov.cn/a?b=1&amp;c=2"');
  expect(body).toContain(`href="/reports/${second.code}/2022/own-report.pdf"`);
  // Handed in, but not published.
  expect(body).not.toContain(`/reports/${third.code}/2022/own-report.pdf`);
  const served = await app.inject(`/reports/${second.code}/2022/own-report.pdf`);
  expect([served.statusCode, served.rawPayload.equals(content)]).toEqual([200, true]);
  expect((await page(`/reports/${third.code}/2022/own-report.pdf`)).statusCode).toBe(404);
  expect((await page(`/reports/${second.code}/2022/own-report.docx`)).statusCode).toBe(404);
  const exported = await exportedPages(db, '330206');
  expect(exported).toEqual(
    expect.arrayContaining(['/reports/years/2022', `/reports/${second.code}/2022/own-report.pdf`]),
  );
  expect(exported).not.toContain(`/reports/${third.code}/2022/own-report.pdf`);
});

test.each(['/reports/years/1999', '/reports/years/x', '/reports/years/2022%00'])('%s is not found', async (url) => {
  expect((await page(url)).statusCode).toBeGreaterThanOrEqual(400);
});

test('missing, not due, late, in time', () => {
  const organ = (dueOn: string | null, publishedOn?: string): ListedOrgan => ({
    code: '1',
    name: '某局',
    dueOn: dueOn === null ? null : plainDate(dueOn),
    reports: publishedOn ? [{ kind: 'ours', scope: 'own', publishedOn: plainDate(publishedOn), version: 1 }] : [],
  });
  const today = plainDate('2023-02-01');
  expect(standingOf(organ('2023-01-31'), today)).toBe('missing');
  expect(standingOf(organ('2023-03-31'), today)).toBe('not-due');
  expect(standingOf(organ('2023-01-31', '2023-01-31'), today)).toBe('published');
  expect(standingOf(organ('2023-01-31', '2023-02-01'), today)).toBe('late');
  expect(standingOf(organ(null, '2023-06-01'), today)).toBe('published');
});
