/**
 * Support for tests: reports of organs that do not exist, laid out in the many ways of real sites. Everything follows
 * from the seed. The report is right in every figure unless an error is planted.
 */
import {
  COLUMN_KEYS,
  DOCUMENT_COLUMN_KEYS,
  type FormVersion,
  groupOfRow,
  PROACTIVE_KEYS,
  REMEDY_KEYS,
  type ReportTables,
  type Seven,
} from '../../../rules/form.ts';
import { diceOf } from './dice.ts';
import { emitDocx, emitHtml, emitPdf, emitXlsx } from './emit-files.ts';
import { emitText, keepsBlanks, keepsFigures, TEXT_STYLES, type TextStyle } from './emit-text.ts';
import { partsOf } from './page-parts.ts';
import { type Planted, plantCell, plantSentence } from './planting.ts';
import { type Habits, randomHabits } from './printed-label.ts';
import { randomTables, type Scale } from './random-tables.ts';
import { unmark, writeNarrative } from './sentences.ts';
import { randomShape } from './vary-tables.ts';

export const FILE_FORMATS = ['html', 'docx', 'xlsx', 'pdf'] as const;
export type Layout = TextStyle | (typeof FILE_FORMATS)[number];
export const LAYOUTS: readonly Layout[] = [...TEXT_STYLES, ...FILE_FORMATS];

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
