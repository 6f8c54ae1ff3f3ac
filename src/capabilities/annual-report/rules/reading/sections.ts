/** The six parts of the report, found by their headings however these vary. */
import { PART_TITLES } from '../form.ts';
import { oneSlip } from './fuzzy.ts';

export interface Section {
  /** 1 to 6. */
  part: number;
  /** Where the heading begins, where its text ends, and where the part ends (the next heading, or the text's end). */
  start: number;
  bodyStart: number;
  end: number;
  heading: string;
}

/** Titles as printed, with what authors put before, between and after the official words. */
const TITLES: readonly RegExp[] = [
  /(?:(?:年度)?工作)?(?:总\s*体|总的|基本)\s*情\s*况|概\s*述/,
  /(?:行政机关)?主动公开(?:政府)?信息(?:的)?(?:工作)?情况/,
  /(?:行政机关|本机关)?(?:收到|受理)(?:和|与|及|、)?(?:处理|办理)?[\u4e00-\u9fff]{0,8}申请(?:的)?(?:办理|处理)?情况/,
  /(?:因|本年度)?(?:政府信息公开)?[\u4e00-\u9fff]{0,8}行政.{0,2}复议[\u4e00-\u9fff、，和及]{0,8}诉讼(?:的)?情况/,
  /(?:[\u4e00-\u9fff]{0,12})(?:存在的?)?(?:主要)?问题[\u4e00-\u9fff、，]{0,4}改进(?:情况|措施|方向|工作)?/,
  /(?:其他|其它)(?:需要|需|应当|须)?(?:报告|说明)?的?(?:重要)?(?:其他)?事项/,
];

interface Candidate {
  part: number;
  start: number;
  bodyStart: number;
  heading: string;
}

function candidatesOf(text: string): Candidate[] {
  const found: Candidate[] = [];
  const compact = withoutSpaces(text);
  const add = (part: number, start: number, end: number): void => {
    // “（一）主动公开政府信息情况” is a heading inside a part.
    if (/[（(第十百〇零一二三四五六七八九]$/.test(text.slice(Math.max(0, start - 1), start))) return;
    const lead = /^[#*\s]*/.exec(text.slice(start, end))![0].length;
    if (found.some((other) => other.start === start + lead && other.bodyStart === end)) return;
    found.push({ part, start: start + lead, bodyStart: end, heading: text.slice(start + lead, end).trim() });
  };
  for (const [index, title] of TITLES.entries()) {
    const numeral = '一二三四五六'[index]!;
    const numbered = new RegExp(`(?:第${numeral}部分|${numeral}[、.．，,：:]?)(?:${title.source})`, 'g');
    // “2、主动公开政府信息情况”, “（二）…”: other numbers, told from headings inside a part by being the part's own.
    const renumbered = new RegExp(
      `(?:[（(](?:${numeral}|${index + 1})[）)]|(?<![\\d（(])${index + 1}[、.．])(?:${title.source})`,
      'g',
    );
    // Titles with a number of theirs are known even where spaces or a narrow column break them.
    for (const pattern of [numbered, renumbered]) {
      for (const match of compact.text.matchAll(pattern))
        add(index + 1, compact.offsets[match.index]!, compact.offsets[match.index + match[0].length - 1]! + 1);
    }
    const alone = new RegExp(`(?<=^|\\n)[#*\\s]*(?:${title.source})[*\\s]*(?=\\n|$)`, 'g');
    for (const match of text.matchAll(alone)) add(index + 1, match.index, match.index + match[0].length);
  }
  found.push(...misprintedTitles(text, found));
  return found.sort((a, b) => a.start - b.start || a.bodyStart - b.bodyStart);
}

function withoutSpaces(text: string): { text: string; offsets: number[] } {
  const offsets: number[] = [];
  let compact = '';
  for (const match of text.matchAll(/[^\s　]+/g)) {
    compact += match[0];
    for (let i = 0; i < match[0].length; i += 1) offsets.push(match.index + i);
  }
  return { text: compact, offsets };
}

/** “二、主动公开政府信息请况”: a numbered official title with one character wrong, lost or too many. */
function misprintedTitles(text: string, known: readonly Candidate[]): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(/(?<=^|[^（(第十百〇零一二三四五六七八九])([一二三四五六])[\s　]{0,3}[、.．]/g)) {
    const part = '一二三四五六'.indexOf(match[1]!) + 1;
    if (known.some(({ start }) => start === match.index)) continue;
    const title = PART_TITLES[part - 1]!;
    const ends: number[] = [];
    let letters = '';
    for (let at = match.index + match[0].length; at < text.length && letters.length <= title.length; at += 1) {
      // A broken line may cut a title, not follow one that is nearly whole.
      if (text[at] === '\n' && letters.length >= title.length - 1) break;
      if (/\s/.test(text[at]!)) continue;
      letters += text[at];
      ends.push(at + 1);
    }
    const size = [title.length, title.length + 1, title.length - 1].find(
      (length) => length <= letters.length && oneSlip(letters.slice(0, length), title) !== null,
    );
    if (size === undefined) continue;
    const bodyStart = ends[size - 1]!;
    found.push({ part, start: match.index, bodyStart, heading: text.slice(match.index, bodyStart).trim() });
  }
  return found;
}

/** The longest run of headings in the right order; of equally long ones the last, since tables of contents come first. */
export function findSections(text: string): Section[] {
  const candidates = candidatesOf(text).slice(0, 400);
  const length = candidates.map(() => 1);
  const before = candidates.map(() => -1);
  let last = -1;
  for (let i = 0; i < candidates.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const fits = candidates[j]!.part < candidates[i]!.part && candidates[j]!.bodyStart <= candidates[i]!.start;
      if (fits && length[j]! + 1 >= length[i]!) {
        length[i] = length[j]! + 1;
        before[i] = j;
      }
    }
    if (last < 0 || length[i]! >= length[last]!) last = i;
  }
  const chain: Candidate[] = [];
  for (let i = last; i >= 0; i = before[i]!) chain.unshift(candidates[i]!);
  return chain.map((candidate, index) => ({ ...candidate, end: chain[index + 1]?.start ?? text.length }));
}

/** The part that holds the offset, or 0. */
export function partAt(sections: readonly Section[], offset: number): number {
  return sections.find((section) => section.start <= offset && offset < section.end)?.part ?? 0;
}
