import { Worker } from 'node:worker_threads';
import { readXlsx } from 'hucre/xlsx';
import mammoth from 'mammoth';

export interface FileText {
  /** For search and screening; empty for pictures and for what cannot be read. */
  readonly text: string;
  /** What is wrong with the file, as the person who sent it is told; null when nothing is. */
  readonly unreadable: string | null;
}

const SECONDS_OF_A_PDF = 20;
const MEGABYTES_OF_A_PDF = 512;
const MAX_CHARACTERS = 2_000_000;

function readPdf(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
      workerData: new Uint8Array(bytes),
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_OF_A_PDF },
      stderr: true,
    });
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(new Error(`超过${SECONDS_OF_A_PDF}秒没有读完`));
    }, SECONDS_OF_A_PDF * 1000);
    worker.once('message', (answer: { text: string } | { fault: string }) => {
      clearTimeout(timer);
      void worker.terminate();
      if ('text' in answer) resolve(answer.text);
      else reject(new Error(answer.fault));
    });
    worker.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function readWorkbook(bytes: Uint8Array): Promise<string> {
  const book = await readXlsx(bytes);
  return book.sheets
    .map(
      (sheet) =>
        `${sheet.name}\n${sheet.rows.map((row) => row.map((cell) => String(cell ?? '')).join('\t')).join('\n')}`,
    )
    .join('\n');
}

const readers: Readonly<Record<string, (bytes: Uint8Array) => Promise<string>>> = {
  'application/pdf': readPdf,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': async (bytes) =>
    (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': readWorkbook,
};

/** The text of an uploaded file, or why it has none. Never throws: what cannot be read is kept and said. */
export async function readFileText(fileName: string, mediaType: string, bytes: Uint8Array): Promise<FileText> {
  const reader = readers[mediaType];
  if (!reader) return { text: '', unreadable: null };
  try {
    return { text: (await reader(bytes)).slice(0, MAX_CHARACTERS), unreadable: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { text: '', unreadable: `《${fileName}》无法读取，可能已经损坏或者没有传完，请检查后重新上传（${why}）` };
  }
}
