/** Public surface of 主动公开: the platform, items and their editions, review, gazette, topics. */
export {
  type ActingOfficial,
  type CommandContext,
  createPublication,
  type DraftInput,
  revise,
  saveDraft,
} from './commands/draft.ts';
export {
  DraftIncompleteError,
  PublicationChangedError,
  PublicationNotFoundError,
  PublicationRefusedError,
} from './commands/errors.ts';
export { type GazetteComposition, publishGazette } from './commands/gazette.ts';
export { importPublished, type PublishedItem } from './commands/import-published.ts';
export { type RebuildOptions, type RebuildResult, rebuildSearch } from './commands/rebuild-search.ts';
export {
  type Examination,
  type ReleaseFinding,
  type ReleaseGate,
  ReleaseHeldError,
  type ReleaseText,
} from './commands/release-gate.ts';
export {
  actOnPublication,
  examineBefore,
  type ReviewInput,
  releaseInterpretations,
  withdraw,
} from './commands/review.ts';
export { lapseDocuments, publishScheduled, startScheduledWork } from './commands/scheduled.ts';
export { followDocuments, relatePublishedDocuments } from './commands/validity.ts';
export {
  ExportError,
  type ExportResult,
  type ExportRun,
  exportChanged,
  exportSite,
  nginxLocations,
  type StaticExport,
} from './export/index.ts';
export {
  type Extraction,
  type ExtractionLimits,
  extractText,
  type FileToExtract,
  readPendingFiles,
  startFileReading,
} from './extraction/index.ts';
export { cleanHtml } from './html/clean.ts';
export { type ImportedText, importText, UnreadableFileError } from './html/import.ts';
export {
  type ImportPublicationsOptions,
  type ImportResult,
  importedId,
  importPublications,
} from './import/import-publications.ts';
export { ImportSourceError } from './import/sources.ts';
export { registerPublications } from './module.ts';
export { newestHomeSection } from './portal/home-section.tsx';
export { type CatalogueNode, catalogueFor, flatten, statutoryCategories } from './rules/catalogue.ts';
export { type Genre, genres, type Metadata, type PublicationKind, type Theme, themes } from './rules/metadata.ts';
export { PublishingRefusedError } from './rules/publishing.ts';
export { ReviewRefusedError } from './rules/review.ts';
export { countPublished, type ListFilter, type Listing, listPublished } from './store/listings.ts';
export { findPublication, type Publication } from './store/publications.ts';
export { storeSettings } from './store/settings.ts';
export { insertTopics, setTopicEntries, type Topic } from './store/topics.ts';
