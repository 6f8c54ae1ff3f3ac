/** Support for tests: labels and figures as sites print them. */
import { type Cell, ROW_LABELS, type RowKey } from '../../../rules/form.ts';
import type { Dice } from './dice.ts';

/** One site's habits, kept through the whole report. */
export interface Habits {
  numbering: (number: number) => string;
  /** Of ten labels so many are shortened, misread or spaced. */
  shortened: number;
  misread: number;
  spaced: number;
  zero: '0' | '' | '-' | '/' | '—';
  fullWidth: boolean;
  thousands: boolean;
  unit: string;
  quotes: readonly [string, string];
  brackets: readonly [string, string];
}

const NUMBERINGS: readonly ((number: number) => string)[] = [
  (n) => `${n}.`,
  (n) => `${n}．`,
  (n) => `${n}、`,
  (n) => `${n}. `,
  (n) => `（${n}）`,
  (n) => `(${n})`,
  (n) => '①②③④⑤⑥⑦⑧'[n - 1]!,
  (n) => `${n} .`,
  (n) => `${n}，`,
  () => '',
];

/** The habits of most sites, or with chance those of an odd one. */
export function randomHabits(dice: Dice, figures: 'any' | 'plain'): Habits {
  const odd = dice.chance(0.4);
  const marked = figures === 'any' && odd;
  return {
    numbering: dice.chance(0.5) ? NUMBERINGS[0]! : dice.pick(NUMBERINGS),
    shortened: dice.chance(0.3) ? dice.below(8) : 0,
    misread: dice.chance(0.2) ? 1 + dice.below(2) : 0,
    spaced: dice.chance(0.2) ? 1 + dice.below(4) : 0,
    zero: marked && dice.chance(0.5) ? dice.pick(['', '-', '/', '—'] as const) : '0',
    fullWidth: marked && dice.chance(0.15),
    thousands: marked && dice.chance(0.25),
    unit: marked && dice.chance(0.15) ? '件' : '',
    quotes: dice.pick([
      ['“', '”'],
      ['"', '"'],
      ['', ''],
      ['「', '」'],
    ] as const),
    brackets: dice.chance(0.75) ? ['（', '）'] : ['(', ')'],
  };
}

const SHORT: Partial<Record<RowKey, readonly string[]>> = {
  new: ['一、本年新收申请数量', '一、本年新收政府信息公开申请', '一、本年新收政府信息公开申请数'],
  carried: ['二、上年结转申请数量', '二、上年结转政府信息公开申请', '二、上年度结转政府信息公开申请数量'],
  partial: ['（二）部分公开', '（二）部分公开（区分处理的，只计这一情形）'],
  denied_2: ['法律行政法规禁止公开', '其他法律、行政法规禁止公开'],
  denied_3: ['危及三安全一稳定', '“三安全一稳定”'],
  denied_4: ['保护第三方权益', '第三方合法权益'],
  denied_5: ['三类内部事务信息', '属于内部事务信息'],
  denied_6: ['四类过程性信息', '属于过程性信息'],
  denied_7: ['行政执法案卷', '属于行政执法案卷信息'],
  denied_8: ['行政查询事项'],
  unable_1: ['本机关不掌握', '本机关不掌握相关信息'],
  unable_2: ['没有现成信息', '没有现成信息需另行制作'],
  unable_3: ['补正后仍不明确', '补正后申请内容不明确'],
  rejected_1: ['信访举报投诉类', '信访、举报、投诉类申请'],
  rejected_3: ['要求提供出版物', '公开出版物'],
  rejected_4: ['大量反复申请', '无正当理由反复申请'],
  rejected_5: ['要求确认或重新出具已获取信息', '重新出具已获取信息'],
  other_1: ['逾期不补正', '申请人无正当理由逾期不补正'],
  other_2: ['逾期不缴费', '申请人逾期未按收费通知要求缴纳费用'],
  forward: ['四、结转下年度', '四、结转下年度办理'],
};

/** Characters that text recognition confuses, or that look alike to a hasty typist. */
const CONFUSED = '己已末未人入日曰土士干千目且因困申甲办为信佰继维结洁转传机札关美请清案桉第笫处外理埋卷券';

export function misread(label: string, dice: Dice): string {
  const places = [...label].flatMap((char, at) => (/[\u3400-\u9fff]/.test(char) ? [at] : []));
  // The numbers of groups tell the row; text recognition seldom errs in them.
  const inner = places.filter((at) => at >= 3);
  if (inner.length < 3) return label;
  const at = dice.pick(inner);
  const index = CONFUSED.indexOf(label[at]!);
  const wrong = index < 0 ? dice.pick([...CONFUSED]) : CONFUSED[index % 2 === 0 ? index + 1 : index - 1]!;
  return label.slice(0, at) + wrong + label.slice(at + 1);
}

function spacedOut(label: string, dice: Dice): string {
  const at = 1 + dice.below(label.length - 1);
  return /[\u3400-\u9fff]/.test(label[at]!)
    ? `${label.slice(0, at)}${dice.pick([' ', '　'])}${label.slice(at)}`
    : label;
}

function dressed(label: string, habits: Habits): string {
  return label
    .replace('“', habits.quotes[0])
    .replace('”', habits.quotes[1])
    .replaceAll('（', habits.brackets[0])
    .replaceAll('）', habits.brackets[1]);
}

export function printLabel(key: RowKey, habits: Habits, dice: Dice): string {
  const official = ROW_LABELS[key];
  const numbered = /^([1-8])\./.exec(official);
  const short = SHORT[key];
  let label = numbered ? official.slice(2) : official;
  if (short && dice.below(10) < habits.shortened) label = dice.pick(short);
  if (dice.below(10) < habits.misread && !/其他$|总计$/.test(label)) label = misread(label, dice);
  if (dice.below(10) < habits.spaced) label = spacedOut(label, dice);
  return dressed(numbered ? habits.numbering(Number(numbered[1])) + label : label, habits);
}

export function printHeading(label: string, habits: Habits): string {
  return dressed(label, habits);
}

export function printFigure(value: Cell, habits: Habits, unit = habits.unit): string {
  if (value === null) return '';
  if (value === 0 && habits.zero !== '0') return habits.zero;
  let text = String(value);
  if (habits.thousands) text = text.replace(/^\d+/, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','));
  if (habits.fullWidth) text = text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return text + unit;
}
