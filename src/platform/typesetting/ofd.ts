/**
 * OFD (GB/T 33190-2016) from the model of the PDF and the Word file. An experiment: laid out by our own arithmetic and
 * not by the typesetter, without signature and without PDF/A's tags.
 */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { mapTexts, printable, type TypesetDocument } from './document.ts';
import { type Face, type LaidOutPage, layOutOfd, type PlacedText } from './ofd-layout.ts';
import { PAGE } from './ofd-page.ts';

const SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Families as offices have them; a reader takes its own where one is missing, at the places given here. */
const FAMILIES: Readonly<Record<Face, string>> = {
  fangsong: '仿宋_GB2312',
  song: '宋体',
  hei: '黑体',
  kai: '楷体_GB2312',
  xiaobiaosong: '方正小标宋简体',
};
const FACES = Object.keys(FAMILIES) as Face[];
/** Share of the size from the top of a character to its baseline. */
const ASCENT = 0.88;

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const length = (value: number): string => String(Number(value.toFixed(3)));

/** “5.556 5.556 5.556” as “g 3 5.556”, as the standard shortens equal steps. */
function deltas(advances: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < advances.length; ) {
    const value = length(advances[i]!);
    let count = 1;
    while (i + count < advances.length && length(advances[i + count]!) === value) count += 1;
    parts.push(count > 2 ? `g ${count} ${value}` : Array.from({ length: count }, () => value).join(' '));
    i += count;
  }
  return parts.join(' ');
}

class Numbers {
  last = 0;
  next(): number {
    this.last += 1;
    return this.last;
  }
}

function textObject(placed: PlacedText, numbers: Numbers, fonts: ReadonlyMap<Face, number>): string {
  const { text, left, top, size, face, bold, advances } = placed;
  const width = advances.reduce((sum, advance) => sum + advance, 0) + size;
  const boundary = [left, top, width, size * 1.2].map(length).join(' ');
  const delta = advances.length > 0 ? ` DeltaX="${deltas(advances)}"` : '';
  return `<ofd:TextObject ID="${numbers.next()}" Boundary="${boundary}" Font="${fonts.get(face)}" Size="${length(size)}"${bold ? ' Weight="700"' : ''}><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="${length(size * ASCENT)}"${delta}>${escapeXml(text)}</ofd:TextCode></ofd:TextObject>`;
}

function contentOf(page: LaidOutPage, numbers: Numbers, fonts: ReadonlyMap<Face, number>): string {
  const path = page.rules
    .map(({ fromX, fromY, toX, toY }) => `M ${length(fromX)} ${length(fromY)} L ${length(toX)} ${length(toY)}`)
    .join(' ');
  const lines =
    path === ''
      ? ''
      : `<ofd:PathObject ID="${numbers.next()}" Boundary="0 0 ${PAGE.width} ${PAGE.height}" LineWidth="0.212"><ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>${path}</ofd:AbbreviatedData></ofd:PathObject>`;
  const layer = numbers.next();
  const texts = page.texts.map((text) => textObject(text, numbers, fonts)).join('');
  return `${DECLARATION}<ofd:Page ${SPACE}><ofd:Area><ofd:PhysicalBox>0 0 ${PAGE.width} ${PAGE.height}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="${layer}" Type="Body">${lines}${texts}</ofd:Layer></ofd:Content></ofd:Page>`;
}

/** An identifier of 32 hexadecimal digits that follows from the document, so that the same document gives the same file. */
async function identifierOf(document: TypesetDocument): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(document)));
  return Buffer.from(digest).toString('hex').slice(0, 32);
}

/** The document as OFD with real text, its tables drawn. Fonts are named and not embedded. */
export async function typesetOfd(document: TypesetDocument): Promise<Uint8Array> {
  const clean = mapTexts(document, printable);
  const numbers = new Numbers();
  const fonts = new Map(FACES.map((face) => [face, numbers.next()]));
  const pages = layOutOfd(clean).map((page) => ({ id: numbers.next(), content: contentOf(page, numbers, fonts) }));
  const created = clean.date ? `<ofd:CreationDate>${clean.date}</ofd:CreationDate>` : '';
  const files: Record<string, string> = {
    'OFD.xml': `${DECLARATION}<ofd:OFD ${SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>${await identifierOf(clean)}</ofd:DocID><ofd:Title>${escapeXml(clean.title)}</ofd:Title><ofd:Author>${escapeXml(clean.organ)}</ofd:Author>${created}<ofd:Creator>Gongkai</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `${DECLARATION}<ofd:Document ${SPACE}><ofd:CommonData><ofd:MaxUnitID>${numbers.last}</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 ${PAGE.width} ${PAGE.height}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>${pages.map(({ id }, index) => `<ofd:Page ID="${id}" BaseLoc="Pages/Page_${index}/Content.xml"/>`).join('')}</ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `${DECLARATION}<ofd:Res ${SPACE} BaseLoc="Res"><ofd:Fonts>${FACES.map((face) => `<ofd:Font ID="${fonts.get(face)}" FontName="${FAMILIES[face]}" FamilyName="${FAMILIES[face]}"/>`).join('')}</ofd:Fonts></ofd:Res>`,
  };
  for (const [index, { content }] of pages.entries()) files[`Doc_0/Pages/Page_${index}/Content.xml`] = content;
  // One time for all parts, so that the same document gives the same bytes.
  const mtime = new Date('2000-01-01T00:00:00');
  const parts: Zippable = {};
  for (const [name, content] of Object.entries(files)) parts[name] = [strToU8(content), { level: 6, mtime }];
  return zipSync(parts);
}
