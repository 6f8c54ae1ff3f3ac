import type { Severity } from '../finding.ts';

/** One term of a lexicon. */
export interface LexiconEntry {
  readonly term: string;
  /** What to write instead; null when the lexicon does not say. */
  readonly suggestion: string | null;
  readonly severity: Severity;
  /** Why the term is listed, shown to the clerk; may be empty. */
  readonly note: string;
  /** Phrases in which the term is right: a match inside one of them is no finding. */
  readonly allowedIn: readonly string[];
}

export interface LexiconHead {
  readonly name: string;
  /** Who answers for the list. */
  readonly owner: string;
  readonly purpose: string;
  /** Severity of entries that name none. */
  readonly severity: Severity;
  readonly version: string;
}

/** A lexicon as installed: the head, and the entries in the order of the file. */
export interface Lexicon extends LexiconHead {
  readonly entries: readonly LexiconEntry[];
}

/** A term that is allowed at some places of the site; comes from disputed findings and from the clerks. */
export interface Allowance {
  readonly term: string;
  /** The match must be followed or preceded by this, blanks aside; null when it does not matter. Both null: allowed everywhere. */
  readonly before: string | null;
  readonly after: string | null;
  /** Who allowed it and why; kept for the record. */
  readonly reason: string;
}

export interface LexiconDifference {
  readonly added: readonly LexiconEntry[];
  readonly removed: readonly LexiconEntry[];
  readonly changed: readonly { readonly from: LexiconEntry; readonly to: LexiconEntry }[];
}

/** What a new version changes, by term. */
export function compareLexicons(from: Lexicon, to: Lexicon): LexiconDifference {
  const old = new Map(from.entries.map((entry) => [entry.term, entry]));
  const added: LexiconEntry[] = [];
  const changed: { from: LexiconEntry; to: LexiconEntry }[] = [];
  for (const entry of to.entries) {
    const before = old.get(entry.term);
    old.delete(entry.term);
    if (!before) added.push(entry);
    else if (JSON.stringify(before) !== JSON.stringify(entry)) changed.push({ from: before, to: entry });
  }
  return { added, removed: [...old.values()], changed };
}
