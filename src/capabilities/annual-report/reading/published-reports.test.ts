/**
 * Published reports, read figure by figure. The files are not part of this repository: they are looked for in the
 * folder GONGKAI_SHARED or ../shared. Without them the one report kept here as figures is printed and read back.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FORMS, filledTables, findRow, type RowKey, type Seven } from '../rules/form.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';
import { renderReportText, TABLE_STYLES } from '../rules/testing/render-text.ts';
import { checkReadReport, checkReport, readReport } from './read-report.ts';
import { screenWording } from './screen-wording.ts';

const shared = process.env.GONGKAI_SHARED ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const folder = `${shared}/data/reports`;
const truths = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.truth.json')) : [];

interface Truth {
  file: string;
  year: number;
  section2: {
    regulations: number[];
    normative_documents: number[];
    licences: number;
    penalties: number;
    enforcement: number;
    fees_10k_yuan: number;
  };
  section3: Record<string, number[]>;
  section4: { reconsideration: number[]; litigation_direct: number[]; litigation_after_reconsideration: number[] };
  narrative: { kind: string; verdict: string; stated: number | number[] | string }[];
}

function load(name: string): { truth: Truth; bytes: Uint8Array; file: string } {
  const truth = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Truth;
  const file = truth.file.split(' ')[0]!;
  return { truth, file, bytes: readFileSync(`${folder}/${file}`) };
}

describe('published reports', () => {
  test.each(truths)('%s: every figure as in the published table', async (name) => {
    const { truth, bytes, file } = load(name);
    const { tables, year } = await readReport(bytes, file);
    const { section2, section3, section4 } = truth;
    expect(year).toBe(truth.year);
    expect(tables.proactive).toEqual({
      rules: section2.regulations,
      normativeDocuments: section2.normative_documents,
      licensing: section2.licences,
      penalties: section2.penalties,
      compulsion: section2.enforcement,
      chargesWan: section2.fees_10k_yuan,
    });
    const printed = tables.requests.rows.filter((row) => row.merged || row.values.some((value) => value !== null));
    expect(printed.map((row) => [row.merged ? row.key.replace(/_1$/, '') : row.key, row.values])).toEqual(
      Object.entries(section3),
    );
    expect(tables.remedies).toEqual({
      reconsideration: section4.reconsideration,
      litigationDirect: section4.litigation_direct,
      litigationAfterReconsideration: section4.litigation_after_reconsideration,
    });
  });

  test.each(truths)('%s: every disagreement is found, and nothing else is', async (name) => {
    const { truth, bytes, file } = load(name);
    const { findings } = await checkReport(bytes, file, { screen: screenWording });
    const wrong = truth.narrative.filter(({ verdict }) => verdict === 'differs');
    const told = findings.filter(({ rule }) => rule !== 'cell.ambiguous');
    expect(told.map(({ rule, expected, actual }) => (rule === 'narrative.sum' ? expected : actual)).sort()).toEqual(
      wrong.map(({ stated }) => stated).sort(),
    );
    expect(findings.every(({ rule, severity }) => rule !== 'cell.ambiguous' || severity === 'info')).toBe(true);
  });

  test('two years in sequence agree', async () => {
    const names = ['pingtan-2021.truth.json', 'pingtan-2022.truth.json'].filter((name) => truths.includes(name));
    const [prior, current] = await Promise.all(
      names.map((name) => {
        const { bytes, file } = load(name);
        return readReport(bytes, file);
      }),
    );
    if (prior && current) {
      const { findings } = checkReadReport(current, { prior });
      expect(findings.filter(({ rule }) => !rule.startsWith('text.'))).toEqual([]);
    }
    expect(names).toHaveLength(truths.length === 0 ? 0 : 2);
  });

  test('a report of the form before 2019 is none of either form', async () => {
    const old = `${folder}/pingtan-2017-oldform.txt`;
    const bytes = existsSync(old)
      ? readFileSync(old)
      : new TextEncoder().encode(
          '甲区2017年政府信息公开工作年度报告\n一、概述\n二、主动公开政府信息情况\n收到申请数 件 12\n',
        );
    await expect(readReport(bytes, 'old')).rejects.toThrow(NotAReportError);
  });
});

/** Figures of the report of 北仑区 for 2022, rows that are not all zero. */
const BEILUN: Partial<Record<RowKey, Seven>> = {
  new: [151, 6, 0, 1, 0, 1, 159],
  carried: [2, 0, 0, 0, 0, 0, 2],
  granted: [55, 1, 0, 1, 0, 1, 58],
  partial: [16, 1, 0, 0, 0, 0, 17],
  denied_1: [1, 0, 0, 0, 0, 0, 1],
  denied_4: [2, 0, 0, 0, 0, 0, 2],
  denied_7: [1, 0, 0, 0, 0, 0, 1],
  denied_8: [1, 0, 0, 0, 0, 0, 1],
  unable_1: [63, 3, 0, 0, 0, 0, 66],
  unable_2: [1, 1, 0, 0, 0, 0, 2],
  rejected_1: [2, 0, 0, 0, 0, 0, 2],
  rejected_2: [2, 0, 0, 0, 0, 0, 2],
  other_1: [6, 0, 0, 0, 0, 0, 6],
  other_3: [1, 0, 0, 0, 0, 0, 1],
  total: [151, 6, 0, 1, 0, 1, 159],
  forward: [2, 0, 0, 0, 0, 0, 2],
};

describe('the figures of one published report, printed in every way', () => {
  const tables = filledTables('2021', 0);
  for (const key of FORMS['2021'].rowKeys) {
    const values = BEILUN[key];
    if (values) findRow(tables, key)!.values = values;
  }
  tables.proactive = {
    rules: [0, 0, 0],
    normativeDocuments: [7, 7, 203],
    licensing: 338081,
    penalties: 142162,
    compulsion: 14683,
    chargesWan: 12032,
  };
  tables.remedies = {
    reconsideration: [4, 0, 1, 0, 5],
    litigationDirect: [0, 0, 0, 1, 1],
    litigationAfterReconsideration: [5, 0, 0, 0, 5],
  };

  test.each(TABLE_STYLES)('%s', async (style) => {
    const overall =
      '全区制发行政规范性文件7件，现行有效行政规范性文件203件。全年答复政府信息公开申请159件，其中予以公开58件；部分公开17件；不予公开5件；无法提供68件；不予处理4件；其他处理7件；结转下年度继续办理2件。';
    const text = renderReportText({ organ: '甲区人民政府', year: 2022, form: '2021', tables, overall }, style);
    const report = await checkReport(new TextEncoder().encode(text), 'x');
    expect(report.tables).toEqual(tables);
    expect(report.findings.filter(({ rule }) => rule !== 'cell.ambiguous')).toEqual([]);
    const slipped = text.replace('予以公开58件', '予以公开55件').replace('部分公开17件', '部分公开16件');
    const { findings } = await checkReport(new TextEncoder().encode(slipped), 'x');
    expect(findings.filter(({ rule }) => rule.startsWith('narrative')).map(({ actual }) => actual)).toEqual([
      155, 55, 16,
    ]);
  });
});
