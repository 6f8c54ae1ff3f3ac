/**
 * Two independent 32-bit hashes of a sequence of character numbers, grown one number at a time. The first chooses the bucket,
 * the second is the fingerprint, so a lookup of something absent is mistaken about once in 16,000.
 */
export const SEED_BUCKET = 0x2545f491;
export const SEED_PRINT = 0x1b873593;

export function growBucket(hash: number, id: number): number {
  let h = Math.imul(hash ^ Math.imul(id + 1, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 15;
  return Math.imul(h, 0xc2b2ae35) ^ (h >>> 13);
}

export function growPrint(hash: number, id: number): number {
  let h = Math.imul(hash + Math.imul(id + 7, 0xcc9e2d51), 0x27d4eb2f);
  h ^= h >>> 16;
  return Math.imul(h, 0x165667b1) ^ (h >>> 11);
}

/** Entries grouped by bucket: `starts[b]` to `starts[b + 1]` are the entries of bucket b. */
export interface BucketTable {
  readonly bucketBits: number;
  readonly starts: Uint32Array;
  readonly prints: Uint16Array;
}

/** Index of the entry with these hashes, or -1. */
export function findEntry(table: BucketTable, bucketHash: number, printHash: number): number {
  const bucket = bucketHash >>> (32 - table.bucketBits);
  const print = printHash >>> 16;
  const { starts, prints } = table;
  const end = starts[bucket + 1]!;
  for (let index = starts[bucket]!; index < end; index++) if (prints[index] === print) return index;
  return -1;
}

/** Order in which entries lie in the table, and the number of entries of every bucket (at most 255 each). */
export function layOut(
  bucketHashes: Uint32Array | Int32Array,
  bucketBits: number,
): { order: Uint32Array; sizes: Uint8Array } {
  const sizes = new Uint8Array(2 ** bucketBits);
  const shift = 32 - bucketBits;
  for (const hash of bucketHashes) {
    const bucket = hash >>> shift;
    if (sizes[bucket] === 255) throw new Error('bucket overflow: use more bucket bits');
    sizes[bucket] = sizes[bucket]! + 1;
  }
  const next = startsOf(sizes);
  const order = new Uint32Array(bucketHashes.length);
  for (let entry = 0; entry < bucketHashes.length; entry++) {
    const bucket = bucketHashes[entry]! >>> shift;
    order[next[bucket]!] = entry;
    next[bucket] = next[bucket]! + 1;
  }
  return { order, sizes };
}

export function startsOf(sizes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  for (let bucket = 0; bucket < sizes.length; bucket++) starts[bucket + 1] = starts[bucket]! + sizes[bucket]!;
  return starts;
}
