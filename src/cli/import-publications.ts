import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ImportSourceError, importPublications } from '../capabilities/publications/index.ts';
import { type CommandIo, UsageError } from '../platform/command-line/io.ts';
import { type DataOptions, withData } from './open.ts';

export interface ImportPublicationsCommand extends DataOptions {
  organ?: string;
  category?: string;
  report?: string;
  by?: string;
  json?: boolean;
}

/**
 * `gongkai import publications FOLDER`: pages of an older site with their index for search. Exit status 1 when some were
 * refused; the report says which and why.
 */
export async function runImportPublications(
  source: string,
  options: ImportPublicationsCommand,
  io: CommandIo,
): Promise<number> {
  const report = options.report === undefined ? undefined : createWriteStream(options.report);
  const refused: string[] = [];
  const started = performance.now();
  const isTerminal = process.stderr.isTTY && !process.env.NO_COLOR;
  const result = await withData(options, async (opened) => {
    const government = await opened.db
      .selectFrom('organ')
      .select(['code', 'division_code'])
      .where('kind', '=', 'government')
      .orderBy('division_code')
      .executeTakeFirst();
    if (!government) throw new UsageError('import publications: 数据库中还没有行政机关');
    try {
      const done = await importPublications({
        db: opened.db,
        division: government.division_code,
        source,
        organCode: options.organ ?? government.code,
        category: options.category ?? 'regulations.policies',
        kind: 'item',
        by: options.by ?? 'command line',
        now: new Date(),
        onRefused: (one) => {
          if (refused.length < 20) refused.push(`  ${one.source}：${one.reason}`);
          report?.write(`${JSON.stringify(one)}\n`);
        },
        ...(isTerminal
          ? { onProgress: ({ imported, known }) => io.err(`\r  已导入 ${imported}，此前已有 ${known}\u001b[K`) }
          : {}),
      });
      if (done.imported > 0) await opened.maintain();
      return done;
    } catch (error) {
      if (error instanceof ImportSourceError) throw new UsageError(`import publications: ${error.message}`);
      throw error;
    }
  });
  if (report) {
    report.end();
    await finished(report);
  }
  if (isTerminal) io.err('\r\u001b[K');
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (options.json) io.out(`${JSON.stringify({ ...result, seconds })}\n`);
  else {
    io.out(`导入${result.imported}件，此前已有${result.known}件，不予导入${result.refused}件，用时${seconds}秒\n`);
    if (refused.length > 0) io.err(`${refused.join('\n')}\n`);
    if (result.refused > refused.length) io.err('  …（用 --report 写出全部）\n');
  }
  return result.refused > 0 ? 1 : 0;
}
