import type { ComponentChildren } from 'preact';
import { shellLanguage, usePortal } from '../context.ts';

export interface TableFrameProps {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly note?: ComponentChildren;
  /** For tables right below a heading that says the same; the caption stays for those who hear the page. */
  readonly captionHidden?: boolean;
  /** Every cell ruled and heads centred, as in official statistics. */
  readonly official?: boolean;
  /**
   * On phones: `scroll` sideways with the row headers (`th scope="row"`, `th.corner`) staying in sight, or `stack` each row as
   * a small record (cells then need `data-label`; `DataTable` sets it).
   */
  readonly phone?: 'scroll' | 'stack';
  /** `<thead>`, `<tbody>` … with real header cells. */
  readonly children: ComponentChildren;
}

/** Caption, a region that can be scrolled with the keyboard, and the table. For tables with headers of their own making. */
export function TableFrame(props: TableFrameProps) {
  const { id, caption, captionHidden = false, note, official = false, phone = 'scroll', children } = props;
  const portal = usePortal();
  const classes = ['table', phone === 'stack' ? 'table-stacked' : 'table-sticky', official ? 'table-official' : ''];
  return (
    <div class={official ? 'table-frame table-frame-official' : 'table-frame'}>
      {!captionHidden && (
        <p class="table-caption" aria-hidden="true">
          {caption}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard (WCAG 2.1.1) */}
      <section class="table-scroll" tabIndex={0} aria-label={caption}>
        <table class={classes.filter(Boolean).join(' ')} id={id} role={phone === 'stack' ? 'table' : undefined}>
          <caption class="visually-hidden">{caption}</caption>
          {children}
        </table>
      </section>
      {phone === 'scroll' && (
        <p class="table-note table-scroll-hint" lang={shellLanguage(portal)}>
          {portal.text.scrollHint}
        </p>
      )}
      {note !== undefined && <p class="table-note">{note}</p>}
    </div>
  );
}

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean;
  /** This column's cell names its row; one column at most. */
  readonly rowHeader?: boolean;
}

export interface DataTableProps<Row> extends Omit<TableFrameProps, 'children'> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Marks rows of sums. */
  readonly isTotal?: (row: Row) => boolean;
}

/** A plain table: one head row, one record a row. Stacked on phones unless told otherwise. */
export function DataTable<Row>({ columns, rows, rowKey, isTotal, phone = 'stack', ...frame }: DataTableProps<Row>) {
  // Stacking sets display:block, which makes browsers forget that this is a table; the roles say it again.
  const stacked = phone === 'stack';
  return (
    <TableFrame {...frame} phone={phone}>
      <thead role={stacked ? 'rowgroup' : undefined}>
        <tr role={stacked ? 'row' : undefined}>
          {columns.map((column, index) => (
            <th
              key={column.key}
              scope="col"
              class={
                [column.numeric ? 'numeric' : '', index === 0 ? 'corner' : ''].filter(Boolean).join(' ') || undefined
              }
              role={stacked ? 'columnheader' : undefined}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role={stacked ? 'rowgroup' : undefined}>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            class={isTotal?.(row) === true ? 'total' : undefined}
            role={stacked ? 'row' : undefined}
          >
            {columns.map((column) =>
              column.rowHeader === true ? (
                <th key={column.key} scope="row" role={stacked ? 'rowheader' : undefined}>
                  {column.cell(row)}
                </th>
              ) : (
                <td
                  key={column.key}
                  class={column.numeric === true ? 'numeric' : undefined}
                  data-label={stacked ? column.header : undefined}
                  role={stacked ? 'cell' : undefined}
                >
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
