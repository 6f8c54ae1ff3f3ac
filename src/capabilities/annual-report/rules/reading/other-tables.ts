/** Table 2. */
import type { FormVersion, ProactiveKey, ProactiveTable, Three } from '../form.ts';
import { type Reading, readingsOf } from './cuts.ts';
import { type FigureGroup, type FigureToken, numberOf } from './figures.ts';
import { endingLikeness, hanOnly, pairInOrder } from './fuzzy.ts';

interface ProactiveTarget {
  key: ProactiveKey | null;
  names: readonly string[];
  size: number;
  /** Which of the printed figures is the one of the contract's shape. */
  takes: number;
}

/** In the 2019 form licences, penalties and compulsion print 上一年项目数量 / 本年增减 / 处理决定数量. */
const PROACTIVE_TARGETS: Readonly<Record<FormVersion, readonly ProactiveTarget[]>> = {
  '2021': [
    { key: 'rules', names: ['规章'], size: 3, takes: 0 },
    { key: 'normativeDocuments', names: ['行政规范性文件', '规范性文件'], size: 3, takes: 0 },
    { key: 'licensing', names: ['行政许可'], size: 1, takes: 0 },
    { key: 'penalties', names: ['行政处罚'], size: 1, takes: 0 },
    { key: 'compulsion', names: ['行政强制'], size: 1, takes: 0 },
    { key: 'chargesWan', names: ['行政事业性收费', '事业性收费'], size: 1, takes: 0 },
  ],
  '2019': [
    { key: 'rules', names: ['规章'], size: 3, takes: 0 },
    { key: 'normativeDocuments', names: ['行政规范性文件', '规范性文件'], size: 3, takes: 0 },
    { key: 'licensing', names: ['行政许可'], size: 3, takes: 2 },
    { key: null, names: ['其他对外管理服务事项'], size: 3, takes: 2 },
    { key: 'penalties', names: ['行政处罚'], size: 3, takes: 2 },
    { key: 'compulsion', names: ['行政强制'], size: 3, takes: 2 },
    { key: null, names: ['行政事业性收费'], size: 2, takes: 0 },
    { key: null, names: ['政府集中采购'], size: 2, takes: 0 },
  ],
};

/** Time must stay bounded whatever stands in part two. */
const MOST_GROUPS = 1000;

export interface DoubtfulDocuments {
  key: ProactiveKey;
  digits: string;
  alternatives: Reading[];
  decidedBy: 'sentences' | 'order of size' | 'nothing';
  start: number;
  end: number;
}

export interface ProactiveReading {
  table: ProactiveTable;
  doubtful: DoubtfulDocuments[];
  notNumbers: { key: ProactiveKey; column: number | null; text: string; start: number; end: number }[];
  missing: ProactiveKey[];
  /** Rows with more cells than the form has, and rows printed once more. */
  strange: { kind: 'overfull' | 'repeated'; key: ProactiveKey; cells: number }[];
}

/**
 * @param sentenceFigures figures that the report's own sentences give for normative documents: they decide between
 *   several ways to cut “693665”
 */
export function readProactiveTable(
  all: readonly FigureGroup[],
  form: FormVersion,
  sentenceFigures: ReadonlySet<number>,
): ProactiveReading {
  const targets = PROACTIVE_TARGETS[form];
  const groups = all.slice(0, MOST_GROUPS);
  const labels = groups.map((group) => hanOnly(group.label).slice(-40));
  const { groupOfRow } = pairInOrder(targets.length, groups.length, (row, index) => {
    const { names, size } = targets[row]!;
    const score = Math.max(...names.map((name) => endingLikeness(labels[index]!, name, 0.05)));
    if (score < 0.6) return 0;
    const count = groups[index]!.tokens.length;
    return score + (count === size ? 1 : size === 3 && count < 3 ? 0.5 : count > size ? 0.1 : 0);
  });
  const reading: ProactiveReading = {
    table: {
      rules: [null, null, null],
      normativeDocuments: [null, null, null],
      licensing: null,
      penalties: null,
      compulsion: null,
      chargesWan: null,
    },
    doubtful: [],
    notNumbers: [],
    missing: [],
    strange: [],
  };
  const inOrder = targets.some((_, index) => groups[groupOfRow[index]!] === undefined)
    ? byOrder(groups, targets)
    : null;
  const taken = new Set(inOrder ? groups.keys() : groupOfRow);
  for (const [index, target] of targets.entries()) {
    const { key } = target;
    if (key === null) continue;
    const group = inOrder?.[index] ?? groups[groupOfRow[index]!];
    if (!group) {
      reading.missing.push(key);
      continue;
    }
    noteOthers(reading, key, group.tokens);
    const given = group.tokens.filter(({ kind, explicit }) => explicit && kind !== 'blank');
    // Converters write a merged cell once for every column that it covers.
    const cells = target.size === 1 && new Set(given.map(({ text }) => text)).size === 1 ? 1 : given.length;
    if (cells > target.size) reading.strange.push({ kind: 'overfull', key, cells });
    if (key === 'rules' || key === 'normativeDocuments') {
      reading.table[key] = readDocuments(reading, key, group, sentenceFigures);
    } else {
      const loose = group.tokens.filter(({ kind, explicit }) => !explicit && kind === 'figure');
      if (target.size > 1 && loose.length > 0 && group.tokens.length < target.size) {
        const { start, end } = group;
        const digits = group.tokens.map(({ text }) => text).join(' ');
        reading.doubtful.push({ key, digits, alternatives: [], decidedBy: 'nothing', start, end });
        continue;
      }
      const token = group.tokens[Math.min(target.takes, group.tokens.length - 1)]!;
      reading.table[key] = token.kind === 'figure' ? numberOf(token.text) : null;
    }
  }
  for (const [index, group] of groups.entries()) {
    if (taken.has(index)) continue;
    const again = targets.find(
      ({ names, size }) => group.tokens.length >= size && names.some((name) => labels[index]!.endsWith(name)),
    );
    if (again && again.key !== null && !reading.missing.includes(again.key))
      reading.strange.push({ kind: 'repeated', key: again.key, cells: group.tokens.length });
  }
  return reading;
}

/** Labels out of step with their figures: as many plain figures as the form has stand in its order. */
function byOrder(groups: readonly FigureGroup[], targets: readonly ProactiveTarget[]): FigureGroup[] | null {
  const tokens = groups.flatMap((group) => group.tokens);
  if (tokens.length !== targets.reduce((sum, { size }) => sum + size, 0)) return null;
  if (tokens.some(({ kind, explicit }) => kind !== 'figure' || explicit)) return null;
  let at = 0;
  return targets.map(({ names, size }) => {
    const own = tokens.slice(at, at + size);
    at += size;
    return { label: names[0]!, tokens: own, start: own[0]!.start, end: own.at(-1)!.end };
  });
}

function noteOthers(reading: ProactiveReading, key: ProactiveKey, tokens: readonly FigureToken[]): void {
  const several = key === 'rules' || key === 'normativeDocuments';
  for (const [column, token] of tokens.entries()) {
    if (token.kind !== 'other' || (!several && column > 0)) continue;
    reading.notNumbers.push({
      key,
      column: several ? column : null,
      text: token.text,
      start: token.start,
      end: token.end,
    });
  }
}

function readDocuments(
  reading: ProactiveReading,
  key: 'rules' | 'normativeDocuments',
  group: FigureGroup,
  sentenceFigures: ReadonlySet<number>,
): Three {
  const readings = readingsOf(group.tokens, 3);
  if (readings.length === 0) return [null, null, null];
  if (readings.length === 1) return readings[0] as Three;
  const mostTold = bestBy(
    readings,
    (cells) => cells.filter((cell) => cell !== null && sentenceFigures.has(cell)).length,
  );
  let best = mostTold;
  let decidedBy: DoubtfulDocuments['decidedBy'] = 'sentences';
  if (mostTold.length > 1) {
    // Seldom are more documents repealed than issued, and never more issued than there are in force, so to speak.
    const ordered = mostTold.filter(([issued, repealed, inForce]) => repealed! <= issued! && issued! <= inForce!);
    best = ordered;
    decidedBy = 'order of size';
  }
  if (best.length !== 1) decidedBy = 'nothing';
  reading.doubtful.push({
    key,
    digits: group.tokens.map(({ text }) => text).join(' '),
    alternatives: readings.slice(0, 24),
    decidedBy,
    start: group.start,
    end: group.end,
  });
  return best.length === 1 ? (best[0] as Three) : [null, null, null];
}

function bestBy(readings: readonly Reading[], score: (reading: Reading) => number): Reading[] {
  const most = Math.max(...readings.map(score));
  return readings.filter((reading) => score(reading) === most);
}
