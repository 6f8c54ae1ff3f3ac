/** Reading the files of a batch, where one bad file never stops the others. */
import { readFile } from 'node:fs/promises';
import { warmPdfReader } from '../reading/pdf.ts';
import { type ReadReport, readReport, WrongPriorYearError } from '../reading/read-report.ts';
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

/** Files whose text is taken out by another thread while this one checks; so many reports are in memory at most. */
const READ_AHEAD = 3;

/** The reports in the order of the files. */
export async function* readAhead(
  files: readonly string[],
  io: TextOutput,
): AsyncGenerator<[string, Attempted<ReadReport>]> {
  if (files.some((file) => /\.pdf$/i.test(file))) warmPdfReader();
  const waiting: { file: string; loaded: Promise<Attempted<ReadReport>> }[] = [];
  for (const file of files) {
    waiting.push({ file, loaded: attempt(file, () => loadReport(file), io) });
    if (waiting.length < READ_AHEAD) continue;
    const { file: first, loaded } = waiting.shift()!;
    yield [first, await loaded];
  }
  for (const { file, loaded } of waiting) yield [file, await loaded];
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
    return `cannot be read: ${error.message}; expected plain text, Markdown, HTML, DOCX, XLSX, ODT, ODS or PDF with text`;
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    if (error.code === 'ENOENT') return 'no such file';
    if (error.code === 'EISDIR') return 'is a folder; expected a report file';
    return `cannot be read: ${error.message}`;
  }
  return null;
}
