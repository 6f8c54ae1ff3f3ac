import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const MISSING =
  'PostgreSQL 15 or newer was not found. The store tests run on it as well as on PGlite: ' +
  '`apt-get install postgresql` (npm test does so when it runs as root).';

/** Folder with initdb and postgres, the newest version first: PG_BIN, Debian's place, or the PATH. */
function findBinaries(): string {
  const candidates = [process.env.PG_BIN ?? ''];
  if (existsSync(DEBIAN_FOLDER)) {
    const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a));
    candidates.push(...versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')));
  }
  candidates.push(...(process.env.PATH ?? '').split(':'));
  const found = candidates.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error(MISSING);
  return found;
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as Debian's user postgres. */
async function serverIdentity(): Promise<Identity | null> {
  if (process.getuid?.() !== 0) return null;
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => (await run('id', [flag, 'postgres'])).stdout),
    );
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    throw new Error(`There is no user postgres to run the server as. ${MISSING}`);
  }
}

export interface PostgresServer {
  /** Address of database `name`, for openDatabase. */
  url(name: string): string;
  /** Runs one statement on the maintenance database. */
  administer(statement: string): Promise<void>;
  stop(): Promise<void>;
}

/** A throw-away server on a Unix socket in a temporary folder: no port, no password, nothing forced to disk. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = findBinaries();
  const identity = await serverIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-pg-'));
  if (identity) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, 'data');
  const child = await initAndStart(binaries, identity, folder, data).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const url = (name: string): string => `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(url('postgres'), child);
  } catch (error) {
    await stop();
    throw error;
  }
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url('postgres') });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return { url, administer, stop };
}

async function initAndStart(
  binaries: string,
  identity: Identity | null,
  folder: string,
  data: string,
): Promise<ChildProcess> {
  const as = identity ?? {};
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(join(binaries, 'initdb'), init, { ...as, cwd: folder });
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'listen_addresses=',
    'shared_buffers=64MB',
  ];
  const args = ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])];
  const postgres = join(binaries, 'postgres');
  // A test run that is killed must not leave a server behind: the kernel ends it with its parent.
  const reaper = '/usr/bin/setpriv';
  if (!existsSync(reaper)) return spawn(postgres, args, { ...as, cwd: folder, stdio: 'ignore' });
  const drop = identity ? ['--reuid', `${identity.uid}`, '--regid', `${identity.gid}`, '--init-groups'] : [];
  return spawn(reaper, ['--pdeathsig', 'INT', ...drop, postgres, ...args], { cwd: folder, stdio: 'ignore' });
}

async function waitUntilReady(connectionString: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`the test PostgreSQL server ended with status ${child.exitCode}`);
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await delay(25);
    }
  }
  throw new Error('the test PostgreSQL server did not start within 10 s');
}
