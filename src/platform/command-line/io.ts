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
}

export const processIo: CommandIo = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
};

/**
 * Lines of a file or, for `-`, of standard input, with their numbers from 1; blank lines are left out. A line ends with
 * \n or \r\n and nothing else: JSON text may hold other line separators.
 * @throws UsageError when it can't be read or is not UTF-8
 */
export async function* readLines(file: string, io: CommandIo): AsyncGenerator<{ number: number; text: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let rest = '';
  const line = (raw: string): { number: number; text: string } | null => {
    number++;
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    return text.trim() === '' ? null : { number, text };
  };
  try {
    for await (const chunk of file === '-' ? io.stdin : createReadStream(file)) {
      rest += decoder.decode(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop()!;
      for (const raw of lines) {
        const read = line(raw);
        if (read) yield read;
      }
    }
    rest += decoder.decode();
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    if (error instanceof TypeError) throw new UsageError(`${file}:${number + 1}: expected text in UTF-8`);
    throw error;
  }
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
