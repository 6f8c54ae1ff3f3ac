import { describe, expect, test } from 'vitest';
import { FORMS, filledTables, formOfYear, groupOfRow, ROW_LABELS, type RowTree } from './form.ts';

function rowsOf(tree: readonly RowTree[]): string[] {
  return tree.flatMap((node) => (node.kind === 'row' ? [node.key] : rowsOf(node.children)));
}

describe('the forms', () => {
  test('the heading tree prints every row once, in the official order', () => {
    for (const form of Object.values(FORMS)) expect(rowsOf(form.tree)).toEqual(form.rowKeys);
  });

  test('every row is a result, or one of the four that balance', () => {
    expect(FORMS['2021'].rowKeys).toHaveLength(25);
    expect(FORMS['2021'].resultKeys).toHaveLength(21);
    expect(FORMS['2019'].rowKeys).toHaveLength(23);
    expect(FORMS['2019'].resultKeys).toHaveLength(19);
  });

  test('a row belongs to the group whose number its label carries', () => {
    for (const key of FORMS['2021'].resultKeys) {
      expect(/^\d/.test(ROW_LABELS[key])).toBe(groupOfRow(key) !== null);
    }
  });

  test('the year decides the form', () => {
    expect([2018, 2019, 2020, 2021, 2030].map(formOfYear)).toEqual([null, '2019', '2019', '2021', '2021']);
  });

  test('filled tables have one row a key and share no array', () => {
    const tables = filledTables('2021', 0);
    tables.requests.rows[0]!.values[0] = 5;
    expect(tables.requests.rows[1]!.values[0]).toBe(0);
    expect(tables.requests.rows.map((row) => row.key)).toEqual(FORMS['2021'].rowKeys);
    expect(filledTables('2019', 0).proactive.chargesWan).toBeNull();
  });
});
