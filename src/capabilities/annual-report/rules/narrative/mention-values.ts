/** The tables' value of what a sentence speaks of. */
import { findRow, groupOfRow, type ReportTables, type RowKey } from '../form.ts';
import type { Basis, Kind } from './mention-words.ts';

function rowValue(tables: ReportTables, key: RowKey, columns: readonly number[]): number | null {
  const values = findRow(tables, key)?.values;
  if (!values) return null;
  let sum = 0;
  for (const column of columns) {
    const value = values[column];
    if (value === null || value === undefined) return null;
    sum += value;
  }
  return sum;
}

/** A count of applications in the given columns on the given basis; `null` when a cell it needs is not there. */
export function basisValue(tables: ReportTables, basis: Basis, columns: readonly number[]): number | null {
  if (basis === 'new') return rowValue(tables, 'new', columns);
  if (basis === 'finished') return rowValue(tables, 'total', columns);
  const fresh = rowValue(tables, 'new', columns);
  const carried = rowValue(tables, 'carried', columns);
  return fresh === null || carried === null ? null : fresh + carried;
}

export function kindValue(tables: ReportTables, kind: Kind): number | null {
  const rows = tables.requests.rows.filter((row) =>
    kind === 'granted' || kind === 'partial' ? row.key === kind : groupOfRow(row.key) === kind,
  );
  const merged = rows.find((row) => row.merged);
  if (merged) return merged.values[6];
  let sum = 0;
  for (const row of rows) {
    if (row.values[6] === null) return null;
    sum += row.values[6];
  }
  return rows.length === 0 ? null : sum;
}
