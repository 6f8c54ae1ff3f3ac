import type { Finding } from '../finding.ts';
import { makeFinding } from './make.ts';

const CLOSER_OF = new Map([
  ['（', '）'],
  ['(', ')'],
  ['《', '》'],
  ['〈', '〉'],
  ['“', '”'],
  ['‘', '’'],
  ['【', '】'],
  ['〔', '〕'],
  ['「', '」'],
  ['『', '』'],
  ['［', '］'],
]);
const OPENER_OF = new Map([...CLOSER_OF].map(([open, close]) => [close, open]));
const NAMES = new Map([
  ['（', '括号'],
  ['(', '括号'],
  ['《', '书名号'],
  ['〈', '书名号'],
  ['“', '引号'],
  ['‘', '引号'],
  ['【', '方头括号'],
  ['〔', '六角括号'],
  ['「', '引号'],
  ['『', '引号'],
  ['［', '方括号'],
]);
const MARK = /[（()）《》〈〉“”‘’【】〔〕「」『』［］\n]/g;
const HAN = /[\u3400-\u9fff]/;
const FULL_WIDTH = new Map([
  [',', '，'],
  [';', '；'],
  [':', '：'],
  ['?', '？'],
  ['!', '！'],
  ['.', '。'],
]);

interface Opened {
  readonly mark: string;
  readonly at: number;
}

export function checkPunctuation(text: string): Finding[] {
  return [...checkPairs(text), ...checkWidth(text), ...checkSequences(text)];
}

/**
 * Brackets, quotation marks and book-title marks without their partner. Book-title marks and brackets must close within
 * their paragraph; double quotation marks may span paragraphs, each of which may open anew (a quoted text of several paragraphs).
 */
export function checkPairs(text: string): Finding[] {
  const findings: Finding[] = [];
  let stack: Opened[] = [];
  const unpaired = (opened: Opened, isOpener: boolean) => findings.push(unpairedFinding(text, opened, isOpener));
  for (const match of text.matchAll(MARK)) {
    const mark = match[0];
    const at = match.index;
    if (mark === '\n') {
      const carried: Opened[] = [];
      for (const opened of stack) {
        if (opened.mark === '“' || closesSoon(text, opened.mark, at)) carried.push(opened);
        else if (isParagraphBreak(text, at)) unpaired(opened, true);
        else carried.push(opened);
      }
      stack = carried;
      continue;
    }
    if (CLOSER_OF.has(mark)) {
      if (mark === '“' && startsParagraph(text, at) && stack.at(-1)?.mark === '“') continue;
      if (mark === '“' && stack.at(-1)?.mark === '“' && nextQuote(text, at) !== '”') {
        findings.push(wrongDirection(text, at, '”'));
        stack.pop();
        continue;
      }
      stack.push({ mark, at });
      continue;
    }
    if (mark === '”' && !stack.some((opened) => opened.mark === '“') && nextQuote(text, at) === '”') {
      findings.push(wrongDirection(text, at, '“'));
      stack.push({ mark: '“', at });
      continue;
    }
    if (mark === '’' && /[A-Za-z]/.test(text[at - 1] ?? '')) continue;
    closeMark(text, mark, at, stack, findings, unpaired);
  }
  for (const opened of stack) unpaired(opened, true);
  return findings.sort((a, b) => a.start - b.start);
}

function closeMark(
  text: string,
  mark: string,
  at: number,
  stack: Opened[],
  findings: Finding[],
  unpaired: (opened: Opened, isOpener: boolean) => void,
): void {
  const wanted = OPENER_OF.get(mark)!;
  const top = stack.at(-1);
  if (top?.mark === wanted) {
    stack.pop();
    return;
  }
  const other = mark === '）' ? '(' : mark === ')' ? '（' : undefined;
  if (other !== undefined && top?.mark === other) {
    stack.pop();
    // The law database writes half-width brackets round Chinese text throughout; only the mixture is an error.
    findings.push(
      makeFinding(
        text,
        'punctuation',
        'facts.bracket-width',
        at,
        at + 1,
        'warning',
        `括号一半为全角、一半为半角：与前面的“${top.mark}”不一致。`,
        CLOSER_OF.get(top.mark)!,
      ),
    );
    return;
  }
  if (isListMarker(text, mark, at)) return;
  let depth = stack.length - 1;
  while (depth >= 0 && stack[depth]!.mark !== wanted) depth--;
  if (depth < 0) {
    unpaired({ mark, at }, false);
    return;
  }
  for (const opened of stack.splice(depth + 1)) unpaired(opened, true);
  stack.pop();
}

/** The next double quotation mark of the same paragraph. */
function nextQuote(text: string, at: number): string | undefined {
  return /^[^\n“”]*([“”])/.exec(text.slice(at + 1, at + 400))?.[1];
}

function wrongDirection(text: string, at: number, right: string): Finding {
  const message = `引号方向写反：此处应为“${right}”。`;
  return makeFinding(text, 'punctuation', 'facts.unpaired', at, at + 1, 'error', message, right);
}

/** A title or note broken over two lines: the unfinished line's mark is closed before another one opens. */
function closesSoon(text: string, mark: string, at: number): boolean {
  if (/[。！？；]\s*$/.test(text.slice(Math.max(0, at - 3), at))) return false;
  const after = text.slice(at + 1, at + 80);
  const closer = after.indexOf(CLOSER_OF.get(mark)!);
  if (closer < 0) return false;
  const opener = after.indexOf(mark);
  return (opener < 0 || opener > closer) && !/[。！？]/.test(after.slice(0, closer));
}

/** 1) and 一） at the head of an item have no opening bracket. */
function isListMarker(text: string, mark: string, at: number): boolean {
  if (mark !== ')' && mark !== '）') return false;
  return /(?:^|[\s，。；：、！？,;:])[0-9０-９a-zA-Z一二三四五六七八九十]{1,3}$/.test(
    text.slice(Math.max(0, at - 5), at),
  );
}

function startsParagraph(text: string, at: number): boolean {
  return /(?:^|\n)[ \t\u3000>#*-]*$/.test(text.slice(Math.max(0, at - 12), at));
}

/** A line break that ends a paragraph: the line before is finished, or the line after is indented, blank or numbered. */
function isParagraphBreak(text: string, at: number): boolean {
  if (/[。！？；：.!?;:”]\s*$/.test(text.slice(Math.max(0, at - 4), at))) return true;
  const after = text.slice(at + 1, at + 8);
  return (
    after === '' ||
    /^(?:\s|\u3000|第.{1,4}条|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])/.test(after) ||
    at - lastBreak(text, at) < 18
  );
}

function lastBreak(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1);
}

function unpairedFinding(text: string, opened: Opened, isOpener: boolean): Finding {
  const partner = isOpener ? CLOSER_OF.get(opened.mark)! : OPENER_OF.get(opened.mark)!;
  const name = NAMES.get(isOpener ? opened.mark : partner) ?? '标点';
  const message = isOpener
    ? `${name}不成对：有“${opened.mark}”而没有“${partner}”。`
    : `${name}不成对：有“${opened.mark}”而前面没有“${partner}”。`;
  return makeFinding(text, 'punctuation', 'facts.unpaired', opened.at, opened.at + 1, 'error', message);
}

/** Half-width marks between Chinese characters of a document that otherwise uses full-width ones. */
export function checkWidth(text: string): Finding[] {
  if (!/[，。；：？！]/.test(text)) return [];
  const findings: Finding[] = [];
  const styles = new Map<string, boolean>();
  for (const match of text.matchAll(/[\u3400-\u9fff》”）〕%％](\s?)([,;:?!.])(?=[\u3400-\u9fff《“（〔]|$|\s*\n)/g)) {
    const at = match.index + match[0].length - 1;
    const mark = match[2]!;
    if (mark === '.' && !isFullStop(text, match.index, at)) continue;
    if (mark === ':' && (!HAN.test(text[match.index]!) || at - lastBreak(text, at) < 10)) continue;
    if (isHouseStyle(text, mark, styles)) continue;
    const right = FULL_WIDTH.get(mark)!;
    findings.push(
      makeFinding(
        text,
        'punctuation',
        'facts.width',
        at,
        at + 1,
        'warning',
        `中文之间误用半角标点“${mark}”，应为“${right}”。`,
        right,
      ),
    );
  }
  return findings;
}

const SHORT_TEXT = 1000;

/** A long text that writes one mark half-width more often than full-width does so as a style, not by a slip. */
function isHouseStyle(text: string, mark: string, known: Map<string, boolean>): boolean {
  let isStyle = known.get(mark);
  if (isStyle === undefined) {
    const half = text.split(mark).length - 1;
    const full = text.split(FULL_WIDTH.get(mark)!).length - 1;
    isStyle = text.length > SHORT_TEXT && half > full;
    known.set(mark, isStyle);
  }
  return isStyle;
}

/** A half-width full stop ends a sentence; 一.总则 and 甲.某某 are numbering. */
function isFullStop(text: string, from: number, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at);
  if (/(?:^|[\s，。；：、！？（(])[一二三四五六七八九十甲乙丙丁]{1,3}$/.test(before)) return false;
  return from < at && (at + 1 === text.length || /[\s\u3400-\u9fff]/.test(text[at + 1] ?? '\n'));
}

/** Marks that cannot follow one another: ，， 。。 ，。 （， ，） and an ellipsis of full stops. */
export function checkSequences(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(/[，。；：、]{2,}/g)) {
    const marks = match[0];
    const end = match.index + marks.length;
    if (/^。{3,}$/.test(marks)) {
      findings.push(
        makeFinding(text, 'punctuation', 'facts.sequence', match.index, end, 'warning', '省略号应写作“……”。', '……'),
      );
      continue;
    }
    const strongest = [...marks].find((mark) => mark === '。') ?? marks[0]!;
    findings.push(
      makeFinding(
        text,
        'punctuation',
        'facts.sequence',
        match.index,
        end,
        'error',
        `标点重复或连用不当：“${marks}”。`,
        strongest,
      ),
    );
  }
  for (const match of text.matchAll(/[（《〈〔][，。；：、！？]|[，、；：](?=[）》〉〕])/g)) {
    const end = match.index + match[0].length;
    const kept = match[0].length === 2 ? match[0][0]! : '';
    findings.push(
      makeFinding(
        text,
        'punctuation',
        'facts.sequence',
        match.index,
        end,
        'warning',
        '括号、书名号内侧不应紧接此标点。',
        kept,
      ),
    );
  }
  return findings;
}
