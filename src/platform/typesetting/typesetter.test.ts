import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/calendar/index.ts';
import {
  type Block,
  MissingGlyphError,
  type TypesetDocument,
  Typesetter,
  TypesettingError,
  typesetDocx,
} from './index.ts';
import { readPdf } from './testing/pdf-content.ts';

const typesetter = new Typesetter();
afterAll(() => typesetter.close());

function official(...blocks: Block[]): TypesetDocument {
  return {
    title: '示例市示例区人民政府政府信息公开申请答复书',
    organ: '示例市示例区人民政府',
    date: plainDate('2025-03-05'),
    blocks,
  };
}
const sentence = (text: string): Block => ({ kind: 'paragraph', runs: [text] });

describe('page and type of GB/T 9704', () => {
  test('22 lines of 28 characters fill a page exactly', async () => {
    const line = '一'.repeat(28);
    const full = await readPdf(
      (await typesetter.pdf(official({ kind: 'paragraph', runs: [line.repeat(22)], indent: false }))).pdf,
    );
    expect(full.pages).toHaveLength(1);
    const more = await readPdf(
      (await typesetter.pdf(official({ kind: 'paragraph', runs: [`${line.repeat(22)}二`], indent: false }))).pdf,
    );
    expect(more.pages).toHaveLength(2);
    expect(more.pages[1]).toContain('二');
    expect(full.pages[0]!.split('\n').filter((text) => text === line)).toHaveLength(22);
  });

  test('the file is tagged, named, in Chinese, and says that it is PDF/A-2a or PDF/UA-1', async () => {
    const blocks: Block[] = [
      { kind: 'title', lines: ['示例市示例区人民政府', '政府信息公开申请答复书'] },
      { kind: 'heading', level: 1, text: '一、办理情况' },
      sentence('您好。'),
      {
        kind: 'table',
        columns: [1, 1],
        head: [
          [
            { text: '项目', heading: true },
            { text: '数量', heading: true },
          ],
        ],
        body: [[{ text: '甲', rows: 2 }, { text: '1' }], [{ text: '2' }]],
      },
    ];
    const archived = await readPdf((await typesetter.pdf(official(...blocks))).pdf);
    expect(archived.tagged).toBe(true);
    expect(archived.title).toBe('示例市示例区人民政府政府信息公开申请答复书');
    expect(archived.language?.toLowerCase()).toContain('zh');
    expect([...archived.roles]).toEqual(expect.arrayContaining(['H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']));
    expect(archived.metadata).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>A</);
    const accessible = await readPdf((await typesetter.pdf(official(...blocks), { standard: 'ua-1' })).pdf);
    expect(accessible.metadata).toContain('pdfuaid:part');
  });

  test('the head of a long table stands on every page', async () => {
    const body = Array.from({ length: 90 }, (_, i) => [{ text: `第${i + 1}行` }, { text: String(i) }]);
    const { pdf, pages } = await typesetter.pdf(
      official({ kind: 'table', columns: [1, 1], head: [[{ text: '表头甲' }, { text: '表头乙' }]], body }),
    );
    expect(pages).toBeGreaterThan(2);
    for (const page of (await readPdf(pdf)).pages) expect(page).toContain('表头甲');
  });
});

describe('what people write', () => {
  const hostile = [
    '#panic("x")',
    '*粗* _斜_ `码` $x^2$',
    '#include "/etc/passwd"',
    '\\u{202e} \\ ] ) } { ( [',
    '// 注 /* 注 */',
    '@甲 <乙> ~ -- ---',
    '"引号" \'单\'',
    '= 标题',
    '- 项',
    '</w:t>&lt;&#65;',
  ];
  test.each(hostile)('%s is printed as it is, in PDF and Word', async (text) => {
    const document = official(
      sentence(text),
      { kind: 'title', lines: [text] },
      { kind: 'addressee', text: `${text}：` },
    );
    const { joined } = await readPdf((await typesetter.pdf(document)).pdf);
    expect(joined).toContain(text.replace(/\s/g, ''));
    const xml = new TextDecoder().decode(unzipSync(await typesetDocx(document))['word/document.xml']);
    const read = xml
      .replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&');
    expect(read).toContain(text);
  });

  test('control characters, direction overrides and lone surrogates never reach the page', async () => {
    const document = official(sentence('前\u0000\u202e中\u200b\ud800后'));
    const { pdf } = await typesetter.pdf(document, { missing: 'code' });
    expect((await readPdf(pdf)).joined).toMatch(/^前中.*后/);
  });

  test('rare characters of names are printed', async () => {
    const name = '喆堃镕犇垚珺玥昇䶮㛃㵑𬭸𫖯';
    const { pdf, replaced } = await typesetter.pdf(official(sentence(name)), { missing: 'code' });
    const { joined } = await readPdf(pdf);
    for (const character of name) if (!replaced.includes(character)) expect(joined).toContain(character);
    for (const character of '喆堃镕犇垚珺玥昇䶮㛃㵑𬭸𫖯') expect(replaced).not.toContain(character);
  });

  test('a character that no face has is refused by name, or printed as its code: never a box', async () => {
    const document = official(sentence('王\u{2A6D6}与\ue123'));
    const error = await typesetter.pdf(document).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingGlyphError);
    expect((error as MissingGlyphError).characters).toContain('\u{2A6D6}');
    expect((error as MissingGlyphError).message).toContain('U+2A6D6');
    const { pdf, replaced } = await typesetter.pdf(document, { missing: 'code' });
    expect(replaced).toEqual(expect.arrayContaining(['\u{2A6D6}', '\ue123']));
    expect((await readPdf(pdf)).joined).toContain('王〔U+2A6D6〕与〔U+E123〕');
  });
});

describe('the child process', () => {
  test('is replaced after its share of documents, without losing one', async () => {
    const small = new Typesetter({ documentsOfAChild: 3 });
    const results = await Promise.all(Array.from({ length: 7 }, (_, i) => small.pdf(official(sentence(`第${i}件`)))));
    for (const [i, { pdf }] of results.entries()) expect((await readPdf(pdf)).joined).toContain(`第${i}件`);
    expect(small.started).toBe(3);
    small.close();
  });

  test('that dies fails the document at hand and the next one is made by another', async () => {
    const fragile = new Typesetter();
    await fragile.pdf(official(sentence('一')));
    const lost = fragile.pdf(official(sentence('二')));
    process.kill(fragile.processId!, 'SIGKILL');
    await expect(lost).rejects.toThrow(TypesettingError);
    const { pages } = await fragile.pdf(official(sentence('三')));
    expect(pages).toBe(1);
    fragile.close();
    await expect(fragile.pdf(official(sentence('四')))).rejects.toThrow('已关闭');
  });
});
