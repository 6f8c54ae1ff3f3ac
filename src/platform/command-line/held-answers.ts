import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandIo } from './io.ts';

/** So much is kept in memory before the rest goes to a file. */
const IN_MEMORY = 4 * 1024 * 1024;
const CHUNK = 256 * 1024;

/**
 * Answers of a command that must write all of them or none: kept back until the last line of the input was found good,
 * in memory while they are few and in a nameless temporary file beyond, so that a million need no more memory than ten.
 * `release` or `discard` ends it.
 */
export class HeldAnswers {
  #parts: string[] = [];
  #size = 0;
  #file: number | null = null;

  add(text: string): void {
    this.#parts.push(text);
    this.#size += text.length;
    if (this.#size >= IN_MEMORY) this.#spill();
  }

  #spill(): void {
    this.#file ??= openNameless();
    const bytes = Buffer.from(this.#parts.join(''), 'utf8');
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#parts = [];
    this.#size = 0;
  }

  /** Writes everything to standard output, no faster than its reader takes it. */
  async release(io: CommandIo): Promise<void> {
    try {
      if (this.#file !== null) {
        const decoder = new TextDecoder();
        const chunk = Buffer.alloc(CHUNK);
        for (let at = 0; ; ) {
          const size = readSync(this.#file, chunk, 0, CHUNK, at);
          if (size === 0) break;
          at += size;
          io.out(decoder.decode(chunk.subarray(0, size), { stream: true }));
          await io.taken?.();
        }
      }
      io.out(this.#parts.join(''));
      await io.taken?.();
    } finally {
      this.discard();
    }
  }

  discard(): void {
    this.#parts = [];
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/** A file only this process can read and that is gone with it, also when it is killed: its name is removed at once. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-answers-'));
  try {
    return openSync(join(folder, 'answers'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
