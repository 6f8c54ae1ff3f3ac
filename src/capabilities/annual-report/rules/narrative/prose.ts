/** The report's running text as sentences, freed of line breaks, with the way back to the places it came from. */
import { asciiDigits } from '../reading/figures.ts';
import { partAt, type Section } from '../reading/sections.ts';

export interface Sentence {
  /** Without spaces and line breaks; digits ASCII, commas, brackets and semicolons full-width. */
  text: string;
  /** Offset into the report's text of each unit of `text`, and one past the last. */
  offsets: number[];
  part: number;
  /** The heading “（二）依申请公开方面” under which it stands, or ''. */
  topic: string;
}

export interface Span {
  start: number;
  end: number;
}

const WIDE: Readonly<Record<string, string>> = { ',': '，', '(': '（', ')': '）', ';': '；', ':': '：' };
const SENTENCE_END = /[。！？!?]/;
const NEW_PARAGRAPH =
  /^[ \t#*　]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[一二三四五六七八九十]是|#|\d{1,2}[.、．]|[—–-]{2})/;
const TOPIC =
  /^(?:[（(]?[一二三四五六七八九十]{1,2}[）)、]|[一二三四五六七八九十]是|\d{1,2}[.、．])[^。，；：\d]{2,24}/;

/** @param excluded the tables, whose figures are no sentences */
export function sentencesOf(text: string, sections: readonly Section[], excluded: readonly Span[]): Sentence[] {
  const sentences: Sentence[] = [];
  let topic = '';
  for (const span of proseSpans(text, sections, excluded)) {
    for (const sentence of splitSpan(text, span)) {
      const heading = TOPIC.exec(sentence.text)?.[0];
      if (heading !== undefined && /公开|管理|平台|保障|监督|事项|问题|情况/.test(heading)) topic = heading;
      sentences.push({ ...sentence, part: partAt(sections, sentence.offsets[0]!), topic });
    }
  }
  return sentences;
}

/** The stretches of running text between headings and `excluded`, in order. */
export function proseSpans(text: string, sections: readonly Section[], excluded: readonly Span[]): Span[] {
  const barriers = [...excluded, ...sections.map(({ start, bodyStart }) => ({ start, end: bodyStart }))].sort(
    (a, b) => a.start - b.start,
  );
  const spans: Span[] = [];
  let from = 0;
  for (const { start, end } of barriers) {
    if (start > from) spans.push({ start: from, end: start });
    from = Math.max(from, end);
  }
  if (from < text.length) spans.push({ start: from, end: text.length });
  return spans;
}

function splitSpan(text: string, span: Span): Pick<Sentence, 'text' | 'offsets'>[] {
  const sentences: Pick<Sentence, 'text' | 'offsets'>[] = [];
  const body = asciiDigits(text.slice(span.start, span.end));
  let units: string[] = [];
  let offsets: number[] = [];
  const close = (end: number): void => {
    if (units.length > 0) sentences.push({ text: units.join(''), offsets: [...offsets, end] });
    units = [];
    offsets = [];
  };
  for (let i = 0; i < body.length; i += 1) {
    const char = body[i]!;
    const at = span.start + i;
    if (char === '\n') {
      const rest = body.slice(i + 1, i + 60);
      if (/^[ \t\r]*\n/.test(rest) ? endsThought(units) : NEW_PARAGRAPH.test(rest)) close(at);
      continue;
    }
    // asciiDigits makes “，” a comma; here it is a comma of the sentence unless it stands within a number.
    if (
      char === ',' &&
      /\d/.test(body[i - 1] ?? '') &&
      /^\d{3}(?!\d)/.test(body.slice(i + 1, i + 5)) &&
      text[at] === ','
    )
      continue;
    if (/[\s　\u200b*#]/.test(char)) continue;
    units.push(WIDE[char] ?? char);
    offsets.push(at);
    if (SENTENCE_END.test(char)) close(at + 1);
  }
  close(span.end);
  return sentences;
}

/** Whether an empty line after these words ends them; converters also leave empty lines inside a sentence. */
function endsThought(units: readonly string[]): boolean {
  return !/[，、“（\u3400-\u9fff]$/.test(units.at(-1) ?? '') || units.length < 25;
}

/** The clause around `index`: from the last comma, semicolon or bracket before it. */
export function clauseBefore(text: string, index: number): string {
  let from = index;
  while (from > 0 && !/[，；。：（）]/.test(text[from - 1]!)) from -= 1;
  return text.slice(from, index);
}
