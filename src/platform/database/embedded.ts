import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { lockFolder } from './folder-lock.ts';
import { pgliteParsers } from './values.ts';

// PGlite as it comes never calls fsync: it starts PostgreSQL with -F and its Node file system has no fsync at all. What was
// acknowledged then survives the end of the process, but not a cut of power. docs/operate/durability.md has the trials.

interface EmscriptenModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
  FS: { ErrnoError: new (code: number) => Error };
}

const EIO = 29;

/** PGlite's file system on a folder, whose fsync reaches the disk. */
class DurableFolder extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const passOn = (module: unknown): void => {
      const { NODEFS, FS } = module as EmscriptenModule;
      NODEFS.stream_ops.fsync = (stream) => {
        try {
          fsyncSync(stream.nfd);
          return 0;
        } catch {
          // PostgreSQL must hear of it: it stops rather than call unwritten data safe.
          throw new FS.ErrnoError(EIO);
        }
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), passOn] } };
  }
}

// A quarter of PGlite's buffers: 130 MB less memory and a quicker start, while the system's page cache keeps reads as fast.
const commonParameters = ['-c', 'TimeZone=Asia/Shanghai', '-c', 'shared_buffers=32MB'];

/** `-F` out, so fsync is on; `fdatasync`, the default for the log, is a call that PGlite's build leaves empty. */
const durableParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  ...commonParameters,
];

/** What stands in the folder can't be started. The command line ends with `exitStatus`; the folder stays as it is. */
export class DatabaseDamagedError extends Error {
  override name = 'DatabaseDamagedError';
  readonly exitStatus = 2;
  constructor(folder: string, cause: unknown) {
    super(
      `${folder}: the embedded database does not start: its files are damaged or not a database's. Nothing was changed. ` +
        'Restore a backup into another folder (gongkai restore); a demonstration is made anew when its folder is deleted.',
      { cause },
    );
  }
}

const DATABASE_FOLDER = 'database';
const UNFINISHED_FOLDER = 'database.unfinished';

export interface EmbeddedDatabase {
  readonly pglite: PGlite;
  close(): Promise<void>;
}

/**
 * Opens `<dataDir>/database`, creating it when there is none, and holds `<dataDir>/database.lock` until closed.
 * @throws DatabaseInUseError when another process holds the folder; DatabaseDamagedError when it cannot be started
 */
export async function openEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const lock = lockFolder(dataDir);
  try {
    const folder = join(dataDir, DATABASE_FOLDER);
    if (!existsSync(folder)) await createFolder(dataDir, folder);
    const pglite = await startPGlite({ fs: new DurableFolder(folder), startParams: durableParameters }).catch(
      (cause: unknown) => {
        throw new DatabaseDamagedError(folder, cause);
      },
    );
    try {
      lock.confirm();
    } catch (error) {
      await pglite.close();
      throw error;
    }
    const stopCheckpoints = startCheckpoints(pglite);
    return {
      pglite,
      async close() {
        stopCheckpoints();
        await pglite.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A database in memory, for tests and for work that keeps nothing; `dump` is what `dumpDataDir` of another one gave. */
export async function openInMemory(dump?: Blob): Promise<PGlite> {
  return startPGlite({
    startParams: [...PGlite.defaultStartParams, ...commonParameters],
    // Small log segments: a dump of such a database is a third smaller and so loads faster.
    ...(dump === undefined ? { initDbStartParams: ['--wal-segsize=1'] } : { loadDataDir: dump }),
  });
}

async function startPGlite(options: PGliteOptions): Promise<PGlite> {
  return PGlite.create({ ...options, parsers: pgliteParsers });
}

/** Made aside and renamed when whole and on disk, so that a cut while creating leaves nothing half made behind. */
async function createFolder(dataDir: string, folder: string): Promise<void> {
  const unfinished = join(dataDir, UNFINISHED_FOLDER);
  rmSync(unfinished, { recursive: true, force: true });
  const pglite = await startPGlite({ fs: new DurableFolder(unfinished), startParams: durableParameters });
  await pglite.close();
  syncTree(unfinished);
  renameSync(unfinished, folder);
  syncPath(dataDir);
}

function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) syncTree(child);
    else if (entry.isFile()) syncPath(child);
  }
  syncPath(path);
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const CHECKPOINT_CHECK_MS = 60_000;
const CHECKPOINT_BYTES = 32 * 1024 * 1024;

/**
 * PGlite runs PostgreSQL's single-user mode, which has no checkpointer: its log would grow until the process ends, and
 * every start after a crash would replay all of it. Returns what stops the checks.
 */
function startCheckpoints(pglite: PGlite): () => void {
  const timer = setInterval(() => {
    checkpointWhenDue(pglite).catch(() => {
      // A closing database refuses; a broken one says so to whoever uses it next.
    });
  }, CHECKPOINT_CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Writes a checkpoint when more than 32 MB of log would have to be replayed; answers whether it did. */
export async function checkpointWhenDue(pglite: PGlite): Promise<boolean> {
  const { rows } = await pglite.query<{ bytes: number }>(
    'select pg_current_wal_insert_lsn() - redo_lsn as bytes from pg_control_checkpoint()',
  );
  const isDue = (rows[0]?.bytes ?? 0) > CHECKPOINT_BYTES;
  if (isDue) await pglite.query('checkpoint');
  return isDue;
}
