/** Worker thread of pdf.ts. One message in: `{ id, bytes }`; one out: `{ id, pages }` or `{ id, problem, name }`. */
import { parentPort } from 'node:worker_threads';
import { extractPdfText } from './pdf-text.ts';

// Broken files make the engine reject promises that nobody awaits; the job's own promise tells all that matters.
process.on('unhandledRejection', () => {});

parentPort?.on('message', async ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
  try {
    parentPort?.postMessage({ id, pages: await extractPdfText(bytes) });
  } catch (error) {
    const known = error instanceof Error;
    parentPort?.postMessage({ id, name: known ? error.name : '', problem: known ? error.message : String(error) });
  }
});
