import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../platform/database/index.ts';
import { changedSince } from '../../../platform/search/index.ts';
import { assetPaths, renderPage, visitorContext } from '../../../portal/index.ts';
import type { PublicPagesContext } from '../portal/context.ts';
import { loadSurroundings } from '../portal/load-item.ts';
import { originOf } from '../portal/origin.ts';
import { publicPagesVersion } from '../portal/version.ts';
import { seenPublications } from '../store/page-views.ts';
import { type PageToWrite, pagesToWrite, touchedBy } from './addresses.ts';
import { expectedFiles } from './expected.ts';
import { ExportError, fileOf, hasTwins, STATE_FOLDER } from './files.ts';
import { exportItems, type ItemExport, type Served } from './items.ts';
import { nginxLocations } from './nginx.ts';
import { directWriter, type SiteWriter, threadedWriter } from './site-writer.ts';
import { type ExportState, readState, writeState } from './state.ts';

export interface StaticExport {
  /** The application whose pages are written; it need not listen. */
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly division: string;
  readonly directory: string;
  /** Version of the program: another one may draw pages otherwise. */
  readonly version?: string;
  /** Pages of other capabilities (the home page, reports), which they know. */
  readonly further?: readonly string[];
  /** The site's own host name, for absolute addresses in feeds and maps where no domain is configured. */
  readonly host?: string;
  /** Where the application will answer, for the nginx configuration that is written beside the pages. */
  readonly application?: string;
  /** For tests. */
  readonly now?: () => Date;
}

export interface ExportRun extends StaticExport {
  /** Everything is made again, whatever the folder's books say; files that come out the same stay as they are. */
  readonly whole?: boolean;
  readonly onProgress?: (progress: { phase: 'items' | 'pages'; done: number; total: number | undefined }) => void;
}

export interface ExportResult {
  readonly rendered: number;
  /** Files whose bytes changed. */
  readonly written: number;
  readonly removed: number;
  /** Whether an earlier run that was cut off was taken up again. */
  readonly resumed: boolean;
}

/** Items read and rendered together. */
const BATCH = 200;
/** A killed run begins again at most so long before its end. */
const CHECKPOINT_MS = 500;
/** With more changes than this the first pages of lists are not made twice. */
const FEW_CHANGES = 20;

function contextOf({ app, db, division, now }: StaticExport): PublicPagesContext {
  return { app, db, division, now: now ?? (() => new Date()) };
}

function servedBy({ app, host }: StaticExport): Served {
  const { basePath, prefix } = app.portalShell;
  return async (address) => {
    const response = await app.inject({
      url: `${basePath === prefix ? basePath : ''}${address}`,
      ...(host === undefined ? {} : { headers: { host } }),
    });
    if (response.statusCode !== 200)
      throw new ExportError(`${address}: the application answers ${response.statusCode}`);
    return { body: response.rawPayload, status: response.statusCode };
  };
}

/** As the pages asked of the application name it. */
function originFor({ app, host }: StaticExport): string {
  return originOf({ app }, { protocol: 'http', host: host ?? 'localhost:80' });
}

/** What makes every page another one. */
function lookOf(options: StaticExport, surroundings: string): string {
  const { site, navigation, basePath, searchPath } = options.app.portalShell;
  return createHash('sha256')
    .update(JSON.stringify([options.version ?? '', site, navigation, basePath, searchPath, options.host, assetPaths()]))
    .update(surroundings)
    .digest('hex');
}

async function writeServed(address: string, served: Served, writer: SiteWriter): Promise<void> {
  const file = fileOf(address);
  await writer.write({ file, body: (await served(address)).body, twins: hasTwins(file) });
}

async function writeListed(
  { app }: StaticExport,
  { address, content }: PageToWrite,
  served: Served,
  writer: SiteWriter,
  isNew: boolean,
): Promise<void> {
  const page = await content?.();
  if (page === undefined) return writeServed(address, served, writer);
  await writer.write({
    file: fileOf(address),
    body: renderPage(visitorContext(app, address), page),
    twins: true,
    isNew,
  });
}

/**
 * Writes the public site as files: everything into a new folder, else what changed since the last run, and what a run that
 * was killed had still to do. The folder can be served at any time.
 * @throws ExportError for a page the application does not serve, or a folder that cannot be written; run again afterwards
 */
export async function exportSite(options: ExportRun): Promise<ExportResult> {
  const { db, division, directory, onProgress } = options;
  const context = contextOf(options);
  const served = servedBy(options);
  const known = await readState(directory);
  const now = await publicPagesVersion(context);
  const look = lookOf(options, now.surroundings);
  const isAnew = options.whole === true || known === undefined || known.look !== look;
  if (!isAnew && known.isComplete && known.version === now.pages)
    return { rendered: 0, written: 0, removed: 0, resumed: false };
  const isFresh = known === undefined && (await isEmpty(directory));
  let state: ExportState = isAnew
    ? { look, version: now.pages, itemsUpTo: null, itemsDone: false, isComplete: false }
    : { ...known, isComplete: false };
  await writeState(directory, state);
  await writeConfiguration(options);

  const writer = threadedWriter(directory);
  const items: ItemExport = {
    context,
    surroundings: await loadSurroundings(context),
    directory,
    writer,
    isFresh,
    origin: originFor(options),
    redrawsCodes: isAnew,
  };
  let rendered = 0;
  const advance = async (change: Partial<ExportState>): Promise<void> => {
    await writer.flush();
    state = { ...state, ...change };
    await writeState(directory, state);
  };
  try {
    // What changed since those books were begun: before the rest, since it is what visitors wait for.
    const changed = isAnew ? [] : await changedSince(db, division, state.version);
    const made = new Set<string>();
    if (state.itemsDone && changed.length <= FEW_CHANGES)
      for (const id of changed) rendered += await exportTouched(items, served, id, made);
    else
      for (let i = 0; i < changed.length; i += BATCH)
        rendered += await exportItems(
          items,
          await seenPublications(db, division, { ids: changed.slice(i, i + BATCH) }),
          served,
        );
    await advance({ version: now.pages });

    let at = performance.now();
    while (!state.itemsDone) {
      const batch = await seenPublications(db, division, { after: state.itemsUpTo ?? undefined, limit: BATCH });
      rendered += await exportItems(items, batch, served);
      onProgress?.({ phase: 'items', done: rendered, total: undefined });
      const itemsUpTo = batch.at(-1)?.id ?? state.itemsUpTo;
      if (batch.length < BATCH) await advance({ itemsUpTo, itemsDone: true });
      else if (performance.now() - at >= CHECKPOINT_MS) {
        await advance({ itemsUpTo });
        at = performance.now();
      } else state = { ...state, itemsUpTo };
    }

    // Lists lead to items, so they come after them.
    const further = [...(options.further ?? []), ...assetPaths()].map((address) => ({ address }));
    const pages: PageToWrite[] = [...(await pagesToWrite(context)), ...further];
    for (const [i, page] of pages.entries()) {
      if (made.has(page.address)) continue;
      made.add(page.address);
      await writeListed(options, page, served, writer, isFresh);
      rendered++;
      if (i % 50 === 0) onProgress?.({ phase: 'pages', done: i, total: pages.length });
    }
    await writer.flush();
    const removed = isFresh
      ? 0
      : await removeStale(
          directory,
          await expectedFiles(
            context,
            pages.map(({ address }) => address),
          ),
        );
    await advance({ isComplete: true });
    return { rendered, written: writer.written, removed, resumed: known !== undefined && !known.isComplete && !isAnew };
  } finally {
    await writer.close();
  }
}

/** The pages of a publication and of what names it, first pages of its lists, feeds. @returns how many were rendered */
async function exportTouched(items: ItemExport, served: Served, id: string, made: Set<string>): Promise<number> {
  const { db, division } = items.context;
  const touched = await touchedBy(items.context, id);
  const publications = await seenPublications(db, division, { ids: [...new Set(touched.publications)] });
  let rendered = await exportItems(items, publications, served);
  for (const address of touched.pages) {
    if (made.has(address)) continue;
    made.add(address);
    await writeServed(address, served, items.writer).catch(ignoreEmptied);
    rendered++;
  }
  return rendered;
}

/** The last page of a category was withdrawn: its list is gone, and the whole run removes its file. */
function ignoreEmptied(error: unknown): void {
  if (!(error instanceof ExportError && /answers 404$/.test(error.message))) throw error;
}

/**
 * After one publication was published, changed or withdrawn: its pages, and the first ones of what it stands in, at once.
 * Into a folder that holds the site already; the rest follows with the next `exportSite`.
 */
export async function exportChanged(options: StaticExport, publicationId: string): Promise<ExportResult> {
  const context = contextOf(options);
  const writer = directWriter(options.directory);
  const surroundings = await loadSurroundings(context);
  const items: ItemExport = {
    context,
    surroundings,
    directory: options.directory,
    writer,
    isFresh: false,
    origin: originFor(options),
    redrawsCodes: false,
  };
  const rendered = await exportTouched(items, servedBy(options), publicationId, new Set());
  return { rendered, written: writer.written, removed: 0, resumed: false };
}

async function isEmpty(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { recursive: true });
    return (await readdir(directory)).length === 0;
  } catch (error) {
    throw new ExportError(`${directory}: cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

async function removeStale(directory: string, expected: ReadonlySet<string>): Promise<number> {
  let removed = 0;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name).slice(directory.length).replace(/^\//, '');
    if (file.startsWith(`${STATE_FOLDER}/`)) continue;
    const page = file.replace(/\.writing$/, '').replace(/\.(?:gz|br)$/, '');
    if (expected.has(page) && !file.endsWith('.writing')) continue;
    if (file === page) removed++;
    await rm(join(directory, file), { force: true });
  }
  return removed;
}

async function writeConfiguration(options: StaticExport): Promise<void> {
  const { basePath } = options.app.portalShell;
  const application = options.application ?? 'http://127.0.0.1:8080';
  for (const brotli of [false, true])
    await writeFile(
      join(options.directory, STATE_FOLDER, brotli ? 'nginx-brotli.conf' : 'nginx.conf'),
      nginxLocations({ directory: options.directory, basePath, application, brotli }),
    );
}
