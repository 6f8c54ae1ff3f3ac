/**
 * Text with positions out of a PDF. Runs in a worker thread only (reading-worker.ts): the engine may reject promises that
 * nobody awaits when a file is broken, and may need much time and memory for a hostile one.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PageText, PlacedText } from './page-layout.ts';
import { LIMITS } from './unreadable.ts';

interface TextPiece {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

function isTextPiece(item: object): item is TextPiece {
  return 'str' in item;
}

/** Fonts are never drawn, scripts never run, nothing is fetched. @throws the engine's own errors */
export async function extractPdfText(bytes: Uint8Array): Promise<PageText[]> {
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
      pages.push({ height: page.view[3]! - page.view[1]!, items });
      page.cleanup();
      if (length > LIMITS.textLength) break;
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

function placed(item: TextPiece): PlacedText {
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = item.transform;
  const height = item.height || Math.hypot(a, b) || Math.abs(d) || 10;
  return { text: withoutRadicals(item.str), x, y, width: item.width, height };
}

/** Radicals of the supplement block that stand for a simplified character; Unicode has no mapping for them. */
const RADICALS =
  '⺠民⻓长⻔门⻅见⻋车⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻩黄⻬齐⻰龙⻉贝⻄西⻆角⻘青⻙韦⻤鬼⻣骨⻁虎⻨麦⻮齿⻑長⺝月⻳龟⻌辶⺮竹⻊足⻎辶⻖阝⻏阝⺣灬⺾艹⻀丷';
const SUPPLEMENT = new Map(
  [...RADICALS].flatMap((char, index, all) => (index % 2 === 0 ? [[char, all[index + 1]!] as const] : [])),
);

/** Fonts of browsers often name a character by its radical, “⼀” for “一”; each stands for exactly one unit. */
function withoutRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (char) => SUPPLEMENT.get(char) ?? char.normalize('NFKC'));
}
