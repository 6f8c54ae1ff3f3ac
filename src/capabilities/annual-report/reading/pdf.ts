/** PDF files with text, taken apart in a thread with a limit on its time and memory. */
import type { Block } from '../rules/reading/source.ts';
import { layOutPages, type PageText } from './page-layout.ts';
import { ReadingThreads } from './reading-threads.ts';
import { UnreadableFileError } from './unreadable.ts';

/** Takes a PDF apart. @throws the engine's own errors */
export type ExtractPages = (bytes: Uint8Array) => Promise<PageText[]>;

export function isPdf(bytes: Uint8Array): boolean {
  // The signature may stand behind some other bytes.
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}

const threads = new ReadingThreads(1);

/** Ends the idle thread and gives its memory back; the next PDF starts another. */
export function closePdfReader(): Promise<void> {
  return threads.close();
}

export const extractInThread: ExtractPages = async (bytes) =>
  (await threads.run({ task: 'pdf-pages', bytes, file: '' })) as PageText[];

/** @throws UnreadableFileError for an encrypted or broken file, or a scan without text */
export async function readPdf(bytes: Uint8Array, extract: ExtractPages): Promise<Block[]> {
  let pages: PageText[];
  try {
    pages = await extract(bytes);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    const why = name === 'PasswordException' ? 'encrypted PDF: a password is needed' : 'broken PDF';
    throw new UnreadableFileError(`${why} (${message})`);
  }
  const length = pages.reduce((sum, { items }) => sum + items.reduce((all, { text }) => all + text.length, 0), 0);
  if (length < 50) throw new UnreadableFileError('the PDF holds no text (a scan?); text recognition is needed first');
  return layOutPages(pages);
}
