import { type PlainDate, plainDate, yearOf } from '../src/kernel/calendar/index.ts';
import { CLERK, COLLEAGUE } from './desk-letters.ts';
import { type Course, DEPARTMENT, type DeskOffice, OFFICE } from './desk-office.ts';
import { INVENTED } from './names.ts';

/** In charge of disclosure at the government itself. */
const SUPERVISOR = 'jiandu';

/**
 * Figures of the year before, which its organs handed in, had returned or owe still; and the year that runs, whose collection
 * was announced: figures of a year are handed in when it is over.
 */
export function collections(office: DeskOffice, today: PlainDate): Course[] {
  return [lastYear(office, yearOf(today) - 1), thisYear(office, yearOf(today))];
}

async function open(office: DeskOffice, year: number, note: string): Promise<void> {
  await office.ask(SUPERVISOR, 'POST', '/office/report-collections', {
    year,
    organDueOn: `${year + 1}-01-20`,
    areaDueOn: `${year + 1}-03-20`,
    note,
  });
}

async function handIn(office: DeskOffice, year: number, organ: string, by: string, responsible: string) {
  const task = `/office/report-collections/${year}/tasks/${organ}`;
  const { missing } = await office.ask<{ missing: object[] }>(by, 'GET', task);
  if (missing.length > 0) await office.ask(by, 'POST', `${task}/absent-months`);
  const { sha256 } = await office.ask<{ sha256: string }>(by, 'GET', task);
  await office.ask(by, 'POST', `${task}/hand-in`, { sha256, responsible: `${responsible}${INVENTED}` });
  return async (accept: boolean, words: string): Promise<void> => {
    await office.ask(SUPERVISOR, 'POST', `${task}/decisions`, { sha256, accept, words });
  };
}

async function* lastYear(office: DeskOffice, year: number): Course {
  yield plainDate(`${year + 1}-01-06`);
  await open(office, year, '请核对各月数据，有差异的写明原因。');
  yield plainDate(`${year + 1}-01-13`);
  const accept = await handIn(office, year, OFFICE, CLERK, '邵负责');
  const giveBack = await handIn(office, year, DEPARTMENT, COLLEAGUE, '郑经办');
  yield plainDate(`${year + 1}-01-15`);
  await accept(true, '');
  await giveBack(false, '依申请公开件数与本局台账不一致，请核对后重新报送。');
  yield plainDate(`${year + 1}-01-22`);
  await office.ask(SUPERVISOR, 'POST', `/office/report-collections/${year}/reminders`, {});
}

async function* thisYear(office: DeskOffice, year: number): Course {
  yield office.before(3);
  await open(office, year, '请提前核对前三季度数据，缺漏的月份及时补填。');
}
