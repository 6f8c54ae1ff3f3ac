export {
  checkLexicon,
  type EffectExample,
  type EffectPreview,
  type InstalledLexicon,
  installLexicon,
  previewEffect,
  previewLexicon,
} from './check.ts';
export {
  type Allowance,
  compareLexicons,
  type Lexicon,
  type LexiconDifference,
  type LexiconEntry,
  type LexiconHead,
} from './lexicon.ts';
export { type LexiconProblem, type LexiconProblemCode, type LexiconReading, parseLexicon } from './parse.ts';
