import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hits, Matcher, type MatchMode, UnitReader } from '../src/capabilities/screening/rules/matching/index.ts';
import { findPersonalData } from '../src/capabilities/screening/rules/personal-data/index.ts';
import { OrderedPool } from '../src/capabilities/screening/workers/ordered-pool.ts';
import { type Bench, median, round } from './bench.ts';
import { corpus, readTexts, sharedFolder, wrongForms } from './screen-data.ts';

const MEGABYTE = 1_000_000;
const CORPUS_BYTES = 100 * MEGABYTE;
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Peers that slow down with the lexicon get less text, or the bench would take an hour. Bytes by lexicon size. */
const PEER_BYTES: Readonly<Record<number, number>> = {
  1000: CORPUS_BYTES,
  10000: CORPUS_BYTES,
  100000: 40 * MEGABYTE,
  1000000: 10 * MEGABYTE,
};

interface FastScanner {
  search(text: string): unknown[];
}

type Figures = Record<string, number | string>;

export const bench: Bench = {
  name: 'screen',
  description: 'matching at 1k to 1M terms beside ripgrep and fastscan, two workers, all layers, personal data',
  async run({ runs = 5, progress }) {
    const { texts, source } = readTexts();
    const figures: Figures = { text: source, corpusMegabytes: CORPUS_BYTES / MEGABYTE };
    progress('making a million wrong forms');
    const forms = wrongForms(texts, SIZES.at(-1)!);
    const documents = corpus(texts, forms.slice(0, SIZES[0]), CORPUS_BYTES);
    await measureMatching(documents, forms, runs, figures, progress);
    await measureWorkers(documents, forms.slice(0, 100_000), runs, figures, progress);
    measureStock(figures, progress);
    measurePersonalData(texts, figures, progress);
    return { runs, figures };
  },
};

/** Milliseconds of CPU of this process and of wall time, medians over the runs. */
function measure(runs: number, work: () => void): { cpu: number; wall: number } {
  work();
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let i = 0; i < runs; i++) {
    const before = process.cpuUsage();
    const start = performance.now();
    work();
    wall.push(performance.now() - start);
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1000);
  }
  return { cpu: median(cpu), wall: median(wall) };
}

async function measureMatching(
  documents: readonly Uint8Array[],
  forms: readonly string[],
  runs: number,
  figures: Figures,
  progress: (line: string) => void,
): Promise<void> {
  const bytes = documents.reduce((sum, document) => sum + document.length, 0);
  const reader = new UnitReader();
  const decoded = documents.map((document) => {
    const { units, length } = reader.fromUtf8(document);
    return { units: units.slice(0, length), length };
  });
  const speed = (milliseconds: number) => Math.round(bytes / 1000 / milliseconds);
  figures.ceilingMegabytesPerSecond = speed(
    measure(runs, () => decoded.forEach(({ units }) => void readOnly(units))).cpu,
  );
  const folder = mkdtempSync(join(tmpdir(), 'bench-screen-'));
  try {
    for (const size of SIZES) {
      progress(`${size} terms`);
      const terms = forms.slice(0, size);
      const build = measure(Math.min(runs, 3), () => void Matcher.fromTerms(terms));
      const matcher = Matcher.fromTerms(terms);
      const saved = matcher.save();
      const hits = new Hits();
      let found = 0;
      const core = measure(runs, () => {
        found = 0;
        for (const units of decoded) {
          hits.count = 0;
          matcher.scan(units, hits);
          found += hits.count;
        }
      });
      const fromBytes = measure(runs, () => {
        for (const document of documents) {
          hits.count = 0;
          matcher.scan(reader.fromUtf8(document), hits);
        }
      });
      const key = `terms${size}`;
      figures[`${key}.hits`] = found;
      figures[`${key}.coreMegabytesPerSecond`] = speed(core.cpu);
      figures[`${key}.fromUtf8MegabytesPerSecond`] = speed(fromBytes.cpu);
      figures[`${key}.buildMilliseconds`] = Math.round(build.cpu);
      figures[`${key}.loadMilliseconds`] = round(measure(3, () => void Matcher.load(saved)).cpu, 2);
      figures[`${key}.tablesMegabytes`] = round(saved.length / MEGABYTE);
      const peers = { documents: portion(documents, PEER_BYTES[size]!), terms, folder };
      progress(`${size} terms: ripgrep`);
      const ripgrep = runRipgrep(peers);
      if (ripgrep) {
        figures[`${key}.ripgrepMegabytesPerSecond`] = round(ripgrep.speed);
        figures[`${key}.timesRipgrep`] = round(bytes / 1000 / fromBytes.wall / ripgrep.speed);
        figures[`${key}.ripgrepHits`] = ripgrep.hits;
      } else figures[`${key}.ripgrepMegabytesPerSecond`] = 'ripgrep is not installed';
      // Its tree of objects for a million terms does not fit into the memory Node allows itself.
      if (size < 1_000_000) {
        progress(`${size} terms: fastscan`);
        figures[`${key}.fastscanMegabytesPerSecond`] = round(await runFastscan(peers));
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readOnly(units: Uint16Array): number {
  let sum = 0;
  for (let i = 0; i < units.length; i++) sum ^= units[i]!;
  return sum;
}

function portion(documents: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let size = 0;
  const end = documents.findIndex((document) => {
    size += document.length;
    return size >= bytes;
  });
  return documents.slice(0, end < 0 ? documents.length : end + 1);
}

interface PeerInput {
  readonly documents: readonly Uint8Array[];
  readonly terms: readonly string[];
  readonly folder: string;
}

/** ripgrep on one thread over one file, as `rg -F -f`; megabytes a second of wall time with its start, median of three. */
function runRipgrep({ documents, terms, folder }: PeerInput): { speed: number; hits: number } | null {
  const [text, patterns] = [join(folder, 'text'), join(folder, 'patterns')];
  const bytes = Buffer.concat(documents);
  writeFileSync(text, bytes);
  writeFileSync(patterns, terms.join('\n'));
  const taken: number[] = [];
  let hits = 0;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    const { status, stdout, error } = spawnSync('rg', ['-j1', '-F', '-a', '--count-matches', '-f', patterns, text]);
    if (error || (status !== 0 && status !== 1)) return null;
    taken.push(performance.now() - start);
    hits = Number(stdout.toString().trim() || 0);
  }
  return { speed: bytes.length / 1000 / median(taken), hits };
}

async function runFastscan({ documents, terms }: PeerInput): Promise<number> {
  const name: string = 'fastscan';
  const { default: Scanner } = (await import(name)) as { default: new (terms: readonly string[]) => FastScanner };
  const scanner = new Scanner(terms);
  const texts = portion(documents, 10 * MEGABYTE).map((document) => Buffer.from(document).toString('utf8'));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const taken = measure(1, () => {
    for (const text of texts) scanner.search(text);
  });
  return bytes / 1000 / taken.cpu;
}

async function measureWorkers(
  documents: readonly Uint8Array[],
  terms: readonly string[],
  runs: number,
  figures: Figures,
  progress: (line: string) => void,
): Promise<void> {
  const lexicon = Matcher.fromTerms(terms).save({ shared: true });
  const bytes = documents.reduce((sum, document) => sum + document.length, 0);
  // As a program would hold them that reads files straight into shared memory: a copy for the thread costs the sending one a
  // third of a worker's time.
  const shared = documents.map((document) => {
    const memory = new Uint8Array(new SharedArrayBuffer(document.length));
    memory.set(document);
    return memory;
  });
  const portions: Uint8Array[][] = [];
  for (let i = 0; i < shared.length; i += 32) portions.push(shared.slice(i, i + 32));
  const mode: MatchMode = 'all';
  const file = new URL('../src/capabilities/screening/workers/match-worker.ts', import.meta.url);
  const pools = [1, 2].map((workers) => ({
    workers,
    pool: new OrderedPool<Uint8Array[], Int32Array[]>(file, { workers, workerData: { lexicon, mode } }),
    times: [] as number[],
  }));
  progress('one worker and two, in turns');
  // In turns, since what the machine gives changes from one second to the next.
  for (let run = 0; run <= runs * 2; run++)
    for (const { pool, times } of pools) {
      const start = performance.now();
      for await (const answers of pool.run(portions)) if (answers.length === 0) throw new Error('no answer');
      if (run > 0) times.push(performance.now() - start);
    }
  await Promise.all(pools.map(({ pool }) => pool.close()));
  const taken = pools.map(({ times }) => median(times));
  for (const [i, { workers }] of pools.entries())
    figures[`workers${workers}.megabytesPerSecond`] = Math.round(bytes / 1000 / taken[i]!);
  figures.twoWorkersTimesOne = round(taken[0]! / taken[1]!, 2);
}

const STOCK = 40_000;

/** A stock of items of 1,000 characters rescanned with all layers on two workers, in a process of its own for the peak of memory. */
function measureStock(figures: Figures, progress: (line: string) => void): void {
  progress(`${STOCK} items through all layers on two workers`);
  const root = join(import.meta.dirname, '..');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin/run-script.js'), join('bench', 'screen-stock.ts'), String(STOCK)],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    figures.stock = `could not be measured: ${stderr.trim().split('\n').at(-1)}`;
    return;
  }
  const measured = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, number>;
  for (const [name, value] of Object.entries(measured)) figures[`stock.${name}`] = value;
}

interface Labelled {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

const TYPE_OF: Readonly<Record<string, string>> = {
  'resident-id': 'id_card',
  'bank-card': 'bank_card',
  'minor-name': 'name',
};

/** Exact spans on the development set, false masks on the laws, and characters a CPU second. */
function measurePersonalData(texts: readonly string[], figures: Figures, progress: (line: string) => void): void {
  progress('personal data');
  const file = join(sharedFolder(), 'data/personal-data/synthetic.jsonl');
  if (existsSync(file)) {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Labelled);
    const counts = { structured: [0, 0, 0], other: [0, 0, 0] };
    const group = (type: string) => (type === 'name' || type === 'address' ? counts.other : counts.structured);
    for (const { text, spans } of rows) {
      const wanted = new Set(spans.map(({ start, end, type }) => `${start} ${end} ${type}`));
      for (const { start, end, kind } of findPersonalData(text)) {
        const type = TYPE_OF[kind] ?? kind;
        group(type)[wanted.delete(`${start} ${end} ${type}`) ? 0 : 1]!++;
      }
      for (const missed of wanted) group(missed.split(' ')[2]!)[2]!++;
    }
    for (const [name, [right, wrong, missed]] of Object.entries(counts) as [string, [number, number, number]][]) {
      figures[`personalData.${name}.precision`] = round(right / (right + wrong), 4);
      figures[`personalData.${name}.recall`] = round(right / (right + missed), 4);
    }
  }
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  let masks = 0;
  const taken = measure(1, () => {
    masks = 0;
    for (const text of texts) masks += findPersonalData(text).length;
  });
  figures['personalData.falseMasks'] = masks;
  figures['personalData.falseMasksInMegabytes'] = round(
    texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / MEGABYTE,
  );
  figures['personalData.charactersPerCpuSecond'] = Math.round((characters * 1000) / taken.cpu);
}
