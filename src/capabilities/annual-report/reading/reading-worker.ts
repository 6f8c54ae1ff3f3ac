/**
 * Worker thread of reading-threads.ts. In: `{ id, task, bytes, file }`; out: `{ id, value }` or `{ id, problem }`. The PDF
 * engine and the recogniser are loaded when the first task needs them.
 */
import { parentPort } from 'node:worker_threads';
import { problemOf, type Task } from './reading-tasks.ts';

// Broken files make the PDF engine reject promises that nobody awaits; the task's own promise tells all that matters.
process.on('unhandledRejection', () => {});

async function run({ task, bytes, file }: Task): Promise<unknown> {
  const { extractPdfText } = await import('./pdf-text.ts');
  if (task === 'pdf-pages') return extractPdfText(bytes);
  const { readReport } = await import('./read-report.ts');
  return readReport(bytes, file, extractPdfText);
}

parentPort?.on('message', async ({ id, ...task }: Task & { id: number }) => {
  try {
    parentPort?.postMessage({ id, value: await run(task) });
  } catch (error) {
    parentPort?.postMessage({ id, problem: problemOf(error) });
  }
});
