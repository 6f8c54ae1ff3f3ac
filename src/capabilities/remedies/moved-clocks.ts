import type { PlainDate, WorkingCalendar } from '../../kernel/calendar/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { listOrgans } from '../../platform/identity/index.ts';
import { readViewContext } from './api/context.ts';
import { clocksOfRemedy } from './api/view.ts';
import { searchRemedies } from './store/register.ts';

const AT_MOST = 10_000;

/** Running clocks of open cases that end on another day under another calendar; they are counted when read, so nothing is stored. */
export async function movedRemedyClocks(
  db: Database,
  divisionCode: string,
  before: WorkingCalendar,
  after: WorkingCalendar,
  today: PlainDate,
) {
  const organCodes = (await listOrgans(db, divisionCode)).map(({ code }) => code);
  const open = await searchRemedies(db, { divisionCode, organCodes, view: 'open', today }, AT_MOST);
  const then = await readViewContext(db, divisionCode, open, today, before);
  const now = { ...then, calendar: after };
  return open.flatMap((remedy) => {
    const earlier = clocksOfRemedy(remedy, then);
    return clocksOfRemedy(remedy, now).flatMap((clock, i) =>
      clock.metOn !== null || clock.state === 'ended' || clock.due === earlier[i]?.due
        ? []
        : [
            {
              organCode: remedy.organCode,
              subject: `案件${remedy.caseNumber}`,
              clock: clock.label,
              path: `/remedies/${remedy.id}`,
              before: earlier[i]?.due ?? null,
              after: clock.due,
              personId: null,
            },
          ],
    );
  });
}
