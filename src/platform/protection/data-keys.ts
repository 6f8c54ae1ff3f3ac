import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import { KeyError, type KeyRing } from './key-ring.ts';
import type { Protection } from './protection.ts';
import { KEY_BYTES, type Suite, seal, unseal } from './suites.ts';

/** Whose data a key seals: one application, one person. */
export interface DataSubject {
  readonly divisionCode: string;
  readonly kind: string;
  readonly id: string;
}

/** Seals and opens one subject's data. `field` says which; what was sealed as one opens as no other. */
export class DataKey {
  readonly #key: Uint8Array;
  readonly #suite: Suite;
  readonly #subject: DataSubject;

  constructor(key: Uint8Array, suite: Suite, subject: DataSubject) {
    this.#key = key;
    this.#suite = suite;
    this.#subject = subject;
  }

  seal(field: string, text: string): Uint8Array {
    return seal(this.#suite, this.#key, contextOf(this.#subject, field), Buffer.from(text, 'utf8'));
  }

  /** @throws UnsealError */
  open(field: string, sealed: Uint8Array): string {
    return unseal(this.#key, contextOf(this.#subject, field), sealed).toString('utf8');
  }
}

function contextOf({ divisionCode, kind, id }: DataSubject, field: string): string {
  return JSON.stringify([divisionCode, kind, id, field]);
}

const WRAPPED = 'data key';
/** Parameters a statement may have are limited; rows of seven columns stay far below. */
const BATCH = 1000;

/** Makes a key for each subject that has none yet. A subject whose key was erased gets no new one. */
export async function createDataKeys(
  db: Database,
  protection: Protection,
  subjects: readonly DataSubject[],
  now: Date,
): Promise<Map<string, DataKey>> {
  const { ring } = protection;
  const made = new Map<string, DataKey>();
  for (let start = 0; start < subjects.length; start += BATCH) {
    const rows = subjects.slice(start, start + BATCH).map((subject) => {
      const bytes = randomBytes(KEY_BYTES);
      made.set(subject.id, new DataKey(bytes, ring.suite, subject));
      return {
        division_code: subject.divisionCode,
        subject_kind: subject.kind,
        subject_id: subject.id,
        wrapped_key: wrap(ring, subject, bytes),
        key_encryption_key: ring.active,
        created_at: now,
      };
    });
    await db.insertInto('data_key').values(rows).execute();
  }
  return made;
}

function wrap(ring: KeyRing, subject: DataSubject, bytes: Uint8Array): Uint8Array {
  return seal(ring.suite, ring.keys.get(ring.active)!, contextOf(subject, WRAPPED), bytes);
}

function unwrap(ring: KeyRing, subject: DataSubject, id: string, wrapped: Uint8Array): Uint8Array {
  const key = ring.keys.get(id);
  if (key === undefined) throw new KeyError(`key ${id} is missing from the key ring`);
  return unseal(key, contextOf(subject, WRAPPED), wrapped);
}

/** The keys of some subjects of one kind, by subject id; those without a key or with an erased one are left out. */
export async function findDataKeys(
  db: Database,
  protection: Protection,
  divisionCode: string,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, DataKey>> {
  if (ids.length === 0) return new Map();
  const { ring } = protection;
  const rows = await db
    .selectFrom('data_key')
    .select(['subject_id', 'wrapped_key', 'key_encryption_key'])
    .where('division_code', '=', divisionCode)
    .where('subject_kind', '=', kind)
    .where('subject_id', 'in', [...ids])
    .where('wrapped_key', 'is not', null)
    .execute();
  return new Map(
    rows.map((row) => {
      const subject = { divisionCode, kind, id: row.subject_id };
      const bytes = unwrap(ring, subject, row.key_encryption_key!, row.wrapped_key!);
      return [row.subject_id, new DataKey(bytes, ring.suite, subject)];
    }),
  );
}

/** The subject's key, made when there is none; undefined when it was erased. */
export async function dataKeyOf(
  db: Database,
  protection: Protection,
  subject: DataSubject,
  now: Date,
): Promise<DataKey | undefined> {
  const { ring } = protection;
  const bytes = randomBytes(KEY_BYTES);
  await db
    .insertInto('data_key')
    .values({
      division_code: subject.divisionCode,
      subject_kind: subject.kind,
      subject_id: subject.id,
      wrapped_key: wrap(ring, subject, bytes),
      key_encryption_key: ring.active,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['division_code', 'subject_kind', 'subject_id']).doNothing())
    .execute();
  return (await findDataKeys(db, protection, subject.divisionCode, subject.kind, [subject.id])).get(subject.id);
}

/**
 * Destroys a subject's key: fulfils a duty to delete without touching records that must stay (the audit chain). It cannot be
 * undone. A backup taken before still holds the wrapped key until it is itself deleted. False when there is none to erase.
 */
export async function eraseDataKey(
  db: Database,
  subject: DataSubject,
  by: string,
  reason: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('data_key')
    .set({ wrapped_key: null, key_encryption_key: null, erased_at: now, erased_by: by, erased_reason: reason })
    .where('division_code', '=', subject.divisionCode)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('wrapped_key', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

const REWRAP_BATCH = 500;

/**
 * Wraps every data key anew with the active key, batch by batch, so that it may be stopped and begun again at any time.
 * The sealed data themselves stay as they are. @returns how many were wrapped anew
 */
export async function rewrapDataKeys(
  db: Database,
  protection: Protection,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  const { ring } = protection;
  const divisions = await db.selectFrom('data_key').select('division_code').distinct().execute();
  let done = 0;
  for (const { division_code } of divisions) {
    for (;;) {
      const count = await db.transaction().execute((transaction) => rewrapBatch(transaction, ring, division_code));
      if (count === 0) break;
      done += count;
      onProgress(done);
    }
  }
  return done;
}

async function rewrapBatch(db: Database, ring: KeyRing, divisionCode: string): Promise<number> {
  const rows = await db
    .selectFrom('data_key')
    .select(['subject_kind', 'subject_id', 'wrapped_key', 'key_encryption_key'])
    .where('division_code', '=', divisionCode)
    .where('key_encryption_key', '<>', ring.active)
    .limit(REWRAP_BATCH)
    .forUpdate()
    .execute();
  if (rows.length === 0) return 0;
  const wrapped = rows.map((row) => {
    const subject = { divisionCode, kind: row.subject_kind, id: row.subject_id };
    const bytes = unwrap(ring, subject, row.key_encryption_key!, row.wrapped_key!);
    return { kind: subject.kind, id: subject.id, key: Buffer.from(wrap(ring, subject, bytes)).toString('base64') };
  });
  await sql`
    update data_key k set wrapped_key = decode(w.key, 'base64'), key_encryption_key = ${ring.active}
    from jsonb_to_recordset(${JSON.stringify(wrapped)}::jsonb) as w(kind text, id text, key text)
    where k.division_code = ${divisionCode} and k.subject_kind = w.kind and k.subject_id = w.id`.execute(db);
  return rows.length;
}
