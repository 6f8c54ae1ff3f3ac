import type { Database } from '../../../platform/database/index.ts';
import { formatIndexNumber, type IndexFacts, type IndexPattern, seriesOf } from '../rules/index-number.ts';

/** The next 索引号 of the facts' series; given again when the transaction fails, never given twice. */
export async function allocateIndexNumber(
  transaction: Database,
  divisionCode: string,
  pattern: IndexPattern,
  facts: IndexFacts,
): Promise<string> {
  const row = await transaction
    .insertInto('index_number_series')
    .values({ division_code: divisionCode, series: seriesOf(pattern, facts), last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['division_code', 'series'])
        .doUpdateSet((eb) => ({ last_number: eb('index_number_series.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return formatIndexNumber(pattern, facts, row.last_number);
}
