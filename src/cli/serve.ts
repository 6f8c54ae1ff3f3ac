import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { NothingToServeError, startServer, untilStopped } from '../main.ts';
import { type CommandIo, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { NotificationSettingsError, readNotificationSettings } from '../platform/notifications/index.ts';
import { ensureOfficeBuilt, OfficeBuildError } from '../platform/office/index.ts';
import { readServerOptions, ServerOptionsError } from '../server-options.ts';
import { readSiteOptions, SiteOptionsError } from '../site-options.ts';
import { type DataOptions, dataDirectory, openData, openKeys } from './open.ts';

export interface ServeCommandOptions extends DataOptions {
  port: string;
  host: string;
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port: expected 0 to 65535, found ${JSON.stringify(text)}`);
  return port;
}

/** A setting of the environment that makes no sense ends the command before anything is opened. @throws UsageError */
export function checkSettings(): void {
  try {
    readSiteOptions(process.env);
    readServerOptions(process.env);
    readNotificationSettings();
  } catch (error) {
    if (
      error instanceof SiteOptionsError ||
      error instanceof ServerOptionsError ||
      error instanceof NotificationSettingsError
    )
      throw new UsageError(error.message);
    throw error;
  }
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

/** Serves until the process is stopped. */
export async function serve(
  opened: Awaited<ReturnType<typeof openData>>,
  options: ServeCommandOptions,
  demonstration: boolean,
  io: CommandIo,
  hello: (address: string) => string,
): Promise<number> {
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
    await untilStopped();
    await server.close();
    return 0;
  } catch (error) {
    if (error instanceof NothingToServeError) throw new UsageError(error.message);
    if (isSystemError(error) && error.code === 'EADDRINUSE')
      throw new UsageError(`--port: ${options.port} 端口已被占用，请换一个端口`);
    if (isSystemError(error) && error.code === 'EACCES')
      throw new UsageError(`--port: 没有权限使用 ${options.port} 端口`);
    throw error;
  }
}

/** `gongkai serve`. */
export async function runServe(options: ServeCommandOptions, io: CommandIo): Promise<number> {
  readPort(options.port);
  checkSettings();
  const opened = await openData(options);
  try {
    return await serve(opened, options, false, io, (address) => `公开已启动：${address}\n`);
  } finally {
    await opened.close();
  }
}
