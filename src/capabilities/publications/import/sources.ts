import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { FoundItem } from './read-item.ts';

/** A folder or file that is not there or cannot be read. */
export class ImportSourceError extends Error {
  override name = 'ImportSourceError';
}

const FILE = /\.(?:html?|docx|txt)$/i;
const LINES = /\.jsonl$/i;

/** Files of a folder and below it, in the order of their names; hidden ones are left out. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

export interface ImportSource {
  /** Files of a kind that is read. */
  readonly files: readonly string[];
  /** Files of other kinds, which the report names. */
  readonly others: readonly string[];
  items(): AsyncGenerator<FoundItem>;
}

/** The line's own address makes it itself wherever it stands; without one it is its place in the file. */
function keyOfLine(file: string, number: number, line: string): string {
  const url = /"url"\s*:\s*"((?:[^"\\]|\\.)+)"/.exec(line.slice(0, 4_000))?.[1];
  return url ?? `${file}#${number}`;
}

/** A folder of HTML, DOCX, TXT and JSON Lines, or one such file. @throws ImportSourceError */
export async function openSource(path: string): Promise<ImportSource> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    throw new ImportSourceError(`${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const names = isFolder ? await filesIn(path) : [basename(path)];
  const files = names.filter((name) => FILE.test(name) || LINES.test(name));
  const at = (name: string): string => (isFolder ? join(path, name) : path);
  return {
    files,
    others: names.filter((name) => !files.includes(name)),
    async *items() {
      for (const name of files) {
        if (!LINES.test(name)) {
          yield { key: name, fileName: basename(name), content: await readFile(at(name)) };
          continue;
        }
        let number = 0;
        for await (const line of createInterface({
          input: createReadStream(at(name)),
          crlfDelay: Number.POSITIVE_INFINITY,
        })) {
          number++;
          if (line.trim() !== '')
            yield { key: keyOfLine(name, number, line), fileName: `${name}:${number}`, content: line };
        }
      }
    },
  };
}
