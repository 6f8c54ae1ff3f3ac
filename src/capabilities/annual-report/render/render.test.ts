import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { checkReport } from '../reading/read-report.ts';
import { sentenceText } from '../rules/composing/sentences.ts';
import type { ReportTables } from '../rules/form.ts';
import { filledTables } from '../rules/form.ts';
import { consistentTables } from '../rules/testing/consistent-tables.ts';
import { type ReportFormat, renderReport } from './index.ts';
import { reportJsonSchema } from './json-schema.ts';
import { sampleReport } from './testing/sample-report.ts';

const ADDRESS = { organ: '000000', year: 2025 };

async function bytesOf(tables: ReportTables, format: ReportFormat, problems?: string): Promise<Uint8Array> {
  const { body } = await renderReport(sampleReport(tables, problems), ADDRESS, format);
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

/** Figures alone: the JSON's rows carry their record links besides. */
function figures(tables: ReportTables): unknown {
  return {
    proactive: tables.proactive,
    requests: tables.requests.rows.map(({ key, values }) => [key, values]),
    remedies: tables.remedies,
  };
}

describe('every file says what the report says', () => {
  test.each(['pdf', 'docx', 'xlsx', 'html', 'md', 'ofd'] as const)(
    '%s read back has every figure and no finding',
    async (format) => {
      const zero = filledTables('2021', 0);
      const random = fc.sample(consistentTables('2021'), {
        numRuns: format === 'pdf' || format === 'ofd' ? 12 : 6,
        seed: 9704,
      });
      for (const tables of [zero, ...random]) {
        tables.proactive.chargesWan = 20481.57;
        tables.proactive.normativeDocuments = [23, 9, 188];
        tables.proactive.licensing = 88123;
        const read = await checkReport(await bytesOf(tables, format), `report.${format}`);
        expect(figures(read.tables)).toEqual(figures(tables));
        expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(read.year).toBe(2025);
      }
    },
  );

  test('the JSON has the figures, and its published schema takes it and refuses what it does not know', async () => {
    const tables = fc.sample(consistentTables('2021'), { numRuns: 1, seed: 1 })[0]!;
    const json = JSON.parse(new TextDecoder().decode(await bytesOf(tables, 'json')));
    expect(figures(json.tables)).toEqual(figures(tables));
    const schema = z.fromJSONSchema(reportJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse(json).error).toBeUndefined();
    expect(schema.safeParse({ ...json, tables: { ...json.tables, remedies: {} } }).success).toBe(false);
    expect(schema.safeParse({ ...json, invented: 1 }).success).toBe(false);
  });

  test('a blank cell stays blank', async () => {
    const tables = filledTables('2021', 4);
    tables.remedies.reconsideration = [1, null, null, 2, 3];
    for (const format of ['docx', 'xlsx'] as const) {
      const read = await checkReport(await bytesOf(tables, format), `report.${format}`);
      expect(read.tables.remedies.reconsideration).toEqual([1, null, null, 2, 3]);
    }
  });
});

test('the workbook has a sheet a table, figures as numbers that can be added up', async () => {
  const tables = filledTables('2021', 0);
  tables.proactive.chargesWan = 20481.57;
  const book = await readXlsx(await bytesOf(tables, 'xlsx'));
  expect(book.sheets.map((sheet) => sheet.name)).toEqual(['主动公开', '依申请公开', '复议诉讼']);
  expect(book.sheets[0]!.rows.flat()).toContain(20481.57);
});

test('the Word file has merged cells and repeats the head of the table over pages', async () => {
  const parts = unzipSync(await bytesOf(filledTables('2021', 0), 'docx'));
  const xml = new TextDecoder().decode(parts['word/document.xml']);
  expect(xml.match(/<w:tblHeader\/>/g)?.length).toBeGreaterThanOrEqual(3);
  expect(xml).toContain('<w:vMerge w:val="restart"/>');
  expect(xml).toContain('<w:gridSpan w:val="7"/>');
});

test('what a person wrote is text in every format, never markup', async () => {
  const hostile = '#panic("x") *粗* $x$ `code` </w:t><w:p/> <script>alert(1)</script> =1+1 \\ [] {} @ref\u0007\u202e。';
  const shown = '#panic("x") *粗* $x$ `code` </w:t><w:p/> <script>alert(1)</script> =1+1 \\ [] {} @ref。';
  const tables = filledTables('2021', 0);
  const docx = new TextDecoder().decode(unzipSync(await bytesOf(tables, 'docx', hostile))['word/document.xml']);
  expect(docx).toContain(shown.replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'));
  await expect(bytesOf(tables, 'pdf', hostile)).resolves.toBeInstanceOf(Uint8Array);
  const ofd = unzipSync(await bytesOf(tables, 'ofd', hostile));
  const pages = Object.keys(ofd).filter((name) => name.endsWith('Content.xml'));
  const printed = pages.map((name) => new TextDecoder().decode(ofd[name])).join('');
  expect(printed).toContain('&lt;script&gt;');
  expect(printed).not.toContain('<script>');
  expect(new TextDecoder().decode(await bytesOf(tables, 'html', hostile))).not.toContain('<script>alert');
});

test.each(['pdf', 'ofd'] as const)(
  'the same report published the same day: the same %s, byte by byte',
  async (format) => {
    const content = sampleReport(filledTables('2021', 3));
    const publishedOn = plainDate('2026-03-20');
    const first = await renderReport(content, ADDRESS, format, { publishedOn });
    const second = await renderReport(content, ADDRESS, format, { publishedOn });
    expect(Buffer.compare(Buffer.from(first.body), Buffer.from(second.body))).toBe(0);
  },
);

test('sentences stand in PDF and Word as they were composed', async () => {
  const tables = filledTables('2021', 0);
  const content = sampleReport(tables);
  const sentence = sentenceText(content.parts[0]!.paragraphs[1]!.sentences);
  const docx = new TextDecoder().decode(unzipSync(await bytesOf(tables, 'docx'))['word/document.xml']);
  expect(docx).toContain(sentence);
});
