import { join } from 'node:path';
import { addDemonstrationAccounts, DEMONSTRATION_PASSWORD, describeAccounts } from '../../demo/accounts.ts';
import { isDeskSet } from '../../demo/desk-mark.ts';
import { shanghaiDate } from '../kernel/calendar/index.ts';
import { loadCalendar } from '../platform/calendars/index.ts';
import type { CommandIo } from '../platform/command-line/io.ts';
import type { OpenDatabase } from '../platform/database/index.ts';
import { dataDirectory, openKeys } from './open.ts';
import { openWhileLoading, requireFreePort, type ServeCommandOptions, serve } from './serve.ts';
import { checkSettings, readPort } from './settings.ts';

/** What builds the district. */
async function loadBuilders() {
  const [desk, district, information, reports, screening] = await Promise.all([
    import('../../demo/desk.ts'),
    import('../../demo/index.ts'),
    import('../../demo/publications.ts'),
    import('../../demo/reports.ts'),
    import('../../demo/screening.ts'),
  ]);
  return { ...desk, ...district, ...information, ...reports, ...screening };
}

export interface DemoOptions extends ServeCommandOptions {
  /** False with --no-serve. */
  serve: boolean;
}

/** Builds what is not there yet; each part looks for itself. */
async function build(opened: OpenDatabase, options: DemoOptions, io: CommandIo): Promise<void> {
  const builders = await loadBuilders();
  const isNew = !(await builders.isDistrictBuilt(opened.db));
  if (isNew) {
    io.err('正在建立演示数据（北仑区，人名均为虚构）…\n');
    const calendar = await loadCalendar(opened.db);
    let shown = '';
    await builders.buildDemonstrationDistrict(opened.db, calendar, {
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
    await builders.publishDemonstrationReports(opened.db);
    await opened.maintain();
  } else await builders.publishDemonstrationReports(opened.db);
  const now = new Date();
  await builders.publishDemonstrationInformation(opened.db, shanghaiDate(now));
  await builders.screenDemonstrationYear(opened.db);
  const since = builders.deskBegins(shanghaiDate(now));
  await addDemonstrationAccounts(opened.db, since, new Date(`${since}T01:00:00Z`));
  const refused = await builders.setDemonstrationDesk(opened.db, {
    protection: await openKeys(opened, options),
    filesDirectory: join(dataDirectory(options), 'files'),
    now,
  });
  for (const what of refused) io.err(`演示办公桌上有一项未能建立：${what}\n`);
  if (isNew) io.err('演示数据已建立\n');
}

/** `gongkai demo`: builds the demonstration district where there is none, then serves it. */
export async function runDemo(options: DemoOptions, io: CommandIo): Promise<number> {
  readPort(options.port);
  checkSettings();
  if (options.serve) await requireFreePort(options);
  const { opened } = await openWhileLoading(options, () => import('../main.ts'));
  try {
    if (!(await isDeskSet(opened.db))) await build(opened, options, io);
    if (!options.serve) return 0;
    return await serve(opened, options, true, io, (address) =>
      [
        `公开演示区已启动：${address}`,
        `  门户            ${address}/`,
        `  办公端          ${address}/office`,
        `  年度报告        ${address}/reports/330206/2022`,
        `  接口说明        ${address}/api/openapi.json`,
        `  账号（密码均为 ${DEMONSTRATION_PASSWORD}）`,
        ...describeAccounts(),
        '按 Ctrl+C 停止。',
        '',
      ].join('\n'),
    );
  } finally {
    await opened.close();
  }
}
