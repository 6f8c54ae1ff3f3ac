/** Threads that read files, each with a limit on the time and the memory of one file. */
import { Worker } from 'node:worker_threads';
import { errorOf, type Problem, type Task } from './reading-tasks.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';

type Answer = { id: number; value: unknown } | { id: number; problem: Problem };

interface Job {
  task: Task;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Thread {
  worker: Worker;
  /** The file it is at, and when that must be done. */
  current: { id: number; job: Job; timer: NodeJS.Timeout } | null;
}

/**
 * A few threads, started when there is work for them and anew after one broke. A thread has one file at a time, so that
 * the limits are those of a file and a hostile one costs no other. Idle threads do not keep the program alive.
 */
export class ReadingThreads {
  readonly #most: number;
  #threads: Thread[] = [];
  readonly #waiting: Job[] = [];
  #lastId = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @throws UnreadableFileError, NotAReportError, or the engine's own error */
  run(task: Task): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#assign();
    });
  }

  /** Ends the idle threads and gives their memory back; the next file starts another. */
  async close(): Promise<void> {
    const idle = this.#threads.filter(({ current }) => current === null);
    this.#threads = this.#threads.filter(({ current }) => current !== null);
    await Promise.all(idle.map(({ worker }) => worker.terminate()));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      let thread = this.#threads.find(({ current }) => current === null);
      if (!thread && this.#threads.length < this.#most) thread = this.#start();
      if (!thread) return;
      this.#give(thread, this.#waiting.shift()!);
    }
  }

  #give(thread: Thread, job: Job): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const timer = setTimeout(
      () => this.#stop(thread, `reading the file took longer than ${LIMITS.fileSeconds} seconds`),
      LIMITS.fileSeconds * 1000,
    );
    thread.current = { id, job, timer };
    thread.worker.ref();
    thread.worker.postMessage({ id, ...job.task });
  }

  #start(): Thread {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      // With little room for what is new, its garbage goes early and a folder's memory stays flat.
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.threadMegabytes, maxYoungGenerationSizeMb: 16 },
      stderr: true,
    });
    const thread: Thread = { worker, current: null };
    worker.on('message', (answer: Answer) => this.#settle(thread, answer));
    worker.on('error', (error) => this.#stop(thread, `broken file (${error.message})`));
    worker.on('exit', () => this.#stop(thread, 'broken file'));
    this.#threads.push(thread);
    return thread;
  }

  #settle(thread: Thread, answer: Answer): void {
    const { current } = thread;
    if (current?.id !== answer.id) return;
    clearTimeout(current.timer);
    thread.current = null;
    thread.worker.unref();
    if ('problem' in answer) current.job.reject(errorOf(answer.problem));
    else current.job.resolve(answer.value);
    this.#assign();
  }

  #stop(thread: Thread, reason: string): void {
    if (!this.#threads.includes(thread)) return;
    this.#threads = this.#threads.filter((other) => other !== thread);
    void thread.worker.terminate();
    if (thread.current) {
      clearTimeout(thread.current.timer);
      thread.current.job.reject(new UnreadableFileError(reason));
    }
    this.#assign();
  }
}
