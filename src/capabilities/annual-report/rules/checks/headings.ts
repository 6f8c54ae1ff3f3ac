/** The titles of the six parts, which the form (国办公开办函〔2021〕30号) gives word by word. */
import { PART_TITLES } from '../form.ts';
import { oneSlip } from '../reading/fuzzy.ts';
import type { Section } from '../reading/sections.ts';
import type { Finding } from './finding.ts';

/** Words that authors put in, leave out or exchange without saying anything else: not a slip of the pen. */
const FREE = new Set('的和与及因被要、，其它他工作年各本该'.split(''));

const LONGEST = Math.max(...PART_TITLES.map((title) => title.length)) + 1;

/** Headings with one character too many, too few or wrong: “行政法复议” for “行政复议”. Other wordings are left alone. */
export function checkHeadings(sections: readonly Section[], text: string): Finding[] {
  const findings: Finding[] = [];
  for (const section of sections) {
    const title = PART_TITLES[section.part - 1]!;
    const { words: line, offsets } = wordsOf(text, section);
    const size = [title.length, title.length + 1, title.length - 1].find(
      (length) => length <= line.length && oneSlip(line.slice(0, length), title) !== null,
    );
    if (line.startsWith(title) || size === undefined) continue;
    const words = line.slice(0, size);
    const slip = oneSlip(words, title)!;
    const letters = words.slice(slip.at, slip.at + slip.printed) + title.slice(slip.at, slip.at + slip.official);
    if ([...letters].some((letter) => FREE.has(letter) || !/[\u3400-\u9fff]/.test(letter))) continue;
    const from = Math.max(0, slip.at - 2);
    const start = offsets[from]!;
    const end = offsets[Math.min(words.length, slip.at + slip.printed + 2) - 1]! + 1;
    const expected = title.slice(from, slip.at + slip.official + 2);
    const quote = text.slice(start, end);
    findings.push({
      rule: 'text.spelling',
      severity: 'error',
      where: { section: section.part, start, end, quote },
      expected,
      actual: quote,
      message: `标题“${words}”与规定的标题“${title}”相差一字，“${quote.replace(/\s+/g, '')}”应为“${expected}”。`,
    });
  }
  return findings;
}

/** The heading's line from the first word of its title on, without spaces; each unit with its offset. */
function wordsOf(text: string, { start, bodyStart }: Section): { words: string; offsets: number[] } {
  const lead = /^[#*\s]*(?:第[一二三四五六]部分|[一二三四五六])?[\s、.．，,：:]*/.exec(text.slice(start, bodyStart))![0]
    .length;
  let words = '';
  const offsets: number[] = [];
  for (let at = start + lead; at < text.length && words.length < LONGEST; at += 1) {
    if (at >= bodyStart && text[at] === '\n') break;
    if (/[\s*#]/.test(text[at]!)) continue;
    words += text[at];
    offsets.push(at);
  }
  return { words, offsets };
}
