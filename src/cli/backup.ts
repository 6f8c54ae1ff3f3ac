import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as tar from 'tar';
import { type CommandIo, describeSystemError, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { DatabaseInUseError, LOCK_FILE, lockFolder } from '../platform/database/index.ts';
import { type DataOptions, dataDirectory, openData } from './open.ts';

function refuseServer(command: string): void {
  if (process.env.DATABASE_URL)
    throw new UsageError(
      `${command}: 使用 PostgreSQL 服务器时，请用 pg_dump 和 pg_restore 备份恢复数据库，并另行复制数据目录中的文件`,
    );
}

/** Runs `work` while no other process can open the folder. @throws UsageError when one has it open */
async function whileLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  let lock: ReturnType<typeof lockFolder>;
  try {
    lock = lockFolder(folder);
  } catch (error) {
    if (error instanceof DatabaseInUseError) throw new UsageError(`${error.message}`);
    throw error;
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * `gongkai backup FILE`: the whole data folder (database, files, keys kept in it) as one .tar.gz. The platform must be
 * stopped, since a copy of a running database is none; the file appears under its name only when it is complete.
 */
export async function runBackup(file: string, options: DataOptions, io: CommandIo): Promise<number> {
  refuseServer('backup');
  const folder = dataDirectory(options);
  if (!existsSync(join(folder, 'database'))) throw new UsageError(`backup: ${folder} 中没有数据库`);
  // Opening it once replays the log of a killed process and writes a checkpoint.
  await (await openData(options)).close();
  const target = resolve(file);
  const unfinished = `${target}.unfinished`;
  try {
    await whileLocked(folder, async () => {
      const entries = (await readdir(folder)).filter((name) => name !== LOCK_FILE && !name.startsWith(`${LOCK_FILE}.`));
      await tar.create({ gzip: true, file: unfinished, cwd: folder, portable: true }, entries);
    });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (isSystemError(error)) throw new UsageError(`backup: ${file}: cannot be written: ${describeSystemError(error)}`);
    throw error;
  }
  io.err(`已备份到 ${target}\n`);
  return 0;
}

/** `gongkai restore FILE`: unpacks a backup into a data folder that is empty or not there; never over existing data. */
export async function runRestore(file: string, options: DataOptions, io: CommandIo): Promise<number> {
  refuseServer('restore');
  const folder = dataDirectory(options);
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new UsageError(`restore: ${folder} 不是空目录；请先移走其中的数据，或者用 --data 指定另一个目录`);
  if (!existsSync(file)) throw new UsageError(`${file}: cannot be read: no such file`);
  await mkdir(dirname(folder), { recursive: true });
  const unpacked = await mkdtemp(join(dirname(folder), '.restore-'));
  try {
    try {
      await tar.extract({ file, cwd: unpacked, strict: true });
    } catch (error) {
      throw new UsageError(
        `${file}: not a backup of this platform: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (!existsSync(join(unpacked, 'database', 'PG_VERSION')))
      throw new UsageError(`${file}: not a backup of this platform: no database in it`);
    await rm(folder, { recursive: true, force: true });
    await rename(unpacked, folder);
  } catch (error) {
    await rm(unpacked, { recursive: true, force: true });
    throw error;
  }
  // Opening proves that it can be used, and brings it up to date.
  await (await openData(options)).close();
  io.err(`已恢复到 ${folder}\n`);
  return 0;
}
