/**
 * Search over public pages on PGlite and PostgreSQL, without server extensions.
 *
 *   indexEntries(db, division, entries)      with the transaction that publishes     removeEntries   setEntryValidity
 *   search(db, division, request)            hits with marks, total, facets; see SearchResult
 */
export { readCounts } from './counts.ts';
export {
  ENTRY_REVISION,
  expectManyEntries,
  indexEntries,
  refreshEntries,
  removeEntries,
  type SearchEntry,
  setEntryValidity,
  settleEntries,
} from './entries.ts';
export { type FacetName, facetNames } from './facets.ts';
export type { TextPart } from './highlight.ts';
export { changedSince, onPublicChange, raisePublicVersion, readPublicVersion } from './public-version.ts';
export { MAX_QUERY_LENGTH } from './query.ts';
export { type SearchHit, type SearchRequest, type SearchResult, search } from './search.ts';
export { type Suggestion, suggest } from './suggest.ts';
export {
  forgetSynonyms,
  loadSynonyms,
  type OwnSynonyms,
  parseSynonyms,
  readSynonyms,
  type Synonyms,
  SynonymsError,
  storeSynonyms,
  synonymsFrom,
} from './synonyms.ts';
export { type Vectors, vectorsOf } from './terms.ts';
