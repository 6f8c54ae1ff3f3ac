import { compareFindings, type Finding } from '../finding.ts';
import { indexTerms, loadLawTitles, loadStarterIndex } from './catalogue.ts';
import { checkDocumentNumbers, type DocumentLookup } from './document-numbers.ts';
import { checkLawTitles } from './law-titles.ts';
import { checkNames } from './names.ts';
import type { PhraseIndex } from './phrase-index.ts';
import type { Term } from './term-list.ts';
import { checkUnits } from './units.ts';

export type { DocumentLookup, DocumentStatus } from './document-numbers.ts';
export { parseTermList, type Term, type TermKind, type TermListError } from './term-list.ts';

export interface TermOptions {
  /** The document's date, YYYY-MM-DD; without it the latest date in the text stands for it. Old names are right in old documents. */
  readonly documentDate?: string;
  /** Further terms of the installation, beside the starter set; kept per list, so pass the same array each time. */
  readonly extraTerms?: readonly Term[];
  /** Asks the document library whether a number exists and is in force. */
  readonly lookupDocument?: DocumentLookup;
}

const extraIndexes = new WeakMap<readonly Term[], PhraseIndex<Term>>();

/** Wrong, renamed and repealed names, quoted law titles, document numbers, units and number style. Offsets are UTF-16 code units. */
export function checkTerms(text: string, options: TermOptions = {}): Finding[] {
  const findings = [
    ...checkNames(text, loadStarterIndex(), options.documentDate),
    ...checkLawTitles(text, loadLawTitles()),
    ...checkDocumentNumbers(text, options.lookupDocument),
    ...checkUnits(text),
  ];
  const extra = options.extraTerms;
  if (extra !== undefined) {
    let index = extraIndexes.get(extra);
    if (index === undefined) {
      index = indexTerms(extra);
      extraIndexes.set(extra, index);
    }
    findings.push(...checkNames(text, index, options.documentDate));
  }
  return findings.sort(compareFindings);
}
