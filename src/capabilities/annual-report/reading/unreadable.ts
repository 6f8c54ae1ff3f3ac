/** The file cannot be read at all: broken, encrypted, a scan, too large, or of an unknown kind. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
}

/** What reading one file may cost at most, whatever the file claims. */
export const LIMITS = {
  fileBytes: 64 * 1024 * 1024,
  /** Of one part of an archive, after inflating. */
  partBytes: 32 * 1024 * 1024,
  archiveEntries: 5000,
  textLength: 4_000_000,
  pdfPages: 300,
  /** Of one thread that reads files. */
  threadMegabytes: 512,
  /** For one file in such a thread. */
  fileSeconds: 30,
  tableCells: 200_000,
  sheetColumns: 80,
  sheetRows: 20_000,
} as const;
