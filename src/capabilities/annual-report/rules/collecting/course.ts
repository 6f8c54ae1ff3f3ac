/** The course of what is asked of an organ for a year's report: from asked for to accepted. */
import { type PlainDate, plainDate } from '../../../../kernel/calendar/plain-date.ts';

export const taskStateLabels = {
  waiting: '待报送',
  'handed-in': '已报送，待审核',
  returned: '已退回',
  accepted: '已接受',
} as const;
export type TaskState = keyof typeof taskStateLabels;

export const taskActLabels = {
  opened: '布置',
  'handed-in': '报送',
  returned: '退回',
  accepted: '接受',
  reminded: '催报',
  dated: '调整期限',
} as const;
export type TaskAct = keyof typeof taskActLabels;

export type TaskMove = 'handed-in' | 'returned' | 'accepted';

const FROM: Readonly<Record<TaskMove, readonly TaskState[]>> = {
  // Once more, when the records changed after it was handed in.
  'handed-in': ['waiting', 'returned', 'handed-in', 'accepted'],
  returned: ['handed-in', 'accepted'],
  accepted: ['handed-in'],
};

/** Whether a task in `state` may be moved on so. `isChanged`: the records are no longer what was handed in. */
export function mayMove(state: TaskState, move: TaskMove, isChanged: boolean): boolean {
  if (!FROM[move].includes(state)) return false;
  if (move === 'handed-in') return state === 'waiting' || state === 'returned' || isChanged;
  return move === 'returned' || !isChanged;
}

export interface CollectionDates {
  /** By when organs hand in. */
  organDueOn: PlainDate;
  /** By when the report of the whole area is published. */
  areaDueOn: PlainDate;
}

/** The last days that 条例 Art. 49 leaves: departments publish before 31 January, governments before 31 March. */
export function latestDates(year: number): CollectionDates {
  return { organDueOn: plainDate(`${year + 1}-01-31`), areaDueOn: plainDate(`${year + 1}-03-31`) };
}

/** What is wrong with the dates set for a year, by field; an area may set earlier days than the law, never later ones. */
export function checkDates(
  year: number,
  { organDueOn, areaDueOn }: CollectionDates,
): Partial<Record<keyof CollectionDates, string>> {
  const latest = latestDates(year);
  const faults: Partial<Record<keyof CollectionDates, string>> = {};
  if (organDueOn <= `${year}-12-31`) faults.organDueOn = `${year}年度终了后才能报送全年数据，期限应在${year + 1}年`;
  else if (organDueOn > latest.organDueOn)
    faults.organDueOn = `不得晚于${latest.organDueOn}：政府部门的年度报告应当在1月31日前公布（《条例》第四十九条）`;
  if (areaDueOn > latest.areaDueOn)
    faults.areaDueOn = `不得晚于${latest.areaDueOn}：县级以上地方人民政府的年度报告应当在3月31日前公布（《条例》第四十九条）`;
  else if (areaDueOn < organDueOn) faults.areaDueOn = '不得早于各机关报送的期限';
  return faults;
}

/** Not yet handed in, or returned and not handed in anew, after the last day. */
export function isLate(state: TaskState, dueOn: PlainDate, today: PlainDate): boolean {
  return (state === 'waiting' || state === 'returned') && today > dueOn;
}
