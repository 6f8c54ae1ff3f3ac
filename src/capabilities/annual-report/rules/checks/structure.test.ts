import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMN_LABELS, FORMS, PART_TITLES, REMEDY_COLUMN_LABELS, RESULT_GROUPS, ROW_LABELS } from '../form.ts';
import { NotAReportError, recogniseReport } from '../reading/recognise.ts';
import { fromPlainText } from '../reading/source.ts';
import { consistentTables } from '../testing/consistent-tables.ts';
import { renderReportText, TABLE_STYLES, type TableStyle } from '../testing/render-text.ts';
import { checkHeadings } from './headings.ts';
import { checkParts } from './structure.ts';
import { checkTables } from './tables.ts';

const KEYS = FORMS['2021'].rowKeys;
/** Printed so that the limits of the cells, or at least of the figures, are known. */
const SEPARATED = TABLE_STYLES.filter((style) => style !== 'run-together');
const LINED: readonly TableStyle[] = ['strokes', 'tabs', 'spaces'];
const tables = consistentTables('2021');

/** Rules of all error-level findings in a text; a text refused as no report counts as found. */
function errorsIn(text: string): string[] {
  try {
    const report = recogniseReport(fromPlainText(text));
    return [
      ...report.findings,
      ...checkTables(report.tables, report),
      ...checkHeadings(report.sections, text),
      ...checkParts(report.sections, text),
    ]
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
  } catch (error) {
    if (error instanceof NotAReportError) return ['refused'];
    throw error;
  }
}

const print = (filled: Parameters<typeof renderReportText>[0]['tables'], style: TableStyle): string =>
  renderReportText({ organ: '甲区人民政府', year: 2023, form: '2021', tables: filled }, style);

/** The printed row, from its label to the last of its figures. */
function rowIn(text: string, key: (typeof KEYS)[number]): { start: number; end: number } {
  const start = text.lastIndexOf(ROW_LABELS[key]);
  const rest = /^[^\n]*\n(?:[\s\d|]*\n)?/.exec(text.slice(start))![0];
  return { start, end: start + rest.length };
}

/** Exchanges the first places after `from` at which the two stand. */
function exchange(text: string, one: string, other: string, from = 0): string {
  const [a, b] = [text.indexOf(one, from), text.indexOf(other, from)];
  const [left, right, first, second] = a < b ? [a, b, one, other] : [b, a, other, one];
  return (
    text.slice(0, left) + second + text.slice(left + first.length, right) + first + text.slice(right + second.length)
  );
}

const two = (size: number) =>
  fc.tuple(fc.nat({ max: size - 1 }), fc.nat({ max: size - 1 })).filter(([one, other]) => one !== other);

describe('table three as printed', () => {
  test.each(SEPARATED)('a report without fault has none (%s)', (style) => {
    fc.assert(
      fc.property(tables, (filled) => {
        expect(errorsIn(print(filled, style))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test.each(LINED)('a row left out is an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...KEYS), (filled, key) => {
        const text = print(filled, style);
        const { start, end } = rowIn(text, key);
        expect(errorsIn(text.slice(0, start) + text.slice(end))).toContain('form.row-missing');
      }),
      { numRuns: 25 },
    );
  });

  test.each(LINED)('a row printed twice is an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...KEYS), (filled, key) => {
        const text = print(filled, style);
        const { start, end } = rowIn(text, key);
        expect(errorsIn(text.slice(0, end) + text.slice(start, end) + text.slice(end))).toContain('form.row-repeated');
      }),
      { numRuns: 25 },
    );
  });

  test.each(LINED)('a row printed again anywhere else in the table is an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...KEYS), fc.constantFrom(...KEYS), (filled, key, before) => {
        const text = print(filled, style);
        const { start, end } = rowIn(text, key);
        const at = text.lastIndexOf('\n', rowIn(text, before).start) + 1;
        expect(errorsIn(text.slice(0, at) + text.slice(start, end) + text.slice(at))).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each(LINED)('a cell too many is an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...KEYS), fc.nat({ max: 999 }), (filled, key, figure) => {
        const text = print(filled, style);
        const { start } = rowIn(text, key);
        const at = start + ROW_LABELS[key].length;
        const added = { strokes: ` | ${figure}`, tabs: `\t${figure}`, spaces: ` ${figure}` }[style as 'tabs'];
        expect(errorsIn(text.slice(0, at) + added + text.slice(at))).toContain('form.row-cells');
      }),
      { numRuns: 25 },
    );
  });

  test('a cell too few is an error', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...KEYS), fc.nat({ max: 5 }), (filled, key, column) => {
        const text = print(filled, 'tabs');
        const { start, end } = rowIn(text, key);
        const cells = text.slice(start, end).split('\t');
        cells.splice(column + 1, 1);
        expect(errorsIn(text.slice(0, start) + cells.join('\t') + text.slice(end))).toContain('form.row-cells');
      }),
      { numRuns: 25 },
    );
  });

  test.each(SEPARATED)('a table cut off anywhere is an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, fc.nat(), (filled, place) => {
        const text = print(filled, style);
        const from = text.indexOf('三、收到和处理');
        const to = text.indexOf('四、政府信息公开行政复议');
        const at = from + (place % (to - from - 2));
        // A stroke or line break behind the last figure is no loss.
        fc.pre(/\d/.test(text.slice(at, to)));
        for (const rest of ['', text.slice(to)]) expect(errorsIn(text.slice(0, at) + rest)).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each(LINED)('names of two rows exchanged are an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, two(KEYS.length), (filled, [one, other]) => {
        const labels = [KEYS[one]!, KEYS[other]!].map((key) => ROW_LABELS[key]);
        const text = print(filled, style);
        expect(errorsIn(exchange(text, labels[0]!, labels[1]!, text.indexOf('三、收到')))).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test.each(SEPARATED)('heads of two columns exchanged are an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, two(7), (filled, [one, other]) => {
        const labels = Object.values(COLUMN_LABELS);
        const text = print(filled, style).replace('法人或其他组织', '法人或者组织');
        const from = text.indexOf('申请人情况');
        expect(errorsIn(exchange(text, labels[one]!, labels[other]!, from))).toContain('form.column-order');
      }),
      { numRuns: 40 },
    );
  });

  test.each(SEPARATED)('headings of two groups exchanged are an error, with their numbers or without (%s)', (style) => {
    fc.assert(
      fc.property(tables, two(4), fc.boolean(), (filled, [one, other], numbered) => {
        const groups = Object.values(RESULT_GROUPS).map(({ label, name }) => (numbered ? label : name));
        const text = print(filled, style);
        expect(errorsIn(exchange(text, groups[one]!, groups[other]!, text.indexOf('三、收到')))).toContain(
          'form.row-order',
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe('the other tables and the parts', () => {
  test.each(SEPARATED)('heads of table four exchanged are an error (%s)', (style) => {
    fc.assert(
      fc.property(tables, two(5), fc.nat({ max: 2 }), (filled, [one, other], block) => {
        const labels = Object.values(REMEDY_COLUMN_LABELS);
        const text = print(filled, style);
        let from = text.indexOf('四、政府信息公开行政复议');
        for (let i = 0; i < block; i += 1) from = text.indexOf('总计', from) + 2;
        expect(errorsIn(exchange(text, labels[one]!, labels[other]!, from))).toContain('form.column-order');
      }),
      { numRuns: 10 },
    );
  });

  test.each([
    ['本年制发件数', '本年废止件数'],
    ['本年废止件数', '现行有效件数'],
    ['未经复议直接起诉', '复议后起诉'],
    ['第二十条第（五）项', '第二十条第（六）项'],
    ['行政处罚', '行政强制'],
    ['规章', '行政规范性文件'],
  ])('%s and %s exchanged', (one, other) => {
    const [filled] = fc.sample(tables, { numRuns: 1, seed: 11 });
    const text = print(filled!, 'tabs');
    expect(errorsIn(exchange(text, one, other, text.indexOf('二、主动公开')))).not.toEqual([]);
  });

  test('rows of table two missing, printed twice or with a figure too many', () => {
    const [filled] = fc.sample(tables, { numRuns: 1, seed: 12 });
    const text = print(filled!, 'tabs');
    for (const label of ['行政规范性文件', '行政许可', '行政处罚', '行政强制', '行政事业性收费']) {
      const line = new RegExp(`${label}\t[^\n]*\n`).exec(text)![0];
      expect(errorsIn(text.replace(line, ''))).toContain('form.row-missing');
      expect(errorsIn(text.replace(line, line + line))).toContain('form.row-repeated');
      expect(errorsIn(text.replace(line, line.replace('\n', '\t3\n')))).toContain('form.row-cells');
    }
  });

  test('titles of two parts exchanged are an error, with their numbers or without', () => {
    fc.assert(
      fc.property(tables, two(6), fc.boolean(), (filled, [one, other], numbered) => {
        const titles = PART_TITLES.map((title, index) => (numbered ? `${'一二三四五六'[index]}、${title}` : title));
        expect(errorsIn(exchange(print(filled, 'tabs'), titles[one]!, titles[other]!))).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('a part that is not there at all is told as a warning', () => {
    const [filled] = fc.sample(tables, { numRuns: 1, seed: 13 });
    const text = print(filled!, 'tabs');
    const cut = text.slice(0, text.indexOf('六、其他需要'));
    const report = recogniseReport(fromPlainText(cut));
    expect(checkParts(report.sections, cut)).toMatchObject([{ rule: 'form.part-missing', severity: 'warning' }]);
  });

  test('tables alone, as in a workbook, have no written parts to miss', () => {
    const [filled] = fc.sample(tables, { numRuns: 1, seed: 14 });
    const text = print(filled!, 'tabs');
    const alone = text.slice(text.indexOf('二、主动公开'), text.indexOf('五、存在的'));
    expect(checkParts(recogniseReport(fromPlainText(alone)).sections, alone)).toEqual([]);
  });
});
