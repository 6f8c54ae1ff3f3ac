// A thread that compresses and writes pages, so that the main thread can go on reading and rendering.
import { parentPort, workerData } from 'node:worker_threads';
import { type SitePage, writePage } from './write-page.ts';

const { directory } = workerData as { directory: string };

parentPort?.on('message', (pages: readonly SitePage[]) => {
  try {
    let written = 0;
    for (const page of pages) if (writePage(directory, page) && page.code === undefined) written++;
    parentPort?.postMessage({ written });
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) });
  }
});
