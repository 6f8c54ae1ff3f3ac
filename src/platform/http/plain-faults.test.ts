import { expect, it } from 'vitest';
import { z } from 'zod';
import { plainFault } from './plain-faults.ts';

const day = z.iso.date();
const cases: readonly [string, z.ZodType, unknown, string][] = [
  ['a text that is missing', z.object({ a: z.string() }), {}, '请填写'],
  ['a text that is empty', z.string().min(1), '', '请填写'],
  ['a text that is short', z.string().min(4), '甲', '不能少于4个字'],
  ['a text that is long', z.string().max(3), '甲乙丙丁', '不能超过3个字'],
  ['a number for a text', z.string(), 5, '应当填写文字'],
  ['a text for a number', z.number(), '五', '应当填写数字'],
  ['a part for a whole number', z.int(), 1.5, '应当填写整数'],
  ['what is not a number', z.coerce.number(), 'x', '应当填写数字'],
  ['a number below the least', z.number().min(0), -1, '不能小于0'],
  ['nothing for something', z.number().positive(), 0, '应当大于0'],
  ['a list without anything', z.array(z.string()).min(1), [], '请至少选择一项'],
  ['a list that is missing', z.object({ a: z.array(z.string()) }), {}, '请至少选择一项'],
  ['a list that is long', z.array(z.string()).max(1), ['甲', '乙'], '不能超过1项'],
  ['a choice that is missing', z.object({ a: z.enum(['甲', '乙']) }), {}, '请选择'],
  ['a choice nobody gave', z.enum(['甲', '乙']), '丙', '请从给出的选项中选择'],
  ['a day that is none', day, '2026-02-30', '请按2026-01-31的样式填写日期'],
  ['an address that is none', z.email(), 'x', '电子邮箱的格式不正确'],
  ['a key nobody knows', z.strictObject({ a: z.string() }), { a: '甲', b: 1 }, '有多余的内容：b'],
  [
    'none of several shapes',
    z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    { c: 1 },
    '内容不符合要求',
  ],
  ['a message of the schema’s own', z.string().min(1, '请填写标题'), '', '请填写标题'],
];

it.each(cases)('says %s in plain words', (_, schema, input, message) => {
  const { error } = schema.safeParse(input, { error: plainFault });
  expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
});
