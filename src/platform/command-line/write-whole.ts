import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { describeSystemError, isSystemError, UsageError } from './io.ts';

/**
 * Writes a result file that is there whole or not at all, also when the process is killed: under another name beside it
 * first. What is no ordinary file (a pipe, /dev/stdout) is written to as it is.
 * @throws UsageError naming the file
 */
export async function writeWhole(file: string, body: string | Uint8Array): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    const existing = await stat(file).catch(() => null);
    if (existing && !existing.isFile()) {
      await writeFile(file, body);
      return;
    }
    await writeFile(unfinished, body);
    await rename(unfinished, file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    await rm(unfinished, { force: true }).catch(() => {});
    const why = error.code === 'ENOENT' ? 'there is no such folder' : describeSystemError(error);
    throw new UsageError(`${file}: cannot be written: ${why}`);
  }
}
