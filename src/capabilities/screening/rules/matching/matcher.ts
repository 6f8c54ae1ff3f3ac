import { compile } from './compile.ts';
import type { Folding } from './fold.ts';
import { Hits, Scanner } from './scan.ts';
import { loadTables, saveTables, type Tables } from './tables.ts';
import { Trie } from './trie.ts';
import { UnitReader, type Units } from './units.ts';

export interface Match {
  /** UTF-16 offsets into the text as given, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Place of the term in the list the lexicon was compiled from. */
  readonly term: number;
}

export type MatchMode = 'all' | 'leftmost-longest';

/** From this share of looks per character on, walking a trie from every start is cheaper than comparing records. */
const DENSE = 0.2;

/** A lexicon ready to search with. One matcher serves one thread; its tables may be shared by many. */
export class Matcher {
  readonly tables: Tables;
  readonly #scanner: Scanner;
  readonly #reader = new UnitReader();
  readonly #hits = new Hits();
  #trie: Trie | undefined;

  constructor(tables: Tables) {
    this.tables = tables;
    this.#scanner = new Scanner(tables);
  }

  /** Compiles a list of terms. Throws TermError. */
  static fromTerms(terms: readonly string[], folding?: Folding): Matcher {
    return new Matcher(compile(terms, folding));
  }

  /** Takes a saved lexicon where it lies; nothing is rebuilt. Throws CompiledLexiconError. */
  static load(bytes: Uint8Array): Matcher {
    return new Matcher(loadTables(bytes));
  }

  save(options: { shared?: boolean } = {}): Uint8Array {
    return saveTables(this.tables, options.shared);
  }

  /** True when leftmost-longest search walks the trie. */
  get isDense(): boolean {
    return this.tables.density >= DENSE;
  }

  /** Matches in a string, ordered by start, the longer first, then by term. */
  match(text: string, mode: MatchMode = 'all'): Match[] {
    return this.#matches(this.#reader.fromString(text), mode);
  }

  /** Matches in UTF-8; offsets are UTF-16 code units of the decoded text. Invalid bytes count as U+FFFD. */
  matchUtf8(bytes: Uint8Array, mode: MatchMode = 'all'): Match[] {
    return this.#matches(this.#reader.fromUtf8(bytes), mode);
  }

  /** Adds the matches of code units to `hits`: the way without an object for each match. In `all` mode their order is not fixed. */
  scan({ units, length }: Units, hits: Hits, mode: MatchMode = 'all'): void {
    if (mode === 'all') {
      this.#scanner.scan(units, length, hits);
      return;
    }
    if (this.isDense) {
      this.#trie ??= new Trie(this.tables);
      this.#trie.scan(units, length, hits);
      return;
    }
    this.#hits.count = 0;
    this.#scanner.scan(units, length, this.#hits);
    let end = 0;
    for (const match of ordered(this.#hits)) {
      if (match.start < end) continue;
      hits.add(match.start, match.end, match.term);
      end = match.end;
    }
  }

  #matches(units: Units, mode: MatchMode): Match[] {
    const hits = new Hits();
    this.scan(units, hits, mode);
    return ordered(hits);
  }
}

/** Hits as matches ordered by start, the longer first, then by term. */
export function ordered(hits: Hits): Match[] {
  const matches: Match[] = [];
  const { data } = hits;
  for (let i = 0; i < hits.count; i++)
    matches.push({ start: data[i * 3]!, end: data[i * 3 + 1]!, term: data[i * 3 + 2]! });
  return matches.sort(compareMatches);
}

export function compareMatches(a: Match, b: Match): number {
  return a.start - b.start || b.end - a.end || a.term - b.term;
}
