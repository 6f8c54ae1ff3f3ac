import {
  COLUMN_KEYS,
  COLUMN_LABELS,
  type ColumnKey,
  DOCUMENT_COLUMN_KEYS,
  type DocumentColumnKey,
  FORMS,
  groupOfRow,
  PROACTIVE_LABELS,
  REMEDY_COLUMN_KEYS,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  REMEDY_LABELS,
  RESULT_GROUPS,
  type RemedyColumnKey,
  type RemedyKey,
  type ResultGroup,
  ROW_LABELS,
  type RowKey,
} from '../form.ts';
import { type WorkKind, workKinds } from './sentences.ts';

/** Which records stand behind a figure: the address of a figure, taken apart. */
export type Figure =
  | { table: 'requests'; set: 'new' | 'carried' | 'forward'; columns: readonly ColumnKey[] }
  | { table: 'requests'; set: 'results'; rows: readonly RowKey[]; columns: readonly ColumnKey[] }
  | { table: 'documents'; kind: 'rules' | 'normativeDocuments'; column: DocumentColumnKey }
  | { table: 'acts'; kind: 'licensing' | 'penalties' | 'compulsion' | 'chargesWan' }
  | { table: 'remedies'; kind: RemedyKey; columns: readonly Exclude<RemedyColumnKey, 'total'>[] }
  | { table: 'work'; kind: WorkKind }
  | { table: 'fees' };

const APPLICANTS = COLUMN_KEYS.slice(0, 6);

function columnsOf(column: string): readonly ColumnKey[] | null {
  if (column === 'total') return APPLICANTS;
  if (column === 'organisations') return APPLICANTS.slice(1);
  return APPLICANTS.find((key) => key === column) ? [column as ColumnKey] : null;
}

function rowsOf(row: string): readonly RowKey[] | null {
  const leaves = FORMS['2021'].resultKeys;
  if (row === 'total') return leaves;
  if (row in RESULT_GROUPS) return leaves.filter((key) => groupOfRow(key) === row);
  return leaves.includes(row as RowKey) ? [row as RowKey] : null;
}

/**
 * Reads an address such as `requests/granted/natural`, `requests/denied/total`, `proactive/rules/issued`,
 * `remedies/reconsideration/total`, `work/publications`; null when there is no such figure.
 */
export function readFigure(address: string): Figure | null {
  const [table, first = '', second] = address.split('/');
  switch (table) {
    case 'requests': {
      const columns = columnsOf(second ?? '');
      if (!columns) return null;
      if (first === 'new' || first === 'carried' || first === 'forward')
        return { table: 'requests', set: first, columns };
      const rows = rowsOf(first);
      return rows && { table: 'requests', set: 'results', rows, columns };
    }
    case 'proactive':
      if (first === 'rules' || first === 'normativeDocuments')
        return DOCUMENT_COLUMN_KEYS.includes(second as DocumentColumnKey)
          ? { table: 'documents', kind: first, column: second as DocumentColumnKey }
          : null;
      if (first === 'licensing' || first === 'penalties' || first === 'compulsion' || first === 'chargesWan')
        return second === undefined ? { table: 'acts', kind: first } : null;
      return null;
    case 'remedies': {
      const kind = REMEDY_KEYS.find((key) => key === first);
      const column = REMEDY_COLUMN_KEYS.find((key) => key === second);
      if (!kind || !column) return null;
      return {
        table: 'remedies',
        kind,
        columns: column === 'total' ? ['upheld', 'corrected', 'other', 'pending'] : [column],
      };
    }
    case 'work':
      return Object.hasOwn(workKinds, first) && second === undefined
        ? { table: 'work', kind: first as WorkKind }
        : null;
    case 'fees':
      return first === 'notified' || first === 'paid' ? { table: 'fees' } : null;
    default:
      return null;
  }
}

const DOCUMENT_COLUMNS: Readonly<Record<DocumentColumnKey, string>> = {
  issued: '本年制发件数',
  repealed: '本年废止件数',
  inForce: '现行有效件数',
};

/** What a figure is called on its page: 三（一）予以公开 · 自然人. */
export function figureTitle(address: string): string {
  const [table, first = '', second = ''] = address.split('/');
  const column = second === 'organisations' ? '法人或其他组织' : (COLUMN_LABELS[second as ColumnKey] ?? '');
  switch (table) {
    case 'requests': {
      const row = first in RESULT_GROUPS ? RESULT_GROUPS[first as ResultGroup].label : ROW_LABELS[first as RowKey];
      return `${row} · ${column}`;
    }
    case 'proactive':
      return first === 'rules' || first === 'normativeDocuments'
        ? `${PROACTIVE_LABELS[first]} · ${DOCUMENT_COLUMNS[second as DocumentColumnKey]}`
        : PROACTIVE_LABELS[first as 'licensing'];
    case 'remedies':
      return `${REMEDY_LABELS[first as RemedyKey]} · ${REMEDY_COLUMN_LABELS[second as RemedyColumnKey]}`;
    case 'work':
      return workKinds[first as WorkKind].label;
    default:
      return '信息处理费';
  }
}
