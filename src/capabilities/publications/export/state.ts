import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ExportError, STATE_FOLDER } from './files.ts';

const FORMAT = 1;
const schema = z.object({
  format: z.literal(FORMAT),
  /** What every page looks like and shows besides the publications; with another one every page is another. */
  look: z.string(),
  /** The public version from which changes have not been looked at yet. */
  version: z.int(),
  /** Items up to this id stand in the folder; null once all do. */
  itemsUpTo: z.string().nullable(),
  itemsDone: z.boolean(),
  isComplete: z.boolean(),
  updatedAt: z.string(),
});

/** How far the folder is, kept beside the pages so that a run that was killed is taken up again. */
export type ExportState = Omit<z.infer<typeof schema>, 'format' | 'updatedAt'>;

const fileIn = (directory: string): string => join(directory, STATE_FOLDER, 'state.json');

/** Undefined for a folder that was not written by an export, or by one that kept other books. */
export async function readState(directory: string): Promise<ExportState | undefined> {
  let text: string;
  try {
    text = await readFile(fileIn(directory), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ExportError(`${fileIn(directory)}: cannot be read`, { cause: error });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeState(directory: string, state: ExportState): Promise<void> {
  const path = fileIn(directory);
  const draft = `${path}.writing`;
  const text = JSON.stringify({ format: FORMAT, ...state, updatedAt: new Date().toISOString() }, null, 2);
  try {
    await mkdir(join(directory, STATE_FOLDER), { recursive: true });
    await writeFile(draft, `${text}\n`);
    await rename(draft, path);
  } catch (error) {
    throw new ExportError(`${directory}: cannot be written: ${(error as Error).message}`, { cause: error });
  }
}
