import { describe, expect, test } from 'vitest';
import { layOutPages, type PlacedText } from './page-layout.ts';

const LEFT = 60;
const RIGHT = 320;
const SIZE = 12;

function place(text: string, x: number, y: number): PlacedText {
  return { text, x, y, width: text.length * SIZE, height: SIZE };
}
function textOf(items: PlacedText[]): string {
  return layOutPages([{ height: 842, items }])
    .map((block) => (block.kind === 'paragraph' ? block.text : block.rows.flat().map(({ text }) => text)))
    .join('');
}
const sentence = '全区共收到政府信息公开申请二十件，均在规定期限内答复，没有超期的情形。'.repeat(5);
const linesOf = (text: string): string[] => text.match(/.{1,19}/g) ?? [];

describe('pages in two columns', () => {
  test.each([
    ['side by side', 0],
    ['their lines at other heights', 7],
  ])('%s: the left column is read before the right one', (_name, shift) => {
    const left = linesOf(sentence);
    const right = linesOf(sentence.replaceAll('二十', '三十'));
    const items = [
      place('甲区人民政府二〇二三年政府信息公开工作年度报告摘要全文刊登于本期公报', 80, 780),
      ...left.map((line, index) => place(line, LEFT, 740 - index * 18)),
      ...right.map((line, index) => place(line, RIGHT, 740 - shift - index * 18)),
    ];
    expect(textOf(items)).toBe(`${items[0]!.text}${left.join('')}${right.join('')}`);
  });

  test('rows of a table stay rows', () => {
    const rows = Array.from({ length: 8 }, (_, index) => [
      place(`${index + 1}.属于国家秘密的`, LEFT, 700 - index * 20),
      ...[260, 300, 340, 380, 420, 460, 500].map((x, column) => place(String(column), x, 700 - index * 20)),
    ]);
    const blocks = layOutPages([{ height: 842, items: rows.flat() }]);
    expect(blocks).toHaveLength(8);
    for (const block of blocks) expect(block.kind === 'grid' && block.rows[0]).toHaveLength(8);
  });
});
