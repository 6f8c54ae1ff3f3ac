import { LRUCache } from 'lru-cache';

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** A title stands on its page more than once, and labels stand on every page; cutting costs more than all else in a line. */
const known = new LRUCache<string, readonly string[]>({ max: 1000 });

/** The text cut where a line may end: between two words, never inside one nor between a number and its unit. */
export function breakableParts(text: string): readonly string[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  const parts: string[] = [];
  let joins = true;
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = parts.length - 1;
    // A single character is a particle or part of a name the dictionary does not know: it stays with what is before it.
    if (joins || isWordLike !== true || segment.length === 1)
      parts.splice(Math.max(0, last), 1, (parts[last] ?? '') + segment);
    else parts.push(segment);
    // After punctuation the browser's own rules hold, and a number stays with what it counts.
    joins = isWordLike !== true || /\d$/.test(segment);
  }
  known.set(text, parts);
  return parts;
}

/** A title or a table head whose lines end between words; Chinese would otherwise break inside 年度 or 信息. */
export function Phrase({ text }: { text: string }) {
  const [first = '', ...rest] = breakableParts(text);
  return (
    <span class="phrase">
      {first}
      {rest.flatMap((part) => [<wbr key={part} />, part])}
    </span>
  );
}
