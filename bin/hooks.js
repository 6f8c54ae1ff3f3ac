// Node strips types from .ts itself; .tsx also needs its JSX turned into calls. This hook does just that with esbuild,
// so the server runs from source without a build (docs/adr/0002-node.md). Idempotent: workers import it again.
// What esbuild made is kept by the hash of its source: starting it costs a fifth of the platform's start.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from './cache-directory.js';

const require = createRequire(import.meta.url);
const folder = join(cacheDirectory, 'tsx');
const esbuildVersion = JSON.parse(readFileSync(require.resolve('esbuild/package.json'), 'utf8')).version;

function transform(source, path) {
  return require('esbuild').transformSync(source, {
    loader: 'tsx',
    format: 'esm',
    target: 'node22',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcefile: path,
    sourcemap: 'inline',
  }).code;
}

/** The kept copy, or a new one. A cache that can't be read or written is done without. */
function transformOnce(source, path) {
  const key = createHash('sha256').update(`${esbuildVersion}\0${path}\0`).update(source).digest('hex');
  const kept = join(folder, `${key}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const code = transform(source, path);
    try {
      mkdirSync(folder, { recursive: true });
      // Renamed into place, so that a process killed here leaves no half file behind.
      const half = `${kept}.${process.pid}`;
      writeFileSync(half, code);
      renameSync(half, kept);
    } catch {
      // Read-only or full: the next start transforms again.
    }
    return code;
  }
}

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const path = fileURLToPath(url);
    return { format: 'module', source: transformOnce(readFileSync(path, 'utf8'), path), shortCircuit: true };
  },
});
