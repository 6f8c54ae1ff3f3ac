/** Where in a file something stands, as a person looks it up. */
export type FilePlace =
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'cell'; readonly sheet: string; readonly cell: string }
  | { readonly kind: 'paragraph'; readonly paragraph: number };

/**
 * Tells the place of offsets in the text of a file: PDF by pages (each ends with a form feed), XLSX by sheet and cell (a sheet is its
 * name, lines of cells parted by tabs, a form feed), DOCX by paragraphs that are not empty. Null where the text does not say.
 * Offsets are UTF-16 code units; pages, rows and paragraphs count from 1.
 */
export function filePlaces(fileName: string, text: string): (offset: number) => FilePlace | null {
  const format = /\.(pdf|xlsx|docx)$/i.exec(fileName)?.[1]?.toLowerCase();
  if (format === 'pdf') return pagePlaces(text);
  if (format === 'xlsx') return cellPlaces(text);
  if (format === 'docx') return paragraphPlaces(text);
  return () => null;
}

/** As an official would say it: 第3页 · 工作表“名单”B4单元格 · 第5段. */
export function filePlaceLabel(place: FilePlace): string {
  if (place.kind === 'page') return `第${place.page}页`;
  if (place.kind === 'paragraph') return `第${place.paragraph}段`;
  return `工作表“${place.sheet}”${place.cell === '' ? '的名称' : `${place.cell}单元格`}`;
}

function pagePlaces(text: string): (offset: number) => FilePlace | null {
  const ends = indexesOf(text, '\f');
  return (offset) =>
    ends.length === 0 ? null : { kind: 'page', page: Math.min(before(ends, offset) + 1, ends.length) };
}

function cellPlaces(text: string): (offset: number) => FilePlace | null {
  const ends = indexesOf(text, '\f');
  const breaks = indexesOf(text, '\n');
  return (offset) => {
    const sheet = before(ends, offset);
    if (sheet >= ends.length) return null;
    // The line break behind the form feed belongs to no sheet.
    const start = sheet === 0 ? 0 : ends[sheet - 1]! + 2;
    const firstBreak = before(breaks, start);
    const row = before(breaks, offset) - firstBreak;
    const name = text.slice(start, breaks[firstBreak] ?? ends[sheet]!);
    if (row <= 0) return { kind: 'cell', sheet: name, cell: '' };
    const line = breaks[firstBreak + row - 1]! + 1;
    let column = 0;
    for (let at = text.indexOf('\t', line); at >= 0 && at < offset; at = text.indexOf('\t', at + 1)) column++;
    return { kind: 'cell', sheet: name, cell: `${columnName(column)}${row}` };
  };
}

function paragraphPlaces(text: string): (offset: number) => FilePlace | null {
  const starts: number[] = [];
  for (const { index } of text.matchAll(/[^\n]*[^\s][^\n]*/g)) starts.push(index);
  return (offset) => {
    const paragraph = before(starts, offset + 1);
    return paragraph === 0 ? null : { kind: 'paragraph', paragraph };
  };
}

/** 0 is A, 26 is AA. */
function columnName(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : columnName(Math.floor(column / 26) - 1) + rest;
}

function indexesOf(text: string, part: string): number[] {
  const indexes: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) indexes.push(at);
  return indexes;
}

/** How many of the ordered numbers are smaller. */
function before(ordered: readonly number[], value: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ordered[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
