import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/calendar/index.ts';
import { type Block, type TypesetDocument, typesetOfd } from './index.ts';
import { layOutOfd } from './ofd-layout.ts';
import { breakLines, widthOf } from './ofd-lines.ts';
import { AREA, PAGE } from './ofd-page.ts';

function official(...blocks: Block[]): TypesetDocument {
  return { title: '示例答复书', organ: '示例市人民政府', date: plainDate('2025-03-05'), blocks };
}
const said = (document: TypesetDocument): string =>
  layOutOfd(document)
    .flatMap(({ texts }) => texts.map(({ text }) => text))
    .join('');

describe('OFD from the model of the PDF', () => {
  test('22 lines of 28 characters fill a page exactly', () => {
    const full = '一'.repeat(28 * 22);
    const body = (text: string): Block => ({ kind: 'paragraph', runs: [text], indent: false });
    expect(layOutOfd(official(body(full)))).toHaveLength(1);
    expect(layOutOfd(official(body(`${full}二`)))).toHaveLength(2);
  });

  test('every kind of block is there, within the page', () => {
    const document = official(
      { kind: 'masthead', organ: '示例市人民政府', number: '示政〔2025〕3号' },
      { kind: 'title', lines: ['示例市人民政府', '关于某事的答复'] },
      { kind: 'number', text: '〔2025〕第7号—告' },
      { kind: 'addressee', text: '张某：' },
      { kind: 'heading', level: 2, text: '（一）办理情况' },
      { kind: 'paragraph', runs: [{ text: '一是粗体。', strong: true }, '其余为正文。'] },
      { kind: 'annexes', titles: ['清单', '说明'] },
      { kind: 'signature', organ: '示例市人民政府', date: '2025年3月5日' },
      { kind: 'note', text: '联系人：李某' },
      { kind: 'page-break' },
      { kind: 'gap', lines: 2 },
      { kind: 'paragraph', runs: ['第三页'] },
    );
    const text = said(document);
    for (const words of [
      '示例市人民政府文件',
      '关于某事的答复',
      '第7号',
      '张某：',
      '办理情况',
      '一是粗体。',
      '其余为正文。',
    ])
      expect(text).toContain(words);
    for (const words of ['附件：1.清单', '2.说明', '2025年3月5日', '（联系人：李某）', '第三页', '— 3 —'])
      expect(text).toContain(words);
    const pages = layOutOfd(document);
    expect(pages).toHaveLength(3);
    for (const placed of pages.flatMap(({ texts }) => texts)) {
      const right = placed.left + placed.advances.reduce((sum, one) => sum + one, 0) + placed.size;
      expect(placed.left).toBeGreaterThanOrEqual(AREA.left - 0.01);
      expect(right).toBeLessThanOrEqual(PAGE.width);
      expect(placed.top + placed.size).toBeLessThanOrEqual(PAGE.height);
    }
  });

  test('a table over pages repeats its head and says every cell once; merged cells keep their words', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [{ text: `行${i}号` }, { text: `${i * 7}` }]);
    const document = official({
      kind: 'table',
      columns: [1, 2, 2],
      head: [[{ text: '表头甲' }, { text: '表头乙' }, { text: '表头丙' }]],
      body: rows.map((row, index) => (index === 0 ? [{ text: '合并', rows: 60 }, ...row] : row)),
      rowHeight: 9,
    });
    const pages = layOutOfd(document);
    expect(pages.length).toBeGreaterThan(2);
    for (const { texts } of pages) expect(texts.map(({ text }) => text)).toContain('表头甲');
    const text = pages.flatMap(({ texts }) => texts.map(({ text }) => text));
    for (const [label] of rows) expect(text.filter((one) => one === label!.text)).toHaveLength(1);
    expect(text.filter((one) => one === '合并')).toHaveLength(1);
  });

  test('lines lose no character, fit, and neither begin with a closing nor end with an opening mark', () => {
    const character = fc.constantFrom(...'政府信息公开，。、；（）“”《》2025件%a/ ');
    fc.assert(
      fc.property(fc.array(character, { maxLength: 200 }), fc.integer({ min: 6, max: 28 }), (characters, count) => {
        const text = characters.join('');
        const lines = breakLines(text, { width: count * 5, size: 5, justify: true });
        expect(
          lines
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line.text, 5)).toBeLessThanOrEqual(count * 5 + 1e-6);
      }),
    );
    const [first, second] = breakLines('一二三四五（六七八九十）。', { width: 30, size: 5 });
    expect([first!.text, second!.text]).toEqual(['一二三四五', '（六七八九']);
    expect(breakLines('一二三四五六，七', { width: 30, size: 5 }).map(({ text }) => text)).toEqual([
      '一二三四五',
      '六，七',
    ]);
  });

  test('the package is complete: every part that is named is there, words are text and never mark-up', async () => {
    const parts = unzipSync(await typesetOfd(official({ kind: 'paragraph', runs: ['<b>&"一\u0007二'] })));
    expect(Object.keys(parts).sort()).toEqual([
      'Doc_0/Document.xml',
      'Doc_0/Pages/Page_0/Content.xml',
      'Doc_0/PublicRes.xml',
      'OFD.xml',
    ]);
    const root = strFromU8(parts['OFD.xml']!);
    expect(root).toContain('<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>');
    expect(root).toContain('<ofd:CreationDate>2025-03-05</ofd:CreationDate>');
    expect(strFromU8(parts['Doc_0/Pages/Page_0/Content.xml']!)).toContain('&lt;b&gt;&amp;&quot;一二');
  });
});
