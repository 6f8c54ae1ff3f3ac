import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import type { DueItem } from '../../../platform/notifications/index.ts';
import { listCollections, listTasks } from '../store/collections.ts';
import { listPublishedReports } from '../store/published-reports.ts';

/** Reminds organs that have not handed in, and the government while the report of its area is not published. */
export async function collectionReminders(
  db: Database,
  divisionCode: string,
  today: PlainDate,
  until: PlainDate,
): Promise<DueItem[]> {
  const items: DueItem[] = [];
  const organs = await listOrgans(db, divisionCode);
  const published = new Set(
    (await listPublishedReports(db, divisionCode)).map(({ organCode, year }) => `${organCode}/${year}`),
  );
  const government = organs.find(({ kind, parentCode }) => kind === 'government' && parentCode === null);
  for (const { year, organDueOn, areaDueOn } of await listCollections(db, divisionCode)) {
    if (organDueOn <= until)
      for (const { organCode, state } of await listTasks(db, divisionCode, year)) {
        const organ = organs.find(({ code }) => code === organCode);
        const isGone = organ?.activeTo !== null && organ?.activeTo !== undefined && organ.activeTo < today;
        if (!organ || isGone || (state !== 'waiting' && state !== 'returned')) continue;
        items.push({
          key: `report-task/${year}/${organCode}`,
          organCode,
          dueOn: organDueOn,
          clock: '报送期限',
          subject: `${organ.shortName}${year}年度报告数据`,
          advice:
            state === 'returned' ? '数据已被退回，请按退回原因核对后重新报送。' : '请核对数据，补齐未填的月份后报送。',
          path: `/reports/collection/${year}/${organCode}`,
          personIds: [],
        });
      }
    if (government && areaDueOn <= until && !published.has(`${government.code}/${year}`))
      items.push({
        key: `area-report/${year}`,
        organCode: government.code,
        dueOn: areaDueOn,
        clock: '公布期限',
        subject: `${government.shortName}${year}年度报告`,
        advice: '请汇总各机关数据，完成审核、签发后公布。',
        path: `/reports/collection/${year}`,
        personIds: [],
      });
  }
  return items;
}
