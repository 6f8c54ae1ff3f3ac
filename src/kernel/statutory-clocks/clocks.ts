import { addDays, addMonths, type PlainDate, plainDate, type WorkingCalendar, yearOf } from '../calendar/index.ts';
import { basis, type LegalBasis, regulation } from '../legal-basis/index.ts';

/**
 * Length of a clock. Working days are counted by the calendar; calendar days and months whose last day is a holiday end
 * on the next working day (民事诉讼法 Art. 85); a fixed date is a day of the year after the one reported.
 */
export type ClockLength =
  | { unit: 'working-days'; count: number }
  | { unit: 'calendar-days'; count: number }
  | { unit: 'months'; count: number }
  /** At least this many calendar days before the event. */
  | { unit: 'days-before'; count: number }
  | { unit: 'date'; month: number; day: number }
  /** Set by the organ, within reason. */
  | { unit: 'set-by-organ' };

export interface StatutoryClock {
  /** Number in the reference table of clocks. */
  number: string;
  label: string;
  startsFrom: string;
  length: ClockLength;
  onExpiry: string;
  legalBasis: LegalBasis;
  /** The period is a floor: what it measures may not end before its last day, and longer is lawful. */
  isMinimum: boolean;
  /** False when length or effect is practice or knowledge not confirmed: configurable, never quoted as the rule's wording. */
  verified: boolean;
}

const clock = (
  number: string,
  label: string,
  startsFrom: string,
  length: ClockLength,
  onExpiry: string,
  legalBasis: LegalBasis,
  verified = true,
): StatutoryClock => ({ number, label, startsFrom, length, onExpiry, legalBasis, isMinimum: false, verified });

/** A clock that must not be undercut, as against one that must not be exceeded. */
const minimum = (...parts: Parameters<typeof clock>): StatutoryClock => ({ ...clock(...parts), isMinimum: true });

const workingDays = (count: number): ClockLength => ({ unit: 'working-days', count });
const calendarDays = (count: number): ClockLength => ({ unit: 'calendar-days', count });
const reconsideration = (article: number) => basis('reconsiderationLaw', article);

/** All statutory clocks of the field. Lengths are the law's; what a clock does to a case stands with the case's rules. */
export const statutoryClocks = {
  PROACTIVE_PUBLISH: clock('C1', '主动公开期限', '信息形成或者变更之日', workingDays(20), '逾期未公开', regulation(26)),
  CORRECTION_NOTICE: clock('C2', '告知补正期限', '收到申请之日', workingDays(7), '告知补正逾期', regulation(30)),
  CORRECTION_REPLY: clock(
    'C3',
    '申请人补正期限',
    '申请人收到补正告知之日',
    { unit: 'set-by-organ' },
    '视为放弃申请',
    regulation(30),
  ),
  REPLY: clock('C4', '答复期限', '收到申请之日', workingDays(20), '逾期未答复', regulation(33, { paragraph: 2 })),
  REPLY_EXTENSION: clock(
    'C5',
    '延长答复期限',
    '原答复期限届满之日',
    workingDays(20),
    '逾期未答复',
    regulation(33, { paragraph: 2 }),
  ),
  THIRD_PARTY: clock(
    'C6',
    '第三方答复期限',
    '第三方收到征求意见书之日',
    workingDays(15),
    '由行政机关决定是否公开',
    regulation(32),
  ),
  CO_MAKER: clock('C7', '共同制作机关答复期限', '收到征求意见书之日', workingDays(15), '视为同意公开', regulation(34)),
  EXCESSIVE_REASON: clock(
    'C8',
    '说明理由期限',
    '申请人收到告知之日',
    { unit: 'set-by-organ' },
    '依现有材料处理',
    regulation(35),
  ),
  DELAYED_REPLY: clock('C9', '延迟答复期限', '告知之日', { unit: 'set-by-organ' }, '逾期未答复', regulation(35)),
  FEE_PAYMENT: clock(
    'C10',
    '缴费期限',
    '收到收费通知之日',
    calendarDays(30),
    '视为放弃申请',
    basis('feeMeasures'),
    false,
  ),
  ANNUAL_REPORT_DEPARTMENT: clock(
    'C11',
    '部门年度报告期限',
    '报告年度终了',
    { unit: 'date', month: 1, day: 31 },
    '逾期未公布',
    regulation(49),
  ),
  ANNUAL_REPORT_GOVERNMENT: clock(
    'C12',
    '政府年度报告期限',
    '报告年度终了',
    { unit: 'date', month: 3, day: 31 },
    '逾期未公布',
    regulation(49),
  ),
  RECONSIDERATION_APPLY: clock(
    'C13',
    '申请行政复议期限',
    '知道或者应当知道行政行为之日',
    calendarDays(60),
    '丧失复议申请权',
    reconsideration(20),
  ),
  RECONSIDERATION_ACCEPT: clock(
    'C14',
    '复议受理审查期限',
    '复议机关收到申请之日',
    workingDays(5),
    '视为受理',
    reconsideration(30),
  ),
  RECONSIDERATION_SERVE: clock(
    'C15',
    '复议申请书副本发送期限',
    '受理之日',
    workingDays(7),
    '逾期',
    reconsideration(48),
  ),
  RECONSIDERATION_SERVE_SIMPLIFIED: clock(
    'C15s',
    '复议申请书副本发送期限（简易程序）',
    '受理之日',
    workingDays(3),
    '逾期',
    reconsideration(54),
  ),
  RECONSIDERATION_ANSWER: clock(
    'C16',
    '行政复议答复期限',
    '收到申请书副本之日',
    workingDays(10),
    '视为没有证据、依据',
    reconsideration(48),
  ),
  RECONSIDERATION_ANSWER_SIMPLIFIED: clock(
    'C16s',
    '行政复议答复期限（简易程序）',
    '收到申请书副本之日',
    workingDays(5),
    '视为没有证据、依据',
    reconsideration(54),
  ),
  RECONSIDERATION_DECIDE: clock(
    'C17',
    '行政复议决定期限',
    '受理之日',
    calendarDays(60),
    '逾期未决定',
    reconsideration(62),
  ),
  RECONSIDERATION_DECIDE_SIMPLIFIED: clock(
    'C17s',
    '行政复议决定期限（简易程序）',
    '受理之日',
    calendarDays(30),
    '逾期未决定',
    reconsideration(62),
  ),
  LITIGATE_DIRECT: clock(
    'C18',
    '直接起诉期限',
    '知道或者应当知道行政行为之日',
    { unit: 'months', count: 6 },
    '丧失起诉权',
    basis('litigationLaw', 46),
  ),
  LITIGATE_INACTION: clock(
    'C19',
    '对逾期不答复起诉期限',
    '答复期限届满之日',
    { unit: 'months', count: 6 },
    '丧失起诉权',
    basis('litigationInterpretation', 66),
  ),
  LITIGATE_AFTER_RECONSIDERATION: clock(
    'C20',
    '复议后起诉期限',
    '收到复议决定书之日',
    calendarDays(15),
    '丧失起诉权',
    basis('litigationLaw', 45),
  ),
  RECONSIDERATION_CORRECTION: clock(
    'C14c',
    '补正复议申请材料期限',
    '申请人收到补正通知之日',
    workingDays(10),
    '视为放弃行政复议申请',
    reconsideration(31),
  ),
  LITIGATION_ANSWER: clock(
    'C20a',
    '答辩和举证期限',
    '收到起诉状副本之日',
    calendarDays(15),
    '视为没有相应证据',
    basis('litigationLaw', 67),
  ),
  LITIGATION_JUDGE: clock(
    'C20b',
    '第一审审理期限',
    '立案之日',
    { unit: 'months', count: 6 },
    '由高级人民法院批准延长',
    basis('litigationLaw', 81),
  ),
  LITIGATION_JUDGE_SIMPLIFIED: clock(
    'C20bs',
    '第一审审理期限（简易程序）',
    '立案之日',
    calendarDays(45),
    '转为普通程序',
    basis('litigationLaw', 83),
  ),
  LITIGATION_APPEAL: clock(
    'C20c',
    '上诉期限（判决）',
    '判决书送达之日',
    calendarDays(15),
    '判决发生法律效力',
    basis('litigationLaw', 85),
  ),
  LITIGATION_APPEAL_RULING: clock(
    'C20cr',
    '上诉期限（裁定）',
    '裁定书送达之日',
    calendarDays(10),
    '裁定发生法律效力',
    basis('litigationLaw', 85),
  ),
  LITIGATION_JUDGE_APPEAL: clock(
    'C20d',
    '第二审审理期限',
    '收到上诉状之日',
    { unit: 'months', count: 3 },
    '由高级人民法院批准延长',
    basis('litigationLaw', 88),
  ),
  PUBLIC_COMMENT: minimum(
    'C21',
    '公开征求意见期限',
    '草案公布之日',
    calendarDays(30),
    '征求意见结束',
    basis('majorDecisions', 15),
  ),
  LEGAL_REVIEW: minimum(
    'C22',
    '重大行政决策合法性审查期限',
    '收到完整材料之日',
    workingDays(7),
    '审查时间不少于此期限',
    basis('majorDecisions', 26),
  ),
  HEARING_MATERIAL: minimum(
    'C23',
    '听证材料送达提前期',
    '听证会召开之日',
    { unit: 'days-before', count: 7 },
    '应在听证会前送达',
    basis('majorDecisions', 16),
  ),
  RULE_FILING: clock('C24', '规章备案期限', '规章公布之日', calendarDays(30), '逾期未备案', basis('ruleMaking', 34)),
  NORMATIVE_FILING: clock(
    'C25',
    '行政规范性文件备案期限',
    '文件公布之日',
    calendarDays(15),
    '逾期未备案',
    basis('normativeFiling'),
    false,
  ),
  PENALTY_WITHDRAW: clock(
    'C26',
    '行政处罚决定信息撤回期限',
    '处罚决定变更、撤销、确认违法或者无效之日',
    workingDays(3),
    '逾期未撤回',
    basis('penaltyLaw', 48),
  ),
  PETITION_NOTICE: clock(
    'C27',
    '信访事项告知期限',
    '收到信访事项之日',
    calendarDays(15),
    '逾期未告知',
    basis('petitionRules', 23),
  ),
} as const satisfies Record<string, StatutoryClock>;

export type StatutoryClockId = keyof typeof statutoryClocks;

/**
 * Last day of a statutory clock that starts with an event on `start` (day 0).
 * @throws RangeError for a clock whose length the organ sets, MissingCalendarError past the loaded years
 */
export function lastDayOf(id: StatutoryClockId, start: PlainDate, calendar: WorkingCalendar): PlainDate {
  const { length, label }: StatutoryClock = statutoryClocks[id];
  switch (length.unit) {
    case 'working-days':
      return calendar.addWorkingDays(start, length.count);
    case 'calendar-days':
      return calendar.rollForward(addDays(start, length.count));
    case 'months':
      return calendar.rollForward(addMonths(start, length.count));
    case 'days-before':
      return addDays(start, -length.count);
    case 'date':
      return plainDate(
        `${yearOf(start) + 1}-${String(length.month).padStart(2, '0')}-${String(length.day).padStart(2, '0')}`,
      );
    case 'set-by-organ':
      throw new RangeError(`${label}由行政机关确定，没有法定天数`);
  }
}

/**
 * Whether what began on `start` and ended on `end` lasted as long as a minimum period asks (C21, C22), or was done as
 * early before `start` as it asks (C23).
 * @throws RangeError for a clock that is no minimum, MissingCalendarError
 */
export function lastsLongEnough(
  id: StatutoryClockId,
  start: PlainDate,
  end: PlainDate,
  calendar: WorkingCalendar,
): boolean {
  const { isMinimum, length, label }: StatutoryClock = statutoryClocks[id];
  if (!isMinimum) throw new RangeError(`${label}不是最短期限`);
  const bound = length.unit === 'calendar-days' ? addDays(start, length.count) : lastDayOf(id, start, calendar);
  return length.unit === 'days-before' ? end <= bound : end >= bound;
}
