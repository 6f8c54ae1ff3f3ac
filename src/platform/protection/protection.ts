import { createHmac } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import type { Database } from '../database/index.ts';
import { checkValue, KeyError, type KeyRing, newKeyRing, parseKeyRing, readKeyFile, writeKeyFile } from './key-ring.ts';
import type { Suite } from './suites.ts';

const INDEX_BYTES = 16;

/** The keys at hand. Data keys are made and found with it (data-keys.ts). */
export class Protection {
  readonly file: string | undefined;
  #ring: KeyRing;
  #fileTime: number;

  constructor(ring: KeyRing, file?: string) {
    this.#ring = ring;
    this.file = file;
    this.#fileTime = file === undefined ? 0 : statSync(file).mtimeMs;
  }

  /** Read anew when another process rotated the key file. */
  get ring(): KeyRing {
    if (this.file !== undefined) {
      const time = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs;
      if (time !== undefined && time !== this.#fileTime) {
        this.#ring = readKeyFile(this.file);
        this.#fileTime = time;
      }
    }
    return this.#ring;
  }

  /**
   * A keyed fingerprint of 16 bytes for finding equal values (the same applicant) without opening any. Spaces, width and
   * case make no difference. Without the key nobody can try names against it.
   */
  blindIndex(purpose: string, text: string): Uint8Array {
    const { digest, key } = this.ring.index;
    const normal = text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
    return createHmac(digest, key)
      .update(JSON.stringify([purpose, normal]))
      .digest()
      .subarray(0, INDEX_BYTES);
  }
}

export interface ProtectionOptions {
  /** Made when there is none and the database has nothing sealed. Never inside the database's folder. */
  readonly defaultFile: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Of a ring made anew. */
  readonly suite?: Suite;
  readonly now?: Date;
}

/**
 * Opens the keys: GONGKAI_KEYS (the ring itself), GONGKAI_KEY_FILE (its path), or the default file, which is made on first
 * use. Every key the database was sealed with must be there and be the right one.
 * @throws KeyError with what to do about it
 */
export async function openProtection(db: Database, options: ProtectionOptions): Promise<Protection> {
  const env = options.env ?? process.env;
  const known = await db
    .selectFrom('key_encryption_key')
    .select(['id', 'check_value'])
    .where('retired_at', 'is', null)
    .execute();
  const protection = findKeys(env, options, known.length > 0);
  const { ring } = protection;
  for (const { id, check_value } of known) {
    const bytes = ring.keys.get(id);
    const where = protection.file ?? 'GONGKAI_KEYS';
    if (bytes === undefined) throw new KeyError(`${where}: key ${id}, with which this database was sealed, is missing`);
    if (!checkValue(bytes).equals(check_value))
      throw new KeyError(`${where}: key ${id} is not the one this database was sealed with`);
  }
  await rememberActiveKey(db, ring, options.now ?? new Date());
  return protection;
}

function findKeys(
  env: Readonly<Record<string, string | undefined>>,
  options: ProtectionOptions,
  isSealed: boolean,
): Protection {
  if (env.GONGKAI_KEYS) return new Protection(parseKeyRing(env.GONGKAI_KEYS, 'GONGKAI_KEYS'));
  const file = env.GONGKAI_KEY_FILE ?? options.defaultFile;
  if (!existsSync(file)) {
    if (isSealed || env.GONGKAI_KEY_FILE)
      throw new KeyError(
        `${file}: the key file is missing; without it personal data cannot be read (restore it from its backup)`,
      );
    writeKeyFile(file, newKeyRing(options.suite), true);
  }
  return new Protection(readKeyFile(file), file);
}

/** Writes down which key wraps from now on, before anything is wrapped by it. */
export async function rememberActiveKey(db: Database, ring: KeyRing, now: Date): Promise<void> {
  await db
    .insertInto('key_encryption_key')
    .values({ id: ring.active, check_value: checkValue(ring.keys.get(ring.active)!), created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
