import { expect, it } from 'vitest';
import { accountNameFaults, readAccountName } from './account-name.ts';

it.each([
  ['  Lin.Mou ', 'lin.mou'],
  ['ＬＩＮ２０２６', 'lin2026'],
  ['林某某的账户', '林某某的账户'],
])('reads %s as %s', (typed, name) => {
  expect(readAccountName(typed)).toBe(name);
  expect(accountNameFaults(name)).toEqual([]);
});

it.each([
  ['', '请填写登录名'],
  ['lin', '登录名需要4至30个字'],
  ['a'.repeat(31), '登录名需要4至30个字'],
  ['林 某某某', '登录名只能用汉字、字母、数字和 . _ - @'],
  ['<script>', '登录名只能用汉字、字母、数字和 . _ - @'],
])('refuses “%s”', (name, message) => {
  expect(accountNameFaults(name).map((fault) => fault.message)).toEqual([message]);
});
