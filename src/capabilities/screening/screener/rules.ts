import type { Finding } from '../rules/finding.ts';
import { checkLexicon, installLexicon, type Lexicon } from '../rules/lexicon/index.ts';
import { CompiledLexiconError } from '../rules/matching/index.ts';
import type { DocumentStatus } from '../rules/terms/index.ts';
import { type StandingAllowance, withoutAllowed } from '../rules/workflow/index.ts';
import { screenText } from '../screen.ts';
import type { StockText } from './screener.ts';

/** Everything that decides what is found, as plain data that can be handed to a worker. */
export interface Rules {
  /** SHA-256 of what they are made of: the same rules find the same things. */
  readonly fingerprint: string;
  readonly lexicons: readonly { readonly lexicon: Lexicon; readonly compiled: Uint8Array }[];
  readonly allowances: readonly StandingAllowance[];
  /** What the library says of document numbers; a number of an issuer it does not list is not judged. */
  readonly documents: ReadonlyMap<string, DocumentStatus>;
}

/** A function that screens a text by these rules. Compiled lexicons are loaded once. */
export function ruleChecker(rules: Rules): (text: StockText) => Finding[] {
  const installed = rules.lexicons.map(({ lexicon, compiled }) => install(lexicon, compiled));
  const issuers = new Set([...rules.documents.keys()].map(issuerOf));
  const lookup = (number: string, date: string | null): DocumentStatus | undefined => {
    const known = rules.documents.get(number);
    if (known === undefined) return issuers.has(issuerOf(number)) ? { status: 'unknown' } : undefined;
    // What was in force when the text was written was rightly named; so is a repealed document's own number.
    const isLater = 'since' in known && known.since !== undefined && date !== null && known.since > date;
    return isLater ? { status: 'in-force' } : known;
  };
  return ({ text, organCode, date }) => {
    const { findings } = screenText(text, {
      terms: {
        ...(date === null ? {} : { documentDate: date }),
        lookupDocument: (number) => lookup(number, date),
      },
      layers: installed.map((one) => (given: string) => checkLexicon(given, one)),
    });
    return withoutAllowed(text, findings, rules.allowances, organCode);
  };
}

const issuerOf = (number: string): string => number.replace(/〔.*$/, '');

/** A form compiled by another version of the platform is compiled anew. */
function install(lexicon: Lexicon, compiled: Uint8Array) {
  try {
    return installLexicon(lexicon, compiled);
  } catch (error) {
    if (error instanceof CompiledLexiconError) return installLexicon(lexicon);
    throw error;
  }
}
