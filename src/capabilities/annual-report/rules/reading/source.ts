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
  /** The words between the rows of figures were put in order by their places on a page, so that their order says little. */
  isPlaced?: true;
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
 * row. Strokes are limits too, as in Markdown and in pages saved as text. Text without either has no cells: its figures are cut later.
 */
export function fromPlainText(raw: string): SourceText {
  const text = withoutQuoting(raw.replace(/\r(?!\n)/g, '\n'));
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
    if (line.includes('|')) {
      const parts = strokedParts(line);
      if (parts.length > 1) row += 1;
      if (parts.length === 1 || parts.some((part) => part.text.trim() !== '')) {
        for (const part of parts) add(part.text, at + part.start);
      }
      if (parts.length > 1) row += 1;
    } else if (tab < 0 && isCommaSeparated(line)) {
      row += 1;
      let from = at;
      for (const part of line.split(/[,，]/)) {
        add(part, from);
        from += part.length + 1;
      }
      row += 1;
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

/** Mails and forums put “>” before every line; a blank in its place keeps the offsets. */
function withoutQuoting(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const quoted = lines.filter((line) => line.startsWith('>')).length;
  return quoted > 20 && quoted > 0.8 * lines.length ? text.replace(/^>/gm, ' ') : text;
}

/** Figures in a row of the three tables. */
const ROW_SIZES = new Set([3, 7, 15]);
const LONGEST_LABEL = 60;

/**
 * “（一）予以公开,55,1,0,1,0,1,58”: a short label and behind it as many figures as a row has. Within “1,159” the comma would
 * else be taken for that of thousands.
 */
function isCommaSeparated(line: string): boolean {
  const parts = line.split(/[,，]/);
  if (parts.length < 4) return false;
  const words = parts.findLastIndex((part) => !/^\s*[\d０-９]*(?:\.\d+)?\s*$/.test(part)) + 1;
  const label = parts.slice(0, words).join('');
  return ROW_SIZES.has(parts.length - words) && label.length <= LONGEST_LABEL && !/[。；]|\d\s*$/.test(label);
}

/**
 * The cells of a line with strokes: “| a | b |”, “a | b | |”, or one cell a line, “a |”, where a stroke alone is a blank
 * cell and several are the end of a row. The line of dashes under a head has none.
 */
function strokedParts(line: string): { text: string; start: number }[] {
  if (/^[\s|:-]+$/.test(line) && line.includes('--')) return [];
  const parts: { text: string; start: number }[] = [];
  let from = 0;
  for (let i = 0; i <= line.length; i += 1) {
    if (i < line.length && (line[i] !== '|' || line[i - 1] === '\\')) continue;
    parts.push({ text: line.slice(from, i), start: from });
    from = i + 1;
  }
  if (parts.length > 1 && parts.at(-1)!.text.trim() === '') parts.pop();
  if (parts.length > 1 && parts[0]!.text.trim() === '') parts.shift();
  return parts;
}
