// Finds a Node that runs TypeScript by type stripping (>= 22.18) and hands a script over to it.
// Runs on Node 20 too, so it uses nothing newer. See docs/adr/0002-node.md.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWanted, currentBundle } from './bundle.js';
import { cacheDirectory } from './cache-directory.js';

/** Node's cache of compiled modules: saves half a second at each start. NODE_COMPILE_CACHE moves it. */
const compileCache = process.env.NODE_COMPILE_CACHE ?? join(cacheDirectory, 'compiled');

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when this process's Node strips types and has module.registerHooks without flags. */
function isFit(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Path of the pinned Node that npm installed, or null. */
function bundledNode() {
  for (const name of [`node-${process.platform}-${process.arch}`]) {
    const path = join(root, 'node_modules', name, 'bin', 'node');
    if (existsSync(path)) return path;
  }
  return null;
}

/**
 * Runs `script` (path relative to the repository) with `args` on a fit Node; in this process when it is fit itself.
 * A child gets this process's signals and its exit status becomes ours.
 */
export async function runOnFitNode(script, args) {
  const bundle = script === 'src/cli.ts' ? currentBundle() : null;
  const target = bundle ?? join(root, script);
  // Told to the server, so that it knows whether to build a bundle for the next start.
  process.env.GONGKAI_STARTED_FROM = !bundleWanted ? '' : bundle ? 'bundle' : 'sources';
  if (isFit()) {
    process.argv = [process.execPath, target, ...args];
    module.enableCompileCache(compileCache);
    await import(join(root, 'bin/hooks.js'));
    await import(target);
    return;
  }
  const node = bundledNode();
  if (!node) {
    process.stderr.write(
      `gongkai: Node ${process.versions.node} is too old (22.18 or newer is needed) and no bundled Node was found for ${process.platform}-${process.arch}.\n` +
        'Install Node 24 (https://nodejs.org) or run `npm ci` with optional dependencies.\n',
    );
    process.exit(2);
  }
  const child = spawn(
    node,
    // A start makes much that lives on: with little room for what is new, a tenth of it goes to collecting.
    [
      '--disable-warning=ExperimentalWarning',
      '--max-semi-space-size=32',
      '--min-semi-space-size=16',
      '--import',
      join(root, 'bin/hooks.js'),
      target,
      ...args,
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
