import { sql } from 'kysely';
import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import type { AuditRow } from './event.ts';

/** What an auditor looks for; everything but the organs narrows it. */
export interface AuditQuery {
  readonly divisionCode: string;
  readonly organCodes: readonly string[];
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  readonly personId?: string;
  /** Part of the name of who acted, as it was then. */
  readonly who?: string;
  /** The action itself, or its beginning up to a dot: `requests` finds `requests.read`. */
  readonly action?: string;
  readonly subject?: { readonly kind: string; readonly id: string };
}

export class AuditCursorError extends Error {
  override name = 'AuditCursorError';
}

interface Cursor {
  readonly at: Date;
  readonly organ: string;
  readonly sequence: number;
}

function readCursor(text: string): Cursor {
  const [at = '', organ = '', sequence = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  const cursor = { at: new Date(at), organ, sequence: Number(sequence) };
  if (Number.isNaN(cursor.at.getTime()) || organ === '' || !Number.isSafeInteger(cursor.sequence))
    throw new AuditCursorError('分页参数无效，请从第一页重新打开');
  return cursor;
}

/** One page of the record, the latest first, by keyset. @throws AuditCursorError */
export async function searchAudit(
  db: Database,
  query: AuditQuery,
  limit: number,
  after?: string,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  let select = db
    .selectFrom('audit_event')
    .selectAll()
    .where('division_code', '=', query.divisionCode)
    .where('organ_code', 'in', query.organCodes.length > 0 ? [...query.organCodes] : ['']);
  if (query.from !== undefined) select = select.where('day', '>=', query.from);
  if (query.to !== undefined) select = select.where('day', '<=', query.to);
  if (query.personId !== undefined) select = select.where('person_id', '=', query.personId);
  if (query.who !== undefined) select = select.where(sql<boolean>`position(${query.who} in person_name) > 0`);
  if (query.subject !== undefined)
    select = select.where('subject_kind', '=', query.subject.kind).where('subject_id', '=', query.subject.id);
  const { action } = query;
  if (action !== undefined)
    select = select.where(sql<boolean>`(action = ${action} or starts_with(action, ${`${action}.`}))`);
  if (after !== undefined) {
    const { at, organ, sequence } = readCursor(after);
    select = select.where((is) =>
      is.or([
        is('occurred_at', '<', at),
        is.and([is('occurred_at', '=', at), is('organ_code', '<', organ)]),
        is.and([is('occurred_at', '=', at), is('organ_code', '=', organ), is('sequence', '<', sequence)]),
      ]),
    );
  }
  const rows = await select
    .orderBy('occurred_at', 'desc')
    .orderBy('organ_code', 'desc')
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    rows.length > limit && last
      ? Buffer.from(`${last.occurred_at.toISOString()}|${last.organ_code}|${last.sequence}`, 'utf8').toString(
          'base64url',
        )
      : null;
  return { rows: page, next };
}

export async function findAuditEvent(
  db: Database,
  divisionCode: string,
  organCode: string,
  day: PlainDate,
  sequence: number,
): Promise<AuditRow | undefined> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('day', '=', day)
    .where('sequence', '=', sequence)
    .executeTakeFirst();
}
