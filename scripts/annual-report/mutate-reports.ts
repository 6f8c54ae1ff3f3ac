/**
 * Damaged reports by the thousand: node bin/run-script.js scripts/annual-report/mutate-reports.ts [COUNT] [FORMAT…] [--seed N]
 * Each must be read or refused within bounded time; anything else ends with status 1 and the seed that makes it again.
 * Reports of the folder GONGKAI_SHARED/data/reports are damaged too when it is there.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { closePdfReader } from '../../src/capabilities/annual-report/reading/pdf.ts';
import { checkReport } from '../../src/capabilities/annual-report/reading/read-report.ts';
import { mutateFile, seededRandom } from '../../src/capabilities/annual-report/reading/testing/mutate-files.ts';
import {
  type FileFormat,
  type RENDERERS,
  renderFile,
} from '../../src/capabilities/annual-report/reading/testing/render-files.ts';
import { UnreadableFileError } from '../../src/capabilities/annual-report/reading/unreadable.ts';
import { renderReport } from '../../src/capabilities/annual-report/render/index.ts';
import { sampleReport } from '../../src/capabilities/annual-report/render/testing/sample-report.ts';
import { NotAReportError } from '../../src/capabilities/annual-report/rules/reading/recognise.ts';
import { consistentTables } from '../../src/capabilities/annual-report/rules/testing/consistent-tables.ts';
import { renderReportText, TABLE_STYLES } from '../../src/capabilities/annual-report/rules/testing/render-text.ts';

/** Longer than this for one file is told as slow. */
const SLOW_MILLISECONDS = 2000;

const FORMATS = ['text', 'md', 'html', 'docx', 'xlsx', 'pdf', 'ofd'] as const;
type Format = (typeof FORMATS)[number];

function publishedFiles(format: Format): Uint8Array[] {
  const folder = join(process.env.GONGKAI_SHARED ?? join(import.meta.dirname, '../../../shared'), 'data/reports');
  if (!existsSync(folder)) return [];
  const ending = format === 'text' ? '.txt' : `.${format}`;
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name)));
}

/** OFD has no writer of its own among the tests: the files that the platform issues are damaged. */
async function ofdFiles(): Promise<Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const tables of fc.sample(consistentTables('2021'), { numRuns: 4, seed: 1 })) {
    const { body } = await renderReport(sampleReport(tables), { organ: '000000', year: 2025 }, 'ofd');
    files.push(typeof body === 'string' ? Buffer.from(body) : body);
  }
  return files;
}

async function sources(format: Format): Promise<Uint8Array[]> {
  if (format === 'ofd') return ofdFiles();
  const tables = fc.sample(consistentTables('2021'), { numRuns: 4, seed: 1 });
  const old = fc.sample(consistentTables('2019'), { numRuns: 1, seed: 2 });
  const texts = (styles: readonly (typeof TABLE_STYLES)[number][]): Uint8Array[] =>
    styles.flatMap((style) =>
      [...tables.map((one) => ['2021', one] as const), ...old.map((one) => ['2019', one] as const)].map(([form, one]) =>
        Buffer.from(
          renderReportText({ organ: '示例区人民政府', year: form === '2021' ? 2023 : 2020, form, tables: one }, style),
        ),
      ),
    );
  const made =
    format === 'text'
      ? texts(TABLE_STYLES.filter((style) => style !== 'strokes'))
      : format === 'md'
        ? texts(['strokes'])
        : [
            ...tables.map((one) => renderFile(format as FileFormat & keyof typeof RENDERERS, one, '2021')),
            ...old.map((one) => renderFile(format, one, '2019')),
          ];
  return [...made, ...publishedFiles(format)];
}

const args = process.argv.slice(2);
const seedAt = args.indexOf('--seed');
const firstSeed = seedAt >= 0 ? Number(args.splice(seedAt, 2)[1]) : 1;
const count = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 2000);
const chosen = FORMATS.filter((format) => args.includes(format));
let failures = 0;
for (const format of chosen.length > 0 ? chosen : FORMATS) {
  const files = await sources(format);
  let read = 0;
  let slowest = 0;
  const started = performance.now();
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const bytes = mutateFile(files[seed % files.length]!, seededRandom(seed));
    const from = performance.now();
    try {
      await checkReport(bytes, `mutated.${format}`);
      read += 1;
    } catch (error) {
      if (!(error instanceof UnreadableFileError || error instanceof NotAReportError)) {
        failures += 1;
        const kept = join(tmpdir(), `mutated-${seed}.${format}`);
        writeFileSync(kept, bytes);
        process.stderr.write(
          `${format} seed ${seed} (${kept}): ${error instanceof Error ? error.stack : String(error)}\n`,
        );
      }
    }
    const taken = performance.now() - from;
    slowest = Math.max(slowest, taken);
    if (taken > SLOW_MILLISECONDS)
      process.stderr.write(`${format} seed ${seed}: ${Math.round(taken)} ms, ${bytes.length} bytes\n`);
  }
  process.stdout.write(
    `${format}: ${count} files, ${read} read, ${count - read} refused, slowest ${Math.round(slowest)} ms, ${Math.round(performance.now() - started)} ms in all\n`,
  );
}
await closePdfReader();
process.stdout.write(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB, ${failures} failures\n`);
process.exitCode = failures > 0 ? 1 : 0;
