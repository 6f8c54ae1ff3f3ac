/** What reports of different years and organs are compared by, each computed from the three tables alone. */
import { totalOf } from '../checks/cells.ts';
import {
  type Cell,
  groupOfRow,
  REMEDY_COLUMN_KEYS,
  type RemedyColumnKey,
  type RemedyKey,
  type ReportTables,
  type ResultGroup,
} from '../form.ts';

/** Applications of one kind of result in all, however many rows the report prints for it; `null` when a row is unknown. */
export function groupTotal(tables: ReportTables, group: ResultGroup): Cell {
  const rows = tables.requests.rows.filter((row) => groupOfRow(row.key) === group);
  const merged = rows.find((row) => row.merged);
  return merged ? (merged.values[6] ?? null) : sum(rows.map((row) => row.values[6] ?? null));
}

function sum(cells: readonly Cell[]): Cell {
  let total = 0;
  for (const cell of cells) {
    if (cell === null) return null;
    total += cell;
  }
  return cells.length === 0 ? null : total;
}

/** `part` of `whole` in percent, unrounded; `null` when either is unknown or the whole is none. */
function share(part: Cell, whole: Cell): Cell {
  return part === null || whole === null || whole === 0 ? null : (part / whole) * 100;
}

const LITIGATION: readonly RemedyKey[] = ['litigationDirect', 'litigationAfterReconsideration'];

function remedies(tables: ReportTables, keys: readonly RemedyKey[], ...columns: RemedyColumnKey[]): Cell {
  return sum(
    keys.flatMap((key) => columns.map((column) => tables.remedies[key][REMEDY_COLUMN_KEYS.indexOf(column)] ?? null)),
  );
}

function correctionRate(tables: ReportTables, keys: readonly RemedyKey[]): Cell {
  return share(remedies(tables, keys, 'corrected'), remedies(tables, keys, 'upheld', 'corrected', 'other'));
}

export interface Measure {
  readonly key: string;
  readonly name: string;
  readonly unit: '件' | '%';
  /** How it is computed, for those who read the table. */
  readonly note: string;
  readonly of: (tables: ReportTables) => Cell;
}

/**
 * The measures in the order shown. Rates are percentages of what was finished in the year (不予公开), of what was to be
 * handled (结转) or of the cases concluded (纠正).
 */
export const MEASURES = [
  { key: 'received', name: '本年新收', unit: '件', note: '第一项', of: (tables) => totalOf(tables, 'new') },
  { key: 'carried', name: '上年结转', unit: '件', note: '第二项', of: (tables) => totalOf(tables, 'carried') },
  { key: 'finished', name: '办理结果总计', unit: '件', note: '第三项（七）', of: (tables) => totalOf(tables, 'total') },
  { key: 'granted', name: '予以公开', unit: '件', note: '第三项（一）', of: (tables) => totalOf(tables, 'granted') },
  { key: 'partial', name: '部分公开', unit: '件', note: '第三项（二）', of: (tables) => totalOf(tables, 'partial') },
  { key: 'denied', name: '不予公开', unit: '件', note: '第三项（三）', of: (tables) => groupTotal(tables, 'denied') },
  { key: 'unable', name: '无法提供', unit: '件', note: '第三项（四）', of: (tables) => groupTotal(tables, 'unable') },
  {
    key: 'rejected',
    name: '不予处理',
    unit: '件',
    note: '第三项（五）',
    of: (tables) => groupTotal(tables, 'rejected'),
  },
  { key: 'other', name: '其他处理', unit: '件', note: '第三项（六）', of: (tables) => groupTotal(tables, 'other') },
  { key: 'forward', name: '结转下年度', unit: '件', note: '第四项', of: (tables) => totalOf(tables, 'forward') },
  {
    key: 'disclosureRate',
    name: '公开率',
    unit: '%',
    note: '予以公开与部分公开之和占办理结果总计',
    of: (tables) => share(sum([totalOf(tables, 'granted'), totalOf(tables, 'partial')]), totalOf(tables, 'total')),
  },
  {
    key: 'refusalRate',
    name: '不予公开率',
    unit: '%',
    note: '不予公开占办理结果总计',
    of: (tables) => share(groupTotal(tables, 'denied'), totalOf(tables, 'total')),
  },
  {
    key: 'forwardRate',
    name: '结转率',
    unit: '%',
    note: '结转下年度占本年新收与上年结转之和',
    of: (tables) => share(totalOf(tables, 'forward'), sum([totalOf(tables, 'new'), totalOf(tables, 'carried')])),
  },
  {
    key: 'reconsiderations',
    name: '行政复议',
    unit: '件',
    note: '第四部分行政复议总计',
    of: (tables) => remedies(tables, ['reconsideration'], 'total'),
  },
  {
    key: 'reconsiderationCorrectionRate',
    name: '复议纠正率',
    unit: '%',
    note: '结果纠正占已审结的行政复议',
    of: (tables) => correctionRate(tables, ['reconsideration']),
  },
  {
    key: 'litigations',
    name: '行政诉讼',
    unit: '件',
    note: '第四部分两类行政诉讼总计之和',
    of: (tables) => remedies(tables, LITIGATION, 'total'),
  },
  {
    key: 'litigationCorrectionRate',
    name: '诉讼纠正率',
    unit: '%',
    note: '结果纠正占已审结的行政诉讼',
    of: (tables) => correctionRate(tables, LITIGATION),
  },
] as const satisfies readonly Measure[];

export type MeasureKey = (typeof MEASURES)[number]['key'];

export type Measures = Record<MeasureKey, Cell>;

/** Percentages are kept to two decimals, so that the same report gives the same value everywhere. */
export function measuresOf(tables: ReportTables): Measures {
  const values = MEASURES.map(({ key, unit, of }) => {
    const value = of(tables);
    return [key, value !== null && unit === '%' ? Math.round(value * 100) / 100 : value] as const;
  });
  return Object.fromEntries(values) as Measures;
}

/** A value as shown, with its unit for rates: “95”, “7.14%”, “—” for unknown. */
export function measureText(measure: Pick<Measure, 'unit'>, value: Cell): string {
  if (value === null) return '—';
  return measure.unit === '%' ? `${value}%` : String(value);
}

const FIGURES: Partial<Record<MeasureKey, string>> = {
  received: 'requests/new/total',
  carried: 'requests/carried/total',
  finished: 'requests/total/total',
  granted: 'requests/granted/total',
  partial: 'requests/partial/total',
  denied: 'requests/denied/total',
  unable: 'requests/unable/total',
  rejected: 'requests/rejected/total',
  other: 'requests/other/total',
  forward: 'requests/forward/total',
  reconsiderations: 'remedies/reconsideration/total',
};

/** The figure whose records are just what the measure counts; rates and sums of two figures have none. */
export function figureOfMeasure(key: MeasureKey): string | undefined {
  return FIGURES[key];
}
