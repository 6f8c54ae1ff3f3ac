import { MAX_SKIPPED } from './fold.ts';
import { OTHER, RECORD_HEAD, SKIPPED, shiftFor, slotOf, type Tables } from './tables.ts';

/** Units handed to the inner loop at a time: short calls let the optimising compiler replace it early. */
const BLOCK = 1 << 15;

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
  #units: Uint16Array = new Uint16Array(0);
  #length = 0;
  #hits = new Hits();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#shift = shiftFor(tables.buckets.length / 2);
  }

  /** Adds every match in `units[0, length)` to `hits`, in order of where its rarest pair lies (not of its start). */
  scan(units: Uint16Array, length: number, hits: Hits): void {
    this.#units = units;
    this.#length = length;
    this.#hits = hits;
    let state = OTHER;
    for (let from = 0; from < length; from += BLOCK)
      state = this.#block(units, from, Math.min(length, from + BLOCK), state);
  }

  /** The inner loop. `previous` is the symbol before `from`; returns the symbol before `to`. */
  #block(units: Uint16Array, from: number, to: number, previous: number): number {
    const { symbols, matrix, rowWords } = this.#tables;
    for (let i = from; i < to; i++) {
      const symbol = symbols[units[i]!]!;
      if (((matrix[previous * rowWords + (symbol >>> 5)]! >>> symbol) & 1) !== 0) {
        if (symbol === SKIPPED) {
          if (this.#tooManySkipped(i)) previous = OTHER;
          continue;
        }
        this.#look(i, previous, symbol);
      }
      previous = symbol;
    }
    return previous;
  }

  #tooManySkipped(at: number): boolean {
    if (at < MAX_SKIPPED) return false;
    const { symbols } = this.#tables;
    for (let i = at - MAX_SKIPPED; i < at; i++) if (symbols[this.#units[i]!] !== SKIPPED) return false;
    return true;
  }

  /** Compares the terms filed under the pair that ends at `at`. */
  #look(at: number, previous: number, symbol: number): void {
    if (this.#tables.hasSingles) this.#bucket(at, at, symbol);
    if (previous === OTHER) return;
    const key = (previous << 16) | symbol;
    let first = at - 1;
    while (this.#tables.symbols[this.#units[first]!] === SKIPPED) first--;
    this.#bucket(first, at, key);
  }

  #bucket(first: number, second: number, key: number): void {
    const { buckets, records } = this.#tables;
    const mask = buckets.length / 2 - 1;
    let slot = slotOf(key, this.#shift);
    for (;;) {
      const found = buckets[slot * 2]!;
      if (found === key) break;
      if (found === 0) return;
      slot = (slot + 1) & mask;
    }
    let at = buckets[slot * 2 + 1]!;
    let terms = records[at]! + records[at + 1]! * 65536;
    for (at += 2; terms > 0; terms--) {
      const length = records[at]!;
      this.#compare(first, second, at, length);
      at += RECORD_HEAD + length;
    }
  }

  #compare(first: number, second: number, record: number, length: number): void {
    const { symbols, records } = this.#tables;
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
