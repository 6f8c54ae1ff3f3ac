import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { pageCode } from '../portal/page-code.ts';

/** One file of the site. */
export interface SitePage {
  /** Inside the folder of the site. */
  readonly file: string;
  readonly body: string | Uint8Array;
  /**
   * `body` is the address of a page whose QR code is the file. An address keeps its code, so one that stands there is drawn
   * again only where addresses may have changed.
   */
  readonly code?: 'once' | 'anew';
  readonly twins: boolean;
  /** Nothing can stand there yet, so nothing is looked for. */
  readonly isNew?: boolean;
}

const made = new Set<string>();

function makeFolder(path: string): void {
  const folder = dirname(path);
  if (made.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  made.add(folder);
}

function readExisting(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * A window no larger than the page: setting up a larger one takes longer than compressing the page. Level 6 takes a third more
 * time than 4 for one hundredth fewer bytes.
 */
function gzip(bytes: Buffer): Buffer {
  return gzipSync(bytes, { level: 4, windowBits: bytes.length <= 1 << 14 ? 14 : 15 });
}

function brotli(bytes: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN } = constants;
  return brotliCompressSync(bytes, {
    params: {
      [BROTLI_PARAM_QUALITY]: 4,
      [BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [BROTLI_PARAM_LGWIN]: bytes.length <= 1 << 16 ? 16 : 20,
    },
  });
}

/** A reader of the folder sees the old file or the new one, never a part. */
function replace(path: string, bytes: Uint8Array): void {
  writeFileSync(`${path}.writing`, bytes);
  renameSync(`${path}.writing`, path);
}

/**
 * Writes a page with its compressed twins, unless it stands there already. The page itself comes last, so that a twin
 * without its page, which no reader is led to, is all that an interrupted run leaves behind.
 * @returns whether anything was written
 */
export function writePage(directory: string, { file, body, code, twins, isNew }: SitePage): boolean {
  const path = join(directory, file);
  if (code === 'once' && isNew !== true && exists(path)) return false;
  const content = code !== undefined && typeof body === 'string' ? pageCode(body) : body;
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.length);
  const before = isNew === true ? undefined : readExisting(path);
  if (before?.equals(bytes) && (!twins || (exists(`${path}.gz`) && exists(`${path}.br`)))) return false;
  makeFolder(path);
  if (twins) {
    const put = before === undefined ? writeFileSync : replace;
    put(`${path}.br`, brotli(bytes));
    put(`${path}.gz`, gzip(bytes));
  }
  replace(path, bytes);
  return true;
}

/** Takes a page and its twins away; the page first. @returns whether it was there */
export function removePage(directory: string, file: string): boolean {
  const path = join(directory, file);
  if (!exists(path)) return false;
  for (const name of [path, `${path}.br`, `${path}.gz`]) rmSync(name, { force: true });
  return true;
}
