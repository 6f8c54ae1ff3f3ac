/** The one shape that every file format is brought into before a table is recognised in it. */

/** A cell as anchored in its row: merged cells appear once, in the row and column where they begin. */
export interface GridCell {
  text: string;
}

export type Block =
  | { kind: 'paragraph'; text: string }
  /** Rows of anchored cells, top to bottom, left to right. */
  | { kind: 'grid'; rows: GridCell[][] };

/** A table cell whose limits the file itself gives, so that an empty one is known to be empty. */
export interface CellSpan {
  start: number;
  end: number;
  /** Cells of one printed row share this number; it never decreases. */
  row: number;
}

/** The text as read. Every offset anywhere in the findings counts UTF-16 units of `text`. */
export interface SourceText {
  text: string;
  /** In the order of the text, not overlapping. */
  cells: CellSpan[];
}

/** Blocks laid out as text: a paragraph a line, a grid row a line with tabs between its cells. */
export function layOut(blocks: readonly Block[]): SourceText {
  const pieces: string[] = [];
  const cells: CellSpan[] = [];
  let at = 0;
  let row = 0;
  const put = (text: string): void => {
    pieces.push(text);
    at += text.length;
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      put(`${block.text}\n`);
      continue;
    }
    for (const line of block.rows) {
      row += 1;
      for (const [index, cell] of line.entries()) {
        if (index > 0) put('\t');
        // Line breaks within a cell are only how its label was wrapped.
        const text = cell.text.replace(/[\t\r\n]+/g, '').trim();
        cells.push({ start: at, end: at + text.length, row });
        put(text);
      }
      put('\n');
    }
  }
  return { text: pieces.join(''), cells };
}

/**
 * Plain text and Markdown, kept unit for unit, so that offsets fit the file's own text. A tab is a cell's limit, either
 * between the cells of a line or before each cell when a table was flattened a cell a line; then an empty line ends the
 * row. In Markdown the limits are the strokes of a table line. Text without either has no cells: its figures are cut later.
 */
export function fromPlainText(raw: string): SourceText {
  const text = raw.replace(/\r(?!\n)/g, '\n');
  const cells: CellSpan[] = [];
  let at = 0;
  let row = 0;
  const add = (part: string, from: number): void => {
    const body = part.trim();
    const start = from + (body === '' ? 0 : part.length - part.trimStart().length);
    cells.push({ start, end: start + body.length, row });
  };
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (/^\s*\|.*\|\s*$/.test(line)) {
      row += 1;
      addStrokedCells(line, at, add);
    } else if (line.trim() === '' && tab < 0) {
      row += 1;
    } else if (tab === 0 && line.indexOf('\t', 1) < 0) {
      add(line.slice(1), at + 1);
    } else if (tab >= 0) {
      row += 1;
      let from = at;
      for (const part of line.split('\t')) {
        add(part, from);
        from += part.length + 1;
      }
      row += 1;
    }
    at += line.length + 1;
  }
  return { text, cells };
}

/** A line “| a | b |”; the line of dashes under the head has no cells. */
function addStrokedCells(line: string, at: number, add: (part: string, from: number) => void): void {
  if (/^[\s|:-]+$/.test(line) && line.includes('--')) return;
  let from = line.indexOf('|') + 1;
  for (let i = from; i < line.length; i += 1) {
    if (line[i] !== '|' || line[i - 1] === '\\') continue;
    add(line.slice(from, i), at + from);
    from = i + 1;
  }
}
