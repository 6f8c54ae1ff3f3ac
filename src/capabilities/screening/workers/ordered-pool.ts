import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Megabytes a worker keeps for what it has just made. What a portion leaves behind is garbage with its answer: more room than this only
 * holds more of it.
 */
const YOUNG_MEGABYTES = 24;

/** A failure inside a worker, with its message. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
}

type Reply<Output> = { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly message: string };

interface Waiting<Output> {
  readonly resolve: (value: Output) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Runs portions of work on worker threads and gives the answers in the order of the portions. At most two portions for each worker are
 * under way, so that memory stays bounded however long the source is and however slow the reader.
 *
 * The worker file answers every message with `{ok: true, value}` or `{ok: false, message}`, in order (see `serve` in serve-worker.ts).
 */
export class OrderedPool<Input, Output> {
  readonly #workers: Worker[] = [];
  readonly #queues: Waiting<Output>[][] = [];

  constructor(file: URL, options: { workers?: number; workerData?: unknown } = {}) {
    const count = options.workers ?? Math.max(1, availableParallelism());
    for (let i = 0; i < count; i++) {
      const queue: Waiting<Output>[] = [];
      const worker = new Worker(file, {
        workerData: options.workerData,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
      });
      worker.on('message', (reply: Reply<Output>) => {
        const waiting = queue.shift();
        if (reply.ok) waiting?.resolve(reply.value);
        else waiting?.reject(new WorkerFailure(reply.message));
      });
      const fail = (error: Error) => {
        for (const waiting of queue.splice(0)) waiting.reject(error);
      };
      worker.on('error', fail);
      worker.on('exit', (code) => fail(new WorkerFailure(`worker ended with status ${code}`)));
      this.#workers.push(worker);
      this.#queues.push(queue);
    }
  }

  /** Answers to all portions of `source`, in its order. */
  async *run(source: AsyncIterable<Input> | Iterable<Input>): AsyncGenerator<Output> {
    const underWay: Promise<Output>[] = [];
    for await (const portion of source) {
      if (underWay.length >= this.#workers.length * 2) yield await underWay.shift()!;
      const answer = this.#send(portion);
      // Rejections are met when their turn comes; until then they must not count as unhandled.
      answer.catch(() => undefined);
      underWay.push(answer);
    }
    for (const answer of underWay) yield await answer;
  }

  #send(portion: Input): Promise<Output> {
    let least = 0;
    for (let i = 1; i < this.#queues.length; i++) if (this.#queues[i]!.length < this.#queues[least]!.length) least = i;
    return new Promise((resolve, reject) => {
      this.#queues[least]!.push({ resolve, reject });
      this.#workers[least]!.postMessage(portion);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
