import { cpus, totalmem } from 'node:os';

/** Figures of one bench: numbers with their unit in the name (`applicationsPerSecond`, `milliseconds`). */
export interface BenchResult {
  bench: string;
  machine: { node: string; cpu: string; cores: number; memoryGiB: number };
  runs: number;
  /** Sizes of what was measured, and medians over the runs. */
  figures: Record<string, number | string>;
}

export interface BenchOptions {
  runs?: number;
  /** Told what goes on; standard error. */
  progress: (line: string) => void;
}

export interface Bench {
  name: string;
  description: string;
  run(options: BenchOptions): Promise<{ runs: number; figures: BenchResult['figures'] }>;
}

export function describeMachine(): BenchResult['machine'] {
  const all = cpus();
  return {
    node: process.version,
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

/** Wall time of each run in milliseconds, after one run to warm up. */
export async function time(runs: number, work: () => unknown): Promise<number[]> {
  await work();
  const taken: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken;
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
