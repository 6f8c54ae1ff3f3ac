/** Texts in which tables come as sites, converters and mails leave them. */
import { describe, expect, test } from 'vitest';
import { filledTables, findRow, type ReportTables } from '../rules/form.ts';
import { renderReportText } from '../rules/testing/render-text.ts';
import { kindOfOther } from './other-kinds.ts';
import { checkReport, readReport } from './read-report.ts';

/** Figures that betray a comma of thousands: “1,159”. */
function tablesOfCounty(): ReportTables {
  const tables = filledTables('2021', 0);
  for (const key of ['new', 'granted', 'total'] as const) findRow(tables, key)!.values = [151, 6, 0, 1, 0, 1, 159];
  tables.proactive.normativeDocuments = [7, 7, 203];
  tables.remedies.reconsideration = [4, 0, 1, 0, 5];
  return tables;
}
const tables = tablesOfCounty();
const text = renderReportText({ organ: '甲区人民政府', year: 2023, form: '2021', tables }, 'tabs');
const perRow = (change: (cells: string[]) => string): string =>
  text
    .split('\n')
    .map((line) => (line.includes('\t') ? change(line.split('\t')) : line))
    .join('\n');

const LAYOUTS: readonly (readonly [string, string])[] = [
  ['commas', perRow((cells) => cells.join(','))],
  ['full-width commas', perRow((cells) => cells.join('，'))],
  ['commas and quotation marks', perRow((cells) => cells.map((cell) => `"${cell}"`).join(','))],
  ['semicolons', perRow((cells) => cells.join(';'))],
  ['bold cells of Markdown', perRow((cells) => `| ${cells.map((cell) => `**${cell}**`).join(' | ')} |`)],
  ['lines of a mail', text.replace(/^/gm, '> ').replaceAll('> \t', '>\t')],
  ['lines drawn with characters', perRow((cells) => `│${cells.join('│')}│`)],
  ['no-break spaces', text.replaceAll('\t', '\u00a0\u00a0')],
  ['ideographic spaces', text.replaceAll('\t', '　')],
  ['carriage returns alone', text.replaceAll('\n', '\r')],
  ['figures with a point', perRow((cells) => cells.map((cell) => cell.replace(/^\d+$/, '$&.0')).join('\t'))],
  ['preformatted HTML', `<html><body><pre>\n${text}</pre></body></html>`],
  [
    'blocks of a page without tables',
    `<html><body>${perRow((cells) => `<ul>${cells.map((cell) => `<li>${cell}</li>`).join('')}</ul>`)
      .split('\n')
      .map((line) => (line.startsWith('<ul>') ? line : `<p>${line}</p>`))
      .join('\n')}</body></html>`,
  ],
];

test.each(LAYOUTS)('%s: every figure is read, nothing is found', async (_name, layout) => {
  const check = await checkReport(new TextEncoder().encode(layout), 'x.txt');
  expect(check.tables).toEqual(tables);
  expect(check.findings).toEqual([]);
});

/** Two bytes for each Chinese character, as GB18030 has them; found by decoding all there are. */
function gb18030(words: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, [number, number]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Uint8Array.from([...words].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : codes.get(char)!)));
}

test('GB18030, and UTF-16 without its mark in either order', async () => {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(text, 'utf16le').swap16();
  for (const bytes of [gb18030(text), little, big]) {
    const report = await readReport(bytes, 'x.txt');
    expect(report.tables).toEqual(tables);
    expect(report.organ).toBe('甲区人民政府');
  }
});

test('a letter in place of a figure stays unread, and what it likely was is said', async () => {
  const spoilt = text.replace('\t151\t6\t0\t1', '\tl5l\t6\tO\t1');
  const { tables: read, findings } = await checkReport(new TextEncoder().encode(spoilt), 'x.txt');
  expect(findRow(read, 'new')!.values).toEqual([null, 6, null, 1, 0, 1, 159]);
  const told = findings.filter(({ rule }) => rule === 'cell.not-a-number');
  expect(told.map(({ actual, expected }) => [actual, expected])).toEqual([
    ['l5l', 151],
    ['O', 0],
  ]);
  expect(told[0]!.message).toContain('文字识别');
});

describe('files that are no report in a readable format say what they are', () => {
  const compound = (stream: string): Uint8Array =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(stream, 'utf16le')]);
  test.each([
    [compound('WordDocument'), '.doc, .wps'],
    [compound('Workbook'), '.xls, .et'],
    [compound('EncryptedPackage'), 'password'],
    [compound('Other'), 'old office file'],
    [Buffer.from('{\\rtf1\\ansi'), '.rtf'],
    [Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'],
    [Buffer.from('526172211a07', 'hex'), 'packed archive'],
    [Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n'), '.mht'],
  ])('%#', (bytes, told) => {
    expect(kindOfOther(bytes)).toContain(told);
  });

  test('a report as text is none of them', () => {
    expect(kindOfOther(new TextEncoder().encode(text))).toBeNull();
  });
});
