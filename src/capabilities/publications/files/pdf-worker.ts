/** Worker thread of read-text.ts: bytes of a PDF in, its text or what is wrong with it out. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// Broken files make the engine reject promises that nobody awaits.
process.on('unhandledRejection', () => {});

const MAX_PAGES = 2_000;
const MAX_CHARACTERS = 2_000_000;

async function read(bytes: Uint8Array): Promise<string> {
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
    let text = '';
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
      const page = await document.getPage(number);
      for (const item of (await page.getTextContent()).items)
        if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
      text += '\n';
      page.cleanup();
      if (text.length > MAX_CHARACTERS) break;
    }
    return text.slice(0, MAX_CHARACTERS);
  } finally {
    await task.destroy();
  }
}

try {
  parentPort?.postMessage({ text: await read(workerData as Uint8Array) });
} catch (error) {
  parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) });
}
