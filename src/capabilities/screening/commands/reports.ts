import { createHash } from 'node:crypto';
import { addDays, type PlainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { composeReport, type Period, type PeriodKind, periodOf, type ReportContent } from '../rules/workflow/index.ts';
import {
  countOpenBefore,
  countReleasesWithErrors,
  countSteps,
  firstDay,
  insertReport,
  listReports,
  readCoverage,
} from '../store/figures.ts';

/** A week or a month as the record stands now. */
export async function compileScreeningReport(
  db: Database,
  divisionCode: string,
  period: Period,
): Promise<ReportContent> {
  const { first, last } = period;
  const organs = await listOrgans(db, divisionCode);
  return composeReport({
    period,
    openAtStart: await countOpenBefore(db, divisionCode, first),
    steps: await countSteps(db, divisionCode, first, last),
    coverage: await readCoverage(db, divisionCode, first, last),
    releasedWithErrors: await countReleasesWithErrors(db, divisionCode, first, last),
    organs: organs.map(({ code, name }) => ({ code, name })),
  });
}

export function hashReport(content: ReportContent): string {
  return createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
}

/**
 * Makes every weekly report and monthly summary whose period is over and that is not made yet; run daily. Once made a report stands.
 * @returns how many were made
 */
export async function makeDueReports(db: Database, divisionCode: string, now: Date): Promise<number> {
  const begun = await firstDay(db, divisionCode);
  if (begun === null) return 0;
  const today = shanghaiDate(now);
  let made = 0;
  for (const kind of ['week', 'month'] as const) {
    const done = new Set(
      (await listReports(db, divisionCode, kind, periodOf(kind, begun).first, today)).map(
        ({ content }) => content.first,
      ),
    );
    for (const period of periodsUntil(kind, begun, today)) {
      if (done.has(period.first)) continue;
      const content = await compileScreeningReport(db, divisionCode, period);
      if (await insertReport(db, divisionCode, { content, sha256: hashReport(content), madeAt: now })) made++;
    }
  }
  return made;
}

/** Periods that are over before `today`, from the one that `day` lies in. */
function* periodsUntil(kind: PeriodKind, day: PlainDate, today: PlainDate): Generator<Period> {
  for (let period = periodOf(kind, day); period.last < today; period = periodOf(kind, addDays(period.last, 1)))
    yield period;
}
