/** The command `gongkai report check`. */
import { readFile } from 'node:fs/promises';
import {
  checkReadReport,
  type ReadReport,
  type ReportCheck,
  readReport,
  WrongPriorYearError,
} from '../reading/read-report.ts';
import { screenWording } from '../reading/screen-wording.ts';
import { UnreadableFileError } from '../reading/unreadable.ts';
import { describePlace, type Finding, type Severity } from '../rules/checks/finding.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';

export interface ReportCheckOptions {
  prior?: string;
  json?: boolean;
}

export interface TextOutput {
  stdout(text: string): void;
  stderr(text: string): void;
}

const STATUS = { fine: 0, atFault: 1, unreadable: 2 } as const;

/**
 * Checks each file and prints the contract's JSON, or lines for a person.
 * @returns 0 fine, 1 an error-level finding in some report, 2 some file could not be read; a bad file never stops the
 *   others
 */
export async function runReportCheck(files: string[], options: ReportCheckOptions, io: TextOutput): Promise<number> {
  let prior: ReadReport | undefined;
  if (options.prior !== undefined) {
    const read = await attempt(options.prior, () => loadReport(options.prior!), io);
    if (read === null) return STATUS.unreadable;
    prior = read;
  }
  let status: number = STATUS.fine;
  const several = files.length > 1;
  if (options.json && several) io.stdout('[');
  for (const [index, file] of files.entries()) {
    let problem = '';
    const result = await attempt(
      file,
      async () => checkReadReport(await loadReport(file), { prior, screen: screenWording }),
      io,
      (text) => {
        problem = text;
      },
    );
    if (result === null) status = STATUS.unreadable;
    else if (result.findings.some(({ severity }) => severity === 'error')) status = Math.max(status, STATUS.atFault);
    if (options.json) {
      const json = JSON.stringify(result ?? { file, error: problem });
      io.stdout(several ? `${index > 0 ? ',' : ''}\n${json}` : `${json}\n`);
    } else if (result !== null) io.stdout(describe(result));
  }
  if (options.json && several) io.stdout('\n]\n');
  return status;
}

async function loadReport(file: string): Promise<ReadReport> {
  return readReport(await readFile(file), file);
}

/** Runs `work`; a file that cannot be read or is no report is told on standard error and gives `null`. */
async function attempt<Result>(
  file: string,
  work: () => Promise<Result>,
  io: TextOutput,
  onProblem: (text: string) => void = () => {},
): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    const text = problemOf(error);
    if (text === null) throw error;
    onProblem(text);
    io.stderr(`${file}: ${text}\n`);
    return null;
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

const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { error: '错误', warning: '警告', info: '提示' };
const PART_NAMES = ['开头', '第一部分', '第二部分', '第三部分', '第四部分', '第五部分', '第六部分'];

function describe(check: ReportCheck): string {
  const title = `${check.organ ?? '（未识别机关名称）'} ${check.year ?? '（未识别年份）'}年度政府信息公开工作年度报告`;
  const lines = [`${check.file}：${title}（${check.form}年格式）`];
  for (const finding of check.findings) lines.push(`  ${describeFinding(finding)}`);
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: check.findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${SEVERITY_NAMES[severity]}${count}处`);
  lines.push(counts.length === 0 ? '  未发现问题。' : `  共发现${counts.join('、')}。`);
  return `${lines.join('\n')}\n`;
}

function describeFinding(finding: Finding): string {
  const head = `[${SEVERITY_NAMES[finding.severity]}] `;
  const { where } = finding;
  if ('quote' in where)
    return `${head}${PART_NAMES[where.section] ?? ''}“${where.quote.replace(/\s+/g, '')}”：${finding.message}`;
  if (where.table === 'report' || /^第[二三四]部分/.test(finding.message)) return head + finding.message;
  return `${head}${describePlace(where)}：${finding.message}`;
}
