import { type BucketTable, findEntry, growBucket, growPrint, SEED_BUCKET, SEED_PRINT } from './hashing.ts';

export const MAX_WORD = 5;
export const COST_STEP = 0.1;
/** Cost in bits of a character that is no word of its own. */
const STRANGE = 22;

/** Words of a general dictionary with their cost, the negative binary logarithm of their relative frequency. */
export class WordTable {
  readonly #table: BucketTable;
  readonly #costs: Uint8Array;
  readonly #single: Float32Array;
  readonly #best = new Float64Array(64);

  constructor(table: BucketTable, costs: Uint8Array, single: Float32Array) {
    this.#table = table;
    this.#costs = costs;
    this.#single = single;
  }

  /** Cost of ids[from..to) as one word; Infinity when it is none. */
  cost(ids: Uint16Array, from: number, to: number): number {
    if (to - from === 1) return this.#single[ids[from]!] || STRANGE;
    let bucket = SEED_BUCKET;
    let print = SEED_PRINT;
    for (let at = from; at < to; at++) {
      bucket = growBucket(bucket, ids[at]!);
      print = growPrint(print, ids[at]!);
    }
    const entry = findEntry(this.#table, bucket, print);
    return entry < 0 ? Number.POSITIVE_INFINITY : this.#costs[entry]! * COST_STEP;
  }

  has(ids: Uint16Array, from: number, to: number): boolean {
    return to > from && this.cost(ids, from, to) < Number.POSITIVE_INFINITY;
  }

  /** Cost of the cheapest segmentation of ids[from..to), at most 60 characters. */
  segment(ids: Uint16Array, from: number, to: number): number {
    const best = this.#best;
    best[0] = 0;
    const length = to - from;
    for (let end = 1; end <= length; end++) {
      let cheapest = best[end - 1]! + (this.#single[ids[from + end - 1]!] || STRANGE);
      let bucket: number;
      let print: number;
      const first = Math.max(0, end - MAX_WORD);
      for (let start = first; start < end - 1; start++) {
        bucket = SEED_BUCKET;
        print = SEED_PRINT;
        for (let at = from + start; at < from + end; at++) {
          bucket = growBucket(bucket, ids[at]!);
          print = growPrint(print, ids[at]!);
        }
        const entry = findEntry(this.#table, bucket, print);
        if (entry < 0) continue;
        const total = best[start]! + this.#costs[entry]! * COST_STEP;
        if (total < cheapest) cheapest = total;
      }
      best[end] = cheapest;
    }
    return best[length]!;
  }
}
