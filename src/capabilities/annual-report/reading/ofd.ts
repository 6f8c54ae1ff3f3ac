/** OFD documents (GB/T 33190-2016): text objects with their places, laid out as the pages of a PDF are. */
import type { Block } from '../rules/reading/source.ts';
import { layOutPages, type PageText, type PlacedText } from './page-layout.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';
import { parseXml } from './xml.ts';
import type { Archive } from './zip.ts';

const ROOT = 'OFD.xml';

export function isOfd(archive: Archive): boolean {
  return archive.names.includes(ROOT);
}

/** @throws UnreadableFileError for a broken file or one without text */
export function readOfd(archive: Archive): Block[] {
  const root = pathIn('', elementText(archive, ROOT, 'DocRoot'));
  const pages: PageText[] = [];
  let length = 0;
  for (const name of pageParts(archive, root).slice(0, LIMITS.pdfPages)) {
    const part = archive.read(name);
    if (!part) throw new UnreadableFileError(`no ${name} in this OFD file`);
    const page = readPage(part, name);
    length += page.items.reduce((sum, { text }) => sum + text.length, 0);
    pages.push(page);
    if (length > LIMITS.textLength) break;
  }
  if (length < 50) throw new UnreadableFileError('the OFD holds no text (a scan?); text recognition is needed first');
  return layOutPages(pages);
}

/** Places in OFD are relative to the folder of the part that names them, or absolute. */
function pathIn(part: string, location: string): string {
  const from = location.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of location.split('/')) {
    if (step === '..') from.pop();
    else if (step !== '' && step !== '.') from.push(step);
  }
  return from.join('/');
}

/** Text of the first element of that name. */
function elementText(archive: Archive, name: string, element: string): string {
  const part = archive.read(name);
  if (!part) throw new UnreadableFileError(`no ${name} in this OFD file`);
  let found: string | null = null;
  let open = false;
  parseXml(part, name, {
    open(tag) {
      if (tag === element && found === null) {
        open = true;
        found = '';
      }
    },
    text(text) {
      if (open) found += text;
    },
    close(tag) {
      if (tag === element) open = false;
    },
  });
  if (found === null || found === '') throw new UnreadableFileError(`no ${element} in ${name} of this OFD file`);
  return (found as string).trim();
}

function pageParts(archive: Archive, document: string): string[] {
  const part = archive.read(document);
  if (!part) throw new UnreadableFileError(`no ${document} in this OFD file`);
  const parts: string[] = [];
  let inPages = false;
  parseXml(part, document, {
    open(name, attributes) {
      if (name === 'Pages') inPages = true;
      const location = attributes.get('BaseLoc');
      if (inPages && name === 'Page' && location) parts.push(pathIn(document, location));
    },
    text() {},
    close(name) {
      if (name === 'Pages') inPages = false;
    },
  });
  return parts;
}

interface TextObject {
  left: number;
  top: number;
  size: number;
  /** a b c d e f: from the object's own coordinates to those of its box. */
  matrix: readonly number[];
  /** Where the next character stands when its code does not say. */
  x: number;
  y: number;
}

function numbersIn(value: string | undefined): number[] {
  return (value ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
}

/** “g 3 5.5 2” are three steps of 5.5 and one of 2. */
function stepsIn(value: string | undefined): number[] {
  const parts = (value ?? '').split(/\s+/).filter((part) => part !== '');
  const steps: number[] = [];
  for (let i = 0; i < parts.length && steps.length < LIMITS.textLength; i += 1) {
    if (parts[i] !== 'g') {
      steps.push(Number(parts[i]) || 0);
      continue;
    }
    const count = Math.min(Number(parts[i + 1]) || 0, 10_000);
    const step = Number(parts[i + 2]) || 0;
    for (let n = 0; n < count; n += 1) steps.push(step);
    i += 2;
  }
  return steps;
}

const IDENTITY = [1, 0, 0, 1, 0, 0];

function readPage(part: Uint8Array, name: string): PageText {
  const items: PlacedText[] = [];
  let height = 297;
  let inBox = false;
  let boxText = '';
  let object: TextObject | null = null;
  let code: { text: string; steps: number[] } | null = null;
  parseXml(part, name, {
    open(tag, attributes) {
      if (tag === 'PhysicalBox') {
        inBox = true;
        boxText = '';
      } else if (tag === 'TextObject') {
        const [left = 0, top = 0] = numbersIn(attributes.get('Boundary'));
        const matrix = numbersIn(attributes.get('CTM'));
        const size = Number(attributes.get('Size')) || 4;
        object = { left, top, size, matrix: matrix.length === 6 ? matrix : IDENTITY, x: 0, y: 0 };
      } else if (tag === 'TextCode' && object) {
        object.x = Number(attributes.get('X') ?? object.x) || 0;
        object.y = Number(attributes.get('Y') ?? object.y) || 0;
        code = { text: '', steps: stepsIn(attributes.get('DeltaX')) };
      }
    },
    text(text) {
      if (inBox) boxText += text;
      else if (code) code.text += text;
    },
    close(tag) {
      if (tag === 'PhysicalBox') {
        inBox = false;
        height = numbersIn(boxText)[3] || height;
      } else if (tag === 'TextCode' && object && code) {
        if (items.length > LIMITS.tableCells) throw new UnreadableFileError('too many pieces of text on a page');
        items.push(placed(object, code, height));
        code = null;
      } else if (tag === 'TextObject') object = null;
    },
  });
  return { height: height * POINTS, items };
}

/** The layout of pages counts in points, as PDF does, and its y upwards. */
const POINTS = 72 / 25.4;

function placed(object: TextObject, { text, steps }: { text: string; steps: number[] }, height: number): PlacedText {
  const [a, b, c, d, e, f] = object.matrix as [number, number, number, number, number, number];
  const x = object.left + a * object.x + c * object.y + e;
  const y = object.top + b * object.x + d * object.y + f;
  const size = object.size * (Math.hypot(c, d) || 1);
  const last = [...text].at(-1) ?? '';
  const lastWidth = object.size * (/[\u0000-\u00ff]/.test(last) ? 0.5 : 1);
  const run = steps.length > 0 ? steps.reduce((sum, step) => sum + step, 0) : object.size * ([...text].length - 1);
  return {
    text,
    x: x * POINTS,
    y: (height - y) * POINTS,
    width: (run + lastWidth) * (Math.hypot(a, b) || 1) * POINTS,
    height: size * POINTS,
  };
}
