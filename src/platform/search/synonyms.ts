import { readFileSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/index.ts';

/** Other ways of saying a word; empty for one that has none. */
export type Synonyms = (word: string) => readonly string[];

export class SynonymsError extends Error {
  override name = 'SynonymsError';
}

const LONGEST = 20;

/** Groups of a text, one a line, its sayings apart by blanks or commas, quoted or not. @throws SynonymsError naming the line */
export function parseSynonyms(text: string): string[][] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    const plain = line.replace(/#.*/, '').trim();
    if (plain === '') return [];
    const sayings = [...new Set(plain.split(/[\s,，、;；"]+/u).map((one) => one.toLowerCase()))].filter(
      (one) => one !== '',
    );
    if (sayings.length < 2) throw new SynonymsError(`第${i + 1}行：一组至少有两个词`);
    const wrong = sayings.find((one) => one.length > LONGEST || !/^[\p{L}\p{N}]+$/u.test(one));
    if (wrong !== undefined) throw new SynonymsError(`第${i + 1}行：“${wrong}”不是不超过${LONGEST}字的词`);
    return [sayings];
  });
}

function lookUp(groups: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  const bySaying = new Map<string, Set<string>>();
  for (const group of groups)
    for (const saying of group) {
      const others = bySaying.get(saying) ?? new Set();
      for (const other of group) if (other !== saying) others.add(other);
      bySaying.set(saying, others);
    }
  return new Map([...bySaying].map(([saying, others]) => [saying, [...others]]));
}

let shipped: string[][] | undefined;

/** What people say and what documents say, as it comes with the platform. */
function shippedGroups(): readonly (readonly string[])[] {
  shipped ??= parseSynonyms(readFileSync(new URL('./data/synonyms.txt', import.meta.url), 'utf8'));
  return shipped;
}

let common: ReadonlyMap<string, readonly string[]> | undefined;
const ofShipped: Synonyms = (word) => {
  common ??= lookUp(shippedGroups());
  return common.get(word) ?? [];
};

/** A district's own are read again after half a minute. */
const byDivision = new LRUCache<string, ReadonlyMap<string, readonly string[]>>({ max: 200, ttl: 30_000 });

/** The shipped synonyms and the district's own. */
export async function loadSynonyms(db: Database, divisionCode: string): Promise<Synonyms> {
  let own = byDivision.get(divisionCode);
  if (own === undefined) {
    const rows = await db
      .selectFrom('search_synonym')
      .select(['saying', 'group_key'])
      .where('division_code', '=', divisionCode)
      .execute();
    const groups = Map.groupBy(rows, (row) => row.group_key);
    own = lookUp([...groups.values()].map((group) => group.map(({ saying }) => saying)));
    byDivision.set(divisionCode, own);
  }
  const found = own;
  return found.size === 0 ? ofShipped : (word) => [...new Set([...ofShipped(word), ...(found.get(word) ?? [])])];
}

/** Groups such as the shipped ones, as a query reads them. */
export function synonymsFrom(groups: readonly (readonly string[])[]): Synonyms {
  const own = lookUp(groups);
  return (word) => [...new Set([...ofShipped(word), ...(own.get(word) ?? [])])];
}

export interface OwnSynonyms {
  /** In the order of their first sayings. */
  readonly groups: readonly (readonly string[])[];
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

/** The district's own groups, past the memory of searches. */
export async function readSynonyms(db: Database, divisionCode: string): Promise<OwnSynonyms> {
  const rows = await db
    .selectFrom('search_synonym')
    .select(['group_key', 'updated_at', 'updated_by'])
    .where('division_code', '=', divisionCode)
    .execute();
  const keys = [...new Set(rows.map((row) => row.group_key))].sort((a, b) => a.localeCompare(b, 'zh-CN'));
  return {
    groups: keys.map((key) => key.split(' ')),
    updatedAt: rows[0]?.updated_at ?? null,
    updatedBy: rows[0]?.updated_by ?? null,
  };
}

/** Searches read the district's own again; for after the transaction that stored them. */
export function forgetSynonyms(divisionCode: string): void {
  byDivision.delete(divisionCode);
}

/** Puts these groups in the place of the district's own. */
export async function storeSynonyms(
  db: Database,
  divisionCode: string,
  groups: readonly (readonly string[])[],
  by: string,
  now: Date,
): Promise<void> {
  const store = async (transaction: Database): Promise<void> => {
    await transaction.deleteFrom('search_synonym').where('division_code', '=', divisionCode).execute();
    const rows = groups.flatMap((group) =>
      group.map((saying) => ({
        division_code: divisionCode,
        saying,
        group_key: group.join(' '),
        updated_at: now,
        updated_by: by,
      })),
    );
    if (rows.length > 0) await transaction.insertInto('search_synonym').values(rows).execute();
  };
  await (db.isTransaction ? store(db) : db.transaction().execute(store));
  byDivision.delete(divisionCode);
}
