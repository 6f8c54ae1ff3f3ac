import { cleanLine, type FieldFault, lengthOf } from './form.ts';

export const accountNameLimits = { least: 4, most: 30 } as const;

/** Width and case make no difference, as for the names of the office. */
export function readAccountName(typed: string): string {
  return cleanLine(typed.normalize('NFKC')).toLowerCase();
}

/** Why a name can't be an account's; none when it can. Nothing of the person's is asked for. */
export function accountNameFaults(name: string): FieldFault[] {
  const { least, most } = accountNameLimits;
  const fault = (message: string): FieldFault[] => [{ name: 'name', message }];
  if (name === '') return fault('请填写登录名');
  if (lengthOf(name) < least || lengthOf(name) > most) return fault(`登录名需要${least}至${most}个字`);
  if (!/^[\p{Script=Han}a-z0-9._@-]+$/u.test(name)) return fault('登录名只能用汉字、字母、数字和 . _ - @');
  return [];
}
