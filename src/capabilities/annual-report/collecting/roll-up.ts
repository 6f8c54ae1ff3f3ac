/** The whole area from its records, beside what its organs say. */
import type { Database } from '../../../platform/database/index.ts';
import { listSubtree, type Organ } from '../../../platform/identity/index.ts';
import { compileReport } from '../commands/compile-report.ts';
import { countedFigures, sameFigure } from '../rules/collecting/differences.ts';
import { figureTitle } from '../rules/composing/figure.ts';
import { cellsOf } from '../rules/composing/tables.ts';
import { listTasks } from '../store/collections.ts';
import { readStandings, type Standing } from './standing.ts';

export interface RollUpRow {
  figure: string;
  title: string;
  /** Of the whole area at once. */
  counted: number;
  /** Of each organ on its own, added up: the same, or a record belongs to two organs or to none. */
  summed: number;
  /** With each organ's own figure in the place of its records' where they differ. */
  stated: number;
  /** How many organs differ. */
  organs: number;
}

/**
 * Every figure of the area's report. An organ's own figure that counts those below it as well stands against the records
 * of all of them, so its difference is added and nothing is counted twice.
 */
export async function rollUp(
  db: Database,
  government: Organ,
  year: number,
): Promise<{ rows: RollUpRow[]; standings: Map<string, Standing> }> {
  const organs = await listSubtree(db, government, year);
  const whole = await compileReport(db, { organ: government, organs, scope: 'aggregated', year });
  const counted = countedFigures(whole.tables);
  const summed = new Map<string, number>();
  for (const organ of organs) {
    const own = await compileReport(db, { organ, organs: [organ], scope: 'own', year });
    for (const [figure, value] of countedFigures(own.tables)) summed.set(figure, (summed.get(figure) ?? 0) + value);
  }
  const tasks = await listTasks(db, government.divisionCode, year);
  const standings = await readStandings(db, government.divisionCode, year, organs, tasks);
  const differences = [...standings.values()].flatMap((standing) => standing.differences);
  // Groups only where somebody printed them as one row.
  const inForm = new Set([...cellsOf(whole.tables)].map(({ id }) => id));
  const rows = [...counted].flatMap(([figure, value]) => {
    const differing = differences.filter((difference) => difference.figure === figure);
    if (!inForm.has(figure) && differing.length === 0) return [];
    const delta = differing.reduce((sum, { stated, counted: own }) => sum + stated - own, 0);
    const rounded = (number: number): number => Number(number.toFixed(6));
    const total = summed.get(figure) ?? 0;
    return [
      {
        figure,
        title: figureTitle(figure),
        counted: rounded(value),
        summed: sameFigure(total, value) ? rounded(value) : rounded(total),
        stated: rounded(value + delta),
        organs: differing.length,
      },
    ];
  });
  return { rows, standings };
}
