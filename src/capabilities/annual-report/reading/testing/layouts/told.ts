/** Support for tests: what sentences tell, with their figures marked so that they can be spoilt. */
import { findRow, groupOfRow, type ReportTables, type ResultGroup, type RowKey } from '../../../rules/form.ts';
import type { Dice } from './dice.ts';

export interface Told {
  tables: ReportTables;
  prior: ReportTables | null;
  year: number;
  /** 全区、我市、我局. */
  area: string;
  dice: Dice;
}

/**
 * A figure of the sentence; `other` are further values under which the sentence would still be right, so that they
 * are no faults.
 */
export function mark(value: number, ...other: number[]): string {
  return `⟦${value};${other.join(',')}⟧`;
}

/** A figure that nothing in the report ties down. */
export function free(value: number | string): string {
  return String(value);
}

export const row = ({ tables }: Pick<Told, 'tables'>, key: RowKey, column = 6): number =>
  findRow(tables, key)?.values[column] ?? 0;

export function groupTotal(tables: ReportTables, group: ResultGroup): number {
  return tables.requests.rows
    .filter(({ key }) => groupOfRow(key) === group)
    .reduce((sum, { values }) => sum + (values[6] ?? 0), 0);
}

export interface Counts {
  fresh: number;
  carried: number;
  handled: number;
  done: number;
  left: number;
  answered: number;
  granted: number;
  partial: number;
  denied: number;
  unable: number;
  rejected: number;
  other: number;
}

export function countsOf(told: Told): Counts {
  const group = (name: ResultGroup): number => groupTotal(told.tables, name);
  const fresh = row(told, 'new');
  const carried = row(told, 'carried');
  const done = row(told, 'total');
  const other = group('other');
  return {
    fresh,
    carried,
    handled: fresh + carried,
    done,
    left: row(told, 'forward'),
    answered: done - other,
    granted: row(told, 'granted'),
    partial: row(told, 'partial'),
    denied: group('denied'),
    unable: group('unable'),
    rejected: group('rejected'),
    other,
  };
}

export function percent(part: number, whole: number, decimals: number): string {
  return ((part / whole) * 100).toFixed(decimals);
}

/** Share marked with the neighbours that rounding or cutting off allows. */
export function share(part: number, whole: number, decimals: number): string {
  return `⟦${percent(part, whole, decimals)};${(Math.floor((part / whole) * 100 * 10 ** decimals) / 10 ** decimals).toFixed(decimals)}⟧%`;
}

/** Received on any of the three ways of counting. */
export const anyBasis = (c: Counts, value: number): string => mark(value, c.fresh, c.handled, c.done);
export const newOrAll = (c: Counts, value: number): string => mark(value, c.fresh, c.handled);
export const finished = (c: Counts, value: number): string => mark(value, c.done, c.answered);

export interface Style {
  name: string;
  /** `null`: these tables give no occasion for the sentence. */
  write(told: Told, counts: Counts): string | null;
}
