/** Word documents (ECMA-376 WordprocessingML): paragraphs and tables with their merges. */
import type { Block, GridCell } from '../rules/reading/source.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';
import { parseXml } from './xml.ts';
import type { Archive } from './zip.ts';

interface TableState {
  rows: GridCell[][];
  row: GridCell[] | null;
  cell: { text: string; covered: boolean } | null;
}

/** @throws UnreadableFileError */
export function readDocx(archive: Archive): Block[] {
  const document = archive.read('word/document.xml');
  if (!document) throw new UnreadableFileError('no word/document.xml in this document');
  const blocks: Block[] = [];
  const tables: TableState[] = [];
  /** Open paragraphs: one inside another when a text box sits in it. */
  const paragraphs: string[] = [];
  let inText = 0;
  let skipped = 0;
  let inRowProperties = false;
  let cells = 0;
  const append = (text: string): void => {
    const last = paragraphs.length - 1;
    if (last >= 0) paragraphs[last] = paragraphs[last]! + text;
  };
  parseXml(document, 'word/document.xml', {
    open(name, attributes) {
      // Fallback repeats for old programs what the choice before it already holds, moveFrom what now stands elsewhere.
      if (name === 'Fallback' || name === 'moveFrom' || skipped > 0) {
        skipped += 1;
        return;
      }
      const table = tables.at(-1);
      switch (name) {
        case 'tbl':
          tables.push({ rows: [], row: null, cell: null });
          break;
        case 'tr':
          if (table) table.row = [];
          break;
        case 'tc':
          if (table) table.cell = { text: '', covered: false };
          break;
        case 'trPr':
          inRowProperties = true;
          break;
        case 'del':
          // A row struck out under tracked changes; struck-out words are of another element than words.
          if (inRowProperties && table) table.row = null;
          break;
        case 'vMerge':
        case 'hMerge':
          if (table?.cell && attributes.get('val') !== 'restart') table.cell.covered = true;
          break;
        case 'p':
          paragraphs.push('');
          break;
        case 't':
          inText += 1;
          break;
        case 'tab':
          if (paragraphs.length > 0 && inText === 0 && !attributes.has('pos')) append(' ');
          break;
        case 'br':
        case 'cr':
          append('\n');
          break;
      }
    },
    text(text) {
      if (inText > 0 && skipped === 0) append(text);
    },
    close(name) {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      const table = tables.at(-1);
      switch (name) {
        case 't':
          inText -= 1;
          break;
        case 'p': {
          const text = paragraphs.pop() ?? '';
          if (table?.cell) table.cell.text += text;
          else if (text.trim() !== '') blocks.push({ kind: 'paragraph', text });
          break;
        }
        case 'tc':
          if (table?.cell && table.row) {
            cells += 1;
            if (cells > LIMITS.tableCells) throw new UnreadableFileError('too many table cells');
            if (!table.cell.covered) table.row.push({ text: table.cell.text });
            table.cell = null;
          }
          break;
        case 'trPr':
          inRowProperties = false;
          break;
        case 'tr':
          if (table?.row) table.rows.push(table.row);
          if (table) table.row = null;
          break;
        case 'tbl': {
          const done = tables.pop();
          if (done) blocks.push({ kind: 'grid', rows: done.rows });
          break;
        }
      }
    },
  });
  return blocks;
}
