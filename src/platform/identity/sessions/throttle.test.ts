import { describe, expect, it } from 'vitest';
import { delayAfter, originOf } from './throttle.ts';

describe('the origin of a request', () => {
  it.each([
    ['192.0.2.10', '192.0.2.10'],
    ['::ffff:192.0.2.10', '192.0.2.10'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('of %s is %s', (address, origin) => {
    expect(originOf(address)).toBe(origin);
  });
});

describe('the delay', () => {
  it('never shrinks with more failures and has an end', () => {
    const delays = Array.from({ length: 2000 }, (_, failures) => delayAfter(failures));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect([delays[4], delays[5], delays.at(-1)]).toEqual([0, 1000, 900_000]);
  });
});
