import {
  APPLICANT_COLUMNS,
  type Cell,
  COLUMN_KEYS,
  type ColumnKey,
  DOCUMENT_COLUMN_KEYS,
  type Five,
  FORMS,
  filledTables,
  groupOfRow,
  REMEDY_COLUMN_KEYS,
  REMEDY_KEYS,
  type RemedyKey,
  type ReportTables,
  type RowKey,
  type Seven,
  type Three,
} from '../form.ts';

/** Counts by kind of applicant; the total is never given, it is added up here. */
export type ByApplicant = Partial<Record<ColumnKey, number>>;

/** What the capabilities counted from their records for an organ (or several) and a year. */
export interface YearCounts {
  requests: {
    /** Received in the year. */
    new: ByApplicant;
    /** Open at the end of the year before. */
    carried: ByApplicant;
    /** Closed in the year, by leaf row of the form. */
    results: Partial<Record<RowKey, ByApplicant>>;
    /** Open at the end of the year. */
    forward: ByApplicant;
  };
  remedies: Record<RemedyKey, { upheld: number; corrected: number; other: number; pending: number }>;
  documents: Record<'rules' | 'normativeDocuments', { issued: number; repealed: number; inForce: number }>;
  acts: { licensing: number; penalties: number; compulsion: number; chargesWan: number };
}

function seven(counts: ByApplicant): Seven {
  const values = APPLICANT_COLUMNS.map((column) => counts[column] ?? 0);
  return [...values, values.reduce((sum, value) => sum + value, 0)] as Seven;
}

function sum(all: readonly ByApplicant[]): ByApplicant {
  const total: ByApplicant = {};
  for (const counts of all)
    for (const column of APPLICANT_COLUMNS) total[column] = (total[column] ?? 0) + (counts[column] ?? 0);
  return total;
}

/**
 * The three tables of the 2021 form (国办公开办函〔2021〕30号) from counts. Totals of rows and of (七) are sums; the
 * carry-forward is counted on its own, so that the balance 一+二 = 三(七)+四 is a check and not a definition.
 */
export function composeTables(counts: YearCounts): ReportTables {
  const tables = filledTables('2021', 0);
  const { requests } = counts;
  for (const row of tables.requests.rows) {
    if (row.key === 'new') row.values = seven(requests.new);
    else if (row.key === 'carried') row.values = seven(requests.carried);
    else if (row.key === 'forward') row.values = seven(requests.forward);
    else if (row.key === 'total')
      row.values = seven(sum(FORMS['2021'].resultKeys.map((key) => requests.results[key] ?? {})));
    else row.values = seven(requests.results[row.key] ?? {});
  }
  for (const key of REMEDY_KEYS) {
    const { upheld, corrected, other, pending } = counts.remedies[key];
    tables.remedies[key] = [upheld, corrected, other, pending, upheld + corrected + other + pending] satisfies Five;
  }
  for (const key of ['rules', 'normativeDocuments'] as const) {
    const { issued, repealed, inForce } = counts.documents[key];
    tables.proactive[key] = [issued, repealed, inForce] satisfies Three;
  }
  Object.assign(tables.proactive, counts.acts);
  return tables;
}

/** One figure of the tables: `requests/granted/natural`, `proactive/rules/issued`, `proactive/licensing`, `remedies/reconsideration/total`. */
export type FigureId = string;

/** All cells of the tables with their addresses, in the order of the form; a blank cell stays `null`. */
export function* cellsOf(tables: ReportTables): Generator<{ id: FigureId; value: Cell }> {
  for (const key of ['rules', 'normativeDocuments'] as const)
    for (const [i, column] of DOCUMENT_COLUMN_KEYS.entries())
      yield { id: `proactive/${key}/${column}`, value: tables.proactive[key][i] ?? null };
  for (const key of ['licensing', 'penalties', 'compulsion', 'chargesWan'] as const)
    yield { id: `proactive/${key}`, value: tables.proactive[key] };
  for (const row of tables.requests.rows) {
    // A group printed as one row is the group's figure, not its first row's.
    const key = row.merged ? (groupOfRow(row.key) ?? row.key) : row.key;
    for (const [i, column] of COLUMN_KEYS.entries())
      yield { id: `requests/${key}/${column}`, value: row.values[i] ?? null };
  }
  for (const key of REMEDY_KEYS)
    for (const [i, column] of REMEDY_COLUMN_KEYS.entries())
      yield { id: `remedies/${key}/${column}`, value: tables.remedies[key][i] ?? null };
}

/** All figures of tables that we composed, which have no blank cell. */
export function* figuresOf(tables: ReportTables): Generator<{ id: FigureId; value: number }> {
  for (const { id, value } of cellsOf(tables)) yield { id, value: value ?? 0 };
}
