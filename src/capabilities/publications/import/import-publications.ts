import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { expectManyEntries, settleEntries } from '../../../platform/search/index.ts';
import { catalogueOf } from '../commands/draft.ts';
import { type PreparedItem, storePublished } from '../commands/import-published.ts';
import { flatten } from '../rules/catalogue.ts';
import type { PublicationKind } from '../rules/metadata.ts';
import { knownIds, takenIndexNumbers } from '../store/imports.ts';
import { loadSettings } from '../store/settings.ts';
import { inTransaction } from '../store/transaction.ts';
import type { ImportOutcome } from './import-worker.ts';
import type { FoundItem, ImportDefaults } from './read-item.ts';
import { ImportSourceError, openSource } from './sources.ts';

export interface ImportPublicationsOptions {
  readonly db: Database;
  readonly division: string;
  /** Folder or file. */
  readonly source: string;
  /** Of what names no organ of the division. */
  readonly organCode: string;
  readonly category: string;
  readonly kind: PublicationKind;
  readonly by: string;
  readonly now: Date;
  readonly threads?: number;
  readonly onProgress?: (progress: { imported: number; known: number; refused: number }) => void;
  /** Told of each file or line that is not taken over. */
  readonly onRefused?: (refused: { readonly source: string; readonly reason: string }) => void;
}

export interface ImportResult {
  readonly imported: number;
  /** Taken over by an earlier run. */
  readonly known: number;
  readonly refused: number;
}

/** Items of one transaction, and batches that may wait for a thread. */
const BATCH = 200;

/** The same file or line is the same publication whenever and however often it is imported. */
export function importedId(division: string, key: string): string {
  const hash = createHash('sha256').update(`gongkai import ${division} ${key}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Threads that read items; each works on one batch at a time. */
class Readers {
  readonly #idle: Worker[] = [];
  readonly #all: Worker[];
  #waiting: ((worker: Worker) => void)[] = [];

  constructor(threads: number, defaults: ImportDefaults) {
    this.#all = Array.from(
      { length: threads },
      () => new Worker(new URL('./import-worker.ts', import.meta.url), { workerData: defaults }),
    );
    this.#idle.push(...this.#all);
  }

  async read(batch: readonly FoundItem[]): Promise<ImportOutcome[]> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    try {
      return await new Promise<ImportOutcome[]>((resolve, reject) => {
        const done = (outcomes: ImportOutcome[]): void => {
          worker.off('error', reject);
          resolve(outcomes);
        };
        worker.once('message', done);
        worker.once('error', reject);
        worker.postMessage(batch);
      });
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#idle.push(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }
}

/** @throws ImportSourceError for an organ or category that is not there */
async function defaultsOf(options: ImportPublicationsOptions): Promise<ImportDefaults> {
  const { db, division, organCode, category, kind, now } = options;
  const organs = await listOrgans(db, division);
  if (!organs.some(({ code }) => code === organCode)) throw new ImportSourceError(`没有代码为${organCode}的机关`);
  const settings = await loadSettings(db, division);
  const categories = [
    ...new Set(organs.flatMap((organ) => flatten(catalogueOf(settings, organ)).map(({ code }) => code))),
  ];
  if (!categories.includes(category)) throw new ImportSourceError(`主动公开基本目录中没有“${category}”`);
  return {
    organCode,
    kind,
    category,
    categories,
    organs: organs.map(({ code, name }) => ({ code, name })),
    importedAt: now,
  };
}

/**
 * Takes over a folder of pages with their index for search. A batch is one transaction, and what an earlier run took over is
 * left as it is: a run that was killed is simply started again, without loss and without doubles.
 * @throws ImportSourceError
 */
export async function importPublications(options: ImportPublicationsOptions): Promise<ImportResult> {
  const { db, division, onRefused, onProgress } = options;
  const source = await openSource(options.source);
  const readers = new Readers(options.threads ?? Math.min(2, availableParallelism()), await defaultsOf(options));
  const result = { imported: 0, known: 0, refused: 0 };
  const refuse = (name: string, reason: string): void => {
    result.refused++;
    onRefused?.({ source: name, reason });
  };
  for (const name of source.others) refuse(name, '不是HTML、DOCX、TXT或者JSON Lines文件');

  // Transactions follow one another; reading goes on meanwhile.
  let stored: Promise<void> = Promise.resolve();
  const underWay = new Set<Promise<void>>();
  const handle = async (batch: readonly FoundItem[]): Promise<void> => {
    const ids = new Map(batch.map((found) => [importedId(division, found.key), found]));
    const known = await knownIds(db, division, [...ids.keys()]);
    // The same address twice in one batch is one publication, too.
    result.known += known.size + batch.length - ids.size;
    const fresh = [...ids].filter(([id]) => !known.has(id)).map(([, found]) => found);
    if (fresh.length === 0) return;
    const outcomes = await readers.read(fresh);
    const names = new Map(fresh.map((found) => [found.key, found.fileName]));
    stored = stored.then(async () => {
      result.imported += await store(options, outcomes, (key, reason) => refuse(names.get(key) ?? key, reason));
      onProgress?.(result);
    });
    await stored;
  };
  try {
    let batch: FoundItem[] = [];
    const start = async (): Promise<void> => {
      const one = handle(batch);
      batch = [];
      underWay.add(one);
      one.then(
        () => underWay.delete(one),
        () => {},
      );
      if (underWay.size >= 4) await Promise.race(underWay);
    };
    for await (const found of source.items()) {
      batch.push(found);
      if (batch.length === BATCH) await start();
    }
    if (batch.length > 0) await start();
    await Promise.all(underWay);
    if (result.imported > 0) await settleEntries(db);
    return result;
  } finally {
    await readers.close();
  }
}

async function store(
  { db, division, by, now }: ImportPublicationsOptions,
  outcomes: readonly ImportOutcome[],
  refuse: (key: string, reason: string) => void,
): Promise<number> {
  const read = outcomes.flatMap((outcome) => {
    if ('item' in outcome) return [outcome];
    refuse(outcome.key, outcome.refused);
    return [];
  });
  const numbers = read.flatMap(({ item }) => (item.indexNumber === undefined ? [] : [item.indexNumber]));
  const taken = await takenIndexNumbers(db, division, numbers);
  const prepared: (PreparedItem & { address: string | undefined })[] = [];
  for (const { key, item, vectors } of read) {
    if (item.indexNumber !== undefined && taken.has(item.indexNumber)) {
      refuse(key, `索引号${item.indexNumber}已被另一件信息使用`);
      continue;
    }
    if (item.indexNumber !== undefined) taken.add(item.indexNumber);
    const { indexNumber, ...rest } = item;
    prepared.push({
      ...rest,
      id: importedId(division, key),
      vectors,
      ...(indexNumber === undefined ? {} : { indexNumber }),
    });
  }
  return inTransaction(db, async (transaction) => {
    await expectManyEntries(transaction);
    return storePublished(transaction, division, prepared, by, now);
  });
}
