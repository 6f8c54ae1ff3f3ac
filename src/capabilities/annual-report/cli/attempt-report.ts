/** Reading the files of a batch, where one bad file never stops the others. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type ReadReport, readReport, WrongPriorYearError } from '../reading/read-report.ts';
import { ReadingThreads } from '../reading/reading-threads.ts';
import { UnreadableFileError } from '../reading/unreadable.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';

export interface TextOutput {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** `isFault`: the reason is a fault of this program, not of the file. */
export type Attempted<Result> = { value: Result } | { problem: string; isFault: boolean };

export const STATUS = { fine: 0, atFault: 1, unreadable: 2, internalFault: 3 } as const;

export async function loadReport(file: string): Promise<ReadReport> {
  return readReport(await readFile(file), file);
}

/** From this many files on, threads do the reading while this one checks; below, starting them costs more than it saves. */
const WORTH_THREADS = 8;
const MOST_THREADS = 4;
/** Reports read beforehand for each thread; so many are in memory at most. */
const AHEAD_OF_A_THREAD = 2;

/** The reports in the order of the files. */
export async function* readAhead(
  files: readonly string[],
  io: TextOutput,
): AsyncGenerator<[string, Attempted<ReadReport>]> {
  const count = Math.min(availableParallelism(), MOST_THREADS);
  const threads = files.length >= WORTH_THREADS && count > 1 ? new ReadingThreads(count) : null;
  const ahead = threads ? count * AHEAD_OF_A_THREAD : 1;
  const load = async (file: string): Promise<ReadReport> => {
    if (threads === null) return loadReport(file);
    return (await threads.run({ task: 'report', bytes: await readFile(file), file })) as ReadReport;
  };
  const waiting: { file: string; loaded: Promise<Attempted<ReadReport>> }[] = [];
  try {
    for (const file of files) {
      waiting.push({ file, loaded: attempt(file, () => load(file), io) });
      if (waiting.length < ahead) continue;
      const { file: first, loaded } = waiting.shift()!;
      yield [first, await loaded];
    }
    for (const { file, loaded } of waiting) yield [file, await loaded];
  } finally {
    await threads?.close();
  }
}

/** Runs `work`; a file that cannot be read or is no report is told on standard error. */
export async function attempt<Result>(
  file: string,
  work: () => Promise<Result>,
  io: TextOutput,
): Promise<Attempted<Result>> {
  try {
    return { value: await work() };
  } catch (error) {
    const problem = problemOf(error);
    // A fault of ours in one file must not cost the others of a batch.
    const told =
      problem ?? `internal fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    io.stderr(`${file}: ${told}\n`);
    return { problem: told, isFault: problem === null };
  }
}

function problemOf(error: unknown): string | null {
  if (error instanceof NotAReportError || error instanceof WrongPriorYearError) return error.message;
  if (error instanceof UnreadableFileError) {
    return `cannot be read: ${error.message}; expected plain text, Markdown, HTML, DOCX, XLSX, ODT, ODS, OFD or PDF with text`;
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    if (error.code === 'ENOENT') return 'no such file';
    if (error.code === 'EISDIR') return 'is a folder; expected a report file';
    return `cannot be read: ${error.message}`;
  }
  return null;
}
