// Thread of an import: what was found in, publications with their search vectors out. Cleaning and cutting words take most
// of an import's time, and need no database.
import { parentPort, workerData } from 'node:worker_threads';
import { type Vectors, vectorsOf } from '../../../platform/search/terms.ts';
import { UnreadableFileError } from '../html/import.ts';
import { type FoundItem, type ImportDefaults, type ReadItem, RefusedItemError, readItem } from './read-item.ts';

export type ImportOutcome =
  | { readonly key: string; readonly item: ReadItem; readonly vectors: Vectors }
  | { readonly key: string; readonly refused: string };

async function work(found: FoundItem, defaults: ImportDefaults): Promise<ImportOutcome> {
  try {
    const item = await readItem(found, defaults);
    const { title, documentNumber, keywords } = item.metadata;
    return {
      key: found.key,
      item,
      vectors: vectorsOf({ title, number: documentNumber, keywords, body: item.bodyText }),
    };
  } catch (error) {
    const known =
      error instanceof RefusedItemError || error instanceof UnreadableFileError || error instanceof RangeError;
    const why = error instanceof Error ? error.message : String(error);
    return { key: found.key, refused: known ? why : `无法读取：${why}` };
  }
}

parentPort?.on('message', async (batch: readonly FoundItem[]) => {
  const outcomes: ImportOutcome[] = [];
  for (const found of batch) outcomes.push(await work(found, workerData as ImportDefaults));
  parentPort?.postMessage(outcomes);
});
