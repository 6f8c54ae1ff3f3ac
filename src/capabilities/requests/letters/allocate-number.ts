import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { nextNumber } from '../store/applications.ts';
import type { LetterKind } from './rules/input.ts';
import { formatLetterNumber, numberSeriesOf } from './rules/numbering.ts';

/**
 * The next number of a letter, inside the transaction that issues it: rolled back with it, so no number is ever lost.
 * Null for letters that carry none. @param organWord 机关代字 such as 示
 */
export async function allocateLetterNumber(
  transaction: Database,
  organ: { readonly divisionCode: string; readonly code: string; readonly word: string },
  kind: LetterKind,
  date: PlainDate,
): Promise<string | null> {
  const series = numberSeriesOf(kind, date);
  if (series === null) return null;
  if (!transaction.isTransaction)
    throw new Error('a letter number is taken inside the transaction that issues the letter');
  const sequence = await nextNumber(transaction, organ.divisionCode, organ.code, series.series, series.year);
  return formatLetterNumber(organ.word, series, sequence);
}
