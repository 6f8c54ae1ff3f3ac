import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ExportError } from './files.ts';
import { type SitePage, writePage } from './write-page.ts';

/** Puts pages into a folder. */
export interface SiteWriter {
  /** Waits when too much is on its way. @throws ExportError what an earlier page ran into */
  write(page: SitePage): Promise<void>;
  /** Everything handed over stands in the folder. @throws ExportError */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Codes drawn beside the pages are not counted. */
  readonly written: number;
}

const cannotWrite = (message: string): ExportError => new ExportError(`the site cannot be written: ${message}`);

/** Writes where it is called: for a few pages starting a thread takes longer than writing them. */
export function directWriter(directory: string): SiteWriter {
  let written = 0;
  return {
    async write(page) {
      try {
        if (writePage(directory, page) && page.code === undefined) written++;
      } catch (error) {
        throw cannotWrite(error instanceof Error ? error.message : String(error));
      }
    },
    flush: async () => {},
    close: async () => {},
    get written() {
      return written;
    },
  };
}

/** Pages handed to a thread at once, and how many such hands it may have waiting. */
const HAND = 24;
const WAITING = 3;

interface Hand {
  readonly worker: Worker;
  waiting: number;
}

/** Compresses and writes on threads of their own. */
export function threadedWriter(directory: string, threads = Math.min(2, availableParallelism())): SiteWriter {
  let written = 0;
  let fault: Error | undefined;
  let wake = (): void => {};
  let pages: SitePage[] = [];
  const hands: Hand[] = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./write-worker.ts', import.meta.url), {
      workerData: { directory },
      // Everything a page needs is new and soon gone: with the usual room a tenth of the time goes to collecting.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    const hand: Hand = { worker, waiting: 0 };
    worker.on('message', (done: { written?: number; fault?: string }) => {
      hand.waiting--;
      written += done.written ?? 0;
      if (done.fault !== undefined) fault ??= cannotWrite(done.fault);
      wake();
    });
    worker.on('error', (error: unknown) => {
      hand.waiting = 0;
      fault ??= error instanceof Error ? error : new Error(String(error));
      wake();
    });
    return hand;
  });
  const freest = (): Hand => hands.reduce((best, hand) => (hand.waiting < best.waiting ? hand : best));
  const settle = async (until: () => boolean): Promise<void> => {
    while (!until() && fault === undefined)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (fault) throw fault;
  };
  const handOver = async (): Promise<void> => {
    if (pages.length === 0) return;
    await settle(() => freest().waiting < WAITING);
    const hand = freest();
    hand.waiting++;
    hand.worker.postMessage(pages);
    pages = [];
  };
  return {
    async write(page) {
      pages.push(page);
      if (pages.length >= HAND) await handOver();
    },
    async flush() {
      await handOver();
      await settle(() => hands.every(({ waiting }) => waiting === 0));
    },
    async close() {
      await Promise.all(hands.map(({ worker }) => worker.terminate()));
    },
    get written() {
      return written;
    },
  };
}
