import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALIKE, SAME, similarity } from './compare.ts';

describe('two requests', () => {
  it.each([
    ['申请公开2021年度部门预算执行情况', '请依法公开2021年度部门预算的执行情况。', SAME, 1],
    ['新碶街道拆迁补偿方案及补偿标准', '新碶街道房屋拆迁补偿标准、补偿方案', ALIKE, 1],
    ['新碶街道拆迁补偿方案及补偿标准', '2021年度部门预算执行情况', 0, ALIKE],
    ['根据《中华人民共和国政府信息公开条例》申请公开', '根据《中华人民共和国政府信息公开条例》请求获取', 0, ALIKE],
    ['2021年度部门预算执行情况', '2019年度招录名单', 0, ALIKE],
    ['', '', 0, 0.01],
  ])('“%s” and “%s” are as alike as they read', (a, b, least, most) => {
    const found = similarity(a, b);
    expect(found).toBeGreaterThanOrEqual(least);
    expect(found).toBeLessThanOrEqual(most);
  });

  it('are alike in either order, and each is itself', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'预算执行情况拆迁补偿方案2021，。'),
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(similarity(a, b)).toBe(similarity(b, a));
        expect(similarity(a, b)).toBeLessThanOrEqual(1);
        if (similarity(a, a) > 0) expect(similarity(a, a)).toBe(1);
      }),
    );
  });
});
