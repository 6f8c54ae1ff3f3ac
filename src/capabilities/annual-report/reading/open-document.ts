/** OpenDocument texts and workbooks (ISO/IEC 26300): paragraphs and tables, cells under a merge left out. */
import type { Block, GridCell } from '../rules/reading/source.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';
import { parseXml } from './xml.ts';
import type { Archive } from './zip.ts';

interface TableState {
  rows: GridCell[][];
  row: GridCell[] | null;
  cell: { text: string; repeated: number } | null;
  rowRepeated: number;
}

/** What a file may claim to repeat: rows and columns of blank cells fill a sheet to its edge. */
function repeatedBy(value: string | undefined): number {
  const count = Number(value ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

/** @throws UnreadableFileError */
export function readOpenDocument(archive: Archive): Block[] {
  const content = archive.read('content.xml');
  if (!content) throw new UnreadableFileError('no content.xml in this OpenDocument file');
  const blocks: Block[] = [];
  const tables: TableState[] = [];
  const paragraphs: string[] = [];
  let skipped = 0;
  let cells = 0;
  const append = (text: string): void => {
    const last = paragraphs.length - 1;
    if (last >= 0) paragraphs[last] = paragraphs[last]! + text;
  };
  parseXml(content, 'content.xml', {
    open(name, attributes) {
      // Deleted text, notes of reviewers and cells under a merge are not the document's words.
      if (skipped > 0 || name === 'tracked-changes' || name === 'annotation' || name === 'covered-table-cell') {
        skipped += 1;
        return;
      }
      const table = tables.at(-1);
      switch (name) {
        case 'table':
          tables.push({ rows: [], row: null, cell: null, rowRepeated: 1 });
          break;
        case 'table-row':
          if (table) {
            table.row = [];
            table.rowRepeated = repeatedBy(attributes.get('number-rows-repeated'));
          }
          break;
        case 'table-cell':
          if (table) table.cell = { text: '', repeated: repeatedBy(attributes.get('number-columns-repeated')) };
          break;
        case 'p':
        case 'h':
          paragraphs.push('');
          break;
        case 's':
          append(' '.repeat(Math.min(repeatedBy(attributes.get('c')), 100)));
          break;
        case 'tab':
          append(' ');
          break;
        case 'line-break':
          append('\n');
          break;
      }
    },
    text(text) {
      if (skipped === 0) append(text);
    },
    close(name) {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      const table = tables.at(-1);
      switch (name) {
        case 'p':
        case 'h': {
          const text = paragraphs.pop() ?? '';
          if (table?.cell) table.cell.text += text;
          else if (paragraphs.length > 0) append(text);
          else if (text.trim() !== '') blocks.push({ kind: 'paragraph', text });
          break;
        }
        case 'table-cell':
          if (table?.cell && table.row) {
            const { text, repeated } = table.cell;
            const count = Math.min(repeated, LIMITS.sheetColumns - table.row.length);
            cells += Math.max(1, count);
            if (cells > LIMITS.tableCells) throw new UnreadableFileError('too many table cells');
            for (let i = 0; i < count; i += 1) table.row.push({ text });
          }
          if (table) table.cell = null;
          break;
        case 'table-row':
          if (table?.row) {
            const row = withoutTrailingBlanks(table.row, tables.length);
            const isBlank = row.every(({ text }) => text.trim() === '');
            const count = isBlank ? 0 : Math.min(table.rowRepeated, 100);
            for (let i = 0; i < count && table.rows.length < LIMITS.sheetRows; i += 1) table.rows.push(row);
            table.row = null;
          }
          break;
        case 'table': {
          const done = tables.pop();
          if (done && done.rows.length > 0) blocks.push({ kind: 'grid', rows: done.rows });
          break;
        }
      }
    },
  });
  return blocks;
}

/** A sheet's rows run blank to its edge; a row of a report has at most fifteen figures. */
function withoutTrailingBlanks(row: GridCell[], depth: number): GridCell[] {
  const MOST = 20;
  if (depth > 1 || row.length <= MOST) return row;
  const last = row.findLastIndex(({ text }) => text.trim() !== '');
  return row.slice(0, Math.max(last + 1, MOST));
}
