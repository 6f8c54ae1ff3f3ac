/** Any file a report is published as, told by its content and not by its name. */
import { fromPlainText, layOut, type SourceText } from '../rules/reading/source.ts';
import { readDocx } from './docx.ts';
import { readHtml, readMixedMarkdown } from './html.ts';
import { isOfd, readOfd } from './ofd.ts';
import { readOpenDocument } from './open-document.ts';
import { kindOfOther } from './other-kinds.ts';
import { type ExtractPages, extractInThread, isPdf, readPdf } from './pdf.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';
import { readXlsx } from './xlsx.ts';
import { isZip, openArchive } from './zip.ts';

/** @param extract takes a PDF apart, in a thread of its own unless this is one. @throws UnreadableFileError */
export async function openReportFile(bytes: Uint8Array, extract: ExtractPages = extractInThread): Promise<SourceText> {
  if (bytes.length > LIMITS.fileBytes) throw new UnreadableFileError(`larger than ${LIMITS.fileBytes} bytes`);
  if (bytes.length === 0) throw new UnreadableFileError('the file is empty');
  if (isZip(bytes)) {
    const archive = openArchive(bytes);
    if (archive.names.includes('word/document.xml')) return bounded(layOut(readDocx(archive)));
    if (archive.names.some((name) => name.startsWith('xl/'))) return bounded(layOut(readXlsx(archive)));
    if (archive.names.includes('content.xml')) return bounded(layOut(readOpenDocument(archive)));
    if (isOfd(archive)) return bounded({ ...layOut(readOfd(archive)), isPlaced: true });
    throw new UnreadableFileError('an archive that is neither a Word, Excel, OpenDocument nor OFD file');
  }
  const other = kindOfOther(bytes);
  if (other !== null) throw new UnreadableFileError(other);
  if (isPdf(bytes)) return bounded({ ...layOut(await readPdf(bytes, extract)), isPlaced: true });
  const text = decodeText(bytes);
  if (isHtml(text)) return bounded(layOut(readHtml(text)));
  if (/<table\b/i.test(text)) return bounded(layOut(readMixedMarkdown(text)));
  return bounded(fromPlainText(text));
}

function bounded(source: SourceText): SourceText {
  if (source.text.length > LIMITS.textLength)
    throw new UnreadableFileError('the file holds too much text for a report');
  return source;
}

function isHtml(text: string): boolean {
  const head = text.slice(0, 4000);
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|p|table|span|title|h[1-6])\b/i.test(
    head,
  );
}

/** UTF-8, UTF-16 with or without its mark, or else GB18030, which many older government sites still use. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A few bad bytes in a UTF-8 text spoil less than reading it all in another coding.
    text = bestOf(bytes, ['utf-8', 'gb18030']);
  }
  // In UTF-16 every digit has a byte of zero beside it.
  if (text.slice(0, 4000).includes('\u0000')) text = bestOf(bytes, ['utf-16le', 'utf-16be']);
  if (text.slice(0, 4000).includes('\u0000')) throw new UnreadableFileError('a file of an unknown binary kind');
  return text;
}

/** The decoding in which the word every report is full of occurs most often; the first when it is in none. */
function bestOf(bytes: Uint8Array, codings: readonly string[]): string {
  const texts = codings.map((coding) => new TextDecoder(coding).decode(bytes));
  return texts.reduce((best, text) => (count(text, '信息') > count(best, '信息') ? text : best));
}

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}
