/**
 * Our own reports through LibreOffice and back: node bin/run-script.js scripts/annual-report/convert-reports.ts [SAMPLES]
 * Issues reports, converts them between formats, reads every file back and compares figure by figure. Needs `soffice`
 * on the path; status 1 when a figure differs, 2 when there is no LibreOffice.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { closePdfReader } from '../../src/capabilities/annual-report/reading/pdf.ts';
import { checkReport } from '../../src/capabilities/annual-report/reading/read-report.ts';
import { renderReport } from '../../src/capabilities/annual-report/render/index.ts';
import { sampleReport } from '../../src/capabilities/annual-report/render/testing/sample-report.ts';
import { filledTables, findRow, type ReportTables } from '../../src/capabilities/annual-report/rules/form.ts';
import { consistentTables } from '../../src/capabilities/annual-report/rules/testing/consistent-tables.ts';

/** From format over formats to format; each step is one conversion. */
const ROUTES = [
  ['docx', 'pdf'],
  ['docx', 'html'],
  ['docx', 'txt'],
  ['docx', 'odt'],
  ['docx', 'odt', 'docx'],
  ['xlsx', 'ods'],
  ['html', 'docx'],
  ['html', 'odt', 'pdf'],
  ['html', 'docx', 'pdf'],
  ['xlsx', 'ods', 'xlsx'],
  ['xlsx', 'html'],
  ['xlsx', 'pdf'],
] as const;

const FILTERS: Readonly<Record<string, string>> = {
  html: 'html',
  docx: 'docx:MS Word 2007 XML',
  txt: 'txt:Text (encoded):UTF8',
};

const folder = mkdtempSync(join(tmpdir(), 'convert-reports-'));

function convert(file: string, to: string, into: string): string {
  mkdirSync(into, { recursive: true });
  // A page opened in LibreOffice is a web page and cannot become a text document without being told to.
  const asText = file.endsWith('.html') ? ['--writer'] : [];
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      ...asText,
      '--convert-to',
      FILTERS[to] ?? to,
      '--outdir',
      into,
      file,
    ],
    { stdio: 'ignore', timeout: 120_000 },
  );
  const made = readdirSync(into).find((name) => name.endsWith(`.${to}`));
  if (made === undefined) throw new Error(`LibreOffice made no .${to} of ${file}`);
  return join(into, made);
}

function samples(count: number): ReportTables[] {
  const quiet = filledTables('2021', 0);
  findRow(quiet, 'new')!.values = [1, 0, 0, 0, 0, 0, 1];
  findRow(quiet, 'granted')!.values = [1, 0, 0, 0, 0, 0, 1];
  findRow(quiet, 'total')!.values = [1, 0, 0, 0, 0, 0, 1];
  const busy = fc.sample(consistentTables('2021'), { numRuns: Math.max(0, count - 1), seed: 11 }).map((tables) => {
    tables.proactive = {
      rules: [0, 0, 0],
      normativeDocuments: [7, 2, 203],
      licensing: 338081,
      penalties: 142162,
      compulsion: 14683,
      chargesWan: 24252.311082,
    };
    return tables;
  });
  return [quiet, ...busy];
}

let differing = 0;
async function compare(file: string, name: string, tables: ReportTables): Promise<void> {
  let told: string;
  try {
    const check = await checkReport(readFileSync(file), file);
    const parts = (['proactive', 'requests', 'remedies'] as const).filter(
      (part) => !isDeepStrictEqual(check.tables[part], tables[part]),
    );
    const faults = check.findings.map(({ message }) => message);
    told = [...parts.map((part) => `${part} differs`), ...faults].join('; ');
  } catch (error) {
    told = String(error);
  }
  if (told !== '') differing += 1;
  process.stdout.write(`${name}: ${told === '' ? 'equal' : told}\n`);
}

try {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
  } catch {
    process.stderr.write('soffice (LibreOffice) was not found on the path\n');
    process.exit(2);
  }
  for (const [index, tables] of samples(Number(process.argv[2] ?? 2)).entries()) {
    for (const format of ['html', 'md', 'docx', 'xlsx', 'pdf'] as const) {
      const { body } = await renderReport(sampleReport(tables), { organ: '000000', year: 2025 }, format);
      const file = join(folder, `${index}.${format}`);
      writeFileSync(file, body);
      await compare(file, `sample ${index} ${format}`, tables);
    }
    for (const [step, route] of ROUTES.entries()) {
      let file = join(folder, `${index}.${route[0]}`);
      for (const [at, to] of route.slice(1).entries()) file = convert(file, to, join(folder, `${index}-${step}-${at}`));
      await compare(file, `sample ${index} ${route.join(' → ')}`, tables);
    }
  }
} finally {
  await closePdfReader();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = differing > 0 ? 1 : 0;
