/** A stretch of text, marked where it is what was searched for. */
export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

interface Range {
  start: number;
  end: number;
}

const fold = (text: string): string => text.toLowerCase();

function findMarks(text: string, marks: readonly string[]): Range[] {
  const folded = fold(text);
  // Folding that changes the length (ß, İ) would shift every place after it.
  const haystack = folded.length === text.length ? folded : text;
  const ranges: Range[] = [];
  for (const mark of marks) {
    if (mark === '') continue;
    for (let at = haystack.indexOf(mark); at >= 0; at = haystack.indexOf(mark, at + mark.length))
      ranges.push({ start: at, end: at + mark.length });
  }
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

/** The text cut into marked and unmarked parts; joined they give it again. */
export function markText(text: string, marks: readonly string[]): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const range of findMarks(text, marks)) {
    if (range.start > end) parts.push({ text: text.slice(end, range.start), isHit: false });
    parts.push({ text: text.slice(range.start, range.end), isHit: true });
    end = range.end;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isHit: false });
  return parts;
}

const BEFORE = 24;

/** About `length` characters around the place where most of the marks stand together, on one line. */
export function excerpt(body: string, marks: readonly string[], length = 110): TextPart[] {
  const line = body.replace(/\s+/g, ' ').trim();
  const ranges = findMarks(line, marks);
  let best = 0;
  let bestWeight = -1;
  for (let i = 0; i < ranges.length && i < 200; i++) {
    const from = ranges[i]!.start;
    const seen = new Set<string>();
    let weight = 0;
    for (let j = i; j < ranges.length && ranges[j]!.end <= from + length - BEFORE; j++) {
      const word = line.slice(ranges[j]!.start, ranges[j]!.end);
      weight += seen.has(word) ? 1 : word.length * 4;
      seen.add(word);
    }
    if (weight > bestWeight) {
      best = from;
      bestWeight = weight;
    }
  }
  const wanted = Math.max(0, best - BEFORE);
  // Rather begin with a sentence than inside one.
  const stop = line.slice(wanted, best).search(/[。；！？]/u);
  const start = stop >= 0 ? wanted + stop + 1 : wanted;
  const end = Math.min(line.length, start + length);
  return [
    ...(start > 0 ? [{ text: '…', isHit: false }] : []),
    ...markText(line.slice(start, end), marks),
    ...(end < line.length ? [{ text: '…', isHit: false }] : []),
  ];
}
