// Builds the bundle that the next start uses (bundle.js). Started by the server once it answers, in a process of its own
// at low priority; nothing waits for it, and a bundle cut off half-way is never seen.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleDirectory, bundleManifest, installedPackages, removeOldBundles, stampOf } from './bundle.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Packages that look for files beside their own: they stay where npm put them.
const leftInPlace = [
  '@electric-sql/pglite',
  '@expo-google-fonts/*',
  '@myriaddreamin/*',
  '@node-rs/*',
  'esbuild',
  'jsdom',
  'pdfjs-dist',
  'pino',
  'playwright-core',
  'thread-stream',
  'vite',
];

/** Modules find files by their own place, which in the bundle is still the place of their source. */
const keepPlaces = {
  name: 'keep-places',
  setup(builder) {
    builder.onLoad({ filter: /\.(?:ts|tsx|mjs|cjs|js)$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const loader = path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js';
      if (/\bimport\.meta\b/.test(source))
        return {
          loader,
          contents: source
            .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
            .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
            .replaceAll('import.meta.filename', JSON.stringify(path)),
        };
      // CommonJS only: a module of ours never reads these two.
      if (/\b__(?:dirname|filename)\b/.test(source))
        return {
          loader,
          contents: source
            .replaceAll(/\b__dirname\b/g, JSON.stringify(dirname(path)))
            .replaceAll(/\b__filename\b/g, JSON.stringify(path)),
        };
      return null;
    });
  },
};

setPriority(10);
const startedAt = Date.now();
const folder = `${startedAt}-${process.pid}`;
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli.ts' },
  outdir: join(bundleDirectory, folder),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  external: leftInPlace,
  plugins: [keepPlaces],
  metafile: true,
  logLevel: 'error',
  // CommonJS packages call for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
});
const own = Object.keys(metafile.inputs)
  .map((path) => relative(root, join(root, path)))
  .filter((path) => !path.startsWith('node_modules'));
const inputs = Object.fromEntries(
  [...own, installedPackages, 'bin/build-bundle.js'].map((path) => [path, stampOf(path)]),
);
// What was changed while the bundle was built may be in it or not: the next start builds another.
const changedMeanwhile = Object.values(inputs).some((stamp) => Number(stamp.split(' ')[1]) >= startedAt);
if (!changedMeanwhile) {
  const half = `${bundleManifest}.${process.pid}`;
  writeFileSync(half, JSON.stringify({ folder, entry: 'cli.mjs', inputs }));
  renameSync(half, bundleManifest);
}
removeOldBundles();
