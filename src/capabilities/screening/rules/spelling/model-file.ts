type Section = Uint8Array | Uint16Array;

/** What a model file holds: strings, small numbers and tables, each by name. */
export interface ModelSections {
  readonly text: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly arrays: Readonly<Record<string, Section>>;
}

interface Header {
  readonly version: number;
  readonly text: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly arrays: readonly { readonly name: string; readonly bytes: number; readonly width: 1 | 2 }[];
}

const VERSION = 1;

/** Header length (4 bytes, little endian), header as JSON, then the tables, each starting at an even offset. */
export function packSections(sections: ModelSections): Buffer {
  const entries = Object.entries(sections.arrays);
  const header: Header = {
    version: VERSION,
    text: sections.text,
    numbers: sections.numbers,
    arrays: entries.map(([name, array]) => ({
      name,
      bytes: array.byteLength,
      width: array.BYTES_PER_ELEMENT as 1 | 2,
    })),
  };
  let json = Buffer.from(JSON.stringify(header), 'utf8');
  if (json.length % 2 === 1) json = Buffer.concat([json, Buffer.from(' ')]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const parts: Buffer[] = [length, json];
  for (const [, array] of entries) {
    parts.push(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    if (array.byteLength % 2 === 1) parts.push(Buffer.alloc(1));
  }
  return Buffer.concat(parts);
}

/** @throws Error when the bytes are no model file of this version. */
export function unpackSections(bytes: Uint8Array): ModelSections {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const header = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + 4, length).toString('utf8')) as Header;
  if (header.version !== VERSION) throw new Error(`spelling model of version ${header.version}, expected ${VERSION}`);
  const arrays: Record<string, Section> = {};
  let offset = bytes.byteOffset + 4 + length;
  for (const { name, bytes: size, width } of header.arrays) {
    const isAligned = width === 1 || offset % 2 === 0;
    const buffer = isAligned
      ? bytes.buffer
      : bytes.slice(offset - bytes.byteOffset, offset - bytes.byteOffset + size).buffer;
    const start = isAligned ? offset : 0;
    arrays[name] = width === 1 ? new Uint8Array(buffer, start, size) : new Uint16Array(buffer, start, size / 2);
    offset += size + (size % 2);
  }
  return { text: header.text, numbers: header.numbers, arrays };
}
