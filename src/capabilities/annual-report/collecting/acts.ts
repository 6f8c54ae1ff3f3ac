/** Acts of a collection, each in the caller's transaction. */
import { type PlainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listSubtree, type Organ } from '../../../platform/identity/index.ts';
import { notify, readStaff } from '../../../platform/notifications/index.ts';
import { insertMonthlyFigures } from '../../administrative-acts/index.ts';
import { type CollectionDates, mayMove, type TaskMove, type TaskState } from '../rules/collecting/course.ts';
import {
  addTaskEvents,
  type Collection,
  type HandedIn,
  insertCollection,
  insertTasks,
  listTasks,
  moveTask,
  type ReportTask,
} from '../store/collections.ts';
import { findMissingMonths, type Standing } from './standing.ts';

/** What a collection does not allow; the message is for the person who tried. */
export class CollectionRefusedError extends Error {
  override name = 'CollectionRefusedError';
}

/** Somebody else moved the task on meanwhile. */
export class TaskMovedError extends Error {
  override name = 'TaskMovedError';
}

export interface By {
  personId: string;
  /** Name and post. */
  name: string;
  at: Date;
}

/** Every organ below the government that was there in the year is asked. @throws CollectionRefusedError */
export async function openCollection(
  db: Database,
  government: Organ,
  asked: CollectionDates & { year: number; note: string },
  by: By,
): Promise<{ organs: number }> {
  const { divisionCode } = government;
  const collection: Collection = { ...asked, openedAt: by.at, openedBy: by.name };
  if (!(await insertCollection(db, divisionCode, collection)))
    throw new CollectionRefusedError(`${asked.year}年度的数据汇总已经布置`);
  const organs = (await listSubtree(db, government, asked.year)).slice(1).map(({ code }) => code);
  await insertTasks(db, divisionCode, asked.year, organs);
  const words = `${asked.organDueOn}前报送${asked.note ? `。${asked.note}` : ''}`;
  await addTaskEvents(db, divisionCode, asked.year, organs, { act: 'opened', at: by.at, by: by.name, words });
  await tell(db, divisionCode, organs, {
    key: (organ) => `report-task/${asked.year}/${organ}/opened`,
    title: `${asked.year}年度报告数据请于${asked.organDueOn}前报送`,
    body: asked.note || '请核对数据，补齐未填的月份后报送。',
    year: asked.year,
    at: by.at,
  });
  return { organs: organs.length };
}

interface Telling {
  key: (organCode: string) => string;
  title: string;
  body: string;
  year: number;
  at: Date;
  /** Heads are told besides. */
  withHead?: boolean;
}

/** @returns how many people were told, and the organs in which nobody could be */
async function tell(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  { key, title, body, year, at, withHead }: Telling,
): Promise<{ told: number; nobody: string[] }> {
  const staff = await readStaff(db, divisionCode, shanghaiDate(at));
  const nobody: string[] = [];
  let told = 0;
  for (const organCode of organCodes) {
    const duty = staff.holders(organCode, 'disclosure-officer', 'clerk');
    const people = withHead ? [...duty, ...staff.holders(organCode, 'head')] : duty;
    if (people.length === 0) nobody.push(organCode);
    const path = `/reports/collection/${year}/${organCode}`;
    const notice = {
      topic: withHead ? 'overdue' : 'reminder',
      key: key(organCode),
      title,
      body,
      path,
      organCode,
    } as const;
    told += await notify(db, divisionCode, notice, people, at);
  }
  return { told, nobody };
}

/**
 * Reminds organs that owe their figures, once a day and person; after the last day the head is told as well.
 * @param organCodes all that owe them, when left out
 */
export async function remindOrgans(
  db: Database,
  divisionCode: string,
  { year, organDueOn }: Collection,
  organCodes: readonly string[] | undefined,
  by: By,
): Promise<{ organs: string[]; told: number; nobody: string[] }> {
  const owing = (await listTasks(db, divisionCode, year))
    .filter(({ state }) => state === 'waiting' || state === 'returned')
    .map(({ organCode }) => organCode);
  const organs = owing.filter((code) => organCodes === undefined || organCodes.includes(code));
  if (organs.length === 0) throw new CollectionRefusedError('所选机关都已报送，无需催报');
  const today = shanghaiDate(by.at);
  const isOver = today > organDueOn;
  const answer = await tell(db, divisionCode, organs, {
    key: (organ) => `report-task/${year}/${organ}/reminded/${today}`,
    title: isOver ? `${year}年度报告数据已超过报送期限` : `${year}年度报告数据尚未报送`,
    body: `报送期限为${organDueOn}。请核对数据，补齐未填的月份后报送。`,
    year,
    at: by.at,
    withHead: isOver,
  });
  const words = isOver ? '已超过报送期限' : '';
  await addTaskEvents(db, divisionCode, year, organs, { act: 'reminded', at: by.at, by: by.name, words });
  return { organs, ...answer };
}

/** Reports 0 for the months of these kinds that nobody reported: nothing was decided or charged in them. */
export async function reportNothing(
  db: Database,
  divisionCode: string,
  year: number,
  organCode: string,
  by: By,
): Promise<{ months: number }> {
  const missing = (await findMissingMonths(db, divisionCode, [organCode], year)).get(organCode) ?? [];
  const figures = missing.flatMap(({ kind, months }) => months.map((month) => ({ organCode, kind, month, value: 0 })));
  if (figures.length === 0) throw new CollectionRefusedError('各月数据都已填报');
  await insertMonthlyFigures(db, divisionCode, figures, by.name);
  return { months: figures.length };
}

async function move(
  db: Database,
  divisionCode: string,
  seen: ReportTask,
  act: TaskMove,
  words: string,
  by: By,
  handedIn?: HandedIn,
): Promise<void> {
  if (!(await moveTask(db, divisionCode, seen, act satisfies TaskState, handedIn))) throw new TaskMovedError();
  await addTaskEvents(db, divisionCode, seen.year, [seen.organCode], { act, at: by.at, by: by.name, words });
}

/**
 * Hands the figures in as they stand: the year is over, no month is missing, each difference is explained, and somebody
 * answers for them by name.
 * @throws CollectionRefusedError, TaskMovedError when the records are no longer what the person saw
 */
export async function handIn(
  db: Database,
  divisionCode: string,
  standing: Standing,
  seen: { sha256: string; responsible: string; today: PlainDate },
  by: By,
): Promise<void> {
  const { task, content, sha256, isChanged, differences } = standing;
  if (seen.sha256 !== sha256) throw new TaskMovedError();
  if (seen.today <= `${task.year}-12-31`)
    throw new CollectionRefusedError(`${task.year}年度尚未终了，终了后才能报送全年数据`);
  if (!mayMove(task.state, 'handed-in', isChanged)) throw new CollectionRefusedError('数据已经报送，之后没有变动');
  const missing = (await findMissingMonths(db, divisionCode, [task.organCode], task.year)).get(task.organCode) ?? [];
  if (missing.length > 0) throw new CollectionRefusedError('还有月份没有填报，请先补齐；没有的，填报为0');
  // What was confirmed earlier gives way to what is handed in now.
  const open = differences.filter(({ explanation, source }) => explanation === null && source !== 'confirmed');
  if (open.length > 0) throw new CollectionRefusedError(`还有${open.length}处与记录不一致的数据没有说明`);
  const { personId, name: personName, at } = by;
  const handedIn = { sha256, tables: content.tables, at, personId, personName, responsible: seen.responsible };
  await move(db, divisionCode, task, 'handed-in', `负责人：${seen.responsible}`, by, handedIn);
}

/** @throws CollectionRefusedError, TaskMovedError */
export async function decideTask(
  db: Database,
  divisionCode: string,
  { task, isChanged, differences }: Standing,
  decision: { accept: true; words: string } | { accept: false; words: string },
  by: By,
): Promise<void> {
  const act = decision.accept ? 'accepted' : 'returned';
  if (decision.accept && isChanged) throw new CollectionRefusedError('报送后记录有变动，请退回该机关核对后重新报送');
  if (decision.accept && differences.some(({ explanation }) => explanation === null))
    throw new CollectionRefusedError('还有与记录不一致的数据没有说明，请退回该机关说明');
  if (!mayMove(task.state, act, isChanged)) throw new CollectionRefusedError('该机关没有待审核的数据');
  await move(db, divisionCode, task, act, decision.words, by);
  if (decision.accept) return;
  await tell(db, divisionCode, [task.organCode], {
    key: (organ) => `report-task/${task.year}/${organ}/returned/${by.at.toISOString()}`,
    title: `${task.year}年度报告数据已被退回`,
    body: `退回原因：${decision.words}`,
    year: task.year,
    at: by.at,
  });
}
