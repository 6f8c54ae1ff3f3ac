import type { CellStyle, CellValue, MergeRange, WriteSheet } from 'hucre/xlsx';
import type { ReportContent } from '../rules/composing/content.ts';
import { type OfficialTable, officialTables } from './official-tables.ts';

const LINE = { style: 'thin' } as const;
const BOX = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const FONT = { name: '宋体', size: 11 };
const PLAIN: CellStyle = { font: FONT, border: BOX, alignment: { horizontal: 'center', vertical: 'center' } };
const LABEL: CellStyle = { ...PLAIN, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } };
const ROW_LABEL: CellStyle = { ...PLAIN, alignment: { horizontal: 'left', vertical: 'center', wrapText: true } };
const TITLE: CellStyle = {
  font: { name: '黑体', size: 14 },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const NOTE: CellStyle = { font: FONT, alignment: { horizontal: 'left', vertical: 'center' } };

const SHEETS = { proactive: '主动公开', requests: '依申请公开', remedies: '复议诉讼' } as const;

/** Rows above the table: the report's title and the part's. */
const TOP = 2;
/** Type area of a portrait page in characters of the sheet. */
const WIDTH = 100;

/** A figure as a number, so that it can be added up in the sheet; a blank cell stays blank. */
function cellValue(text: string, heading: boolean): CellValue {
  if (heading) return text;
  return text === '' ? null : Number(text);
}

/** Columns are counted in half-width characters. */
function lettersOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 1 : 2), 0);
}

/** Points of a row; programs do not fit a row to wrapped text in merged cells by themselves. */
function heightFor(lines: number): number {
  return Math.max(20, lines * 15 + 5);
}

function sheetOf(name: string, title: string, part: string, table: OfficialTable): WriteSheet {
  const width = table.columns.length;
  const cells = new Map<string, { value: CellValue; style: CellStyle }>();
  const merges: MergeRange[] = [];
  const put = (row: number, column: number, value: CellValue, style: CellStyle): void =>
    void cells.set(`${row},${column}`, { value, style });
  const merge = (startRow: number, startCol: number, rows: number, columns: number): void => {
    if (rows > 1 || columns > 1)
      merges.push({ startRow, startCol, endRow: startRow + rows - 1, endCol: startCol + columns - 1 });
  };
  put(0, 0, title, TITLE);
  merge(0, 0, 1, width);
  put(1, 0, part, NOTE);
  merge(1, 0, 1, width);
  const sum = table.columns.reduce((total, share) => total + share, 0);
  const widths = table.columns.map((share) => Math.max(7, (share / sum) * WIDTH));
  const heights = new Map([[0, { height: 40 }]]);
  for (const [index, row] of [...table.head, ...table.body].entries()) {
    let column = 0;
    let lines = 1;
    for (const cell of row) {
      while (cells.has(`${TOP + index},${column}`)) column++;
      const { rows = 1, columns = 1 } = cell;
      const style = cell.heading ? (cell.align === 'left' ? ROW_LABEL : LABEL) : PLAIN;
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++)
          put(TOP + index + r, column + c, r + c === 0 ? cellValue(cell.text, cell.heading === true) : null, style);
      merge(TOP + index, column, rows, columns);
      const room = widths.slice(column, column + columns).reduce((total, width) => total + width, 0) - 2;
      lines = Math.max(lines, Math.ceil(lettersOf(cell.text) / room / rows));
      column += columns;
    }
    heights.set(TOP + index, { height: heightFor(lines) });
  }
  const height = TOP + table.head.length + table.body.length;
  return {
    name,
    rows: Array.from({ length: height }, (_, r) =>
      Array.from({ length: width }, (_, c) => cells.get(`${r},${c}`)?.value ?? null),
    ),
    cells,
    merges,
    columns: widths.map((width) => ({ width })),
    rowDefs: heights,
    pageSetup: {
      paperSize: 'a4',
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      ...(table.head.length > 0 ? { printTitlesRow: `$${TOP + 1}:$${TOP + table.head.length}` } : {}),
    },
    ...(table.head.length > 0 ? { freezePane: { rows: TOP + table.head.length } } : {}),
  };
}

/** The three tables as a workbook of three sheets, figures as numbers, with the merged cells of the form. */
export async function reportXlsx(content: ReportContent): Promise<Uint8Array> {
  const sheets = content.parts.flatMap((part) =>
    part.table
      ? [
          sheetOf(
            SHEETS[part.table],
            content.title,
            `${part.numeral}、${part.title}`,
            officialTables[part.table](content.tables),
          ),
        ]
      : [],
  );
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({ sheets, properties: { title: content.title, creator: content.organ.name } });
}
