import { cleanHtml } from './clean.ts';
import { plainText } from './plain-text.ts';

/** A file that cannot be read, named as the person who sent it knows it. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
  readonly fileName: string;
  constructor(fileName: string, reason: string) {
    super(`《${fileName}》${reason}`);
    this.fileName = fileName;
  }
}

export interface ImportedText {
  /** From the first heading or the file's title; empty when there is none. */
  readonly title: string;
  readonly bodyHtml: string;
  readonly bodyText: string;
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
const MAX_PARTS = 5_000;

/** Sizes that a ZIP's own directory declares; a file that lies about them is caught by the reader. */
function unpackedSize(bytes: Buffer): { bytes: number; parts: number } | undefined {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  const parts = bytes.readUInt16LE(end + 10);
  let total = 0;
  for (let i = 0; i < parts; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    total += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return { bytes: total, parts };
}

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='标题 1'] => h2:fresh",
  "p[style-name='标题 2'] => h3:fresh",
  "p[style-name='标题 3'] => h4:fresh",
  'u => u',
  'strike => s',
];

async function readDocx(fileName: string, bytes: Buffer): Promise<string> {
  const size = unpackedSize(bytes);
  if (!size) throw new UnreadableFileError(fileName, '不是完整的DOCX文件，可能已损坏或者没有传完');
  if (size.bytes > MAX_UNPACKED_BYTES || size.parts > MAX_PARTS)
    throw new UnreadableFileError(fileName, '解压后过大，不予导入');
  try {
    // Loaded with the first Word file: 150 modules that a start can do without.
    const { default: mammoth } = await import('mammoth');
    const { value } = await mammoth.convertToHtml(
      { buffer: bytes },
      // Pictures come back as attachments; inline copies would be dropped by the allow-list anyway.
      { styleMap, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    );
    return value;
  } catch (error) {
    throw new UnreadableFileError(
      fileName,
      `不能按DOCX读取：${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function decode(fileName: string, bytes: Buffer): string {
  const declared = /charset\s*=\s*["']?\s*([\w-]+)/i
    .exec(bytes.subarray(0, 2048).toString('latin1'))?.[1]
    ?.toLowerCase();
  const label = declared === undefined ? 'utf-8' : /^gb/.test(declared) ? 'gb18030' : declared;
  for (const one of [label, 'utf-8', 'gb18030'])
    try {
      return new TextDecoder(one, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding may fit.
    }
  throw new UnreadableFileError(fileName, '的文字编码无法识别，请另存为UTF-8');
}

const HEADING = /<h1[^>]*>([\s\S]*?)<\/h1>/i;

/**
 * Reads a DOCX or HTML file into clean HTML.
 * @throws UnreadableFileError for another kind of file, a broken or empty one
 */
export async function importText(fileName: string, bytes: Buffer): Promise<ImportedText> {
  if (bytes.length > MAX_FILE_BYTES) throw new UnreadableFileError(fileName, '超过20 MB，不予导入');
  const isZip = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
  const isHtml =
    !isZip && /<(?:!doctype html|html|body|p|div|table)\b/i.test(bytes.subarray(0, 4096).toString('latin1'));
  if (/\.docx$/i.test(fileName) && !isZip) throw new UnreadableFileError(fileName, '不是DOCX文件，可能已损坏');
  if (!isZip && !isHtml) throw new UnreadableFileError(fileName, '不是DOCX或者HTML文件');
  const html = isZip ? await readDocx(fileName, bytes) : decode(fileName, bytes);
  const heading = HEADING.exec(html)?.[1] ?? /<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? '';
  const bodyHtml = cleanHtml(html.replace(HEADING, ''));
  const bodyText = plainText(bodyHtml);
  if (bodyText === '') throw new UnreadableFileError(fileName, '没有可以导入的文字，可能是扫描件');
  return { title: plainText(cleanHtml(`<p>${heading}</p>`)).replaceAll('\n', ''), bodyHtml, bodyText };
}
