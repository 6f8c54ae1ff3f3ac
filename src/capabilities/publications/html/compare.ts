import { diffArrays, diffChars } from 'diff';
import { plainText } from './plain-text.ts';

export interface ComparedPart {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
}

/** A paragraph of either text: unchanged, only in one of them, or in both with changes inside. */
export interface ComparedParagraph {
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  readonly parts: readonly ComparedPart[];
}

/** Half of the characters must stay, or two paragraphs are not one that changed. */
const LIKENESS = 0.5;

function within(before: string, after: string): ComparedPart[] | undefined {
  const parts = diffChars(before, after).map(
    ({ value, added, removed }): ComparedPart => ({
      text: value,
      change: added ? 'added' : removed ? 'removed' : 'same',
    }),
  );
  const same = parts.filter(({ change }) => change === 'same').reduce((sum, { text }) => sum + text.length, 0);
  return same >= LIKENESS * Math.max(before.length, after.length) ? parts : undefined;
}

/** What changed between two editions, paragraph by paragraph and inside it character by character. */
export function compareTexts(beforeHtml: string, afterHtml: string): ComparedParagraph[] {
  const result: ComparedParagraph[] = [];
  const chunks = diffArrays(plainText(beforeHtml).split('\n'), plainText(afterHtml).split('\n'));
  const whole = (text: string, change: ComparedPart['change']): ComparedParagraph => ({
    change,
    parts: [{ text, change }],
  });
  for (let i = 0; i < chunks.length; i++) {
    const chunk = chunks[i]!;
    const next = chunks[i + 1];
    if (!chunk.added && !chunk.removed) {
      result.push(...chunk.value.map((text) => whole(text, 'same')));
      continue;
    }
    if (!(chunk.removed && next?.added)) {
      result.push(...chunk.value.map((text) => whole(text, chunk.added ? 'added' : 'removed')));
      continue;
    }
    i++;
    const length = Math.max(chunk.value.length, next.value.length);
    for (let j = 0; j < length; j++) {
      const before = chunk.value[j];
      const after = next.value[j];
      const parts = before !== undefined && after !== undefined ? within(before, after) : undefined;
      if (parts) result.push({ change: 'changed', parts });
      else {
        if (before !== undefined) result.push(whole(before, 'removed'));
        if (after !== undefined) result.push(whole(after, 'added'));
      }
    }
  }
  return result;
}
