/**
 * Support for tests: reports of organs that do not exist, laid out in the many ways of real sites. Everything follows
 * from the seed. The report is right in every figure unless an error is planted.
 */
import {
  COLUMN_KEYS,
  DOCUMENT_COLUMN_KEYS,
  type FormVersion,
  groupOfRow,
  PART_NUMERALS,
  PART_TITLES,
  PROACTIVE_KEYS,
  REMEDY_KEYS,
  type ReportTables,
  type Seven,
} from '../../../rules/form.ts';
import type { Part } from '../render-files.ts';
import { type Dice, diceOf } from './dice.ts';
import { emitDocx, emitHtml, emitPdf, emitXlsx } from './emit-files.ts';
import { emitText, keepsBlanks, keepsFigures, TEXT_STYLES, type TextStyle } from './emit-text.ts';
import { type Habits, randomHabits } from './printed-label.ts';
import { randomTables, type Scale } from './random-tables.ts';
import { unmark, writeNarrative } from './sentences.ts';
import { cell, randomShape, type TableShape, tablesAsPrinted } from './vary-tables.ts';

export const FILE_FORMATS = ['html', 'docx', 'xlsx', 'pdf'] as const;
export type Layout = TextStyle | (typeof FILE_FORMATS)[number];
export const LAYOUTS: readonly Layout[] = [...TEXT_STYLES, ...FILE_FORMATS];

export type Planted =
  | { kind: 'cell'; at: string; from: number; to: number }
  | { kind: 'sentence'; style: string; from: string; to: string };

export interface RandomReport {
  seed: number;
  layout: Layout;
  bytes: Uint8Array;
  form: FormVersion;
  year: number;
  organ: string;
  /** As a reader must read them: cells printed blank or as a stroke are `null`. */
  tables: ReportTables;
  prior: ReportTables;
  planted: Planted | null;
  /** What is odd about it, to group failures. */
  notes: string[];
}

const ORGANS: readonly (readonly [string, string])[] = [
  ['示例区人民政府', '全区'],
  ['云山县人民政府', '全县'],
  ['临海市', '全市'],
  ['云山县教育局', '我局'],
  ['示例市住房和城乡建设局', '我局'],
  ['示例省民政厅', '我厅'],
  ['示例区卫生健康委员会', '我委'],
  ['城关镇人民政府', '我镇'],
  ['新华街道办事处', '我街道'],
  ['示例经济技术开发区管理委员会', '全区'],
];

const TITLES: readonly ((organ: string, year: number) => string)[] = [
  (organ, year) => `${organ}${year}年政府信息公开工作年度报告`,
  (organ, year) => `${organ}\n${year}年政府信息公开工作年度报告`,
  (organ, year) => `${organ}${year}年度政府信息公开工作年度报告`,
  (organ, year) => `${year}年${organ}政府信息公开工作年度报告`,
  (organ, year) => `${organ}${year}年度政府信息公开年报`,
  (organ, year) => `${organ}\n${year}年度\n政府信息公开工作年度报告`,
];

const HEADINGS: readonly (readonly string[])[] = [
  PART_TITLES,
  PART_TITLES,
  [
    '总体情况',
    '行政机关主动公开政府信息情况',
    '行政机关收到和处理政府信息公开申请情况',
    '因政府信息公开工作被申请行政复议、提起行政诉讼情况',
    '政府信息公开工作存在的主要问题及改进情况',
    '其他需要报告的事项',
  ],
  [
    '概述',
    '主动公开信息情况',
    '收到和处理政府信息公开申请情况',
    '政府信息公开行政复议、行政诉讼情况',
    '存在的问题及改进措施',
    '其他需要报告的事项',
  ],
];

const HEADING_MARKS: readonly ((index: number, title: string) => string)[] = [
  (index, title) => `${PART_NUMERALS[index]}、${title}`,
  (index, title) => `${PART_NUMERALS[index]}、${title}`,
  (index, title) => `${PART_NUMERALS[index]}.${title}`,
  (index, title) => `${PART_NUMERALS[index]} ${title}`,
  (index, title) => `第${PART_NUMERALS[index]}部分 ${title}`,
  (_index, title) => title,
  (index, title) => `${PART_NUMERALS[index]}、${[...title].join(' ')}`,
  (index, title) => `${index + 1}、${title}`,
  (index, title) => `（${PART_NUMERALS[index]}）${title}`,
];

interface Plan {
  seed: number;
  form: FormVersion;
  year: number;
  organ: string;
  area: string;
  tables: ReportTables;
  prior: ReportTables;
  narrative: string;
  styles: string[];
}

function planOf(seed: number): Plan {
  const dice = diceOf(seed);
  const form: FormVersion = dice.chance(0.75) ? '2021' : '2019';
  const year = form === '2021' ? 2022 + dice.below(4) : 2020;
  const [organ, area] = dice.pick(ORGANS);
  const scale: Scale = dice.pick(['nothing', 'quiet', 'quiet', 'county', 'county', 'city']);
  const prior = randomTables(dice, form, scale);
  const tables = randomTables(dice, form, scale, prior);
  if (form === '2021') rollForward(tables, prior);
  carryPending(tables, prior);
  const { text, names } = writeNarrative({ tables, prior, year, area, dice });
  return { seed, form, year, organ, area, tables, prior, narrative: text, styles: names };
}

/** What was pending last year is among this year's cases. */
function carryPending(tables: ReportTables, prior: ReportTables): void {
  for (const key of REMEDY_KEYS) {
    const [upheld = 0, corrected = 0, other = 0, pending = 0] = prior.remedies[key].map((value) => value ?? 0);
    const left = Math.min(pending, tables.remedies[key][4] ?? 0);
    prior.remedies[key] = [upheld, corrected, other, left, upheld + corrected + other + left];
  }
}

/** This year's documents in force follow from last year's. */
function rollForward(tables: ReportTables, prior: ReportTables): void {
  for (const key of ['rules', 'normativeDocuments'] as const) {
    const before = tables.proactive[key];
    const inForce = prior.proactive[key][2] ?? 0;
    const repealed = Math.min(before[1] ?? 0, inForce);
    tables.proactive[key] = [before[0], repealed, inForce + (before[0] ?? 0) - repealed];
  }
}

function copy(tables: ReportTables): ReportTables {
  return structuredClone(tables);
}

/** The group printed as one row: its figures on its first row. */
function mergeGroup(tables: ReportTables, group: 'other'): void {
  const rows = tables.requests.rows.filter(({ key }) => groupOfRow(key) === group);
  if (rows.length < 2) return;
  const sums = COLUMN_KEYS.map((_, column) =>
    rows.reduce((sum, { values }) => sum + (values[column] ?? 0), 0),
  ) as Seven;
  for (const [index, row] of rows.entries()) {
    row.values = index === 0 ? sums : [null, null, null, null, null, null, null];
    if (index === 0) row.merged = true;
  }
}

function asPrinted(tables: ReportTables, habits: Habits): ReportTables {
  if (habits.zero === '0') return tables;
  const printed = copy(tables);
  const blank = <T extends (number | null)[]>(values: T): T => values.map((value) => (value === 0 ? null : value)) as T;
  for (const key of PROACTIVE_KEYS) {
    const value = printed.proactive[key];
    if (Array.isArray(value)) printed.proactive[key as 'rules'] = blank(value);
    else printed.proactive[key as 'licensing'] = value === 0 ? null : value;
  }
  for (const row of printed.requests.rows) row.values = blank(row.values);
  for (const key of REMEDY_KEYS) printed.remedies[key] = blank(printed.remedies[key]);
  return printed;
}

const FOOT = [
  '附件：1.示例区2023年政府信息公开工作年度报告.docx\n2.政府信息公开工作年度报告.pdf',
  '上一篇：关于做好2024年政务公开工作的通知\n下一篇：没有了',
  '主办：示例区人民政府办公室　备案号：苏ICP备05012345号-1　网站标识码：3213020001',
  '扫一扫在手机打开当前页',
];

function framePage(dice: Dice, plan: Plan, parts: Part[], notes: string[]): Part[] {
  const before: Part[] = [];
  if (dice.chance(0.4)) {
    notes.push('navigation');
    before.push(
      '当前位置：首页 > 政务公开 > 政府信息公开年报',
      ...(dice.chance(0.5)
        ? [`发布时间：${plan.year + 1}-01-${10 + dice.below(20)} 16:34　来源：办公室　浏览次数：1234`]
        : []),
      '字体：大 中 小　打印　分享',
    );
  }
  if (dice.chance(0.25)) {
    notes.push('index table');
    before.push([
      [cell('索引号'), cell('01436271X/2024-00012'), cell('发布机构'), cell(plan.organ)],
      [cell('生成日期'), cell(`${plan.year + 1}-01-15`), cell('文号'), cell('')],
    ]);
  }
  const after: Part[] = dice.chance(0.4) ? dice.some(FOOT, 0.5) : [];
  if (after.length > 0) notes.push('foot');
  return [...before, ...parts, ...after];
}

function tableInPartOne(dice: Dice, notes: string[]): Part[] {
  if (!dice.chance(0.25)) return [];
  notes.push('table in part one');
  return [
    [
      [cell('公开渠道'), cell('单位'), cell('数量')],
      [cell('政府网站'), cell('条'), cell('3812')],
      [cell('政务新媒体'), cell('条'), cell('945')],
      [cell('新闻发布会'), cell('场'), cell('6')],
    ],
  ];
}

function partsOf(
  plan: Plan,
  printed: ReportTables,
  narrative: string,
  habits: Habits,
  shape: TableShape,
  dice: Dice,
  notes: string[],
): Part[] {
  const titles = dice.pick(HEADINGS);
  const marks = dice.pick(HEADING_MARKS);
  const missing = dice.chance(0.15) ? dice.below(6) : -1;
  if (missing >= 0) notes.push(`no heading ${missing + 1}`);
  notes.push(`heading ${marks(1, '甲')}`);
  const heading = (index: number): Part[] => (index === missing ? [] : [marks(index, titles[index]!)]);
  const tables = tablesAsPrinted(printed, plan.form, habits, shape, dice);
  const basis =
    plan.form === '2021'
      ? '根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号要求，编制本报告。'
      : '根据《中华人民共和国政府信息公开条例》和国办公开办函〔2019〕60号要求，编制本报告。';
  const contents = dice.chance(0.3)
    ? '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。'
    : '';
  const lead = dice.chance(0.2) ? ['本年度政府信息公开申请办理情况如下表：'] : [];
  return framePage(
    dice,
    plan,
    [
      dice.pick(TITLES)(plan.organ, plan.year),
      `${basis}${contents}本报告所列数据的统计期限自${plan.year}年1月1日起至${plan.year}年12月31日止。联系地址：示例路12号，电话：0574-12345678。`,
      ...heading(0),
      narrative,
      ...tableInPartOne(dice, notes),
      ...heading(1),
      ...tables.proactive,
      ...heading(2),
      ...lead,
      ...tables.requests,
      ...heading(3),
      ...tables.remedies,
      ...heading(4),
      `${dice.pick(['存在的问题：一是解读形式还不够丰富；二是个别单位公开不够及时。', '（一）存在的主要问题。1.公开内容有待深化。2.队伍建设有待加强。'])}下一步，将从3个方面改进。`,
      ...heading(5),
      dice.pick([
        '本年度没有收取信息处理费。',
        '本年度收取信息处理费0元，无其他需要报告的事项。',
        '1.信息处理费收取情况：依申请信息处理费0元。2.无其他需要报告的事项。',
      ]),
    ],
    notes,
  );
}

function plantCell(tables: ReportTables, dice: Dice): Planted {
  const rows = tables.requests.rows.filter(
    ({ values, key }) => values.some((value) => value !== null) && key !== 'new',
  );
  if (dice.chance(0.2)) {
    const key = dice.pick(REMEDY_KEYS);
    const column = dice.below(5);
    const from = tables.remedies[key][column] ?? 0;
    const to = spoil(from, dice);
    tables.remedies[key][column] = to;
    return { kind: 'cell', at: `${key}/${column}`, from, to };
  }
  const row = dice.pick(rows);
  const column = dice.below(7);
  const from = row.values[column] ?? 0;
  const to = spoil(from, dice);
  row.values[column] = to;
  return { kind: 'cell', at: `${row.key}/${COLUMN_KEYS[column]}`, from, to };
}

/** A figure as a hasty person mistypes it: one more or less, a digit lost, doubled or exchanged. */
function spoil(from: number, dice: Dice): number {
  const text = String(from);
  const ways = [
    from + 1,
    from > 0 ? from - 1 : 1,
    from * 10 + 1,
    Number(text.slice(0, -1) || '2'),
    Number([...text].reverse().join('')),
    from + 10,
  ];
  const wrong = ways.filter((value) => value !== from && Number.isSafeInteger(value));
  return dice.pick(wrong);
}

function plantSentence(
  marked: string,
  styles: readonly string[],
  dice: Dice,
): { text: string; planted: Planted } | null {
  const { text, figures } = unmark(marked);
  for (let tries = 0; tries < 10 && figures.length > 0; tries += 1) {
    const figure = dice.pick(figures);
    const rate = text[figure.at + figure.text.length] === '%';
    const to = rate
      ? (Number(figure.text) + (dice.chance(0.5) ? 3 : -2)).toFixed(figure.text.split('.')[1]?.length ?? 0)
      : String(spoil(Number(figure.text), dice));
    if (Number(to) < 0 || figure.other.includes(to) || to === figure.text) continue;
    return {
      text: text.slice(0, figure.at) + to + text.slice(figure.at + figure.text.length),
      planted: {
        kind: 'sentence',
        style: styles.join('/'),
        from: text.slice(Math.max(0, figure.at - 16), figure.at + figure.text.length + 3),
        to,
      },
    };
  }
  return null;
}

export interface RandomOptions {
  layout?: Layout;
  plant?: 'cell' | 'sentence';
}

export function randomReport(seed: number, options: RandomOptions = {}): RandomReport {
  const plan = planOf(seed);
  const dice = diceOf(seed + 0x5eed);
  const layout = options.layout ?? dice.pick(LAYOUTS);
  const notes: string[] = [];
  const isFile = (FILE_FORMATS as readonly string[]).includes(layout);
  const style = isFile ? null : (layout as TextStyle);
  const habits = randomHabits(dice, style === null || keepsFigures(style) ? 'any' : 'plain');
  if (habits.zero === '' && style !== null && !keepsBlanks(style)) habits.zero = '0';
  // Without its lines a PDF says nothing of cells that hold nothing.
  if (layout === 'pdf' && habits.zero === '') habits.zero = '0';
  // Full-width figures with their unit are wider than the columns drawn here.
  if (layout === 'pdf' && habits.fullWidth) habits.unit = '';
  // A form in which every cell is blank says nothing.
  if (habits.zero === '' && plan.tables.requests.rows.every(({ values }) => values[6] === 0)) habits.zero = '0';
  if (layout === 'run-together') Object.assign(habits, { numbering: (n: number) => `${n}.` });
  const shape = randomShape(dice);
  const merged = plan.form === '2021' && dice.chance(0.12);
  const planting = diceOf(seed + 0xbad);
  let narrative = unmark(plan.narrative).text;
  let planted: Planted | null = null;
  const shown = copy(plan.tables);
  if (merged) mergeGroup(shown, 'other');
  if (options.plant === 'sentence') {
    const spoilt = plantSentence(plan.narrative, plan.styles, planting);
    if (spoilt) ({ text: narrative, planted } = spoilt);
  } else if (options.plant === 'cell') planted = plantCell(shown, planting);
  for (const [note, on] of Object.entries({
    merged,
    [`groups ${shape.groups}`]: shape.groups !== 'beside',
    split: shape.split,
    [`remedies ${shape.remedies}`]: shape.remedies !== 'official',
    [`zero "${habits.zero}"`]: habits.zero !== '0',
    [`numbering ${habits.numbering(2)}`]: true,
    shortened: habits.shortened > 0,
    misread: habits.misread > 0,
    spaced: habits.spaced > 0,
    fullWidth: habits.fullWidth,
    thousands: habits.thousands,
    unit: habits.unit !== '',
  }))
    if (on) notes.push(note);
  const parts = partsOf(plan, shown, narrative, habits, shape, dice, notes);
  const pages = dice.chance(0.5);
  if (pages) notes.push('pages');
  const bytes =
    layout === 'html'
      ? emitHtml(parts, dice)
      : layout === 'docx'
        ? emitDocx(parts, dice)
        : layout === 'xlsx'
          ? emitXlsx(parts, dice)
          : layout === 'pdf'
            ? emitPdf(parts, dice)
            : new TextEncoder().encode(emitText(parts, layout, dice, pages));
  return {
    seed,
    layout,
    bytes,
    form: plan.form,
    year: plan.year,
    organ: plan.organ,
    tables: asPrinted(shown, habits),
    prior: plan.prior,
    planted,
    notes,
  };
}

/** Every cell of the tables by its name, to tell where two readings differ. */
export function flatCells(tables: ReportTables): Map<string, number | null> {
  const cells = new Map<string, number | null>();
  for (const key of PROACTIVE_KEYS) {
    const value = tables.proactive[key];
    if (Array.isArray(value))
      for (const [i, one] of value.entries()) cells.set(`${key}.${DOCUMENT_COLUMN_KEYS[i]}`, one);
    else cells.set(key, value);
  }
  for (const row of tables.requests.rows)
    for (const [i, one] of row.values.entries()) cells.set(`${row.key}.${COLUMN_KEYS[i]}`, one);
  for (const key of REMEDY_KEYS) for (const [i, one] of tables.remedies[key].entries()) cells.set(`${key}.${i}`, one);
  return cells;
}
