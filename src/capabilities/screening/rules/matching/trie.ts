import { MAX_SKIPPED } from './fold.ts';
import type { Hits } from './scan.ts';
import { FIRST_SYMBOL, RECORD_HEAD, SKIPPED, type Tables } from './tables.ts';

/**
 * A trie over the symbols of a lexicon on a double array, for lexicons with a hit at every other character: there the rarest pair is
 * found everywhere and walking from each start is cheaper. Finds leftmost-longest matches only.
 */
export class Trie {
  readonly #tables: Tables;
  /** Child of node `n` under symbol `s` is at `base[n] + s` if `check` there is `n + 1`. Side by side: base, check, term + 1. */
  #cells: Int32Array;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#cells = build(readTerms(tables));
  }

  /** Adds the leftmost-longest matches of `units[0, length)` in order. */
  scan(units: Uint16Array, length: number, hits: Hits): void {
    let at = 0;
    while (at < length) at = this.#from(units, at, length, hits);
  }

  /** The longest term that starts at `at`; returns where to go on. */
  #from(units: Uint16Array, at: number, length: number, hits: Hits): number {
    const { symbols } = this.#tables;
    const cells = this.#cells;
    const first = symbols[units[at]!]!;
    if (first < FIRST_SYMBOL) return at + 1;
    let node = 0;
    let end = -1;
    let term = 0;
    let skipped = 0;
    for (let i = at; i < length; i++) {
      const symbol = symbols[units[i]!]!;
      if (symbol === SKIPPED) {
        if (++skipped > MAX_SKIPPED) break;
        continue;
      }
      skipped = 0;
      const child = cells[node * 3]! + symbol;
      if (cells[child * 3 + 1] !== node + 1) break;
      node = child;
      const found = cells[node * 3 + 2]!;
      if (found !== 0) {
        end = i + 1;
        term = found - 1;
      }
    }
    if (end < 0) return at + 1;
    hits.add(at, end, term);
    return end;
  }
}

interface Terms {
  /** Symbols of a term are `[starts[i], starts[i] + lengths[i])` of `symbols`. */
  readonly symbols: Uint16Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  readonly ids: Uint32Array;
}

/** The terms as they stand in the records, sorted by their symbols; of equal ones the lowest id first. */
function readTerms({ records, termCount }: Tables): Terms {
  const starts: number[] = [];
  for (let at = 1; at < records.length; at += RECORD_HEAD + lengthOf(records, at)) starts.push(at);
  const idOf = (at: number) => records[at + 1]! + (records[at + 2]! & 0x1fff) * 65536;
  starts.sort((a, b) => {
    const lengthA = lengthOf(records, a);
    const lengthB = lengthOf(records, b);
    for (let k = 0; k < lengthA && k < lengthB; k++) {
      const difference = records[a + RECORD_HEAD + k]! - records[b + RECORD_HEAD + k]!;
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB || idOf(a) - idOf(b);
  });
  const terms = {
    symbols: records,
    starts: new Uint32Array(termCount),
    lengths: new Uint16Array(termCount),
    ids: new Uint32Array(termCount),
  };
  starts.forEach((at, i) => {
    terms.starts[i] = at + RECORD_HEAD;
    terms.lengths[i] = lengthOf(records, at);
    terms.ids[i] = idOf(at);
  });
  return terms;
}

function lengthOf(records: Uint16Array, at: number): number {
  return records[at]! & 255;
}

function build(terms: Terms): Int32Array {
  let cells = new Int32Array(3 * 65536 * 2);
  let firstFree = 1;
  const reserve = (nodes: number) => {
    if (nodes * 3 <= cells.length) return;
    const larger = new Int32Array(Math.max(cells.length * 2, nodes * 3));
    larger.set(cells);
    cells = larger;
  };
  const queue: number[] = [0, 0, terms.starts.length, 0];
  for (let read = 0; read < queue.length; read += 4) {
    const node = queue[read]!;
    let from = queue[read + 1]!;
    const to = queue[read + 2]!;
    const depth = queue[read + 3]!;
    while (from < to && terms.lengths[from] === depth) {
      if (cells[node * 3 + 2] === 0) cells[node * 3 + 2] = terms.ids[from]! + 1;
      from++;
    }
    if (from === to) continue;
    const children: number[] = [];
    const bounds: number[] = [];
    for (let i = from; i < to; i++) {
      const symbol = terms.symbols[terms.starts[i]! + depth]!;
      if (children.at(-1) === symbol) continue;
      children.push(symbol);
      bounds.push(i);
    }
    bounds.push(to);
    const lowest = children[0]!;
    while (cells[firstFree * 3 + 1] !== 0) reserve(++firstFree + 1);
    let base = Math.max(1, firstFree - lowest);
    for (let tries = 0; ; base++, tries++) {
      // A crowded beginning is given up, so that building stays linear.
      if (tries === 64) firstFree = Math.max(firstFree, base + lowest - 32);
      reserve(base + children.at(-1)! + 1);
      let fits = true;
      for (const symbol of children) if (cells[(base + symbol) * 3 + 1] !== 0) fits = false;
      if (fits) break;
    }
    cells[node * 3] = base;
    children.forEach((symbol, i) => {
      cells[(base + symbol) * 3 + 1] = node + 1;
      queue.push(base + symbol, bounds[i]!, bounds[i + 1]!, depth + 1);
    });
  }
  // A look under any node may reach past the last cell by the whole alphabet.
  reserve(cells.length / 3 + 65536);
  return cells;
}
