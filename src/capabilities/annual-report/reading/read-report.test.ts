import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { FORMS, type FormVersion, filledTables, findRow, type ReportTables } from '../rules/form.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';
import { consistentTables } from '../rules/testing/consistent-tables.ts';
import { renderReportText, TABLE_STYLES } from '../rules/testing/render-text.ts';
import { layOutPages } from './page-layout.ts';
import { checkReadReport, checkReport, readReport, WrongPriorYearError } from './read-report.ts';
import { mutateFile, seededRandom } from './testing/mutate-files.ts';
import { type FileFormat, RENDERERS, renderFile } from './testing/render-files.ts';
import { UnreadableFileError } from './unreadable.ts';

const FORMATS = Object.keys(RENDERERS) as FileFormat[];

async function read(format: FileFormat, tables: ReportTables, form: FormVersion = '2021') {
  return readReport(renderFile(format, tables, form), `report.${format}`);
}

/** Figures with decimals where the form has them. */
const withCharges = consistentTables('2021').map((tables) => {
  tables.proactive.chargesWan = 24252.311082;
  tables.proactive.normativeDocuments = [7, 2, 203];
  tables.proactive.licensing = 1_808_595;
  return tables;
});

describe.each(FORMATS)('%s', (format) => {
  test('every figure is read as printed, and nothing is found in a report without fault', async () => {
    await fc.assert(
      fc.asyncProperty(withCharges, async (tables) => {
        const check = await checkReport(renderFile(format, tables, '2021'), `report.${format}`);
        expect(check.tables).toEqual(tables);
        expect(check).toMatchObject({ form: '2021', year: 2023, organ: '示例区人民政府', findings: [] });
      }),
      { numRuns: format === 'pdf' ? 12 : 25 },
    );
  });

  test('the 2019 form', async () => {
    const [tables] = fc.sample(consistentTables('2019'), { numRuns: 1, seed: 7 });
    const report = await read(format, tables!, '2019');
    expect(report.form).toBe('2019');
    expect(report.tables.requests).toEqual(tables!.requests);
    expect(report.tables.remedies).toEqual(tables!.remedies);
  });

  test('blank cells stay blank in their columns', async () => {
    const [tables] = fc.sample(consistentTables('2021'), { numRuns: 1, seed: 3 });
    findRow(tables!, 'partial')!.values[2] = null;
    findRow(tables!, 'rejected_4')!.values[0] = null;
    findRow(tables!, 'forward')!.values[5] = null;
    expect((await read(format, tables!)).tables.requests).toEqual(tables!.requests);
  });

  test('(六)其他处理 as one row', async () => {
    const tables = filledTables('2021', 3);
    findRow(tables, 'other_1')!.merged = true;
    for (const key of ['other_2', 'other_3'] as const)
      findRow(tables, key)!.values = [null, null, null, null, null, null, null];
    expect((await read(format, tables)).tables.requests).toEqual(tables.requests);
  });

  test('the sentences are read too', async () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [20, 1, 0, 0, 0, 0, 21];
    findRow(tables, 'granted')!.values = [20, 1, 0, 0, 0, 0, 21];
    findRow(tables, 'total')!.values = [20, 1, 0, 0, 0, 0, 21];
    const bytes = renderFile(
      format,
      tables,
      '2021',
      '2023年，全区共受理政府信息公开申请20件，其中自然人申请20件，商业企业申请1件。',
    );
    expect((await checkReport(bytes, 'x')).findings).toMatchObject([
      { rule: 'narrative.figure', expected: 21, actual: 20 },
    ]);
  });

  test('damaged files are read or refused, never a crash', async () => {
    const bytes = renderFile(format, filledTables('2021', 5), '2021');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.nat({ max: 30 })), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        async (changes, cutOff) => {
          const spoilt = bytes.slice(0, cutOff ? changes[0]![0] % bytes.length : bytes.length);
          for (const [at, value, length] of changes)
            spoilt.fill(value, at % bytes.length, (at % bytes.length) + length);
          try {
            await checkReport(spoilt, 'damaged');
          } catch (error) {
            expect(error instanceof UnreadableFileError || error instanceof NotAReportError).toBe(true);
          }
        },
      ),
      { numRuns: format === 'pdf' ? 25 : 60 },
    );
  });
});

test('text and files damaged inside their containers are read or refused', async () => {
  const tables = filledTables('2021', 7);
  const report = { organ: '示例区人民政府', year: 2023, form: '2021', tables } as const;
  const files = [
    ...TABLE_STYLES.map((style) => strToU8(renderReportText(report, style))),
    ...FORMATS.map((format) => renderFile(format, tables, '2021')),
  ];
  for (let seed = 1; seed <= 220; seed += 1) {
    const error = await checkReport(mutateFile(files[seed % files.length]!, seededRandom(seed)), 'damaged').then(
      () => null,
      (reason: unknown) => reason,
    );
    const refused = error instanceof UnreadableFileError || error instanceof NotAReportError;
    expect(error === null || refused, `seed ${seed}: ${String(error)}`).toBe(true);
  }
});

describe('a single figure changed in a report without fault', () => {
  const cells = fc.record({
    row: fc.nat({ max: FORMS['2021'].rowKeys.length - 1 }),
    column: fc.nat({ max: 6 }),
    by: fc.integer({ min: 1, max: 99 }),
  });
  test.each([...FORMATS, 'text'] as const)('%s: is always found', async (format) => {
    await fc.assert(
      fc.asyncProperty(consistentTables('2021'), cells, async (tables, { row, column, by }) => {
        const values = tables.requests.rows[row]!.values;
        values[column] = values[column]! + by;
        const bytes =
          format === 'text'
            ? strToU8(renderReportText({ organ: '甲区', year: 2023, form: '2021', tables }, 'tabs'))
            : renderFile(format, tables, '2021');
        const { findings } = await checkReport(bytes, 'x');
        expect(findings.some(({ rule, severity }) => rule.startsWith('requests.') && severity === 'error')).toBe(true);
      }),
      { numRuns: format === 'pdf' ? 8 : 20 },
    );
  });
});

test('a label cut off by a page break, its rest behind the repeated heads, still tells its row', async () => {
  const tables = filledTables('2021', 4);
  const text = renderReportText({ organ: '甲区人民政府', year: 2023, form: '2021', tables }, 'tabs')
    .split('\n')
    .map((line) =>
      line.includes('5.要求')
        ? `${line.replace('或重新出具已获取信息', '')}\n申请人情况\n自然人\n或重新出具已获取信\n息`
        : line,
    )
    .join('\n');
  expect((await readReport(strToU8(text), 'x')).tables).toEqual(tables);
});

test('in a PDF a long label that reaches its figure stays apart from it', () => {
  const place = (text: string, x: number, width: number, y: number) => ({ text, x, y, width, height: 12 });
  const row = (label: string, y: number) => [
    place(label, 60, 200, y),
    ...[265, 310, 360, 400, 440, 490, 530].map((x, index) => place(String(index + 1), x, 7, y)),
  ];
  const blocks = layOutPages([
    {
      height: 842,
      items: ['予以公开', '部分公开', '重复申请', '公开出版物'].flatMap((label, index) => row(label, 700 - index * 30)),
    },
  ]);
  expect(blocks.map((block) => block.kind === 'grid' && block.rows[0]!.map(({ text }) => text))).toEqual(
    ['予以公开', '部分公开', '重复申请', '公开出版物'].map((label) => [label, '1', '2', '3', '4', '5', '6', '7']),
  );
});

describe('text files', () => {
  const tables = filledTables('2021', 3);
  const text = renderReportText({ organ: '甲区人民政府', year: 2023, form: '2021', tables }, 'tabs');

  test('GB18030, UTF-16 and UTF-8 with its mark', async () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...text].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]),
    ]);
    for (const bytes of [utf16, strToU8(`\uFEFF${text}`)]) {
      const report = await readReport(bytes, 'x');
      expect(report.tables).toEqual(tables);
      expect(report.organ).toBe('甲区人民政府');
    }
  });

  test('Markdown with strokes, and Markdown whose tables a converter left as HTML', async () => {
    const lines = text.split('\n').map((line) => (line.includes('\t') ? `| ${line.split('\t').join(' | ')} |` : line));
    expect((await readReport(strToU8(lines.join('\n')), 'x.md')).tables).toEqual(tables);
    const mixed = lines
      .map((line) =>
        line.startsWith('|')
          ? `<table><tr>${line
              .slice(1, -1)
              .split('|')
              .map((cell) => `<td>${cell.trim()}</td>`)
              .join('')}</tr></table>`
          : line,
      )
      .join('\n');
    expect((await readReport(strToU8(`# 报告\n${mixed}`), 'x.md')).tables.requests).toEqual(tables.requests);
  });

  test('offsets of a finding lead back to its quote in the file’s own text', async () => {
    const spoilt = text.replace('本年度认真贯彻落实《条例》。', '全区共受理\r\n政府信息公开申请99件。');
    const { findings } = await checkReport(strToU8(spoilt), 'x');
    const found = findings.find(({ rule }) => rule === 'narrative.figure')!;
    expect('quote' in found.where && spoilt.slice(found.where.start, found.where.end) === found.where.quote).toBe(true);
  });
});

describe('two years', () => {
  test('last year’s report settles how documents that run together are cut', async () => {
    const prior = await readReport(
      renderFile(
        'html',
        {
          ...filledTables('2021', 0),
          proactive: { ...filledTables('2021', 0).proactive, normativeDocuments: [0, 0, 671] },
        },
        '2021',
      ),
      'a',
    );
    const tables = filledTables('2021', 0);
    tables.proactive.normativeDocuments = [3, 9, 665];
    const text = renderReportText({ organ: '甲区', year: 2024, form: '2021', tables }, 'run-together');
    const report = await readReport(strToU8(text), 'b');
    expect(checkReadReport(report).findings).toMatchObject([{ rule: 'cell.ambiguous' }]);
    const check = checkReadReport(report, { prior });
    expect(check.tables.proactive.normativeDocuments).toEqual([3, 9, 665]);
    expect(check.findings).toEqual([]);
    expect(() => checkReadReport(report, { prior: { ...prior, year: 2020 } })).toThrow(WrongPriorYearError);
  });
});

describe('hostile files', () => {
  const document = (body: string): Uint8Array =>
    zipSync({ 'word/document.xml': strToU8(`<?xml version="1.0"?>${body}`) });

  test('a part that inflates beyond the limit is not inflated', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(33 * 1024 * 1024) }, { level: 6 });
    expect(bomb.length).toBeLessThan(200_000);
    await expect(readReport(bomb, 'bomb.docx')).rejects.toThrow(/larger than/);
  });

  test('entities and document types are refused', async () => {
    const laughs = document('<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><d>&b;</d>');
    await expect(readReport(laughs, 'x.docx')).rejects.toThrow(UnreadableFileError);
  });

  test('deep nesting is refused in XML and HTML', async () => {
    await expect(readReport(document('<a>'.repeat(5000) + '</a>'.repeat(5000)), 'x.docx')).rejects.toThrow(
      /nested too deeply/,
    );
    await expect(readReport(strToU8(`<html>${'<div><b>'.repeat(50_000)}`), 'x.html')).rejects.toThrow(
      UnreadableFileError,
    );
  });

  test('a table of too many cells and merges over a whole sheet are refused or cost nothing', async () => {
    const row = '<tr><td>1<td>2<td>3<td>4<td>5</tr>';
    await expect(readReport(strToU8(`<html><table>${row.repeat(45_000)}</table>`), 'x.html')).rejects.toThrow(
      /too many table cells/,
    );
    const sheet = zipSync({
      'xl/worksheets/sheet1.xml': strToU8(
        '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
      ),
    });
    await expect(readReport(sheet, 'x.xlsx')).rejects.toThrow(NotAReportError);
  });

  test('a scan, an encrypted file, an old .doc and an empty file say what they are', async () => {
    const blank = RENDERERS.pdf(['']);
    await expect(readReport(blank, 'scan.pdf')).rejects.toThrow(/no text/);
    await expect(readReport(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'x.doc')).rejects.toThrow(
      /old office file \(\.doc/,
    );
    await expect(readReport(new Uint8Array(0), 'x')).rejects.toThrow(/empty/);
    await expect(readReport(zipSync({ 'a.txt': strToU8('a') }), 'x.zip')).rejects.toThrow(/neither/);
  });
});
