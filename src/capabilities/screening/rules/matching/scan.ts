import { MAX_SKIPPED } from './fold.ts';
import { HASH, INDEX_ENTRY, LIST_HEAD, OTHER, RECORD_HEAD, SKIPPED, SLOT, shiftFor, type Tables } from './tables.ts';

/** Units handed to the inner loop at a time: short calls let the optimising compiler replace it early. */
const BLOCK = 1 << 15;

/** Units between two branches of the inner loop. */
const GROUP = 4;

/** Matches as triples `start, end, term` in one growing array. */
export class Hits {
  data: Int32Array = new Int32Array(3 * 256);
  count = 0;

  add(start: number, end: number, term: number): void {
    const at = this.count * 3;
    if (at + 3 > this.data.length) {
      const larger = new Int32Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[at] = start;
    this.data[at + 1] = end;
    this.data[at + 2] = term;
    this.count++;
  }
}

/** Finds the terms of a compiled lexicon in UTF-16 code units. One scanner serves one thread. */
export class Scanner {
  readonly #tables: Tables;
  readonly #shift: number;
  /** Groups of a block as `place, bits`. */
  readonly #places = new Int32Array((BLOCK / GROUP + 1) * 2);
  /** Pairs of a block as `first, second`; then those worth a comparison as `slot, first, second`. */
  readonly #pairs = new Int32Array(BLOCK * 4);
  readonly #survivors = new Int32Array(BLOCK * 6);
  #units: Uint16Array = new Uint16Array(0);
  #length = 0;
  #hits = new Hits();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#shift = shiftFor(tables.buckets.length / SLOT);
  }

  /** Adds every match in `units[0, length)` to `hits`, in order of where its rarest pair lies (not of its start). */
  scan(units: Uint16Array, length: number, hits: Hits): void {
    this.#units = units;
    this.#length = length;
    this.#hits = hits;
    const { symbols, matrix, rowWords, buckets, hasSingles } = this.#tables;
    for (let from = 0; from < length; from += BLOCK) {
      const to = Math.min(length, from + BLOCK);
      const count = collect(units, from, to, symbols, matrix, rowWords, this.#places);
      const found = refine(this.#places, count, to, units, symbols, matrix, rowWords, hasSingles, this.#pairs);
      const survivors = this.#survivors;
      const left = sift(this.#pairs, found, units, length, symbols, buckets, this.#shift, survivors);
      for (let i = 0; i < left; i += 3) this.#look(survivors[i]!, survivors[i + 1]!, survivors[i + 2]!);
    }
  }

  /** Compares the terms filed under a pair with what stands around `first` and `second`. */
  #look(slot: number, first: number, second: number): void {
    const { buckets, records, symbols } = this.#tables;
    const place = buckets[slot * SLOT + 1]! & 0x7fffffff;
    if (buckets[slot * SLOT + 1]! < 0) {
      let at = place + LIST_HEAD + (this.#number(place + 2) + this.#number(place + 4)) * INDEX_ENTRY;
      for (let terms = this.#number(place); terms > 0; terms--) {
        this.#compare(first, second, at);
        at += RECORD_HEAD + records[at]!;
      }
    }
    const following = buckets[slot * SLOT + 2]!;
    if (following !== 0) {
      const next = this.#next(second);
      const symbol = next < 0 ? OTHER : symbols[this.#units[next]!]!;
      if (((following >>> symbol) & 1) !== 0)
        this.#listed(first, second, place, place + LIST_HEAD, this.#number(place + 2), symbol);
    }
    const preceding = buckets[slot * SLOT + 3]!;
    if (preceding !== 0) {
      const before = this.#before(first);
      const symbol = before < 0 ? OTHER : symbols[this.#units[before]!]!;
      if (((preceding >>> symbol) & 1) !== 0) {
        const index = place + LIST_HEAD + this.#number(place + 2) * INDEX_ENTRY;
        this.#listed(first, second, place, index, this.#number(place + 4), symbol);
      }
    }
  }

  /** Compares the terms of one list whose neighbouring symbol is `symbol`; finds the first of them by halving. */
  #listed(first: number, second: number, place: number, index: number, count: number, symbol: number): void {
    const { records } = this.#tables;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (records[index + middle * INDEX_ENTRY]! < symbol) low = middle + 1;
      else high = middle;
    }
    for (; low < count; low++) {
      const entry = index + low * INDEX_ENTRY;
      if (records[entry] !== symbol) return;
      this.#compare(first, second, place + this.#number(entry + 1));
    }
  }

  #number(at: number): number {
    const { records } = this.#tables;
    return records[at]! + records[at + 1]! * 65536;
  }

  #compare(first: number, second: number, record: number): void {
    const { symbols, records } = this.#tables;
    const length = records[record]!;
    const units = this.#units;
    const base = record + RECORD_HEAD;
    const anchor = records[record + 1]!;
    let end = second;
    for (let k = anchor + 2; k < length; k++) {
      end = this.#next(end);
      if (end < 0 || symbols[units[end]!] !== records[base + k]) return;
    }
    let start = first;
    for (let k = anchor - 1; k >= 0; k--) {
      start = this.#before(start);
      if (start < 0 || symbols[units[start]!] !== records[base + k]) return;
    }
    this.#hits.add(start, end + 1, records[record + 2]! + records[record + 3]! * 65536);
  }

  /** Place of the next unit that is not skipped; -1 at the end or after too many skipped ones. */
  #next(at: number): number {
    const limit = Math.min(this.#length, at + MAX_SKIPPED + 2);
    for (let i = at + 1; i < limit; i++) if (this.#tables.symbols[this.#units[i]!] !== SKIPPED) return i;
    return -1;
  }

  #before(at: number): number {
    const limit = Math.max(0, at - MAX_SKIPPED - 1);
    for (let i = at - 1; i >= limit; i--) if (this.#tables.symbols[this.#units[i]!] !== SKIPPED) return i;
    return -1;
  }
}

/**
 * The inner loop: writes down where a group of units begins that holds a pair with its bit set. Rows and columns of skipped units are
 * all ones, so every group at which skipping could matter is written down too. Kept free of calls and of `this`: that doubles its speed.
 */
function collect(
  units: Uint16Array,
  from: number,
  to: number,
  symbols: Uint16Array,
  matrix: Int32Array,
  rowWords: number,
  places: Int32Array,
): number {
  let count = 0;
  let previous = from === 0 ? OTHER : symbols[units[from - 1]!]!;
  let i = from;
  for (; i + GROUP <= to; i += GROUP) {
    const a = symbols[units[i]!]!;
    const b = symbols[units[i + 1]!]!;
    const c = symbols[units[i + 2]!]!;
    const d = symbols[units[i + 3]!]!;
    const atA = matrix[previous * rowWords + (a >>> 5)]! >>> a;
    const atB = matrix[a * rowWords + (b >>> 5)]! >>> b;
    const atC = matrix[b * rowWords + (c >>> 5)]! >>> c;
    const atD = matrix[c * rowWords + (d >>> 5)]! >>> d;
    if (((atA | atB | atC | atD) & 1) !== 0) {
      places[count++] = i;
      places[count++] = (atA & 1) | ((atB & 1) << 1) | ((atC & 1) << 2) | ((atD & 1) << 3);
    }
    previous = d;
  }
  if (i < to) {
    places[count++] = i;
    places[count++] = 15;
  }
  return count;
}

/**
 * From groups to pairs of places: goes back over skipped units and looks into the matrix again where they, or the end of a block, made
 * the bit uncertain. Returns the number of words written to `pairs`.
 */
function refine(
  places: Int32Array,
  count: number,
  to: number,
  units: Uint16Array,
  symbols: Uint16Array,
  matrix: Int32Array,
  rowWords: number,
  hasSingles: boolean,
  pairs: Int32Array,
): number {
  let written = 0;
  for (let i = 0; i < count; i += 2) {
    const place = places[i]!;
    for (let bits = places[i + 1]!; bits !== 0; bits &= bits - 1) {
      const at = place + 31 - Math.clz32(bits & -bits);
      if (at >= to) break;
      const symbol = symbols[units[at]!]!;
      if (symbol === SKIPPED || symbol === OTHER) continue;
      if (hasSingles) {
        pairs[written++] = at;
        pairs[written++] = at;
      }
      let first = at - 1;
      const limit = at - 1 - MAX_SKIPPED;
      while (first >= 0 && first >= limit && symbols[units[first]!] === SKIPPED) first--;
      if (first < 0 || first < limit) continue;
      const previous = symbols[units[first]!]!;
      if (previous === OTHER || ((matrix[previous * rowWords + (symbol >>> 5)]! >>> symbol) & 1) === 0) continue;
      pairs[written++] = first;
      pairs[written++] = at;
    }
  }
  return written;
}

/**
 * Keeps the pairs whose neighbours fit some term. A loop of its own without calls: its reads of the large table do not wait for each
 * other, so that the processor fetches several at a time. Returns the number of words written to `survivors`.
 */
function sift(
  pairs: Int32Array,
  count: number,
  units: Uint16Array,
  length: number,
  symbols: Uint16Array,
  buckets: Int32Array,
  shift: number,
  survivors: Int32Array,
): number {
  const mask = buckets.length / SLOT - 1;
  let written = 0;
  for (let i = 0; i < count; i += 2) {
    const first = pairs[i]!;
    const second = pairs[i + 1]!;
    // A term of one character stands under its own symbol.
    const key =
      first === second ? symbols[units[second]!]! : (symbols[units[first]!]! << 16) | symbols[units[second]!]!;
    let slot = (Math.imul(key, HASH) >>> shift) | 0;
    while (buckets[slot * SLOT] !== key && buckets[slot * SLOT] !== 0) slot = (slot + 1) & mask;
    const next = second + 1 < length ? symbols[units[second + 1]!]! : OTHER;
    const before = first > 0 ? symbols[units[first - 1]!]! : OTHER;
    // What follows or precedes over skipped units is left to the comparison.
    const following = next === SKIPPED ? buckets[slot * SLOT + 2]! : (buckets[slot * SLOT + 2]! >>> next) & 1;
    const preceding = before === SKIPPED ? buckets[slot * SLOT + 3]! : (buckets[slot * SLOT + 3]! >>> before) & 1;
    if ((following | preceding) === 0 && buckets[slot * SLOT + 1]! >= 0) continue;
    survivors[written++] = slot;
    survivors[written++] = first;
    survivors[written++] = second;
  }
  return written;
}
