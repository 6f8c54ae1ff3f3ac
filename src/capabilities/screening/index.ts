/** Public surface of screening: what the editor, the release gate, the rescan and other programs use. */
export { compareFindings, FINDING_KINDS, type Finding, type FindingKind, type Severity } from './rules/finding.ts';
export {
  type Allowance,
  checkLexicon,
  compareLexicons,
  type EffectPreview,
  type InstalledLexicon,
  installLexicon,
  type Lexicon,
  type LexiconDifference,
  type LexiconEntry,
  type LexiconHead,
  type LexiconProblem,
  type LexiconProblemCode,
  type LexiconReading,
  parseLexicon,
  previewEffect,
} from './rules/lexicon/index.ts';
export {
  KIND_LABELS,
  type MaskedSpan,
  type MaskedText,
  maskPersonalData,
  PERSONAL_DATA_KINDS,
  type PersonalDataKind,
} from './rules/personal-data/index.ts';
export { type Screening, type ScreenOptions, screenText } from './screen.ts';
