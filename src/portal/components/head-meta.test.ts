import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicationMinute } from './head-meta.tsx';

test('tells the minute on Chinese clocks, in years of summer time as well', () => {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const moments = fc.date({
    min: new Date('1985-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, (at) => {
      expect(publicationMinute(at)).toBe(clock.format(at));
    }),
  );
  expect(publicationMinute(new Date('1988-07-01T00:00:00Z'))).toBe('1988-07-01 09:00');
  expect(publicationMinute(new Date('2022-12-31T16:05:00Z'))).toBe('2023-01-01 00:05');
});
