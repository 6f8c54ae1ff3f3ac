import { shanghaiDate } from '../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../database/index.ts';
import { dataKeyOf, findDataKeys, type Protection } from '../protection/index.ts';
import { type AuditEvent, type AuditRow, hashRow, NO_HASH, storable } from './event.ts';

const PERSONAL = 'audit';

const text = (value: string | null): string | null => (value === null ? null : (storable(value) as string));

/**
 * Adds an event to its organ's chain, inside the transaction of the act: both stand or neither. Call it last, since the
 * chain's end is locked until the transaction is over.
 * `protection` is needed where the event has personal data.
 */
export async function appendAudit(
  transaction: Database,
  event: AuditEvent,
  now: Date,
  protection?: Protection,
): Promise<void> {
  if (!transaction.isTransaction) throw new TypeError('an audit event belongs into the transaction of its act');
  const personal = await sealPersonal(transaction, event, now, protection);
  const head = await lockHead(transaction, event, now);
  const today = shanghaiDate(now);
  // A clock set back must not put a link into a day that is over.
  const isNewDay = head.day < today;
  const row: Omit<AuditRow, 'hash'> = {
    division_code: event.divisionCode,
    organ_code: event.organCode,
    day: isNewDay ? today : head.day,
    sequence: isNewDay ? 1 : head.sequence + 1,
    occurred_at: now,
    action: event.action,
    person_id: event.personId,
    person_name: text(event.personName)!,
    post_id: event.postId,
    post_title: text(event.postTitle),
    delegation_id: event.delegationId,
    origin: text(event.origin)!,
    subject_kind: event.subject?.kind ?? null,
    subject_id: text(event.subject?.id ?? null),
    reason: text(event.reason),
    before: storable(event.before),
    after: storable(event.after),
    personal,
    previous_hash: head.hash,
  };
  const hash = hashRow(row);
  await transaction
    .insertInto('audit_event')
    .values({
      ...row,
      before: row.before === null ? null : jsonb(row.before),
      after: row.after === null ? null : jsonb(row.after),
      hash,
    })
    .execute();
  await transaction
    .updateTable('audit_head')
    .set({ day: row.day, sequence: row.sequence, hash })
    .where('division_code', '=', event.divisionCode)
    .where('organ_code', '=', event.organCode)
    .execute();
}

/** The upsert locks the row, so links of one organ are added one after another. */
async function lockHead(db: Database, { divisionCode, organCode }: AuditEvent, now: Date) {
  return db
    .insertInto('audit_head')
    .values({ division_code: divisionCode, organ_code: organCode, day: shanghaiDate(now), sequence: 0, hash: NO_HASH })
    .onConflict((conflict) =>
      conflict
        .columns(['division_code', 'organ_code'])
        .doUpdateSet((update) => ({ hash: update.ref('audit_head.hash') })),
    )
    .returning(['day', 'sequence', 'hash'])
    .executeTakeFirstOrThrow();
}

async function sealPersonal(
  db: Database,
  { personal }: AuditEvent,
  now: Date,
  protection: Protection | undefined,
): Promise<Uint8Array | null> {
  if (personal === undefined) return null;
  if (protection === undefined)
    throw new TypeError('personal data of an audit event need the protection they are sealed by');
  const key = await dataKeyOf(db, protection, personal.of, now);
  // Erased on demand: then nothing more is kept of it either.
  if (key === undefined) return null;
  return Buffer.concat([ownerTag(personal.of), key.seal(PERSONAL, JSON.stringify(storable(personal.content)))]);
}

/** Whose key opens it stands before the sealed bytes, since it need not be the event's subject. */
function ownerTag({ divisionCode, kind, id }: { divisionCode: string; kind: string; id: string }): Buffer {
  const owner = Buffer.from(JSON.stringify([divisionCode, kind, id]), 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(owner.length);
  return Buffer.concat([length, owner]);
}

/** Takes apart what sealPersonal made. */
export function readOwner(personal: Uint8Array): {
  of: { divisionCode: string; kind: string; id: string };
  sealed: Uint8Array;
} {
  const bytes = Buffer.from(personal);
  const end = 2 + bytes.readUInt16BE(0);
  const [divisionCode, kind, id] = JSON.parse(bytes.toString('utf8', 2, end)) as [string, string, string];
  return { of: { divisionCode, kind, id }, sealed: bytes.subarray(end) };
}

/** The personal content of an event; null when there is none or its key was erased. @throws UnsealError */
export async function openPersonal(
  db: Database,
  protection: Protection,
  personal: Uint8Array | null,
): Promise<unknown> {
  if (personal === null) return null;
  const { of, sealed } = readOwner(personal);
  const key = (await findDataKeys(db, protection, of.divisionCode, of.kind, [of.id])).get(of.id);
  return key === undefined ? null : (JSON.parse(key.open(PERSONAL, sealed)) as unknown);
}
