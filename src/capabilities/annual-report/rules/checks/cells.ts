import {
  type Cell,
  COLUMN_KEYS,
  DOCUMENT_COLUMN_KEYS,
  findRow,
  groupOfRow,
  PROACTIVE_KEYS,
  REMEDY_COLUMN_KEYS,
  REMEDY_KEYS,
  type ReportTables,
  type RequestRow,
  type RowKey,
} from '../form.ts';
import { describePlace, type Finding, type TablePlace } from './finding.ts';

/** The key under which a cell is remembered: `requests/granted/natural`. */
export function cellId(place: TablePlace): string {
  return `${place.table}/${place.row}/${place.column}`;
}

/** Every cell of the three tables with its value. Rows that a merged row stands for are left out: they are not printed. */
export function* cellsOf(tables: ReportTables): Generator<{ place: TablePlace; value: Cell }> {
  for (const key of PROACTIVE_KEYS) {
    const value = tables.proactive[key];
    if (Array.isArray(value)) {
      for (const [index, column] of DOCUMENT_COLUMN_KEYS.entries()) {
        yield { place: { table: 'proactive', row: key, column }, value: value[index] ?? null };
      }
    } else {
      yield { place: { table: 'proactive', row: key, column: null }, value };
    }
  }
  for (const row of tables.requests.rows) {
    if (isCoveredByMerge(tables, row)) continue;
    for (const [index, column] of COLUMN_KEYS.entries()) {
      yield { place: { table: 'requests', row: row.key, column }, value: row.values[index] ?? null };
    }
  }
  for (const key of REMEDY_KEYS) {
    for (const [index, column] of REMEDY_COLUMN_KEYS.entries()) {
      yield { place: { table: 'remedies', row: key, column }, value: tables.remedies[key][index] ?? null };
    }
  }
}

function isCoveredByMerge(tables: ReportTables, row: RequestRow): boolean {
  if (row.merged) return false;
  const group = groupOfRow(row.key);
  if (group === null) return false;
  return tables.requests.rows.some((other) => other.merged && groupOfRow(other.key) === group);
}

/**
 * The kind of every figure. Counts are whole numbers from 0, the charges at most six
 * decimals of 万元. A blank cell is reported too, since the form asks for 0; `known` names cells that the reader has
 * already reported (not a number, several readings), whose `null` is no blank.
 */
export function checkCells(tables: ReportTables, known: ReadonlySet<string>, is2019: boolean): Finding[] {
  const findings: Finding[] = [];
  for (const { place, value } of cellsOf(tables)) {
    const isCharge = place.table === 'proactive' && place.row === 'chargesWan';
    if (value === null) {
      if (known.has(cellId(place)) || (isCharge && is2019)) continue;
      findings.push({
        rule: 'cell.blank',
        severity: 'warning',
        where: place,
        expected: null,
        actual: null,
        message: `${describePlace(place)}为空。没有发生的应填“0”，不能留空，请核实后补填。`,
      });
      continue;
    }
    const good = isCharge ? value >= 0 && hasAtMostSixDecimals(value) : Number.isSafeInteger(value) && value >= 0;
    if (good) continue;
    findings.push({
      rule: 'cell.not-a-number',
      severity: 'error',
      where: place,
      expected: null,
      actual: value,
      message: isCharge
        ? `${describePlace(place)}为${value}，应为不小于0、至多六位小数的金额（单位：万元）。`
        : `${describePlace(place)}为${value}，应为不小于0的整数。`,
    });
  }
  return findings;
}

function hasAtMostSixDecimals(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value * 1e6 - Math.round(value * 1e6)) < 1e-3;
}

/** A figure of table 3 in the column `total`, or `null`. */
export function totalOf(tables: ReportTables, key: RowKey): Cell {
  return findRow(tables, key)?.values[6] ?? null;
}
