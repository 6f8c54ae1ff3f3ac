/** Support for tests: chance that can be repeated by its seed. */
import { seededRandom } from '../mutate-files.ts';

export interface Dice {
  /** From 0 to `limit` - 1. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  some<T>(list: readonly T[], share: number): T[];
}

export function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  // The first draws of neighbouring seeds resemble each other.
  for (let i = 0; i < 3; i += 1) random();
  const below = (limit: number): number => Math.floor(random() * Math.max(1, limit));
  return {
    below,
    chance: (share) => random() < share,
    pick: (list) => list[below(list.length)]!,
    some: (list, share) => list.filter(() => random() < share),
  };
}
