import { charactersByFrequency, charactersMeasured, eachPair } from './bigram-frequency.ts';
import { DEFAULT_FOLDING, type Folding, foldTable } from './fold.ts';
import { fileUnderPairs } from './pairs.ts';
import { FIRST_SYMBOL, OTHER, SKIPPED, SLOT, shiftFor, slotOf, type Tables } from './tables.ts';

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
 * symbols only, or is longer than LONGEST_TERM.
 */
export function compile(terms: readonly string[], folding: Folding = DEFAULT_FOLDING): Tables {
  const folded = foldTable(folding);
  const skip = skipTable(folding, folded);
  const alphabet = numberAlphabet(terms, folded, skip);
  const { symbols, count } = alphabet;
  const common = commonPairs(symbols);

  // Pass one: the symbols of all terms behind each other, and the pair each is filed under.
  const starts = new Uint32Array(terms.length + 1);
  const anchors = new Uint8Array(terms.length);
  const keys = new Int32Array(terms.length);
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
    const anchor = length === 1 ? 0 : rarestPair(all, start, length, common);
    anchors[id] = anchor;
    keys[id] = length === 1 ? all[start]! : (all[start + anchor]! << 16) | all[start + anchor + 1]!;
  }
  starts[terms.length] = used;
  const { buckets, records } = fileUnderPairs(all, starts, anchors, keys);
  return {
    folding,
    termCount: terms.length,
    longest,
    ...bitMatrix(buckets, count),
    density: expectedDensity(buckets, common),
    symbols,
    buckets,
    records,
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
  const shift = shiftFor(slots);
  eachPair((first, second, count) => {
    const a = symbols[first]!;
    const b = symbols[second]!;
    if (a < FIRST_SYMBOL || b < FIRST_SYMBOL) return;
    const key = (a << 16) | b;
    let slot = slotOf(key, shift);
    while (table[slot * 2] !== 0 && table[slot * 2] !== key) slot = (slot + 1) & (slots - 1);
    table[slot * 2] = key;
    table[slot * 2 + 1]! += count;
  });
  return table;
}

function pairCount(table: Int32Array, key: number): number {
  const mask = table.length / 2 - 1;
  let slot = slotOf(key, 15);
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
    const count = pairCount(common, (a << 16) | b);
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

/**
 * The bit matrix. A row takes an odd number of cache lines: with a power of two all rows would fall on the same cache sets.
 * Row and column of skipped units are all ones, so that the inner loop needs no question of its own for them; so are the columns of
 * terms of one character.
 */
function bitMatrix(buckets: Int32Array, count: number): Pick<Tables, 'matrix' | 'rowWords' | 'hasSingles'> {
  const lines = Math.ceil(count / 512);
  const rowWords = (lines % 2 === 0 ? lines + 1 : lines) * 16;
  const matrix = new Int32Array(rowWords * count);
  let hasSingles = false;
  const fillColumn = (symbol: number) => {
    for (let row = 0; row < count; row++) matrix[row * rowWords + (symbol >>> 5)]! |= 1 << (symbol & 31);
  };
  fillColumn(SKIPPED);
  matrix.fill(-1, SKIPPED * rowWords, (SKIPPED + 1) * rowWords);
  for (let i = 0; i < buckets.length; i += SLOT) {
    const key = buckets[i]!;
    if (key === 0) continue;
    const first = key >>> 16;
    const second = key & 0xffff;
    if (first === OTHER) {
      hasSingles = true;
      fillColumn(second);
    } else {
      matrix[first * rowWords + (second >>> 5)]! |= 1 << (second & 31);
    }
  }
  return { matrix, rowWords, hasSingles };
}

function expectedDensity(buckets: Int32Array, common: Int32Array): number {
  let expected = 0;
  for (let i = 0; i < buckets.length; i += SLOT) if (buckets[i] !== 0) expected += pairCount(common, buckets[i]!);
  return expected / charactersMeasured;
}
