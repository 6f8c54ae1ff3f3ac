import {
  ALONE,
  BACKWARD,
  hashPair,
  hashPlace,
  lineOf,
  ONWARD,
  OTHER,
  SINGLE,
  SKIPPED,
  SLOT,
  slotOf,
} from './tables.ts';

/**
 * The loops every unit or every candidate goes through. They are free of calls that are not inlined and of `this`, and write where a
 * question is answered by yes or no instead of branching on it: an answer nobody can foresee costs more than a store.
 */

/**
 * Writes a bit for each unit of the block: whether it ends a pair whose bit is set in the matrix. Eight units a turn, two units a load,
 * one store for eight answers: the time does not depend on how many pass.
 *
 * @param previous symbol of the unit before the block
 * @param bits a byte for eight units, with zeros up to the next four bytes behind the last
 */
export function collect(
  words: Int32Array,
  units: Uint16Array,
  from: number,
  to: number,
  previous: number,
  symbols: Uint16Array,
  matrix: Int32Array,
  rowWords: number,
  bits: Uint8Array,
): void {
  let row = Math.imul(previous, rowWords);
  let out = 0;
  let i = from >>> 1;
  const end = i + (((to - from) >>> 3) << 2);
  for (; i < end; i = (i + 4) | 0) {
    const ab = words[i]!;
    const cd = words[i + 1]!;
    const ef = words[i + 2]!;
    const gh = words[i + 3]!;
    const a = symbols[ab & 0xffff]!;
    const b = symbols[ab >>> 16]!;
    const c = symbols[cd & 0xffff]!;
    const d = symbols[cd >>> 16]!;
    const e = symbols[ef & 0xffff]!;
    const f = symbols[ef >>> 16]!;
    const g = symbols[gh & 0xffff]!;
    const h = symbols[gh >>> 16]!;
    bits[out] =
      ((matrix[row + (a >>> 5)]! >>> a) & 1) |
      (((matrix[Math.imul(a, rowWords) + (b >>> 5)]! >>> b) & 1) << 1) |
      (((matrix[Math.imul(b, rowWords) + (c >>> 5)]! >>> c) & 1) << 2) |
      (((matrix[Math.imul(c, rowWords) + (d >>> 5)]! >>> d) & 1) << 3) |
      (((matrix[Math.imul(d, rowWords) + (e >>> 5)]! >>> e) & 1) << 4) |
      (((matrix[Math.imul(e, rowWords) + (f >>> 5)]! >>> f) & 1) << 5) |
      (((matrix[Math.imul(f, rowWords) + (g >>> 5)]! >>> g) & 1) << 6) |
      (((matrix[Math.imul(g, rowWords) + (h >>> 5)]! >>> h) & 1) << 7);
    out = (out + 1) | 0;
    row = Math.imul(h, rowWords);
  }
  let byte = 0;
  for (let at = i * 2, bit = 0; at < to; at++, bit++) {
    const symbol = symbols[units[at]!]!;
    byte |= ((matrix[row + (symbol >>> 5)]! >>> symbol) & 1) << bit;
    row = Math.imul(symbol, rowWords);
  }
  bits[out] = byte;
  bits[out + 1] = 0;
  bits[out + 2] = 0;
  bits[out + 3] = 0;
}

/** From bits to the places of the units; returns how many. */
export function spread(bitWords: Int32Array, from: number, to: number, places: Int32Array): number {
  const words = (to - from + 31) >>> 5;
  let count = 0;
  for (let word = 0; word < words; word++) {
    const base = from + word * 32 + 31;
    for (let bits = bitWords[word]!; bits !== 0; bits &= (bits - 1) | 0) {
      places[count] = base - Math.clz32(bits & ((0 - bits) | 0));
      count = (count + 1) | 0;
    }
  }
  return count;
}

/** What is worth a look into the buckets, a number for each in arrays side by side. */
export class Candidates {
  /** Place of the second unit of the pair × 4 + filing. */
  readonly filed: Int32Array;
  readonly hashes: Int32Array;
  readonly slots: Int32Array;
  /** Hashes that stand in the slots. */
  readonly found: Int32Array;
  /** Second units of pairs with skipped units in them or beside them, or at an end of the text. */
  readonly gaps: Int32Array;
  gapCount = 0;

  constructor(units: number) {
    // Four filings for each unit, and one place more to write to that does not count.
    this.filed = new Int32Array(units * 4 + 4);
    this.hashes = new Int32Array(units * 4 + 4);
    this.slots = new Int32Array(units * 4 + 4);
    this.found = new Int32Array(units * 4 + 4);
    this.gaps = new Int32Array(units + 1);
  }
}

/** Asks the filter for everything that may be filed under the pairs; returns how many of `filed` are worth a look. */
export function sift(
  places: Int32Array,
  count: number,
  units: Uint16Array,
  length: number,
  symbols: Uint16Array,
  filter: Int32Array,
  shift: number,
  candidates: Candidates,
): number {
  const { filed, hashes, gaps } = candidates;
  let found = 0;
  let gapCount = 0;
  const last = length - 1;
  for (let i = 0; i < count; i++) {
    const at = places[i]!;
    if (at < 2 || at >= last) {
      gaps[gapCount] = at;
      gapCount = (gapCount + 1) | 0;
      continue;
    }
    const before = symbols[units[at - 2]!]!;
    const first = symbols[units[at - 1]!]!;
    const second = symbols[units[at]!]!;
    const next = symbols[units[at + 1]!]!;
    const gap = isSkipped(first) | isSkipped(before) | isSkipped(next);
    const whole = gap ^ 1;
    gaps[gapCount] = at;
    gapCount = (gapCount + gap) | 0;
    const pair = hashPair(first, second);
    const line = lineOf(pair, shift);
    const alone = hashPlace(pair, ALONE, OTHER);
    filed[found] = (at << 2) | ALONE;
    hashes[found] = alone;
    found = (found + (isIn(filter, line, alone) & whole)) | 0;
    const onward = hashPlace(pair, ONWARD, next);
    filed[found] = (at << 2) | ONWARD;
    hashes[found] = onward;
    found = (found + (isIn(filter, line, onward) & whole)) | 0;
    const backward = hashPlace(pair, BACKWARD, before);
    filed[found] = (at << 2) | BACKWARD;
    hashes[found] = backward;
    found = (found + (isIn(filter, line, backward) & whole)) | 0;
  }
  candidates.gapCount = gapCount;
  return found;
}

/** Adds the terms of one character to the candidates; returns how many candidates there are then. */
export function siftSingles(
  places: Int32Array,
  count: number,
  units: Uint16Array,
  symbols: Uint16Array,
  filter: Int32Array,
  shift: number,
  candidates: Candidates,
  before: number,
): number {
  const { filed, hashes } = candidates;
  let found = before;
  for (let i = 0; i < count; i++) {
    const at = places[i]!;
    const pair = hashPair(OTHER, symbols[units[at]!]!);
    const hash = hashPlace(pair, SINGLE, OTHER);
    filed[found] = (at << 2) | SINGLE;
    hashes[found] = hash;
    found = (found + isIn(filter, lineOf(pair, shift), hash)) | 0;
  }
  return found;
}

/** 1 for `SKIPPED`, 0 for any other symbol. */
function isSkipped(symbol: number): number {
  return ((symbol ^ SKIPPED) - 1) >>> 31;
}

/** 1 when a place may be in the filter. */
export function isIn(filter: Int32Array, line: number, hash: number): number {
  const word = filter[(line + (hash >>> 28)) | 0]!;
  return (word >>> (hash >>> 23)) & (word >>> (hash >>> 18)) & 1;
}

/**
 * Reads the first slot of every candidate. The table is far larger than the caches; in a loop that decides nothing the processor fetches
 * many of its lines at a time.
 */
export function fetch({ hashes, slots, found }: Candidates, count: number, buckets: Int32Array, all: number): void {
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!;
    const slot = slotOf(hash, all);
    slots[i] = slot;
    found[i] = buckets[slot * SLOT]!;
  }
}

/**
 * Finds the records of the candidates and keeps those around which the text goes on as one of the terms does. Returns the number of
 * words written to `survivors`: first of the records, place and filing.
 */
export function lookUp(
  { filed, hashes, slots, found }: Candidates,
  count: number,
  units: Uint16Array,
  length: number,
  symbols: Uint16Array,
  buckets: Int32Array,
  all: number,
  survivors: Int32Array,
): number {
  let written = 0;
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!;
    let slot = slots[i]!;
    if (found[i] !== hash) {
      while (buckets[slot * SLOT] !== hash && buckets[slot * SLOT + 1] !== 0) slot = slot + 1 === all ? 0 : slot + 1;
    }
    const records = buckets[slot * SLOT + 1]!;
    if (records === 0) continue;
    const candidate = filed[i]!;
    const at = candidate >>> 2;
    const filing = candidate & 3;
    const following = at + (filing === ONWARD ? 2 : 1);
    const preceding = at - (filing === BACKWARD ? 3 : 2);
    const after = following < length ? symbols[units[following]!]! : OTHER;
    const before = preceding >= 0 ? symbols[units[preceding]!]! : OTHER;
    // What stands behind skipped units is left to the comparison.
    const set = after === SKIPPED || before === SKIPPED ? -1 : buckets[slot * SLOT + 2]!;
    survivors[written] = records;
    survivors[written + 1] = candidate;
    written = (written + ((((set >>> (after & 15)) | (set >>> (16 + (before & 15)))) & 1) << 1)) | 0;
  }
  return written;
}
