import { cleanFileName, endingOf } from './names.ts';

export interface ExaminedFile {
  /** As it may be called anywhere. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type Examination =
  | { readonly ok: true; readonly file: ExaminedFile }
  | { readonly ok: false; readonly name: string; readonly reason: string };

type Content = 'pdf' | 'ofd' | 'doc' | 'docx' | 'xls' | 'xlsx' | 'jpg' | 'png' | 'heic';

const mediaTypes: Readonly<Record<Content, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  png: 'image/png',
  heic: 'image/heic',
};

/** Endings people use, and the content each promises. */
const ENDINGS: Readonly<Record<string, Content>> = {
  pdf: 'pdf',
  ofd: 'ofd',
  doc: 'doc',
  docx: 'docx',
  xls: 'xls',
  xlsx: 'xlsx',
  jpg: 'jpg',
  jpeg: 'jpg',
  png: 'png',
  heic: 'heic',
};

/** For `<input accept>`. */
export const acceptAttribute = Object.keys(ENDINGS)
  .map((ending) => `.${ending}`)
  .join(',');

export const acceptedTypesText = 'PDF、OFD、DOC、DOCX、XLS、XLSX、JPG、PNG、HEIC';

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const WORD_STREAM = utf16('WordDocument');
const SHEET_STREAMS = [utf16('Workbook'), utf16('Book\0')];
const MACRO_STREAMS = [utf16('_VBA_PROJECT'), utf16('Macros')];

/** Names in the directory of a Microsoft compound file tell a document from a worksheet; nothing is unpacked. */
function readCompoundFile(bytes: Buffer): Content | 'macros' | undefined {
  if (MACRO_STREAMS.some((name) => bytes.includes(name))) return 'macros';
  if (bytes.includes(WORD_STREAM)) return 'doc';
  return SHEET_STREAMS.some((name) => bytes.includes(name)) ? 'xls' : undefined;
}

/** What the bytes are, whatever the name says. `macros`: an office file that carries a program. */
async function contentOf(bytes: Buffer): Promise<Content | 'macros' | 'svg' | undefined> {
  if (bytes.subarray(0, 8).equals(COMPOUND_FILE)) return readCompoundFile(bytes);
  if (/^\s*(?:<\?xml|<!doctype svg|<!--|<svg)/i.test(bytes.subarray(0, 200).toString('latin1')))
    return bytes.includes('<svg') ? 'svg' : undefined;
  // Loaded with the first file: a start can do without.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  switch (found?.ext) {
    case 'docm':
    case 'xlsm':
    case 'dotm':
    case 'xltm':
      return 'macros';
    case 'docx':
    case 'xlsx':
      return bytes.includes('vbaProject.bin') ? 'macros' : found.ext;
    case 'zip':
      return bytes.includes('OFD.xml') ? 'ofd' : undefined;
    case 'pdf':
    case 'jpg':
    case 'png':
    case 'heic':
      return found.ext;
    default:
      return undefined;
  }
}

/**
 * Judges a file by its content and its name; both must agree. Nothing in it is run or unpacked.
 * @param name as the sender's browser gave it
 */
export async function examineFile(name: string, bytes: Uint8Array): Promise<Examination> {
  const clean = cleanFileName(name);
  const refused = (reason: string): Examination => ({ ok: false, name: clean, reason: `文件“${clean}”${reason}` });
  if (bytes.length === 0) return refused('是空文件，请重新选择');
  const promised = ENDINGS[endingOf(clean)];
  const content = await contentOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (content === 'svg') return refused('是SVG图形，其中可能含有程序，不能上传，请转换为PNG或者PDF');
  if (content === 'macros') return refused('含有宏程序，不能上传，请另存为不含宏的文件或者PDF');
  if (promised === undefined) return refused(`的类型不能上传，可以上传${acceptedTypesText}`);
  if (content === undefined) return refused('的内容无法识别，可能已经损坏，请检查后重新选择');
  if (content !== promised)
    return refused(`的内容是${content.toUpperCase()}，与文件名后缀“.${endingOf(clean)}”不符，请改正文件名后重新选择`);
  return { ok: true, file: { name: clean, mediaType: mediaTypes[content], bytes } };
}
