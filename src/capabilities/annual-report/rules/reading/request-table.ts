/** Table 3 out of the groups of figures between the headings of parts three and four. */
import {
  type Cell,
  FORMS,
  type FormVersion,
  groupOfRow,
  type RequestRow,
  type ResultGroup,
  ROW_LABELS,
  type RowKey,
  type Seven,
} from '../form.ts';
import { readingsOf } from './cuts.ts';
import type { FigureGroup } from './figures.ts';
import { endingLikeness, hanOnly, pairInOrder, spanningLikeness } from './fuzzy.ts';
import { rowsByOrder } from './rows-by-order.ts';
import { type Choice, chooseReadings, type RowReadings } from './solve.ts';

/** What else a row is called: shortened in tables made by others, or without its numbering. */
const OTHER_NAMES: Partial<Record<RowKey, readonly string[]>> = {
  new: ['本年新收申请数量', '本年新收'],
  carried: ['上年结转申请数量', '上年结转'],
  partial: ['部分公开', '区分处理的只计这一情形不计其他情形'],
  denied_1: ['国家秘密'],
  denied_2: ['法律行政法规禁止公开', '其他法律行政法规禁止'],
  denied_3: ['三安全一稳定', '危及三安全'],
  denied_4: ['第三方合法权益'],
  denied_5: ['三类内部事务信息', '内部事务信息'],
  denied_6: ['四类过程性信息', '过程性信息'],
  denied_7: ['行政执法案卷'],
  denied_8: ['行政查询事项'],
  unable_1: ['本机关不掌握', '不掌握相关政府信息'],
  unable_2: ['没有现成信息', '需要另行制作'],
  unable_3: ['补正后仍不明确', '申请内容仍不明确'],
  rejected_1: ['信访举报投诉'],
  rejected_2: ['重复申请'],
  rejected_3: ['公开出版物'],
  rejected_4: ['大量反复申请'],
  rejected_5: ['确认或重新出具已获取信息', '重新出具已获取信息'],
  other_1: ['无正当理由逾期不补正', '逾期不补正'],
  other_2: ['逾期未按收费通知要求缴纳费用', '逾期不缴费', '逾期未缴纳费用'],
  forward: ['结转下年度继续办理', '结转下年度'],
};

interface Target {
  key: RowKey;
  /** The row is the heading of a group that the report prints as one row, or with a subtotal of its own. */
  heading: ResultGroup | null;
  names: readonly string[];
}

function targetsOf(form: FormVersion): Target[] {
  const targets: Target[] = [];
  let group: ResultGroup | null = null;
  for (const key of FORMS[form].rowKeys) {
    const own = groupOfRow(key);
    if (own !== group && own !== null && key !== 'other') {
      const names = { denied: '不予公开', unable: '无法提供', rejected: '不予处理', other: '其他处理' };
      targets.push({ key, heading: own, names: [names[own]] });
    }
    group = own;
    targets.push({ key, heading: null, names: [ROW_LABELS[key], ...(OTHER_NAMES[key] ?? [])].map(hanOnly) });
  }
  return targets;
}

/** Enough of a label to look at: the longest with all of the group's heading before it. */
const LABEL_WINDOW = 80;
const TAIL_PENALTY = 0.03;

function likeness(label: string, target: Target): number {
  let best = 0;
  for (const name of target.names)
    best = Math.max(best, endingLikeness(label, name, TAIL_PENALTY), beginningLikeness(label, name));
  return best;
}

/** So many characters of a label tell the row, when a page break cut off the rest. */
const LEAST_BEGINNING = 6;

function beginningLikeness(label: string, name: string): number {
  for (let length = name.length - 1; length >= LEAST_BEGINNING; length -= 1)
    if (label.endsWith(name.slice(0, length))) return 0.5 + (0.4 * length) / name.length;
  return 0;
}

/** A label whose figures stand between its lines; the last group's own rest stands in nobody's label. */
function spanning(label: string, behind: string, target: Target): number {
  let best = 0;
  for (const name of target.names)
    if (name.length >= LEAST_BEGINNING) best = Math.max(best, spanningLikeness(label, behind, name));
  return best;
}

/** A label is taken for a row's from this likeness on. */
const LIKE = 0.45;

export interface RequestTableReading {
  rows: RequestRow[];
  choices: (Choice & { digits: string; start: number; end: number })[];
  /** Cells that hold something that is no number. */
  notNumbers: { key: RowKey; column: number; text: string; start: number; end: number }[];
  /** Rows of the form that the report does not print. */
  missing: RowKey[];
  /** Printed rows that do not stand as the form has them. */
  strange: StrangeRow[];
  /** How many rows were found by their labels. */
  found: number;
  gain: number;
  /** The labels were no help: the rows follow from the order of the figures and their sums. */
  byOrder?: true;
}

/**
 * `repeated`: the row is printed once more. `displaced`: it is printed, but out of the official order. `overfull`: it has
 * more than seven cells. `short`: its cells are given and are fewer than seven. `misnamed`: in its place stands the label
 * of `printed`.
 */
export interface StrangeRow {
  kind: 'repeated' | 'displaced' | 'overfull' | 'short' | 'misnamed';
  key: RowKey;
  printed: RowKey;
  cells: number;
  start: number;
  end: number;
}

interface PairedRow {
  target: Target;
  group: FigureGroup;
}

/** A report has some thirty rows; beyond this many candidates the file is no report, and time must stay bounded. */
const MOST_GROUPS = 1000;

/** Each group's label; a page number in the middle of one must not cut it. */
function acrossPages(all: readonly FigureGroup[]): Map<FigureGroup, string> {
  const labels = new Map<FigureGroup, string>();
  let before = '';
  for (const group of all) {
    const label = before + group.label;
    labels.set(group, label);
    const [only] = group.tokens;
    const isPageNumber = group.tokens.length === 1 && !only!.explicit && only!.text.length <= 3;
    before = isPageNumber ? label.slice(-2 * LABEL_WINDOW) : '';
  }
  return labels;
}

function pair(all: readonly FigureGroup[], form: FormVersion): { rows: PairedRow[]; gain: number } {
  const targets = targetsOf(form);
  const groups = all.filter((group) => fitsSeven(group) > 0).slice(0, MOST_GROUPS);
  const whole = acrossPages(all);
  const labels = groups.map((group) => hanOnly(whole.get(group)!).slice(-LABEL_WINDOW));
  const next = new Map(all.slice(0, 2 * MOST_GROUPS).map((group, index) => [group, all[index + 1]?.label ?? '']));
  const behind = groups.map((group) => hanOnly(next.get(group) ?? '').slice(0, LABEL_WINDOW));
  const fits = groups.map((group) => fitsSeven(group));
  const { groupOfRow: paired, gain } = pairInOrder(targets.length, groups.length, (row, index) => {
    const own = likeness(labels[index]!, targets[row]!);
    const score = own >= CERTAIN ? own : Math.max(own, spanning(labels[index]!, behind[index]!, targets[row]!));
    if (score < LIKE || fits[index] === 0) return 0;
    return score + fits[index]! - (targets[row]!.heading === null ? 0 : 0.05);
  });
  const rows: PairedRow[] = [];
  for (const [index, target] of targets.entries()) {
    const group = groups[paired[index]!];
    if (group) rows.push({ target, group });
  }
  return { rows, gain };
}

/** 1: exactly seven cells; 0.6: seven after cutting or filling; 0: cannot be a row. */
function fitsSeven(group: FigureGroup): number {
  const count = group.tokens.length;
  if (count === 7) return 1;
  if (count > 7) return group.tokens.filter((token) => token.kind !== 'blank').length <= 7 ? 0.6 : 0;
  if (group.tokens.every((token) => token.kind === 'blank')) return count >= 4 ? 0.6 : 0;
  const digits = group.tokens.reduce((sum, token) => sum + token.text.length, 0);
  return digits >= 4 && (count >= 4 || digits >= 7) ? 0.6 : 0;
}

/** Reads table 3 in the given form; the caller compares `gain` when the form is in doubt. */
export function readRequestTable(groups: readonly FigureGroup[], form: FormVersion): RequestTableReading {
  const reading = readByLabels(groups, form);
  return reading.missing.length > 0 ? (readByOrder(groups, form) ?? reading) : reading;
}

/** The rows as some reports print the form of 2021: (六) 其他处理 as one. */
const MERGED_KEYS = FORMS['2021'].rowKeys.filter((key) => key !== 'other_2' && key !== 'other_3');

/** Where the labels do not stand beside their figures; `null` when the order of the figures says nothing certain. */
function readByOrder(groups: readonly FigureGroup[], form: FormVersion): RequestTableReading | null {
  for (const keys of form === '2021' ? [FORMS[form].rowKeys, MERGED_KEYS] : [FORMS[form].rowKeys]) {
    const found = rowsByOrder(groups, keys);
    if (found === null) continue;
    const isMerged = keys === MERGED_KEYS;
    const choices = found.map((tokens, index): RequestTableReading['choices'][number] => {
      const reading = tokens.map(({ text }) => Number(text));
      const places = tokens.map(({ start }) => start);
      return {
        key: keys[index]!,
        reading,
        alternatives: [reading],
        decidedBy: 'separators',
        digits: tokens.map(({ text }) => text).join(' '),
        start: Math.min(...places),
        end: Math.max(...tokens.map(({ end }) => end)),
      };
    });
    const rows = FORMS[form].rowKeys.map((key): RequestRow => {
      const values = (choices.find((choice) => choice.key === key)?.reading ?? new Array<Cell>(7).fill(null)) as Seven;
      const row = { key, label: ROW_LABELS[key], values };
      return isMerged && key === 'other_1' ? { ...row, merged: true } : row;
    });
    return {
      rows,
      choices,
      notNumbers: [],
      missing: [],
      strange: [],
      found: keys.length,
      gain: keys.length,
      byOrder: true,
    };
  }
  return null;
}

function readByLabels(groups: readonly FigureGroup[], form: FormVersion): RequestTableReading {
  const paired = pair(groups, form);
  const byKey = new Map<RowKey, PairedRow>();
  const merged = new Set<ResultGroup>();
  for (const row of paired.rows) if (row.target.heading === null) byKey.set(row.target.key, row);
  for (const row of paired.rows) {
    const heading = row.target.heading;
    if (heading === null || [...byKey.keys()].some((key) => groupOfRow(key) === heading)) continue;
    merged.add(heading);
    byKey.set(row.target.key, row);
  }
  const readings: RowReadings[] = [];
  const notNumbers: RequestTableReading['notNumbers'] = [];
  for (const key of FORMS[form].rowKeys) {
    const row = byKey.get(key);
    if (!row) continue;
    const following = nextOrdinal(row.group, groups);
    const ordinal = ORDINAL_OF_NEXT.get(key) ?? null;
    readings.push({ key, readings: readingsOrOrdinal(row.group, following, ordinal) });
    if (row.group.tokens.length === 7) {
      for (const [column, token] of row.group.tokens.entries()) {
        if (token.kind === 'other')
          notNumbers.push({ key, column, text: token.text, start: token.start, end: token.end });
      }
    }
  }
  const chosen = new Map(chooseReadings(readings).map((choice) => [choice.key, choice]));
  const missing: RowKey[] = [];
  const rows = FORMS[form].rowKeys.map((key): RequestRow => {
    const values = (chosen.get(key)?.reading ?? new Array<Cell>(7).fill(null)) as Seven;
    const group = groupOfRow(key);
    const isMerged = group !== null && merged.has(group);
    if (!byKey.has(key) && !isMerged) missing.push(key);
    return isMerged && byKey.has(key)
      ? { key, label: ROW_LABELS[key], values, merged: true }
      : { key, label: ROW_LABELS[key], values };
  });
  return {
    rows,
    strange: strangeRows(groups, targetsOf(form), byKey, missing),
    choices: [...chosen.values()].map((choice) => {
      const group = byKey.get(choice.key)!.group;
      return { ...choice, digits: group.tokens.map(({ text }) => text).join(' '), start: group.start, end: group.end };
    }),
    notNumbers,
    missing,
    found: byKey.size,
    gain: paired.gain,
  };
}

/** A label tells its row for certain from this likeness on; another row's label must be so much more like. */
const CERTAIN = 0.85;
const CLEARLY_BETTER = 0.25;

function mostAlike(label: string, targets: readonly Target[]): { target: Target; score: number } {
  let best = { target: targets[0]!, score: 0 };
  for (const target of targets) {
    const score = likeness(label, target);
    if (score > best.score) best = { target, score };
  }
  return best;
}

function strangeRows(
  all: readonly FigureGroup[],
  targets: readonly Target[],
  byKey: ReadonlyMap<RowKey, PairedRow>,
  missing: readonly RowKey[],
): StrangeRow[] {
  const strange: StrangeRow[] = [];
  const labelOf = (group: FigureGroup): string => hanOnly(group.label).slice(-LABEL_WINDOW);
  const taken = new Set<FigureGroup>();
  const single = targets.filter(({ heading }) => heading === null);
  for (const [key, { target, group }] of byKey) {
    taken.add(group);
    const at = { key, cells: group.tokens.length, start: group.start, end: group.end };
    if (group.tokens.length < 7 && group.tokens.every(({ explicit, kind }) => explicit && kind === 'figure'))
      strange.push({ kind: 'short', printed: key, ...at });
    if (target.heading !== null) continue;
    const label = labelOf(group);
    const best = mostAlike(label, single);
    if (best.target !== target && best.score >= CERTAIN && best.score - likeness(label, target) >= CLEARLY_BETTER)
      strange.push({ kind: 'misnamed', printed: best.target.key, ...at });
  }
  for (const group of all.slice(0, MOST_GROUPS)) {
    const figures = group.tokens.filter(({ kind }) => kind === 'figure').length;
    if (taken.has(group) || figures === 0 || (fitsSeven(group) === 0 && figures <= 7)) continue;
    const { target, score } = mostAlike(labelOf(group), targets);
    // A group's heading may carry a subtotal of its own.
    if (score < CERTAIN || target.heading !== null) continue;
    const isMissing = missing.includes(target.key);
    const kind = figures > 7 ? 'overfull' : isMissing ? 'displaced' : 'repeated';
    const { start, end } = group;
    strange.push({ kind, key: target.key, printed: target.key, cells: figures, start, end });
  }
  return strange;
}

/** The number with which the label of the row below each row begins. */
const ORDINAL_OF_NEXT: ReadonlyMap<RowKey, string> = new Map(
  FORMS['2021'].rowKeys.flatMap((key, index, keys) => {
    const next = keys[index + 1];
    const number = next === undefined ? undefined : /^[1-8](?=\.)/.exec(ROW_LABELS[next])?.[0];
    return number === undefined ? [] : [[key, number] as const];
  }),
);

/** The words of the next group, when they follow this group's digits at once without a number of their own. */
function nextOrdinal(group: FigureGroup, groups: readonly FigureGroup[]): string {
  return groups[groups.indexOf(group) + 1]?.label ?? '';
}

/**
 * “0000000” + “2属于…”: a label's number without its point hangs on the digits before it. Only when the digits cannot
 * be a row with it, and can without it, is the last digit given to the label.
 */
function readingsOrOrdinal(
  group: FigureGroup,
  nextLabel: string,
  ordinal: string | null,
): ReturnType<typeof readingsOf> {
  const readings = readingsOf(group.tokens, 7);
  const last = group.tokens.at(-1);
  if (!last || last.explicit || ordinal === null || !last.text.endsWith(ordinal) || last.text.length < 2)
    return readings;
  // A heading in between, “（四）无法提供”, has the number behind itself.
  if (/^(?:[\s（(]|[1-8])/.test(nextLabel) || readings.some(isSum)) return readings;
  const shorter = [...group.tokens.slice(0, -1), { ...last, text: last.text.slice(0, -1) }];
  const without = readingsOf(shorter, 7);
  return without.some(isSum) ? without : readings;
}

function isSum(reading: readonly Cell[]): boolean {
  const total = reading.at(-1);
  return total !== null && reading.slice(0, -1).reduce<number>((sum, cell) => sum + (cell ?? 0), 0) === total;
}
