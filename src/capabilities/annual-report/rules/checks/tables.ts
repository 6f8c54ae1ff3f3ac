/** The identities within one report's tables: the form's own note (勾稽关系) and what its totals add up. */
import {
  APPLICANT_COLUMNS,
  type Cell,
  COLUMN_KEYS,
  type ColumnKey,
  FORMS,
  type FormVersion,
  findRow,
  REMEDY_COLUMN_KEYS,
  REMEDY_KEYS,
  type ReportTables,
  type RowKey,
} from '../form.ts';
import { cellId, checkCells } from './cells.ts';
import { describePlace, type Finding, shortRowLabel, type TablePlace } from './finding.ts';

export interface TableCheckOptions {
  /** Cells whose `null` means “could not be read for certain”; equations over them are not judged. Keys by `cellId`. */
  unreadable?: ReadonlySet<string>;
  form?: FormVersion;
}

interface Term {
  value: Cell;
  place: TablePlace;
}

interface Side {
  sum: number;
  arithmetic: string;
  blanks: number;
}

/** Adds up what is there. `null` when a term could not be read, or when every term is blank. */
function addUp(terms: readonly Term[], unreadable: ReadonlySet<string>): Side | null {
  let sum = 0;
  let blanks = 0;
  const figures: number[] = [];
  for (const term of terms) {
    if (term.value === null) {
      if (unreadable.has(cellId(term.place))) return null;
      blanks += 1;
    } else {
      sum += term.value;
      figures.push(term.value);
    }
  }
  if (figures.length === 0) return null;
  const shown = figures.length > 8 ? figures.filter((figure) => figure !== 0) : figures;
  return { sum, arithmetic: shown.length === 0 ? '0' : shown.join('+'), blanks };
}

function blankNote(blanks: number): string {
  return blanks > 0 ? `（其中${blanks}个空格按0计）` : '';
}

function differs(left: number, right: number): boolean {
  return Math.abs(left - right) > 1e-6;
}

/** A blank total counts nothing, so that it contradicts parts that are more; `null` when it could not be read. */
function statedTotal({ value, place }: Term, unreadable: ReadonlySet<string>): number | null {
  return value ?? (unreadable.has(cellId(place)) ? null : 0);
}

function shownTotal({ value }: Term): string {
  return value === null ? '（空格，按0计）' : String(value);
}

/** All identities. Never throws, whatever the cells hold; a form other than 2021 or 2019 cannot be given. */
export function checkTables(tables: ReportTables, options: TableCheckOptions = {}): Finding[] {
  const unreadable = options.unreadable ?? new Set<string>();
  const form = FORMS[options.form ?? (findRow(tables, 'other') ? '2019' : '2021')];
  return [
    ...checkCells(tables, unreadable, form.version === '2019'),
    ...checkRowSums(tables, unreadable),
    ...checkResultSums(tables, form.resultKeys, unreadable),
    ...checkBalance(tables, unreadable),
    ...checkRemedyTotals(tables, unreadable),
  ];
}

function requestTerm(tables: ReportTables, row: RowKey, column: ColumnKey): Term {
  const value = findRow(tables, row)?.values[COLUMN_KEYS.indexOf(column)] ?? null;
  return { value, place: { table: 'requests', row, column } };
}

function checkRowSums(tables: ReportTables, unreadable: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const row of tables.requests.rows) {
    const total = requestTerm(tables, row.key, 'total');
    const parts = addUp(
      APPLICANT_COLUMNS.map((column) => requestTerm(tables, row.key, column)),
      unreadable,
    );
    const stated = statedTotal(total, unreadable);
    if (parts === null || stated === null || !differs(parts.sum, stated)) continue;
    findings.push({
      rule: 'requests.row-sum',
      severity: 'error',
      where: total.place,
      expected: parts.sum,
      actual: total.value,
      message: `第三部分表格“${shortRowLabel(row.key)}”一行：各类申请人相加 ${parts.arithmetic}=${parts.sum}${blankNote(parts.blanks)}，与总计${shownTotal(total)}不一致，相差${stated - parts.sum}。`,
    });
  }
  return findings;
}

function checkResultSums(
  tables: ReportTables,
  resultKeys: readonly RowKey[],
  unreadable: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = [];
  for (const column of COLUMN_KEYS) {
    const total = requestTerm(tables, 'total', column);
    const parts = addUp(
      resultKeys.map((key) => requestTerm(tables, key, column)),
      unreadable,
    );
    const stated = statedTotal(total, unreadable);
    if (parts === null || stated === null || !differs(parts.sum, stated)) continue;
    findings.push({
      rule: 'requests.results-sum',
      severity: 'error',
      where: total.place,
      expected: parts.sum,
      actual: total.value,
      message: `${describePlace({ table: 'requests', row: null, column })}：第三项（一）至（六）各行相加 ${parts.arithmetic}=${parts.sum}，与（七）总计${shownTotal(total)}不一致，相差${stated - parts.sum}。`,
    });
  }
  return findings;
}

function checkBalance(tables: ReportTables, unreadable: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const column of COLUMN_KEYS) {
    const terms = (['new', 'carried', 'total', 'forward'] as const).map((key) => requestTerm(tables, key, column));
    const left = addUp(terms.slice(0, 2), unreadable);
    const right = addUp(terms.slice(2), unreadable);
    if (left === null || right === null || !differs(left.sum, right.sum)) continue;
    const blanks = left.blanks + right.blanks;
    findings.push({
      rule: 'requests.balance',
      severity: 'error',
      where: { table: 'requests', row: null, column },
      expected: left.sum,
      actual: right.sum,
      message: `${describePlace({ table: 'requests', row: null, column })}勾稽关系不成立：第一项加第二项 ${left.arithmetic}=${left.sum}，第三项加第四项 ${right.arithmetic}=${right.sum}${blankNote(blanks)}，相差${right.sum - left.sum}。`,
    });
  }
  return findings;
}

function checkRemedyTotals(tables: ReportTables, unreadable: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const key of REMEDY_KEYS) {
    const terms = REMEDY_COLUMN_KEYS.map((column, index): Term => {
      return { value: tables.remedies[key][index] ?? null, place: { table: 'remedies', row: key, column } };
    });
    const parts = addUp(terms.slice(0, 4), unreadable);
    const total = terms[4]!;
    const stated = statedTotal(total, unreadable);
    if (parts === null || stated === null || !differs(parts.sum, stated)) continue;
    findings.push({
      rule: 'remedies.total',
      severity: 'error',
      where: total.place,
      expected: parts.sum,
      actual: total.value,
      message: `${describePlace({ table: 'remedies', row: key, column: null })}：维持、纠正、其他结果、尚未审结相加 ${parts.arithmetic}=${parts.sum}${blankNote(parts.blanks)}，与总计${shownTotal(total)}不一致，相差${stated - parts.sum}。`,
    });
  }
  return findings;
}
