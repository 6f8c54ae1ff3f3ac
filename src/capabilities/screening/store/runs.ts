import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';

export type RunKind = 'daily' | 'rescan';

export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly onDay: PlainDate;
  readonly reason: string;
  readonly state: 'waiting' | 'running' | 'finished';
  /** Documents in the stock, and how many of them were passed. */
  readonly total: number;
  readonly done: number;
  /** Screened anew; for the others text and rules were the same as before. */
  readonly screened: number;
  readonly characters: number;
  readonly found: number;
  readonly gone: number;
  readonly source: string | null;
  readonly cursor: string | null;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = [
  'id',
  'kind',
  'on_day',
  'reason',
  'state',
  'total',
  'done',
  'screened',
  'characters',
  'found',
  'gone',
  'source',
  'cursor',
  'requested_at',
  'requested_by',
  'started_at',
  'finished_at',
] as const;

interface RunRow {
  id: string;
  kind: string;
  on_day: PlainDate;
  reason: string;
  state: string;
  total: number;
  done: number;
  screened: number;
  characters: number;
  found: number;
  gone: number;
  source: string | null;
  cursor: string | null;
  requested_at: Date;
  requested_by: string;
  started_at: Date | null;
  finished_at: Date | null;
}

function runOf(row: RunRow): Run {
  return {
    id: row.id,
    kind: row.kind as RunKind,
    onDay: row.on_day,
    reason: row.reason,
    state: row.state as Run['state'],
    total: row.total,
    done: row.done,
    screened: row.screened,
    characters: Number(row.characters),
    found: row.found,
    gone: row.gone,
    source: row.source,
    cursor: row.cursor,
    requestedAt: row.requested_at,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** The newest first. */
export async function listRuns(db: Database, divisionCode: string, limit: number): Promise<Run[]> {
  const rows = await db
    .selectFrom('screening_run')
    .select(columns)
    .where('division_code', '=', divisionCode)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(runOf);
}

export async function findRun(db: Database, divisionCode: string, id: string): Promise<Run | undefined> {
  const row = await db
    .selectFrom('screening_run')
    .select(columns)
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && runOf(row);
}

/** @returns false when the day's run is there already: whichever process asks first makes it */
export async function insertRun(
  db: Database,
  divisionCode: string,
  run: Pick<Run, 'id' | 'kind' | 'onDay' | 'reason' | 'requestedAt' | 'requestedBy'>,
): Promise<boolean> {
  const result = await db
    .insertInto('screening_run')
    .values({
      division_code: divisionCode,
      id: run.id,
      kind: run.kind,
      on_day: run.onDay,
      reason: run.reason,
      state: 'waiting',
      requested_at: run.requestedAt,
      requested_by: run.requestedBy,
    })
    .onConflict((conflict) => conflict.columns(['division_code', 'on_day']).where('kind', '=', 'daily').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** A rescan that nobody has begun yet takes in every change made until it begins. */
export async function findWaitingRescan(db: Database, divisionCode: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('screening_run')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('kind', '=', 'rescan')
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** Takes the oldest run that nobody holds, or whose holder fell silent, until `heldUntil`. */
export async function claimRun(
  db: Database,
  divisionCode: string,
  holder: string,
  now: Date,
  heldUntil: Date,
): Promise<Run | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('screening_run')
      .select('id')
      .where('division_code', '=', divisionCode)
      .where('state', '<>', 'finished')
      .where(({ or, eb }) => or([eb('held_until', 'is', null), eb('held_until', '<', now)]))
      .orderBy('requested_at')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return undefined;
    const claimed = await transaction
      .updateTable('screening_run')
      .set({
        state: 'running',
        holder,
        held_until: heldUntil,
        started_at: sql<Date>`coalesce(started_at, ${now}::timestamptz)`,
      })
      .where('division_code', '=', divisionCode)
      .where('id', '=', row.id)
      .returning(columns)
      .executeTakeFirstOrThrow();
    return runOf(claimed);
  });
}

export interface RunProgress {
  readonly total: number;
  readonly passed: number;
  readonly screened: number;
  readonly characters: number;
  readonly found: number;
  readonly gone: number;
  readonly source: string;
  readonly cursor: string | null;
}

/** Adds what a portion did and goes on holding the run. @returns false when another process took it over */
export async function advanceRun(
  db: Database,
  divisionCode: string,
  id: string,
  holder: string,
  progress: RunProgress,
  heldUntil: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('screening_run')
    .set((eb) => ({
      total: progress.total,
      done: eb('done', '+', progress.passed),
      screened: eb('screened', '+', progress.screened),
      characters: eb('characters', '+', progress.characters),
      found: eb('found', '+', progress.found),
      gone: eb('gone', '+', progress.gone),
      source: progress.source,
      cursor: progress.cursor,
      held_until: heldUntil,
    }))
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

export async function setRunRuleset(db: Database, divisionCode: string, id: string, ruleset: string): Promise<void> {
  await db
    .updateTable('screening_run')
    .set({ ruleset })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
}

export async function finishRun(
  db: Database,
  divisionCode: string,
  id: string,
  holder: string,
  at: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('screening_run')
    .set((eb) => ({ state: 'finished', finished_at: at, holder: null, held_until: null, total: eb.ref('done') }))
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('holder', '=', holder)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Lets go of a run, so that another process need not wait until the lease ends. */
export async function releaseRun(db: Database, divisionCode: string, id: string, holder: string): Promise<void> {
  await db
    .updateTable('screening_run')
    .set({ holder: null, held_until: null })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('state', '=', 'running')
    .execute();
}

/** Runs that took place elsewhere and are taken over with their figures, many at a time. */
export async function insertFinishedRuns(
  db: Database,
  divisionCode: string,
  runs: readonly Omit<Run, 'state' | 'source' | 'cursor'>[],
): Promise<void> {
  for (let i = 0; i < runs.length; i += 500)
    await db
      .insertInto('screening_run')
      .values(
        runs.slice(i, i + 500).map((run) => ({
          division_code: divisionCode,
          id: run.id,
          kind: run.kind,
          on_day: run.onDay,
          reason: run.reason,
          state: 'finished',
          total: run.total,
          done: run.done,
          screened: run.screened,
          characters: run.characters,
          found: run.found,
          gone: run.gone,
          requested_at: run.requestedAt,
          requested_by: run.requestedBy,
          started_at: run.startedAt,
          finished_at: run.finishedAt,
        })),
      )
      .execute();
}
