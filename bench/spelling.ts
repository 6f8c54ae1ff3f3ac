/**
 * Precision, recall, F1, false alarms and speed of the text layers of screening: spelling, terms, facts.
 * Reads the public texts and error sets from $GONGKAI_SHARED/data or ../shared/data; nothing there builds the models it measures.
 * GONGKAI_BENCH_SHOW=40 tells the first so many alarms in clean text.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainText, readLaws, readPolicies, sharedData, sideOf } from '../scripts/screening/model/corpus.ts';
import { checkFacts } from '../src/capabilities/screening/rules/facts/index.ts';
import type { Finding } from '../src/capabilities/screening/rules/finding.ts';
import { checkSpelling } from '../src/capabilities/screening/rules/spelling/index.ts';
import { checkTerms } from '../src/capabilities/screening/rules/terms/index.ts';
import type { Bench, BenchResult } from './bench.ts';
import { plantFacts } from './fact-errors.ts';
import { plantErrors } from './spelling-errors.ts';

type Pair = readonly [wrong: string, right: string];

interface PairFigures {
  readonly sentences: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly charactersPerCpuSecond: number;
}

const spelling = join(sharedData(), 'spelling');
const show = Number(process.env.GONGKAI_BENCH_SHOW ?? 0);

function readSighan(name: string): Pair[] {
  const wrong = readFileSync(join(spelling, `sighan_${name}_error.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  const right = readFileSync(join(spelling, `sighan_${name}_correct.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  return wrong.map((line, index) => [line, right[index] ?? line]);
}

function readLawSentences(): Pair[] {
  const rows = readFileSync(join(spelling, 'pycorrector_ec_law_test.tsv'), 'utf8').trimEnd().split('\n');
  return rows.map((row) => row.split('\t')).map(([wrong, right]) => [wrong!, right!]);
}

/** Applies the suggestions from the end, so that offsets stay good. */
function correct(text: string, findings: readonly Finding[]): string {
  let corrected = text;
  for (const { start, end, suggestion } of [...findings].sort((a, b) => b.start - a.start)) {
    if (suggestion !== null) corrected = corrected.slice(0, start) + suggestion + corrected.slice(end);
  }
  return corrected;
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1e6;
}

/**
 * Sentence level, as pycorrector counts: a wrong sentence is right only when wholly mended; a changed right sentence is a false alarm.
 */
function measurePairs(pairs: readonly Pair[], includeSuspects: boolean): PairFigures {
  let found = 0;
  let missed = 0;
  let alarms = 0;
  const start = process.cpuUsage();
  for (const [wrong, right] of pairs) {
    const corrected = correct(wrong, checkSpelling(wrong, { includeSuspects }));
    if (wrong === right) alarms += corrected === wrong ? 0 : 1;
    else if (corrected === right) found++;
    else missed++;
  }
  const seconds = cpuSeconds(start);
  const precision = found / Math.max(1, found + alarms);
  const recall = found / Math.max(1, found + missed);
  const characters = pairs.reduce((sum, [wrong]) => sum + wrong.length, 0);
  return {
    sentences: pairs.length,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    charactersPerCpuSecond: Math.round(characters / seconds),
  };
}

/** What is shown beside the must-mend band: nothing, the surer suspects, all of them. */
const GRADES = {
  'must mend': {},
  'suspects from 80%': { includeSuspects: true, suspectFrom: 0.8 },
  'with suspects': { includeSuspects: true },
} as const;

const layers = {
  facts: (text: string) => checkFacts(text),
  terms: (text: string) => checkTerms(text),
  spelling: (text: string) => checkSpelling(text),
  'spelling with suspects from 80%': (text: string) => checkSpelling(text, GRADES['suspects from 80%']),
  'spelling with suspects': (text: string) => checkSpelling(text, { includeSuspects: true }),
  'all layers': (text: string) => [...checkFacts(text), ...checkTerms(text), ...checkSpelling(text)],
};

function measureClean(texts: readonly string[], tell: (line: string) => void): Record<string, unknown> {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const figures: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(layers)) {
    const counts: Record<string, number> = {};
    let shown = 0;
    const start = process.cpuUsage();
    let alarms = 0;
    for (const text of texts) {
      for (const finding of check(text)) {
        alarms++;
        counts[finding.rule] = (counts[finding.rule] ?? 0) + 1;
        if (name === 'spelling' && shown++ < show) {
          const around = `${text.slice(Math.max(0, finding.start - 10), finding.start)}[${finding.text}>${finding.suggestion}]${text.slice(finding.end, finding.end + 10)}`;
          tell(`${finding.rule} ${around.replaceAll('\n', ' ')} ${finding.message}`);
        }
      }
    }
    const seconds = cpuSeconds(start);
    figures[name] = {
      alarms,
      per10000Characters: Number(((alarms / characters) * 10_000).toFixed(4)),
      charactersPerCpuSecond: Math.round(characters / seconds),
      rules: counts,
    };
  }
  return { documents: texts.length, characters, ...figures };
}

function measureOfficial(texts: readonly string[]): Record<string, unknown> {
  const sentences = texts
    .flatMap((text) => text.split(/(?<=[。；\n])/).map((sentence) => sentence.trim()))
    .filter((sentence) => sentence.length >= 12 && sentence.length <= 150);
  const figures: Record<string, unknown> = {};
  for (const [grade, options] of Object.entries(GRADES)) {
    let flagged = 0;
    for (const sentence of sentences) if (checkSpelling(sentence, options).length > 0) flagged++;
    const byKind: Record<string, { planted: number; found: number; mended: number }> = {};
    let alarmsBeside = 0;
    let hits = 0;
    for (const { text, start, end, right, kind } of plantErrors(sentences, 2000)) {
      const findings = checkSpelling(text, options);
      const hit = findings.filter((finding) => finding.start < end && start < finding.end);
      const counts = byKind[kind] ?? { planted: 0, found: 0, mended: 0 };
      byKind[kind] = counts;
      counts.planted++;
      if (hit.length > 0) counts.found++;
      if (correct(text, hit) === right) counts.mended++;
      hits += hit.length;
      alarmsBeside += findings.length - hit.length;
    }
    const planted = Object.values(byKind).reduce((sum, counts) => sum + counts.planted, 0);
    const found = Object.values(byKind).reduce((sum, counts) => sum + counts.found, 0);
    figures[grade] = {
      recall: found / planted,
      precisionWithOneErrorASentence: hits / Math.max(1, hits + alarmsBeside),
      cleanSentencesFlagged: flagged / sentences.length,
      byKind,
    };
  }
  return { cleanSentences: sentences.length, ...figures };
}

/** Contradictions planted into real passages and sentences of official style: found at their place, and alarms where nothing was planted. */
function measureFacts(texts: readonly string[], tell: (line: string) => void): Record<string, unknown> {
  const byKind: Record<string, { planted: number; found: number; alarms: number }> = {};
  const all = { planted: 0, found: 0, alarms: 0 };
  for (const { kind, text, right, start, end } of plantFacts(texts, 200)) {
    const counts = byKind[kind] ?? { planted: 0, found: 0, alarms: 0 };
    byKind[kind] = counts;
    const isHit = checkFacts(text).some((finding) => finding.start <= end && start <= finding.end);
    const alarms = checkFacts(right).filter((finding) => finding.start <= end && start <= finding.end).length;
    if (!isHit && show > 0)
      tell(`missed ${kind}: ${text.slice(Math.max(0, start - 40), end + 40).replaceAll('\n', ' ')}`);
    for (const one of [counts, all]) {
      one.planted++;
      one.found += isHit ? 1 : 0;
      one.alarms += alarms;
    }
  }
  return { recall: all.found / all.planted, precision: all.found / (all.found + all.alarms), byKind };
}

/** Nested figures as one level: `EC-LAW / must mend / recall`. */
function flatten(figures: Record<string, unknown>, before = ''): BenchResult['figures'] {
  const flat: BenchResult['figures'] = {};
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value === 'number') flat[before + name] = Number.isInteger(value) ? value : Number(value.toFixed(4));
    else if (typeof value === 'string') flat[before + name] = value;
    else Object.assign(flat, flatten(value as Record<string, unknown>, `${before}${name} / `));
  }
  return flat;
}

export const bench: Bench = {
  name: 'spelling',
  description:
    'precision, recall, F1, false alarms and speed of the text layers on public error sets and official prose',
  async run({ progress }) {
    const loadStart = performance.now();
    checkSpelling('启动。');
    const figures: Record<string, unknown> = { loadMilliseconds: Math.round(performance.now() - loadStart) };
    if (!existsSync(spelling)) return { runs: 1, figures: { ...flatten(figures), skipped: 'set GONGKAI_SHARED' } };
    const sets: Record<string, readonly Pair[]> = {
      'SIGHAN 2013 test': readSighan('test13'),
      'SIGHAN 2014 test': readSighan('test14'),
      'SIGHAN 2015 train': readSighan('train15'),
      'EC-LAW': readLawSentences(),
    };
    for (const [name, pairs] of Object.entries(sets)) {
      progress(name);
      figures[name] = { 'must mend': measurePairs(pairs, false), 'with suspects': measurePairs(pairs, true) };
    }
    const documents = [...readLaws(), ...readPolicies()];
    const textsOf = (side: ReturnType<typeof sideOf>) =>
      documents.filter((document) => sideOf(document) === side).map((document) => plainText(document.text));
    const texts = textsOf('measure');
    progress('planted facts');
    figures['planted facts'] = measureFacts(texts, progress);
    progress('official errors');
    figures['official errors'] = measureOfficial(texts);
    progress('clean official text');
    figures['clean official text'] = measureClean(texts, progress);
    progress('documents that trained the classifier');
    const trained = textsOf('train');
    figures['documents that trained the classifier'] = {
      characters: trained.reduce((sum, text) => sum + text.length, 0),
      mustMendAlarms: trained.reduce((sum, text) => sum + checkSpelling(text).length, 0),
    };
    return { runs: 1, figures: flatten(figures) };
  },
};
