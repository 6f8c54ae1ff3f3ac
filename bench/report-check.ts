import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runReportCheck } from '../src/capabilities/annual-report/cli/report-check.ts';
import { closePdfReader } from '../src/capabilities/annual-report/reading/pdf.ts';
import { checkReport } from '../src/capabilities/annual-report/reading/read-report.ts';
import { screenWording } from '../src/capabilities/annual-report/reading/screen-wording.ts';
import { renderReport } from '../src/capabilities/annual-report/render/index.ts';
import { sampleReport } from '../src/capabilities/annual-report/render/testing/sample-report.ts';
import { filledTables, findRow, type ReportTables, type Seven } from '../src/capabilities/annual-report/rules/form.ts';
import { renderReportText } from '../src/capabilities/annual-report/rules/testing/render-text.ts';
import { type Bench, median, percentile, round, time } from './bench.ts';

const FOLDER_SIZE = 1000;
/** One in so many files of the folder is of the kind; the rest is text. */
const SHARES = { pdf: 5, docx: 5, html: 5, xlsx: 10 } as const;

/** A report of a county whose sums hold; `step` varies the figures. */
function tablesOf(step: number): ReportTables {
  const tables = filledTables('2021', 0);
  const set = (key: Parameters<typeof findRow>[1], values: number[]): void => {
    findRow(tables, key)!.values = [...values, values.reduce((sum, value) => sum + value, 0)] as Seven;
  };
  const granted = [55 + step, 1, 0, 1, 0, 1];
  const partial = [16, 1 + (step % 3), 0, 0, 0, 0];
  const unable = [63, 3, 0, 0, 2, 0];
  const forward = [2, 0, 0, 0, 0, 0];
  const total = granted.map((value, column) => value + partial[column]! + unable[column]!);
  set('granted', granted);
  set('partial', partial);
  set('unable_1', unable);
  set('total', total);
  set('forward', forward);
  set(
    'new',
    total.map((value, column) => value + forward[column]!),
  );
  tables.proactive = {
    rules: [0, 0, 0],
    normativeDocuments: [7, 7, 203],
    licensing: 338081,
    penalties: 142162,
    compulsion: 14683,
    chargesWan: 12032.5,
  };
  tables.remedies.reconsideration = [4, 0, 1, 0, 5];
  return tables;
}

/** As long as published reports usually are: some 4,000 characters of sentences. */
const OVERALL =
  '本机关认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，围绕中心工作和群众关切，持续深化重点领域信息公开，不断提升政务公开的质量和实效。'.repeat(
    18,
  );

type Format = 'text' | 'runTogetherText' | 'html' | 'docx' | 'xlsx' | 'pdf';

async function fileOf(format: Format, step: number): Promise<Uint8Array> {
  const tables = tablesOf(step);
  if (format === 'text' || format === 'runTogetherText')
    return Buffer.from(
      renderReportText(
        { organ: '示例区人民政府', year: 2025, form: '2021', tables, overall: OVERALL },
        format === 'text' ? 'tabs' : 'run-together',
      ),
    );
  const { body } = await renderReport(sampleReport(tables, OVERALL), { organ: '000000', year: 2025 }, format);
  return typeof body === 'string' ? Buffer.from(body) : body;
}

const FORMATS: readonly Format[] = ['text', 'runTogetherText', 'html', 'docx', 'xlsx', 'pdf'];

export const bench: Bench = {
  name: 'report-check',
  description: 'reading and checking one report of each format, and a folder of 1,000 reports',
  async run({ runs = 15, progress }) {
    const figures: Record<string, number> = {};
    const samples = new Map<Format, Uint8Array>();
    for (const format of FORMATS) samples.set(format, await fileOf(format, 0));
    const check = (format: Format) => checkReport(samples.get(format)!, `x.${format}`, { screen: screenWording });
    const start = performance.now();
    await check('text');
    figures.firstTextMilliseconds = round(performance.now() - start);
    const cold: number[] = [];
    for (let i = 0; i < 5; i++) {
      await closePdfReader();
      const from = performance.now();
      await check('pdf');
      cold.push(performance.now() - from);
    }
    figures.pdfWithColdReaderMilliseconds = round(median(cold));
    for (const format of FORMATS) {
      const taken = await time(runs, () => check(format));
      figures[`${format}Milliseconds`] = round(median(taken));
      figures[`${format}P95Milliseconds`] = round(percentile(taken, 0.95));
      progress(`${format}: ${round(median(taken))} ms, ${samples.get(format)!.length} bytes`);
    }
    const folder = await mkdtemp(join(tmpdir(), 'report-check-'));
    try {
      progress(`writing a folder of ${FOLDER_SIZE} reports`);
      for (let i = 0; i < FOLDER_SIZE; i++) {
        const format =
          (Object.keys(SHARES) as (keyof typeof SHARES)[]).find((kind, index) => i % SHARES[kind] === index) ?? 'text';
        // Setting hundreds of PDFs takes longer than checking them: one stands for all.
        const bytes = format === 'pdf' ? samples.get('pdf')! : await fileOf(format, i);
        const ending = format === 'text' ? 'txt' : format;
        await writeFile(join(folder, `report-${String(i).padStart(4, '0')}.${ending}`), bytes);
      }
      progress('checking the folder');
      const heapBefore = process.memoryUsage().rss;
      let highest = 0;
      const watch = setInterval(() => {
        highest = Math.max(highest, process.memoryUsage().rss);
      }, 200);
      const from = performance.now();
      const status = await runReportCheck(
        [folder],
        { xlsx: join(folder, 'findings.list'), json: true },
        { stdout: () => {}, stderr: () => {} },
      );
      clearInterval(watch);
      figures.folderReports = FOLDER_SIZE;
      figures.folderStatus = status;
      figures.folderSeconds = round((performance.now() - from) / 1000, 1);
      figures.folderMillisecondsPerReport = round((performance.now() - from) / FOLDER_SIZE);
      figures.memoryBeforeFolderMiB = Math.round(heapBefore / 2 ** 20);
      figures.memoryHighestMiB = Math.round(highest / 2 ** 20);
    } finally {
      await rm(folder, { recursive: true, force: true });
      await closePdfReader();
    }
    return { runs, figures };
  },
};
