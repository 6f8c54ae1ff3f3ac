import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTables } from '../checks/tables.ts';
import { type FormVersion, filledTables, findRow, REMEDY_KEYS, type ReportTables } from '../form.ts';
import { checkNarrative } from '../narrative/check-narrative.ts';
import { consistentTables } from '../testing/consistent-tables.ts';
import { renderReportText, TABLE_STYLES, type TableStyle } from '../testing/render-text.ts';
import { NotAReportError, recogniseReport } from './recognise.ts';
import { fromPlainText, layOut } from './source.ts';

function read(tables: ReportTables, form: FormVersion, style: TableStyle) {
  const text = renderReportText({ organ: '示例区人民政府', year: form === '2021' ? 2023 : 2020, form, tables }, style);
  return recogniseReport(fromPlainText(text));
}

const SEPARATED = TABLE_STYLES.filter((style) => style !== 'run-together');

/** Small figures, as most organs have them: many zeros, so that run-together rows stay readable. */
function smallTables(): fc.Arbitrary<ReportTables> {
  return consistentTables('2021').map((tables) => {
    for (const row of tables.requests.rows) row.values = [0, 0, 0, 0, 0, 0, 0];
    const set = (key: 'new' | 'granted' | 'unable_1' | 'total', natural: number, business: number): void => {
      findRow(tables, key)!.values = [natural, business, 0, 0, 0, 0, natural + business];
    };
    const granted = findRow(tables, 'granted')!.values;
    const seed = tables.remedies.reconsideration;
    const [a, b, c, d] = [(seed[0] ?? 0) + 3, seed[1] ?? 0, (seed[2] ?? 0) + 1, (granted[0] ?? 0) % 7];
    set('granted', a, b);
    set('unable_1', c, d);
    set('total', a + c, b + d);
    set('new', a + c, b + d);
    return tables;
  });
}

describe('reading the tables of a text', () => {
  for (const style of SEPARATED) {
    test(`every figure of a report printed ${style} is read as printed`, () => {
      fc.assert(
        fc.property(consistentTables('2021'), (tables) => {
          const report = read(tables, '2021', style);
          expect(report.tables).toEqual(tables);
          expect(report.findings).toEqual([]);
          expect(report).toMatchObject({ form: '2021', organ: '示例区人民政府', year: 2023 });
        }),
        { numRuns: 40 },
      );
    });
  }

  test('the 2019 form has one row for (六)其他处理', () => {
    fc.assert(
      fc.property(consistentTables('2019'), (tables) => {
        const report = read(tables, '2019', 'tabs');
        expect(report.form).toBe('2019');
        expect(report.tables.requests).toEqual(tables.requests);
      }),
      { numRuns: 20 },
    );
  });

  test('table two of the 2019 form: three figures a row, the last of them the decisions', () => {
    const [tables] = fc.sample(consistentTables('2019'), { numRuns: 1, seed: 5 });
    const text = renderReportText({ organ: '甲局', year: 2020, form: '2019', tables: tables! }, 'stroke-a-line');
    const from = text.indexOf('第二十条第（五）项');
    const to = text.indexOf('三、收到和处理');
    const second = [
      '第二十条第（五）项|信息内容|上一年项目数量|本年增/减|处理决定数量',
      '行政许可|16|减4|212',
      '其他对外管理服务事项|3|0|5',
      '第二十条第（六）项|信息内容|上一年项目数量|本年增/减|处理决定数量',
      '行政处罚|20|增3|48',
      '行政强制|2|0|7',
      '第二十条第（八）项|信息内容|上一年项目数量|本年增/减',
      '行政事业性收费|1|0',
      '第二十条第（九）项|信息内容|采购项目数量|采购总金额',
      '政府集中采购|6|52.15',
    ];
    const lines = second.map((line) => `${line.split('|').join(' |\n')} |\n||\n`).join('');
    const report = recogniseReport(fromPlainText(text.slice(0, from) + lines + text.slice(to)));
    expect(report.form).toBe('2019');
    expect(report.tables.proactive).toMatchObject({ licensing: 212, penalties: 48, compulsion: 7, chargesWan: null });
    expect(report.tables.requests).toEqual(tables!.requests);
  });

  test('cells that run together are never read wrongly: a cell is right, or left open and said to be so', () => {
    fc.assert(
      fc.property(smallTables(), (tables) => {
        const report = read(tables, '2021', 'run-together');
        for (const [index, row] of report.tables.requests.rows.entries()) {
          const truth = tables.requests.rows[index]!;
          const open = row.values.some((cell) => cell === null);
          expect(row.values.every((cell, column) => cell === null || cell === truth.values[column])).toBe(true);
          const said = report.findings.some(
            (finding) => finding.rule === 'cell.ambiguous' && 'row' in finding.where && finding.where.row === row.key,
          );
          expect(said).toBe(open);
        }
        for (const key of REMEDY_KEYS) {
          const cells = report.tables.remedies[key];
          expect(cells.every((cell, index) => cell === null || cell === tables.remedies[key][index])).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('rows that only the columns decide are decided by them', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [64, 0, 0, 2, 0, 4, 70];
    findRow(tables, 'granted')!.values = [27, 0, 0, 2, 0, 1, 30];
    findRow(tables, 'unable_1')!.values = [37, 0, 0, 0, 0, 3, 40];
    findRow(tables, 'total')!.values = [64, 0, 0, 2, 0, 4, 70];
    const report = read(tables, '2021', 'run-together');
    expect(report.tables.requests).toEqual(tables.requests);
    expect(report.readings.find(({ row }) => row === 'granted')).toMatchObject({
      digits: '270020130',
      decidedBy: 'row sum and column sums together',
    });
  });

  test('a merged row keeps its figures on the first row of its group', () => {
    const tables = filledTables('2021', 2);
    const [first, second, third] = ['other_1', 'other_2', 'other_3'].map((key) => findRow(tables, key as 'other_1')!);
    first!.merged = true;
    first!.values = [1, 0, 0, 0, 0, 0, 1];
    for (const row of [second!, third!]) row.values = [null, null, null, null, null, null, null];
    for (const style of SEPARATED) {
      const report = read(tables, '2021', style);
      expect(report.tables.requests).toEqual(tables.requests);
      expect(checkTables(report.tables, report).filter(({ rule }) => rule === 'cell.blank')).toEqual([]);
    }
  });

  test('blank cells stay blank, words in cells are no numbers', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'denied_3')!.values[1] = null;
    tables.remedies.litigationDirect[2] = null;
    tables.proactive.compulsion = null;
    for (const style of ['tabs', 'cell-a-line-tabbed'] as const) {
      const text = renderReportText({ organ: '甲局', year: 2023, form: '2021', tables }, style);
      const report = recogniseReport(fromPlainText(text));
      expect(report.tables).toEqual(tables);
      expect(report.findings).toEqual([]);
      const spoilt = text.replace(/(3\.危及“三安全一稳定”\s+)0/, '$1/');
      const second = recogniseReport(fromPlainText(spoilt));
      expect(findRow(second.tables, 'denied_3')!.values.slice(0, 2)).toEqual([null, null]);
      expect(second.findings).toMatchObject([{ rule: 'cell.not-a-number', severity: 'error', actual: '/' }]);
    }
  });

  test('labels shortened, misread, broken around their figures, or without points', () => {
    fc.assert(
      fc.property(consistentTables('2021'), (tables) => {
        const text = renderReportText({ organ: '甲市', year: 2023, form: '2021', tables }, 'spaces')
          .replace('1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', '1、逾期不补正')
          .replace('2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', '（2）逾期不缴费')
          .replace('2.其他法律行政法规禁止公开', '2.其他法律行政止公开')
          .replace('7.属于行政执法案卷', '7.属于行政执法案巷')
          .replace(/2\.没有现成信息需要另行制作 ([\d ]+)\n/, '2.没有现成信息需要另行\n$1\n制作\n')
          .replace('二、上年结转', '二.上年结转');
        expect(recogniseReport(fromPlainText(text)).tables).toEqual(tables);
      }),
      { numRuns: 25 },
    );
  });

  test('a table of contents and other tables before do not mislead', () => {
    const tables = filledTables('2021', 4);
    const text = renderReportText({ organ: '甲县人民政府', year: 2023, form: '2021', tables }, 'spaces');
    const contents =
      '目录\n一、总体情况 1\n二、主动公开政府信息情况 3\n三、收到和处理政府信息公开申请情况 4\n六、其他需要报告的事项 7\n';
    const other = '主动公开统计\n文件 12 30 4\n会议 3 0 0 0 0 0 3\n';
    const report = recogniseReport(fromPlainText(contents + other + text));
    expect(report.tables).toEqual(tables);
  });
});

describe('single changed figures', () => {
  for (const style of TABLE_STYLES) {
    test(`in section three of a text (${style}) are always found`, () => {
      fc.assert(
        fc.property(
          style === 'run-together' ? smallTables() : consistentTables('2021'),
          fc.nat({ max: 24 }),
          fc.nat({ max: 6 }),
          fc.nat({ max: 999 }),
          (tables, row, column, value) => {
            const changed = structuredClone(tables);
            const values = changed.requests.rows[row]!.values;
            fc.pre(values[column] !== value);
            values[column] = value;
            const report = read(changed, '2021', style);
            const findings = [...report.findings, ...checkTables(report.tables, { ...report, form: report.form })];
            const told = findings.filter(({ severity, rule }) => severity === 'error' || rule === 'cell.ambiguous');
            expect(told.length).toBeGreaterThan(0);
          },
        ),
        { numRuns: style === 'run-together' ? 150 : 80 },
      );
    });
  }
});

describe('bad input', () => {
  test('another document is no report, and the error says what was looked for', () => {
    expect(() => recogniseReport(fromPlainText('关于放假的通知\n一、总体情况\n无'))).toThrow(NotAReportError);
    expect(() => recogniseReport(fromPlainText(''))).toThrow(
      /not a 2021 or 2019 form report: looked for .*三、收到和处理/,
    );
  });

  test('damaged texts are read or refused, never a crash', () => {
    const base = renderReportText({ organ: '甲区', year: 2022, form: '2021', tables: filledTables('2021', 7) }, 'tabs');
    fc.assert(
      fc.property(
        fc.constantFrom(...TABLE_STYLES),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 6 })), { minLength: 1, maxLength: 12 }),
        (style, cuts) => {
          const tables = filledTables('2021', 7);
          let text =
            style === 'tabs' ? base : renderReportText({ organ: '甲区', year: 2022, form: '2021', tables }, style);
          for (const [at, length, put] of cuts) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + put + text.slice(from + length);
          }
          try {
            const report = recogniseReport(fromPlainText(text));
            checkTables(report.tables, report);
          } catch (error) {
            expect(error).toBeInstanceOf(NotAReportError);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('masses of figures, endless digits and endless sentences end in bounded work', () => {
    const heads = [
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '四、政府信息公开行政复议、行政诉讼情况',
    ];
    const masses = [
      '国家秘密 1 0 0 0 0 0 1\n'.repeat(20_000),
      '1'.repeat(300_000),
      '本年新收'.repeat(50_000),
      '共计'.repeat(50_000),
    ];
    for (const mass of masses) {
      const source = fromPlainText(heads.map((head) => `${head}\n${mass}\n`).join(''));
      expect(() => recogniseReport(source)).toThrow(NotAReportError);
    }
    const sentence = `予以公开${'共计'.repeat(2000)}，均${'依法依规'.repeat(2000)}，信息处理费${'共计'.repeat(2000)}。`;
    const tables = filledTables('2021', 1);
    const text = renderReportText(
      { organ: '甲区', year: 2023, form: '2021', tables, overall: sentence, others: sentence },
      'tabs',
    );
    expect(checkNarrative(recogniseReport(fromPlainText(text)))).toEqual([]);
  });

  test('a grid laid out as text keeps its cells, empty ones too', () => {
    const source = layOut([
      { kind: 'paragraph', text: '表' },
      { kind: 'grid', rows: [[{ text: 'a\nb' }, { text: '' }, { text: '3' }]] },
    ]);
    expect(source.cells.map(({ start, end }) => source.text.slice(start, end))).toEqual(['ab', '', '3']);
  });
});
