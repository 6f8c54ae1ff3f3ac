import type { Database } from '../../../platform/database/index.ts';
import { formatIndexNumber, type IndexFacts, type IndexPattern, seriesOf } from '../rules/index-number.ts';

/**
 * The next 索引号 for each of the facts, in their order; one statement for each series. Numbers are given again when the
 * transaction fails, never given twice.
 */
export async function allocateIndexNumbers(
  transaction: Database,
  divisionCode: string,
  pattern: IndexPattern,
  facts: readonly IndexFacts[],
): Promise<string[]> {
  const next = new Map<string, number>();
  for (const [series, of] of Map.groupBy(facts, (one) => seriesOf(pattern, one))) {
    const row = await transaction
      .insertInto('index_number_series')
      .values({ division_code: divisionCode, series, last_number: of.length })
      .onConflict((conflict) =>
        conflict
          .columns(['division_code', 'series'])
          .doUpdateSet((eb) => ({ last_number: eb('index_number_series.last_number', '+', of.length) })),
      )
      .returning('last_number')
      .executeTakeFirstOrThrow();
    next.set(series, row.last_number - of.length + 1);
  }
  return facts.map((one) => {
    const series = seriesOf(pattern, one);
    const sequence = next.get(series)!;
    next.set(series, sequence + 1);
    return formatIndexNumber(pattern, one, sequence);
  });
}

/** The next 索引号 of the facts' series. */
export async function allocateIndexNumber(
  transaction: Database,
  divisionCode: string,
  pattern: IndexPattern,
  facts: IndexFacts,
): Promise<string> {
  const [number] = await allocateIndexNumbers(transaction, divisionCode, pattern, [facts]);
  return number!;
}
