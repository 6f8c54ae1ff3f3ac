import {
  ALONE,
  BACKWARD,
  hashPair,
  hashPlace,
  LINE,
  lineOf,
  lineShift,
  ONWARD,
  OTHER,
  RECORD_HEAD,
  SINGLE,
  SLOT,
  slotOf,
  type Tables,
} from './tables.ts';

/** Bits of the filter for each term; two of them are set. */
const FILTER_BITS = 12;
const SLOTS_PER_PLACE = 1.3;

export interface FiledTerms {
  /** Symbols of all terms, term `id` from `starts[id]` to `starts[id + 1]`. */
  readonly all: Uint16Array;
  readonly starts: Uint32Array;
  /** Place of the pair in each term. */
  readonly anchors: Uint8Array;
  /** 1 when the term is filed with the symbol after its pair. */
  readonly onward: Uint8Array;
}

/** Files terms under their places: sorts them by hash, then writes the records of one place behind those of the other. */
export function fileTerms(terms: FiledTerms): Pick<Tables, 'filter' | 'buckets' | 'records'> {
  const { all, starts, anchors, onward } = terms;
  const count = anchors.length;
  const filings = new Uint8Array(count);
  const hashes = new Int32Array(count);
  const filter = new Int32Array(2 ** Math.max(2, Math.ceil(Math.log2((count * FILTER_BITS) / (LINE * 32)))) * LINE);
  const shift = lineShift(filter);
  for (let id = 0; id < count; id++) {
    const start = starts[id]!;
    const length = starts[id + 1]! - start;
    const at = start + anchors[id]!;
    const filing = length === 1 ? SINGLE : length === 2 ? ALONE : onward[id] === 1 ? ONWARD : BACKWARD;
    const pair = filing === SINGLE ? hashPair(OTHER, all[at]!) : hashPair(all[at]!, all[at + 1]!);
    const neighbour = filing === ONWARD ? all[at + 2]! : filing === BACKWARD ? all[at - 1]! : OTHER;
    const hash = hashPlace(pair, filing, neighbour);
    filings[id] = filing;
    hashes[id] = hash;
    filter[lineOf(pair, shift) + (hash >>> 28)]! |= (1 << (hash >>> 23)) | (1 << (hash >>> 18));
  }
  const order = sortByHash(hashes);
  let places = 0;
  for (let i = 0; i < count; i++) if (i === 0 || hashes[order[i]!] !== hashes[order[i - 1]!]) places++;
  const slots = Math.max(16, Math.ceil(places * SLOTS_PER_PLACE));
  const buckets = new Int32Array(slots * SLOT);
  const records = new Uint16Array(1 + count * RECORD_HEAD + starts[count]!);
  let at = 1;
  for (let from = 0; from < count; ) {
    const hash = hashes[order[from]!]!;
    let slot = slotOf(hash, slots);
    while (buckets[slot * SLOT + 1] !== 0) slot = slot + 1 === slots ? 0 : slot + 1;
    buckets[slot * SLOT] = hash;
    buckets[slot * SLOT + 1] = at;
    let isLast = false;
    for (; !isLast; from++) {
      const id = order[from]!;
      const start = starts[id]!;
      const length = starts[id + 1]! - start;
      isLast = from + 1 === count || hashes[order[from + 1]!] !== hash;
      buckets[slot * SLOT + 2]! |= goesOn(terms, id, filings[id]!);
      records[at] = length | (anchors[id]! << 8);
      records[at + 1] = id & 0xffff;
      records[at + 2] = (id >>> 16) | (filings[id]! << 13) | (isLast ? 0x8000 : 0);
      for (let k = 0; k < length; k++) records[at + RECORD_HEAD + k] = all[start + k]!;
      at += RECORD_HEAD + length;
    }
  }
  return { filter, buckets, records };
}

/** With which symbol a term goes on, as a set of the buckets. */
function goesOn({ all, starts, anchors }: FiledTerms, id: number, filing: number): number {
  if (filing === SINGLE || filing === ALONE) return -1;
  const start = starts[id]!;
  const at = start + anchors[id]!;
  const after = at + (filing === ONWARD ? 3 : 2);
  if (after < starts[id + 1]!) return 1 << (all[after]! & 15);
  const before = at - (filing === BACKWARD ? 2 : 1);
  return before >= start ? 1 << (16 + (all[before]! & 15)) : -1;
}

/** Ids sorted by hash, equal ones by id: radix sort by 16 bits, the lower first. */
function sortByHash(hashes: Int32Array): Uint32Array {
  const count = hashes.length;
  let order = new Uint32Array(count);
  let other = new Uint32Array(count);
  for (let id = 0; id < count; id++) order[id] = id;
  const places = new Uint32Array(65537);
  for (const shift of [0, 16]) {
    places.fill(0);
    for (let id = 0; id < count; id++) places[((hashes[id]! >>> shift) & 0xffff) + 1]!++;
    for (let value = 0; value < 65536; value++) places[value + 1]! += places[value]!;
    for (let i = 0; i < count; i++) {
      const id = order[i]!;
      other[places[(hashes[id]! >>> shift) & 0xffff]!++] = id;
    }
    [order, other] = [other, order];
  }
  return order;
}
