import { join } from 'node:path';
import { shanghaiDate } from '../kernel/calendar/index.ts';
import { loadCalendar } from '../platform/calendars/index.ts';
import type { CommandIo } from '../platform/command-line/io.ts';
import { dataDirectory, openKeys } from './open.ts';
import { openWhileLoading, type ServeCommandOptions, serve } from './serve.ts';
import { checkSettings, readPort } from './settings.ts';

/** What builds the district, and the server. */
async function load() {
  const [accounts, desk, district, information, reports, screening] = await Promise.all([
    import('../../demo/accounts.ts'),
    import('../../demo/desk.ts'),
    import('../../demo/index.ts'),
    import('../../demo/publications.ts'),
    import('../../demo/reports.ts'),
    import('../../demo/screening.ts'),
    import('../main.ts'),
  ]);
  return { ...accounts, ...desk, ...district, ...information, ...reports, ...screening };
}

export interface DemoOptions extends ServeCommandOptions {
  /** False with --no-serve. */
  serve: boolean;
}

/** `gongkai demo`: builds the demonstration district where there is none, then serves it. */
export async function runDemo(options: DemoOptions, io: CommandIo): Promise<number> {
  readPort(options.port);
  checkSettings();
  const { opened, loaded } = await openWhileLoading(options, load);
  const { publishDemonstrationReports, DEMONSTRATION_PASSWORD } = loaded;
  try {
    if (!(await loaded.isDistrictBuilt(opened.db))) {
      io.err('正在建立演示数据（北仑区，人名均为虚构）…\n');
      const calendar = await loadCalendar(opened.db);
      let shown = '';
      await loaded.buildDemonstrationDistrict(opened.db, calendar, {
        today: shanghaiDate(new Date()),
        protection: await openKeys(opened, options),
        onProgress: (done, total, what) => {
          const line = `  ${what} ${Math.round((done / total) * 100)}%`;
          if (line === shown) return;
          shown = line;
          if (process.stderr.isTTY) io.err(`\r${line}\u001b[K`);
        },
      });
      if (process.stderr.isTTY) io.err('\r\u001b[K');
      await publishDemonstrationReports(opened.db);
      await opened.maintain();
      io.err('演示数据已建立\n');
    } else await publishDemonstrationReports(opened.db);
    await loaded.publishDemonstrationInformation(opened.db, shanghaiDate(new Date()));
    await loaded.screenDemonstrationYear(opened.db);
    const now = new Date();
    const since = loaded.deskBegins(shanghaiDate(now));
    await loaded.addDemonstrationAccounts(opened.db, since, new Date(`${since}T01:00:00Z`));
    const filesDirectory = join(dataDirectory(options), 'files');
    await loaded.setDemonstrationDesk(opened.db, { protection: await openKeys(opened, options), filesDirectory, now });
    if (!options.serve) return 0;
    return await serve(opened, options, true, io, (address) =>
      [
        `公开演示区已启动：${address}`,
        `  门户            ${address}/`,
        `  办公端          ${address}/office`,
        `  年度报告        ${address}/reports/330206/2022`,
        `  接口说明        ${address}/api/openapi.json`,
        `  账号（密码均为 ${DEMONSTRATION_PASSWORD}）`,
        ...loaded.describeAccounts(),
        '按 Ctrl+C 停止。',
        '',
      ].join('\n'),
    );
  } finally {
    await opened.close();
  }
}
