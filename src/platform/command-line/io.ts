import { once } from 'node:events';
import { createReadStream } from 'node:fs';

/** Bad usage or input that can't be read: exit status 2. The message names file, line or field and what was expected. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Where a command writes. Results go to `out`; progress, hints and errors go to `err`. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  stdin: NodeJS.ReadableStream;
  /** Resolves when the reader of `out` has taken what was written; for commands that write more than fits in memory. */
  taken?(): Promise<void>;
}

export const processIo: CommandIo = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
  taken: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
};

/** A reader that has seen enough closes the pipe (`gongkai … | head`): that ends the command and is no fault. */
export function endWhenReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** No line of an honest file is longer; beyond, the file is of another kind, and memory must stay bounded. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Lines of a file or, for `-`, of standard input, with their numbers from 1; blank lines are left out. A line ends with
 * \n or \r\n and nothing else: JSON text may hold other line separators.
 * @throws UsageError when it can't be read, is not UTF-8 or has a line of more than 16 MiB
 */
export async function* readLines(file: string, io: CommandIo): AsyncGenerator<{ number: number; text: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  // The beginning of a line whose end has not been read yet.
  let pending: string[] = [];
  let length = 0;
  const line = (raw: string): { number: number; text: string } | null => {
    number++;
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    return text.trim() === '' ? null : { number, text };
  };
  const whole = (end: string): string => {
    const text = pending.length === 0 ? end : pending.join('') + end;
    pending = [];
    length = 0;
    return text;
  };
  const wait = (text: string): void => {
    pending.push(text);
    length += text.length;
    if (length > LONGEST_LINE)
      throw new UsageError(`${file}:${number + 1}: expected lines of at most ${LONGEST_LINE / 1024 ** 2} MiB`);
  };
  try {
    for await (const chunk of file === '-' ? io.stdin : createReadStream(file)) {
      const lines = decoder
        .decode(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, { stream: true })
        .split('\n');
      const rest = lines.pop()!;
      for (const [index, raw] of lines.entries()) {
        const read = line(index === 0 ? whole(raw) : raw);
        if (read) yield read;
      }
      wait(rest);
    }
    wait(decoder.decode());
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    if (error instanceof TypeError) throw new UsageError(`${file}:${number + 1}: expected text in UTF-8`);
    throw error;
  }
  const rest = whole('');
  const last = rest === '' ? null : line(rest);
  if (last) yield last;
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
