import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { addPerson, FINANCE, insertSampleOrgans, PASSWORD } from '../testing/office.ts';
import { BreachListError, isBreached } from './breach-list.ts';
import { hashPassword, isOutdatedHash, verifyPassword } from './hash.ts';
import { makeUpPassword } from './make-up.ts';
import { passwordFault } from './policy.ts';
import { checkPassword } from './store.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

describe('a list of breached passwords', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gongkai-breach-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('finds each of its passwords and no other, whatever its length and line ends', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string(), { maxLength: 60 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (all, end, isClosed) => {
          const listed = all.slice(0, all.length >> 1);
          const lines = listed.map((password, i) => sha1(password) + (i % 2 ? '' : `:${i + 1}`)).sort();
          const path = file(`${made++}.txt`);
          writeFileSync(path, lines.join(end) + (isClosed && lines.length > 0 ? end : ''));
          for (const password of all) expect(await isBreached(path, password)).toBe(listed.includes(password));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of another form or missing is an error, not a pass', async () => {
    writeFileSync(file('plain.txt'), 'password\n123456\n');
    await expect(isBreached(file('plain.txt'), 'x')).rejects.toThrow(BreachListError);
    await expect(isBreached(file('none.txt'), 'x')).rejects.toThrow('cannot be read');
  });

  it('is asked when the settings name one', async () => {
    writeFileSync(file('list.txt'), `${sha1('correct horse battery')}:7\n`);
    const owner = { signInName: 'li', fullName: '示例' };
    expect(await passwordFault('correct horse battery', owner, { breachList: file('list.txt') })).toContain('泄露');
    expect(await passwordFault('correct horse staple', owner, { breachList: file('list.txt') })).toBeUndefined();
  });
});

describe('a password', () => {
  const owner = { signInName: 'zhangsan', fullName: '张三丰' };

  it.each([
    ['短密码', '至少需要12个字符'],
    ['x'.repeat(129), '不能超过128'],
    ['aaaaaaaaaaaaaaaa', '过于简单'],
    ['abababababababab', '过于简单'],
    ['abcdefghijklmnop', '过于简单'],
    ['9876543210987', '过于简单'],
    ['1qaz2wsx3edc4rfv', '过于简单'],
    ['my-ZhangSan-2022', '登录名或者姓名'],
    ['张三丰的第一个密码真不错', '登录名或者姓名'],
  ])('%s is refused', async (password, why) => {
    expect(await passwordFault(password, owner)).toContain(why);
  });

  it.each(['correct horse battery', PASSWORD, '密密密码甲乙丙丁戊己庚辛'])(
    '%s is taken: no rule of composition',
    async (password) => {
      expect(await passwordFault(password, owner)).toBeUndefined();
    },
  );

  it('made up for somebody is good, and never the same', async () => {
    const made = Array.from({ length: 200 }, makeUpPassword);
    expect(new Set(made).size).toBe(200);
    for (const password of made.slice(0, 20)) expect(await passwordFault(password, owner)).toBeUndefined();
  });

  it('is the same however the keyboard composes it, and kept as argon2id', async () => {
    const stored = await hashPassword('ｆｕｌｌ－ｗｉｄｔｈ é 密码');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, 'full-width e\u0301 密码')).toBe(true);
    expect(await verifyPassword(stored, 'full-width e 密码')).toBe(false);
  });
});

describe('a stored password', () => {
  const open = withTestDatabases();

  it('made at a lower cost is renewed when its owner signs in', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    const { person } = await addPerson(db, 'li', FINANCE, ['clerk']);
    const old = await hash(PASSWORD, { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await db.updateTable('person_password').set({ hash: old }).execute();
    const stored = async () => (await db.selectFrom('person_password').select('hash').executeTakeFirstOrThrow()).hash;
    const now = new Date('2022-09-28T01:00:00Z');
    expect(isOutdatedHash(old)).toBe(true);
    expect(await checkPassword(db, person.id, 'wrong', now)).toEqual({ ok: false });
    expect(await stored()).toBe(old);
    expect(await checkPassword(db, person.id, PASSWORD, now)).toEqual({ ok: true, mustChange: false });
    expect(isOutdatedHash(await stored())).toBe(false);
    expect(await checkPassword(db, person.id, PASSWORD, now)).toEqual({ ok: true, mustChange: false });
  });

  it('grows old only where the settings say so', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    const { person } = await addPerson(db, 'li', FINANCE, ['clerk'], new Date('2020-01-01T00:00:00Z'));
    const now = new Date('2022-09-28T01:00:00Z');
    expect(await checkPassword(db, person.id, PASSWORD, now)).toMatchObject({ mustChange: false });
    expect(await checkPassword(db, person.id, PASSWORD, now, 365)).toMatchObject({ mustChange: true });
  });
});
