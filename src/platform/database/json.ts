import { type RawBuilder, sql } from 'kysely';

/** What a jsonb column takes when written; only `jsonb()` makes one, so an array is never sent as a PostgreSQL array. */
export type Json = { readonly __json: unique symbol };

/** `value` as a jsonb parameter. The drivers would send a JavaScript array as `{…}` and a string as bare JSON text. */
export function jsonb(value: unknown): RawBuilder<Json> {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return sql<Json>`${text}::text::jsonb`;
}
