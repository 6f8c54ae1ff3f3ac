import { expect, test } from 'vitest';
import { pageCode } from './page-code.ts';

const ADDRESS = 'https://www.example.gov.cn/items/3f0c1b52-9d61-4a57-8a1e-0d6f7be21c94';

/** Dark modules of the picture, without the blank margin. */
function modulesOf(svg: string): { size: number; isDark: (row: number, column: number) => boolean } {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)![1]) - 8;
  const dark = new Set<number>();
  for (const [, x, y, strokes] of svg.matchAll(/M(\d+) (\d+)\.5(h\d+(?:m\d+ 0h\d+)*)/g)) {
    let at = Number(x) - 4;
    for (const [, gap, length] of strokes!.matchAll(/(?:m(\d+) 0)?h(\d+)/g)) {
      at += Number(gap ?? 0);
      for (let i = 0; i < Number(length); i++) dark.add((Number(y) - 4) * size + at + i);
      at += Number(length);
    }
  }
  return { size, isDark: (row, column) => dark.has(row * size + column) };
}

test('both places of a code tell readers correction M and the mask it was drawn with', () => {
  const { size, isDark } = modulesOf(pageCode(ADDRESS));
  const beside = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((column) => [8, column]),
    ...[7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8]),
  ];
  const apart = [
    ...Array.from({ length: 7 }, (_, i) => [size - 1 - i, 8]),
    ...Array.from({ length: 8 }, (_, i) => [8, size - 8 + i]),
  ];
  const bits = (places: number[][]) => places.map(([row, column]) => (isDark(row!, column!) ? 1 : 0)).join('');
  // ISO/IEC 18004, Annex C: level M with mask 010.
  expect(bits(beside)).toBe('101111001111100');
  expect(bits(apart)).toBe('101111001111100');
});

test('the address stands in it byte for byte', () => {
  const { size, isDark } = modulesOf(pageCode(ADDRESS));
  // Version 5 with level M: two blocks of 43 data codewords, the bytes of which take turns.
  expect(size).toBe(37);
  const isFunction = (row: number, column: number): boolean =>
    (row < 9 && (column < 9 || column >= size - 8)) ||
    (row >= size - 8 && column < 9) ||
    row === 6 ||
    column === 6 ||
    (Math.abs(row - 30) <= 2 && Math.abs(column - 30) <= 2);
  const bits: number[] = [];
  for (let right = size - 1, isUpward = true; right > 0; right -= 2, isUpward = !isUpward) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++)
      for (const column of [right, right - 1]) {
        const row = isUpward ? size - 1 - i : i;
        // Mask 010 turns every third column over.
        if (!isFunction(row, column)) bits.push(Number(isDark(row, column)) ^ (column % 3 === 0 ? 1 : 0));
      }
  }
  const codewords = Array.from({ length: 86 }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2));
  const data = [0, 1].flatMap((block) => codewords.filter((_, i) => i % 2 === block));
  const stream = data.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  expect(stream.slice(0, 4)).toBe('0100');
  const length = Number.parseInt(stream.slice(4, 12), 2);
  const bytes = Array.from({ length }, (_, i) => Number.parseInt(stream.slice(12 + i * 8, 20 + i * 8), 2));
  expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(ADDRESS);
});
