import { createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { KEY_BYTES, type Suite, suites } from './suites.ts';

/** Keys that are missing, unreadable, or not the ones the data were sealed with. Exit status 2. */
export class KeyError extends Error {
  override name = 'KeyError';
  readonly exitStatus = 2;
}

const key = z.string().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, '32 bytes in base64');
const ringSchema = z.strictObject({
  suite: z.enum(suites as [Suite, ...Suite[]]),
  /** The one that wraps new data keys. */
  active: z.string(),
  keys: z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), key),
  index: z.strictObject({ digest: z.enum(['sha256', 'sm3']), key }),
});

/** Key-encryption keys by id, and the key of the blind index. */
export interface KeyRing {
  readonly suite: Suite;
  readonly active: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly index: { readonly digest: 'sha256' | 'sm3'; readonly key: Uint8Array };
}

export function newKeyRing(suite: Suite = 'aes-256-gcm'): KeyRing {
  return {
    suite,
    active: 'k1',
    keys: new Map([['k1', randomBytes(KEY_BYTES)]]),
    index: { digest: suite === 'aes-256-gcm' ? 'sha256' : 'sm3', key: randomBytes(KEY_BYTES) },
  };
}

/** The ring with one more key, which is the active one. */
export function withNewKey(ring: KeyRing): KeyRing {
  const numbers = [...ring.keys.keys()].map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `k${Math.max(0, ...numbers) + 1}`;
  return { ...ring, active: id, keys: new Map([...ring.keys, [id, randomBytes(KEY_BYTES)]]) };
}

/** @param where for messages; keys are never part of them */
export function parseKeyRing(text: string, where: string): KeyRing {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new KeyError(`${where}: expected the JSON of a key ring`);
  }
  const result = ringSchema.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new KeyError(`${where}: field ${issue?.path.join('.') || '(whole)'}: ${issue?.code ?? 'not understood'}`);
  }
  const { suite, active, keys, index } = result.data;
  if (!Object.hasOwn(keys, active)) throw new KeyError(`${where}: the active key ${active} is not among the keys`);
  const decode = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
  return {
    suite,
    active,
    keys: new Map(Object.entries(keys).map(([id, base64]) => [id, decode(base64)])),
    index: { digest: index.digest, key: decode(index.key) },
  };
}

export function renderKeyRing(ring: KeyRing): string {
  const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const keys = Object.fromEntries([...ring.keys].map(([id, bytes]) => [id, encode(bytes)]));
  const index = { digest: ring.index.digest, key: encode(ring.index.key) };
  return `${JSON.stringify({ suite: ring.suite, active: ring.active, keys, index }, null, 2)}\n`;
}

/** Reads a key file; one that others on the machine may read is refused. */
export function readKeyFile(file: string): KeyRing {
  let text: string;
  try {
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new KeyError(`${file}: others may read it; chmod 600 it`);
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof KeyError) throw cause;
    throw new KeyError(`${file}: the key file cannot be read`, { cause });
  }
  return parseKeyRing(text, file);
}

/** Written aside, forced to disk and renamed, so that keys are never half written; readable by the owner only. */
export function writeKeyFile(file: string, ring: KeyRing, mustBeNew = false): void {
  if (mustBeNew && existsSync(file)) throw new KeyError(`${file}: exists already`);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, renderKeyRing(ring));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Tells a key from another without telling anything of it. */
export function checkValue(bytes: Uint8Array): Buffer {
  return createHmac('sha256', bytes).update('gongkai key check').digest().subarray(0, 8);
}
