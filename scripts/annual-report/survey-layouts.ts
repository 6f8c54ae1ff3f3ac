/**
 * Random layouts read and checked: node bin/run-script.js scripts/annual-report/survey-layouts.ts [COUNT] [--seed N] [--layout NAME] [--show SEED]
 * For every seed the report is read as it is (every figure right, nothing accused), then with one figure of a table and
 * one of a sentence made wrong (found). Prints what failed, by layout and by what was odd. Status 1 when anything did.
 */
import { writeFileSync } from 'node:fs';
import { closePdfReader } from '../../src/capabilities/annual-report/reading/pdf.ts';
import { judgeLayout } from '../../src/capabilities/annual-report/reading/testing/layouts/judge.ts';
import {
  LAYOUTS,
  type Layout,
  type RandomOptions,
  randomReport,
} from '../../src/capabilities/annual-report/reading/testing/layouts/random-report.ts';

const args = process.argv.slice(2);
function option(name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}
const firstSeed = Number(option('--seed') ?? 1);
const chosen = LAYOUTS.find((name) => name === option('--layout'));
const layout: { layout?: Layout } = chosen ? { layout: chosen } : {};
const show = option('--show');
const plant = option('--plant');
const count = Number(args[0] ?? 200);

const failures = new Map<string, string[]>();
const oddities = new Map<string, { seen: number; failed: number }>();

if (show !== undefined) {
  const planting: RandomOptions = plant === 'cell' || plant === 'sentence' ? { plant } : {};
  writeFileSync(1, randomReport(Number(show), { ...layout, ...planting }).bytes);
} else {
  let good = 0;
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const faults = await judgeLayout(seed, layout);
    for (const { kind, told, report } of faults) {
      const key = `${kind} · ${report.layout}`;
      failures.set(key, [...(failures.get(key) ?? []), `  ${seed}: ${told} [${report.notes.join(', ')}]`]);
    }
    if (faults.length === 0) good += 1;
    for (const note of randomReport(seed, layout).notes) {
      const odd = oddities.get(note) ?? { seen: 0, failed: 0 };
      oddities.set(note, { seen: odd.seen + 1, failed: odd.failed + (faults.length === 0 ? 0 : 1) });
    }
  }
  for (const [kind, told] of [...failures].sort(([a], [b]) => a.localeCompare(b)))
    process.stdout.write(`${kind} × ${told.length}\n${told.slice(0, 6).join('\n')}\n`);
  const odd = [...oddities]
    .filter(([, { failed }]) => failed > 0)
    .sort(([, a], [, b]) => b.failed / b.seen - a.failed / a.seen)
    .slice(0, 20);
  if (odd.length > 0)
    process.stdout.write(`${odd.map(([note, { seen, failed }]) => `${note} ${failed}/${seen}`).join(' · ')}\n`);
  process.stdout.write(`${good} of ${count} without fault (${LAYOUTS.length} layouts)\n`);
  process.exitCode = good === count ? 0 : 1;
}
await closePdfReader();
