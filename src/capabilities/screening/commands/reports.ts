import { createHash } from 'node:crypto';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { composeReport, type Period, periodOf, type ReportContent } from '../rules/workflow/index.ts';
import {
  activeDays,
  countOpenBefore,
  countReleasesWithErrors,
  countSteps,
  insertReports,
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
 * Makes every weekly report and monthly summary that is not made yet of periods that are over and in which anything was screened or done;
 * run daily. Once made a report stands.
 * @returns how many were made
 */
export async function makeDueReports(db: Database, divisionCode: string, now: Date): Promise<number> {
  const days = await activeDays(db, divisionCode);
  const [first] = days;
  if (first === undefined) return 0;
  const today = shanghaiDate(now);
  let made = 0;
  for (const kind of ['week', 'month'] as const) {
    const periods = new Map(days.map((day) => [periodOf(kind, day).first, periodOf(kind, day)]));
    for (const { content } of await listReports(db, divisionCode, kind, periodOf(kind, first).first, today))
      periods.delete(content.first);
    for (const period of periods.values()) {
      if (period.last >= today) continue;
      const content = await compileScreeningReport(db, divisionCode, period);
      made += await insertReports(db, divisionCode, [{ content, sha256: hashReport(content), madeAt: now }]);
    }
  }
  return made;
}
