/** Files named on the command line; a folder stands for the reports in it. */
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { describeSystemError, isSystemError, UsageError } from '../../../platform/command-line/io.ts';

const EXTENSIONS = new Set([
  '.txt',
  '.md',
  '.markdown',
  '.html',
  '.htm',
  '.shtml',
  '.docx',
  '.xlsx',
  '.odt',
  '.ods',
  '.ofd',
  '.pdf',
]);

/** Folders are searched to the bottom, in the order of their names; Office's lock files are left out. */
export async function expandFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      files.push(path);
      continue;
    }
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const found = entries
      .filter(
        (entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()) && !/^[.~]/.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name));
    files.push(...found.sort());
  }
  return files;
}

/** A name for a file made from each of many: the source's own, numbered when two are alike. */
export function outputNames(extension: string): (source: string) => string {
  const given = new Map<string, number>();
  return (source) => {
    const stem = basename(source).replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');
    const count = (given.get(stem) ?? 0) + 1;
    given.set(stem, count);
    return `${stem}${count > 1 ? `-${count}` : ''}${extension}`;
  };
}

/** Writing fails for reasons of the person's: no permission, no space, no such folder. @throws UsageError */
export async function orUsageError<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${path}: cannot be written: ${describeSystemError(error)}`);
    throw error;
  }
}

export function makeFolder(path: string): Promise<unknown> {
  return orUsageError(path, () => mkdir(path, { recursive: true }));
}

export function write(path: string, text: string): Promise<void> {
  return orUsageError(path, () => writeFile(path, text));
}
