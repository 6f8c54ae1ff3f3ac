import { Worker } from 'node:worker_threads';
import type { ExtractionAnswer, ExtractionTask } from './extract-worker.ts';
import { recognise, recogniser } from './recognise.ts';

export interface FileToExtract {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** `none`: a kind of file that has no text for search; `scan`: pictures of pages that have not been recognised. */
export type TextState = 'read' | 'recognised' | 'scan' | 'none' | 'failed';

export interface Extraction {
  readonly state: TextState;
  readonly text: string;
  /** What people are told of it: why it has no text, or that some of it is missing. */
  readonly note: string | null;
}

export interface ExtractionLimits {
  readonly seconds?: number;
  readonly megabytes?: number;
  /** Characters of text. */
  readonly characters?: number;
  /** Pages of scans and pictures are recognised when the machine can; default false, since a page takes seconds. */
  readonly recognise?: boolean;
}

const DEFAULTS = { seconds: 30, megabytes: 512, characters: 2_000_000 };

const formats: Readonly<Record<string, ExtractionTask['format']>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain': 'text',
  'text/csv': 'text',
  'text/markdown': 'text',
};
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/tiff']);
const SCANNED = '没有可以检索的文字，是扫描件或者图片';

const plainType = (mediaType: string): string => mediaType.split(';', 1)[0]!.trim().toLowerCase();

function inThread(task: ExtractionTask, seconds: number, megabytes: number): Promise<ExtractionAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./extract-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      stderr: true,
      stdout: true,
    });
    let timer: NodeJS.Timeout | undefined;
    const settle = (answer: ExtractionAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    timer = setTimeout(() => settle({ fault: `超过${seconds}秒没有读完` }), seconds * 1000);
    worker.once('message', (answer: ExtractionAnswer) => settle(answer));
    worker.once('error', (error: unknown) => {
      const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle({
        fault: outOfMemory
          ? `读取它需要超过${megabytes} MB内存`
          : error instanceof Error
            ? error.message
            : String(error),
      });
    });
    worker.once('exit', () => settle({ fault: '读取时意外中止' }));
  });
}

const failed = (fileName: string, why: string): Extraction => ({
  state: 'failed',
  text: '',
  note: `《${fileName}》无法读取，可能已经损坏或者没有传完，请检查后重新上传（${why}）`,
});

async function recognised(
  { fileName, bytes }: FileToExtract,
  pages: readonly number[] | null,
  before: string,
  wanted: boolean,
): Promise<Extraction> {
  const { missing } = await recogniser();
  if (!wanted || missing !== null)
    return { state: 'scan', text: before, note: missing === null ? SCANNED : `${SCANNED}；${missing}` };
  try {
    const text = `${before}\n${await recognise(bytes, pages)}`.trim();
    return { state: 'recognised', text, note: '文字由扫描件自动识别，可能有误' };
  } catch (error) {
    return { ...failed(fileName, error instanceof Error ? error.message : String(error)), text: before };
  }
}

/**
 * The text of a file for search and screening: PDF, DOCX, XLSX, TXT, and scans where tesseract is installed. Read on a thread
 * of its own that is ended when it takes too long or too much memory. Never throws: what cannot be read is said in `note`.
 */
export async function extractText(file: FileToExtract, limits: ExtractionLimits = {}): Promise<Extraction> {
  const { seconds, megabytes, characters } = { ...DEFAULTS, ...limits };
  const type = plainType(file.mediaType);
  const wanted = limits.recognise ?? false;
  if (PICTURES.has(type)) return recognised(file, null, '', wanted);
  const format = formats[type];
  if (format === undefined) return { state: 'none', text: '', note: null };
  // A copy: the thread gets its own memory, and the caller keeps the file.
  const task = { format, bytes: new Uint8Array(file.bytes), most: characters };
  const answer = await inThread(task, seconds, megabytes);
  if ('fault' in answer) return failed(file.fileName, answer.fault);
  if (answer.pages !== null && answer.emptyPages.length > 0 && answer.emptyPages.length * 2 >= answer.pages)
    return recognised(file, answer.emptyPages, answer.text.trim(), wanted);
  return { state: 'read', text: answer.text, note: null };
}
