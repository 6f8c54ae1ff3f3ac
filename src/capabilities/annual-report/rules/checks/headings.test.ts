import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PART_NUMERALS, PART_TITLES } from '../form.ts';
import { findSections } from '../reading/sections.ts';
import { checkHeadings } from './headings.ts';

const heading = (part: number, title: string = PART_TITLES[part]!): string => `${PART_NUMERALS[part]}、${title}`;
const report = (part: number, title: string): string =>
  PART_TITLES.map((_, index) => `${index === part ? heading(part, title) : heading(index)}\n本年度有若干数据。\n`).join(
    '',
  );

function check(text: string) {
  return checkHeadings(findSections(text), text);
}

describe('titles of the parts', () => {
  test('one character too many, quoted with its neighbours', () => {
    const text = report(3, '政府信息公开行政法复议、行政诉讼情况');
    const [finding, ...rest] = check(text);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'text.spelling', actual: '行政法复议', expected: '行政复议' });
    const where = finding!.where as { start: number; end: number; section: number };
    expect(where.section).toBe(4);
    expect(text.slice(where.start, where.end)).toBe('行政法复议');
  });

  test('any character of any title exchanged, lost or added is found, and the six parts with it', () => {
    const slips = fc.record({
      part: fc.nat({ max: 5 }),
      at: fc.nat({ max: 40 }),
      kind: fc.constantFrom('exchange', 'lose', 'add'),
    });
    fc.assert(
      fc.property(slips, ({ part, at, kind }) => {
        const title = PART_TITLES[part]!;
        const place = at % title.length;
        fc.pre(!/[的和与及要其他工作各、]/.test(title[place]!));
        const printed =
          title.slice(0, place) + (kind === 'lose' ? '' : '犇') + title.slice(kind === 'add' ? place : place + 1);
        const text = report(part, printed);
        expect(findSections(text).map((section) => section.part)).toEqual([1, 2, 3, 4, 5, 6]);
        expect(check(text)).toHaveLength(1);
      }),
    );
  });

  test.each([
    [0, '总体情况'],
    [2, '收到和处理政府信息公开申请情况'],
    [3, '因政府信息公开工作被申请行政复议、提起行政诉讼情况'],
    [3, '政府信息公开行政复议和行政诉讼情况'],
    [4, '政府信息公开工作存在的主要问题及改进情况'],
    [4, '存在的主要问题和改进情况'],
    [5, '其他需要报告事项'],
  ])('part %i as “%s” is only another wording', (part, title) => {
    expect(check(report(part, title))).toEqual([]);
  });
});
