import { charactersByFrequency, charactersMeasured, eachPair } from './bigram-frequency.ts';
import { fileTerms } from './file-terms.ts';
import { DEFAULT_FOLDING, type Folding, foldTable } from './fold.ts';
import { FIRST_SYMBOL, hashPair, MOST_TERMS, OTHER, SKIPPED, type Tables } from './tables.ts';

/** Symbols a term may have. */
export const LONGEST_TERM = 255;

export class TermError extends Error {
  override readonly name = 'TermError';
  readonly index: number;
  constructor(index: number, message: string) {
    super(message);
    this.index = index;
  }
}

/**
 * Compiles a list of terms; a term's id is its place in the list. Throws TermError for a term that is empty, consists of skipped
 * symbols only, or is longer than LONGEST_TERM, and for the first one beyond MOST_TERMS.
 */
export function compile(terms: readonly string[], folding: Folding = DEFAULT_FOLDING): Tables {
  if (terms.length > MOST_TERMS) throw new TermError(MOST_TERMS, `more than ${MOST_TERMS} terms`);
  const folded = foldTable(folding);
  const skip = skipTable(folding, folded);
  const alphabet = numberAlphabet(terms, folded, skip);
  const { symbols, count } = alphabet;
  const common = commonPairs(symbols);

  // The symbols of all terms behind each other, and the pair each is filed under.
  const starts = new Uint32Array(terms.length + 1);
  const anchors = new Uint8Array(terms.length);
  const onward = new Uint8Array(terms.length);
  let all = new Uint16Array(terms.length * 6 + 256);
  let used = 0;
  let longest = 0;
  for (let id = 0; id < terms.length; id++) {
    const term = terms[id]!;
    if (used + term.length > all.length) {
      const larger = new Uint16Array(Math.max(all.length * 2, used + term.length));
      larger.set(all);
      all = larger;
    }
    const start = used;
    starts[id] = start;
    for (let i = 0; i < term.length; i++) {
      const symbol = symbols[term.charCodeAt(i)]!;
      if (symbol !== SKIPPED) all[used++] = symbol;
    }
    const length = used - start;
    if (length === 0) throw new TermError(id, `term ${id + 1} is empty or consists of skipped symbols`);
    if (length > LONGEST_TERM) throw new TermError(id, `term ${id + 1} has more than ${LONGEST_TERM} characters`);
    if (length > longest) longest = length;
    if (length === 1) continue;
    const anchor = rarestPair(all, start, length, common);
    anchors[id] = anchor;
    onward[id] = isOnward(all, start, length, anchor, common) ? 1 : 0;
  }
  starts[terms.length] = used;
  return {
    folding,
    termCount: terms.length,
    longest,
    ...bitMatrix({ all, starts, anchors }, count, common),
    symbols,
    ...fileTerms({ all, starts, anchors, onward }),
  };
}

function skipTable(folding: Folding, folded: Uint16Array): Uint8Array {
  const skip = new Uint8Array(65536);
  for (let i = 0; i < folding.skipped.length; i++) {
    skip[folding.skipped.charCodeAt(i)] = 1;
    skip[folded[folding.skipped.charCodeAt(i)]!] = 1;
  }
  return skip;
}

/** Numbers the folded characters of the terms, frequent ones first: what is hot lies together in all tables. */
function numberAlphabet(
  terms: readonly string[],
  folded: Uint16Array,
  skip: Uint8Array,
): { symbols: Uint16Array; count: number } {
  const present = new Uint8Array(65536);
  for (const term of terms) for (let i = 0; i < term.length; i++) present[folded[term.charCodeAt(i)]!] = 1;
  const numbers = new Uint16Array(65536);
  let next = FIRST_SYMBOL;
  const give = (code: number) => {
    const character = folded[code]!;
    if (present[character] === 1 && skip[character] === 0 && numbers[character] === OTHER) numbers[character] = next++;
  };
  const frequent = charactersByFrequency();
  for (let i = 0; i < frequent.length; i++) give(frequent.charCodeAt(i));
  for (let code = 0; code < 65536; code++) give(code);
  const symbols = new Uint16Array(65536);
  for (let code = 0; code < 65536; code++) {
    const character = folded[code]!;
    symbols[code] = skip[code] === 1 || skip[character] === 1 ? SKIPPED : numbers[character]!;
  }
  return { symbols, count: next };
}

/** The shipped pair counts over symbols: open addressing, `[key, count]` side by side. */
function commonPairs(symbols: Uint16Array): Int32Array {
  const slots = 1 << 17;
  const table = new Int32Array(slots * 2);
  eachPair((first, second, count) => {
    const a = symbols[first]!;
    const b = symbols[second]!;
    if (a < FIRST_SYMBOL || b < FIRST_SYMBOL) return;
    const key = (a << 16) | b;
    let slot = hashPair(a, b) >>> 15;
    while (table[slot * 2] !== 0 && table[slot * 2] !== key) slot = (slot + 1) & (slots - 1);
    table[slot * 2] = key;
    table[slot * 2 + 1]! += count;
  });
  return table;
}

function pairCount(table: Int32Array, first: number, second: number): number {
  const key = (first << 16) | second;
  const mask = table.length / 2 - 1;
  let slot = hashPair(first, second) >>> 15;
  for (;;) {
    const found = table[slot * 2]!;
    if (found === key) return table[slot * 2 + 1]!;
    if (found === 0) return 0;
    slot = (slot + 1) & mask;
  }
}

/** Of pairs that are equally rare the one with the rarer characters wins: symbols are numbered by frequency. */
function rarestPair(all: Uint16Array, start: number, length: number, common: Int32Array): number {
  if (length === 2) return 0;
  let best = 0;
  let bestCount = Infinity;
  let bestRank = -1;
  for (let i = 0; i + 1 < length; i++) {
    const a = all[start + i]!;
    const b = all[start + i + 1]!;
    const count = pairCount(common, a, b);
    if (count > bestCount) continue;
    const rank = a * b;
    if (count < bestCount || rank > bestRank) {
      best = i;
      bestCount = count;
      bestRank = rank;
    }
  }
  return best;
}

/** Whether the symbol after the pair tells more than the one before it: the rarer pair with its neighbour does. */
function isOnward(all: Uint16Array, start: number, length: number, anchor: number, common: Int32Array): boolean {
  if (anchor + 2 >= length) return false;
  if (anchor === 0) return true;
  const [before, first, second, after] = all.subarray(start + anchor - 1, start + anchor + 3) as unknown as number[];
  const ahead = pairCount(common, second!, after!);
  const behind = pairCount(common, before!, first!);
  return ahead === behind ? after! >= before! : ahead < behind;
}

interface Anchored {
  readonly all: Uint16Array;
  readonly starts: Uint32Array;
  readonly anchors: Uint8Array;
}

/**
 * The bit matrix. A row takes an odd number of cache lines: with a power of two all rows would fall on the same cache sets.
 * Behind a skipped unit whatever is second of a pair is let through, so that the inner loop needs no question of its own for them; a term
 * of one character is let through behind everything.
 */
function bitMatrix(
  { all, starts, anchors }: Anchored,
  count: number,
  common: Int32Array,
): Pick<Tables, 'matrix' | 'rowWords' | 'hasSingles' | 'density'> {
  const lines = Math.ceil(count / 512);
  const rowWords = (lines % 2 === 0 ? lines + 1 : lines) * 16;
  const matrix = new Int32Array(rowWords * count);
  let hasSingles = false;
  let expected = 0;
  for (let id = 0; id < anchors.length; id++) {
    const start = starts[id]!;
    const isSingle = starts[id + 1]! - start === 1;
    const first = isSingle ? OTHER : all[start + anchors[id]!]!;
    const second = isSingle ? all[start]! : all[start + anchors[id]! + 1]!;
    const at = first * rowWords + (second >>> 5);
    const bit = 1 << (second & 31);
    if ((matrix[at]! & bit) !== 0) continue;
    matrix[at]! |= bit;
    matrix[SKIPPED * rowWords + (second >>> 5)]! |= bit;
    if (!isSingle) expected += pairCount(common, first, second);
    else hasSingles = true;
  }
  // Row OTHER holds the terms of one character.
  if (hasSingles)
    for (let row = 1; row < count; row++)
      for (let word = 0; word < rowWords; word++) matrix[row * rowWords + word]! |= matrix[word]!;
  return { matrix, rowWords, hasSingles, density: expected / charactersMeasured };
}
