import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import type { Database } from '../src/platform/database/index.ts';
import { round } from './bench.ts';

/** CPU seconds of the server's processes that are there now; Linux, the server on this machine, else 0. */
async function serverSeconds(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity`.execute(db);
  return rows.reduce((sum, { pid }) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
    } catch {
      return sum;
    }
  }, 0);
}

/** What work costs both sides, in CPU seconds; time on a busy machine says little. */
export async function startEffort(db: Database): Promise<() => Promise<{ node: number; server: number }>> {
  const before = await serverSeconds(db);
  const own = process.cpuUsage();
  return async () => {
    const { user, system } = process.cpuUsage(own);
    return { node: (user + system) / 1e6, server: (await serverSeconds(db)) - before };
  };
}

const STEPS = 2_000_000;

/** Tells how busy the machine is: load, and the CPU time of a fixed loop, which grows where other work shares the core. */
export function describeLoad(): { loadAverage: number; referenceLoopMilliseconds: number; referenceLoopBest: number } {
  const taken = Array.from({ length: 25 }, () => {
    const before = process.cpuUsage();
    let x = 0;
    for (let i = 0; i < STEPS; i++) x = (Math.imul(x, 31) + i) | 0;
    const { user, system } = process.cpuUsage(before);
    return (user + system + (x & 0)) / 1000;
  }).sort((a, b) => a - b);
  return {
    loadAverage: round(loadavg()[0] ?? 0, 1),
    referenceLoopMilliseconds: round(taken[12]!, 2),
    referenceLoopBest: round(taken[0]!, 2),
  };
}
