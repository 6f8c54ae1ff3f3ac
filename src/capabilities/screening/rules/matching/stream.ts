import { MAX_SKIPPED } from './fold.ts';
import { compareMatches, type Match, type Matcher, type MatchMode } from './matcher.ts';

/**
 * Searches a text that comes in pieces and gives exactly the matches, in the same order, that the whole text would give. Memory is
 * bounded by the longest term, the largest piece and the matches of that piece.
 */
export class MatchStream {
  readonly #matcher: Matcher;
  readonly #mode: MatchMode;
  /** No match is longer than this many code units. */
  readonly #span: number;
  /** The last units of what was seen, at `#carryAt` in the text. */
  #carry = '';
  #carryAt = 0;
  /** Matches that may still be preceded by one that starts earlier. */
  #pending: Match[] = [];
  /** Leftmost-longest: end of the last match given. */
  #taken = 0;

  constructor(matcher: Matcher, mode: MatchMode = 'all') {
    this.#matcher = matcher;
    this.#mode = mode;
    this.#span = Math.max(1, matcher.tables.longest * (MAX_SKIPPED + 1));
  }

  /** The next piece; returns the matches that are now certain. A piece may end inside a surrogate pair. */
  push(piece: string): Match[] {
    const text = this.#carry + piece;
    const at = this.#carryAt;
    const seen = at + this.#carry.length;
    for (const match of this.#matcher.match(text)) {
      if (match.end + at > seen) this.#pending.push({ start: match.start + at, end: match.end + at, term: match.term });
    }
    this.#carry = text.slice(Math.max(0, text.length - this.#span));
    this.#carryAt = at + text.length - this.#carry.length;
    return this.#release(at + text.length - this.#span);
  }

  /** The text is over; returns the remaining matches. */
  end(): Match[] {
    return this.#release(Infinity);
  }

  /** A match that starts before `certain` can no longer be preceded or outdone by a later find. */
  #release(certain: number): Match[] {
    this.#pending.sort(compareMatches);
    const ready = this.#pending.findIndex((match) => match.start >= certain);
    const count = ready < 0 ? this.#pending.length : ready;
    const released = this.#pending.splice(0, count);
    if (this.#mode === 'all') return released;
    return released.filter((match) => {
      if (match.start < this.#taken) return false;
      this.#taken = match.end;
      return true;
    });
  }
}
