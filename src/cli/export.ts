import { join, resolve } from 'node:path';
import { ExportError, type ExportResult, exportSite } from '../capabilities/publications/index.ts';
import { exportedPages } from '../exported-pages.ts';
import { buildServed, NothingToServeError } from '../main.ts';
import { type CommandIo, UsageError } from '../platform/command-line/io.ts';
import { SiteOptionsError } from '../site-options.ts';
import { VERSION } from '../version.ts';
import { type DataOptions, dataDirectory, openKeys, withData } from './open.ts';

export interface ExportOptions extends DataOptions {
  output?: string;
  whole?: boolean;
  host?: string;
  application?: string;
  demonstration?: boolean;
  json?: boolean;
}

/** `gongkai export`: the public site as files for nginx (docs/operate/static-export.md). */
export async function runExport(options: ExportOptions, io: CommandIo): Promise<number> {
  if (options.host !== undefined && !/^[a-z0-9.-]+(:\d{1,5})?$/i.test(options.host))
    throw new UsageError(`export: --host: expected a host name, found ${JSON.stringify(options.host)}`);
  if (options.application !== undefined && !/^https?:\/\/[a-z0-9.[\]:-]+$/i.test(options.application))
    throw new UsageError(
      `export: --application: expected an address such as http://127.0.0.1:8080, found ${JSON.stringify(options.application)}`,
    );
  const directory = resolve(options.output ?? join(dataDirectory(options), 'site'));
  const started = performance.now();
  const result = await withData(options, async (opened) => {
    try {
      const { app, division } = await buildServed(opened, {
        protection: await openKeys(opened, options),
        filesDirectory: join(dataDirectory(options), 'files'),
        demonstration: options.demonstration ?? false,
        log: { level: 'silent' },
      });
      try {
        return await exportSite({
          app,
          db: opened.db,
          division,
          directory,
          version: VERSION,
          whole: options.whole ?? false,
          further: await exportedPages(opened.db, division),
          ...(options.host === undefined ? {} : { host: options.host }),
          ...(options.application === undefined ? {} : { application: options.application }),
          ...(process.stderr.isTTY && !process.env.NO_COLOR ? { onProgress: progressBar(io) } : {}),
        });
      } finally {
        await app.close();
      }
    } catch (error) {
      if (error instanceof ExportError || error instanceof NothingToServeError || error instanceof SiteOptionsError)
        throw new UsageError(`export: ${error.message}`);
      throw error;
    }
  });
  report(result, directory, (performance.now() - started) / 1000, options.json === true, io);
  return 0;
}

function progressBar(io: CommandIo) {
  return ({ phase, done, total }: { phase: 'items' | 'pages'; done: number; total: number | undefined }): void =>
    io.err(`\r  ${phase === 'items' ? '信息' : '栏目'} ${done}${total === undefined ? '' : ` / ${total}`}\u001b[K`);
}

function report(result: ExportResult, directory: string, seconds: number, json: boolean, io: CommandIo): void {
  if (json) {
    io.out(`${JSON.stringify({ directory, ...result, seconds: Math.round(seconds * 10) / 10 })}\n`);
    return;
  }
  if (process.stderr.isTTY && !process.env.NO_COLOR) io.err('\r\u001b[K');
  if (result.resumed) io.err('上一次导出没有完成，已接着做完\n');
  io.out(
    result.rendered === 0
      ? `${directory} 已是最新\n`
      : `已生成${result.rendered}页，改写${result.written}页，删除${result.removed}页：${directory}\n`,
  );
}
