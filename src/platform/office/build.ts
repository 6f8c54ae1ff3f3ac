import { spawn } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the built files are. */
export const officeDirectory = join(root, 'office', 'dist');

/** Written last, so that a build that was cut off does not pass for one. */
export const BUILD_STAMP = 'build.json';

export class OfficeBuildError extends Error {
  override name = 'OfficeBuildError';
}

const NOT_SOURCES = new Set(['node_modules', 'dist', 'client.generated']);

async function newestBelow(directory: string): Promise<number> {
  let newest = 0;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (NOT_SOURCES.has(entry.name) || entry.name.endsWith('.test.ts')) continue;
    const path = join(directory, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? await newestBelow(path) : (await stat(path)).mtimeMs);
  }
  return newest;
}

/** Folders whose routes the office's client is generated from. */
async function apiFolders(): Promise<string[]> {
  const capabilities = join(root, 'src', 'capabilities');
  const found: string[] = [join(root, 'src', 'platform', 'identity', 'http')];
  for (const name of await readdir(capabilities)) {
    const folder = join(capabilities, name, 'api');
    if ((await stat(folder).catch(() => undefined))?.isDirectory()) found.push(folder);
  }
  return found;
}

/** Whether the built files stand and are as new as what they are built from. */
export async function isOfficeBuilt(): Promise<boolean> {
  let builtAt: number;
  try {
    builtAt = (JSON.parse(await readFile(join(officeDirectory, BUILD_STAMP), 'utf8')) as { sourcesAt: number })
      .sourcesAt;
  } catch {
    return false;
  }
  return builtAt >= (await sourcesChangedAt());
}

/** When a source of the office was last changed, in milliseconds. */
export async function sourcesChangedAt(): Promise<number> {
  const folders = [join(root, 'office'), ...(await apiFolders())];
  return Math.max(...(await Promise.all(folders.map(newestBelow))));
}

/**
 * Builds the office's files where they are missing or older than their sources. The build runs in a process of its own,
 * since it takes memory the server should not keep.
 * @throws OfficeBuildError with the last lines of the build
 */
export async function ensureOfficeBuilt(options: { onBuild?: () => void } = {}): Promise<'present' | 'built'> {
  if (await isOfficeBuilt()) return 'present';
  options.onBuild?.();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(root, 'bin', 'hooks.js'),
      join(root, 'scripts', 'build-office.ts'),
      '--if-needed',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Under a test runner the components would be built with made-up names that are all the same.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (status !== 0) throw new OfficeBuildError(`the office could not be built:\n${output.trim()}`);
  return 'built';
}
