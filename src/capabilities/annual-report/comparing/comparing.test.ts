import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import figures from '../../../../demo/beilun-2022.json' with { type: 'json' };
import { withTestDatabases } from '../../../../test/support/database.ts';
import { buildDistrictApp } from '../../../../test/support/district.ts';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { UsageError } from '../../../platform/command-line/io.ts';
import type { Database } from '../../../platform/database/index.ts';
import { runReportCompare } from '../cli/report-compare.ts';
import { renderFile } from '../reading/testing/render-files.ts';
import { MEASURES, measuresOf } from '../rules/comparing/measures.ts';
import { filledTables, findRow, type ReportTables } from '../rules/form.ts';
import { renderReportText } from '../rules/testing/render-text.ts';
import { saveOrganReport } from '../store/organ-reports.ts';
import { comparisonCsv } from './comparison.ts';
import { comparisonHtml } from './comparison-page.tsx';

function example(): ReportTables {
  const tables = filledTables('2021', 0);
  findRow(tables, 'new')!.values = [7, 1, 0, 0, 0, 0, 8];
  findRow(tables, 'carried')!.values = [2, 0, 0, 0, 0, 0, 2];
  findRow(tables, 'granted')!.values = [4, 1, 0, 0, 0, 0, 5];
  findRow(tables, 'denied_2')!.values = [1, 0, 0, 0, 0, 0, 1];
  findRow(tables, 'denied_7')!.values = [2, 0, 0, 0, 0, 0, 2];
  findRow(tables, 'total')!.values = [7, 1, 0, 0, 0, 0, 8];
  findRow(tables, 'forward')!.values = [2, 0, 0, 0, 0, 0, 2];
  tables.remedies.reconsideration = [2, 1, 0, 1, 4];
  return tables;
}

describe('measures', () => {
  test('rates by what was finished, handled and concluded', () => {
    expect(measuresOf(example())).toMatchObject({
      received: 8,
      denied: 3,
      refusalRate: 37.5,
      forwardRate: 20,
      reconsiderations: 4,
      reconsiderationCorrectionRate: 33.33,
      litigationCorrectionRate: null,
    });
  });

  test('an unknown cell makes unknown what needs it, and nothing else', () => {
    const tables = example();
    findRow(tables, 'denied_2')!.values[6] = null;
    expect(measuresOf(tables)).toMatchObject({ denied: null, refusalRate: null, received: 8, granted: 5 });
  });

  test('a group printed as one row counts that row', () => {
    const tables = example();
    const row = findRow(tables, 'denied_1')!;
    row.merged = true;
    row.values = [3, 0, 0, 0, 0, 0, 3];
    for (let number = 2; number <= 8; number += 1)
      findRow(tables, `denied_${number}` as 'denied_2')!.values = [null, null, null, null, null, null, null];
    expect(measuresOf(tables).denied).toBe(3);
  });
});

describe('gongkai report compare', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-'));
    const text = (year: number, tables: ReportTables): string =>
      renderReportText({ organ: '甲区人民政府', year, form: '2021', tables }, 'tabs');
    await writeFile(join(folder, 'b.txt'), text(2024, example()));
    await writeFile(join(folder, 'a.txt'), text(2025, filledTables('2021', 0)));
    await writeFile(join(folder, 'c.docx'), renderFile('docx', example(), '2021'));
    await writeFile(join(folder, 'd.txt'), '放假通知');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(format: string) {
    let out = '';
    let err = '';
    const io = { stdout: (text: string) => (out += text), stderr: (text: string) => (err += text) };
    return { status: await runReportCompare([folder], { format }, io), out, err };
  }

  test('years in order for each organ, each row with its file; a bad file is told and stops nothing', async () => {
    const { status, out, err } = await run('json');
    const { reports } = JSON.parse(out);
    expect(reports.map(({ organ, year }: { organ: string; year: number }) => [organ, year])).toEqual([
      ['甲区人民政府', 2024],
      ['甲区人民政府', 2025],
      ['示例区人民政府', 2023],
    ]);
    expect(reports[0]).toMatchObject({ file: join(folder, 'b.txt'), values: { received: 8, refusalRate: 37.5 } });
    expect(status).toBe(2);
    expect(err).toContain(`${join(folder, 'd.txt')}: not a 2021 or 2019 form report`);
  });

  test('CSV and HTML say the same; another format is refused', async () => {
    const csv = (await run('csv')).out;
    expect(csv.split('\r\n')).toHaveLength(5);
    expect(csv).toMatch(/甲区人民政府,2024,8,2,8,5,0,3,/);
    const html = (await run('html')).out;
    expect(html).toContain('37.5%');
    for (const { name, unit } of MEASURES.filter(({ key }) => !key.startsWith('litigation')))
      expect(html).toContain(`<h2>${name}（${unit}）</h2>`);
    expect(html).not.toContain('<script');
    await expect(run('pdf')).rejects.toThrow(UsageError);
  });

  test('names from hostile files stay text', () => {
    const row = {
      organ: '=HYPERLINK("x")',
      year: 2024,
      file: '<script>',
      form: '2021' as const,
      values: measuresOf(example()),
    };
    expect(comparisonCsv([row])).toContain(`"'=HYPERLINK(""x"")"`);
    expect(comparisonHtml([row])).not.toContain('<script>');
  });
});

describe('信息公开数字', () => {
  const open = withTestDatabases();
  let app: FastifyInstance;
  let db: Database;
  beforeAll(async () => {
    db = await open();
    app = await buildDistrictApp(db);
  });
  afterAll(() => app?.close());

  test('shows the figures of the published reports and links to them', async () => {
    const { statusCode, body } = await app.inject('/reports/numbers');
    expect(statusCode).toBe(200);
    expect(body).toContain('信息公开数字');
    const granted = figures.requests.results.granted.reduce((sum, value) => sum + value, 0);
    expect(body).toContain(`>${granted}</a></td>`);
    const links = [...body.matchAll(/href="(\/reports\/[^"]+)"/g)].map((match) => match[1]!.replaceAll('&amp;', '&'));
    expect(links.length).toBeGreaterThan(3);
    const pages = new Set(links.filter((link) => !link.includes('/records/')));
    for (const link of pages) expect((await app.inject(link)).statusCode, link).toBe(200);
  });

  test('the same as CSV', async () => {
    const { body, headers } = await app.inject('/reports/numbers.csv');
    expect(headers['content-type']).toContain('text/csv');
    expect(body).toContain('/reports/330206/2022');
  });

  test.each(['?organ=999999', '?year=1999', '?year=x', '?organ=%27%3B--'])('%s is not found', async (query) => {
    expect((await app.inject(`/reports/numbers${query}`)).statusCode).toBe(404);
  });

  test('each figure of a report of ours opens its records', async () => {
    const { body } = await app.inject('/reports/numbers');
    const links = [...body.matchAll(/href="(\/reports\/330206\/2022\/records\/[^"]+)"/g)].map((match) => match[1]!);
    expect(links).toContain('/reports/330206/2022/records/requests/new/total?scope=aggregated');
    for (const link of new Set(links))
      expect((await app.inject(link.replaceAll('&amp;', '&'))).statusCode, link).toBe(200);
  });

  test('any organs and years by any measure, with what is missing named', async () => {
    const chosen = '/reports/compare?organ=330206&organ=33020601&year=2022&measure=refusalRate';
    const { statusCode, body } = await app.inject(chosen);
    expect(statusCode).toBe(200);
    expect(body).toContain('不予公开率（%）</h2>');
    expect(body.match(/<tr/g)?.length).toBe(3);
    const csv = await app.inject(chosen.replace('compare?', 'compare.csv?'));
    expect(csv.body.trim().split('\r\n')).toHaveLength(3);
    const none = (await app.inject('/reports/compare?year=2022&measure=received')).body;
    expect(none).toContain('请至少选择一个机关');
    expect((await app.inject('/reports/compare?organ=330206&year=2009')).body).toContain('没有年度报告');
  });

  test('a report made elsewhere stands beside ours, with its file behind it', async () => {
    const content = Buffer.from('示例');
    await saveOrganReport(db, '330206', {
      year: 2022,
      organCode: '33020613',
      scope: 'own',
      address: null,
      publishedOn: plainDate('2023-01-20'),
      file: {
        name: 'a.docx',
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        sha256: 'b'.repeat(64),
        content,
      },
      tables: example(),
      recordedAt: new Date('2023-01-21T00:00:00Z'),
      recordedBy: 'test',
    });
    const { body } = await app.inject('/reports/compare?organ=33020613&year=2022');
    expect(body).toContain('href="/reports/33020613/2022/own-report.docx"');
    expect(body).toContain('（自行编制）');
  });

  test.each(['?measure=x', '?organ=%27', '?year=1', '?organ=999999&year=x'])('%s is no comparison', async (query) => {
    expect((await app.inject(`/reports/compare${query}`)).statusCode).toBe(404);
  });
});
