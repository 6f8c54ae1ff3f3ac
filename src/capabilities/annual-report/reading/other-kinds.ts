/** Files that people have reports in and that cannot be read here: what each is, and what to do with it. */

const COMPOUND = 'd0cf11e0';

interface Kind {
  /** First bytes, in hexadecimal. */
  signature: string;
  told: string;
}

const PICTURE = 'a picture, in which there is no text; text recognition is needed first';
const PACKED = 'a packed archive; unpack it and give the file inside';

const KINDS: readonly Kind[] = [
  { signature: '7b5c727466', told: 'a Rich Text file (.rtf); open it in WPS or Word and save it as .docx or PDF' },
  { signature: '89504e47', told: PICTURE },
  { signature: 'ffd8ff', told: PICTURE },
  { signature: '47494638', told: PICTURE },
  { signature: '49492a00', told: PICTURE },
  { signature: '4d4d002a', told: PICTURE },
  { signature: '52617221', told: PACKED },
  { signature: '377abcaf271c', told: PACKED },
  { signature: '1f8b', told: PACKED },
];

/** Names of streams in a compound file (MS-CFB), which are UTF-16, and what holds them. */
const STREAMS: readonly (readonly [string, string])[] = [
  ['EncryptedPackage', 'an office file with a password; remove the password first'],
  ['WordDocument', 'an old Word or WPS text file (.doc, .wps); open it in WPS or Word and save it as .docx or PDF'],
  ['Workbook', 'an old Excel or WPS workbook (.xls, .et); open it in WPS or Excel and save it as .xlsx or PDF'],
  ['Book', 'an old Excel workbook (.xls); open it in WPS or Excel and save it as .xlsx or PDF'],
  ['PowerPoint Document', 'an old presentation (.ppt, .dps); a report is expected as text, document or workbook'],
];

/** In plain words what the file is, or `null` when it is none of these. */
export function kindOfOther(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (head.startsWith(COMPOUND)) {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found = STREAMS.find(([name]) => content.includes(Buffer.from(name, 'utf16le')));
    return found?.[1] ?? 'an old office file (.doc, .xls, .wps); save it as .docx, .xlsx or PDF first';
  }
  const known = KINDS.find(({ signature }) => head.startsWith(signature));
  if (known) return known.told;
  const start = Buffer.from(bytes.subarray(0, 2000)).toString('latin1');
  if (
    /^MIME-Version:|^From: <[^>]*(?:Windows Internet Explorer|Blink|Microsoft)/im.test(start) &&
    /multipart\/related/i.test(start)
  )
    return 'a web page saved as one archive (.mht); save it as HTML only, or as PDF';
  return null;
}
