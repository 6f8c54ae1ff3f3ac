import { MAX_SKIPPED } from './fold.ts';
import { Candidates, collect, fetch, isIn, lookUp, sift, siftSingles, spread } from './sieve.ts';
import {
  ALONE,
  BACKWARD,
  hashPair,
  hashPlace,
  lineOf,
  lineShift,
  ONWARD,
  OTHER,
  RECORD_HEAD,
  SINGLE,
  SKIPPED,
  SLOT,
  slotOf,
  type Tables,
} from './tables.ts';

/** Units handed to the inner loops at a time: what they write stays in the nearest cache, and short calls are optimised early. */
const BLOCK = 1 << 14;

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
  readonly #lineShift: number;
  readonly #slots: number;
  /** A bit for each unit of a block, and the same as words. */
  readonly #bits = new Uint8Array(BLOCK / 8 + 4);
  readonly #bitWords = new Int32Array(this.#bits.buffer);
  readonly #places = new Int32Array(BLOCK + 1);
  readonly #candidates = new Candidates(BLOCK);
  /** First of the records, place and filing. */
  readonly #survivors = new Int32Array(BLOCK * 8 + 2);
  #units: Uint16Array = new Uint16Array(0);
  #length = 0;
  #hits = new Hits();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#lineShift = lineShift(tables.filter);
    this.#slots = tables.buckets.length / SLOT;
  }

  /** Adds every match in `units[0, length)` to `hits`; their order is not fixed. */
  scan(given: Uint16Array, length: number, hits: Hits): void {
    const units = given.byteOffset % 4 === 0 ? given : given.slice(0, length);
    const words = new Int32Array(units.buffer, units.byteOffset, length >>> 1);
    this.#units = units;
    this.#length = length;
    this.#hits = hits;
    const { symbols, matrix, rowWords, filter, buckets, hasSingles } = this.#tables;
    for (let from = 0; from < length; from += BLOCK) {
      const to = Math.min(length, from + BLOCK);
      const previous = from === 0 ? OTHER : symbols[units[from - 1]!]!;
      collect(words, units, from, to, previous, symbols, matrix, rowWords, this.#bits);
      const count = spread(this.#bitWords, from, to, this.#places);
      if (count === 0) continue;
      const candidates = this.#candidates;
      const shift = this.#lineShift;
      let found = sift(this.#places, count, units, length, symbols, filter, shift, candidates);
      if (hasSingles) found = siftSingles(this.#places, count, units, symbols, filter, shift, candidates, found);
      fetch(candidates, found, buckets, this.#slots);
      const left = lookUp(candidates, found, units, length, symbols, buckets, this.#slots, this.#survivors);
      for (let i = 0; i < left; i += 2) {
        const place = this.#survivors[i + 1]! >>> 2;
        const filing = this.#survivors[i + 1]! & 3;
        this.#compareAll(filing === SINGLE ? place : place - 1, place, filing, this.#survivors[i]!);
      }
      for (let i = 0; i < candidates.gapCount; i++) this.#overGaps(candidates.gaps[i]!);
    }
  }

  /** A pair with skipped units in it or beside it: what stands around it is looked for behind them. */
  #overGaps(second: number): void {
    const { symbols, matrix, rowWords, filter } = this.#tables;
    const first = this.#before(second);
    if (first < 0) return;
    const symbolAt = (place: number) => (place < 0 ? OTHER : symbols[this.#units[place]!]!);
    const [a, b] = [symbolAt(first), symbolAt(second)];
    if (((matrix[a * rowWords + (b >>> 5)]! >>> b) & 1) === 0) return;
    const pair = hashPair(a, b);
    const line = lineOf(pair, this.#lineShift);
    const ask = (filing: number, neighbour: number) => {
      const hash = hashPlace(pair, filing, neighbour);
      if (isIn(filter, line, hash) === 1) this.#filed(first, second, filing, hash);
    };
    ask(ALONE, OTHER);
    ask(ONWARD, symbolAt(this.#next(second)));
    ask(BACKWARD, symbolAt(this.#before(first)));
  }

  /** Compares the terms of a place, if there are any. */
  #filed(first: number, second: number, filing: number, hash: number): void {
    const { buckets } = this.#tables;
    let slot = slotOf(hash, this.#slots);
    while (buckets[slot * SLOT + 1] !== 0) {
      if (buckets[slot * SLOT] === hash) {
        this.#compareAll(first, second, filing, buckets[slot * SLOT + 1]!);
        return;
      }
      slot = slot + 1 === this.#slots ? 0 : slot + 1;
    }
  }

  #compareAll(first: number, second: number, filing: number, records: number): void {
    const { records: all } = this.#tables;
    for (let record = records; ; ) {
      const tail = all[record + 2]!;
      // Places whose hashes are the same share their records.
      if (((tail >>> 13) & 3) === filing) this.#compare(first, second, record);
      if (tail >= 0x8000) return;
      record += RECORD_HEAD + (all[record]! & 255);
    }
  }

  #compare(first: number, second: number, record: number): void {
    const { symbols, records } = this.#tables;
    const length = records[record]! & 255;
    const anchor = records[record]! >>> 8;
    const units = this.#units;
    const base = record + RECORD_HEAD;
    const behind = first === second ? anchor : anchor + 1;
    if (symbols[units[first]!] !== records[base + anchor] || symbols[units[second]!] !== records[base + behind]) return;
    let end = second;
    for (let k = behind + 1; k < length; k++) {
      end = this.#next(end);
      if (end < 0 || symbols[units[end]!] !== records[base + k]) return;
    }
    let start = first;
    for (let k = anchor - 1; k >= 0; k--) {
      start = this.#before(start);
      if (start < 0 || symbols[units[start]!] !== records[base + k]) return;
    }
    this.#hits.add(start, end + 1, records[record + 1]! + (records[record + 2]! & 0x1fff) * 65536);
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
