import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderFile } from '../reading/testing/render-files.ts';
import { filledTables, findRow } from '../rules/form.ts';
import { renderReportText } from '../rules/testing/render-text.ts';
import { type ReportCheckOptions, runReportCheck } from './report-check.ts';

let folder = '';
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-check-'));
  const good = filledTables('2021', 0);
  const bad = filledTables('2021', 0);
  findRow(bad, 'granted')!.values = [5, 0, 0, 0, 0, 0, 6];
  const text = (tables: typeof good, year: number) =>
    renderReportText({ organ: '甲区人民政府', year, form: '2021', tables }, 'tabs');
  await writeFile(path('good.txt'), text(good, 2023));
  await writeFile(
    path('prior.txt'),
    text(
      {
        ...good,
        requests: {
          rows: good.requests.rows.map((row) =>
            row.key === 'forward' ? { ...row, values: [1, 0, 0, 0, 0, 0, 1] } : row,
          ),
        },
      },
      2022,
    ),
  );
  await writeFile(path('bad.txt'), text(bad, 2023));
  await writeFile(path('good.docx'), renderFile('docx', good, '2021'));
  await writeFile(path('other.txt'), '关于放假的通知');
  await writeFile(
    path('neighbour.txt'),
    renderReportText({ organ: '乙区人民政府', year: 2022, form: '2021', tables: good }, 'tabs'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function run(names: string[], options: ReportCheckOptions = {}) {
  let out = '';
  let err = '';
  const io = { stdout: (text: string) => (out += text), stderr: (text: string) => (err += text) };
  const status = await runReportCheck(names.map(path), options, io);
  return { status, out, err };
}

describe('gongkai report check', () => {
  test('a sound report: status 0, one JSON document in the contract’s shape', async () => {
    const { status, out } = await run(['good.txt'], { json: true });
    expect(status).toBe(0);
    const check = JSON.parse(out);
    expect(Object.keys(check)).toEqual(['file', 'form', 'organ', 'year', 'tables', 'findings', 'readings']);
    expect(check).toMatchObject({
      file: path('good.txt'),
      form: '2021',
      organ: '甲区人民政府',
      year: 2023,
      findings: [],
    });
    expect(check.tables.requests.rows).toHaveLength(25);
  });

  test('a fault: status 1, told in Chinese with its arithmetic', async () => {
    const { status, out } = await run(['bad.txt']);
    expect(status).toBe(1);
    expect(out).toContain('[错误] 第三部分表格“（一）予以公开”一行：各类申请人相加 5+0+0+0+0+0=5，与总计6不一致');
  });

  test('a batch goes on past files that cannot be read, and tells them', async () => {
    const { status, out, err } = await run(['other.txt', 'missing.txt', 'good.docx', 'bad.txt'], { json: true });
    expect(status).toBe(2);
    const checks = JSON.parse(out) as { file: string; error?: string; findings?: unknown[] }[];
    expect(checks.map(({ error }) => error === undefined)).toEqual([false, false, true, true]);
    expect(err).toContain(`${path('other.txt')}: not a 2021 or 2019 form report`);
    expect(err).toContain(`${path('missing.txt')}: no such file`);
  });

  test('the year before: carry-over, and only the year before', async () => {
    const { status, out } = await run(['good.txt'], { prior: path('prior.txt') });
    expect(status).toBe(1);
    expect(out).toContain('结转下年度继续办理”为1');
    expect((await run(['good.txt'], { prior: path('good.txt') })).status).toBe(2);
    expect((await run(['good.txt'], { prior: path('prior.txt') })).err).toBe('');
    expect((await run(['good.txt'], { prior: path('neighbour.txt') })).err).toContain('上年报告是“乙区人民政府”的');
    expect((await run(['good.txt'], { prior: path('other.txt') })).status).toBe(2);
  });

  test('a folder stands for its reports; marked copies, summaries and the list of findings are written', async () => {
    const out = path('marked');
    const { status, out: printed } = await run([''], { summary: true, html: out, xlsx: path('all-findings.xlsx') });
    expect(status).toBe(2);
    expect(printed).toContain('结论：未发现问题。');
    expect(printed).toContain('结论：须改正');
    expect(await readdir(out)).toEqual([
      'bad.txt.html',
      'good.docx.html',
      'good.txt.html',
      'neighbour.txt.html',
      'prior.txt.html',
    ]);
    const sheet = await readFile(path('all-findings.xlsx'));
    expect(sheet.subarray(0, 2).toString()).toBe('PK');
    await rm(path('all-findings.xlsx'));
    await rm(out, { recursive: true });
    await expect(run(['good.txt'], { xlsx: path('none/x.xlsx') })).rejects.toThrow(/cannot be written/);
  });

  test('last year’s report is found among the files, in whatever order they come', async () => {
    await writeFile(path('year-2023.txt'), await readFile(path('good.txt')));
    await writeFile(path('year-2022.txt'), await readFile(path('prior.txt')));
    const { status, out } = await run(['year-2023.txt', 'year-2022.txt'], { json: true });
    expect(status).toBe(1);
    const [current, prior] = JSON.parse(out);
    expect([current.year, prior.year]).toEqual([2023, 2022]);
    expect(current.findings.map(({ rule }: { rule: string }) => rule)).toContain('carry-over');
    expect(prior.findings.map(({ rule }: { rule: string }) => rule)).not.toContain('carry-over');
  });

  test('two reports of one organ and year: neither is taken for last year’s', async () => {
    await writeFile(path('again-2022.txt'), await readFile(path('prior.txt')));
    const { out } = await run(['year-2022.txt', 'again-2022.txt', 'year-2023.txt'], { json: true });
    const rules = JSON.parse(out)[2].findings.map(({ rule }: { rule: string }) => rule);
    expect(rules).not.toContain('carry-over');
  });

  test('several prior reports: each report takes its own, and says so when there is none', async () => {
    const { status, err } = await run(['bad.txt'], { prior: [path('prior.txt'), path('good.docx')] });
    expect(status).toBe(1);
    expect(err).toBe('');
    const none = await run(['prior.txt'], { prior: [path('good.txt'), path('bad.txt')] });
    expect(none.status).toBe(2);
    expect(none.err).toContain('none of the prior reports is for 2021');
  });
});
