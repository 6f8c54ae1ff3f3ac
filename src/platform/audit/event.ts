import { createHash } from 'node:crypto';
import type { PlainDate } from '../../kernel/calendar/index.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { DataSubject } from '../protection/index.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** One act, as it is told to the record. */
export interface AuditEvent {
  readonly divisionCode: string;
  /** The organ acted for, or SYSTEM. */
  readonly organCode: string;
  /** What was done: an act of the permission table, or a name such as `session.sign-in`. */
  readonly action: string;
  readonly personId: string | null;
  /** The full name at the time, or `command line`. */
  readonly personName: string;
  readonly postId: string | null;
  readonly postTitle: string | null;
  /** Set when done on behalf of somebody absent. */
  readonly delegationId: string | null;
  /** Network address, or `command line`. */
  readonly origin: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly reason: string | null;
  readonly before: JsonValue;
  readonly after: JsonValue;
  /** What of it is personal; sealed with the key of the one it concerns, never in `before` or `after`. */
  readonly personal?: { readonly of: DataSubject; readonly content: JsonValue };
}

/** The chain of acts that belong to no organ: sign-ins of unknown names, the system's own. */
export const SYSTEM = 'system';

/** Before the first link of a chain. */
export const NO_HASH = '0'.repeat(64);

/** A link as it stands in the table. */
export interface AuditRow {
  division_code: string;
  organ_code: string;
  day: PlainDate;
  sequence: number;
  occurred_at: Date;
  action: string;
  person_id: string | null;
  person_name: string;
  post_id: string | null;
  post_title: string | null;
  delegation_id: string | null;
  origin: string;
  subject_kind: string | null;
  subject_id: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  personal: Uint8Array | null;
  previous_hash: string;
  hash: string;
}

/** SHA-256 of the canonical JSON (RFC 8785) of everything in the row but the hash itself. */
export function hashRow(row: Omit<AuditRow, 'hash'>): string {
  const content = canonicalJson({
    division: row.division_code,
    organ: row.organ_code,
    day: row.day,
    sequence: row.sequence,
    at: row.occurred_at.toISOString(),
    action: row.action,
    person: row.person_id,
    personName: row.person_name,
    post: row.post_id,
    postTitle: row.post_title,
    delegation: row.delegation_id,
    origin: row.origin,
    subjectKind: row.subject_kind,
    subject: row.subject_id,
    reason: row.reason,
    before: row.before ?? null,
    after: row.after ?? null,
    personal: row.personal === null ? null : Buffer.from(row.personal).toString('base64'),
    previous: row.previous_hash,
  });
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

/**
 * A value as PostgreSQL will give it back: NUL and lone surrogates, which it cannot store, become U+FFFD, so that a hostile
 * text neither fails the act nor breaks the chain. @throws TypeError for what has no JSON
 */
export function storable(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\ufffd');
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('not a JSON number');
    return value === 0 ? 0 : value;
  }
  if (value === null || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return value.map(storable);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === undefined ? [] : [[storable(key) as string, storable(inner)]],
    ),
  );
}
