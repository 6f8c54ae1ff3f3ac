import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../checks/finding.ts';
import { filledTables, findRow, type ReportTables, type RowKey } from '../form.ts';
import { recogniseReport } from '../reading/recognise.ts';
import { fromPlainText } from '../reading/source.ts';
import { consistentTables } from '../testing/consistent-tables.ts';
import { renderReportText } from '../testing/render-text.ts';
import { checkNarrative } from './check-narrative.ts';
import { isRoundingOf } from './rates-in-prose.ts';

function check(
  tables: ReportTables,
  overall: string,
  rest: { others?: string; organ?: string; prior?: ReportTables } = {},
): Finding[] {
  const others = rest.others ?? '本年度收取信息处理费0元。';
  const text = renderReportText(
    { organ: rest.organ ?? '甲区人民政府', year: 2023, form: '2021', tables, overall, others },
    'spaces',
  );
  return checkNarrative(recogniseReport(fromPlainText(text)), rest.prior ?? null);
}

function row(tables: ReportTables, key: RowKey): number {
  return findRow(tables, key)!.values[6]!;
}
function column(tables: ReportTables, key: RowKey, index: number): number {
  return findRow(tables, key)!.values[index]!;
}
function group(tables: ReportTables, name: string): number {
  return tables.requests.rows
    .filter(({ key }) => key.startsWith(name))
    .reduce((sum, { values }) => sum + values[6]!, 0);
}
function remedies(tables: ReportTables): [number, number, number] {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  return [reconsideration[4]!, litigationDirect[4]!, litigationAfterReconsideration[4]!];
}

/** Sentences as offices write them, each right for any tables. A figure is marked so that a test can spoil it. */
const SENTENCES: readonly ((tables: ReportTables) => string)[] = [
  (t) => `全年收到商业企业提出的政府信息公开申请〔${column(t, 'new', 1)}〕件。`,
  (t) =>
    `2023年，全区共收到政府信息公开申请〔${row(t, 'new')}〕件，上年结转〔${row(t, 'carried')}〕件，办结〔${row(t, 'total')}〕件，结转下年度继续办理〔${row(t, 'forward')}〕件。`,
  (t) =>
    `全年新收政府信息公开申请〔${row(t, 'new')}〕件，其中自然人申请〔${column(t, 'new', 0)}〕件，占${((column(t, 'new', 0) / row(t, 'new')) * 100).toFixed(1)}%，商业企业〔${column(t, 'new', 1)}〕件。`,
  (t) =>
    `我区全年共受理依申请公开〔${row(t, 'new') + row(t, 'carried')}〕件（含上年结转〔${row(t, 'carried')}〕件），已答复〔${row(t, 'total')}〕件，〔${row(t, 'forward')}〕件结转至下年度办理。`,
  (t) =>
    `按照结果分，予以公开〔${row(t, 'granted')}〕件、部分公开〔${row(t, 'partial')}〕件、不予公开〔${group(t, 'denied')}〕件、无法提供〔${group(t, 'unable')}〕件、不予处理〔${group(t, 'rejected')}〕件、其他处理〔${group(t, 'other')}〕件，申请人对答复总体满意。`,
  (t) =>
    `本年度办结政府信息公开申请〔${row(t, 'total')}〕件，答复中“予以公开”〔${row(t, 'granted')}〕件，“无法提供”〔${group(t, 'unable')}〕件，其中本机关不掌握相关政府信息〔${row(t, 'unable_1')}〕件。`,
  (t) => `因政府信息公开引发行政复议〔${remedies(t)[0]}〕件，行政诉讼〔${remedies(t)[1] + remedies(t)[2]}〕件。`,
  (t) => `全区办理政府信息公开行政复议、行政诉讼案件共〔${remedies(t).reduce((a, b) => a + b)}〕件。`,
  (t) => `2023年共收到〔${row(t, 'new')}〕件政府信息公开申请，均依法登记。`,
  (t) => `全年答复政府信息公开申请〔${row(t, 'total')}〕件，均在法定期限内办结。`,
  (t) => `全年新收申请〔${row(t, 'new')}〕件，自然人申请量为〔${column(t, 'new', 0)}〕件。`,
  (t) => {
    const natural = column(t, 'new', 0) + column(t, 'carried', 0);
    const all = row(t, 'new') + row(t, 'carried');
    return `2023年新收政府信息公开申请〔${row(t, 'new')}〕件，上年结转〔${row(t, 'carried')}〕件，其中自然人申请〔${natural}〕件，法人或其他组织申请〔${all - natural}〕件。`;
  },
];

/** Right sentences in which a figure is not what the tables count. */
const TRAPS: readonly string[] = [
  '区政府办代表区政府受理政府信息公开申请17件，均按期办结。',
  '其中，区教育局受理政府信息公开申请12件，予以公开5件，部分公开3件。',
  '全区通过网络渠道收到政府信息公开申请8件，通过信函收到政府信息公开申请3件。',
  '2022年全区受理政府信息公开申请9999件。',
  '收到行政复议申请40件，办理人大代表建议25件，均已办结。',
  '全年主动公开政府信息2645条，发布解读信息52条，其中1条播放量破亿、2条破千万、49条破百万。',
  '召开协调会7次，其中区级3次、镇级2次。',
  '没有收到超出一定数量或者频次范围的政府信息公开申请。',
  '依申请公开工作培训3期120人次，印发通报4期，下发督办单84件。',
  '第一季度收到政府信息公开申请2件。',
  '其中县直部门收到政府信息公开申请398件，各乡镇（街道）收到政府信息公开申请195件。',
  '2021年、2022年分别收到政府信息公开申请9001件、9002件。',
  '近三年，全区分别收到政府信息公开申请9001件、9002件、9003件。',
  '因信息不存在无法提供9001件、需另行制作9002件。',
  '截至12月31日，正在办理9001件。',
  '办理因2022年度政府信息公开申请引发行政复议31件、引发行政诉讼2件。',
  '主动公开规章13件（含新制定5件、修改4件），发布信息100条，其中甲类30条，乙类20条，丙类10条。',
  '全区各职能部门、镇街共收到依申请公开1499件。其中，通过网络申请1303件，占86.92%。',
];

describe('sentences that agree with the tables', () => {
  test('raise nothing, whatever the figures', () => {
    fc.assert(
      fc.property(consistentTables('2021'), fc.subarray([...SENTENCES.keys()], { minLength: 1 }), (tables, chosen) => {
        const text = chosen.map((index) => SENTENCES[index]!(tables).replace(/[〔〕]/g, '')).join('');
        expect(check(tables, `（一）主动公开方面。公开信息30条。\n（二）依申请公开方面。${text}`)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('other scopes, years, channels and subjects are never accused', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [95, 0, 0, 0, 0, 0, 95];
    findRow(tables, 'total')!.values = [95, 0, 0, 0, 0, 0, 95];
    findRow(tables, 'granted')!.values = [95, 0, 0, 0, 0, 0, 95];
    for (const trap of TRAPS) expect(check(tables, `（二）依申请公开方面。${trap}`), trap).toEqual([]);
    expect(check(tables, `（二）依申请公开方面。${TRAPS.join('')}`)).toEqual([]);
  });

  test('a line broken inside a sentence changes nothing', () => {
    fc.assert(
      fc.property(consistentTables('2021'), fc.nat({ max: 200 }), (tables, at) => {
        const text = SENTENCES[0]!(tables).replace(/[〔〕]/g, '');
        const broken = `${text.slice(0, at % text.length)}\n${text.slice(at % text.length)}`;
        expect(check(tables, broken)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('sentences that disagree', () => {
  test('any spoilt figure is found and quoted', () => {
    fc.assert(
      fc.property(
        consistentTables('2021'),
        fc.constantFrom(...SENTENCES.keys()),
        fc.nat({ max: 12 }),
        fc.integer({ min: 1001, max: 9_000 }),
        (tables, index, which, shift) => {
          const marked = SENTENCES[index]!(tables);
          const figures = [...marked.matchAll(/〔(\d+)〕/g)];
          const target = figures[which % figures.length]!;
          // Far from every figure of the tables, so that no other reading of the sentence makes it right.
          const wrong = Number(target[1]) + 100_000 + shift;
          const text = (marked.slice(0, target.index) + wrong + marked.slice(target.index + target[0].length)).replace(
            /[〔〕]/g,
            '',
          );
          const findings = check(tables, `（二）依申请公开方面。${text}`);
          expect(findings.some(({ where }) => 'quote' in where && where.quote.includes(String(wrong)))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the natural persons’ cell written for the row’s total, with the arithmetic of the parts', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [151, 8, 0, 0, 0, 0, 159];
    findRow(tables, 'granted')!.values = [60, 3, 0, 0, 0, 0, 63];
    findRow(tables, 'partial')!.values = [20, 1, 0, 0, 0, 0, 21];
    findRow(tables, 'unable_1')!.values = [71, 4, 0, 0, 0, 0, 75];
    findRow(tables, 'total')!.values = [151, 8, 0, 0, 0, 0, 159];
    const findings = check(tables, '全年答复政府信息公开申请159件，其中予以公开60件；部分公开21件；无法提供75件。');
    expect(findings.map(({ rule, expected, actual }) => [rule, expected, actual])).toEqual([
      ['narrative.sum', 159, 156],
      ['narrative.figure', 63, 60],
    ]);
    expect(findings[0]!.message).toContain('60+21+75=156');
    expect(findings[1]!.message).toContain('自然人');
  });

  test('“new” and “new plus carried over” are not mixed within a sentence', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [71, 3, 0, 0, 0, 0, 74];
    findRow(tables, 'carried')!.values = [1, 0, 0, 0, 0, 0, 1];
    findRow(tables, 'granted')!.values = [72, 3, 0, 0, 0, 0, 75];
    findRow(tables, 'total')!.values = [72, 3, 0, 0, 0, 0, 75];
    expect(check(tables, '全区收到政府信息公开申请75件，涉及自然人72件、商业企业3件。')).toEqual([]);
    expect(check(tables, '全区收到政府信息公开申请75件，涉及自然人71件、商业企业3件。')).toMatchObject([
      { rule: 'narrative.figure', expected: 72, actual: 71 },
    ]);
  });

  test('lists in brackets must add up, lists with 其中 only if they nearly do', () => {
    const tables = filledTables('2021', 0);
    expect(check(tables, '制作图解36期（区级12期、镇级20期、村级3期）。')).toMatchObject([
      { rule: 'narrative.sum', expected: 36, actual: 35 },
    ]);
    expect(check(tables, '制作图解36期，其中，甲10期、乙8期、丙7期、丁6期、戊6期。')).toMatchObject([
      { rule: 'narrative.sum', expected: 36, actual: 37 },
    ]);
    expect(check(tables, '制作图解36期，其中，甲10期、乙8期、丙7期等。')).toEqual([]);
    expect(check(tables, '制作图解36期，其中，甲10期、乙3期。')).toEqual([]);
  });

  test('fees and their list in the next sentence', () => {
    const tables = filledTables('2021', 0);
    const list = (paid: number) =>
      `2023年对5件申请收取信息处理费${paid}元。其中，甲局1件，收取420元；乙局1件，收取290元；丙局2件，收取500元；丁局1件，收取140元。`;
    expect(check(tables, '无。', { others: list(1350) })).toEqual([]);
    expect(check(tables, '无。', { others: list(1400) })).toMatchObject([
      { rule: 'narrative.sum', expected: 1400, actual: 1350 },
    ]);
  });

  test('a department that names itself counts the whole', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [12, 0, 0, 0, 0, 0, 12];
    findRow(tables, 'total')!.values = [12, 0, 0, 0, 0, 0, 12];
    findRow(tables, 'granted')!.values = [12, 0, 0, 0, 0, 0, 12];
    for (const subject of ['我局', '甲区教育局', '区教育局']) {
      const text = (count: number) => `${subject}全年共受理政府信息公开申请${count}件。`;
      expect(check(tables, text(12), { organ: '甲区教育局' })).toEqual([]);
      expect(check(tables, text(13), { organ: '甲区教育局' })).toMatchObject([{ expected: 12, actual: 13 }]);
    }
  });
});

describe('percentages', () => {
  test('rounding and cutting off are both right, anything else is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.nat({ max: 2 }),
        (a, b, decimals) => {
          const actual = (Math.min(a, b) / Math.max(a, b)) * 100;
          expect(isRoundingOf(actual.toFixed(decimals), actual)).toBe(true);
          const cut = Math.floor(actual * 10 ** decimals) / 10 ** decimals;
          expect(isRoundingOf(cut.toFixed(decimals), actual)).toBe(true);
          expect(isRoundingOf((actual + 2).toFixed(decimals), actual)).toBe(false);
        },
      ),
    );
  });

  test('shares of the applications', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [151, 8, 0, 0, 0, 0, 159];
    findRow(tables, 'total')!.values = [151, 8, 0, 0, 0, 0, 159];
    findRow(tables, 'granted')!.values = [151, 8, 0, 0, 0, 0, 159];
    const text = (share: string) => `收到政府信息公开申请159件，其中自然人申请151件，占${share}%。`;
    expect(check(tables, text('94.97'))).toEqual([]);
    expect(check(tables, text('95'))).toEqual([]);
    expect(check(tables, text('93'))).toMatchObject([{ rule: 'narrative.percentage', expected: '95%', actual: '93%' }]);
  });

  test('growth against last year’s report', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'new')!.values = [120, 0, 0, 0, 0, 0, 120];
    const prior = filledTables('2021', 0);
    findRow(prior, 'new')!.values = [100, 0, 0, 0, 0, 0, 100];
    const text = (growth: string) => `收到政府信息公开申请120件，${growth}。`;
    for (const right of ['同比增长20%', '较上年增加20件', '比上年增长20.0%'])
      expect(check(tables, text(right), { prior })).toEqual([]);
    for (const wrong of ['同比增长25%', '同比下降20%', '较上年增加21件']) {
      expect(check(tables, text(wrong), { prior })).toMatchObject([{ rule: 'narrative.percentage' }]);
    }
  });
});

describe('claims', () => {
  const tables = filledTables('2021', 0);
  findRow(tables, 'new')!.values = [10, 0, 0, 0, 0, 0, 10];
  findRow(tables, 'granted')!.values = [7, 0, 0, 0, 0, 0, 7];
  findRow(tables, 'total')!.values = [7, 0, 0, 0, 0, 0, 7];
  findRow(tables, 'forward')!.values = [3, 0, 0, 0, 0, 0, 3];
  tables.remedies.reconsideration = [1, 0, 0, 1, 2];

  test.each([
    '全区共收到政府信息公开申请10件，均已按期办结。',
    '本年度没有收到政府信息公开申请。',
    '全区收到政府信息公开申请10件，办结率100%。',
    '依申请公开件无结转。',
    '无下年度结转。',
    '2023年，未收到依申请公开事项。',
    '未发生因政府信息公开引发的行政复议、行政诉讼案件。',
    '因政府信息公开发生行政复议2件，均已审结。',
  ])('%s', (claim) => {
    expect(check(tables, `（二）依申请公开方面。${claim}`)).toMatchObject([{ rule: 'narrative.claim' }]);
  });

  test.each([
    '全区共收到政府信息公开申请10件，均已按期办结或者结转。',
    '没有收到超出一定数量或者频次范围的政府信息公开申请。',
    '未发生行政复议被纠正的情况。',
    '收到人大代表建议10件，均已办结。',
    '全年没有发生因政务公开工作被追究责任的情况。',
  ])('%s is no contradiction', (claim) => {
    expect(check(tables, `（二）依申请公开方面。${claim}`)).toEqual([]);
  });

  test('lapsed payments ask for a word about fees in part six', () => {
    const charged = filledTables('2021', 0);
    findRow(charged, 'other_2')!.values = [1, 0, 0, 0, 0, 0, 1];
    expect(check(charged, '无。', { others: '无其他事项。' })).toMatchObject([
      { rule: 'narrative.claim', where: { row: 'other_2' } },
    ]);
    expect(check(charged, '无。', { others: '本年度收取信息处理费400元。' })).toEqual([]);
  });
});
