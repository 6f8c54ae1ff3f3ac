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
  /** Bit (first, second): a term is filed under this pair of symbols. */
  readonly matrix: Int32Array;
  /**
   * Open addressing, `SLOT` words each: key (first * 65536 + second, 0 is a free slot), place in `records` (with the sign bit when
   * the pair itself is a term), and two sets of 32 bits: which symbols (modulo 32) follow and precede the pair in its terms.
   */
  readonly buckets: Int32Array;
  /**
   * For each pair three lists: terms that are the pair alone, terms that go on after it, terms that only go on before it. First the three
   * lengths, two units each; then for the second and third list an index, sorted by the neighbouring symbol, of `[symbol, place low,
   * place high]` with places counted from the beginning of the pair; then the terms: `[length, place of the pair, id low, id high, symbols…]`.
   */
  readonly records: Uint16Array;
}

/** In no term. */
export const OTHER = 0;
/** Passed over. */
export const SKIPPED = 1;
export const FIRST_SYMBOL = 2;
/** Words of a slot. */
export const SLOT = 4;
/** Units before the index of a pair. */
export const LIST_HEAD = 6;
/** Units of an entry of the index. */
export const INDEX_ENTRY = 3;
/** Units of a record before its symbols. */
export const RECORD_HEAD = 4;

const MAGIC = 0x474b4d32;
const ALIGNMENT = 64;

export class CompiledLexiconError extends Error {
  override readonly name = 'CompiledLexiconError';
}

/** The golden ratio in 32 bits. */
export const HASH = 0x9e3779b1;

/** Multiplicative hash of a pair key; `shift` is 32 less the logarithm of the number of slots. */
export function slotOf(key: number, shift: number): number {
  return Math.imul(key, HASH) >>> shift;
}

export function shiftFor(slots: number): number {
  return 32 - Math.log2(slots);
}

/** Writes the tables into one block of memory; `shared` makes it readable by all threads without a copy. */
export function saveTables(tables: Tables, shared = false): Uint8Array {
  const { symbols, matrix, buckets, records, ...head } = tables;
  const sections = [symbols, matrix, buckets, records].map(
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
  const [symbols, matrix, buckets, records] = head.sizes;
  return {
    ...head.rest,
    symbols: new Uint16Array(buffer, places[0]!, symbols! / 2),
    matrix: new Int32Array(buffer, places[1]!, matrix! / 4),
    buckets: new Int32Array(buffer, places[2]!, buckets! / 4),
    records: new Uint16Array(buffer, places[3]!, records! / 2),
  };
}

type Head = Omit<Tables, 'symbols' | 'matrix' | 'buckets' | 'records'>;

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
