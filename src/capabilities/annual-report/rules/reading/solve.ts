/** Choosing among the readings of several rows by the sums that bind them. */
import type { RowKey } from '../form.ts';
import { type Reading, sumsUp } from './cuts.ts';

export interface RowReadings {
  key: RowKey;
  readings: Reading[];
}

export interface Choice {
  key: RowKey;
  /** The reading taken, or `null` when the row cannot be read. Cells in which equally good readings differ are `null`. */
  reading: Reading | null;
  /** Readings that are equally good; more than one means that the report does not decide. */
  alternatives: Reading[];
  decidedBy: 'separators' | 'row sum' | 'row sum and column sums together' | 'fewest broken sums' | 'nothing';
}

/** Steps of the search before the rows are called undecidable. */
const MOST_STEPS = 150_000;
const MOST_SOLUTIONS = 24;

type Columns = number[];

interface Sums {
  size: number;
  /** Coefficient of a row in the sum “results − total”. */
  result(key: RowKey): number;
  /** Coefficient of a row in the sum “new + carried − total − forward”. */
  balance(key: RowKey): number;
}

const SUMS: Sums = {
  size: 7,
  result: (key) => (key === 'total' ? -1 : key === 'new' || key === 'carried' || key === 'forward' ? 0 : 1),
  balance: (key) => (key === 'new' || key === 'carried' ? 1 : key === 'total' || key === 'forward' ? -1 : 0),
};

/** @param rows all printed rows; rows with one reading bind the others */
export function chooseReadings(rows: readonly RowReadings[]): Choice[] {
  const lists = rows.map(({ key, readings }) => {
    const good = readings.length > 1 ? readings.filter(sumsUp) : readings;
    return { key, all: readings, good: distinct(good.length > 0 ? good : readings) };
  });
  const solutions = consistent(lists);
  return lists.map(({ key, all, good }, index): Choice => {
    if (good.length === 0) return { key, reading: null, alternatives: [], decidedBy: 'nothing' };
    if (all.length === 1) return { key, reading: good[0]!, alternatives: good, decidedBy: 'separators' };
    if (good.length === 1) return { key, reading: good[0]!, alternatives: good, decidedBy: 'row sum' };
    if (solutions === null) {
      return { key, reading: agreeing(good), alternatives: good.slice(0, MOST_SOLUTIONS), decidedBy: 'nothing' };
    }
    if (solutions.length > 0) {
      const mine = distinct(solutions.map((solution) => good[solution[index]!]!));
      const decided = mine.length === 1;
      return {
        key,
        reading: agreeing(mine),
        alternatives: mine,
        decidedBy: decided ? 'row sum and column sums together' : 'nothing',
      };
    }
    // A figure is wrong somewhere. Cuts that do not even add up in their own row are no better than each other.
    if (!good.some(sumsUp)) {
      return { key, reading: agreeing(good), alternatives: good.slice(0, MOST_SOLUTIONS), decidedBy: 'nothing' };
    }
    return { key, ...leastBroken(lists, index) };
  });
}

interface RowList {
  key: RowKey;
  all: Reading[];
  good: Reading[];
}

function distinct(readings: readonly Reading[]): Reading[] {
  const seen = new Map<string, Reading>();
  for (const reading of readings) seen.set(reading.join(), reading);
  return [...seen.values()];
}

function agreeing(readings: readonly Reading[]): Reading {
  const first = readings[0]!;
  return first.map((cell, index) => (readings.every((reading) => reading[index] === cell) ? cell : null));
}

function addTo(sums: Columns, reading: Reading, factor: number): void {
  if (factor === 0) return;
  for (let c = 0; c < SUMS.size; c += 1) sums[c] = sums[c]! + factor * (reading[c] ?? 0);
}

/** All choices of one reading a row under which every column adds up and balances; at most MOST_SOLUTIONS. `null`: too many to try. */
function consistent(lists: readonly RowList[]): number[][] | null {
  if (lists.some((list) => list.good.length === 0)) return [];
  const result: Columns = new Array<number>(SUMS.size).fill(0);
  const balance: Columns = new Array<number>(SUMS.size).fill(0);
  const open: number[] = [];
  for (const [index, list] of lists.entries()) {
    if (list.good.length > 1) {
      open.push(index);
      continue;
    }
    addTo(result, list.good[0]!, SUMS.result(list.key));
    addTo(balance, list.good[0]!, SUMS.balance(list.key));
  }
  // Rows of the balance first: they fix the totals that prune the result rows.
  open.sort((a, b) => Math.abs(SUMS.balance(lists[b]!.key)) - Math.abs(SUMS.balance(lists[a]!.key)));
  const lastOfBalance = open.findLastIndex((index) => SUMS.balance(lists[index]!.key) !== 0);
  const chosen = new Array<number>(lists.length).fill(0);
  const solutions: number[][] = [];
  let steps = 0;
  const visit = (depth: number): void => {
    steps += 1;
    if (steps > MOST_STEPS || solutions.length > MOST_SOLUTIONS) return;
    if (depth > lastOfBalance) {
      // Every remaining row adds to the results, so a column above its total can no longer be mended.
      if (balance.some((sum) => sum !== 0) || result.some((sum) => sum > 0)) return;
    }
    if (depth === open.length) {
      if (result.every((sum) => sum === 0)) solutions.push([...chosen]);
      return;
    }
    const index = open[depth]!;
    const { key, good } = lists[index]!;
    for (const [number, reading] of good.entries()) {
      chosen[index] = number;
      addTo(result, reading, SUMS.result(key));
      addTo(balance, reading, SUMS.balance(key));
      visit(depth + 1);
      addTo(result, reading, -SUMS.result(key));
      addTo(balance, reading, -SUMS.balance(key));
    }
  };
  visit(0);
  return steps > MOST_STEPS || solutions.length > MOST_SOLUTIONS ? null : solutions;
}

/**
 * No choice satisfies all sums, so some figure of the report is wrong. Then the reading that leaves the fewest sums
 * broken is taken, when there is only one such; the broken sums are reported by the checks.
 */
function leastBroken(lists: readonly RowList[], index: number): Omit<Choice, 'key'> {
  const { key, good } = lists[index]!;
  const result: Columns = new Array<number>(SUMS.size).fill(0);
  const balance: Columns = new Array<number>(SUMS.size).fill(0);
  for (const [other, list] of lists.entries()) {
    if (other === index || list.good.length === 0) continue;
    const reading = list.good.length === 1 ? list.good[0]! : agreeing(list.good);
    addTo(result, reading, SUMS.result(list.key));
    addTo(balance, reading, SUMS.balance(list.key));
  }
  let least = Number.POSITIVE_INFINITY;
  let best: Reading[] = [];
  for (const reading of good) {
    let broken = sumsUp(reading) ? 0 : 1;
    for (let c = 0; c < SUMS.size; c += 1) {
      const cell = reading[c] ?? 0;
      if (SUMS.result(key) !== 0 && result[c]! + SUMS.result(key) * cell !== 0) broken += 1;
      if (SUMS.balance(key) !== 0 && balance[c]! + SUMS.balance(key) * cell !== 0) broken += 1;
    }
    if (broken < least) {
      least = broken;
      best = [];
    }
    if (broken === least) best.push(reading);
  }
  if (best.length === 1) {
    return { reading: best[0]!, alternatives: best, decidedBy: 'fewest broken sums' };
  }
  return { reading: agreeing(best), alternatives: best.slice(0, MOST_SOLUTIONS), decidedBy: 'nothing' };
}
