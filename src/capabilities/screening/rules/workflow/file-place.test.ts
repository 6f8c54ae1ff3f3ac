import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filePlaceLabel, filePlaces } from './file-place.ts';

const label = (fileName: string, text: string, words: string): string | null => {
  const place = filePlaces(fileName, text)(text.indexOf(words));
  return place && filePlaceLabel(place);
};

describe('where in a file something stands', () => {
  test('a page of a PDF', () => {
    const text = '第一页的话\n再一行\f\n第二页的话\f\n';
    expect(label('名单.PDF', text, '再一行')).toBe('第1页');
    expect(label('名单.PDF', text, '第二页')).toBe('第2页');
    expect(label('名单.pdf', '没有页的文本', '没有')).toBeNull();
  });

  test('sheet and cell of a workbook', () => {
    const row = Array.from({ length: 30 }, (_, i) => `格${i}。`).join('\t');
    const text = `名单\n姓名\t电话\n张某\t一三五\f\n汇总\n\n${row}\f`;
    expect(label('a.xlsx', text, '电话')).toBe('工作表“名单”B1单元格');
    expect(label('a.xlsx', text, '一三五')).toBe('工作表“名单”B2单元格');
    expect(label('a.xlsx', text, '汇总')).toBe('工作表“汇总”的名称');
    expect(label('a.xlsx', text, '格25')).toBe('工作表“汇总”Z2单元格');
    expect(label('a.xlsx', text, '格26')).toBe('工作表“汇总”AA2单元格');
  });

  test('a paragraph of a document, empty ones not counted', () => {
    const text = '\n标题\n\n  \n\n第一段\n\n第二段';
    expect(label('a.docx', text, '标题')).toBe('第1段');
    expect(label('a.docx', text, '第二段')).toBe('第3段');
  });

  test('nothing is said of other files', () => expect(label('a.txt', '一句话', '句')).toBeNull());

  test('each cell of any workbook is found under its own name', () => {
    const cell = fc.stringMatching(/^[一-龥a-z]{0,6}$/);
    const sheet = fc.record({
      name: fc.stringMatching(/^[一-龥]{1,5}$/),
      rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(sheet, { minLength: 1, maxLength: 3 }), (sheets) => {
        const text = sheets
          .map(({ name, rows }) => `${name}\n${rows.map((row) => row.join('\t')).join('\n')}\f`)
          .join('\n');
        const placeAt = filePlaces('a.xlsx', text);
        let offset = 0;
        for (const { name, rows } of sheets) {
          offset += name.length + 1;
          for (const [y, row] of rows.entries())
            for (const [x, words] of row.entries()) {
              if (words !== '')
                expect(placeAt(offset)).toEqual({ kind: 'cell', sheet: name, cell: `${'ABCD'[x]}${y + 1}` });
              offset += words.length + 1;
            }
          offset += rows.length === 0 ? 2 : 1;
        }
      }),
    );
  });
});
