/** The command `gongkai report check`. */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describeSystemError, isSystemError, UsageError } from '../../../platform/command-line/io.ts';
import { countsInWords, describeFinding, reportName } from '../explaining/describe.ts';
import type { CheckedFile } from '../explaining/findings-sheet.ts';
import { summariseCheck } from '../explaining/summary.ts';
import { warmPdfReader } from '../reading/pdf.ts';
import {
  checkReadReport,
  type ReadReport,
  type ReportCheck,
  readReport,
  WrongPriorYearError,
} from '../reading/read-report.ts';
import { screenWording } from '../reading/screen-wording.ts';
import { UnreadableFileError } from '../reading/unreadable.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';
import { expandFiles, outputNames } from './report-files.ts';

export interface ReportCheckOptions {
  prior?: string;
  json?: boolean;
  /** A page of summary for each report. */
  summary?: boolean;
  /** Folder for marked-up copies. */
  html?: string;
  /** File for the list of all findings. */
  xlsx?: string;
}

export interface TextOutput {
  stdout(text: string): void;
  stderr(text: string): void;
}

const STATUS = { fine: 0, atFault: 1, unreadable: 2, internalFault: 3 } as const;

/**
 * Checks each file and prints the contract’s JSON, a summary, or lines for a person. Folders stand for the reports in
 * them. With `html` a marked copy of each report is written there, with `xlsx` one list of all findings.
 * @returns 0 fine, 1 an error-level finding in some report, 2 some file could not be read, 3 a fault of this program; a
 *   bad file never stops the others
 */
export async function runReportCheck(paths: string[], options: ReportCheckOptions, io: TextOutput): Promise<number> {
  let prior: ReadReport | undefined;
  if (options.prior !== undefined) {
    const read = await attempt(options.prior, () => loadReport(options.prior!), io);
    if ('problem' in read) return read.isFault ? STATUS.internalFault : STATUS.unreadable;
    prior = read.value;
  }
  const files = await expandFiles(paths);
  if (files.length === 0) {
    io.stderr(`${paths.join(' ')}: no report files in this folder\n`);
    return STATUS.unreadable;
  }
  const several = files.length > 1 || files[0] !== paths[0];
  let status: number = STATUS.fine;
  const results = checkFiles(files, prior, options, io);
  async function* printed(): AsyncGenerator<CheckedFile> {
    if (options.json && several) io.stdout('[');
    let count = 0;
    for await (const result of results) {
      if ('problem' in result) status = Math.max(status, result.isFault ? STATUS.internalFault : STATUS.unreadable);
      else if (hasErrors(result.check)) status = Math.max(status, STATUS.atFault);
      print(result, several, count > 0);
      count += 1;
      if (files.length >= SHOWS_PROGRESS_FROM && (count % 10 === 0 || count === files.length))
        io.stderr(`已检查${count}/${files.length}\n`);
      yield result;
    }
    if (options.json && several) io.stdout('\n]\n');
  }
  const print = (result: CheckedFile, inList: boolean, follows: boolean): void => {
    if (options.json) {
      const json = JSON.stringify('check' in result ? result.check : { file: result.file, error: result.problem });
      io.stdout(inList ? `${follows ? ',' : ''}\n${json}` : `${json}\n`);
    } else if ('check' in result) {
      io.stdout(options.summary ? `${follows ? '\n' : ''}${summariseCheck(result.check)}` : describe(result.check));
    }
  };
  if (options.xlsx === undefined) for await (const _ of printed());
  else await writeSheet(options.xlsx, printed());
  return status;
}

/** From this many files on, how far the work is gets told. */
const SHOWS_PROGRESS_FROM = 10;

function hasErrors(check: ReportCheck): boolean {
  return check.findings.some(({ severity }) => severity === 'error');
}

async function* checkFiles(
  files: readonly string[],
  prior: ReadReport | undefined,
  options: ReportCheckOptions,
  io: TextOutput,
): AsyncGenerator<CheckedFile> {
  const nameOf = outputNames('.html');
  if (options.html !== undefined) await makeFolder(options.html);
  for await (const [file, loaded] of readAhead(files, io)) {
    const result =
      'problem' in loaded
        ? loaded
        : await attempt(file, async () => checkReadReport(loaded.value, { prior, screen: screenWording }), io);
    if ('problem' in result) {
      yield { file, problem: result.problem, isFault: result.isFault };
      continue;
    }
    if (options.html !== undefined && 'value' in loaded) {
      const { markUpReport } = await import('../explaining/mark-up.tsx');
      await write(join(options.html, nameOf(file)), markUpReport(loaded.value, result.value));
    }
    yield { file, check: result.value };
  }
}

/** Files whose text is taken out by another thread while this one checks; so many reports are in memory at most. */
const READ_AHEAD = 3;

/** The reports in the order of the files. */
async function* readAhead(files: readonly string[], io: TextOutput): AsyncGenerator<[string, Attempted<ReadReport>]> {
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

/** Writing fails for reasons of the person's: no permission, no space, no such folder. @throws UsageError */
async function orUsageError<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${path}: cannot be written: ${describeSystemError(error)}`);
    throw error;
  }
}

function makeFolder(path: string): Promise<unknown> {
  return orUsageError(path, () => mkdir(path, { recursive: true }));
}

function write(path: string, text: string): Promise<void> {
  return orUsageError(path, () => writeFile(path, text));
}

async function writeSheet(path: string, results: AsyncIterable<CheckedFile>): Promise<void> {
  const { findingsSheet } = await import('../explaining/findings-sheet.ts');
  await orUsageError(path, () => pipeline(findingsSheet(results), createWriteStream(path)));
}

async function loadReport(file: string): Promise<ReadReport> {
  return readReport(await readFile(file), file);
}

type Attempted<Result> = { value: Result } | { problem: string; isFault: boolean };

/** Runs `work`; a file that cannot be read or is no report is told on standard error. */
async function attempt<Result>(file: string, work: () => Promise<Result>, io: TextOutput): Promise<Attempted<Result>> {
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
    return `cannot be read: ${error.message}; expected plain text, Markdown, HTML, DOCX, XLSX or PDF with text`;
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    if (error.code === 'ENOENT') return 'no such file';
    if (error.code === 'EISDIR') return 'is a folder; expected a report file';
    return `cannot be read: ${error.message}`;
  }
  return null;
}

function describe(check: ReportCheck): string {
  const lines = [`${check.file}：${reportName(check)}（${check.form}年格式）`];
  for (const finding of check.findings) lines.push(`  ${describeFinding(finding)}`);
  const counts = countsInWords(check.findings);
  lines.push(counts === '' ? '  未发现问题。' : `  共发现${counts}。`);
  return `${lines.join('\n')}\n`;
}
