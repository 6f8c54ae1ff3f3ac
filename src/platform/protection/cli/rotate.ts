import type { CommandIo } from '../../command-line/io.ts';
import type { Database } from '../../database/index.ts';
import { rewrapDataKeys } from '../data-keys.ts';
import { type KeyRing, withNewKey, writeKeyFile } from '../key-ring.ts';
import { type Protection, rememberActiveKey } from '../protection.ts';

export interface KeysRotateOptions {
  /** Removes keys that wrap nothing any more from the key file. Stop or restart every server first. */
  retire?: boolean;
  json?: boolean;
}

/**
 * `gongkai keys rotate`: makes a new key-encryption key and wraps every data key with it; the data stay as they are. Stopped
 * half-way, it is simply run again. With keys from GONGKAI_KEYS, which cannot be written, the operator puts the new key
 * there as the active one and the command does the wrapping.
 */
export async function runKeysRotate(
  db: Database,
  protection: Protection,
  options: KeysRotateOptions,
  io: CommandIo,
  now: Date,
): Promise<number> {
  const { file } = protection;
  const before = protection.ring;
  // A rotation that was stopped is finished first, without another key.
  const isUnfinished = await hasOtherwiseWrapped(db, before.active);
  if (file !== undefined && !isUnfinished && !options.retire) writeKeyFile(file, withNewKey(before));
  const { ring } = protection;
  await rememberActiveKey(db, ring, now);
  const rewrapped = await rewrapDataKeys(db, protection, (done) => io.err(`  ${done}\n`));
  const retired = options.retire ? await retire(db, protection, ring, now) : [];
  if (options.json) io.out(`${JSON.stringify({ active: ring.active, rewrapped, retired })}\n`);
  else {
    io.out(`现用密钥 ${ring.active}，已重新封装 ${rewrapped} 个数据密钥\n`);
    if (retired.length > 0) io.out(`已移除不再使用的密钥 ${retired.join('、')}\n`);
    else if (ring.keys.size > 1)
      io.out('旧密钥仍在密钥文件中。请先备份新的密钥文件，重启所有服务，再运行 gongkai keys rotate --retire\n');
  }
  return 0;
}

async function hasOtherwiseWrapped(db: Database, active: string): Promise<boolean> {
  const row = await db
    .selectFrom('data_key')
    .select('subject_id')
    .where('key_encryption_key', '<>', active)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function retire(db: Database, protection: Protection, ring: KeyRing, now: Date): Promise<string[]> {
  const idle = [...ring.keys.keys()].filter((id) => id !== ring.active);
  if (idle.length === 0 || (await hasOtherwiseWrapped(db, ring.active))) return [];
  await db.updateTable('key_encryption_key').set({ retired_at: now }).where('id', 'in', idle).execute();
  if (protection.file !== undefined)
    writeKeyFile(protection.file, { ...ring, keys: new Map([[ring.active, ring.keys.get(ring.active)!]]) });
  return idle;
}
