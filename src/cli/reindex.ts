import { rebuildSearch } from '../capabilities/publications/index.ts';
import { type CommandIo, UsageError } from '../platform/command-line/io.ts';
import { type DataOptions, withData } from './open.ts';

/** `gongkai reindex`: makes the search again from what is published. */
export async function runReindex(options: DataOptions & { json?: boolean }, io: CommandIo): Promise<number> {
  const started = performance.now();
  const showsProgress = process.stderr.isTTY && !process.env.NO_COLOR;
  const result = await withData(options, async ({ db }) => {
    const government = await db
      .selectFrom('organ')
      .select('division_code')
      .where('kind', '=', 'government')
      .orderBy('division_code')
      .executeTakeFirst();
    if (!government) throw new UsageError('reindex: 数据库中还没有行政机关');
    return rebuildSearch({
      db,
      division: government.division_code,
      now: new Date(),
      ...(showsProgress ? { onProgress: ({ done }) => io.err(`\r  已重建${done}条\u001b[K`) } : {}),
    });
  });
  if (showsProgress) io.err('\n');
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (options.json) io.out(`${JSON.stringify({ ...result, seconds })}\n`);
  else
    io.out(
      `${result.resumed ? '接着上次中断的地方，' : ''}重建检索${result.made}条，清除${result.removed}条，用时${seconds}秒\n`,
    );
  return 0;
}
