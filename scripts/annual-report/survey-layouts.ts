/**
 * Random layouts read and checked: node bin/run-script.js scripts/annual-report/survey-layouts.ts [COUNT] [--seed N] [--layout NAME] [--show SEED]
 * For every seed the report is read as it is (every figure right, nothing accused), then with one figure of a table and
 * one of a sentence made wrong (found). Prints what failed, by layout and by what was odd. Status 1 when anything did.
 */
import { writeFileSync } from 'node:fs';
import { closePdfReader } from '../../src/capabilities/annual-report/reading/pdf.ts';
import {
  checkReadReport,
  type ReportCheck,
  readReport,
} from '../../src/capabilities/annual-report/reading/read-report.ts';
import {
  flatCells,
  LAYOUTS,
  type Layout,
  type RandomReport,
  randomReport,
} from '../../src/capabilities/annual-report/reading/testing/layouts/random-report.ts';
import { filledTables } from '../../src/capabilities/annual-report/rules/form.ts';

const args = process.argv.slice(2);
function option(name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}
const firstSeed = Number(option('--seed') ?? 1);
const layout = option('--layout') as Layout | undefined;
const show = option('--show');
const count = Number(args[0] ?? 200);

/** Findings that a report right in every sum may still have: how it is printed, not what it says. */
const OF_PRINTING = new Set(['cell.blank', 'cell.not-a-number', 'cell.ambiguous', 'form.part-missing']);

async function read(report: RandomReport): Promise<ReportCheck> {
  const own = await readReport(report.bytes, `${report.seed}.${report.layout}`);
  const prior = { ...own, year: report.year - 1, tables: report.prior, form: report.form };
  return checkReadReport(own, { prior });
}

const failures = new Map<string, string[]>();
const oddities = new Map<string, { seen: number; failed: number }>();
function fail(kind: string, report: RandomReport, told: string): void {
  const key = `${kind} · ${report.layout}`;
  failures.set(key, [...(failures.get(key) ?? []), `  ${report.seed}: ${told} [${report.notes.join(', ')}]`]);
}

async function surveyed(seed: number): Promise<boolean> {
  const options = layout ? { layout } : {};
  const report = randomReport(seed, options);
  let good = true;
  const note = (kind: string, told: string, of = report): void => {
    good = false;
    fail(kind, of, told);
  };
  let whole: ReportCheck | null = null;
  try {
    whole = await read(report);
  } catch (error) {
    note('not read', String(error).slice(0, 160));
    return false;
  }
  if (whole.year !== report.year) note('year', `${whole.year} for ${report.year}`);
  if (whole.organ !== report.organ) note('organ', `${whole.organ} for ${report.organ}`);
  const expected = flatCells(report.tables);
  const actual = flatCells(whole.form === report.form ? whole.tables : filledTables(report.form, null));
  const wrong: string[] = [];
  const unread: string[] = [];
  for (const [name, value] of expected) {
    const got = actual.get(name) ?? null;
    if (got !== value) (got === null ? unread : wrong).push(`${name} ${got} for ${value}`);
  }
  if (wrong.length > 0) note('wrong figure', wrong.slice(0, 6).join(', '));
  if (unread.length > 0) {
    const told = whole.findings.some(({ rule }) => OF_PRINTING.has(rule));
    if (report.layout !== 'run-together' || !told) note('unread figure', unread.slice(0, 6).join(', '));
  }
  const accused = whole.findings.filter(({ rule, severity }) => !OF_PRINTING.has(rule) && severity !== 'info');
  if (accused.length > 0)
    note(
      'accused',
      accused
        .map(({ rule, message, where }) => `${rule}: ${message} «${'quote' in where ? where.quote : ''}»`)
        .slice(0, 3)
        .join(' | '),
    );
  if (wrong.length + unread.length > 0 || accused.length > 0) return good;
  for (const plant of ['cell', 'sentence'] as const) {
    const spoilt = randomReport(seed, { ...options, plant });
    if (!spoilt.planted) continue;
    const { planted } = spoilt;
    try {
      const { findings } = await read(spoilt);
      const found = findings.filter(({ rule, severity }) =>
        plant === 'cell'
          ? severity === 'error' || (severity === 'warning' && rule !== 'cell.blank')
          : rule.startsWith('narrative.'),
      );
      if (found.length === 0) {
        const told =
          planted.kind === 'cell' ? `${planted.at} ${planted.from}→${planted.to}` : `${planted.from} → ${planted.to}`;
        note(`missed ${plant}`, told, spoilt);
      }
    } catch (error) {
      note('not read', String(error).slice(0, 160), spoilt);
    }
  }
  return good;
}

if (show !== undefined) {
  const plant = option('--plant') as 'cell' | 'sentence' | undefined;
  const report = randomReport(Number(show), { ...(layout ? { layout } : {}), ...(plant ? { plant } : {}) });
  writeFileSync(1, report.bytes);
} else {
  let good = 0;
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const fine = await surveyed(seed);
    if (fine) good += 1;
    for (const note of randomReport(seed, layout ? { layout } : {}).notes) {
      const odd = oddities.get(note) ?? { seen: 0, failed: 0 };
      oddities.set(note, { seen: odd.seen + 1, failed: odd.failed + (fine ? 0 : 1) });
    }
  }
  for (const [kind, told] of [...failures].sort(([a], [b]) => a.localeCompare(b)))
    process.stdout.write(`${kind} × ${told.length}\n${told.slice(0, 6).join('\n')}\n`);
  const odd = [...oddities]
    .filter(([, { failed }]) => failed > 0)
    .sort(([, a], [, b]) => b.failed / b.seen - a.failed / a.seen);
  process.stdout.write(
    `${odd
      .slice(0, 20)
      .map(([note, { seen, failed }]) => `${note} ${failed}/${seen}`)
      .join(' · ')}\n`,
  );
  process.stdout.write(`${good} of ${count} without fault (${LAYOUTS.length} layouts)\n`);
  process.exitCode = good === count ? 0 : 1;
}
await closePdfReader();
