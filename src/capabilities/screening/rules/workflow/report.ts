import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import type { FindingKind, Severity } from '../finding.ts';
import { type Period, periodsOf } from './periods.ts';
import type { FindingAct } from './states.ts';

/** Steps of findings counted by day, organ, kind, severity and where they were found. */
export interface StepCount {
  readonly day: PlainDate;
  readonly organCode: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly source: string;
  readonly act: FindingAct;
  readonly count: number;
}

/** What came in and went out. `found` counts what returned too; `mended` what a screening found gone. */
export interface Tally {
  readonly found: number;
  readonly mended: number;
  readonly dismissed: number;
}

/** What of the stock was looked at on a day. */
export interface DayCoverage {
  readonly day: PlainDate;
  readonly documents: number;
  readonly screened: number;
  readonly characters: number;
}

export interface ReportContent extends Tally {
  readonly kind: Period['kind'];
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** Unsettled before the first day and after the last: openAtStart + found - mended - dismissed = openAtEnd. */
  readonly openAtStart: number;
  readonly openAtEnd: number;
  /** Mended before the text was published. */
  readonly beforeRelease: number;
  readonly personalData: Tally;
  readonly newMedia: Tally;
  readonly byKind: readonly (Tally & { readonly kind: FindingKind })[];
  readonly bySeverity: readonly (Tally & { readonly severity: Severity })[];
  readonly byOrgan: readonly (Tally & { readonly organCode: string; readonly organName: string })[];
  readonly byDay: readonly (Tally & { readonly day: PlainDate })[];
  readonly runs: number;
  /** Times a document was looked at, and of these screened anew. */
  readonly documents: number;
  readonly screened: number;
  readonly characters: number;
  /** Releases that passed the gate with findings that must be mended, on a recorded reason. */
  readonly releasedWithErrors: number;
}

export interface ReportInput {
  readonly period: Period;
  readonly openAtStart: number;
  readonly steps: readonly StepCount[];
  readonly coverage: readonly DayCoverage[];
  readonly releasedWithErrors: number;
  /** Names of organs in the order they are listed in. */
  readonly organs: readonly { readonly code: string; readonly name: string }[];
}

const NOTHING: Tally = { found: 0, mended: 0, dismissed: 0 };

function add(tally: Tally, { act, count }: Pick<StepCount, 'act' | 'count'>): Tally {
  const { found, mended, dismissed } = tally;
  if (act === 'found' || act === 'return') return { found: found + count, mended, dismissed };
  if (act === 'mend' || act === 'gone') return { found, mended: mended + count, dismissed };
  return act === 'accept' ? { found, mended, dismissed: dismissed + count } : tally;
}

const tallyOf = (steps: readonly StepCount[]): Tally => steps.reduce(add, NOTHING);

function tallyBy<Key extends string>(steps: readonly StepCount[], keyOf: (step: StepCount) => Key): Map<Key, Tally> {
  const tallies = new Map<Key, Tally>();
  for (const step of steps) tallies.set(keyOf(step), add(tallies.get(keyOf(step)) ?? NOTHING, step));
  return tallies;
}

const isEmpty = ({ found, mended, dismissed }: Tally): boolean => found + mended + dismissed === 0;

/** A week or a month from its counted steps. Everything in it is a sum of the same steps, so its parts cannot contradict each other. */
export function composeReport({
  period,
  openAtStart,
  steps,
  coverage,
  releasedWithErrors,
  organs,
}: ReportInput): ReportContent {
  const whole = tallyOf(steps);
  const list = <Key extends string, Row>(
    tallies: Map<Key, Tally>,
    order: readonly Key[],
    row: (key: Key, tally: Tally) => Row,
  ) =>
    [...order, ...[...tallies.keys()].filter((key) => !order.includes(key)).sort()].flatMap((key) => {
      const tally = tallies.get(key);
      return tally === undefined || isEmpty(tally) ? [] : [row(key, tally)];
    });
  const names = new Map(organs.map(({ code, name }) => [code, name]));
  const byKind = tallyBy(steps, ({ kind }) => kind);
  const sum = (pick: (day: DayCoverage) => number): number => coverage.reduce((total, day) => total + pick(day), 0);
  return {
    kind: period.kind,
    first: period.first,
    last: period.last,
    ...whole,
    openAtStart,
    openAtEnd: openAtStart + whole.found - whole.mended - whole.dismissed,
    beforeRelease: tallyOf(steps.filter(({ source }) => source === 'draft')).mended,
    personalData: byKind.get('personal-data') ?? NOTHING,
    newMedia: tallyOf(steps.filter(({ source }) => source === 'new-media')),
    byKind: list(
      byKind,
      ['spelling', 'term', 'lexicon', 'personal-data', 'date', 'numbering', 'sum', 'punctuation'],
      (kind, tally) => ({ kind, ...tally }),
    ),
    bySeverity: list(
      tallyBy(steps, ({ severity }) => severity),
      ['error', 'warning', 'info'],
      (severity, tally) => ({ severity, ...tally }),
    ),
    byOrgan: list(
      tallyBy(steps, ({ organCode }) => organCode),
      organs.map(({ code }) => code),
      (organCode, tally) => ({ organCode, organName: names.get(organCode) ?? organCode, ...tally }),
    ),
    byDay: list(
      tallyBy(steps, ({ day }) => day),
      [],
      (day, tally) => ({ day, ...tally }),
    ),
    runs: coverage.length,
    documents: sum(({ documents }) => documents),
    screened: sum(({ screened }) => screened),
    characters: sum(({ characters }) => characters),
    releasedWithErrors,
  };
}

export interface YearInput {
  readonly steps: readonly StepCount[];
  readonly coverage: readonly DayCoverage[];
  readonly organs: ReportInput['organs'];
}

/** All weekly reports and monthly summaries of a year with which the record begins, weeks first. */
export function composeReports(year: number, { steps, coverage, organs }: YearInput): ReportContent[] {
  return (['week', 'month'] as const).flatMap((kind) => {
    let openAtStart = 0;
    return periodsOf(kind, year).map((period) => {
      const isWithin = ({ day }: { day: PlainDate }): boolean => day >= period.first && day <= period.last;
      const report = composeReport({
        period,
        openAtStart,
        steps: steps.filter(isWithin),
        coverage: coverage.filter(isWithin),
        releasedWithErrors: 0,
        organs,
      });
      openAtStart = report.openAtEnd;
      return report;
    });
  });
}

/** Sentences for every sum that does not agree; an empty list is right. Periods must follow each other without a gap. */
export function checkReports(reports: readonly ReportContent[], name: (report: ReportContent) => string): string[] {
  const faults: string[] = [];
  for (const report of reports) {
    const parts: [string, readonly Tally[]][] = [
      ['分类', report.byKind],
      ['分级', report.bySeverity],
      ['分机关', report.byOrgan],
      ['分日', report.byDay],
    ];
    for (const [what, rows] of parts)
      for (const figure of ['found', 'mended', 'dismissed'] as const) {
        const total = rows.reduce((sum, row) => sum + row[figure], 0);
        if (total !== report[figure]) faults.push(`${name(report)}：${what}合计${total}，总数${report[figure]}`);
      }
    if (report.openAtStart + report.found - report.mended - report.dismissed !== report.openAtEnd)
      faults.push(`${name(report)}：期初加发现减改正、误报不等于期末`);
  }
  for (const [i, report] of reports.entries()) {
    const next = reports[i + 1];
    if (next !== undefined && next.openAtStart !== report.openAtEnd)
      faults.push(`${name(next)}：期初${next.openAtStart}，上期期末${report.openAtEnd}`);
  }
  return faults;
}
