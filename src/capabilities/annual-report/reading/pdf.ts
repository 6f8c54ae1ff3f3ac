/** PDF files with text, taken apart in a worker thread with a limit on its time and memory. */
import { Worker } from 'node:worker_threads';
import type { Block } from '../rules/reading/source.ts';
import { layOutPages, type PageText } from './page-layout.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';

export function isPdf(bytes: Uint8Array): boolean {
  // The signature may stand behind some other bytes.
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}

type Answer = { id: number; pages: PageText[] } | { id: number; problem: string; name: string };

interface Job {
  finish(answer: Answer): void;
  fail(error: UnreadableFileError): void;
  timer: NodeJS.Timeout;
}

/** One thread serves all files in turn; it is started when needed, and anew after it broke. */
let worker: Worker | null = null;
const jobs = new Map<number, Job>();
let lastId = 0;

function startWorker(): Worker {
  const started = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.pdfMegabytes },
    stderr: true,
  });
  started.on('message', (answer: Answer) => settle(answer.id)?.finish(answer));
  started.on('error', (error) => stopWorker(started, `broken PDF (${error.message})`));
  started.on('exit', () => stopWorker(started, 'broken PDF'));
  return started;
}

function settle(id: number): Job | undefined {
  const job = jobs.get(id);
  jobs.delete(id);
  clearTimeout(job?.timer);
  // An idle thread must not keep the program alive.
  if (jobs.size === 0) worker?.unref();
  return job;
}

function stopWorker(stopped: Worker, reason: string): void {
  if (worker !== stopped) return;
  worker = null;
  void stopped.terminate();
  for (const id of [...jobs.keys()]) settle(id)?.fail(new UnreadableFileError(reason));
}

function runJob(bytes: Uint8Array): Promise<Answer> {
  const current = worker ?? startWorker();
  worker = current;
  current.ref();
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => stopWorker(current, `the PDF took longer than ${LIMITS.pdfSeconds} seconds`),
      LIMITS.pdfSeconds * 1000,
    );
    jobs.set(id, { finish: resolve, fail: reject, timer });
    current.postMessage({ id, bytes });
  });
}

/**
 * Starts the thread and loads the engine before the first file, so that its cost falls while other files are read.
 * Harmless when the thread runs already; an idle thread does not keep the program alive.
 */
export function warmPdfReader(): void {
  if (worker) return;
  worker = startWorker();
  worker.unref();
}

/** Ends the idle thread and gives its memory back; the next PDF starts another. */
export async function closePdfReader(): Promise<void> {
  const idle = jobs.size === 0 ? worker : null;
  if (!idle) return;
  worker = null;
  await idle.terminate();
}

/** @throws UnreadableFileError for an encrypted or broken file, or a scan without text */
export async function readPdf(bytes: Uint8Array): Promise<Block[]> {
  const answer = await runJob(bytes);
  if ('problem' in answer) {
    const why = answer.name === 'PasswordException' ? 'encrypted PDF: a password is needed' : 'broken PDF';
    throw new UnreadableFileError(`${why} (${answer.problem})`);
  }
  const length = answer.pages.reduce(
    (sum, { items }) => sum + items.reduce((all, { text }) => all + text.length, 0),
    0,
  );
  if (length < 50) throw new UnreadableFileError('the PDF holds no text (a scan?); text recognition is needed first');
  return layOutPages(answer.pages);
}
