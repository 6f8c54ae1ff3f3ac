/** Excel workbooks (ECMA-376 SpreadsheetML): every sheet as one grid, cells under a merge left out. */
import type { Block, GridCell } from '../rules/reading/source.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';
import { parseXml } from './xml.ts';
import type { Archive } from './zip.ts';

interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** @throws UnreadableFileError */
export function readXlsx(archive: Archive): Block[] {
  const sheets = archive.names
    .filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name))
    .sort((a, b) => Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0));
  if (sheets.length === 0) throw new UnreadableFileError('no worksheet in this workbook');
  const hidden = hiddenSheets(archive);
  const shown = sheets.filter((name) => !hidden.has(name));
  const strings = readSharedStrings(archive);
  return (shown.length > 0 ? shown : sheets)
    .slice(0, 50)
    .map((name): Block => readSheet(archive.read(name)!, name, strings));
}

/** Sheets that nobody sees who opens the workbook: last year's figures, drafts, lists for choosing. */
function hiddenSheets(archive: Archive): Set<string> {
  const workbook = archive.read('xl/workbook.xml');
  const relations = archive.read('xl/_rels/workbook.xml.rels');
  const ids = new Set<string>();
  const parts = new Set<string>();
  if (!workbook || !relations) return parts;
  const nothing = { text() {}, close() {} };
  parseXml(workbook, 'xl/workbook.xml', {
    ...nothing,
    open(name, attributes) {
      const id = attributes.get('id');
      if (name === 'sheet' && id && /hidden$/i.test(attributes.get('state') ?? '')) ids.add(id);
    },
  });
  parseXml(relations, 'xl/_rels/workbook.xml.rels', {
    ...nothing,
    open(_, attributes) {
      const target = attributes.get('Target');
      if (target && ids.has(attributes.get('Id') ?? ''))
        parts.add(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return parts;
}

function readSharedStrings(archive: Archive): string[] {
  const part = archive.read('xl/sharedStrings.xml');
  const strings: string[] = [];
  if (!part) return strings;
  let inText = false;
  let phonetic = 0;
  parseXml(part, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') strings.push('');
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(text) {
      if (inText && strings.length > 0) strings[strings.length - 1] += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
    },
  });
  return strings;
}

function readSheet(bytes: Uint8Array, part: string, strings: readonly string[]): Block {
  const values = new Map<string, string>();
  const merges: Area[] = [];
  let row = -1;
  let column = -1;
  let type = 'n';
  let raw = '';
  let inValue = false;
  let bottom = -1;
  let right = -1;
  parseXml(bytes, part, {
    open(name, attributes) {
      if (name === 'row') {
        const given = Number(attributes.get('r'));
        row = Number.isInteger(given) && given > 0 ? given - 1 : row + 1;
        column = -1;
      } else if (name === 'c') {
        const reference = attributes.get('r');
        column = reference === undefined ? column + 1 : columnOf(reference);
        type = attributes.get('t') ?? 'n';
        raw = '';
      } else if (name === 'v' || name === 't') inValue = true;
      else if (name === 'mergeCell') {
        const area = areaOf(attributes.get('ref') ?? '');
        if (area) merges.push(area);
      }
    },
    text(text) {
      if (inValue) raw += text;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      if (name !== 'c' || raw === '' || row >= LIMITS.sheetRows || column >= LIMITS.sheetColumns || column < 0) return;
      const text = type === 's' ? (strings[Number(raw)] ?? '') : type === 'n' ? plainNumber(raw) : raw;
      if (text.trim() === '') return;
      values.set(`${row}/${column}`, text);
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
    },
  });
  const covered = coveredCells(merges, bottom, right);
  const rows: GridCell[][] = [];
  for (let r = 0; r <= bottom; r += 1) {
    const cells: GridCell[] = [];
    for (let c = 0; c <= right; c += 1) {
      const at = `${r}/${c}`;
      if (!covered.has(at)) cells.push({ text: values.get(at) ?? '' });
    }
    if (cells.some((cell) => cell.text !== '')) rows.push(cells);
  }
  return { kind: 'grid', rows };
}

/** Excel writes 1.5E-2 and 12032.000000000002: show what a person sees. */
function plainNumber(raw: string): string {
  const value = Number(raw);
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : raw;
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,4}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function areaOf(reference: string): Area | null {
  const match = /^([A-Z]{1,4})(\d{1,7}):([A-Z]{1,4})(\d{1,7})$/.exec(reference);
  if (!match) return null;
  return {
    left: columnOf(match[1]!),
    top: Number(match[2]) - 1,
    right: columnOf(match[3]!),
    bottom: Number(match[4]) - 1,
  };
}

function coveredCells(merges: readonly Area[], bottom: number, right: number): Set<string> {
  const covered = new Set<string>();
  for (const area of merges) {
    for (let r = area.top; r <= Math.min(area.bottom, bottom); r += 1) {
      for (let c = area.left; c <= Math.min(area.right, right); c += 1) {
        if (covered.size > LIMITS.tableCells) throw new UnreadableFileError('too many merged cells');
        if (r !== area.top || c !== area.left) covered.add(`${r}/${c}`);
      }
    }
  }
  return covered;
}
