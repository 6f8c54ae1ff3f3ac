/** Public surface of 政策文件 and 行政规范性文件. */
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
  insertNormativeDocuments,
  listDocuments,
  type NormativeDocument,
  type NormativeKind,
} from './store/normative-documents.ts';
