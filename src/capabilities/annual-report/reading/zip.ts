/**
 * Parts of a ZIP container (DOCX, XLSX) by name. Only the directory is read beforehand; a part is inflated when asked
 * for, and never beyond LIMITS.partBytes, so that a ZIP bomb costs no more than any other file.
 */
import { inflateRawSync } from 'node:zlib';
import { LIMITS, UnreadableFileError } from './unreadable.ts';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;

interface Entry {
  method: number;
  flags: number;
  packedSize: number;
  offset: number;
}

export interface Archive {
  names: readonly string[];
  /** The part's bytes, or `null` when there is no such part. */
  read(name: string): Uint8Array | null;
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length > END_SIZE && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** @throws UnreadableFileError when the container is broken */
export function openArchive(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(bytes, view);
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      return entry ? readPart(bytes, view, entry, name) : null;
    },
  };
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  let end = bytes.length - END_SIZE;
  const lowest = Math.max(0, end - 65_535);
  while (end >= lowest && view.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < lowest) throw new UnreadableFileError('broken archive: its directory is missing (the file may be cut off)');
  const count = Math.min(view.getUint16(end + 10, true), LIMITS.archiveEntries);
  let at = view.getUint32(end + 16, true);
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  for (let i = 0; i < count; i += 1) {
    if (at + ENTRY_SIZE > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) break;
    const nameLength = view.getUint16(at + 28, true);
    const name = decoder.decode(bytes.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength));
    entries.set(name.replaceAll('\\', '/'), {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += ENTRY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function readPart(bytes: Uint8Array, view: DataView, entry: Entry, name: string): Uint8Array {
  if ((entry.flags & 1) !== 0) throw new UnreadableFileError(`encrypted archive: ${name} needs a password`);
  const { offset } = entry;
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE) {
    throw new UnreadableFileError(`broken archive: ${name} is not where the directory says`);
  }
  const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new UnreadableFileError(`archive part ${name} is packed in an unknown way`);
  try {
    return inflateRawSync(packed, { maxOutputLength: LIMITS.partBytes });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw new UnreadableFileError(
      tooLarge
        ? `archive part ${name} is larger than ${LIMITS.partBytes} bytes`
        : `broken archive: ${name} cannot be inflated`,
      { cause: error },
    );
  }
}
