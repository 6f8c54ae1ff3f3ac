import { extractText } from '../extraction/extract-text.ts';

export interface FileText {
  /** For search and screening; empty for pictures and for what cannot be read. */
  readonly text: string;
  /** What is wrong with the file, as the person who sent it is told; null when nothing is. */
  readonly unreadable: string | null;
}

/**
 * The text of an uploaded file, or why it has none. Never throws: what cannot be read is kept and said. Scans have no text
 * yet; they are recognised in the background.
 */
export async function readFileText(fileName: string, mediaType: string, bytes: Uint8Array): Promise<FileText> {
  const { state, text, note } = await extractText({ fileName, mediaType, bytes });
  return { text, unreadable: state === 'failed' ? note : null };
}
