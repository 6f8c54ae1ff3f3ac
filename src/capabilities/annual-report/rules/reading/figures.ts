/** Runs of figures and the words before them: what is left of a table once its lines are gone. */
import type { SourceText } from './source.ts';

export interface FigureToken {
  /** `figure`: digits; `blank`: an empty cell; `other`: a cell with something that is no number. */
  kind: 'figure' | 'blank' | 'other';
  text: string;
  start: number;
  end: number;
  /** The file gave this cell's limits, so it must not be cut. */
  explicit: boolean;
  /** The printed row: of a cell as the file numbers it, of a loose figure a negative number for its line. */
  row: number;
}

export interface FigureGroup {
  /** All words since the group before. */
  label: string;
  tokens: FigureToken[];
  start: number;
  end: number;
}

/** Full-width digits, points and signs as ASCII, one unit for one unit so that offsets stay. */
export function asciiDigits(text: string): string {
  return text.replace(/[０-９．，－＋]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

/** Whether the text only says that there is nothing: “-”, “/”, “无”. */
export function saysNone(text: string): boolean {
  return STROKE.test(text) || text === '无';
}

const HAN = /[\u3400-\u9fff]/;
/** “减4” under 本年增/减 of the 2019 form. */
const CHANGE = /^(增加?|减少?)\s*(\d+)$/;
const CELL_NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=(?:件|个|条|项|万元)?$)/;
const LOOSE_NUMBER = /(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?/g;
/** A number that counts something in a sentence, or is part of a name: no table cell. */
const WORDS_AFTER =
  /^[ \t　]*(?:[年月日件条次号个项起期名人处页字场类批篇份宗起例元余届%％〕\]]|万[元件条人次]|[多几]个)/;
const ORDINAL_AFTER = /^[ \t　]*[.、,][ \t　]*[^\d\s.,]/;
/** What stands for “none” where a figure should: a stroke by itself. */
const STROKE = /^[-—–－/／]{1,2}$/;
const NUMBER_OR_STROKE = new RegExp(`${LOOSE_NUMBER.source}|(?<=^|[\\s　])(?:[-—–－/／]{1,2}|无)(?=$|[\\s　])`, 'g');
/** The report's own title at the head of each page, in the middle of a table. */
const PAGE_HEAD = /(?:20\d{2}年度?)?政府信息公开工作年度报告/g;
const PAGE_NUMBER = /^[ \t]*(?:[-—–－]+[ \t]*\d+[ \t]*[-—–－]+|\d{1,3}[ \t]*[/／][ \t]*\d{1,3})[ \t]*$/gm;

/** Value of a figure's text: separators for thousands removed. */
export function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}

/** The figures of the text from `start` to `end`, grouped; words between two figures begin a new group. */
export function figureGroups(source: SourceText, start: number, end: number): FigureGroup[] {
  const groups: FigureGroup[] = [];
  let label = '';
  let tokens: FigureToken[] = [];
  /** Line of the loose figures; negative as their row, since the rows of cells count upwards. */
  let line = 1;
  const close = (): void => {
    const kept = trimBlanks(tokens);
    if (kept.length > 0) {
      groups.push({ label, tokens: kept, start: kept[0]!.start, end: kept.at(-1)!.end });
      label = '';
    }
    tokens = [];
  };
  const addWords = (words: string): void => {
    if (!HAN.test(words)) return;
    close();
    label += words.replace(PAGE_HEAD, '');
  };
  // A page number or another table's row behind a complete row is no part of it.
  const addToken = (token: FigureToken): void => {
    const last = tokens.at(-1);
    if (last && token.kind !== 'blank' && last.row !== token.row && isComplete(tokens, token)) close();
    tokens.push(token);
  };
  const scanLoose = (from: number, to: number): void => {
    if (to <= from) return;
    for (const piece of splitLoose(source.text.slice(from, to), from)) {
      if (typeof piece === 'string') {
        line += piece.split('\n').length - 1;
        addWords(piece);
      } else addToken({ ...piece, row: -line });
    }
  };
  let at = start;
  for (const cell of source.cells) {
    if (cell.end < start || cell.start < at) continue;
    if (cell.start >= end) break;
    scanLoose(at, cell.start);
    at = cell.end;
    const text = source.text.slice(cell.start, cell.end);
    const token = cellToken(text, cell.start, cell.row);
    if (token === null) {
      if (/\d{7}$|(?:\d+\s+){6}\d+$/.test(asciiDigits(text))) scanLoose(cell.start, cell.end);
      else addWords(text);
    } else addToken(token);
  }
  scanLoose(at, end);
  close();
  return groups;
}

/** Figures in a row of the three tables. */
const ROW_SIZES = new Set([3, 5, 7, 15]);

/** Whether `tokens`, all of one printed row, are the whole of it, so that `next` in another row is something else. */
function isComplete(tokens: readonly FigureToken[], next: FigureToken): boolean {
  const first = tokens[0]!;
  const filled = tokens.filter(({ kind }) => kind !== 'blank').length;
  if (first.explicit || next.explicit) return filled >= 5;
  // Loose figures: a line of as many as a row has.
  return tokens.every(({ row }) => row === first.row) && ROW_SIZES.has(filled);
}

/** “**151**” in Markdown is 151; strokes of emphasis around nothing are a blank cell. */
function withoutEmphasis(text: string): string {
  if (/^[*_`]{2,}$/.test(text)) return '';
  return /^(\*{1,3}|_{1,2}|`)(.+)\1$/.exec(text)?.[2]?.trim() ?? text;
}

function cellToken(raw: string, start: number, row: number): FigureToken | null {
  const text = withoutEmphasis(asciiDigits(raw.trim()));
  const at = { start, end: start + raw.length, explicit: true, row };
  if (text === '') return { kind: 'blank', text, ...at };
  const change = CHANGE.exec(text);
  if (change) return { kind: 'figure', text: `${change[1]!.startsWith('减') ? '-' : ''}${change[2]}`, ...at };
  const number = CELL_NUMBER.exec(text);
  if (number) return { kind: 'figure', text: number[0], ...at };
  return HAN.test(text) && text !== '无' ? null : { kind: 'other', text: raw.trim(), ...at };
}

/** Blank cells around a row belong to the merged headings beside it, as far as they lie in other rows than its figures. */
function trimBlanks(tokens: FigureToken[]): FigureToken[] {
  const filled = tokens.filter((token) => token.kind !== 'blank');
  if (filled.length === 0) return tokens.length === 0 ? [] : onlyFirstRow(tokens);
  const rows = new Set(filled.map((token) => token.row));
  return tokens.filter((token) => token.kind !== 'blank' || rows.has(token.row));
}

function onlyFirstRow(tokens: FigureToken[]): FigureToken[] {
  return tokens.filter((token) => token.row === tokens[0]!.row);
}

function splitLoose(raw: string, offset: number): (string | FigureToken)[] {
  const text = asciiDigits(raw).replace(PAGE_NUMBER, (line) => ' '.repeat(line.length));
  const pieces: (string | FigureToken)[] = [];
  let at = 0;
  let words = '';
  for (const match of text.matchAll(NUMBER_OR_STROKE)) {
    let figure = match[0];
    if (!/\d/.test(figure)) {
      pieces.push(words + text.slice(at, match.index));
      words = '';
      at = match.index + figure.length;
      const start = offset + match.index;
      pieces.push({ kind: 'other', text: figure, start, end: at + offset, explicit: false, row: -1 });
      continue;
    }
    const after = text.slice(match.index + figure.length, match.index + figure.length + 8);
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    words += text.slice(at, match.index);
    at = match.index + figure.length;
    let ordinal = '';
    if (ORDINAL_AFTER.test(after) && /[1-8]$/.test(figure)) {
      ordinal = figure.slice(-1);
      figure = figure.slice(0, -1);
    } else if (isCellWithUnit(before, after)) {
      at += /^(?:件|个|项|元|万元)/.exec(after)![0].length;
    } else if (
      (figure.length < 7 && WORDS_AFTER.test(after) && !isLastOfRun(pieces, words, after)) ||
      /[第〔[][ \t　]*$/.test(before) ||
      isBracketed(before, after)
    ) {
      words += figure;
      continue;
    }
    if (figure !== '' && /[0-9]$/.test(figure)) {
      // “增加3” under 本年增/减 is a cell, not words between two figures.
      pieces.push(words.replace(/(?<=[\d\s　]|^)(?:增加?|减少?)$/, ''));
      words = '';
      const start = offset + match.index;
      pieces.push({ kind: 'figure', text: figure, start, end: start + figure.length, explicit: false, row: -1 });
    }
    words += ordinal;
  }
  pieces.push(words + text.slice(at));
  return pieces;
}

/** “0 0 3 类别”: behind other figures and before a space a word is no unit. */
function isLastOfRun(pieces: readonly (string | FigureToken)[], words: string, after: string): boolean {
  return typeof pieces.at(-1) === 'object' && words.trim() === '' && words !== '' && /^[ \t　]/.test(after);
}

/** “12件” alone between spaces is a cell that repeats its unit. */
function isCellWithUnit(before: string, after: string): boolean {
  return /(?:^|[\s　])$/.test(before) && /^(?:件|个|项|元|万元)(?:[\s　]|$)/.test(after);
}

function isBracketed(before: string, after: string): boolean {
  return /[(（]\s*$/.test(before) && /^\s*[)）]/.test(after);
}
