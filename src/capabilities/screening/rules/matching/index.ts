export { charactersByFrequency, pairsPerMillion } from './bigram-frequency.ts';
export { compile, LONGEST_TERM, TermError } from './compile.ts';
export { DEFAULT_FOLDING, type Folding, foldTable, MAX_SKIPPED, NO_FOLDING } from './fold.ts';
export { type Match, Matcher, type MatchMode } from './matcher.ts';
export { Hits } from './scan.ts';
export { MatchStream } from './stream.ts';
export { CompiledLexiconError } from './tables.ts';
export { UnitReader } from './units.ts';
