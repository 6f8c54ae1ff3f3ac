/** Public surface of screening: what the editor, the release gate, the rescan and other programs use. */
export { newMediaStock } from './channels/stock.ts';
export { doScreeningWork, type ScreeningSchedule, startScreening } from './commands/daily.ts';
export {
  examineRelease,
  type Release,
  type ReleaseNotice,
  type ScreenedRelease,
  screenRelease,
} from './commands/gate.ts';
export { installStandingLexicon, switchLexicon, uploadLexicon } from './commands/lexicons.ts';
export { compileScreeningReport, hashReport, makeDueReports } from './commands/reports.ts';
export { SCREENER } from './commands/sweep.ts';
export { registerScreening, type ScreeningOptions } from './module.ts';
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
export type { DocumentStatus } from './rules/terms/index.ts';
export {
  checkReports,
  composeReports,
  type PeriodKind,
  periodName,
  periodsOf,
  type ReportContent,
} from './rules/workflow/index.ts';
export { type Screening, type ScreenOptions, screenText } from './screen.ts';
export type { ReadDocuments } from './screener/screener.ts';
export {
  type CorrectingOfficial,
  CorrectionRefusedError,
  type StockDocument,
  type StockSource,
  type TextCorrection,
} from './stock.ts';
export { insertReports, listReports } from './store/figures.ts';
export { type FindingStep, insertFindings, type StoredFinding } from './store/findings.ts';
export { insertFinishedRuns } from './store/runs.ts';
