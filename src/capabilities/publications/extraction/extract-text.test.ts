import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Document, Packer, Paragraph } from 'docx';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesetPdf } from '../../../platform/typesetting/index.ts';
import { extractText } from './extract-text.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SENTENCE = '人才公寓的配租工作由住房保障部门负责。';

let pdf: Uint8Array;
let picture: Uint8Array;

/** A PDF of one page that is nothing but a picture. */
function scanOf(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
    '<< /Length 31 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q   \nendstream',
  ];
  const image = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`;
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const size = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [i, object] of objects.entries()) {
    offsets.push(size());
    parts.push(Buffer.from(`${i + 1} 0 obj\n${object}\nendobj\n`));
  }
  offsets.push(size());
  parts.push(Buffer.from(`5 0 obj\n${image}`), Buffer.from(jpeg), Buffer.from('\nendstream\nendobj\n'));
  const start = size();
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

let scan: Uint8Array;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-extraction-'));
  pdf = (await typesetPdf({ title: '通知', organ: '测试局', blocks: [{ kind: 'paragraph', runs: [SENTENCE] }] })).pdf;
  writeFileSync(join(folder, 'page.pdf'), pdf);
  const render = (format: string): Uint8Array => {
    execFileSync('pdftoppm', [
      '-r',
      '200',
      '-gray',
      '-singlefile',
      `-${format}`,
      join(folder, 'page.pdf'),
      join(folder, 'page'),
    ]);
    return readFileSync(join(folder, format === 'png' ? 'page.png' : 'page.jpg'));
  };
  picture = render('png');
  const jpeg = render('jpeg');
  const header = Buffer.from(picture);
  scan = scanOf(jpeg, header.readUInt32BE(16), header.readUInt32BE(20));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the text of', () => {
  it('a PDF', async () => {
    const { state, text, note } = await extractText({ fileName: 'a.pdf', mediaType: 'application/pdf', bytes: pdf });
    expect({ state, note }).toEqual({ state: 'read', note: null });
    expect(text.replace(/\s/g, '')).toContain(SENTENCE);
  });

  it('a DOCX', async () => {
    const bytes = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(SENTENCE)] }] }));
    expect((await extractText({ fileName: 'a.docx', mediaType: DOCX, bytes })).text).toContain(SENTENCE);
  });

  it('a workbook, sheet by sheet', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '配租',
          rows: [
            ['街道', '户数'],
            ['新碶', 12],
          ],
        },
      ],
    });
    const { text } = await extractText({ fileName: 'a.xlsx', mediaType: XLSX, bytes });
    expect(text).toBe('配租\n街道\t户数\n新碶\t12\f');
  });

  it.each([
    ['UTF-8', Buffer.from(SENTENCE)],
    ['GB 18030', Buffer.from([0xc8, 0xcb, 0xb2, 0xc5, 0xb9, 0xab, 0xd4, 0xa2])],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${SENTENCE}`, 'utf16le')],
  ])('a text file in %s', async (_, bytes) => {
    const { text } = await extractText({ fileName: 'a.txt', mediaType: 'text/plain; charset=utf-8', bytes });
    expect(text).toContain('人才公寓');
  });

  it('a scan, when it is asked for', async () => {
    const file = { fileName: 'scan.pdf', mediaType: 'application/pdf', bytes: scan };
    const unrecognised = await extractText(file);
    expect(unrecognised).toMatchObject({ state: 'scan', text: '' });
    expect(unrecognised.note).toContain('扫描件');
    const { state, text, note } = await extractText(file, { recognise: true });
    expect(state).toBe('recognised');
    expect(note).toContain('可能有误');
    expect(text).toMatch(/公寓.{0,6}配租/u);
  });

  it('a picture of a page', async () => {
    const file = { fileName: 'page.png', mediaType: 'image/png', bytes: picture };
    expect((await extractText(file, { recognise: true })).text).toContain('住房保障');
  });
});

/** A ZIP whose one part unpacks to `megabytes` of blanks. */
function swollenDocx(megabytes: number): Uint8Array {
  const name = Buffer.from('word/document.xml');
  const content = Buffer.alloc(megabytes * 2 ** 20, ' ');
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

describe('a file that cannot be read is named, and the program goes on', () => {
  it.each([
    ['a PDF cut off', 'application/pdf', () => pdf.slice(0, 2_000)],
    ['no PDF at all', 'application/pdf', () => Buffer.from('<html>')],
    ['a DOCX cut off', DOCX, () => Buffer.from('PK\u0003\u0004 half of it')],
    ['a workbook of noise', XLSX, () => Buffer.from('noise')],
    ['a text in no known encoding', 'text/plain', () => Buffer.from([0xff, 0xff, 0x80, 0x81, 0xff])],
  ])('%s', async (_, mediaType, bytes) => {
    const result = await extractText({ fileName: '附件一', mediaType, bytes: bytes() });
    expect(result).toMatchObject({ state: 'failed', text: '' });
    expect(result.note).toContain('《附件一》');
  });

  it('one that takes more memory or time than it may', async () => {
    const file = { fileName: '附件二', mediaType: DOCX, bytes: swollenDocx(300) };
    const result = await extractText(file, { megabytes: 32, seconds: 20 });
    expect(result.state).toBe('failed');
    expect((await extractText({ ...file, bytes: swollenDocx(40) }, { seconds: 0.001 })).note).toContain('没有读完');
  });

  it('a kind that has no text', async () => {
    const file = { fileName: 'a.zip', mediaType: 'application/zip', bytes: Buffer.from('PK') };
    expect(await extractText(file)).toEqual({ state: 'none', text: '', note: null });
  });
});
