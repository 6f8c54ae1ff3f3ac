import { createHash } from 'node:crypto';
import { addDays, type PlainDate, shanghaiDate } from '../../kernel/calendar/index.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Database } from '../database/index.ts';
import { NO_HASH } from './event.ts';

/** The end of one organ's chain on a day. */
export interface DayEnd {
  readonly organCode: string;
  /** Links of the day. */
  readonly count: number;
  readonly hash: string;
}

const digest = (mark: number, ...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256').update(Buffer.of(mark));
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * Merkle root over the ends of a day's chains, in order of organ codes, and the root of the day before. Leaves and inner
 * nodes are marked 0 and 1 as in RFC 6962, so neither can be passed off as the other; an odd node moves up alone.
 */
export function merkleRoot(
  divisionCode: string,
  day: PlainDate,
  ends: readonly DayEnd[],
  previousRoot: string,
): string {
  const leaf = (content: object): Buffer => digest(0, Buffer.from(canonicalJson(content), 'utf8'));
  let level = [
    leaf({ division: divisionCode, day, previousRoot }),
    ...[...ends]
      .sort((a, b) => (a.organCode < b.organCode ? -1 : 1))
      .map(({ organCode, count, hash }) => leaf({ organ: organCode, count, hash })),
  ];
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2)
      above.push(i + 1 < level.length ? digest(1, level[i]!, level[i + 1]!) : level[i]!);
    level = above;
  }
  return level[0]!.toString('hex');
}

/** One sealed day; the line an office prints or mails. */
export interface SealedDay {
  readonly day: PlainDate;
  readonly organs: number;
  readonly events: number;
  readonly previousRoot: string;
  readonly root: string;
}

export async function listSealedDays(
  db: Database,
  divisionCode: string,
  range: { from?: PlainDate; to?: PlainDate; after?: PlainDate; limit?: number } = {},
): Promise<SealedDay[]> {
  let query = db.selectFrom('audit_day').selectAll().where('division_code', '=', divisionCode);
  if (range.from !== undefined) query = query.where('day', '>=', range.from);
  if (range.to !== undefined) query = query.where('day', '<=', range.to);
  if (range.after !== undefined) query = query.where('day', '>', range.after);
  const rows = await query
    .orderBy('day')
    .limit(range.limit ?? 10_000)
    .execute();
  return rows.map((row) => ({
    day: row.day,
    organs: row.organs,
    events: row.events,
    previousRoot: row.previous_root,
    root: row.root,
  }));
}

/** The ends of all chains on a day. */
export async function dayEnds(db: Database, divisionCode: string, day: PlainDate): Promise<DayEnd[]> {
  const rows = await db
    .selectFrom('audit_event')
    .distinctOn('organ_code')
    .select(['organ_code', 'sequence', 'hash'])
    .where('division_code', '=', divisionCode)
    .where('day', '=', day)
    .orderBy('organ_code')
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map((row) => ({ organCode: row.organ_code, count: row.sequence, hash: row.hash }));
}

/** An act begun before midnight may end after it; nothing lasts an hour. */
const GRACE_MS = 3_600_000;

/**
 * Seals every day that is over by an hour and has events, the oldest first. Run it once a day or more often; days already
 * sealed stay as they are. @returns the days it sealed
 */
export async function sealAuditDays(db: Database, divisionCode: string, now: Date): Promise<SealedDay[]> {
  const before = shanghaiDate(new Date(now.getTime() - GRACE_MS));
  const sealed: SealedDay[] = [];
  for (;;) {
    const last = await db
      .selectFrom('audit_day')
      .select(['day', 'root'])
      .where('division_code', '=', divisionCode)
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    const next = await nextDayWithEvents(db, divisionCode, last?.day, before);
    if (next === undefined) return sealed;
    const ends = await dayEnds(db, divisionCode, next);
    const previousRoot = last?.root ?? NO_HASH;
    const day: SealedDay = {
      day: next,
      organs: ends.length,
      events: ends.reduce((sum, { count }) => sum + count, 0),
      previousRoot,
      root: merkleRoot(divisionCode, next, ends, previousRoot),
    };
    const result = await db
      .insertInto('audit_day')
      .values({
        division_code: divisionCode,
        day: day.day,
        organs: day.organs,
        events: day.events,
        previous_root: day.previousRoot,
        root: day.root,
        sealed_at: now,
      })
      .onConflict((conflict) => conflict.columns(['division_code', 'day']).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 1n) sealed.push(day);
  }
}

async function nextDayWithEvents(
  db: Database,
  divisionCode: string,
  after: PlainDate | undefined,
  before: PlainDate,
): Promise<PlainDate | undefined> {
  let query = db
    .selectFrom('audit_event')
    .select('day')
    .where('division_code', '=', divisionCode)
    .where('day', '<', before);
  if (after !== undefined) query = query.where('day', '>=', addDays(after, 1));
  const row = await query.orderBy('day').limit(1).executeTakeFirst();
  return row?.day;
}
