import type { PlainDate } from '../src/kernel/calendar/index.ts';

// Dates are text, which Math.min does not take.

export function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return compareText(a, b) <= 0 ? a : b;
}

/** For sorting by dates and other text, the same in every locale. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
