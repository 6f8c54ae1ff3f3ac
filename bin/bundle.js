// Which bundle of the command line the launcher may start from. One file is read in place of 2,700, which saves a third of
// a start; a bundle is only ever a copy of the sources it names and is passed over when one of them has changed
// (docs/adr/0080-bundle.md). Runs on Node 20 too.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from './cache-directory.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles lie here, each in a folder of its own beside `current.json`, which names the one to start from. */
export const bundleDirectory = join(cacheDirectory, 'bundles');
export const bundleManifest = join(bundleDirectory, 'current.json');

/** What npm writes last: another one means other packages. */
export const installedPackages = 'node_modules/.package-lock.json';

/** GONGKAI_BUNDLE=off starts from the sources and builds no bundle. */
export const bundleWanted = process.env.GONGKAI_BUNDLE !== 'off';

/** Size and time of change of a file below the repository, as one text; '' when it is not there. */
export function stampOf(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs}` : '';
}

/**
 * The bundle's entry when each file it was made of is as it was, else null.
 * The manifest is `{ folder, entry, inputs: { [path below the repository]: stamp } }`.
 */
export function currentBundle({ manifest = bundleManifest, wanted = bundleWanted } = {}) {
  if (!wanted) return null;
  try {
    const { folder, entry, inputs } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const [path, stamp] of Object.entries(inputs)) if (stampOf(path) !== stamp) return null;
    const file = join(bundleDirectory, folder, entry);
    return statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

/** Removes all but the newest bundles; a server that still runs from an older one loads rare parts from it. */
export function removeOldBundles(keep = 4) {
  const folders = readdirSync(bundleDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(bundleDirectory, entry.name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of folders.slice(keep)) rmSync(folder, { recursive: true, force: true });
}
