import { checkFacts } from './rules/facts/index.ts';
import { compareFindings, type Finding, type FindingKind } from './rules/finding.ts';
import { checkPersonalData } from './rules/personal-data/index.ts';
import { checkSpelling, type SpellingOptions } from './rules/spelling/index.ts';
import { checkTerms, type TermOptions } from './rules/terms/index.ts';

export interface ScreenOptions {
  /** Only findings of these kinds; all when absent. */
  readonly kinds?: readonly FindingKind[];
  /** Whether suspicions are shown too, and words the site writes on purpose. */
  readonly spelling?: SpellingOptions;
  /** The document's date, further terms, and the library that knows which documents are in force. */
  readonly terms?: TermOptions;
  /** Further layers, for example installed lexicons. */
  readonly layers?: readonly ((text: string) => readonly Finding[])[];
}

export interface Screening {
  /** Ordered by place; findings of different layers may overlap. Offsets are UTF-16 code units of the text, end exclusive. */
  readonly findings: readonly Finding[];
}

interface Layer {
  readonly kinds: readonly FindingKind[];
  readonly check: (text: string, options: ScreenOptions) => readonly Finding[];
}

const LAYERS: readonly Layer[] = [
  { kinds: ['spelling'], check: (text, options) => checkSpelling(text, options.spelling) },
  { kinds: ['date', 'numbering', 'sum', 'punctuation'], check: checkFacts },
  { kinds: ['term'], check: (text, options) => checkTerms(text, options.terms) },
  { kinds: ['personal-data'], check: checkPersonalData },
];

/** Screens one text with all layers that ship with the platform and with those given. Pure: nothing is read, stored or sent. */
export function screenText(text: string, options: ScreenOptions = {}): Screening {
  const { kinds } = options;
  const findings: Finding[] = [];
  const add = (found: readonly Finding[]) => {
    for (const finding of found) if (!kinds || kinds.includes(finding.kind)) findings.push(finding);
  };
  for (const layer of LAYERS)
    if (!kinds || layer.kinds.some((kind) => kinds.includes(kind))) add(layer.check(text, options));
  for (const check of options.layers ?? []) add(check(text));
  return { findings: findings.sort(compareFindings) };
}
