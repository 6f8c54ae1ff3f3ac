import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** As long as published reports usually are, some 4,000 characters of sentences, none of them twice. */
const OVERALL = Array.from(
  { length: 40 },
  (_, i) =>
    `${['第一季度', '上半年', '第三季度', '全年'][i % 4]}围绕${['营商环境', '教育医疗', '住房保障', '生态环境', '乡村振兴', '食品药品监管', '公共资源配置', '重大建设项目'][i % 8]}等重点领域主动公开信息${137 + 11 * i}条，通过${['门户网站', '政府公报', '政务新媒体', '公开查阅点', '新闻发布会'][i % 5]}发布，开展政策解读${12 + i}次，回应群众关切${30 + 7 * i}件，组织业务培训${1 + (i % 6)}期，不断提升政务公开的质量和实效。`,
).join('');

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
      const before = process.cpuUsage();
      const taken = await time(runs, () => check(format));
      const { user, system } = process.cpuUsage(before);
      figures[`${format}CpuMilliseconds`] = round((user + system) / 1000 / taken.length);
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
        const ending = format === 'text' ? 'txt' : format;
        await writeFile(join(folder, `report-${String(i).padStart(4, '0')}.${ending}`), await fileOf(format, i));
      }
      progress('checking the folder');
      Object.assign(figures, await checkFolder(folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
      await closePdfReader();
    }
    return { runs, figures };
  },
};

/** Process time in milliseconds and resident memory in MiB of another process (proc(5)). */
async function costOf(pid: number): Promise<{ cpu: number; memory: number } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const TICK = 10;
    const PAGE = 4096;
    return { cpu: (Number(fields[11]) + Number(fields[12])) * TICK, memory: (Number(fields[21]) * PAGE) / 2 ** 20 };
  } catch {
    return null;
  }
}

/** The command itself in a process of its own, watched from outside. Memory is told for each quarter of the time. */
async function checkFolder(folder: string): Promise<Record<string, number>> {
  const from = performance.now();
  const command = ['src/cli.ts', 'report', 'check', folder, '--json', '--xlsx', join(folder, 'findings.list')];
  const child = spawn(process.execPath, ['--import', './bin/hooks.js', ...command], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const memory: number[] = [];
  let cpu = 0;
  const watch = setInterval(async () => {
    const cost = await costOf(child.pid!);
    if (!cost) return;
    memory.push(cost.memory);
    cpu = cost.cpu;
  }, 100);
  const status = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  clearInterval(watch);
  const taken = performance.now() - from;
  const figures: Record<string, number> = {
    folderReports: FOLDER_SIZE,
    folderStatus: status,
    folderSeconds: round(taken / 1000, 1),
    folderMillisecondsPerReport: round(taken / FOLDER_SIZE),
    folderCpuMillisecondsPerReport: round(cpu / FOLDER_SIZE),
    folderCoresUsed: round(cpu / taken, 2),
  };
  for (let quarter = 0; quarter < 4; quarter++) {
    const part = memory.slice((quarter * memory.length) / 4, ((quarter + 1) * memory.length) / 4);
    figures[`folderHighestMiBInQuarter${quarter + 1}`] = Math.round(Math.max(0, ...part));
  }
  return figures;
}
