import { isBreached } from './breach-list.ts';

export interface PasswordPolicy {
  /** Characters at least; 12 by default. */
  readonly minimumLength?: number;
  /** File of breached passwords; see breach-list.ts. */
  readonly breachList?: string;
  /** Days after which a password must be changed. Left out, as NIST SP 800-63B advises: never without cause. */
  readonly maximumAgeDays?: number;
}

const LONGEST = 128;
/** Characters a password has at least, where nothing else is set. */
export const LEAST_PASSWORD = 12;
const LEAST_DIFFERENT = 5;

/** Why a password may not be used, in Chinese, or undefined. No rules of composition: length and rarity are what counts. */
export async function passwordFault(
  password: string,
  owner: { signInName: string; fullName: string },
  policy: PasswordPolicy = {},
): Promise<string | undefined> {
  const minimum = policy.minimumLength ?? LEAST_PASSWORD;
  const characters = [...password.normalize('NFKC')];
  if (characters.length < minimum) return `密码至少需要${minimum}个字符`;
  if (characters.length > LONGEST) return `密码不能超过${LONGEST}个字符`;
  const lower = characters.join('').toLowerCase();
  if (lower.includes(owner.signInName) || (owner.fullName.length > 1 && lower.includes(owner.fullName.toLowerCase())))
    return '密码不能包含登录名或者姓名';
  if (new Set(characters).size < LEAST_DIFFERENT || isRun(lower)) return '密码过于简单，请换一个不易猜到的密码';
  if (policy.breachList !== undefined && (await isBreached(policy.breachList, password)))
    return '该密码已经出现在泄露的密码清单中，请换一个';
  return undefined;
}

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];

/** One run of the alphabet, the digits or the keyboard, forwards or backwards. */
function isRun(lower: string): boolean {
  const reversed = [...lower].reverse().join('');
  return RUNS.some((run) => run.includes(lower) || run.includes(reversed));
}
