import { spawn } from 'node:child_process';
import { flushCompileCache } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandIo, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { ensureOfficeBuilt, OfficeBuildError } from '../platform/office/index.ts';
import { type DataOptions, dataDirectory, openData, openKeys } from './open.ts';
import { checkSettings, readPort } from './settings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ServeCommandOptions extends DataOptions {
  port: string;
  host: string;
}

/** Builds the office when its sources are newer; the portal is served also when that fails. */
async function prepareOffice(io: CommandIo): Promise<void> {
  try {
    await ensureOfficeBuilt({ onBuild: () => io.err('正在构建办公端…\n') });
  } catch (error) {
    if (!(error instanceof OfficeBuildError)) throw error;
    io.err(`办公端未能构建，暂不可用：${error.message}\n`);
  }
}

/**
 * Opens the database while `load` brings in the modules that work on it, which is half of a start: one waits for the disk
 * and for the compiler, the other for nothing. @throws UsageError as openData
 */
export async function openWhileLoading<T>(
  options: DataOptions,
  load: () => Promise<T>,
): Promise<{ opened: Awaited<ReturnType<typeof openData>>; loaded: T }> {
  const opening = openData(options);
  // Its fault is told below; until then nobody listens.
  opening.catch(() => {});
  try {
    const loaded = await load();
    return { opened: await opening, loaded };
  } catch (error) {
    await opening.then((opened) => opened.close()).catch(() => {});
    throw error;
  }
}

/**
 * Builds, beside the running server, the one file that the next start reads in place of all sources (bin/bundle.js).
 * Nobody waits for it: when it fails, the next start is only slower.
 */
function buildBundleForNextStart(): void {
  if (process.env.GONGKAI_STARTED_FROM !== 'sources') return;
  const builder = spawn(process.execPath, [join(root, 'bin', 'build-bundle.js')], { stdio: 'ignore', detached: true });
  builder.on('error', () => {});
  builder.unref();
}

/** What an operator reads where the address cannot be listened on; undefined for every other fault. */
function listenFault(error: unknown, { host, port }: ServeCommandOptions): UsageError | undefined {
  if (!isSystemError(error)) return undefined;
  if (error.code === 'EADDRINUSE') return new UsageError(`--port: ${port} 端口已被占用，请换一个端口`);
  if (error.code === 'EACCES') return new UsageError(`--port: 没有权限使用 ${port} 端口`);
  if (error.code === 'EADDRNOTAVAIL') return new UsageError(`--host: 本机没有地址 ${host}`);
  return undefined;
}

/**
 * Listens once and lets go, so that a port in use is told before a database is opened or a district built. Another
 * process may still take it in between: `serve` tells that. @throws UsageError
 */
export async function requireFreePort(options: ServeCommandOptions): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(readPort(options.port), options.host, resolve);
    });
  } catch (error) {
    throw listenFault(error, options) ?? error;
  }
  await new Promise<void>((resolve) => probe.close(() => resolve()));
}

/** Serves until the process is stopped. */
export async function serve(
  opened: Awaited<ReturnType<typeof openData>>,
  options: ServeCommandOptions,
  demonstration: boolean,
  io: CommandIo,
  hello: (address: string) => string,
): Promise<number> {
  const { NothingToServeError, startServer, untilStopped } = await import('../main.ts');
  try {
    await prepareOffice(io);
    const server = await startServer(opened, {
      protection: await openKeys(opened, options),
      filesDirectory: join(dataDirectory(options), 'files'),
      host: options.host,
      port: readPort(options.port),
      demonstration,
    });
    io.out(hello(server.address));
    // Otherwise written at exit only, and a killed process would leave the next start as slow as the first.
    flushCompileCache();
    buildBundleForNextStart();
    await untilStopped();
    await server.close();
    return 0;
  } catch (error) {
    if (error instanceof NothingToServeError) throw new UsageError(error.message);
    throw listenFault(error, options) ?? error;
  }
}

/** `gongkai serve`. */
export async function runServe(options: ServeCommandOptions, io: CommandIo): Promise<number> {
  checkSettings();
  await requireFreePort(options);
  const { opened } = await openWhileLoading(options, () => import('../main.ts'));
  try {
    return await serve(opened, options, false, io, (address) => `公开已启动：${address}\n`);
  } finally {
    await opened.close();
  }
}
