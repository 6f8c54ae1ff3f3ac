/** Support for tests: tables as organs of every size report them, all sums right. */
import {
  FORMS,
  type FormVersion,
  filledTables,
  findRow,
  REMEDY_KEYS,
  type ReportTables,
  type Seven,
} from '../../../rules/form.ts';
import type { Dice } from './dice.ts';

/** How busy the organ is: a township hardly receives anything, a city thousands of applications. */
export type Scale = 'nothing' | 'quiet' | 'county' | 'city';

const LIMITS: Readonly<
  Record<Scale, { share: number; natural: number; other: number; documents: number; acts: number }>
> = {
  nothing: { share: 0, natural: 0, other: 0, documents: 0, acts: 30 },
  quiet: { share: 0.15, natural: 4, other: 2, documents: 3, acts: 400 },
  county: { share: 0.5, natural: 90, other: 9, documents: 40, acts: 90_000 },
  city: { share: 0.85, natural: 3000, other: 90, documents: 900, acts: 3_000_000 },
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A report in which every identity holds; `prior`, if given, is carried over. */
export function randomTables(dice: Dice, form: FormVersion, scale: Scale, prior?: ReportTables): ReportTables {
  const limit = LIMITS[scale];
  const tables = filledTables(form, 0);
  const six = (share: number): number[] =>
    [0, 1, 2, 3, 4, 5].map((column) =>
      dice.chance(column === 0 ? share : share / 3) ? dice.below(column === 0 ? limit.natural : limit.other) : 0,
    );
  const set = (key: (typeof FORMS)['2021']['rowKeys'][number], values: readonly number[]): void => {
    findRow(tables, key)!.values = [...values, sum(values)] as Seven;
  };
  const keys = FORMS[form].resultKeys;
  const results = keys.map((key) =>
    six(key === 'granted' || key === 'unable_1' ? Math.min(1, limit.share * 2) : limit.share),
  );
  const carried = prior
    ? findRow(prior, 'forward')!
        .values.slice(0, 6)
        .map((value) => value ?? 0)
    : six(limit.share / 2);
  const forward = six(limit.share / 2);
  // What was carried over and not yet answered is among what is carried on.
  for (const [column, old] of carried.entries()) {
    const done = sum(results.map((row) => row[column]!));
    if (done + forward[column]! < old) results[0]![column]! += old - done - forward[column]!;
  }
  for (const [index, key] of keys.entries()) set(key, results[index]!);
  const total = carried.map((_, column) => sum(results.map((row) => row[column]!)));
  set('total', total);
  set('forward', forward);
  set('carried', carried);
  set(
    'new',
    total.map((value, column) => value + forward[column]! - carried[column]!),
  );
  const documents = (): [number, number, number] => {
    const before = dice.below(limit.documents * 5);
    const issued = dice.below(limit.documents);
    const repealed = dice.below(Math.min(limit.documents, before + 1));
    return [issued, repealed, before + issued - repealed];
  };
  tables.proactive = {
    rules: scale === 'city' ? documents() : [0, 0, 0],
    normativeDocuments: documents(),
    licensing: dice.below(limit.acts),
    penalties: dice.below(limit.acts / 3),
    compulsion: dice.below(limit.acts / 20),
    chargesWan:
      form === '2019'
        ? null
        : dice.chance(0.3)
          ? 0
          : Number((dice.below(limit.acts * 10) / 10 ** dice.below(7)).toFixed(6)),
  };
  for (const key of REMEDY_KEYS) {
    const parts = [0, 1, 2, 3].map(() => (dice.chance(limit.share) ? dice.below(limit.other * 2) : 0));
    tables.remedies[key] = [...parts, sum(parts)] as ReportTables['remedies'][typeof key];
  }
  return tables;
}
