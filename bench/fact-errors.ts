import { daysInMonth, toEpochDay, weekdayOf } from '../src/kernel/calendar/index.ts';

/** A passage that contradicts itself, the same passage without the fault, and where the fault lies. */
export interface PlantedFact {
  readonly kind: FactKind;
  readonly text: string;
  /** The passage as it should be: whatever is found in it, but not before the planting, is a false alarm. */
  readonly right: string;
  readonly start: number;
  readonly end: number;
}

export const FACT_KINDS = [
  'impossible date',
  'wrong weekday',
  'wrong count of items',
  'gap in numbering',
  'number repeated',
  'sum of parts',
  'shares of a whole',
  'rate',
  'unpaired bracket or quotation mark',
  'mixed punctuation',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Small deterministic generator (mulberry32), so that every run plants the same. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  /** 0 to `below` - 1. */
  roll(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 4294967296) * below);
  }
  between(first: number, last: number): number {
    return first + this.roll(last - first + 1);
  }
  pick<T>(all: readonly T[]): T {
    return all[this.roll(all.length)]!;
  }
}

type Planter = (passages: readonly string[], dice: Dice) => PlantedFact | null;

const DATE = /(\d{4})年(\d{1,2})月(\d{1,2})日/g;
const CHINESE = '零一二三四五六七八九十';
const WEEKDAYS = '日一二三四五六';

function oneOf(text: string, pattern: RegExp, dice: Dice): RegExpExecArray | null {
  const all = [...text.matchAll(pattern)] as RegExpExecArray[];
  return all.length === 0 ? null : dice.pick(all);
}

/** The passage holds the list from its first item on: an excerpt cannot be judged. */
function isListed(text: string, found: RegExpExecArray): boolean {
  let at = found.index;
  for (let number = CHINESE.indexOf(found[1]!) - 1; number >= 1; number--) {
    const before = text.lastIndexOf(`\n（`, at - 2);
    if (before < 0 && !(number === 1 && text.startsWith('（一）'))) return false;
    at = Math.max(before, -1) + 1;
    if (!text.startsWith(`（${CHINESE[number]}）`, at)) return false;
  }
  return true;
}

/** Replaces text.slice(start, end) of a passage by `wrong`. */
function damage(kind: FactKind, right: string, start: number, end: number, wrong: string): PlantedFact {
  return { kind, right, text: right.slice(0, start) + wrong + right.slice(end), start, end: start + wrong.length };
}

/** The same words with the right figures and with the wrong ones. */
function stated(kind: FactKind, write: (isWrong: boolean) => string): PlantedFact {
  const text = write(true);
  return { kind, right: write(false), text, start: 0, end: text.length };
}

/** Parts of at least `least` that make up `whole`. */
function partsOf(whole: number, count: number, least: number, dice: Dice): number[] {
  const parts: number[] = [];
  let rest = whole;
  for (let left = count - 1; left > 0; left--) {
    const part = dice.between(least, Math.max(least, Math.floor((rest - least * left) / 1.5)));
    parts.push(part);
    rest -= part;
  }
  return [...parts, rest];
}

const CASES = ['网上申请', '信函申请', '当面申请', '传真申请'];
const OUTCOMES = ['予以公开', '部分公开', '不予公开', '无法提供'];
const FUNDS = ['中央资金', '省级资金', '市级资金', '区级配套资金'];
const PLACES = ['新碶街道', '小港街道', '大碶街道', '霞浦街道'];

const SUMS: readonly ((whole: string, parts: readonly string[]) => string)[] = [
  (whole, parts) =>
    `2022年共收到政府信息公开申请${whole}件，其中${parts.map((part, i) => `${CASES[i]}${part}件`).join('、')}。`,
  (whole, parts) => `全年办结申请${whole}件（${parts.map((part, i) => `${OUTCOMES[i]}${part}件`).join('，')}）。`,
  (whole, parts) => `项目总投资${whole}万元，其中：${parts.map((part, i) => `${FUNDS[i]}${part}万元`).join('，')}。`,
  (whole, parts) => `${parts.map((part, i) => `${PLACES[i]}${part}户`).join('，')}，合计${whole}户。`,
  (whole, parts) => `共检查企业${whole}家次，分别为${parts.map((part, i) => `${PLACES[i]}${part}家次`).join('、')}。`,
];
const SHARES: readonly ((parts: readonly string[]) => string)[] = [
  (parts) => `按申请方式分，${parts.map((part, i) => `${CASES[i]}占${part}%`).join('，')}。`,
  (parts) => `资金构成中，${parts.map((part, i) => `${FUNDS[i]}占${part}%`).join('、')}。`,
  (parts) => `全部办件的答复结果：${parts.map((part, i) => `${OUTCOMES[i]}${part}%`).join('，')}。`,
];
const RATES: readonly ((whole: number, part: number, rate: string) => string)[] = [
  (whole, part, rate) => `全年收到建议提案${whole}件，按期办结${part}件，办结率${rate}%。`,
  (whole, part, rate) => `抽检食品${whole}批次，合格${part}批次，合格率为${rate}%。`,
  (whole, part, rate) => `共发布信息${whole}条，其中政策解读${part}条，占${rate}%。`,
];

const planters: Readonly<Record<FactKind, Planter>> = {
  'impossible date': (passages, dice) => {
    const right = dice.pick(passages);
    const found = oneOf(right, DATE, dice);
    if (!found) return null;
    const [all, year, month] = found;
    const days = daysInMonth(Number(year), Number(month));
    const wrong = dice.pick([
      `${year}年${month}月${days + dice.between(1, 3)}日`,
      `${year}年${dice.between(13, 15)}月${dice.between(1, 28)}日`,
      `${year}年2月30日`,
    ]);
    return damage('impossible date', right, found.index, found.index + all.length, wrong);
  },
  'wrong weekday': (passages, dice) => {
    const passage = dice.pick(passages);
    const found = oneOf(passage, DATE, dice);
    if (!found || /[星周]/.test(passage)) return null;
    const [all, year, month, day] = found;
    if (Number(day) > daysInMonth(Number(year), Number(month))) return null;
    const true_ = weekdayOf(toEpochDay(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`));
    const [open, shut] = dice.pick([
      ['（星期', '）'],
      ['（周', '）'],
      ['星期', ''],
    ] as const);
    const end = found.index + all.length;
    const write = (weekday: number) => open + WEEKDAYS[weekday] + shut;
    const right = passage.slice(0, end) + write(true_) + passage.slice(end);
    const start = found.index;
    return damage(
      'wrong weekday',
      right,
      start,
      end + write(true_).length,
      all + write((true_ + dice.between(1, 6)) % 7),
    );
  },
  'wrong count of items': (passages, dice) => {
    const list = dice.pick(passages).match(/(?:^|\n)（一）[^\n]*(?:\n（[一二三四五六七八九]）[^\n]*){1,8}/);
    if (!list) return null;
    const items = list[0].trim().split('\n');
    if (items.some((item, i) => !item.startsWith(`（${CHINESE[i + 1]}）`))) return null;
    const write = dice.pick([
      (count: number) => `取消下列${CHINESE[count]}项行政许可：`,
      (count: number) => `保留的事项共${count}项：`,
      (count: number) => `重点做好以下${CHINESE[count]}个方面工作：`,
    ]);
    const wrong = items.length + dice.pick([-1, 1]);
    if (wrong < 2) return null;
    return stated('wrong count of items', (isWrong) => `${write(isWrong ? wrong : items.length)}\n${items.join('\n')}`);
  },
  'gap in numbering': (passages, dice) => {
    const right = dice.pick(passages);
    const found = oneOf(right, /(?<=\n)（([二三四五六七])）/g, dice);
    if (!found || !isListed(right, found)) return null;
    const number = CHINESE.indexOf(found[1]!);
    const wrong = `（${CHINESE[number + dice.between(1, 2)]}）`;
    return damage('gap in numbering', right, found.index, found.index + found[0].length, wrong);
  },
  'number repeated': (passages, dice) => {
    const right = dice.pick(passages);
    const found = oneOf(right, /(?<=\n)（([二三四五六七八])）/g, dice);
    if (!found || !isListed(right, found)) return null;
    const wrong = `（${CHINESE[CHINESE.indexOf(found[1]!) - 1]}）`;
    return damage('number repeated', right, found.index, found.index + found[0].length, wrong);
  },
  'sum of parts': (_, dice) => {
    const count = dice.between(2, 4);
    const write = dice.pick(SUMS);
    // Only money has decimal places; parts with decimal places may be rounded, so that small differences are none.
    const scale = write === SUMS[2] ? dice.pick([1, 10, 100]) : 1;
    const whole = dice.between(60, 4000);
    const parts = partsOf(whole, count, 3, dice);
    const wrong = [...parts];
    const at = dice.roll(count);
    wrong[at] = Math.max(1, wrong[at]! + dice.pick(scale === 1 ? [-9, -2, -1, 1, 3, 10] : [-36, -9, 9, 27]));
    if (wrong[at] === parts[at]) return null;
    const figure = (value: number) => String(value / scale);
    return stated('sum of parts', (isWrong) => write(figure(whole), (isWrong ? wrong : parts).map(figure)));
  },
  'shares of a whole': (_, dice) => {
    const count = dice.between(3, 4);
    const parts = partsOf(1000, count, 20, dice);
    const wrong = [...parts];
    const at = dice.roll(count);
    wrong[at]! += dice.pick([-100, -50, 20, 50, 100]);
    if (wrong[at]! <= 0) return null;
    const write = dice.pick(SHARES);
    const figure = (value: number) => (value / 10).toFixed(1).replace(/\.0$/, '');
    return stated('shares of a whole', (isWrong) => write((isWrong ? wrong : parts).map(figure)));
  },
  rate: (_, dice) => {
    const whole = dice.between(40, 3000);
    const part = dice.between(Math.ceil(whole / 4), whole - 1);
    const digits = dice.between(1, 2);
    const rate = (part / whole) * 100;
    const wrong = rate + dice.pick([-8, -3, 2, 5]);
    if (wrong <= 1 || wrong >= 100) return null;
    const write = dice.pick(RATES);
    return stated('rate', (isWrong) => write(whole, part, (isWrong ? wrong : rate).toFixed(digits)));
  },
  'unpaired bracket or quotation mark': (passages, dice) => {
    const right = dice.pick(passages);
    const found = oneOf(right, /《[^《》\n]{2,30}》|“[^“”\n]{2,30}”|(?<!^|\n)（[^（）\n]{3,30}）/g, dice);
    if (!found) return null;
    const lost = dice.roll(2) === 0 ? found.index : found.index + found[0].length - 1;
    const text = right.slice(0, lost) + right.slice(lost + 1);
    const end = found.index + found[0].length;
    return { kind: 'unpaired bracket or quotation mark', right, text, start: found.index, end: end - 1 };
  },
  'mixed punctuation': (passages, dice) => {
    const right = dice.pick(passages);
    const found = oneOf(right, /(?<=[\u4e00-\u9fff])[，；：（）](?=[\u4e00-\u9fff])/g, dice);
    if (!found) return null;
    const half = ',;:()'['，；：（）'.indexOf(found[0])]!;
    return damage('mixed punctuation', right, found.index, found.index + 1, half);
  },
};

/**
 * Plants `count` contradictions of every kind: into passages of real documents where they hold such a fact (dates, numbering, pairs,
 * punctuation), into sentences of official style where the figures must be ours.
 */
export function plantFacts(texts: readonly string[], count: number): PlantedFact[] {
  // Sentences with their line, and lists with their lines.
  const passages = texts.flatMap((text) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const blocks: string[] = [];
    for (let at = 0; at < lines.length; at += 12) blocks.push(lines.slice(at, at + 12).join('\n'));
    return blocks.filter((block) => block.length <= 4000);
  });
  const dice = new Dice(20261123);
  const planted: PlantedFact[] = [];
  for (const kind of FACT_KINDS) {
    let made = 0;
    for (let turn = 0; made < count && turn < count * 200; turn++) {
      const fact = planters[kind](passages, dice);
      if (fact === null) continue;
      planted.push(fact);
      made++;
    }
  }
  return planted;
}
