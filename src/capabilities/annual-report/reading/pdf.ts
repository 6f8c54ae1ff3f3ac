/** PDF files with text. Fonts are never drawn, scripts never run, nothing is fetched. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Block } from '../rules/reading/source.ts';
import { layOutPages, type PageText, type PlacedText } from './page-layout.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';

interface TextPiece {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

function isTextPiece(item: object): item is TextPiece {
  return 'str' in item;
}

export function isPdf(bytes: Uint8Array): boolean {
  // The signature may stand behind some other bytes.
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}

/** @throws UnreadableFileError for an encrypted or broken file, or a scan without text */
export async function readPdf(bytes: Uint8Array): Promise<Block[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: Uint8Array.from(bytes),
    cMapUrl: join(home, 'cmaps', '/'),
    cMapPacked: true,
    standardFontDataUrl: join(home, 'standard_fonts', '/'),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    enableXfa: false,
    disableAutoFetch: true,
    disableStream: true,
    disableRange: true,
    maxImageSize: 0,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages: PageText[] = [];
    let length = 0;
    for (let number = 1; number <= Math.min(document.numPages, LIMITS.pdfPages); number += 1) {
      const page = await document.getPage(number);
      const content = await page.getTextContent({ includeMarkedContent: false });
      const items: PlacedText[] = [];
      for (const item of content.items) {
        if (!isTextPiece(item)) continue;
        length += item.str.length;
        items.push(placed(item));
      }
      if (length > LIMITS.textLength) throw new UnreadableFileError('the PDF holds too much text');
      pages.push({ height: page.view[3]! - page.view[1]!, items });
      page.cleanup();
    }
    if (length < 50) throw new UnreadableFileError('the PDF holds no text (a scan?); text recognition is needed first');
    return layOutPages(pages);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const name = error instanceof Error ? error.name : '';
    const why = name === 'PasswordException' ? 'encrypted PDF: a password is needed' : 'broken PDF';
    throw new UnreadableFileError(`${why} (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  } finally {
    await task.destroy();
  }
}

function placed(item: TextPiece): PlacedText {
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = item.transform;
  const height = item.height || Math.hypot(a, b) || Math.abs(d) || 10;
  return { text: item.str, x, y, width: item.width, height };
}
