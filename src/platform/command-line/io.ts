import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Bad usage or input that can't be read: exit status 2. The message names file, line or field and what was expected. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Where a command writes. Results go to `out`; progress, hints and errors go to `err`. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  stdin: NodeJS.ReadableStream;
}

export const processIo: CommandIo = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
};

/** Lines of a file or, for `-`, of standard input, with their numbers from 1; blank lines are left out. @throws UsageError */
export async function* readLines(file: string, io: CommandIo): AsyncGenerator<{ number: number; text: string }> {
  const input = file === '-' ? io.stdin : createReadStream(file, 'utf8');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() !== '') yield { number, text };
    }
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    throw error;
  }
}

/** Parses one JSON line. @throws UsageError naming file and line */
export function parseJsonLine(file: string, number: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `${file}:${number}: expected one JSON object a line, found ${JSON.stringify(text.slice(0, 60))}`,
    );
  }
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;
}

export function describeSystemError(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'no such file';
  if (error.code === 'EISDIR') return 'it is a folder, a file was expected';
  if (error.code === 'EACCES') return 'permission denied';
  return error.message;
}
