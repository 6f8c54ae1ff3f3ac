import { createHash } from 'node:crypto';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Finding } from '../rules/finding.ts';
import type { DocumentStatus } from '../rules/terms/index.ts';
import { listAllowances } from '../store/allowances.ts';
import { listActiveVersions, readLexiconVersion } from '../store/lexicons.ts';
import { OrderedPool } from '../workers/ordered-pool.ts';
import { type Rules, ruleChecker } from './rules.ts';

/** Raised when the shipped layers change what they find, so that the stock is screened anew. */
const LAYERS_VERSION = 2;

export interface StockText {
  readonly text: string;
  readonly organCode: string | null;
  /** Of the document; null when it is not known. */
  readonly date: PlainDate | null;
}

/** The library of documents: status by number. */
export type ReadDocuments = (db: Database, divisionCode: string) => Promise<ReadonlyMap<string, DocumentStatus>>;

export interface ScreenerOptions {
  readonly db: Database;
  readonly divisionCode: string;
  readonly readDocuments?: ReadDocuments;
}

/** What is in force now: lexicons, allowances, documents. `db` may be a transaction. */
export async function readRules(db: Database, divisionCode: string, readDocuments?: ReadDocuments): Promise<Rules> {
  const active = await listActiveVersions(db, divisionCode);
  const lexicons = [];
  for (const { id, version } of active) {
    const found = await readLexiconVersion(db, divisionCode, id, version);
    if (found) lexicons.push(found);
  }
  const allowances = (await listAllowances(db, divisionCode)).map(
    ({ term, rule, before, after, organCode, reason }) => ({ term, rule, before, after, organCode, reason }),
  );
  const documents = (await readDocuments?.(db, divisionCode)) ?? new Map<string, DocumentStatus>();
  const fingerprint = createHash('sha256')
    .update(
      canonicalJson({
        layers: LAYERS_VERSION,
        lexicons: lexicons.map(({ sha256, lexicon }) => [lexicon.name, sha256]),
        allowances: allowances.map((allowance) => canonicalJson(allowance)).sort(),
        documents: [...documents].map((entry) => canonicalJson(entry)).sort(),
      }),
      'utf8',
    )
    .digest('hex');
  return { fingerprint, lexicons, allowances, documents };
}

/**
 * Screens texts by the rules in force, on threads of its own so that no request waits for another's long text. Rules are read again
 * only when a lexicon or an allowance changed, which one small query tells.
 */
export class Screener {
  readonly #options: ScreenerOptions;
  #mark = '';
  #rules: Rules | undefined;
  #pool: OrderedPool<readonly StockText[], Finding[][]> | undefined;
  #poolOf = '';

  constructor(options: ScreenerOptions) {
    this.#options = options;
  }

  async rules(): Promise<Rules> {
    const { db, divisionCode, readDocuments } = this.#options;
    const mark = await rulesMark(db, divisionCode);
    if (this.#rules === undefined || mark !== this.#mark) {
      this.#rules = await readRules(db, divisionCode, readDocuments);
      this.#mark = mark;
    }
    return this.#rules;
  }

  /** One text, while somebody waits. */
  async screen(text: StockText): Promise<Finding[]> {
    const rules = await this.rules();
    if (this.#pool === undefined || this.#poolOf !== rules.fingerprint) {
      const former = this.#pool;
      this.#pool = stockPool(rules, 1);
      this.#poolOf = rules.fingerprint;
      await former?.close();
    }
    for await (const [findings] of this.#pool.run([[text]])) return findings ?? [];
    return [];
  }

  async close(): Promise<void> {
    await this.#pool?.close();
    this.#pool = undefined;
  }
}

export function stockPool(rules: Rules, workers: number): OrderedPool<readonly StockText[], Finding[][]> {
  return new OrderedPool(new URL('../workers/stock-worker.ts', import.meta.url), { workers, workerData: rules });
}

/** Screens one text here and now, for a gate inside a transaction. */
export function screenByRules(rules: Rules, text: StockText): Finding[] {
  return ruleChecker(rules)(text);
}

/** Changes whenever a lexicon in force, an allowance or a document's validity does. */
async function rulesMark(db: Database, divisionCode: string): Promise<string> {
  const active = await listActiveVersions(db, divisionCode);
  const { count, newest } = await db
    .selectFrom('screening_allowance')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('made_at').as('newest')])
    .where('division_code', '=', divisionCode)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return JSON.stringify([active, Number(count), newest, Math.floor(Date.now() / 600_000)]);
}
