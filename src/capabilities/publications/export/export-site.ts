import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compress = promisify(gzip);

/** What stands in the folder: address -> hash of its bytes, and what nginx must say of it. */
interface Manifest {
  pages: Record<string, { file: string; sha256: string; status: number; type: string }>;
}

export interface ExportOptions {
  /** The application whose pages are written; it need not listen. */
  app: FastifyInstance;
  directory: string;
  /** Addresses inside the portal, without query. */
  addresses: readonly string[];
  /**
   * `whole`: the addresses are the whole site; what is no longer among them is removed. `changed`: only these are written
   * anew, everything else stays.
   */
  scope: 'whole' | 'changed';
  /** The site's own host name, for absolute addresses in feeds and maps where none is configured. */
  host?: string;
}

export interface ExportResult {
  rendered: number;
  /** Files whose bytes changed. */
  written: number;
  removed: number;
}

export class ExportError extends Error {
  override name = 'ExportError';
}

const MANIFEST = 'export.json';
/** Pages rendered at once: the database has few connections, compression runs on other threads. */
const PARALLEL = 8;
const COMPRESSED = /^(?:text\/|application\/(?:[a-z]+\+)?(?:xml|json)|image\/svg)/;

/** `/items/x` is the file `items/x.html`; an address that names a type keeps its name. */
export function fileOf(address: string, type: string): string {
  const path = decodeURIComponent(address.replace(/^\//, ''));
  if (path.split('/').some((part) => part === '..' || part === '.' || part.includes('\\') || part.includes('\0')))
    throw new ExportError(`${address}: not an address that can be a file`);
  if (!type.startsWith('text/html')) return path;
  if (path === '') return 'index.html';
  return extname(path) === '.html' ? path : `${path}.html`;
}

async function readManifest(directory: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(directory, MANIFEST), 'utf8')) as Manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { pages: {} };
    throw error;
  }
}

/** A reader of the folder sees the old file or the new one, never a part. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.writing`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}

/**
 * Writes pages as files for nginx, each with a compressed twin (gzip_static), byte for byte what the application serves to a
 * visitor without settings. Files that did not change are left alone. Withdrawn pages are written with their status in
 * `gone.conf`, which nginx includes.
 * @throws ExportError for an address the application does not serve; nothing is removed then
 */
export async function exportSite(options: ExportOptions): Promise<ExportResult> {
  const { app, directory, scope } = options;
  await mkdir(directory, { recursive: true });
  const before = await readManifest(directory);
  const after: Manifest = { pages: scope === 'whole' ? {} : { ...before.pages } };
  const made = new Set<string>();
  let written = 0;

  async function exportOne(address: string): Promise<Buffer | undefined> {
    const response = await app.inject({
      url: `${app.portalShell.basePath === app.portalShell.prefix ? app.portalShell.basePath : ''}${address}`,
      ...(options.host === undefined ? {} : { headers: { host: options.host } }),
    });
    const status = response.statusCode;
    if (status !== 200 && status !== 410) throw new ExportError(`${address}: the application answers ${status}`);
    const type = String(response.headers['content-type'] ?? 'application/octet-stream');
    const bytes = response.rawPayload;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = fileOf(address, type);
    after.pages[address] = { file, sha256, status, type };
    const known = before.pages[address];
    if (known?.sha256 === sha256 && known.file === file) return type.startsWith('text/html') ? bytes : undefined;
    const path = join(directory, file);
    const folder = dirname(path);
    if (!made.has(folder)) {
      await mkdir(folder, { recursive: true });
      made.add(folder);
    }
    await writeWhole(path, bytes);
    if (COMPRESSED.test(type)) await writeWhole(`${path}.gz`, await compress(bytes, { level: 9 }));
    written++;
    return type.startsWith('text/html') ? bytes : undefined;
  }

  const queue = [...new Set(options.addresses)];
  const asked = new Set(queue);
  const base = app.portalShell.basePath;
  const assets = new RegExp(`(?:href|src)="${base}(/assets/[^"?#]+)"`, 'g');
  async function work(): Promise<void> {
    for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
      const html = await exportOne(address);
      for (const [, asset = ''] of html?.toString('utf8').matchAll(assets) ?? []) {
        if (asked.has(asset)) continue;
        asked.add(asset);
        if (scope === 'whole' || before.pages[asset] === undefined) queue.push(asset);
      }
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work));

  const stale = Object.entries(before.pages).filter(([address]) => after.pages[address] === undefined);
  for (const [, { file }] of stale)
    for (const name of [file, `${file}.gz`]) await rm(join(directory, name), { force: true });
  await writeWhole(join(directory, 'gone.conf'), Buffer.from(goneConfiguration(after, base)));
  await writeWhole(join(directory, MANIFEST), Buffer.from(JSON.stringify(after)));
  return { rendered: asked.size, written, removed: stale.length };
}

/** nginx serves a withdrawn page's file with status 410. */
function goneConfiguration({ pages }: Manifest, base: string): string {
  const gone = Object.entries(pages).filter(([, { status }]) => status === 410);
  return gone
    .map(([address, { file }]) => `location = ${base}${address} { error_page 410 ${base}/${file}; return 410; }\n`)
    .sort()
    .join('');
}
