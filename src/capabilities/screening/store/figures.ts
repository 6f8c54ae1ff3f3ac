import { type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { FindingKind, Severity } from '../rules/finding.ts';
import type { DayCoverage, FindingAct, PeriodKind, ReportContent, StepCount } from '../rules/workflow/index.ts';

const COUNTED = ['found', 'return', 'mend', 'gone', 'accept'] as const;

/** Steps by day, organ, kind, severity and source, from one day to another. */
export async function countSteps(
  db: Database,
  divisionCode: string,
  first: PlainDate,
  last: PlainDate,
  organCodes?: readonly string[],
): Promise<StepCount[]> {
  if (organCodes?.length === 0) return [];
  let query = db
    .selectFrom('screening_finding_step')
    .select(({ fn }) => [
      'on_day',
      'organ_code',
      'kind',
      'severity',
      'source',
      'act',
      fn.countAll<number>().as('count'),
    ])
    .where('division_code', '=', divisionCode)
    .where('on_day', '>=', first)
    .where('on_day', '<=', last)
    .where('act', 'in', [...COUNTED]);
  if (organCodes) query = query.where('organ_code', 'in', organCodes);
  const rows = await query.groupBy(['on_day', 'organ_code', 'kind', 'severity', 'source', 'act']).execute();
  return rows.map((row) => ({
    day: row.on_day,
    organCode: row.organ_code,
    kind: row.kind as FindingKind,
    severity: row.severity as Severity,
    source: row.source,
    act: row.act as FindingAct,
    count: Number(row.count),
  }));
}

/** How often each act was done from one day to another; answered from the index of days alone. */
export async function countActs(
  db: Database,
  divisionCode: string,
  first: PlainDate,
  last: PlainDate,
): Promise<ReadonlyMap<FindingAct, number>> {
  const rows = await db
    .selectFrom('screening_finding_step')
    .select(({ fn }) => ['act', fn.countAll<number>().as('count')])
    .where('division_code', '=', divisionCode)
    .where('on_day', '>=', first)
    .where('on_day', '<=', last)
    .where('act', 'in', [...COUNTED])
    .groupBy('act')
    .execute();
  return new Map(rows.map(({ act, count }) => [act as FindingAct, Number(count)]));
}

/** Findings that were unsettled when the day began. */
export async function countOpenBefore(
  db: Database,
  divisionCode: string,
  day: PlainDate,
  organCodes?: readonly string[],
): Promise<number> {
  if (organCodes?.length === 0) return 0;
  let query = db
    .selectFrom('screening_finding_step')
    .select(({ fn }) => ['act', fn.countAll<number>().as('count')])
    .where('division_code', '=', divisionCode)
    .where('on_day', '<', day)
    .where('act', 'in', [...COUNTED]);
  if (organCodes) query = query.where('organ_code', 'in', organCodes);
  const rows = await query.groupBy('act').execute();
  return rows.reduce(
    (sum, { act, count }) => sum + (act === 'found' || act === 'return' ? Number(count) : -Number(count)),
    0,
  );
}

/** What finished runs looked at, by day. */
export async function readCoverage(
  db: Database,
  divisionCode: string,
  first: PlainDate,
  last: PlainDate,
): Promise<DayCoverage[]> {
  const rows = await db
    .selectFrom('screening_run')
    .select(({ fn }) => [
      'on_day',
      fn.sum<number>('done').as('documents'),
      fn.sum<number>('screened').as('screened'),
      fn.sum<number>('characters').as('characters'),
    ])
    .where('division_code', '=', divisionCode)
    .where('on_day', '>=', first)
    .where('on_day', '<=', last)
    .where('state', '=', 'finished')
    .groupBy('on_day')
    .orderBy('on_day')
    .execute();
  return rows.map((row) => ({
    day: row.on_day,
    documents: Number(row.documents),
    screened: Number(row.screened),
    characters: Number(row.characters),
  }));
}

export async function countReleasesWithErrors(
  db: Database,
  divisionCode: string,
  first: PlainDate,
  last: PlainDate,
  organCodes?: readonly string[],
): Promise<number> {
  if (organCodes?.length === 0) return 0;
  let query = db
    .selectFrom('screening_release')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('division_code', '=', divisionCode)
    .where('on_day', '>=', first)
    .where('on_day', '<=', last)
    .where('errors', '>', 0);
  if (organCodes) query = query.where('organ_code', 'in', organCodes);
  const { count } = await query.executeTakeFirstOrThrow();
  return Number(count);
}

export interface StoredReport {
  readonly content: ReportContent;
  /** Of the canonical JSON of the content. */
  readonly sha256: string;
  readonly madeAt: Date;
}

/** What was made already stands. @returns how many were new */
export async function insertReports(
  db: Database,
  divisionCode: string,
  reports: readonly StoredReport[],
): Promise<number> {
  if (reports.length === 0) return 0;
  const result = await db
    .insertInto('screening_report')
    .values(
      reports.map(({ content, sha256, madeAt }) => ({
        division_code: divisionCode,
        kind: content.kind,
        first_day: content.first,
        last_day: content.last,
        content: jsonb(content),
        sha256,
        made_at: madeAt,
      })),
    )
    .onConflict((conflict) => conflict.columns(['division_code', 'kind', 'first_day']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}

/** Reports that begin from one day to another, in order. */
export async function listReports(
  db: Database,
  divisionCode: string,
  kind: PeriodKind,
  first: PlainDate,
  last: PlainDate,
): Promise<StoredReport[]> {
  const rows = await db
    .selectFrom('screening_report')
    .select(['content', 'sha256', 'made_at'])
    .where('division_code', '=', divisionCode)
    .where('kind', '=', kind)
    .where('first_day', '>=', first)
    .where('first_day', '<=', last)
    .orderBy('first_day')
    .execute();
  return rows.map((row) => ({ content: row.content as ReportContent, sha256: row.sha256, madeAt: row.made_at }));
}

/** Days on which anything was found, done or screened. */
export async function activeDays(db: Database, divisionCode: string): Promise<PlainDate[]> {
  const steps = await db
    .selectFrom('screening_finding_step')
    .select('on_day')
    .distinct()
    .where('division_code', '=', divisionCode)
    .execute();
  const runs = await db
    .selectFrom('screening_run')
    .select('on_day')
    .distinct()
    .where('division_code', '=', divisionCode)
    .where('state', '=', 'finished')
    .execute();
  return [...new Set([...steps, ...runs].map((row) => row.on_day))].sort();
}

/** Year of the newest report. */
export async function latestReportYear(db: Database, divisionCode: string): Promise<number | null> {
  const row = await db
    .selectFrom('screening_report')
    .select('last_day')
    .where('division_code', '=', divisionCode)
    .orderBy('first_day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? yearOf(row.last_day) : null;
}
