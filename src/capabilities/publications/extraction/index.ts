/**
 * Text of files for search.
 *
 *   extractText(file, limits?)                      text, or why there is none; on a thread with limits of time and memory
 *   readPendingFiles(db, division, options)         reads what was not read yet, one file at a time; stopped anywhere, it goes on
 *   startFileReading(db, division, hooks)           does so while the platform runs
 */
export {
  type Extraction,
  type ExtractionLimits,
  extractText,
  type FileToExtract,
  type TextState,
} from './extract-text.ts';
export { type ReadingHooks, readPendingFiles, startFileReading } from './pending-files.ts';
export { recogniser } from './recognise.ts';
