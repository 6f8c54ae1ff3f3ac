import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { mapTexts, printable, type TypesetDocument } from './document.ts';
import { codeOf, MissingGlyphError, TypesettingBusyError, TypesettingError } from './errors.ts';
import type { PdfStandard, TypesetReply, TypesetRequest } from './protocol.ts';

export interface PdfOptions {
  standard?: PdfStandard;
  /**
   * What to do with a character that no face has. `refuse` (default) throws; `code` prints its code in place of it,
   * 〔U+2A6D6〕, and says so in the result. A box is never printed.
   */
  missing?: 'refuse' | 'code';
}

export interface TypesetPdf {
  pdf: Uint8Array;
  pages: number;
  /** Characters printed as their code. */
  replaced: readonly string[];
}

interface Job {
  request: TypesetRequest;
  settle(reply: TypesetReply): void;
  fail(error: Error): void;
}

/** The typesetter leaks about half a megabyte a document. */
const DOCUMENTS_OF_A_CHILD = 200;
const LONGEST_QUEUE = 2_000;
const MILLISECONDS_OF_A_DOCUMENT = 30_000;

/**
 * Typesets one document after the other in a child process, which is replaced after some documents, after a crash and
 * when a document takes too long. An idle child never keeps the program alive.
 */
export class Typesetter {
  readonly documentsOfAChild: number;
  #child: ChildProcess | null = null;
  #served = 0;
  #started = 0;
  #queue: Job[] = [];
  #current: Job | null = null;
  #timer: NodeJS.Timeout | null = null;
  #nextId = 1;
  #closed = false;

  constructor(options: { documentsOfAChild?: number } = {}) {
    this.documentsOfAChild = options.documentsOfAChild ?? DOCUMENTS_OF_A_CHILD;
  }

  /** How many children were started so far. */
  get started(): number {
    return this.#started;
  }

  /** Process id of the child, for measuring; null before the first document. */
  get processId(): number | null {
    return this.#child?.pid ?? null;
  }

  /** @throws MissingGlyphError, TypesettingBusyError, TypesettingError */
  async pdf(document: TypesetDocument, options: PdfOptions = {}): Promise<TypesetPdf> {
    const { standard = 'a-2a', missing = 'refuse' } = options;
    const clean = mapTexts(document, printable);
    const first = await this.#typeset(clean, standard);
    if ('pdf' in first) return { pdf: plainBytes(first.pdf), pages: first.pages, replaced: [] };
    if ('fault' in first) throw new TypesettingError(`排版失败：${first.fault}`);
    if (missing === 'refuse') throw new MissingGlyphError(first.missing);
    const replaced = new Set(first.missing);
    const coded = mapTexts(clean, (text) =>
      [...text].map((character) => (replaced.has(character) ? `〔${codeOf(character)}〕` : character)).join(''),
    );
    const second = await this.#typeset(coded, standard);
    if ('pdf' in second) return { pdf: plainBytes(second.pdf), pages: second.pages, replaced: first.missing };
    throw 'missing' in second
      ? new MissingGlyphError(second.missing)
      : new TypesettingError(`排版失败：${second.fault}`);
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    const waiting = this.#current ? [this.#current, ...this.#queue] : this.#queue;
    this.#current = null;
    this.#queue = [];
    for (const job of waiting) job.fail(new TypesettingError('排版服务已关闭'));
  }

  #typeset(document: TypesetDocument, standard: PdfStandard): Promise<TypesetReply> {
    if (this.#closed) throw new TypesettingError('排版服务已关闭');
    if (this.#queue.length >= LONGEST_QUEUE) throw new TypesettingBusyError('等待排版的文件过多，请稍后再试');
    return new Promise((settle, fail) => {
      this.#queue.push({ request: { id: this.#nextId++, document, standard }, settle, fail });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#queue.shift();
    if (!job) {
      this.#child?.unref();
      this.#child?.channel?.unref();
      return;
    }
    if (this.#served >= this.documentsOfAChild) this.#stop();
    const child = this.#child ?? this.#start();
    this.#current = job;
    child.ref();
    child.channel?.ref();
    this.#timer = setTimeout(() => this.#lost(child, '超过时限'), MILLISECONDS_OF_A_DOCUMENT);
    child.send(job.request, (error) => {
      if (error) this.#lost(child, error.message);
    });
  }

  #start(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (reply: TypesetReply) => this.#finish(child, reply));
    child.on('error', (error) => this.#lost(child, error.message));
    child.on('exit', (code, signal) => this.#lost(child, `进程退出（${signal ?? code}）`));
    this.#child = child;
    this.#served = 0;
    this.#started++;
    return child;
  }

  /** Lets the present child go; what it still says is no longer heard. */
  #stop(): void {
    const child = this.#child;
    this.#child = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    child?.kill('SIGKILL');
    child?.unref();
  }

  #finish(child: ChildProcess, reply: TypesetReply): void {
    const job = this.#current;
    if (child !== this.#child || !job || job.request.id !== reply.id) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#current = null;
    this.#served++;
    job.settle(reply);
    this.#next();
  }

  #lost(child: ChildProcess, why: string): void {
    if (child !== this.#child) return;
    const job = this.#current;
    this.#current = null;
    this.#stop();
    job?.fail(new TypesettingError(`排版失败：${why}`));
    this.#next();
  }
}

/** What comes from the child is a Buffer, which some readers of bytes refuse. */
function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

let shared: Typesetter | null = null;

/** Typesets a document as a tagged PDF with the program's one typesetter. @throws TypesettingError and its kinds */
export function typesetPdf(document: TypesetDocument, options?: PdfOptions): Promise<TypesetPdf> {
  shared ??= new Typesetter();
  return shared.pdf(document, options);
}
