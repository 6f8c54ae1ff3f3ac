import type { Genre, Theme } from '../src/capabilities/publications/index.ts';
import type { DistrictOrgan, OrganKey } from './organs.ts';
import type { Random } from './random.ts';

/** A kind of information and how its pages are made; `of` gives what is special to the n-th. */
export interface ItemPattern {
  organs: readonly OrganKey[];
  category: string;
  /** Where below the category they stand, one after the other; in the category itself when left out. */
  leaves?: readonly string[];
  theme: Theme;
  genre: Genre;
  keywords: readonly string[];
  /** How many in the year. */
  count: number;
  /** A number of the organ's own series, as official letters have. */
  numbered?: boolean;
  make: (organ: DistrictOrgan, n: number, random: Random) => { title: string; summary: string; body: string };
}

const COMMUNITIES = ['新碶', '小港', '大碶', '霞浦', '柴桥', '戚家山', '春晓', '梅山', '白峰', '郭巨'];
export const area = (n: number): string => COMMUNITIES[n % COMMUNITIES.length]!;
export const month = (n: number): number => (n % 12) + 1;
export const amount = (random: Random, from: number, to: number): string =>
  (random.int(from * 100, to * 100) / 100).toFixed(2);
