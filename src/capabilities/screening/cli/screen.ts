import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import {
  type CommandIo,
  describeSystemError,
  isSystemError,
  parseJsonLine,
  readLines,
  UsageError,
} from '../../../platform/command-line/io.ts';
import type { Finding, Severity } from '../rules/finding.ts';
import { maskPersonalData } from '../rules/personal-data/index.ts';
import { filePlaceLabel, filePlaces } from '../rules/workflow/index.ts';
import { screenText } from '../screen.ts';
import { OrderedPool } from '../workers/ordered-pool.ts';
import { type ScreenedDocument, type SourceDocument, screenDocuments } from '../workers/screen-documents.ts';
import { LONG_TEXT, screenLongText } from './long-text.ts';

export interface ScreenCommandOptions {
  readonly json?: boolean;
  readonly batch?: boolean;
  readonly mask?: boolean;
}

/** The text of a DOCX, XLSX or PDF file, read by whoever knows such files. @throws UsageError when it cannot be read */
export type ReadOfficeFile = (file: string, bytes: Uint8Array) => Promise<string>;

/** Documents and characters after which a portion goes to a worker. */
const PORTION_DOCUMENTS = 64;
const PORTION_CHARACTERS = 200_000;

const SEVERITY_LABELS: Readonly<Record<Severity, string>> = { error: '须改', warning: '存疑', info: '提示' };

/**
 * `gongkai screen FILE|-`: findings, or with `mask` the text with personal data masked, or with `batch` JSON Lines `{"id","text"}` in
 * and `{"id","findings"}` out. Of DOCX, XLSX and PDF files the text is screened, and messages name page, cell or paragraph. Returns the
 * exit status: 1 when there is an error-level finding. @throws UsageError
 */
export async function runScreen(
  file: string,
  options: ScreenCommandOptions,
  io: CommandIo,
  readOfficeFile?: ReadOfficeFile,
): Promise<number> {
  if (options.batch && options.mask) throw new UsageError('screen: --batch and --mask do not go together');
  if (options.batch) return screenBatch(file, io);
  const bytes = await readBytes(file, io);
  const text = isOfficeFile(file) && readOfficeFile ? await readOfficeFile(file, bytes) : decode(file, bytes);
  if (options.mask) {
    const { text: masked, masked: spans } = maskPersonalData(text);
    if (options.json) io.out(`${JSON.stringify({ text: masked, masked: spans })}\n`);
    else io.out(masked);
    return 0;
  }
  const placeAt = filePlaces(file, text);
  const writer = options.json ? jsonWriter(io) : lineWriter(file, text, io);
  let status = 0;
  for await (const found of screened(text, io)) {
    for (const finding of found) {
      const place = placeAt(finding.start);
      writer.add(place === null ? finding : { ...finding, message: `${finding.message}（${filePlaceLabel(place)}）` });
      if (finding.severity === 'error') status = 1;
    }
  }
  writer.end();
  return status;
}

/** Findings in order; of a long text piece by piece, with progress told to whoever waits. */
async function* screened(text: string, io: CommandIo): AsyncGenerator<readonly Finding[]> {
  if (text.length < LONG_TEXT) yield screenText(text).findings;
  else
    yield* screenLongText(text, (done) =>
      io.err(`已筛查${Math.floor((done / text.length) * 100)}%（${done} / ${text.length}字）\n`),
    );
}

const isOfficeFile = (file: string): boolean => /\.(docx|xlsx|pdf)$/i.test(file);

async function screenBatch(file: string, io: CommandIo): Promise<number> {
  let status = 0;
  const print = (documents: readonly ScreenedDocument[]) => {
    for (const document of documents) {
      io.out(`${document.line}\n`);
      if (document.hasErrors) status = 1;
    }
  };
  const portions = inPortions(file, io);
  // Starting workers takes longer than screening a few documents.
  const first = await portions.next();
  if (first.done) return 0;
  const second = await portions.next();
  if (second.done) {
    print(screenDocuments(first.value));
    return status;
  }
  const pool = new OrderedPool<SourceDocument[], ScreenedDocument[]>(
    new URL('../workers/screen-worker.ts', import.meta.url),
  );
  try {
    for await (const documents of pool.run(chain([first.value, second.value], portions))) print(documents);
  } finally {
    await pool.close();
  }
  return status;
}

async function* chain<Item>(first: readonly Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* first;
  yield* rest;
}

async function* inPortions(file: string, io: CommandIo): AsyncGenerator<SourceDocument[]> {
  let portion: SourceDocument[] = [];
  let characters = 0;
  for await (const { number, text } of readLines(file, io)) {
    const document = readDocument(file, number, text);
    portion.push(document);
    characters += document.text.length;
    if (portion.length < PORTION_DOCUMENTS && characters < PORTION_CHARACTERS) continue;
    yield portion;
    portion = [];
    characters = 0;
  }
  if (portion.length > 0) yield portion;
}

function readDocument(file: string, number: number, line: string): SourceDocument {
  const value = parseJsonLine(file, number, line);
  if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string') {
    const id = 'id' in value ? value.id : null;
    if (typeof id === 'string' || typeof id === 'number' || id === null) return { id, text: value.text };
  }
  throw new UsageError(`${file}:${number}: expected {"id": "…", "text": "…"}, found ${line.slice(0, 80)}`);
}

async function readBytes(file: string, io: CommandIo): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(io.stdin) : await readFile(file);
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    throw error;
  }
}

/** Strict UTF-8, so that no offset is ever off; a byte order mark is not part of the text. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const line = firstInvalidLine(bytes);
    throw new UsageError(`${file}:${line}: expected UTF-8 text, found bytes that are not UTF-8 (is the file in GBK?)`);
  }
}

function firstInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  let from = 0;
  for (; from < bytes.length; line++) {
    const next = bytes.indexOf(10, from);
    const to = next < 0 ? bytes.length : next + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
    } catch {
      break;
    }
    from = to;
  }
  return line;
}

interface Writer {
  add(finding: Finding): void;
  end(): void;
}

/** One JSON document, written in pieces: a million findings never become one string. */
function jsonWriter(io: CommandIo): Writer {
  let piece = '{"findings":[';
  let isFirst = true;
  return {
    add(finding) {
      piece += `${isFirst ? '' : ','}${JSON.stringify(finding)}`;
      isFirst = false;
      if (piece.length < 1 << 16) return;
      io.out(piece);
      piece = '';
    },
    end: () => io.out(`${piece}]}\n`),
  };
}

/** One line a finding: file, line and column from 1, severity, what stands there, what to write, why. */
function lineWriter(file: string, text: string, io: CommandIo): Writer {
  let line = 1;
  let lineStart = 0;
  let nextBreak = text.indexOf('\n');
  let count = 0;
  let errors = 0;
  return {
    add({ start, text: found, suggestion, severity, message, rule }) {
      while (nextBreak >= 0 && nextBreak < start) {
        lineStart = nextBreak + 1;
        line++;
        nextBreak = text.indexOf('\n', lineStart);
      }
      count++;
      if (severity === 'error') errors++;
      const mend = suggestion === null ? '' : suggestion === '' ? '（删去）' : ` → ${suggestion}`;
      const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
      io.out(
        `${file}:${line}:${start - lineStart + 1} ${SEVERITY_LABELS[severity]} “${shown.replaceAll('\n', ' ')}”${mend} ${message} [${rule}]\n`,
      );
    },
    end: () => io.err(count === 0 ? '未发现问题\n' : `共${count}处，其中须改${errors}处\n`),
  };
}
