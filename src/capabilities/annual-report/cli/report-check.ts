/** The command `gongkai report check`. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { countsInWords, describeFinding, reportName } from '../explaining/describe.ts';
import type { CheckedFile } from '../explaining/findings-sheet.ts';
import { summariseCheck } from '../explaining/summary.ts';
import { checkReadReport, type ReadReport, type ReportCheck } from '../reading/read-report.ts';
import { screenWording } from '../reading/screen-wording.ts';
import { attempt, loadReport, readAhead, STATUS, type TextOutput } from './attempt-report.ts';
import { byYearInName, type PriorReports, priorReports } from './prior-reports.ts';
import { expandFiles, makeFolder, orUsageError, outputNames, write } from './report-files.ts';

export interface ReportCheckOptions {
  /** Reports of the year before: one for all, or those of several organs and years. */
  prior?: string | readonly string[];
  json?: boolean;
  /** A page of summary for each report. */
  summary?: boolean;
  /** Folder for marked-up copies. */
  html?: string;
  /** File for the list of all findings. */
  xlsx?: string;
}

/**
 * Checks each file and prints the contract’s JSON, a summary, or lines for a person. Folders stand for the reports in
 * them. Without `prior`, a report is compared with last year's of the same organ when that is among the files. With `html` a marked copy of each report is written there, with `xlsx` one list of all findings.
 * @returns 0 fine, 1 an error-level finding in some report, 2 some file could not be read, 3 a fault of this program; a
 *   bad file never stops the others
 */
export async function runReportCheck(paths: string[], options: ReportCheckOptions, io: TextOutput): Promise<number> {
  const given: ReadReport[] = [];
  for (const path of await expandFiles([options.prior ?? []].flat())) {
    const read = await attempt(path, () => loadReport(path), io);
    if ('problem' in read) return read.isFault ? STATUS.internalFault : STATUS.unreadable;
    given.push(read.value);
  }
  const files = await expandFiles(paths);
  if (files.length === 0) {
    io.stderr(`${paths.join(' ')}: no report files in this folder\n`);
    return STATUS.unreadable;
  }
  const several = files.length > 1 || files[0] !== paths[0];
  let status: number = STATUS.fine;
  const results = inOrder(files, checkFiles(byYearInName(files), priorReports(given), options, io));
  async function* printed(): AsyncGenerator<CheckedFile> {
    if (options.json && several) io.stdout('[');
    let count = 0;
    for await (const result of results) {
      if ('problem' in result) status = Math.max(status, result.isFault ? STATUS.internalFault : STATUS.unreadable);
      else if (hasErrors(result.check)) status = Math.max(status, STATUS.atFault);
      const only = given.length === 1 ? given[0] : undefined;
      if ('check' in result && only && isOfAnother(result.check.organ, only.organ))
        io.stderr(`${result.file}：提示：与之对照的上年报告是“${only.organ}”的，本报告是“${result.check.organ}”的\n`);
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

/** The longer name may only add where the organ lies: 宁波市北仑区人民政府 and 北仑区人民政府 are one. */
function isOfAnother(organ: string | null, prior: string | null): boolean {
  return organ !== null && prior !== null && !organ.endsWith(prior) && !prior.endsWith(organ);
}

function hasErrors(check: ReportCheck): boolean {
  return check.findings.some(({ severity }) => severity === 'error');
}

async function* checkFiles(
  files: readonly string[],
  priors: PriorReports,
  options: ReportCheckOptions,
  io: TextOutput,
): AsyncGenerator<CheckedFile> {
  const nameOf = outputNames('.html');
  if (options.html !== undefined) await makeFolder(options.html);
  for await (const [file, loaded] of readAhead(files, io)) {
    const result =
      'problem' in loaded
        ? loaded
        : await attempt(
            file,
            async () => checkReadReport(loaded.value, { prior: priors.of(loaded.value), screen: screenWording }),
            io,
          );
    if ('value' in loaded) priors.remember(loaded.value);
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

/** Results in the order of `files`, which were worked through in another: those that come early are kept back. */
async function* inOrder(files: readonly string[], results: AsyncIterable<CheckedFile>): AsyncGenerator<CheckedFile> {
  const early = new Map<string, CheckedFile[]>();
  let next = 0;
  for await (const result of results) {
    early.set(result.file, [...(early.get(result.file) ?? []), result]);
    for (let due = early.get(files[next]!)?.shift(); due; due = early.get(files[next]!)?.shift()) {
      if (early.get(files[next]!)!.length === 0) early.delete(files[next]!);
      next += 1;
      yield due;
      if (next === files.length) return;
    }
  }
}

async function writeSheet(path: string, results: AsyncIterable<CheckedFile>): Promise<void> {
  const { findingsSheet } = await import('../explaining/findings-sheet.ts');
  await orUsageError(path, () => pipeline(findingsSheet(results), createWriteStream(path)));
}

function describe(check: ReportCheck): string {
  const lines = [`${check.file}：${reportName(check)}（${check.form}年格式）`];
  for (const finding of check.findings) lines.push(`  ${describeFinding(finding)}`);
  const counts = countsInWords(check.findings);
  lines.push(counts === '' ? '  未发现问题。' : `  共发现${counts}。`);
  return `${lines.join('\n')}\n`;
}
