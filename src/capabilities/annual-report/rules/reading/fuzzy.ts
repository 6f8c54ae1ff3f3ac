/** Comparing labels that were shortened, broken over lines or misread. */

/** Only the Chinese characters: numbering, punctuation, spaces and Latin letters say nothing about which row it is. */
export function hanOnly(text: string): string {
  return text.replace(/[^\u3400-\u9fff]/g, '');
}

/** With more than this share of a pattern wrong nothing is alike, and its likeness is told as 0. */
const NO_LIKENESS = 0.55;

/**
 * How well `text` ends with something like `pattern`: 1 for an exact ending, less for each wrong character and, by
 * `tailPenalty` a character, for what follows the place of the match. Approximate matching after Sellers (1980).
 */
export function endingLikeness(text: string, pattern: string, tailPenalty: number): number {
  if (pattern === '' || text === '') return 0;
  const size = pattern.length;
  // Each character of the pattern that is nowhere in the text is at least one error.
  let absent = 0;
  for (const letter of pattern) if (!text.includes(letter)) absent += 1;
  if (absent > size * NO_LIKENESS) return 0;
  let previous = new Array<number>(size + 1);
  for (let i = 0; i <= size; i += 1) previous[i] = i;
  let best = 0;
  for (let j = 1; j <= text.length; j += 1) {
    const current = new Array<number>(size + 1);
    current[0] = 0;
    const letter = text.charCodeAt(j - 1);
    for (let i = 1; i <= size; i += 1) {
      const change = previous[i - 1]! + (pattern.charCodeAt(i - 1) === letter ? 0 : 1);
      current[i] = Math.min(change, previous[i]! + 1, current[i - 1]! + 1);
    }
    const likeness = 1 - current[size]! / size - tailPenalty * (text.length - j);
    if (likeness > best) best = likeness;
    previous = current;
  }
  return best;
}

/**
 * How well `pattern` stands across the end of `before` and the beginning of `after`, with at most one wrong character
 * on either side: figures centred beside a label of several lines stand between its lines.
 */
export function spanningLikeness(before: string, after: string, pattern: string): number {
  // At most one character is wrong, so that of two at either end one must be there.
  if (!after.includes(pattern.at(-1)!) && !after.includes(pattern.at(-2)!)) return 0;
  if (!before.includes(pattern[0]!) && !before.includes(pattern[1]!)) return 0;
  for (let cut = pattern.length - 1; cut >= 2; cut -= 1) {
    const wrong =
      differences(before.slice(-cut), pattern.slice(0, cut)) +
      differences(after.slice(0, pattern.length - cut), pattern.slice(cut));
    if (wrong <= 1 && wrong <= pattern.length / 6) return 0.95 - wrong / pattern.length;
  }
  return 0;
}

function differences(text: string, pattern: string): number {
  if (text.length !== pattern.length) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text[at] !== pattern[at]) count += 1;
  return count;
}

export interface Pairing {
  /** Index into the groups for each row, or -1. */
  groupOfRow: number[];
  gain: number;
}

/**
 * Pairs rows with groups, both in order, so that the gains add up to the most. A row or a group may stay alone.
 * @param gain what pairing this row with this group is worth; pairs worth nothing (≤ 0) are never made
 */
export function pairInOrder(rows: number, groups: number, gain: (row: number, group: number) => number): Pairing {
  const width = groups + 1;
  const best = new Float64Array((rows + 1) * width);
  const step = new Uint8Array((rows + 1) * width);
  for (let r = 1; r <= rows; r += 1) {
    for (let g = 0; g <= groups; g += 1) {
      const at = r * width + g;
      best[at] = best[at - width]!;
      step[at] = 1;
      if (g === 0) continue;
      if (best[at - 1]! > best[at]!) {
        best[at] = best[at - 1]!;
        step[at] = 2;
      }
      const value = gain(r - 1, g - 1);
      if (value > 0 && best[at - width - 1]! + value > best[at]!) {
        best[at] = best[at - width - 1]! + value;
        step[at] = 3;
      }
    }
  }
  const groupOfRow = new Array<number>(rows).fill(-1);
  let r = rows;
  let g = groups;
  while (r > 0) {
    const move = step[r * width + g];
    if (move === 3) {
      groupOfRow[r - 1] = g - 1;
      r -= 1;
      g -= 1;
    } else if (move === 2) g -= 1;
    else r -= 1;
  }
  return { groupOfRow, gain: best[rows * width + groups]! };
}

/** One place at which a printed text departs from the official one. */
export interface Slip {
  at: number;
  /** Units printed there and units that the title has there: 1 and 0 inserted, 0 and 1 lost, 1 and 1 exchanged. */
  printed: number;
  official: number;
}

/** The one character by which `printed` differs from `official`; `null` when equal or when more differs. */
export function oneSlip(printed: string, official: string): Slip | null {
  let at = 0;
  while (at < printed.length && at < official.length && printed[at] === official[at]) at += 1;
  for (const [ownUnits, officialUnits] of [
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const rest = printed.slice(at + ownUnits);
    if (printed !== official && rest === official.slice(at + officialUnits))
      return { at, printed: ownUnits, official: officialUnits };
  }
  return null;
}
