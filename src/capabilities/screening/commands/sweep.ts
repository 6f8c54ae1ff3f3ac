import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Finding } from '../rules/finding.ts';
import type { ReadDocuments } from '../screener/screener.ts';
import { readRules, stockPool } from '../screener/screener.ts';
import type { StockDocument, StockSource } from '../stock.ts';
import { forgetUnseen, markPassed, readScreened, saveScreened } from '../store/documents.ts';
import {
  advanceRun,
  claimRun,
  findWaitingRescan,
  finishRun,
  insertRun,
  type Run,
  releaseRun,
  setRunRuleset,
} from '../store/runs.ts';
import { recordScreening } from './record.ts';

/** Who found it when no person did. */
export const SCREENER = '内容筛查';

/** Documents of one portion: written in one transaction, and what at most is screened twice after a stop. */
const PORTION = 50;
/** How long a run belongs to a process that no longer shows progress. */
const LEASE_MS = 120_000;

export interface SweepContext {
  readonly db: Database;
  readonly divisionCode: string;
  readonly sources: readonly StockSource[];
  readonly readDocuments?: ReadDocuments;
  readonly clock: () => Date;
  /** Threads; all but one of the processor's when left out. */
  readonly workers?: number;
  /** Asked between portions: true lets go of the run, which is taken up again where it stopped. */
  readonly isStopping?: () => boolean;
}

/** Asks for the day's run; whichever process comes first does. @returns whether it was new */
export function requestDailyRun(db: Database, divisionCode: string, now: Date): Promise<boolean> {
  const onDay = shanghaiDate(now);
  return insertRun(db, divisionCode, {
    id: randomUUID(),
    kind: 'daily',
    onDay,
    reason: '每日筛查',
    requestedAt: now,
    requestedBy: SCREENER,
  });
}

/** Asks for a walk over the stock because the rules changed. @returns the id of the run that will take the change in */
export async function requestRescan(
  db: Database,
  divisionCode: string,
  reason: string,
  by: string,
  now: Date,
): Promise<string> {
  const waiting = await findWaitingRescan(db, divisionCode);
  if (waiting !== undefined) return waiting;
  const id = randomUUID();
  const onDay = shanghaiDate(now);
  await insertRun(db, divisionCode, { id, kind: 'rescan', onDay, reason, requestedAt: now, requestedBy: by });
  return id;
}

/**
 * Does the runs that wait, one after another, until none is left. Safe to call from several processes at once and after a stop: a run
 * belongs to one process for as long as it shows progress, and goes on behind the last portion that was written.
 * @returns how many runs were finished here
 */
export async function workRuns(context: SweepContext): Promise<number> {
  let finished = 0;
  for (;;) {
    const holder = randomUUID();
    const now = context.clock();
    const run = await claimRun(context.db, context.divisionCode, holder, now, new Date(now.getTime() + LEASE_MS));
    if (!run) return finished;
    try {
      if (await sweep(context, run, holder)) finished++;
      else return finished;
    } catch (error) {
      await releaseRun(context.db, context.divisionCode, run.id, holder);
      throw error;
    }
  }
}

/** @returns false when it was stopped or taken over */
async function sweep(context: SweepContext, run: Run, holder: string): Promise<boolean> {
  const { db, divisionCode, sources, clock } = context;
  const rules = await readRules(db, divisionCode, context.readDocuments);
  await setRunRuleset(db, divisionCode, run.id, rules.fingerprint);
  let total = 0;
  for (const source of sources) total += await source.count(db, divisionCode);
  const pool = stockPool(rules, context.workers ?? Math.max(1, availableParallelism() - 1));
  try {
    const begun = Math.max(
      0,
      sources.findIndex(({ source }) => source === run.source),
    );
    for (const [i, source] of sources.entries()) {
      if (i < begun) continue;
      let cursor = source.source === run.source ? run.cursor : null;
      for (;;) {
        if (context.isStopping?.()) {
          await releaseRun(db, divisionCode, run.id, holder);
          return false;
        }
        const documents = await source.page(db, divisionCode, cursor, PORTION);
        const last = documents.at(-1);
        if (!last) break;
        cursor = last.id;
        const before = await readScreened(
          db,
          divisionCode,
          source.source,
          documents.map(({ id }) => id),
        );
        const changed = documents.filter(({ id, revision }) => {
          const screened = before.get(id);
          return screened?.revision !== revision || screened.ruleset !== rules.fingerprint;
        });
        const findings = await screenAll(pool, changed);
        const at = clock();
        const isOurs = await db
          .transaction()
          .execute(async (transaction) => {
            const texts = changed.map((document, n) => ({ document, findings: findings[n]! }));
            const recorded = await recordScreening(transaction, divisionCode, source.source, texts, SCREENER, at);
            await saveScreened(transaction, divisionCode, source.source, changed, rules.fingerprint, at, run.id);
            const passed = documents.filter((document) => !changed.includes(document));
            await markPassed(
              transaction,
              divisionCode,
              source.source,
              passed.map(({ id }) => id),
              run.id,
            );
            const progress = {
              total,
              passed: documents.length,
              screened: changed.length,
              characters: changed.reduce((sum, { text }) => sum + text.length, 0),
              ...recorded,
              source: source.source,
              cursor,
            };
            const until = new Date(at.getTime() + LEASE_MS);
            if (!(await advanceRun(transaction, divisionCode, run.id, holder, progress, until))) throw new TakenOver();
            return true;
          })
          .catch((error: unknown) => {
            if (error instanceof TakenOver) return false;
            throw error;
          });
        if (!isOurs) return false;
        if (documents.length < PORTION) break;
      }
    }
  } finally {
    await pool.close();
  }
  const at = clock();
  return db.transaction().execute(async (transaction) => {
    await settleWithdrawn(transaction, divisionCode, sources, run.id, at);
    return finishRun(transaction, divisionCode, run.id, holder, at);
  });
}

/** Another process holds the run: what this portion wrote is undone. */
class TakenOver extends Error {
  override name = 'TakenOver';
}

/** A thread gets few texts at a time, so that all have something to do. */
const TEXTS_AT_ONCE = 8;

async function screenAll(
  pool: ReturnType<typeof stockPool>,
  documents: readonly StockDocument[],
): Promise<Finding[][]> {
  const portions = [];
  for (let i = 0; i < documents.length; i += TEXTS_AT_ONCE)
    portions.push(
      documents.slice(i, i + TEXTS_AT_ONCE).map(({ text, organCode, date }) => ({ text, organCode, date })),
    );
  const findings: Finding[][] = [];
  for await (const answers of pool.run(portions)) findings.push(...answers);
  return findings;
}

/** What is no longer public needs no mending. */
async function settleWithdrawn(
  db: Database,
  divisionCode: string,
  sources: readonly StockSource[],
  runId: string,
  at: Date,
): Promise<void> {
  const unseen = await forgetUnseen(
    db,
    divisionCode,
    sources.map(({ source }) => source),
    runId,
  );
  for (const { source } of sources) {
    const texts = unseen
      .filter((one) => one.source === source)
      .map(({ id }) => ({
        document: { id, organCode: '', title: '', address: null, revision: '', text: '', date: null },
        findings: null,
      }));
    await recordScreening(db, divisionCode, source, texts, SCREENER, at);
  }
}
