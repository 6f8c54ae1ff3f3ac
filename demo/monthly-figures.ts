import {
  isMonthlyFigureKind,
  type MonthlyFigure,
  type MonthlyFigureKind,
  monthlyFigureKinds,
} from '../src/capabilities/administrative-acts/index.ts';
import type { YearFigures } from './input.ts';
import type { DistrictOrgan, OrganKey } from './organs.ts';
import { apportion, type Random } from './random.ts';

type Shares = Partial<Record<OrganKey | 'each-department' | 'each-street', number>>;

/** Which organs report a kind, and roughly how much of it. */
const REPORTERS: Readonly<Record<MonthlyFigureKind, Shares>> = {
  licensing: {
    police: 96,
    market: 58,
    labour: 44,
    transport: 38,
    housing: 14,
    'natural-resources': 12,
    health: 9,
    enforcement: 8,
    'civil-affairs': 4,
    education: 3,
    emergency: 3,
    agriculture: 4,
    culture: 2,
    environment: 2,
    development: 2,
    water: 1,
  },
  penalties: {
    police: 110,
    enforcement: 18,
    transport: 7,
    market: 3,
    'each-street': 0.6,
    environment: 0.5,
    emergency: 0.8,
    health: 0.7,
    housing: 0.3,
    labour: 0.1,
    agriculture: 0.2,
  },
  compulsion: { police: 13, enforcement: 1.2, market: 0.2, transport: 0.4, 'each-street': 0.05, emergency: 0.02 },
  charges: {
    'natural-resources': 40,
    housing: 34,
    education: 22,
    police: 6,
    health: 8,
    water: 5,
    enforcement: 4,
    agriculture: 1,
  },
  publications: { government: 30, office: 60, 'each-department': 10, 'each-street': 8 },
  gazettes: { office: 1 },
  publicConcernsAnswered: { office: 60, services: 30, police: 10, enforcement: 8, housing: 8, 'each-street': 4 },
  pressConferences: { office: 1 },
  onlineInterviews: { office: 1 },
  interpretations: { office: 10, 'each-department': 4, 'each-street': 1 },
  topics: { office: 1 },
  wrongExpressionsMended: { office: 8, 'each-department': 1, 'each-street': 1 },
  personalDataDeidentified: { office: 4, 'each-department': 0.5, 'each-street': 1 },
  accountsKept: {
    office: 1,
    police: 1,
    education: 1,
    health: 1,
    market: 1,
    'natural-resources': 1,
    labour: 1,
    culture: 1,
    transport: 1,
  },
};

/** Kinds that are a stock or come once a month: January to December in equal parts, or all at the year's end. */
const EVEN: ReadonlySet<MonthlyFigureKind> = new Set(['gazettes']);
const AT_YEAR_END: ReadonlySet<MonthlyFigureKind> = new Set(['accountsKept']);

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
/** February holds 春节, December the rush of the year's end. */
const SEASON = [0.9, 0.65, 1.05, 1, 1, 1.05, 1, 1.05, 1, 0.9, 1.1, 1.2];
/** Charges are split to 0.01 万元, which is 100 yuan. */
const CHARGE_UNITS = 100;

/** The year's totals as reports by organ and month, which add up to them exactly. */
export function planMonthlyFigures(
  figures: YearFigures,
  organs: readonly DistrictOrgan[],
  seed: Random,
): MonthlyFigure[] {
  const { acts, work, year } = figures;
  const totals: [MonthlyFigureKind, number][] = [
    ['licensing', acts.licensing],
    ['penalties', acts.penalties],
    ['compulsion', acts.compulsion],
    ['charges', acts.chargesWan],
  ];
  for (const [kind, total] of Object.entries(work)) if (isMonthlyFigureKind(kind)) totals.push([kind, total]);
  return totals.flatMap(([kind, total]) => splitTotal(kind, total, year, organs, seed.fork(kind)));
}

function splitTotal(
  kind: MonthlyFigureKind,
  total: number,
  year: number,
  organs: readonly DistrictOrgan[],
  random: Random,
): MonthlyFigure[] {
  const unit = kind === 'charges' ? unitOf(total) : 1;
  const weights = organs.map((organ) => shareOf(kind, organ) * (0.8 + 0.4 * random.next()));
  const byOrgan = apportion(Math.round(total * unit), weights);
  return organs.flatMap((organ, i) => {
    const byMonth = apportion(
      byOrgan[i]!,
      MONTHS.map((month) => monthWeight(kind, month, random)),
    );
    return MONTHS.map((month) => ({
      organCode: organ.code,
      kind,
      month: `${year}-${String(month).padStart(2, '0')}`,
      value: byMonth[month - 1]! / unit,
    })).filter((figure) => figure.value > 0);
  });
}

/** Splits to hundredths, or finer where the total itself is. */
function unitOf(total: number): number {
  const finest = 10 ** monthlyFigureKinds.charges.decimals;
  let unit = CHARGE_UNITS;
  while (unit < finest && Math.abs(total * unit - Math.round(total * unit)) > 1e-6) unit *= 10;
  return unit;
}

function shareOf(kind: MonthlyFigureKind, organ: DistrictOrgan): number {
  const shares = REPORTERS[kind];
  const group = organ.kind === 'street' ? 'each-street' : organ.key === 'government' ? null : 'each-department';
  return shares[organ.key] ?? (group === null ? 0 : (shares[group] ?? 0));
}

function monthWeight(kind: MonthlyFigureKind, month: number, random: Random): number {
  if (AT_YEAR_END.has(kind)) return month === MONTHS.length ? 1 : 0;
  if (EVEN.has(kind)) return 1;
  return SEASON[month - 1]! * (0.85 + 0.3 * random.next());
}
