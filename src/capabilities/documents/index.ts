/** Public surface of 政策文件 and 行政规范性文件. */
export type { DocumentApiOptions } from './api/desk.ts';
export { registerDocumentApi } from './api/routes.ts';
export {
  type CleanUp,
  lapseExpiredDocument,
  listLapsing,
  recordCleanUp,
  relateDocuments,
  setSuspended,
} from './commands/change-validity.ts';
export { type Registration, registerDocument } from './commands/register-document.ts';
export { type CleanUpResult, cleanUpLabels } from './rules/clean-up.ts';
export { EXPIRY_WARNING_MONTHS, type ExpiryWarning, expiryWarnings } from './rules/expiry.ts';
export {
  findGaps,
  formatUnifiedNumber,
  NumberFormatError,
  parseDocumentNumber,
  parseUnifiedNumber,
} from './rules/numbering.ts';
export { type DocumentStepKind, stepLabels } from './rules/procedure.ts';
export { type DocumentRelation, relationLabels } from './rules/relations.ts';
export {
  type DocumentDates,
  DocumentRefusedError,
  isInForce,
  lapseIfExpired,
  repeal,
  type Validity,
  validityLabels,
} from './rules/validity.ts';
export {
  countDocuments,
  type DocumentColumn,
  type DocumentCounts,
  type DocumentListing,
  findNormativeDocument,
  insertNormativeDocuments,
  listDocuments,
  listExpiring,
  type NormativeDocument,
  type NormativeKind,
  readNormativeDocuments,
} from './store/normative-documents.ts';
export { raiseUnifiedNumbers } from './store/numbers.ts';
export { insertRelations, listRelations, type RelatedListing, type RelationRecord } from './store/relations.ts';
export { type DocumentStep, insertDocumentStep, listDocumentSteps } from './store/steps.ts';
