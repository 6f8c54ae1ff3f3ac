import { readFile } from 'node:fs/promises';
import { type CommandIo, describeSystemError, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { parseSynonyms, SynonymsError, storeSynonyms } from '../platform/search/index.ts';
import { type DataOptions, withData } from './open.ts';

/** `gongkai import synonyms FILE`: puts a district's groups of words in the place of those it had. A faulty file changes nothing. */
export async function runImportSynonyms(
  file: string,
  options: DataOptions & { by?: string; json?: boolean },
  io: CommandIo,
): Promise<number> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    throw error;
  }
  let groups: string[][];
  try {
    groups = parseSynonyms(text);
  } catch (error) {
    if (error instanceof SynonymsError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
  await withData(options, async ({ db }) => {
    const government = await db
      .selectFrom('organ')
      .select('division_code')
      .where('kind', '=', 'government')
      .orderBy('division_code')
      .executeTakeFirst();
    if (!government) throw new UsageError('import synonyms: 数据库中还没有行政机关');
    await storeSynonyms(db, government.division_code, groups, options.by ?? 'command line', new Date());
  });
  if (options.json) io.out(`${JSON.stringify({ groups: groups.length })}\n`);
  else io.out(`已载入${groups.length}组同义词\n`);
  return 0;
}
