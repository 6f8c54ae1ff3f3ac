import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { eventLabels } from '../rules/events.ts';
import { findApplication } from '../store/applications.ts';
import { listEventRecords } from '../store/worklist.ts';

/**
 * Who recorded what on a case since the version a form was opened with, for whoever comes second; null where nothing was.
 * `version` is the number of events that form knew.
 */
export async function recordedSince(
  db: Database,
  division: string,
  id: string,
  version: number,
): Promise<string | null> {
  const application = await findApplication(db, division, id);
  if (!application) return null;
  const records = await listEventRecords(db, division, id);
  const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'short' });
  const news = application.events.slice(version).flatMap(({ kind }, i) => {
    const record = records[version + i];
    if (!record) return [];
    const at = `${formatChinese(shanghaiDate(record.recordedAt))}${time.format(record.recordedAt)}`;
    return [`${record.recordedBy}已于${at}办理“${eventLabels[kind]}”`];
  });
  return news.length > 0 ? `${news.join('；')}。请核对最新情况后再办理。` : null;
}
