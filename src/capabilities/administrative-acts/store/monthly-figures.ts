import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import { checkMonthlyFigure, isMonthlyFigureKind, MonthlyFigureError, type MonthlyFigureKind } from '../rules/kinds.ts';

export interface MonthlyFigure {
  organCode: string;
  kind: MonthlyFigureKind;
  /** YYYY-MM */
  month: string;
  value: number;
}

/** Stores first reports (version 1) of many months. @throws MonthlyFigureError */
export async function insertMonthlyFigures(
  db: Database,
  divisionCode: string,
  figures: readonly MonthlyFigure[],
  reportedBy: string,
): Promise<void> {
  for (const figure of figures) checkMonthlyFigure(figure.kind, figure.month, figure.value);
  const BATCH = 1000;
  for (let i = 0; i < figures.length; i += BATCH)
    await db
      .insertInto('monthly_figure')
      .values(
        figures.slice(i, i + BATCH).map(({ organCode, kind, month, value }) => ({
          division_code: divisionCode,
          organ_code: organCode,
          kind,
          month,
          version: 1,
          value,
          reported_by: reportedBy,
        })),
      )
      .execute();
}

/** Reports a month's figure, or corrects it: then the reason is kept and the earlier version too. @throws MonthlyFigureError */
export async function reportMonthlyFigure(
  db: Database,
  divisionCode: string,
  figure: MonthlyFigure,
  reportedBy: string,
  reason?: string,
): Promise<number> {
  checkMonthlyFigure(figure.kind, figure.month, figure.value);
  return db.transaction().execute(async (transaction) => {
    const standing = await transaction
      .selectFrom('monthly_figure')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('division_code', '=', divisionCode)
      .where('organ_code', '=', figure.organCode)
      .where('kind', '=', figure.kind)
      .where('month', '=', figure.month)
      .executeTakeFirst();
    const version = (standing?.version ?? 0) + 1;
    if (version > 1 && !reason?.trim()) throw new MonthlyFigureError(`${figure.month}的数字已经填报，更正时请写明原因`);
    await transaction
      .insertInto('monthly_figure')
      .values({
        division_code: divisionCode,
        organ_code: figure.organCode,
        kind: figure.kind,
        month: figure.month,
        version,
        value: figure.value,
        reason: reason ?? null,
        reported_by: reportedBy,
      })
      .execute();
    return version;
  });
}

const latest = (divisionCode: string, organCodes: readonly string[], year: number) => sql`
  select distinct on (organ_code, kind, month) organ_code, kind, month, version, value, reason
  from monthly_figure
  where division_code = ${divisionCode} and organ_code = any (${sql`${[...organCodes]}::text[]`})
    and month between ${`${year}-01`} and ${`${year}-12`}
  order by organ_code, kind, month, version desc`;

/** Sums of a year over organs, by kind; a kind nobody reported is missing, which is not the same as 0. */
export async function sumMonthlyFigures(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<Partial<Record<MonthlyFigureKind, number>>> {
  const { rows } = await sql<{ kind: string; total: number }>`
    select kind, sum(value) as total from (${latest(divisionCode, organCodes, year)}) figures group by kind`.execute(
    db,
  );
  const sums: Partial<Record<MonthlyFigureKind, number>> = {};
  for (const { kind, total } of rows) if (isMonthlyFigureKind(kind)) sums[kind] = total;
  return sums;
}

export interface MonthlyFigureListing extends MonthlyFigure {
  version: number;
  reason: string | null;
}

/** The reports behind a yearly sum, organ by organ and month by month. */
export async function listMonthlyFigures(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
  kind: MonthlyFigureKind,
  limit: number,
  offset: number,
): Promise<MonthlyFigureListing[]> {
  const { rows } = await sql<{
    organ_code: string;
    month: string;
    version: number;
    value: number;
    reason: string | null;
  }>`
    select organ_code, month, version, value, reason from (${latest(divisionCode, organCodes, year)}) figures
    where kind = ${kind} and value > 0 order by organ_code, month limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => ({
    organCode: row.organ_code,
    kind,
    month: row.month,
    value: row.value,
    version: row.version,
    reason: row.reason,
  }));
}

/** Which months of a year organs reported at all, as `kind/month` by organ; a month reported as 0 is among them. */
export async function listReportedMonths(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('monthly_figure')
    .select(['organ_code', 'kind', 'month'])
    .distinct()
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', organCodes.length > 0 ? organCodes : [''])
    .where('month', '>=', `${year}-01`)
    .where('month', '<=', `${year}-12`)
    .execute();
  const found = new Map<string, Set<string>>(organCodes.map((code) => [code, new Set()]));
  for (const { organ_code: organ, kind, month } of rows) found.get(organ)?.add(`${kind}/${month}`);
  return found;
}
