import { FigureLink, TableFrame } from '../../../portal/index.ts';
import type { FigureId } from '../rules/composing/tables.ts';
import {
  APPLICANT_HEADING,
  BALANCE_NOTE,
  COLUMN_KEYS,
  COLUMN_LABELS,
  FORMS,
  ORGANISATION_COLUMNS_LABEL,
  PROACTIVE_BLOCKS,
  PROACTIVE_LABELS,
  REMEDY_COLUMN_KEYS,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  REMEDY_LABELS,
  type ReportTables,
  ROW_LABELS,
  type RowKey,
  type RowTree,
} from '../rules/form.ts';

export interface ReportTablesProps {
  readonly tables: ReportTables;
  /** Where the records of a figure are listed. */
  readonly hrefOf: (figure: FigureId) => string;
}

function Figure({
  figure,
  value,
  label,
  hrefOf,
}: {
  figure: FigureId;
  value: number | null;
  label: string;
  hrefOf: ReportTablesProps['hrefOf'];
}) {
  return <FigureLink value={value} label={label} {...(value === null ? {} : { href: hrefOf(figure) })} />;
}

/** 二、主动公开政府信息情况 */
export function ProactiveTable({ tables, hrefOf }: ReportTablesProps) {
  return (
    <TableFrame id="table-proactive" caption="主动公开政府信息情况" captionHidden official>
      {PROACTIVE_BLOCKS.map((block) => (
        <tbody key={block.heading}>
          <tr>
            <th colSpan={4} scope="colgroup">
              {block.heading}
            </th>
          </tr>
          <tr>
            <th class="corner" scope="col">
              信息内容
            </th>
            {block.columns.map((column) => (
              <th key={column} scope="col" colSpan={block.columns.length === 1 ? 3 : 1}>
                {column}
              </th>
            ))}
          </tr>
          {block.rows.map((row) => (
            <tr key={row}>
              <th scope="row">{PROACTIVE_LABELS[row]}</th>
              {row === 'rules' || row === 'normativeDocuments' ? (
                (['issued', 'repealed', 'inForce'] as const).map((column, i) => (
                  <td class="numeric" key={column}>
                    <Figure
                      figure={`proactive/${row}/${column}`}
                      value={tables.proactive[row][i] ?? null}
                      label={`${PROACTIVE_LABELS[row]}，${block.columns[i]}`}
                      hrefOf={hrefOf}
                    />
                  </td>
                ))
              ) : (
                <td class="numeric" colSpan={3}>
                  <Figure
                    figure={`proactive/${row}`}
                    value={tables.proactive[row]}
                    label={PROACTIVE_LABELS[row]}
                    hrefOf={hrefOf}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      ))}
    </TableFrame>
  );
}

interface Line {
  readonly key: RowKey;
  /** Headings that begin at this line, outermost first, with the number of lines they span. */
  readonly headings: readonly { readonly label: string; readonly span: number }[];
  /** How deep the line stands below the table's edge. */
  readonly depth: number;
}

function countLines(tree: RowTree): number {
  return tree.kind === 'row' ? 1 : tree.children.reduce((sum, child) => sum + countLines(child), 0);
}

/** The row tree as lines; each says which headings begin at it. */
function linesOf(trees: readonly RowTree[], depth = 0): Line[] {
  return trees.flatMap((tree): Line[] => {
    if (tree.kind === 'row') return [{ key: tree.key, headings: [], depth }];
    const [first, ...rest] = linesOf(tree.children, depth + 1);
    return first
      ? [{ ...first, headings: [{ label: tree.label, span: countLines(tree) }, ...first.headings] }, ...rest]
      : [];
  });
}

const LINES = linesOf(FORMS['2021'].tree);
const HEADING_COLUMNS = 3;

/** 三、收到和处理政府信息公开申请情况 */
export function RequestsTable({ tables, hrefOf }: ReportTablesProps) {
  const values = new Map(tables.requests.rows.map((row) => [row.key, row.values]));
  return (
    <TableFrame id="table-requests" caption="收到和处理政府信息公开申请情况" captionHidden official>
      <thead>
        <tr>
          <th class="corner" colSpan={HEADING_COLUMNS} rowSpan={3} scope="col">
            {BALANCE_NOTE}
          </th>
          <th colSpan={7} scope="colgroup">
            {APPLICANT_HEADING}
          </th>
        </tr>
        <tr>
          <th rowSpan={2} scope="col">
            {COLUMN_LABELS.natural}
          </th>
          <th colSpan={5} scope="colgroup">
            {ORGANISATION_COLUMNS_LABEL}
          </th>
          <th rowSpan={2} scope="col">
            {COLUMN_LABELS.total}
          </th>
        </tr>
        <tr>
          {COLUMN_KEYS.slice(1, 6).map((column) => (
            <th key={column} scope="col">
              {COLUMN_LABELS[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LINES.map((line) => (
          <tr key={line.key} class={line.key === 'total' ? 'total' : undefined}>
            {line.headings.map((heading) => (
              <th key={heading.label} rowSpan={heading.span} scope="rowgroup">
                {heading.label}
              </th>
            ))}
            <th scope="row" colSpan={HEADING_COLUMNS - line.depth}>
              {ROW_LABELS[line.key]}
            </th>
            {COLUMN_KEYS.map((column, i) => (
              <td class="numeric" key={column}>
                <Figure
                  figure={`requests/${line.key}/${column}`}
                  value={values.get(line.key)?.[i] ?? null}
                  label={`${ROW_LABELS[line.key]}，${COLUMN_LABELS[column]}`}
                  hrefOf={hrefOf}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** 四、政府信息公开行政复议、行政诉讼情况 */
export function RemediesTable({ tables, hrefOf }: ReportTablesProps) {
  return (
    <TableFrame id="table-remedies" caption="政府信息公开行政复议、行政诉讼情况" captionHidden official>
      <thead>
        <tr>
          <th class="corner" scope="col">
            案件
          </th>
          {REMEDY_COLUMN_KEYS.map((column) => (
            <th key={column} scope="col">
              {REMEDY_COLUMN_LABELS[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {REMEDY_KEYS.map((key) => (
          <tr key={key}>
            <th scope="row">{REMEDY_LABELS[key]}</th>
            {REMEDY_COLUMN_KEYS.map((column, i) => (
              <td class="numeric" key={column}>
                <Figure
                  figure={`remedies/${key}/${column}`}
                  value={tables.remedies[key][i] ?? null}
                  label={`${REMEDY_LABELS[key]}，${REMEDY_COLUMN_LABELS[column]}`}
                  hrefOf={hrefOf}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
