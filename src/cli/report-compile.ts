import {
  compileReport,
  findReportSubject,
  type ReportFormat,
  ReportNotFoundError,
  type ReportScope,
  renderReport,
  reportFormats,
} from '../capabilities/annual-report/index.ts';
import { formatChinese, shanghaiDate, yearOf } from '../kernel/calendar/index.ts';
import { type CommandIo, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { writeWhole } from '../platform/command-line/write-whole.ts';
import { type DataOptions, withData } from './open.ts';

export interface CompileOptions extends DataOptions {
  organ: string;
  year: string;
  format: string;
  scope?: string;
  output?: string;
  portal?: string;
}

/** Raw bytes to standard output; waits until a slow reader has taken them. */
function writeBytes(bytes: Uint8Array): Promise<void> {
  if (process.stdout.isTTY)
    throw new UsageError('report compile: this format is not text; give -o FILE or send the output to a file');
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      // A reader that has seen enough closes the pipe; that is no fault of ours.
      if (error && !(isSystemError(error) && error.code === 'EPIPE')) reject(error);
      else resolve();
    };
    process.stdout.once('error', settle);
    process.stdout.write(bytes, settle);
  });
}

/** `gongkai report compile` (docs/commands.md): counts the records as they stand now; a published report is frozen apart. */
export async function runReportCompile(options: CompileOptions, io: CommandIo): Promise<number> {
  const year = Number(options.year);
  if (!/^\d{4}$/.test(options.year) || year < 2008)
    throw new UsageError(`report compile: --year: expected a year such as 2022, found ${JSON.stringify(options.year)}`);
  const today = shanghaiDate(new Date());
  if (year > yearOf(today))
    throw new UsageError(`report compile: --year: expected a year up to ${yearOf(today)}, found ${options.year}`);
  if (!reportFormats.includes(options.format as ReportFormat))
    throw new UsageError(
      `report compile: --format: expected one of ${reportFormats.join(', ')}, found ${JSON.stringify(options.format)}`,
    );
  if (options.scope !== undefined && options.scope !== 'own' && options.scope !== 'aggregated')
    throw new UsageError(`report compile: --scope: expected own or aggregated, found ${JSON.stringify(options.scope)}`);
  const scope = options.scope as ReportScope | undefined;
  const rendered = await withData(options, async ({ db }) => {
    try {
      const subject = await findReportSubject(db, options.organ, year, scope);
      const content = await compileReport(db, subject);
      return await renderReport(content, { organ: options.organ, year, scope }, options.format as ReportFormat, {
        portalAddress: options.portal,
      });
    } catch (error) {
      if (error instanceof ReportNotFoundError) throw new UsageError(`report compile: --organ: ${error.message}`);
      throw error;
    }
  });
  if (options.output === undefined) {
    if (typeof rendered.body === 'string') io.out(rendered.body);
    else await writeBytes(rendered.body);
  } else {
    await writeWhole(options.output, rendered.body);
    io.err(`已写入 ${options.output}\n`);
  }
  if (year === yearOf(today))
    io.err(`提示：${year}年度尚未终了，数据统计至${formatChinese(today)}，不是可以发布的年度报告\n`);
  return 0;
}
