export { checkLexicon, type EffectPreview, type InstalledLexicon, installLexicon, previewEffect } from './check.ts';
export {
  type Allowance,
  compareLexicons,
  type Lexicon,
  type LexiconDifference,
  type LexiconEntry,
  type LexiconHead,
} from './lexicon.ts';
export { type LexiconProblem, type LexiconProblemCode, type LexiconReading, parseLexicon } from './parse.ts';
