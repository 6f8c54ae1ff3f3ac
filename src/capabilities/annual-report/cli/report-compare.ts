/** The command `gongkai report compare`. */
import { UsageError } from '../../../platform/command-line/io.ts';
import { type ComparedReport, compareReport, comparisonCsv, comparisonJson, inOrder } from '../comparing/comparison.ts';
import { readAhead, STATUS, type TextOutput } from './attempt-report.ts';
import { expandFiles, write } from './report-files.ts';

const FORMATS = ['json', 'csv', 'html'] as const;
type Format = (typeof FORMATS)[number];

export interface ReportCompareOptions {
  format?: string;
  output?: string;
}

/** From this many files on, how far the work is gets told. */
const SHOWS_PROGRESS_FROM = 10;

/**
 * Reads all reports of the files and folders and puts their figures side by side. Of each report only the compared
 * values are kept.
 * @returns 0, or 2 when some file could not be read (the others are compared all the same)
 * @throws UsageError
 */
export async function runReportCompare(
  paths: string[],
  options: ReportCompareOptions,
  io: TextOutput,
): Promise<number> {
  const format = options.format ?? 'json';
  if (!FORMATS.includes(format as Format))
    throw new UsageError(`report compare: --format: expected json, csv or html, found ${JSON.stringify(format)}`);
  const files = await expandFiles(paths);
  const compared: ComparedReport[] = [];
  let status: number = STATUS.fine;
  let count = 0;
  for await (const [, loaded] of readAhead(files, io)) {
    count += 1;
    if ('problem' in loaded) status = Math.max(status, loaded.isFault ? STATUS.internalFault : STATUS.unreadable);
    else compared.push(compareReport(loaded.value));
    if (files.length >= SHOWS_PROGRESS_FROM && (count % 10 === 0 || count === files.length))
      io.stderr(`已读取${count}/${files.length}\n`);
  }
  if (compared.length === 0) {
    io.stderr(`${paths.join(' ')}: no report could be read\n`);
    return Math.max(status, STATUS.unreadable);
  }
  const text = await textOf(format as Format, inOrder(compared));
  if (options.output === undefined) io.stdout(text);
  else {
    await write(options.output, text);
    io.stderr(`已写入 ${options.output}\n`);
  }
  return status;
}

async function textOf(format: Format, reports: readonly ComparedReport[]): Promise<string> {
  switch (format) {
    case 'json':
      return comparisonJson(reports);
    case 'csv':
      return comparisonCsv(reports);
    case 'html':
      return (await import('../comparing/comparison-page.tsx')).comparisonHtml(reports);
  }
}
