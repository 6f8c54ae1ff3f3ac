/** Percentages in sentences: `narrative.percentage`. */
import type { Finding } from '../checks/finding.ts';
import type { ReportTables } from '../form.ts';
import { clauseStart, demandFor, placeIn, type ReadSentence } from './figures-in-prose.ts';
import { basisValue, type Mention } from './mentions.ts';

const SHARE = /^(?:，)?(?:约)?(?:占比|占[^，。；、：\d%]{0,16}?)(?:的|约|为|达|到|比例|比重)*(\d+(?:\.\d+)?)%/;
const GROWTH =
  /^[，、]?(?:数量)?(?:同比|环比|较(?:上|去)一?年度?(?:同期)?|比(?:上|去)一?年度?(?:同期)?|与(?:上|去)一?年度?相比)(?:，)?(?:有所)?(增长|增加|上升|提高|下降|减少|降低)(?:了|约|率?为)*(\d+(?:\.\d+)?)%/;
const GROWTH_ABSOLUTE =
  /^[，、]?(?:较(?:上|去)一?年度?(?:同期)?|比(?:上|去)一?年度?(?:同期)?|同比)(增长|增加|上升|下降|减少)(?:了)?(\d+)件/;

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
  source: string,
): Finding[] {
  const findings: Finding[] = [];
  for (const entry of read) {
    for (const mention of entry.mentions) {
      const tail = entry.sentence.text.slice(mention.end);
      const finding = shareFinding(tables, entry, mention, tail, source);
      if (finding) findings.push(finding);
      const growth = prior && !mention.limited ? growthFinding(tables, prior, entry, mention, tail, source) : null;
      if (growth) findings.push(growth);
    }
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

function growthFinding(
  tables: ReportTables,
  prior: ReportTables,
  { sentence, mentions, bases }: ReadSentence,
  mention: Mention,
  tail: string,
  source: string,
): Finding | null {
  const skipped = /^（[^（）]*）/.exec(tail)?.[0].length ?? 0;
  const words = tail.slice(skipped);
  const percent = GROWTH.exec(words);
  const absolute = percent ? null : GROWTH_ABSOLUTE.exec(words);
  const match = percent ?? absolute;
  if (!match) return null;
  const now = demandFor(tables, mention.measure, bases);
  const then = demandFor(prior, mention.measure, bases);
  // Only a figure that is right itself can be compared with last year's.
  if (!now || !then || !now.values.includes(mention.value)) return null;
  const falls = /下降|减少|降低/.test(match[1]!);
  const changes = then.values.map((before) => {
    const change = (falls ? before - mention.value : mention.value - before) as number;
    return { before, change: percent ? (before === 0 ? Number.NaN : (change / before) * 100) : change };
  });
  const fits = changes.some(({ change }) => (percent ? isRoundingOf(match[2]!, change) : change === Number(match[2])));
  if (fits) return null;
  const first = changes[0]!;
  const unit = percent ? '%' : '件';
  const shown = percent ? first.change.toFixed(1) : String(first.change);
  const end = mention.end + skipped + match[0].length;
  return {
    rule: 'narrative.percentage',
    severity: 'warning',
    where: placeIn(sentence, clauseStart(sentence.text, (mentions.at(0) ?? mention).start), end, source),
    expected: `${shown}${unit}`,
    actual: `${match[2]}${unit}`,
    message: `上年${first.before}件，本年${mention.value}件，${match[1]}应为${shown}${unit}，文字表述为${match[2]}${unit}。`,
  };
}
