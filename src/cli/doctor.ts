import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { addDays, MissingCalendarError, shanghaiDate } from '../kernel/calendar/index.ts';
import { migrationSources } from '../migrations.ts';
import { loadCalendar } from '../platform/calendars/index.ts';
import { type CommandIo, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { pendingMigrations } from '../platform/database/index.ts';
import { type DataOptions, dataDirectory, openData } from './open.ts';

interface Check {
  name: string;
  ok: boolean;
  /** What was found, or what to mend. */
  detail: string;
}

/** Working days ahead that deadlines need: 20 for the reply, 20 of extension, 15 of a consultation. */
const HORIZON = 55;
const LOW_SPACE_BYTES = 1024 ** 3;

async function checkFolder(options: DataOptions): Promise<Check[]> {
  if (process.env.DATABASE_URL) return [{ name: '数据库', ok: true, detail: '使用 DATABASE_URL 指定的 PostgreSQL' }];
  const folder = dataDirectory(options);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    return [
      { name: '数据目录', ok: true, detail: folder },
      {
        name: '磁盘空间',
        ok: free > LOW_SPACE_BYTES,
        detail: `剩余${(free / 1024 ** 3).toFixed(1)}GiB${free > LOW_SPACE_BYTES ? '' : '，不足1GiB，请清理或扩容'}`,
      },
    ];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [{ name: '数据目录', ok: false, detail: `${folder} 不能写入（${error.code}），请检查目录的所有者和权限` }];
  }
}

async function checkDatabase(options: DataOptions): Promise<Check[]> {
  try {
    const { db, close } = await openData(options);
    try {
      const checks: Check[] = [
        {
          name: '数据库结构',
          ok: (await pendingMigrations(db, migrationSources)).length === 0,
          detail: '已是最新版本',
        },
      ];
      const calendar = await loadCalendar(db);
      const today = shanghaiDate(new Date());
      try {
        const last = calendar.addWorkingDays(today, HORIZON);
        checks.push({ name: '工作日历', ok: true, detail: `已载入至${calendar.lastYear}年，足以计算至${last}的期限` });
      } catch (error) {
        if (!(error instanceof MissingCalendarError)) throw error;
        checks.push({
          name: '工作日历',
          ok: false,
          detail: `${error.year}年的日历尚未载入，${addDays(today, 1)}起收到的部分申请无法确定答复期限；国务院办公厅发布节假日安排后运行 gongkai import calendar 文件`,
        });
      }
      const { organs } = await db
        .selectFrom('organ')
        .select(({ fn }) => fn.countAll<number>().as('organs'))
        .executeTakeFirstOrThrow();
      checks.push({
        name: '行政机关',
        ok: organs > 0,
        detail: organs > 0 ? `${organs}个` : '还没有行政机关，运行 gongkai demo 可建立演示数据',
      });
      return checks;
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof UsageError) return [{ name: '数据库', ok: false, detail: error.message }];
    throw error;
  }
}

/** `gongkai doctor`: checks the installation and says what to mend. Exit status 1 when something is at fault. */
export async function runDoctor(options: DataOptions & { json?: boolean }, io: CommandIo): Promise<number> {
  const checks: Check[] = [{ name: 'Node', ok: true, detail: process.version }, ...(await checkFolder(options))];
  if (checks.every((check) => check.ok || check.name === '磁盘空间')) checks.push(...(await checkDatabase(options)));
  if (options.json) io.out(`${JSON.stringify({ checks })}\n`);
  else for (const { name, ok, detail } of checks) io.out(`${ok ? '正常' : '有误'}  ${name}  ${detail}\n`);
  return checks.every((check) => check.ok) ? 0 : 1;
}
