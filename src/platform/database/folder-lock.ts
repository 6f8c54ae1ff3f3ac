import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Who holds an embedded database's folder. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO instant. */
  readonly since: string;
  /** Tells this process from a later one with the same number; null where the system does not say. */
  readonly processStart: string | null;
  readonly token: string;
}

export const LOCK_FILE = 'database.lock';

/** Another live process has the folder open. The command line ends with `exitStatus`. */
export class DatabaseInUseError extends Error {
  override name = 'DatabaseInUseError';
  readonly exitStatus = 2;
  readonly holder: LockHolder | null;
  constructor(lockPath: string, holder: LockHolder | null, why: string) {
    const who =
      holder === null ? 'an unknown process' : `process ${holder.pid} on host ${holder.host} since ${holder.since}`;
    super(`${lockPath}: the embedded database is held by ${who}. ${why}`);
    this.holder = holder;
  }
}

/** Start of process `pid` as boot id and clock ticks since boot; null when there is no such process or no /proc. */
function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in field 2 may hold spaces and brackets; field 22 is counted from behind it.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? null : `${boot}/${ticks}`;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readHolder(path: string): LockHolder | null | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const value = JSON.parse(text) as Partial<LockHolder>;
    if (typeof value.pid !== 'number' || typeof value.host !== 'string' || typeof value.token !== 'string') return null;
    return {
      pid: value.pid,
      host: value.host,
      since: String(value.since),
      processStart: value.processStart ?? null,
      token: value.token,
    };
  } catch {
    return null;
  }
}

/** True when the holder can be shown to be gone: same host, and no such process or a later one with its number. */
function isAbandoned(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return false;
  if (!isRunning(holder.pid)) return true;
  const start = processStart(holder.pid);
  return holder.processStart !== null && start !== null && start !== holder.processStart;
}

export interface FolderLock {
  readonly path: string;
  /** @throws DatabaseInUseError when the lock is no longer ours (two processes took over a stale lock at once). */
  confirm(): void;
  release(): void;
}

/**
 * Takes the lock file of `folder`. A lock whose process is dead is taken over.
 * @throws DatabaseInUseError
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, LOCK_FILE);
  const token = randomUUID();
  const mine: LockHolder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    processStart: processStart(process.pid),
    token,
  };
  // Written whole, then linked into place: nobody ever reads half a lock, and of two links one fails.
  const draft = `${path}.${token}`;
  writeFileSync(draft, `${JSON.stringify(mine)}\n`, { flag: 'wx', mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        linkSync(draft, path);
        return heldLock(path, token);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(path);
      if (holder === undefined) continue;
      refuseUnlessAbandoned(path, holder);
      setAside(path, holder);
    }
    throw new DatabaseInUseError(path, readHolder(path) ?? null, 'Other processes are opening it at this moment.');
  } finally {
    unlinkSync(draft);
  }
}

function refuseUnlessAbandoned(path: string, holder: LockHolder | null): asserts holder is LockHolder {
  if (holder === null) {
    throw new DatabaseInUseError(
      path,
      null,
      'The lock file cannot be read; when no process uses the folder, delete it.',
    );
  }
  if (isAbandoned(holder)) return;
  const why =
    holder.host === hostname()
      ? 'Only one process can open it: stop that one, or use a PostgreSQL server (DATABASE_URL) for several.'
      : 'Whether that host still uses it cannot be seen from here; when it does not, delete the lock file.';
  throw new DatabaseInUseError(path, holder, why);
}

/** Moves a dead process's lock away, and puts it back when somebody else's live lock was caught instead. */
function setAside(path: string, holder: LockHolder): void {
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside)?.token !== holder.token) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  unlinkSync(aside);
}

function heldLock(path: string, token: string): FolderLock {
  return {
    path,
    confirm() {
      const holder = readHolder(path);
      if (holder?.token !== token)
        throw new DatabaseInUseError(path, holder ?? null, 'It was opened twice at the same moment.');
    },
    release() {
      if (readHolder(path)?.token === token) unlinkSync(path);
    },
  };
}
