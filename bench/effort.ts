import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import type { Database } from '../src/platform/database/index.ts';
import { median, round } from './bench.ts';

const TICKS_A_SECOND = 100;

/** Fields of /proc/PID/stat from the third on; the second, a name, may hold blanks. */
function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
}

/** CPU seconds of the server's processes, ended ones too; Linux, the server on this machine, else 0. */
async function serverSeconds(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity`.execute(db);
  let seconds = 0;
  let parent: number | undefined;
  for (const { pid } of rows)
    try {
      seconds += Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
      parent ??= Number(statOf(pid)[1]);
    } catch {
      // It ended meanwhile: its parent has its time.
    }
  if (parent === undefined) return seconds;
  const stat = statOf(parent);
  return seconds + (Number(stat[13]) + Number(stat[14])) / TICKS_A_SECOND;
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

/** Hashed by native code, whose speed depends on the machine alone. */
const REFERENCE = Buffer.alloc(4 << 20, 'gongkai');

/** Tells how busy the machine is: load, and the CPU time of a fixed piece of work, which grows where others share the core. */
export function describeLoad(): { loadAverage: number; referenceMilliseconds: number } {
  const taken = Array.from({ length: 25 }, () => {
    const before = process.cpuUsage();
    createHash('sha256').update(REFERENCE).digest();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { loadAverage: round(loadavg()[0] ?? 0, 1), referenceMilliseconds: round(median(taken), 2) };
}
