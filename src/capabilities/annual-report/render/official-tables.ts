import type { TableBlock, TableCell, TableRow } from '../../../platform/typesetting/index.ts';
import {
  APPLICANT_HEADING,
  BALANCE_NOTE,
  type Cell,
  COLUMN_KEYS,
  COLUMN_LABELS,
  FORMS,
  ORGANISATION_COLUMNS_LABEL,
  PROACTIVE_BLOCKS,
  PROACTIVE_LABELS,
  REMEDY_COLUMN_KEYS,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  type ReportTables,
  ROW_LABELS,
  type RowTree,
} from '../rules/form.ts';

/** The three tables with the merged cells of the form (国办公开办函〔2021〕30号); every file format draws these. */
export type OfficialTable = Omit<TableBlock, 'kind'>;

const label = (text: string, more: Omit<TableCell, 'text'> = {}): TableCell => ({ text, heading: true, ...more });
const figure = (value: Cell | undefined, columns = 1): TableCell => ({
  text: value === null || value === undefined ? '' : String(value),
  columns,
});

function proactive({ proactive: table }: ReportTables): OfficialTable {
  const body = PROACTIVE_BLOCKS.flatMap((block): TableRow[] => {
    const span = 3 / block.columns.length;
    return [
      [label(block.heading, { columns: 4 })],
      [label('信息内容'), ...block.columns.map((text) => label(text, { columns: span }))],
      ...block.rows.map((row) => {
        const value = table[row];
        const figures = Array.isArray(value) ? value.map((one) => figure(one)) : [figure(value, 3)];
        return [label(PROACTIVE_LABELS[row]), ...figures];
      }),
    ];
  });
  return { columns: [3, 2, 2, 2], head: [], body, rowHeight: 9, together: true };
}

/** How many columns of headings the tree needs. */
const HEADING_COLUMNS = 3;

function requests(tables: ReportTables): OfficialTable {
  const values = new Map(tables.requests.rows.map((row) => [row.key, row.values]));
  const lines = (trees: readonly RowTree[], depth: number): TableCell[][] =>
    trees.flatMap((tree) => {
      if (tree.kind === 'row')
        return [
          [
            label(ROW_LABELS[tree.key], { columns: HEADING_COLUMNS - depth, align: 'left' }),
            ...(values.get(tree.key) ?? []).map((value) => figure(value)),
          ],
        ];
      const below = lines(tree.children, depth + 1);
      const [first = [], ...rest] = below;
      return [[label(tree.label, { rows: below.length }), ...first], ...rest];
    });
  return {
    columns: [13, 16, 45, ...COLUMN_KEYS.map(() => 11.7)],
    head: [
      [
        label(BALANCE_NOTE, { rows: 3, columns: HEADING_COLUMNS }),
        label(APPLICANT_HEADING, { columns: COLUMN_KEYS.length }),
      ],
      [
        label(COLUMN_LABELS.natural, { rows: 2 }),
        label(ORGANISATION_COLUMNS_LABEL, { columns: 5 }),
        label(COLUMN_LABELS.total, { rows: 2 }),
      ],
      COLUMN_KEYS.slice(1, 6).map((key) => label(COLUMN_LABELS[key])),
    ],
    body: lines(FORMS['2021'].tree, 0),
    size: 10.5,
    rowHeight: 6.5,
  };
}

function remedies(tables: ReportTables): OfficialTable {
  const heads = (rows?: number): TableCell[] =>
    REMEDY_COLUMN_KEYS.map((key) => label(REMEDY_COLUMN_LABELS[key], rows ? { rows } : {}));
  return {
    columns: REMEDY_KEYS.flatMap(() => REMEDY_COLUMN_KEYS.map(() => 1)),
    head: [
      [label('行政复议', { columns: 5 }), label('行政诉讼', { columns: 10 })],
      [...heads(2), label('未经复议直接起诉', { columns: 5 }), label('复议后起诉', { columns: 5 })],
      [...heads(), ...heads()],
    ],
    body: [REMEDY_KEYS.flatMap((key) => tables.remedies[key].map((value) => figure(value)))],
    size: 10.5,
    rowHeight: 9,
    together: true,
  };
}

export const officialTables = { proactive, requests, remedies } as const;
