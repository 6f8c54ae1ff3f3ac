import { BOUNDARY } from './alphabet.ts';
import { type BucketTable, findEntry, growBucket, growPrint, SEED_BUCKET, SEED_PRINT } from './hashing.ts';

export const MAX_ORDER = 5;
/** Bits per step of the stored negative binary logarithms. */
export const PROBABILITY_STEP = 0.1;
export const BACKOFF_STEP = 0.04;

/**
 * Character n-gram model with interpolated Kneser-Ney probabilities (Chen and Goodman 1999), stored as backoff model. All values are
 * binary logarithms, so a character of surprise 12 has the probability 2^-12.
 */
export class LanguageModel {
  readonly #table: BucketTable;
  readonly #probabilities: Uint8Array;
  readonly #backoffs: Uint8Array;

  constructor(table: BucketTable, probabilities: Uint8Array, backoffs: Uint8Array) {
    this.#table = table;
    this.#probabilities = probabilities;
    this.#backoffs = backoffs;
  }

  /**
   * Scores ids[from..to), with up to four characters before each as context. `chain` holds, for every scored place, its matched
   * order and its backoff weights; the place before `from` must have been scored into it already, or be a boundary.
   */
  score(ids: Uint16Array, from: number, to: number, chain: ScoreChain): void {
    const { surprise, order, backoff } = chain;
    for (let at = from; at < to; at++) {
      let bucket = SEED_BUCKET;
      let print = SEED_PRINT;
      let matched = 0;
      let value = 0;
      const base = at * MAX_ORDER;
      for (let length = 1; length <= MAX_ORDER; length++) {
        const place = at - length + 1;
        const id = place < 0 ? BOUNDARY : ids[place]!;
        bucket = growBucket(bucket, id);
        print = growPrint(print, id);
        const entry = findEntry(this.#table, bucket, print);
        if (entry < 0) break;
        matched = length;
        value = this.#probabilities[entry]! * PROBABILITY_STEP;
        backoff[base + length - 1] = this.#backoffs[entry]! * BACKOFF_STEP;
        if (place <= 0 || id === BOUNDARY) {
          if (length > 1) break;
        }
      }
      if (matched === 0) value = 20;
      // Longer contexts that exist but were not followed by this character pass their reserved mass down.
      if (at > 0) {
        const before = Math.min(order[at - 1]!, MAX_ORDER - 1);
        for (let length = Math.max(matched, 1); length <= before; length++)
          value += backoff[base - MAX_ORDER + length - 1]!;
      }
      order[at] = matched;
      surprise[at] = value;
    }
  }

  /** Whether the pair was seen in the corpus. */
  hasPair(left: number, right: number): boolean {
    const bucket = growBucket(growBucket(SEED_BUCKET, right), left);
    const print = growPrint(growPrint(SEED_PRINT, right), left);
    return findEntry(this.#table, bucket, print) >= 0;
  }

  /** Whether the three characters were seen in this order. */
  hasTriple(first: number, second: number, third: number): boolean {
    const bucket = growBucket(growBucket(growBucket(SEED_BUCKET, third), second), first);
    const print = growPrint(growPrint(growPrint(SEED_PRINT, third), second), first);
    return findEntry(this.#table, bucket, print) >= 0;
  }
}

/** Working memory of `LanguageModel.score`, reused between texts. */
export class ScoreChain {
  surprise: Float32Array;
  order: Uint8Array;
  backoff: Float32Array;

  constructor(capacity: number) {
    this.surprise = new Float32Array(capacity);
    this.order = new Uint8Array(capacity);
    this.backoff = new Float32Array(capacity * MAX_ORDER);
  }

  ensure(capacity: number): void {
    if (this.surprise.length >= capacity) return;
    this.surprise = new Float32Array(capacity * 2);
    this.order = new Uint8Array(capacity * 2);
    this.backoff = new Float32Array(capacity * 2 * MAX_ORDER);
  }
}
