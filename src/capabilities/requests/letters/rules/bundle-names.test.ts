import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundleNames, csvLine } from './bundle-names.ts';

const of = { organ: '区财政局', application: '2022-0001', letter: '政府信息公开申请答复书', format: 'pdf' };

it('names a letter by organ, application and number', () => {
  expect(bundleNames()({ ...of, number: '示财公复〔2022〕1号' })).toBe(
    '区财政局/2022-0001/政府信息公开申请答复书 示财公复〔2022〕1号.pdf',
  );
});

it('counts letters of one name', () => {
  const name = bundleNames();
  expect([1, 2, 3].map(() => name({ ...of, number: null }).split('/')[2])).toEqual([
    '政府信息公开申请答复书.pdf',
    '政府信息公开申请答复书（2）.pdf',
    '政府信息公开申请答复书（3）.pdf',
  ]);
});

it('gives every letter a name of its own of three parts that any system can write', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const letters = fc.array(
    fc.record({ organ: text, application: text, letter: text, number: fc.option(text), format: fc.constant('pdf') }),
  );
  fc.assert(
    fc.property(letters, (all) => {
      const names = all.map(bundleNames());
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(all.length);
      for (const name of names) {
        expect(name.split('/')).toHaveLength(3);
        expect(name).not.toMatch(/[<>:"\\|?*]/);
        for (const part of name.split('/')) expect(part).not.toMatch(/^$|^\.+$|[. ]$/);
      }
    }),
  );
});

it('writes cells that hold commas, quotes and what a spreadsheet would calculate', () => {
  expect(csvLine(['a,b', '说"好"', '=1+1', null])).toBe('"a,b","说""好""",\'=1+1,\r\n');
});
