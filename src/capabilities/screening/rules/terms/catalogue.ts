import { readFileSync } from 'node:fs';
import { LawTitles } from './law-titles.ts';
import { PhraseIndex } from './phrase-index.ts';
import { parseTermList, splitCsvLine, type Term } from './term-list.ts';

/** Shipped facts: read once, when first asked for. */
function shipped(name: string): string {
  return readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
}

let starterTerms: readonly Term[] | undefined;
let starterIndex: PhraseIndex<Term> | undefined;
let lawTitles: LawTitles | undefined;

export function loadStarterTerms(): readonly Term[] {
  if (starterTerms === undefined) {
    const { terms, errors } = parseTermList(shipped('terms.csv'));
    const first = errors[0];
    if (first !== undefined) throw new Error(`data/terms.csv line ${first.line}: ${first.message}`);
    starterTerms = terms;
  }
  return starterTerms;
}

export function loadStarterIndex(): PhraseIndex<Term> {
  starterIndex ??= indexTerms(loadStarterTerms());
  return starterIndex;
}

export function indexTerms(terms: Iterable<Term>): PhraseIndex<Term> {
  return new PhraseIndex(Array.from(terms, (term) => [term.wrong, term] as const));
}

export function loadLawTitles(): LawTitles {
  if (lawTitles === undefined) {
    const rows = shipped('law-titles.csv').split('\n').slice(1);
    const titles = rows.filter((row) => row !== '').map((row) => splitCsvLine(row)[0]!);
    // A repealed law is no slip for the law that has a similar name.
    const repealed = loadStarterTerms().filter((term) => term.kind === 'law-repealed');
    lawTitles = new LawTitles([...titles, ...repealed.map((term) => `中华人民共和国${term.wrong}`)]);
  }
  return lawTitles;
}
