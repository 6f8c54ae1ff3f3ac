/** Support for tests: random tables that obey every identity. */
import fc from 'fast-check';
import { FORMS, type FormVersion, filledTables, findRow, REMEDY_KEYS, type ReportTables, type Seven } from '../form.ts';

/** Tables in which every identity holds: leaf figures at random, sums computed, part of the cases carried on. */
export function consistentTables(version: FormVersion): fc.Arbitrary<ReportTables> {
  const six = fc.array(fc.nat({ max: 900 }), { minLength: 6, maxLength: 6 });
  const form = FORMS[version];
  return fc
    .record({
      leaves: fc.array(six, { minLength: form.resultKeys.length, maxLength: form.resultKeys.length }),
      carried: six,
      forward: six,
      remedies: fc.array(fc.array(fc.nat({ max: 99 }), { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 }),
    })
    .map(({ leaves, carried, forward, remedies }) => {
      const tables = filledTables(version, 0);
      const set = (key: (typeof form.rowKeys)[number], parts: number[]): void => {
        findRow(tables, key)!.values = [...parts, parts.reduce((sum, part) => sum + part, 0)] as Seven;
      };
      const total = [0, 1, 2, 3, 4, 5].map((column) => leaves.reduce((sum, leaf) => sum + leaf[column]!, 0));
      const all = total.map((sum, column) => sum + forward[column]!);
      for (const [index, key] of form.resultKeys.entries()) set(key, leaves[index]!);
      set('total', total);
      set('forward', forward);
      // What was carried over cannot exceed what was handled.
      const old = carried.map((part, column) => Math.min(part, all[column]!));
      set('carried', old);
      set(
        'new',
        all.map((sum, column) => sum - old[column]!),
      );
      for (const [index, key] of REMEDY_KEYS.entries()) {
        const parts = remedies[index]!;
        tables.remedies[key] = [
          ...parts,
          parts.reduce((sum, part) => sum + part, 0),
        ] as ReportTables['remedies'][typeof key];
      }
      return tables;
    });
}
