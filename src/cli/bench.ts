import type { Bench, BenchResult } from '../../bench/bench.ts';
import type { CommandIo } from '../platform/command-line/io.ts';
import { UsageError } from '../platform/command-line/io.ts';

/** Each bench is a file of its own, loaded when it is asked for. */
const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  calendar: () => import('../../bench/calendar.ts'),
  clock: () => import('../../bench/clock.ts'),
  office: () => import('../../bench/office.ts'),
  worklist: () => import('../../bench/worklist.ts'),
  letters: () => import('../../bench/letters.ts'),
  report: () => import('../../bench/report.ts'),
  'report-check': () => import('../../bench/report-check.ts'),
  portal: () => import('../../bench/portal.ts'),
  search: () => import('../../bench/search.ts'),
  import: () => import('../../bench/import.ts'),
  export: () => import('../../bench/export.ts'),
  pages: () => import('../../bench/pages.ts'),
  screen: () => import('../../bench/screen.ts'),
  spelling: () => import('../../bench/spelling.ts'),
  startup: () => import('../../bench/startup.ts'),
};

/** `gongkai bench NAME` (docs/commands.md). */
export async function runBench(
  name: string,
  options: { runs?: string; json?: boolean },
  io: CommandIo,
): Promise<number> {
  const load = benches[name];
  if (!load)
    throw new UsageError(`bench: expected one of ${Object.keys(benches).join(', ')}, found ${JSON.stringify(name)}`);
  const { bench } = await load();
  const { describeMachine } = await import('../../bench/bench.ts');
  if (options.runs !== undefined && !/^[1-9]\d{0,2}$/.test(options.runs))
    throw new UsageError('bench: --runs: expected 1 to 999');
  io.err(`${bench.name}: ${bench.description}\n`);
  const measured = await bench.run({
    progress: (line) => io.err(`  ${line}\n`),
    ...(options.runs ? { runs: Number(options.runs) } : {}),
  });
  const result: BenchResult = { bench: name, machine: describeMachine(), ...measured };
  if (options.json) io.out(`${JSON.stringify(result)}\n`);
  else {
    const { node, cpu, cores, memoryGiB } = result.machine;
    io.out(`${name}  (Node ${node}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, medians of ${result.runs} runs)\n`);
    for (const [figure, value] of Object.entries(result.figures)) io.out(`  ${figure.padEnd(36)} ${value}\n`);
  }
  return 0;
}
