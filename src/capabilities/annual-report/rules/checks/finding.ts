import {
  COLUMN_LABELS,
  type ColumnKey,
  type DocumentColumnKey,
  PROACTIVE_LABELS,
  type ProactiveKey,
  REMEDY_COLUMN_LABELS,
  REMEDY_LABELS,
  type RemedyColumnKey,
  type RemedyKey,
  ROW_LABELS,
  type RowKey,
} from '../form.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A cell, a whole row (`column` is `null`) or a whole column (`row` is `null`) of one of the three tables. */
export type TablePlace =
  | { table: 'proactive'; row: ProactiveKey; column: DocumentColumnKey | null }
  | { table: 'requests'; row: RowKey | null; column: ColumnKey | null }
  | { table: 'remedies'; row: RemedyKey; column: RemedyColumnKey | null };

/** UTF-16 offsets into the text as read, end exclusive; `section` is 1 to 6, or 0 before the first part. */
export interface TextPlace {
  section: number;
  start: number;
  end: number;
  quote: string;
}

/** Something about the report as a whole: its date, its form. */
export interface ReportPlace {
  table: 'report';
  row: null;
  column: null;
}

export type Place = TablePlace | TextPlace | ReportPlace;

/** One finding of `gongkai report check`, in the shape of its contract. */
export interface Finding {
  rule: string;
  severity: Severity;
  where: Place;
  /** What the rest of the report demands here, or `null` where nothing definite can be demanded. */
  expected: number | string | null;
  actual: number | string | null;
  /** For the person who must mend it, with the arithmetic written out. */
  message: string;
}

export const WHOLE_REPORT: ReportPlace = { table: 'report', row: null, column: null };

const DOCUMENT_COLUMN_LABELS: Readonly<Record<DocumentColumnKey, string>> = {
  issued: '本年制发件数',
  repealed: '本年废止件数',
  inForce: '现行有效件数',
};

/** A row's label without its note in brackets and its long tail, as one would name it in a sentence. */
export function shortRowLabel(key: RowKey): string {
  return ROW_LABELS[key].replace(/（区分处理.*）$/, '').replace(/、行政机关不再处理.*$/, '');
}

/** Names a cell for a reader: “（一）予以公开 · 自然人”. */
export function describePlace(place: TablePlace): string {
  if (place.table === 'requests') {
    const parts = [
      place.row === null ? null : `“${shortRowLabel(place.row)}”`,
      place.column === null ? null : `“${COLUMN_LABELS[place.column]}”列`,
    ];
    return `第三部分表格${parts.filter((part) => part !== null).join('')}`;
  }
  if (place.table === 'proactive') {
    const column = place.column === null ? '' : `“${DOCUMENT_COLUMN_LABELS[place.column]}”`;
    return `第二部分表格“${PROACTIVE_LABELS[place.row]}”${column}`;
  }
  const column = place.column === null ? '' : `“${REMEDY_COLUMN_LABELS[place.column]}”`;
  return `第四部分表格“${REMEDY_LABELS[place.row]}”${column}`;
}
