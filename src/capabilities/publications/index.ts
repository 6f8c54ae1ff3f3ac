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
export { actOnPublication, publishScheduled, type ReviewInput, withdraw } from './commands/review.ts';
export { lapseDocuments, relatePublishedDocuments } from './commands/validity.ts';
export { ExportError, type ExportResult, exportChanged, exportWholeSite, type StaticExport } from './export/index.ts';
export { cleanHtml } from './html/clean.ts';
export { type ImportedText, importText, UnreadableFileError } from './html/import.ts';
export { registerPublications } from './module.ts';
export { type CatalogueNode, catalogueFor, flatten, statutoryCategories } from './rules/catalogue.ts';
export { type Genre, genres, type Metadata, type PublicationKind, type Theme, themes } from './rules/metadata.ts';
export { PublishingRefusedError } from './rules/publishing.ts';
export { ReviewRefusedError } from './rules/review.ts';
export { countPublished, type ListFilter, type Listing, listPublished } from './store/listings.ts';
export { findPublication, type Publication } from './store/publications.ts';
export { storeSettings } from './store/settings.ts';
export { insertTopics, setTopicEntries, type Topic } from './store/topics.ts';
