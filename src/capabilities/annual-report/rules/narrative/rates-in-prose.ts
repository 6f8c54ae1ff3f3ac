/** Percentages in sentences: `narrative.percentage`. */
import type { Finding } from '../checks/finding.ts';
import type { ReportTables } from '../form.ts';
import { clauseStart, demandFor, placeIn, type ReadSentence } from './figures-in-prose.ts';
import { basisValue } from './mention-values.ts';
import type { Mention } from './mention-words.ts';

const SHARE = /^(?:，)?(?:约)?(?:占比|占[^，。；、：\d%]{0,16}?)(?:的|约|为|达|到|比例|比重)*(\d+(?:\.\d+)?)%/;
const LAST_YEAR = '(?:较|比|与)(?:(?:上|去)(?:一)?年度?|(20\\d{2})年度?)(?:同期)?(?:相比)?';
/** “同比增长20%”, “较上年增加20件，增长20%”. */
const GROWTH = new RegExp(
  `^[，、]?(?:数量)?(?:同比|环比|${LAST_YEAR})(?:，)?(?:有所)?(增长|增加|上升|提高|下降|减少|降低)(?:了|约|率?为)*(\\d+(?:\\.\\d+)?)(%|件)`,
);
const FURTHER = /^，(?:同比)?(增长|增加|上升|提高|下降|减少|降低)(?:了|约|率?为)*(\d+(?:\.\d+)?)(%)/;
const FINISHED_RATE = /(?<!按时|按期|及时|规范|限时)办结率(?:为|达到?|达)?(\d+(?:\.\d+)?)%/g;

/**
 * Whether `stated`, as written with its decimals, is `actual` rounded to these decimals. Cutting off instead of
 * rounding is allowed: both are usual.
 */
export function isRoundingOf(stated: string, actual: number): boolean {
  const decimals = stated.split('.')[1]?.length ?? 0;
  const unit = 10 ** -decimals;
  const value = Number(stated);
  return Math.abs(actual - value) <= unit / 2 + 1e-9 || (actual - value >= -1e-9 && actual - value < unit);
}

export function checkRates(
  tables: ReportTables,
  read: readonly ReadSentence[],
  prior: ReportTables | null,
  year: number | null,
  source: string,
): Finding[] {
  const findings: Finding[] = [];
  for (const entry of read) {
    for (const mention of entry.mentions) {
      const tail = entry.sentence.text.slice(mention.end);
      const finding = shareFinding(tables, entry, mention, tail, source);
      if (finding) findings.push(finding);
      if (prior && !mention.limited)
        findings.push(...growthFindings(tables, prior, year, entry, mention, tail, source));
    }
    findings.push(...finishedRate(tables, entry, source));
  }
  return findings;
}

function shareFinding(
  tables: ReportTables,
  { sentence, mentions }: ReadSentence,
  mention: Mention,
  tail: string,
  source: string,
): Finding | null {
  const { measure, value } = mention;
  if (measure.of !== 'kinds' && measure.of !== 'applicant' && measure.of !== 'row') return null;
  const share = SHARE.exec(tail);
  if (!share) return null;
  const stated = mentions
    .filter((other) => other.start < mention.start && other.value >= value)
    .map((other) => other.value);
  const table = mention.limited
    ? []
    : (['new', 'handled', 'finished'] as const).map((basis) => basisValue(tables, basis, [6]));
  const wholes = [...stated, ...table].filter((whole): whole is number => whole !== null && whole > 0);
  if (wholes.length === 0 || wholes.some((whole) => isRoundingOf(share[1]!, (value / whole) * 100))) return null;
  const whole = stated[0] ?? wholes[0]!;
  const actual = (value / whole) * 100;
  const decimals = share[1]!.split('.')[1]?.length ?? 0;
  const end = mention.end + share[0].length;
  return {
    rule: 'narrative.percentage',
    severity: 'warning',
    where: placeIn(sentence, clauseStart(sentence.text, mention.start), end, source),
    expected: `${actual.toFixed(decimals)}%`,
    actual: `${share[1]}%`,
    message: `${value}÷${whole}=${actual.toFixed(Math.max(2, decimals))}%，文字表述为${share[1]}%。`,
  };
}

function growthFindings(
  tables: ReportTables,
  prior: ReportTables,
  year: number | null,
  { sentence, mentions, bases }: ReadSentence,
  mention: Mention,
  tail: string,
  source: string,
): Finding[] {
  const skipped = /^（[^（）]*）/.exec(tail)?.[0].length ?? 0;
  const first = GROWTH.exec(tail.slice(skipped));
  if (!first || (first[1] !== undefined && Number(first[1]) !== (year ?? 0) - 1)) return [];
  const now = demandFor(tables, mention.measure, bases);
  const then = demandFor(prior, mention.measure, bases);
  // Only a figure that is right itself can be compared with last year's.
  if (!now || !then || !now.values.includes(mention.value)) return [];
  const stated = [{ word: first[2]!, figure: first[3]!, unit: first[4]!, end: skipped + first[0].length }];
  const further = FURTHER.exec(tail.slice(stated[0]!.end));
  if (further)
    stated.push({ word: further[1]!, figure: further[2]!, unit: further[3]!, end: stated[0]!.end + further[0].length });
  return stated.flatMap(({ word, figure, unit, end }): Finding[] => {
    const falls = /下降|减少|降低/.test(word);
    const changes = then.values.map((before) => {
      const change = falls ? before - mention.value : mention.value - before;
      return { before, change: unit === '%' ? (before === 0 ? Number.NaN : (change / before) * 100) : change };
    });
    if (changes.some(({ change }) => (unit === '%' ? isRoundingOf(figure, change) : change === Number(figure))))
      return [];
    const { before, change } = changes[0]!;
    const shown = unit === '%' ? change.toFixed(1) : String(change);
    return [
      {
        rule: 'narrative.percentage',
        severity: 'warning',
        where: placeIn(
          sentence,
          clauseStart(sentence.text, (mentions.at(0) ?? mention).start),
          mention.end + end,
          source,
        ),
        expected: `${shown}${unit}`,
        actual: `${figure}${unit}`,
        message: `上年${before}件，本年${mention.value}件，${word}应为${shown}${unit}，文字表述为${figure}${unit}。`,
      },
    ];
  });
}

/** “办结率98.7%”: what was dealt with out of all there was to deal with. A rate of 100% is a claim of its own. */
function finishedRate(tables: ReportTables, { sentence, mentions }: ReadSentence, source: string): Finding[] {
  const done = basisValue(tables, 'finished', [6]);
  const wholes = (['handled', 'new'] as const).map((basis) => basisValue(tables, basis, [6]));
  return [...sentence.text.matchAll(FINISHED_RATE)].flatMap((match): Finding[] => {
    const stretch = sentence.text.slice(0, match.index);
    const from = Math.max(stretch.lastIndexOf('。'), stretch.lastIndexOf('；')) + 1;
    const counted = [...stretch.slice(from).matchAll(/\d+(?=[件宗份起例])/g)].at(-1);
    const about =
      counted && mentions.find(({ start, end }) => start <= from + counted.index && from + counted.index < end);
    if (!about || about.limited || !['received', 'finished', 'carried', 'forward'].includes(about.measure.of))
      return [];
    const rates = wholes.flatMap((whole) =>
      done !== null && whole !== null && whole > 0 ? [(done / whole) * 100] : [],
    );
    if (match[1] === '100' || rates.length === 0 || rates.some((rate) => isRoundingOf(match[1]!, rate))) return [];
    const decimals = match[1]!.split('.')[1]?.length ?? 0;
    return [
      {
        rule: 'narrative.percentage',
        severity: 'warning',
        where: placeIn(sentence, match.index, match.index + match[0].length, source),
        expected: `${rates[0]!.toFixed(decimals)}%`,
        actual: `${match[1]}%`,
        message: `办理结果总计${done}÷（本年新收加上年结转）${wholes[0]}=${rates[0]!.toFixed(Math.max(2, decimals))}%，文字表述为${match[1]}%。`,
      },
    ];
  });
}
