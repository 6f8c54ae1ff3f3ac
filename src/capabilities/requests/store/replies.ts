import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Outcome } from '../rules/outcomes.ts';

/** A reply of an application, first or anew, as remedies attack it. */
export interface ReplyRecord {
  applicationId: string;
  /** `reanswered`: given anew on order. */
  kind: 'replied' | 'reanswered';
  outcome: Outcome;
  repliedOn: PlainDate;
  /** Null while not served. */
  servedOn: PlainDate | null;
}

interface Row {
  application_id: string;
  kind: 'replied' | 'reanswered' | 'served';
  occurred_on: PlainDate;
  outcome: Outcome | null;
  served_on: PlainDate | null;
}

/** Replies of some applications with the day each was served, the oldest first. */
export async function listReplies(
  db: Database,
  divisionCode: string,
  applicationIds: readonly string[],
): Promise<ReplyRecord[]> {
  if (applicationIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select application_id, kind, occurred_on, content->>'outcome' as outcome, content->>'servedOn' as served_on
    from application_event
    where division_code = ${divisionCode} and application_id = any (${sql`${[...applicationIds]}::uuid[]`})
      and kind in ('replied', 'reanswered', 'served')
    order by application_id, sequence`.execute(db);
  const replies: ReplyRecord[] = [];
  for (const row of rows) {
    const last = replies.at(-1);
    if (row.kind !== 'served')
      replies.push({
        applicationId: row.application_id,
        kind: row.kind,
        outcome: row.outcome!,
        repliedOn: row.occurred_on,
        servedOn: row.served_on,
      });
    else if (last?.applicationId === row.application_id) last.servedOn ??= row.occurred_on;
  }
  return replies;
}

/** Registration numbers by application id. */
export async function listNumbers(
  db: Database,
  divisionCode: string,
  applicationIds: readonly string[],
): Promise<Map<string, string>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('application')
    .select(['id', 'number'])
    .where('division_code', '=', divisionCode)
    .where('id', 'in', [...applicationIds])
    .execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Codes of the organs by application id. */
export async function listOrgansOf(
  db: Database,
  divisionCode: string,
  applicationIds: readonly string[],
): Promise<Map<string, string>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('application')
    .select(['id', 'organ_code'])
    .where('division_code', '=', divisionCode)
    .where('id', 'in', [...applicationIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row.organ_code]));
}

const ASKED_AT_ONCE = 10_000;

/** Who handles each of some applications; those nobody handles are left out. */
export async function listAssignees(
  db: Database,
  divisionCode: string,
  applicationIds: readonly string[],
): Promise<Map<string, string>> {
  const assignees = new Map<string, string>();
  for (let start = 0; start < applicationIds.length; start += ASKED_AT_ONCE) {
    const ids = applicationIds.slice(start, start + ASKED_AT_ONCE);
    const { rows } = await sql<{ id: string; assignee_id: string }>`
      select id, assignee_id from application
      where division_code = ${divisionCode} and assignee_id is not null and id = any (${sql`${ids}::uuid[]`})`.execute(
      db,
    );
    for (const row of rows) assignees.set(row.id, row.assignee_id);
  }
  return assignees;
}
