/**
 * Single figures made wrong: node bin/run-script.js scripts/annual-report/change-figures.ts [--every N] [FORMAT…]
 * Every figure of tables three and four of every report of GONGKAI_SHARED/data/reports (of a sample when there is none) is
 * changed in every way, in the file's own text and in the files issued by ourselves; every N-th change of the files is
 * taken. Status 1 when a change went unreported.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { closePdfReader } from '../../src/capabilities/annual-report/reading/pdf.ts';
import { checkReport, type ReportCheck } from '../../src/capabilities/annual-report/reading/read-report.ts';
import {
  changedTables,
  newlyFound,
  printedFigures,
  wrongFigures,
} from '../../src/capabilities/annual-report/reading/testing/change-figures.ts';
import { renderReport } from '../../src/capabilities/annual-report/render/index.ts';
import { sampleReport } from '../../src/capabilities/annual-report/render/testing/sample-report.ts';
import { REMEDY_KEYS, type ReportTables } from '../../src/capabilities/annual-report/rules/form.ts';
import { consistentTables } from '../../src/capabilities/annual-report/rules/testing/consistent-tables.ts';
import { renderReportText, TABLE_STYLES } from '../../src/capabilities/annual-report/rules/testing/render-text.ts';

const args = process.argv.slice(2);
const everyAt = args.indexOf('--every');
const every = everyAt < 0 ? 1 : Number(args.splice(everyAt, 2)[1]);
const FILES = ['html', 'md', 'docx', 'xlsx', 'pdf', 'ofd'] as const;
const KINDS = ['own', ...TABLE_STYLES, ...FILES] as const;
const kinds = KINDS.filter((kind) => args.length === 0 || args.includes(kind));

interface Tally {
  changed: number;
  ambiguous: number;
  /** Cells that run together: the changed digits are also those of another report whose sums all hold. */
  alike: number;
  missed: string[];
}
const tallies = new Map<string, Tally>();
function count(kind: string, before: ReportCheck, after: ReportCheck | null, told: string): void {
  const tally = tallies.get(kind) ?? { changed: 0, ambiguous: 0, alike: 0, missed: [] };
  tallies.set(kind, tally);
  tally.changed += 1;
  // A file that is refused is told, too.
  const found = after === null ? null : newlyFound(before, after);
  if (found?.length === 0 && kind.startsWith('own') && !isDeepStrictEqual(after?.tables, before.tables))
    tally.alike += 1;
  else if (found?.length === 0) tally.missed.push(told);
  else if (found?.every(({ rule }) => rule === 'cell.ambiguous')) tally.ambiguous += 1;
}

async function attempt(bytes: Uint8Array, name: string): Promise<ReportCheck | null> {
  try {
    return await checkReport(bytes, name);
  } catch {
    return null;
  }
}

async function changeText(name: string, bytes: Uint8Array, kind: string): Promise<void> {
  const before = await checkReport(bytes, name);
  const text = new TextDecoder().decode(bytes);
  const head = /三、收到和处理政府信息公开申请情况/g;
  const from = [...text.matchAll(head)].at(-1)?.index ?? 0;
  const rows = [
    ...before.tables.requests.rows,
    { key: 'remedies' as never, values: REMEDY_KEYS.flatMap((key) => before.tables.remedies[key]) },
  ];
  const figures = printedFigures(text, from, rows);
  const expected = rows.filter(({ values }) => values.every((value) => value !== null)).flatMap(({ values }) => values);
  if (figures.length !== expected.length)
    process.stdout.write(`${name}: ${figures.length} of ${expected.length} figures found in the text\n`);
  for (const { at, value, start, end } of figures)
    for (const to of wrongFigures(value)) {
      const changed = text.slice(0, start) + to + text.slice(end);
      count(kind, before, await attempt(Buffer.from(changed), name), `${name} ${at} ${value}→${to}`);
    }
}

let turn = 0;
async function changeFiles(name: string, tables: ReportTables, kind: (typeof KINDS)[number]): Promise<void> {
  const file = async (one: ReportTables): Promise<Uint8Array> => {
    if ((FILES as readonly string[]).includes(kind)) {
      const content = { ...sampleReport(tables), tables: one };
      const { body } = await renderReport(content, { organ: '000000', year: 2025 }, kind as (typeof FILES)[number]);
      return typeof body === 'string' ? Buffer.from(body) : body;
    }
    const style = TABLE_STYLES.find((one) => one === kind)!;
    return Buffer.from(renderReportText({ organ: '示例区人民政府', year: 2025, form: '2021', tables: one }, style));
  };
  const before = await checkReport(await file(tables), name);
  for (const { at, from, to, tables: changed } of changedTables(tables)) {
    turn += 1;
    if (turn % every !== 0) continue;
    count(kind, before, await attempt(await file(changed), name), `${name} ${at} ${from}→${to}`);
  }
}

const folder = join(process.env.GONGKAI_SHARED ?? join(import.meta.dirname, '../../../shared'), 'data/reports');
const files = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.truth.json'))
      .map((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { file: string }).file.split(' ')[0]!)
  : [];
const sources: { name: string; tables: ReportTables }[] = [];
for (const name of files) {
  const bytes = readFileSync(join(folder, name));
  const { tables } = await checkReport(bytes, name);
  sources.push({ name, tables });
  if (kinds.includes('own') && !name.endsWith('.pdf')) await changeText(name, bytes, `own ${name}`);
}
if (sources.length === 0)
  for (const tables of fc.sample(consistentTables('2021'), { numRuns: 2, seed: 5 }))
    sources.push({ name: 'sample', tables });
for (const kind of kinds) {
  if (kind === 'own') continue;
  for (const { name, tables } of sources) {
    if (tables.requests.rows.some(({ merged, values }) => merged || values.some((value) => value === null))) continue;
    await changeFiles(name, tables, kind);
  }
}
await closePdfReader();
let missed = 0;
for (const [kind, tally] of tallies) {
  missed += tally.missed.length;
  process.stdout.write(
    `${kind}: ${tally.changed} changed, ${tally.missed.length} not reported, ${tally.ambiguous} told as undecidable only, ${tally.alike} the digits of another right report\n${tally.missed
      .slice(0, 12)
      .map((line) => `  ${line}\n`)
      .join('')}`,
  );
}
process.exitCode = missed > 0 ? 1 : 0;
