import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CompiledLexiconError,
  DEFAULT_FOLDING,
  type Folding,
  foldTable,
  MAX_SKIPPED,
  type Match,
  Matcher,
  MatchStream,
  NO_FOLDING,
  TermError,
} from './index.ts';
import { Hits } from './scan.ts';
import { Trie } from './trie.ts';
import { UnitReader } from './units.ts';

/** The plainest matcher there is: from every place, each term, unit by unit. */
function naive(terms: readonly string[], text: string, folding: Folding): Match[] {
  const table = foldTable(folding);
  const skipped = new Set([...folding.skipped].map((character) => table[character.charCodeAt(0)]!));
  const isSkipped = (unit: number) => skipped.has(table[unit]!);
  const units = (value: string) => Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
  const source = units(text);
  const found: Match[] = [];
  terms.forEach((term, id) => {
    const wanted = units(term)
      .filter((unit) => !isSkipped(unit))
      .map((unit) => table[unit]!);
    for (let start = 0; start < source.length; start++) {
      if (isSkipped(source[start]!)) continue;
      let at = start;
      let matched = 0;
      let gap = 0;
      while (at < source.length && matched < wanted.length) {
        if (isSkipped(source[at]!)) {
          gap++;
          if (gap > MAX_SKIPPED) break;
        } else if (table[source[at]!] === wanted[matched]) {
          matched++;
          gap = 0;
        } else break;
        at++;
      }
      if (matched === wanted.length) found.push({ start, end: at, term: id });
    }
  });
  return found.sort((a, b) => a.start - b.start || b.end - a.end || a.term - b.term);
}

function leftmostLongest(matches: readonly Match[]): Match[] {
  let end = 0;
  return matches.filter((match) => {
    if (match.start < end) return false;
    end = match.end;
    return true;
  });
}

// A small alphabet makes hits, overlaps and near misses frequent; it holds variants of one another and a surrogate pair.
const unit = fc.constantFrom(...'国國家人民ABａｂ1１ 　-，𠮷\u200b的法律', '\ud842', '\udfb7');
const term = fc
  .array(unit, { minLength: 1, maxLength: 5 })
  .map((units) => units.join(''))
  .filter((value) => [...value].some((character) => !DEFAULT_FOLDING.skipped.includes(character)));
const terms = fc.array(term, { minLength: 1, maxLength: 12 });
const text = fc.array(unit, { maxLength: 80 }).map((units) => units.join(''));
const folding = fc.constantFrom<Folding>(
  NO_FOLDING,
  DEFAULT_FOLDING,
  { ...NO_FOLDING, width: true },
  { ...NO_FOLDING, traditional: true, skipped: '-' },
);

describe('matcher against the plainest matcher', () => {
  test('all matches', () => {
    fc.assert(
      fc.property(terms, text, folding, (list, source, fold) => {
        expect(Matcher.fromTerms(list, fold).match(source)).toEqual(naive(list, source, fold));
      }),
      { numRuns: 400 },
    );
  });

  test('leftmost-longest, by records and by trie', () => {
    fc.assert(
      fc.property(terms, text, folding, (list, source, fold) => {
        const matcher = Matcher.fromTerms(list, fold);
        const expected = leftmostLongest(naive(list, source, fold));
        expect(matcher.match(source, 'leftmost-longest')).toEqual(expected);
        const hits = new Hits();
        const { units, length } = new UnitReader().fromString(source);
        new Trie(matcher.tables).scan(units, length, hits);
        expect([...hits.data.slice(0, hits.count * 3)]).toEqual(
          expected.flatMap(({ start, end, term: id }) => [start, end, id]),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('pieces give what the whole gives', () => {
    const mode = fc.constantFrom('all' as const, 'leftmost-longest' as const);
    fc.assert(
      fc.property(terms, fc.array(text, { maxLength: 8 }), folding, mode, (list, pieces, fold, kind) => {
        const matcher = Matcher.fromTerms(list, fold);
        const stream = new MatchStream(matcher, kind);
        const streamed = [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()];
        expect(streamed).toEqual(matcher.match(pieces.join(''), kind));
      }),
      { numRuns: 300 },
    );
  });

  test('a saved lexicon, wherever it comes to lie, finds the same', () => {
    fc.assert(
      fc.property(terms, text, fc.nat(3), fc.boolean(), (list, source, offset, shared) => {
        const matcher = Matcher.fromTerms(list);
        const saved = matcher.save({ shared });
        const moved = new Uint8Array(saved.length + offset).subarray(offset);
        moved.set(saved);
        expect(Matcher.load(moved).match(source)).toEqual(matcher.match(source));
      }),
      { numRuns: 100 },
    );
  });

  test('wherever a text lies: over the borders of blocks, at its ends, at an odd address', () => {
    const pad = fc.integer({ min: 0, max: 40 }).map((less) => 16384 - less);
    fc.assert(
      fc.property(terms, text, text, pad, fc.nat(3), (list, head, tail, filler, shift) => {
        const matcher = Matcher.fromTerms(list);
        const source = head + '乙'.repeat(filler) + tail;
        const memory = new Uint16Array(source.length + shift);
        const units = memory.subarray(shift);
        for (let i = 0; i < source.length; i++) units[i] = source.charCodeAt(i);
        const hits = new Hits();
        matcher.scan({ units, length: source.length }, hits);
        const found = Array.from({ length: hits.count }, (_, i) => [...hits.data.slice(i * 3, i * 3 + 3)].join(' '));
        expect(found.sort()).toEqual(
          naive(list, source, DEFAULT_FOLDING)
            .map((match) => `${match.start} ${match.end} ${match.term}`)
            .sort(),
        );
      }),
      { numRuns: 15 },
    );
  });

  test('UTF-8 and UTF-16 agree on well-formed text', () => {
    fc.assert(
      fc.property(terms, fc.string({ unit: 'binary' }), (list, source) => {
        const matcher = Matcher.fromTerms(list);
        const bytes = new TextEncoder().encode(`国家${source}人民`);
        expect(matcher.matchUtf8(bytes)).toEqual(matcher.match(`国家${source}人民`));
      }),
    );
  });
});

describe('edges', () => {
  test('invalid and cut UTF-8 is searched as the replacement characters it decodes to', () => {
    const matcher = Matcher.fromTerms(['法律']);
    const valid = new TextEncoder().encode('法律，法律');
    const broken = new Uint8Array([0xff, ...valid, 0xe6, 0xb3]);
    expect(matcher.matchUtf8(broken)).toEqual([
      { start: 1, end: 3, term: 0 },
      { start: 4, end: 6, term: 0 },
    ]);
    expect(matcher.matchUtf8(new Uint8Array(0))).toEqual([]);
  });

  test('offsets stay exact over the inner block and at odd byte addresses', () => {
    const matcher = Matcher.fromTerms(['法律援助']);
    const source = `${'的'.repeat(32766)}法律援助${'人'.repeat(40000)}法 律-援 助`;
    const start = 32766 + 4 + 40000;
    expect(matcher.match(source)).toEqual([
      { start: 32766, end: 32770, term: 0 },
      { start, end: start + 7, term: 0 },
    ]);
    const bytes = new TextEncoder().encode(` ${source}`);
    expect(matcher.matchUtf8(bytes.subarray(1))).toEqual(matcher.match(source));
  });

  test('more skipped units than allowed end a term', () => {
    const matcher = Matcher.fromTerms(['法律']);
    expect(matcher.match(`法${' '.repeat(MAX_SKIPPED)}律`)).toHaveLength(1);
    expect(matcher.match(`法${' '.repeat(MAX_SKIPPED + 1)}律`)).toEqual([]);
  });

  test('a term without a character to match, or too long, is named', () => {
    expect(() => Matcher.fromTerms(['法律', ' - '])).toThrow(TermError);
    expect(() => Matcher.fromTerms(['法'.repeat(256)])).toThrow(TermError);
    try {
      Matcher.fromTerms(['法律', '']);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ index: 1 });
    }
  });

  test('bytes that are no compiled lexicon, or a cut one, are refused', () => {
    expect(() => Matcher.load(new Uint8Array(64))).toThrow(CompiledLexiconError);
    const saved = Matcher.fromTerms(['法律']).save();
    expect(() => Matcher.load(saved.subarray(0, saved.length - 64))).toThrow(CompiledLexiconError);
  });
});
