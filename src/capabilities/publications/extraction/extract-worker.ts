// Thread of extract-text.ts: bytes of one file in, its text or what is wrong with it out.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { readXlsx } from 'hucre/xlsx';
import mammoth from 'mammoth';

// Broken files make libraries reject promises that nobody awaits.
process.on('unhandledRejection', () => {});

const MAX_PAGES = 2_000;

export interface ExtractionTask {
  readonly format: 'pdf' | 'docx' | 'xlsx' | 'text';
  readonly bytes: Uint8Array;
  /** Characters. */
  readonly most: number;
}

export type ExtractionAnswer =
  | { readonly text: string; readonly pages: number | null; readonly emptyPages: readonly number[] }
  | { readonly fault: string };

async function readPdf({ bytes, most }: ExtractionTask): Promise<ExtractionAnswer> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: bytes,
    cMapUrl: join(home, 'cmaps', '/'),
    cMapPacked: true,
    standardFontDataUrl: join(home, 'standard_fonts', '/'),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: 0,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages = Math.min(document.numPages, MAX_PAGES);
    const emptyPages: number[] = [];
    let text = '';
    for (let number = 1; number <= pages && text.length <= most; number++) {
      const page = await document.getPage(number);
      let own = '';
      for (const item of (await page.getTextContent()).items)
        if ('str' in item) own += item.hasEOL ? `${item.str}\n` : item.str;
      page.cleanup();
      if (own.trim() === '') emptyPages.push(number);
      // A form feed ends a page, so that a place in the text can be told by its page.
      text += `${own}\f\n`;
    }
    return { text: text.slice(0, most), pages, emptyPages };
  } finally {
    await task.destroy();
  }
}

/** A sheet is its name, then a line a row with tabs between cells, then a form feed: every place has its cell. */
async function readWorkbook({ bytes }: ExtractionTask): Promise<string> {
  const book = await readXlsx(bytes);
  return book.sheets
    .map(({ name, rows }) => `${name}\n${rows.map((row) => row.map(cellText).join('\t')).join('\n')}\f`)
    .join('\n');
}

function cellText(cell: unknown): string {
  return String(cell ?? '').replaceAll(/[\t\n\v\f\r]/g, ' ');
}

/** Text files of government offices are UTF-8 or GB 18030, some from older Windows with a byte order mark. */
function readPlain({ bytes }: ExtractionTask): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  for (const encoding of marked === undefined ? ['utf-8', 'gb18030'] : [marked])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding may fit.
    }
  throw new Error('文字编码无法识别，请另存为UTF-8');
}

async function read(task: ExtractionTask): Promise<ExtractionAnswer> {
  if (task.format === 'pdf') return readPdf(task);
  const text =
    task.format === 'docx'
      ? (await mammoth.extractRawText({ buffer: Buffer.from(task.bytes) })).value
      : task.format === 'xlsx'
        ? await readWorkbook(task)
        : readPlain(task);
  return { text: text.slice(0, task.most), pages: null, emptyPages: [] };
}

// Imported for its types elsewhere, run only as a thread.
if (parentPort !== null)
  try {
    parentPort.postMessage(await read(workerData as ExtractionTask));
  } catch (error) {
    parentPort.postMessage({
      fault: error instanceof Error ? error.message : String(error),
    } satisfies ExtractionAnswer);
  }
