import type { Database } from '../../../platform/database/index.ts';
import { formatUnifiedNumber } from '../rules/numbering.ts';

/**
 * The next 统一编号 of a series. The counter's row stays locked until the transaction ends, so numbers are given one after
 * another, and one that was not used after all (the transaction failed) is given again: no gaps.
 */
export async function allocateUnifiedNumber(
  transaction: Database,
  divisionCode: string,
  series: string,
  year: number,
): Promise<string> {
  const row = await transaction
    .insertInto('unified_number_series')
    .values({ division_code: divisionCode, series, year, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['division_code', 'series', 'year'])
        .doUpdateSet((eb) => ({ last_number: eb('unified_number_series.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return formatUnifiedNumber({ series, year, number: row.last_number });
}

/** Sets counters to the numbers that documents from elsewhere already carry; never lowers one. */
export async function raiseUnifiedNumbers(
  db: Database,
  divisionCode: string,
  held: readonly { series: string; year: number; number: number }[],
): Promise<void> {
  const highest = new Map<string, { series: string; year: number; number: number }>();
  for (const one of held) {
    const key = `${one.series}/${one.year}`;
    if ((highest.get(key)?.number ?? 0) < one.number) highest.set(key, one);
  }
  for (const { series, year, number } of highest.values())
    await db
      .insertInto('unified_number_series')
      .values({ division_code: divisionCode, series, year, last_number: number })
      .onConflict((conflict) =>
        conflict.columns(['division_code', 'series', 'year']).doUpdateSet((eb) => ({
          last_number: eb.fn<number>('greatest', ['unified_number_series.last_number', eb.ref('excluded.last_number')]),
        })),
      )
      .execute();
}
