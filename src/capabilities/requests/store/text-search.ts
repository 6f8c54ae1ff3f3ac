import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import { findDataKeys, type Protection } from '../../../platform/protection/index.ts';
import { APPLICATION_SUBJECT, SUBJECT } from './applicants.ts';

/** What a search goes by: numbers and, as far as their keys were not erased, what is asked for. */
interface Entry {
  readonly id: string;
  readonly organCode: string;
  /** Number, a line's end, what is asked for; in one width and case. */
  text: string;
}

export interface TextHits {
  /** The latest submitted first. */
  readonly ids: string[];
  /** There were more than were asked for. */
  readonly isCut: boolean;
  /** How many applications were looked through, where it was not all of them. */
  readonly searchedOnly: number | null;
}

/** Some 200 bytes each; the latest are looked through when there are more. */
const KEPT_AT_MOST = 500_000;
/** Opening takes about 12 ms; between batches other requests get their turn. */
const BATCH = 100;
/** Past it a search answers with what was opened until then, and says so. */
const WAITED_MS = 2000;
/** Longer than a registration takes from its key to its commit, and than the clocks of two servers differ. */
const OVERLAP_MS = 120_000;
/** Unused for so long, the texts are dropped. */
const KEPT_MS = 2 * 3_600_000;

/** One width, one case, one kind of space: as people type and as it stands are compared alike. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/**
 * The texts of a division's applications, opened in memory and nowhere else (docs/adr/0090): no index of what applicants
 * wrote stands in the database, neither in the clear nor keyed. Built by the first who asks, then kept in step by asking
 * which data keys were made or erased since.
 */
export class TextSearch {
  readonly #db: Database;
  readonly #protection: Protection;
  readonly #division: string;
  /** The latest first; what came after it was built stands in `#newer`, the latest last. */
  #entries: Entry[] = [];
  #newer: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  readonly #erased = new Set<string>();
  #building: Promise<void> | undefined;
  #isBuilt = false;
  #isBeyond = false;
  #asOf = 0;
  #refreshing: Promise<void> | undefined;
  #drop: NodeJS.Timeout | undefined;

  constructor(db: Database, protection: Protection, division: string) {
    this.#db = db;
    this.#protection = protection;
    this.#division = division;
  }

  /** Begins to open the texts, so that the first search need not wait. A failure is told to who searches. */
  prepare(): void {
    this.#ready().catch(() => {});
  }

  /** Applications of these organs whose number or request has `text` in it. */
  async find(text: string, organCodes: ReadonlySet<string>, limit: number): Promise<TextHits> {
    const wanted = comparable(text);
    await Promise.race([this.#ready(), wait(WAITED_MS, undefined, { ref: false })]);
    if (this.#isBuilt) await this.#refresh();
    const ids: string[] = [];
    const take = (entry: Entry): boolean => {
      if (organCodes.has(entry.organCode) && entry.text.includes(wanted)) ids.push(entry.id);
      return ids.length > limit;
    };
    let isCut = false;
    for (let i = this.#newer.length - 1; i >= 0 && !isCut; i--) isCut = take(this.#newer[i]!);
    for (let i = 0; i < this.#entries.length && !isCut; i++) isCut = take(this.#entries[i]!);
    if (isCut) ids.length = limit;
    return { ids, isCut, searchedOnly: this.#isBuilt && !this.#isBeyond ? null : this.#byId.size };
  }

  #ready(): Promise<void> {
    clearTimeout(this.#drop);
    this.#drop = setTimeout(() => this.#forget(), KEPT_MS).unref();
    this.#building ??= this.#build().catch((error: unknown) => {
      this.#forget();
      throw error;
    });
    return this.#building;
  }

  #forget(): void {
    this.#entries = [];
    this.#newer = [];
    this.#byId.clear();
    this.#erased.clear();
    this.#building = undefined;
    this.#isBuilt = false;
    this.#isBeyond = false;
  }

  async #build(): Promise<void> {
    this.#asOf = Date.now();
    let beyond = sql``;
    while (this.#byId.size < KEPT_AT_MOST) {
      const { rows } = await sql<{ id: string; submitted_on: string }>`
        select id, submitted_on from application where division_code = ${this.#division} ${beyond}
        order by submitted_on desc, id limit ${BATCH}`.execute(this.#db);
      const last = rows.at(-1);
      if (!last) break;
      this.#entries.push(...(await this.#open(rows.map(({ id }) => id))));
      // Both ways of writing it: the first lets the index be entered at the day, the second goes on within the day.
      beyond = sql`and submitted_on <= ${last.submitted_on}::date
        and (submitted_on < ${last.submitted_on}::date or id > ${last.id}::uuid)`;
      await setImmediate();
    }
    this.#isBeyond = this.#byId.size >= KEPT_AT_MOST;
    this.#isBuilt = true;
  }

  /** The entries of some applications in the order asked for, but those kept already. */
  async #open(ids: readonly string[]): Promise<Entry[]> {
    const keys = await findDataKeys(this.#db, this.#protection, this.#division, APPLICATION_SUBJECT, ids);
    const { rows } = await sql<{ id: string; organ_code: string; number: string; subject_sealed: Uint8Array }>`
      select id, organ_code, number, subject_sealed from application
      where division_code = ${this.#division} and id = any (${sql`${[...ids]}::uuid[]`})`.execute(this.#db);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = found.get(id);
      if (!row || this.#byId.has(id)) return [];
      const subject = keys.get(id)?.open(SUBJECT, row.subject_sealed);
      if (subject === undefined) this.#erased.add(id);
      const text = subject === undefined ? comparable(row.number) : `${comparable(row.number)}\n${comparable(subject)}`;
      const entry: Entry = { id, organCode: row.organ_code, text };
      this.#byId.set(id, entry);
      return [entry];
    });
  }

  /** Searches at the same moment share one look. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #look(): Promise<void> {
    const now = Date.now();
    const since = new Date(this.#asOf - OVERLAP_MS);
    const { rows } = await sql<{ subject_id: string; erased: boolean }>`
      select subject_id, false as erased from data_key
      where division_code = ${this.#division} and subject_kind = ${APPLICATION_SUBJECT} and created_at > ${since}
      union all
      select subject_id, true from data_key
      where division_code = ${this.#division} and subject_kind = ${APPLICATION_SUBJECT} and wrapped_key is null`.execute(
      this.#db,
    );
    const made = rows.filter(({ erased, subject_id }) => !erased && !this.#byId.has(subject_id));
    for (let start = 0; start < made.length; start += BATCH)
      this.#newer.push(...(await this.#open(made.slice(start, start + BATCH).map(({ subject_id }) => subject_id))));
    for (const { subject_id, erased } of rows) {
      const entry = erased && !this.#erased.has(subject_id) ? this.#byId.get(subject_id) : undefined;
      if (!entry) continue;
      entry.text = entry.text.split('\n', 1)[0]!;
      this.#erased.add(subject_id);
    }
    this.#asOf = now;
  }
}

const searches = new WeakMap<Database, Map<string, TextSearch>>();

/** The search of a division; one for each database that is open. */
export function textSearch(db: Database, protection: Protection, division: string): TextSearch {
  const byDivision = searches.get(db) ?? new Map<string, TextSearch>();
  searches.set(db, byDivision);
  const search = byDivision.get(division) ?? new TextSearch(db, protection, division);
  byDivision.set(division, search);
  return search;
}
