/** Public surface of 行政复议 · 行政诉讼. */
export {
  type Conclusion,
  conclusions,
  foldRemedy,
  type RemedyEvent,
  type RemedyKind,
  RemedyRefusedError,
  type RemedyResult,
  type RemedyState,
  remedyKindLabels,
} from './rules/course.ts';
export {
  countRemedies,
  insertRemedyCases,
  listRemedies,
  type RemedyCase,
  type RemedyColumn,
  type RemedyCounts,
  type RemedyListing,
} from './store/remedy-cases.ts';
