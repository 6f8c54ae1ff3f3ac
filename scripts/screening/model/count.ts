import { BOUNDARY, UNKNOWN } from '../../../src/capabilities/screening/rules/spelling/alphabet.ts';
import {
  growBucket,
  growPrint,
  layOut,
  SEED_BUCKET,
  SEED_PRINT,
} from '../../../src/capabilities/screening/rules/spelling/hashing.ts';
import {
  BACKOFF_STEP,
  MAX_ORDER,
  PROBABILITY_STEP,
} from '../../../src/capabilities/screening/rules/spelling/language-model.ts';

const RADIX = 8192;
const DISCOUNT = 0.75;

interface Level {
  /** Prefix entry × RADIX + last character, ascending. */
  readonly keys: Float64Array;
  readonly counts: Float64Array;
  /** Entry of the level below without the first character. */
  readonly suffix: Int32Array;
  readonly prefix: Int32Array;
}

export interface PackedModel {
  readonly bucketBits: number;
  readonly sizes: Uint8Array;
  readonly prints: Uint16Array;
  readonly probabilities: Uint8Array;
  readonly backoffs: Uint8Array;
}

/** No history reaches back over a boundary, nor over the unknown surroundings of a dictionary word. */
function isCut(ids: Uint16Array, at: number, order: number): boolean {
  return ids[at - 1] === UNKNOWN || (ids[at - 1] === BOUNDARY && order > 2);
}

/** Counts all n-grams up to MAX_ORDER of ids; a boundary may only be their first or their last character. */
function countLevels(ids: Uint16Array, alphabetSize: number): Level[] {
  const unigrams = new Float64Array(alphabetSize);
  for (const id of ids) unigrams[id] = unigrams[id]! + 1;
  const levels: Level[] = [
    {
      keys: Float64Array.from({ length: alphabetSize }, (_, id) => id),
      counts: unigrams,
      suffix: new Int32Array(alphabetSize).fill(-1),
      prefix: new Int32Array(alphabetSize).fill(-1),
    },
  ];
  let entryAt = Int32Array.from(ids);
  for (let order = 2; order <= MAX_ORDER; order++) {
    const next = new Int32Array(ids.length).fill(-1);
    const all = new Float64Array(ids.length);
    let used = 0;
    for (let at = 1; at < ids.length; at++) {
      const prefix = entryAt[at - 1]!;
      if (prefix < 0 || entryAt[at]! < 0 || isCut(ids, at, order)) continue;
      all[used++] = prefix * RADIX + ids[at]!;
    }
    const sorted = all.subarray(0, used).sort();
    const keys: number[] = [];
    const counts: number[] = [];
    for (const key of sorted) {
      if (keys.length > 0 && keys[keys.length - 1] === key) counts[counts.length - 1]!++;
      else {
        keys.push(key);
        counts.push(1);
      }
    }
    const keyArray = Float64Array.from(keys);
    const suffix = new Int32Array(keyArray.length);
    const prefixes = Int32Array.from(keyArray, (key) => Math.floor(key / RADIX));
    for (let at = 1; at < ids.length; at++) {
      const prefix = entryAt[at - 1]!;
      if (prefix < 0 || entryAt[at]! < 0 || isCut(ids, at, order)) continue;
      const entry = search(keyArray, prefix * RADIX + ids[at]!);
      next[at] = entry;
      suffix[entry] = entryAt[at]!;
    }
    levels.push({ keys: keyArray, counts: Float64Array.from(counts), suffix, prefix: prefixes });
    entryAt = next;
  }
  return levels;
}

function search(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Builds the smoothed, pruned and packed model. `minimum[n]` is the smallest count kept at order n. */
export function buildModel(
  ids: Uint16Array,
  alphabetSize: number,
  minimum: readonly number[],
  bucketBits: number,
): PackedModel {
  const levels = countLevels(ids, alphabetSize);
  const probabilities: Float64Array[] = [];
  const backoffs: Float64Array[] = [];
  for (let order = 1; order <= MAX_ORDER; order++) {
    const level = levels[order - 1]!;
    const above = levels[order];
    // Kneser-Ney: below the highest order what counts is how many different characters stand before.
    let counts = level.counts;
    if (above !== undefined) {
      counts = new Float64Array(level.keys.length);
      for (const entry of above.suffix) counts[entry] = counts[entry]! + 1;
      for (let entry = 0; entry < counts.length; entry++) {
        const first = firstOf(levels, order, entry);
        if (first === BOUNDARY || counts[entry] === 0)
          counts[entry] = order === 1 ? counts[entry]! : level.counts[entry]!;
      }
    }
    const below = order === 1 ? undefined : levels[order - 2]!;
    const groups = below === undefined ? 1 : below.keys.length;
    const totals = new Float64Array(groups);
    const kinds = new Float64Array(groups);
    // Mass of what is not known to follow; it goes to the shorter history.
    const open = new Float64Array(groups);
    for (let entry = 0; entry < counts.length; entry++) {
      const group = below === undefined ? 0 : level.prefix[entry]!;
      totals[group] =
        totals[group]! + (order > 1 && level.keys[entry]! % RADIX === UNKNOWN ? level.counts[entry]! : counts[entry]!);
      if (order > 1 && level.keys[entry]! % RADIX === UNKNOWN) open[group] = open[group]! + level.counts[entry]!;
      else if (counts[entry]! > 0) kinds[group] = kinds[group]! + 1;
    }
    const values = new Float64Array(counts.length);
    for (let entry = 0; entry < counts.length; entry++) {
      const group = below === undefined ? 0 : level.prefix[entry]!;
      const total = totals[group]!;
      const lower = below === undefined ? 1 / alphabetSize : probabilities[order - 2]![level.suffix[entry]!]!;
      values[entry] =
        total === 0
          ? lower
          : (Math.max(counts[entry]! - DISCOUNT, 0) + (DISCOUNT * kinds[group]! + open[group]!) * lower) / total;
    }
    probabilities.push(values);
    if (order > 1)
      backoffs.push(
        Float64Array.from(totals, (total, group) =>
          total === 0 ? 1 : Math.min(1, (DISCOUNT * kinds[group]! + open[group]!) / total),
        ),
      );
  }
  return pack(levels, probabilities, backoffs, minimum, bucketBits);
}

function firstOf(levels: readonly Level[], order: number, entry: number): number {
  let at = entry;
  for (let level = order; level > 1; level--) at = levels[level - 1]!.prefix[at]!;
  return at;
}

function pack(
  levels: readonly Level[],
  probabilities: readonly Float64Array[],
  backoffs: readonly Float64Array[],
  minimum: readonly number[],
  bucketBits: number,
): PackedModel {
  const buckets: number[] = [];
  const prints: number[] = [];
  const probabilityBytes: number[] = [];
  const backoffBytes: number[] = [];
  const characters: number[] = [];
  for (let order = 1; order <= MAX_ORDER; order++) {
    const level = levels[order - 1]!;
    for (let entry = 0; entry < level.keys.length; entry++) {
      if (level.counts[entry]! < minimum[order]! || (order > 1 && level.keys[entry]! % RADIX === UNKNOWN)) continue;
      characters.length = 0;
      let at = entry;
      for (let depth = order; depth >= 1; depth--) {
        characters.push(depth === 1 ? at : level.keys.length === 0 ? 0 : levels[depth - 1]!.keys[at]! % RADIX);
        if (depth > 1) at = levels[depth - 1]!.prefix[at]!;
      }
      let bucket = SEED_BUCKET;
      let print = SEED_PRINT;
      for (const id of characters) {
        bucket = growBucket(bucket, id);
        print = growPrint(print, id);
      }
      buckets.push(bucket);
      prints.push(print >>> 16);
      probabilityBytes.push(toByte(-Math.log2(probabilities[order - 1]![entry]!), PROBABILITY_STEP));
      backoffBytes.push(order === MAX_ORDER ? 0 : toByte(-Math.log2(backoffs[order - 1]![entry]!), BACKOFF_STEP));
    }
  }
  const { order, sizes } = layOut(Int32Array.from(buckets), bucketBits);
  return {
    bucketBits,
    sizes,
    prints: Uint16Array.from(order, (entry) => prints[entry]!),
    probabilities: Uint8Array.from(order, (entry) => probabilityBytes[entry]!),
    backoffs: Uint8Array.from(order, (entry) => backoffBytes[entry]!),
  };
}

function toByte(bits: number, step: number): number {
  return Math.max(0, Math.min(255, Math.round(bits / step)));
}
