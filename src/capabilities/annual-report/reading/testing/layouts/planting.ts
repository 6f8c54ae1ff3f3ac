/** Support for tests: one figure of a table or of a sentence made wrong, as a hasty person mistypes it. */
import { COLUMN_KEYS, REMEDY_KEYS, type ReportTables } from '../../../rules/form.ts';
import type { Dice } from './dice.ts';
import { unmark } from './sentences.ts';

export type Planted =
  | { kind: 'cell'; at: string; from: number; to: number }
  | { kind: 'sentence'; style: string; from: string; to: string };

export function plantCell(tables: ReportTables, dice: Dice): Planted {
  const rows = tables.requests.rows.filter(
    ({ values, key }) => values.some((value) => value !== null) && key !== 'new',
  );
  if (dice.chance(0.2)) {
    const key = dice.pick(REMEDY_KEYS);
    const column = dice.below(5);
    const from = tables.remedies[key][column] ?? 0;
    const to = spoil(from, dice);
    tables.remedies[key][column] = to;
    return { kind: 'cell', at: `${key}/${column}`, from, to };
  }
  const row = dice.pick(rows);
  const column = dice.below(7);
  const from = row.values[column] ?? 0;
  const to = spoil(from, dice);
  row.values[column] = to;
  return { kind: 'cell', at: `${row.key}/${COLUMN_KEYS[column]}`, from, to };
}

/** A figure as a hasty person mistypes it: one more or less, a digit lost, doubled or exchanged. */
function spoil(from: number, dice: Dice): number {
  const text = String(from);
  const ways = [
    from + 1,
    from > 0 ? from - 1 : 1,
    from * 10 + 1,
    Number(text.slice(0, -1) || '2'),
    Number([...text].reverse().join('')),
    from + 10,
  ];
  const wrong = ways.filter((value) => value !== from && Number.isSafeInteger(value));
  return dice.pick(wrong);
}

export function plantSentence(
  marked: string,
  styles: readonly string[],
  dice: Dice,
): { text: string; planted: Planted } | null {
  const { text, figures } = unmark(marked);
  for (let tries = 0; tries < 10 && figures.length > 0; tries += 1) {
    const figure = dice.pick(figures);
    const rate = text[figure.at + figure.text.length] === '%';
    const to = rate
      ? (Number(figure.text) + (dice.chance(0.5) ? 3 : -2)).toFixed(figure.text.split('.')[1]?.length ?? 0)
      : String(spoil(Number(figure.text), dice));
    if (Number(to) < 0 || figure.other.includes(to) || to === figure.text) continue;
    return {
      text: text.slice(0, figure.at) + to + text.slice(figure.at + figure.text.length),
      planted: {
        kind: 'sentence',
        style: styles.join('/'),
        from: text.slice(Math.max(0, figure.at - 16), figure.at + figure.text.length + 3),
        to,
      },
    };
  }
  return null;
}
