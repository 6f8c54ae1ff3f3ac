// Builds the office: the client from the routes' own description, then the files the browser loads.
//   node bin/run-script.js scripts/build-office.ts            everything, into office/dist
//   node bin/run-script.js scripts/build-office.ts --if-needed  the same, unless they are as new as their sources
//   node bin/run-script.js scripts/build-office.ts --client   the client alone, for the type check
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { createClient } from '@hey-api/openapi-ts';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { buildApp } from '../src/app.ts';
import type { DatabaseSchema } from '../src/platform/database/index.ts';
import { BUILD_STAMP, isOfficeBuilt, officeDirectory, sourcesChangedAt } from '../src/platform/office/build.ts';
import { whileHolding } from '../src/platform/office/build-lock.ts';
import { newKeyRing, Protection } from '../src/platform/protection/index.ts';
import { VERSION } from '../src/version.ts';

const office = fileURLToPath(new URL('../office/', import.meta.url));
const cacheDirectory = fileURLToPath(new URL('../node_modules/.cache/gongkai/', import.meta.url));

/** The routes are described without a database: none is asked before a request comes. */
async function describeApi(): Promise<Record<string, unknown>> {
  const db = new Kysely<DatabaseSchema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const app = await buildApp({
    db,
    protection: new Protection(newKeyRing()),
    filesDirectory: 'data/files',
    version: VERSION,
    division: '000000',
    site: { name: '办公系统', sponsor: '办公系统' },
    readiness: async () => [],
    log: { level: 'silent' },
  });
  const document = (await app.inject('/api/openapi.json')).json() as Record<string, unknown>;
  await app.close();
  return document;
}

async function generateClient(): Promise<void> {
  await createClient({
    input: (await describeApi()) as never,
    output: { path: join(office, 'src', 'client.generated'), importFileExtension: '.ts' },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', { name: '@hey-api/sdk' }],
    logs: { level: 'warn', file: false },
  });
}

const pack = { gzip: promisify(gzip), brotli: promisify(brotliCompress) };

/** Twins the server sends as they are, so that no request pays for compressing. */
async function compressAssets(): Promise<void> {
  const folder = join(officeDirectory, 'assets');
  for (const name of await readdir(folder)) {
    if (!/\.(?:js|css|svg)$/.test(name)) continue;
    const content = await readFile(join(folder, name));
    await writeFile(join(folder, `${name}.gz`), await pack.gzip(content, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(join(folder, `${name}.br`), await pack.brotli(content, { params }));
  }
}

async function buildAll(): Promise<void> {
  const sourcesAt = await sourcesChangedAt();
  await generateClient();
  if (process.argv.includes('--client')) return;
  // Vite works in its own folder, as its command would.
  process.chdir(office);
  const { build } = await import('vite');
  await build({ configFile: join(office, 'vite.config.ts'), root: office, logLevel: 'warn' });
  await compressAssets();
  await mkdir(officeDirectory, { recursive: true });
  await writeFile(join(officeDirectory, BUILD_STAMP), `${JSON.stringify({ sourcesAt, version: VERSION })}\n`);
}

// Two servers that are started at once would take each other's files away.
await whileHolding(join(cacheDirectory, 'office-build.lock'), async () => {
  // Another process built it while this one waited.
  if (process.argv.includes('--if-needed') && (await isOfficeBuilt())) return;
  await buildAll();
});
