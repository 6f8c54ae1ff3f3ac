/** What a collection says against signing and publishing a report. */
import type { Database } from '../../../platform/database/index.ts';
import type { ReportSubject } from '../commands/compile-report.ts';
import type { Finding } from '../rules/checks/finding.ts';
import { WHOLE_REPORT } from '../rules/checks/finding.ts';
import { figureTitle } from '../rules/composing/figure.ts';
import { findCollection, listTasks } from '../store/collections.ts';
import { readStandings } from './standing.ts';

const shown = (value: number): string => String(Number(value.toFixed(6)));

/**
 * Of a report whose year is collected: each difference that nobody explained is an error and blocks; organs whose
 * figures are not accepted yet are a warning, since the area must publish in time whoever is late.
 */
export async function checkCollection(db: Database, subject: ReportSubject): Promise<Finding[]> {
  const { organ, organs, year } = subject;
  const { divisionCode } = organ;
  if (!(await findCollection(db, divisionCode, year))) return [];
  const tasks = await listTasks(db, divisionCode, year);
  const concerned = new Map(organs.map((one) => [one.code, one]));
  const standings = await readStandings(db, divisionCode, year, organs, tasks);
  const findings: Finding[] = [...standings].flatMap(([code, { differences }]) =>
    differences
      .filter(({ explanation }) => explanation === null)
      .map(
        ({ figure, counted, stated }): Finding => ({
          rule: 'collection.difference',
          severity: 'error',
          where: WHOLE_REPORT,
          expected: counted,
          actual: stated,
          message: `${concerned.get(code)!.name}“${figureTitle(figure)}”：记录为${shown(counted)}，该机关为${shown(stated)}，相差${shown(Math.abs(stated - counted))}，尚未说明。`,
        }),
      ),
  );
  const open = tasks.filter(({ organCode, state }) => concerned.has(organCode) && state !== 'accepted');
  if (open.length > 0) {
    const names = open.slice(0, 5).map(({ organCode }) => concerned.get(organCode)!.shortName);
    findings.push({
      rule: 'collection.open',
      severity: 'warning',
      where: WHOLE_REPORT,
      expected: 0,
      actual: open.length,
      message: `${open.length}个机关的数据尚未报送或者尚未接受：${names.join('、')}${open.length > names.length ? '等' : ''}。`,
    });
  }
  return findings;
}
