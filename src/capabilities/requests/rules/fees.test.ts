import fc from 'fast-check';
import { expect, it } from 'vitest';
import { feeByItem, feeOfItems } from './fees.ts';

it('the bills of a month add up to the fee of all its items, however they are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (counts) => {
      let before = 0;
      let sum = 0;
      for (const count of counts) {
        const fee = feeOfItems(before, count);
        expect(fee.bands.reduce((total, { from, to }) => total + to - from + 1, 0)).toBe(count);
        sum += fee.amount;
        before += count;
      }
      expect(sum).toBe(feeByItem(before).amount);
    }),
  );
});
