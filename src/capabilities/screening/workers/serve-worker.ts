import { parentPort } from 'node:worker_threads';

/** The side of the worker in OrderedPool: answers each portion with what `work` makes of it. */
export function serve<Input, Output>(work: (portion: Input) => Output): void {
  parentPort?.on('message', (portion: Input) => {
    try {
      parentPort?.postMessage({ ok: true, value: work(portion) });
    } catch (error) {
      parentPort?.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) });
    }
  });
}
