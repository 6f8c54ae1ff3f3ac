import { INDEX_ENTRY, LIST_HEAD, RECORD_HEAD, SLOT, shiftFor, slotOf } from './tables.ts';

const ALONE = 0;
const ONWARD = 1;
const BACKWARD = 2;

/**
 * Files terms under their pairs: sorts them by pair and neighbouring symbol, then writes the records one pair behind the other.
 *
 * @param all symbols of all terms, term `id` from `starts[id]` to `starts[id + 1]`
 * @param anchors place of the pair in each term
 * @param keys pair of each term
 */
export function fileUnderPairs(
  all: Uint16Array,
  starts: Uint32Array,
  anchors: Uint8Array,
  keys: Int32Array,
): { buckets: Int32Array; records: Uint16Array } {
  const terms = keys.length;
  const lists = new Uint8Array(terms);
  const neighbours = new Uint16Array(terms);
  for (let id = 0; id < terms; id++) {
    const start = starts[id]!;
    const length = starts[id + 1]! - start;
    const anchor = anchors[id]!;
    if (length <= 2) lists[id] = ALONE;
    else if (anchor + 2 < length) {
      lists[id] = ONWARD;
      neighbours[id] = all[start + anchor + 2]!;
    } else {
      lists[id] = BACKWARD;
      neighbours[id] = all[start + anchor - 1]!;
    }
  }
  const order = sortTerms(keys, lists, neighbours);
  let pairs = 0;
  for (let i = 0; i < terms; i++) if (i === 0 || keys[order[i]!] !== keys[order[i - 1]!]) pairs++;
  const slots = 2 ** Math.max(4, Math.ceil(Math.log2(pairs * 1.2 + 1)));
  const buckets = new Int32Array(slots * SLOT);
  const shift = shiftFor(slots);
  const records = new Uint16Array(pairs * LIST_HEAD + terms * (INDEX_ENTRY + RECORD_HEAD) + starts[terms]!);
  let at = 0;
  for (let from = 0; from < terms; ) {
    const key = keys[order[from]!]!;
    const place = at;
    const counts = [0, 0, 0];
    let following = 0;
    let preceding = 0;
    let to = from;
    for (; to < terms && keys[order[to]!] === key; to++) {
      const id = order[to]!;
      const list = lists[id]!;
      counts[list]!++;
      if (list === ONWARD) following |= 1 << (neighbours[id]! & 31);
      else if (list === BACKWARD) preceding |= 1 << (neighbours[id]! & 31);
    }
    for (let list = 0; list < 3; list++) writeNumber(records, place + list * 2, counts[list]!);
    let entry = place + LIST_HEAD;
    at = entry + (counts[ONWARD]! + counts[BACKWARD]!) * INDEX_ENTRY;
    for (let i = from; i < to; i++) {
      const id = order[i]!;
      if (lists[id] !== ALONE) {
        records[entry] = neighbours[id]!;
        writeNumber(records, entry + 1, at - place);
        entry += INDEX_ENTRY;
      }
      const start = starts[id]!;
      const length = starts[id + 1]! - start;
      records[at] = length;
      records[at + 1] = anchors[id]!;
      writeNumber(records, at + 2, id);
      for (let k = 0; k < length; k++) records[at + RECORD_HEAD + k] = all[start + k]!;
      at += RECORD_HEAD + length;
    }
    let slot = slotOf(key, shift);
    while (buckets[slot * SLOT] !== 0) slot = (slot + 1) & (slots - 1);
    buckets[slot * SLOT] = key;
    buckets[slot * SLOT + 1] = counts[ALONE]! > 0 ? place | 0x80000000 : place;
    buckets[slot * SLOT + 2] = following;
    buckets[slot * SLOT + 3] = preceding;
    from = to;
  }
  return { buckets, records: records.slice(0, at) };
}

function writeNumber(records: Uint16Array, at: number, value: number): void {
  records[at] = value & 0xffff;
  records[at + 1] = value >>> 16;
}

/** Ids sorted by pair, list and neighbour, equal ones by id: radix sort by 16 bits, the least weighty first. */
function sortTerms(keys: Int32Array, lists: Uint8Array, neighbours: Uint16Array): Uint32Array {
  const terms = keys.length;
  let order = new Uint32Array(terms);
  let other = new Uint32Array(terms);
  for (let id = 0; id < terms; id++) order[id] = id;
  const digits: ((id: number) => number)[] = [
    (id) => neighbours[id]!,
    (id) => lists[id]!,
    (id) => keys[id]! & 0xffff,
    (id) => keys[id]! >>> 16,
  ];
  const counts = new Uint32Array(65537);
  for (const digit of digits) {
    counts.fill(0);
    for (let id = 0; id < terms; id++) counts[digit(id) + 1]!++;
    for (let value = 0; value < 65536; value++) counts[value + 1]! += counts[value]!;
    for (let i = 0; i < terms; i++) {
      const id = order[i]!;
      other[counts[digit(id)]!++] = id;
    }
    [order, other] = [other, order];
  }
  return order;
}
