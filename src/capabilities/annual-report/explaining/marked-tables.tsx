/** The three tables as read, each cell with the findings that concern it. */
import type { ComponentChildren } from 'preact';
import type { ReportCheck } from '../reading/read-report.ts';
import { cellId } from '../rules/checks/cells.ts';
import type { Finding, TablePlace } from '../rules/checks/finding.ts';
import {
  type Cell,
  COLUMN_KEYS,
  COLUMN_LABELS,
  DOCUMENT_COLUMN_KEYS,
  FORMS,
  groupOfRow,
  PROACTIVE_KEYS,
  PROACTIVE_LABELS,
  REMEDY_COLUMN_KEYS,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  REMEDY_LABELS,
  RESULT_GROUPS,
} from '../rules/form.ts';

/** The rows that 一+二=三(七)+四 binds. */
const BALANCE_ROWS = ['new', 'carried', 'total', 'forward'] as const;

/** Every cell that a finding of a table is about. */
export function cellsOfFinding({ where }: Finding): TablePlace[] {
  if ('quote' in where || where.table === 'report') return [];
  switch (where.table) {
    case 'proactive': {
      const several = where.row === 'rules' || where.row === 'normativeDocuments';
      if (where.column !== null || !several) return [where];
      return DOCUMENT_COLUMN_KEYS.map((column) => ({ ...where, column }));
    }
    case 'requests': {
      const rows = where.row === null ? BALANCE_ROWS : [where.row];
      const columns = where.column === null ? COLUMN_KEYS : [where.column];
      return rows.flatMap((row) => columns.map((column): TablePlace => ({ table: 'requests', row, column })));
    }
    case 'remedies':
      return where.column !== null ? [where] : REMEDY_COLUMN_KEYS.map((column) => ({ ...where, column }));
  }
}

export interface CellMark {
  severity: string;
  references: ComponentChildren;
}

interface TableProps {
  check: ReportCheck;
  mark: (id: string) => CellMark | undefined;
}

function Figure({
  place,
  value,
  columns,
  mark,
}: {
  place: TablePlace;
  value: Cell;
  columns?: number;
  mark: TableProps['mark'];
}) {
  const marked = mark(cellId(place));
  return (
    <td class={marked && `marked ${marked.severity}`} colSpan={columns}>
      {value ?? ''}
      {marked?.references}
    </td>
  );
}

function ProactiveTable({ check, mark }: TableProps) {
  const { proactive } = check.tables;
  const heads = FORMS[check.form].documentColumns;
  return (
    <table>
      <thead>
        <tr>
          <th>信息内容</th>
          {heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PROACTIVE_KEYS.map((row) => {
          const value = proactive[row];
          return (
            <tr key={row}>
              <th class="label">{PROACTIVE_LABELS[row]}</th>
              {Array.isArray(value) ? (
                DOCUMENT_COLUMN_KEYS.map((column, index) => (
                  <Figure
                    key={column}
                    place={{ table: 'proactive', row, column }}
                    value={value[index] ?? null}
                    mark={mark}
                  />
                ))
              ) : (
                <Figure place={{ table: 'proactive', row, column: null }} value={value} columns={3} mark={mark} />
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function RequestsTable({ check, mark }: TableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th>项目</th>
          {COLUMN_KEYS.map((column) => (
            <th key={column}>{COLUMN_LABELS[column]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {check.tables.requests.rows.map((row) => {
          const group = groupOfRow(row.key);
          const heading = group === null || row.key === 'other' ? '' : RESULT_GROUPS[group].label;
          return (
            <tr key={row.key}>
              <th class="label">{row.merged ? heading : `${heading} ${row.label}`.trim()}</th>
              {COLUMN_KEYS.map((column, index) => (
                <Figure
                  key={column}
                  place={{ table: 'requests', row: row.key, column }}
                  value={row.values[index] ?? null}
                  mark={mark}
                />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function RemediesTable({ check, mark }: TableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th>类别</th>
          {REMEDY_COLUMN_KEYS.map((column) => (
            <th key={column}>{REMEDY_COLUMN_LABELS[column]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {REMEDY_KEYS.map((row) => (
          <tr key={row}>
            <th class="label">{REMEDY_LABELS[row]}</th>
            {REMEDY_COLUMN_KEYS.map((column, index) => (
              <Figure
                key={column}
                place={{ table: 'remedies', row, column }}
                value={check.tables.remedies[row][index] ?? null}
                mark={mark}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A table as read. Narrow screens scroll it sideways. */
export function MarkedTable({ table, ...props }: TableProps & { table: 'proactive' | 'requests' | 'remedies' }) {
  return (
    <div class="scroll">
      {table === 'proactive' && <ProactiveTable {...props} />}
      {table === 'requests' && <RequestsTable {...props} />}
      {table === 'remedies' && <RemediesTable {...props} />}
    </div>
  );
}
