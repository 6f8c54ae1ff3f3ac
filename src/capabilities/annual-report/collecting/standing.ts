/** How an organ stands in a year's collection: its figures, what is missing, where it differs. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import { listReportedMonths, type MonthlyFigureKind } from '../../administrative-acts/index.ts';
import { compileReport, findReportSubject } from '../commands/compile-report.ts';
import { type Difference, type Explanation, findDifferences } from '../rules/collecting/differences.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import type { ReportTables } from '../rules/form.ts';
import type { ReportTask } from '../store/collections.ts';
import { listExplanations } from '../store/differences.ts';
import { listOrganReports, type OrganReport } from '../store/organ-reports.ts';

/** What table two needs and no record holds: each organ reports it by month (条例 Art. 20 items 5, 6, 8). */
export const MONTHLY_KINDS = ['licensing', 'penalties', 'compulsion', 'charges'] as const satisfies MonthlyFigureKind[];

export interface MissingMonths {
  kind: (typeof MONTHLY_KINDS)[number];
  months: string[];
}

export interface Standing {
  task: ReportTask;
  /** The organ's own records, without those below it. */
  content: ReportContent;
  /** Of the canonical JSON of the tables: what handing in refers to. */
  sha256: string;
  /** The records are no longer what was handed in. */
  isChanged: boolean;
  differences: Difference[];
  organReport: OrganReport | undefined;
}

export function hashTables(tables: ReportTables): string {
  return createHash('sha256').update(canonicalJson(tables), 'utf8').digest('hex');
}

const monthsOf = (year: number): string[] =>
  Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);

/** The months without a figure, by organ; a month in which nothing happened is reported as 0 and not missing. */
export async function findMissingMonths(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<Map<string, MissingMonths[]>> {
  const reported = await listReportedMonths(db, divisionCode, organCodes, year);
  return new Map(
    organCodes.map((code) => [
      code,
      MONTHLY_KINDS.map((kind) => ({
        kind,
        months: monthsOf(year).filter((month) => !reported.get(code)?.has(`${kind}/${month}`)),
      })).filter(({ months }) => months.length > 0),
    ]),
  );
}

interface Beside {
  organReports: ReadonlyMap<string, OrganReport>;
  explanations: ReadonlyMap<string, readonly Explanation[]>;
}

async function standingOf(db: Database, organ: Organ, task: ReportTask, beside: Beside): Promise<Standing> {
  const { year } = task;
  const content = await compileReport(db, await findReportSubject(db, organ.code, year, 'own'));
  const sha256 = hashTables(content.tables);
  const organReport = beside.organReports.get(organ.code);
  const explanations = beside.explanations.get(organ.code) ?? [];
  const confirmed = task.state === 'returned' ? null : (task.handedIn?.tables ?? null);
  const report = organReport?.tables ?? null;
  let differences: Difference[];
  if (report && organReport?.scope === 'aggregated') {
    const whole = await compileReport(db, await findReportSubject(db, organ.code, year, 'aggregated'));
    differences = findDifferences(whole.tables, { report, confirmed: null, explanations });
  } else differences = findDifferences(content.tables, { report, confirmed, explanations });
  return {
    task,
    content,
    sha256,
    isChanged: task.handedIn !== null && task.handedIn.sha256 !== sha256,
    differences,
    organReport,
  };
}

/**
 * The standings of these organs, one after the other, since the embedded database has one connection. Without `all`, of
 * those that handed in or stated something: the others have nothing that could differ.
 */
export async function readStandings(
  db: Database,
  divisionCode: string,
  year: number,
  organs: readonly Organ[],
  tasks: readonly ReportTask[],
  all = false,
): Promise<Map<string, Standing>> {
  const beside: Beside = {
    organReports: new Map((await listOrganReports(db, divisionCode, year)).map((one) => [one.organCode, one])),
    explanations: await listExplanations(db, divisionCode, year),
  };
  const byOrgan = new Map(tasks.map((task) => [task.organCode, task]));
  const standings = new Map<string, Standing>();
  for (const organ of organs) {
    const task = byOrgan.get(organ.code);
    if (!task) continue;
    const says = task.handedIn ?? beside.organReports.get(organ.code)?.tables ?? beside.explanations.get(organ.code);
    if (all || says) standings.set(organ.code, await standingOf(db, organ, task, beside));
  }
  return standings;
}
