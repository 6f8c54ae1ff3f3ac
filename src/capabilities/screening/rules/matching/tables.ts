import type { Folding } from './fold.ts';

/**
 * A compiled lexicon: flat arrays only, so that it can be saved, loaded by copy or by mapping, and shared between threads as it is.
 *
 * Symbols are the folded characters of the lexicon, numbered from `FIRST_SYMBOL` by how frequent they are in ordinary text.
 */
export interface Tables {
  readonly folding: Folding;
  readonly termCount: number;
  /** Symbols of the longest term. */
  readonly longest: number;
  readonly hasSingles: boolean;
  /** Share of the characters of ordinary text at which a look into the records is to be expected. */
  readonly density: number;
  /** Symbol of every code unit. */
  readonly symbols: Uint16Array;
  /** 32-bit words in a row of the matrix. */
  readonly rowWords: number;
  /** Bit (first, second): a term is filed under this pair of symbols. The row of `SKIPPED` holds every symbol that is second of a pair. */
  readonly matrix: Int32Array;
  /**
   * A Bloom set of the places terms are filed under: a line of `LINE` words for each pair, so that one look asks for everything that is
   * filed under it; two bits of one word for each place.
   */
  readonly filter: Int32Array;
  /**
   * Open addressing, `SLOT` words each: hash of a place, first of its `records` (0 is a free slot), and of which symbols (modulo 16) its
   * terms go on after what was hashed (low half) or, when nothing comes after, before it (high half); all ones when a term is no longer.
   */
  readonly buckets: Int32Array;
  /** From 1 on, those of one place side by side: `[length + 256 × anchor, id low, id high + 2^13 × filing + 2^15 when it is the last, symbols…]`. */
  readonly records: Uint16Array;
}

/** In no term. */
export const OTHER = 0;
/** Passed over. */
export const SKIPPED = 1;
export const FIRST_SYMBOL = 2;
/** Words of a slot. */
export const SLOT = 3;
/** Units of a record before its symbols. */
export const RECORD_HEAD = 3;
/** Words of a line of the filter: what the processor fetches at a time. */
export const LINE = 16;
/** Terms a lexicon can hold: bits of an id in a record. */
export const MOST_TERMS = 2 ** 29;

/**
 * What a term is filed under: its only symbol, its pair and nothing else, its pair with the symbol after it, or with the symbol before it.
 */
export const SINGLE = 0;
export const ALONE = 1;
export const ONWARD = 2;
export const BACKWARD = 3;

const MAGIC = 0x474b4d33;
const ALIGNMENT = 64;

export class CompiledLexiconError extends Error {
  override readonly name = 'CompiledLexiconError';
}

/** Hash of a pair of symbols; its upper bits choose the line of the filter. */
export function hashPair(first: number, second: number): number {
  return Math.imul((first << 16) | second, 0x9e3779b1);
}

/** Hash of a place: a pair, how terms are filed under it, and the neighbouring symbol, `OTHER` when there is none. */
export function hashPlace(pair: number, filing: number, neighbour: number): number {
  const mixed = ((pair ^ (pair >>> 15)) + Math.imul(((filing << 16) | neighbour) + 1, 0x85ebca6b)) | 0;
  return Math.imul(mixed, 0xc2b2ae35);
}

/** Where the line of a pair begins. */
export function lineOf(pair: number, shift: number): number {
  return (pair >>> shift) << 4;
}

/** Slot at which the search for a hash begins. */
export function slotOf(hash: number, slots: number): number {
  return (((hash >>> 0) * slots) / 4294967296) | 0;
}

/** 32 less the logarithm of the number of lines of a filter. */
export function lineShift(filter: Int32Array): number {
  return 32 - Math.log2(filter.length / LINE);
}

/** Writes the tables into one block of memory; `shared` makes it readable by all threads without a copy. */
export function saveTables(tables: Tables, shared = false): Uint8Array {
  const { symbols, matrix, filter, buckets, records, ...head } = tables;
  const sections = [symbols, matrix, filter, buckets, records].map(
    (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  );
  const sizes = sections.map((section) => section.byteLength);
  const headBytes = new TextEncoder().encode(JSON.stringify({ ...head, sizes }));
  let size = align(8 + headBytes.length);
  for (const section of sections) size = align(size + section.byteLength);
  const memory = shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size);
  const bytes = new Uint8Array(memory);
  const view = new DataView(memory);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, headBytes.length, true);
  bytes.set(headBytes, 8);
  let at = align(8 + headBytes.length);
  for (const section of sections) {
    bytes.set(section, at);
    at = align(at + section.byteLength);
  }
  return bytes;
}

/** Reads tables where they lie, without a copy; copies once when the bytes begin at an odd address. Throws CompiledLexiconError. */
export function loadTables(given: Uint8Array): Tables {
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  const { buffer, byteOffset, byteLength } = bytes;
  const view = new DataView(buffer, byteOffset, byteLength);
  if (byteLength < 8 || view.getUint32(0, true) !== MAGIC)
    throw new CompiledLexiconError('not a compiled lexicon of this version');
  const headLength = view.getUint32(4, true);
  const head = readHead(bytes.slice(8, 8 + headLength));
  let at = align(8 + headLength);
  const places = head.sizes.map((size) => {
    const place = byteOffset + at;
    at = align(at + size);
    return place;
  });
  if (at > byteLength) throw new CompiledLexiconError(`compiled lexicon is cut: ${byteLength} bytes of ${at}`);
  const [symbols, matrix, filter, buckets, records] = head.sizes;
  return {
    ...head.rest,
    symbols: new Uint16Array(buffer, places[0]!, symbols! / 2),
    matrix: new Int32Array(buffer, places[1]!, matrix! / 4),
    filter: new Int32Array(buffer, places[2]!, filter! / 4),
    buckets: new Int32Array(buffer, places[3]!, buckets! / 4),
    records: new Uint16Array(buffer, places[4]!, records! / 2),
  };
}

type Head = Omit<Tables, 'symbols' | 'matrix' | 'filter' | 'buckets' | 'records'>;

function readHead(bytes: Uint8Array): { sizes: number[]; rest: Head } {
  try {
    const { sizes, ...rest } = JSON.parse(new TextDecoder().decode(bytes)) as Head & { sizes: number[] };
    return { sizes, rest };
  } catch {
    throw new CompiledLexiconError('head of the compiled lexicon cannot be read');
  }
}

function align(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
