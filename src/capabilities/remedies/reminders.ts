import type { PlainDate, WorkingCalendar } from '../../kernel/calendar/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { listOrgans } from '../../platform/identity/index.ts';
import type { DueItem } from '../../platform/notifications/index.ts';
import { readViewContext } from './api/context.ts';
import { clocksOfRemedy } from './api/view.ts';
import type { RemedyClock } from './rules/clocks.ts';
import { searchRemedies } from './store/register.ts';

const AT_MOST = 5000;

const advice: Readonly<Partial<Record<RemedyClock['id'], string>>> = {
  RECONSIDERATION_ANSWER: '请提交行政复议答复书和作出行政行为的证据、依据。',
  RECONSIDERATION_ANSWER_SIMPLIFIED: '请提交行政复议答复书和作出行政行为的证据、依据。',
  LITIGATION_ANSWER: '请提交答辩状和作出行政行为的证据、依据。',
  LITIGATION_APPEAL: '不服判决的，应当在此前上诉；不上诉的不必办理。',
  LITIGATION_APPEAL_RULING: '不服裁定的，应当在此前上诉；不上诉的不必办理。',
  REANSWER: '请在原申请上重新作出答复。',
};

/** The organ's own clocks of open cases that end by `until`. Those of courts and applicants press nobody here. */
export async function remedyReminders(
  db: Database,
  divisionCode: string,
  today: PlainDate,
  until: PlainDate,
  calendar: WorkingCalendar,
): Promise<DueItem[]> {
  const organCodes = (await listOrgans(db, divisionCode)).map(({ code }) => code);
  const open = await searchRemedies(db, { divisionCode, organCodes, view: 'open', today }, AT_MOST);
  const view = await readViewContext(db, divisionCode, open, today, calendar);
  return open.flatMap((remedy) =>
    clocksOfRemedy(remedy, view)
      .filter(
        ({ party, metOn, due, state }) =>
          party === 'organ' && metOn === null && due !== null && state !== 'ended' && due <= until,
      )
      .map((clock) => ({
        key: `remedy/${remedy.id}/${clock.id}`,
        organCode: remedy.organCode,
        dueOn: clock.due!,
        clock: clock.label,
        subject: `案件${remedy.caseNumber}`,
        advice: advice[clock.id] ?? '请及时办理。',
        path: `/remedies/${remedy.id}`,
        personIds: [],
        roles: ['legal', 'disclosure-officer'] as const,
        // Not to appeal is no fault.
        isOthers: clock.id === 'LITIGATION_APPEAL' || clock.id === 'LITIGATION_APPEAL_RULING',
      })),
  );
}
