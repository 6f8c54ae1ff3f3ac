import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase, withTestDatabases } from '../../../test/support/database.ts';
import { runKeysRotate } from './cli/rotate.ts';
import { createDataKeys, type DataSubject, dataKeyOf, eraseDataKey, findDataKeys } from './data-keys.ts';
import { KeyError, newKeyRing, parseKeyRing, renderKeyRing, withNewKey, writeKeyFile } from './key-ring.ts';
import { maskAddress, maskEmail, maskIdentityNumber, maskPersonName, maskPhone } from './masking.ts';
import { openProtection, Protection } from './protection.ts';
import { KEY_BYTES, seal, suites, UnsealError, unseal } from './suites.ts';
import { openTestProtection } from './testing/protection.ts';

const DIVISION = '330206';
const now = new Date('2022-09-28T01:00:00Z');

describe.each(suites)('%s', (suite) => {
  const key = Buffer.alloc(KEY_BYTES, 7);

  it('opens what it sealed, and seals the same differently each time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, context) => {
        const sealed = seal(suite, key, context, plain);
        expect(new Uint8Array(unseal(key, context, sealed))).toEqual(plain);
        expect(seal(suite, key, context, plain).equals(sealed)).toBe(false);
      }),
    );
  });

  it('opens nothing that was changed in any bit, cut, moved elsewhere or sealed with another key', () => {
    const sealed = seal(suite, key, '["330206","application","a1","applicant-name"]', Buffer.from('张三丰'));
    const context = '["330206","application","a1","applicant-name"]';
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(key, context, changed)).toThrow(UnsealError);
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(key, context, sealed.subarray(0, length))).toThrow(UnsealError);
    expect(() => unseal(key, context.replace('a1', 'a2'), sealed)).toThrow(UnsealError);
    expect(() => unseal(Buffer.alloc(KEY_BYTES, 8), context, sealed)).toThrow(UnsealError);
  });
});

it('SM4 in counter mode is the standard’s cipher (GB/T 32907-2016, appendix A)', async () => {
  const { createCipheriv } = await import('node:crypto');
  const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  const cipher = createCipheriv('sm4-ctr', block, block);
  // The first block of the key stream is the cipher of the counter, which is the standard's example.
  expect(cipher.update(Buffer.alloc(16)).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
});

describe('a key ring', () => {
  it('reads what it wrote', () => {
    const ring = withNewKey(newKeyRing('sm4-hmac-sm3'));
    expect(parseKeyRing(renderKeyRing(ring), 'ring')).toEqual({
      ...ring,
      keys: new Map([...ring.keys].map(([id, bytes]) => [id, Buffer.from(bytes)])),
    });
    expect([ring.active, [...ring.keys.keys()]]).toEqual(['k2', ['k1', 'k2']]);
  });

  it.each([
    ['no JSON', 'x'],
    ['a key too short', JSON.stringify({ ...JSON.parse(renderKeyRing(newKeyRing())), keys: { k1: 'AAAA' } })],
    ['an active key that is missing', renderKeyRing(newKeyRing()).replace('"active": "k1"', '"active": "k9"')],
    ['an unknown suite', renderKeyRing(newKeyRing()).replace('aes-256-gcm', 'rot13')],
  ])('refuses %s and repeats no key', (_name, text) => {
    const keys = text.match(/[A-Za-z0-9+/]{40,}/g) ?? [];
    try {
      parseKeyRing(text, 'keys.json');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(KeyError);
      expect((error as Error).message).toMatch(/^keys\.json: /);
      for (const key of keys) expect((error as Error).message).not.toContain(key);
    }
  });
});

describeOnEachDatabase('data keys', (open) => {
  const subjects: DataSubject[] = ['a1', 'a2', 'a3'].map((id) => ({ divisionCode: DIVISION, kind: 'application', id }));

  it.each(suites)('seal each subject’s data for itself and field by field (%s)', async (suite) => {
    const db = await open();
    const protection = await openTestProtection(db, suite);
    const keys = await createDataKeys(db, protection, subjects, now);
    const sealed = keys.get('a1')!.seal('applicant-name', '张三丰');
    const found = await findDataKeys(db, protection, DIVISION, 'application', ['a1', 'a2', 'none']);
    expect([...found.keys()].sort()).toEqual(['a1', 'a2']);
    expect(found.get('a1')!.open('applicant-name', sealed)).toBe('张三丰');
    expect(() => found.get('a1')!.open('subject', sealed)).toThrow(UnsealError);
    expect(() => found.get('a2')!.open('applicant-name', sealed)).toThrow(UnsealError);
  });

  it('once erased never come back', async () => {
    const db = await open();
    const protection = await openTestProtection(db);
    await createDataKeys(db, protection, subjects, now);
    expect(await eraseDataKey(db, subjects[0]!, '示例人员', '申请人要求删除', now)).toBe(true);
    expect(await eraseDataKey(db, subjects[0]!, '示例人员', '再次', now)).toBe(false);
    expect(await dataKeyOf(db, protection, subjects[0]!, now)).toBeUndefined();
    const row = await db.selectFrom('data_key').selectAll().where('subject_id', '=', 'a1').executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      wrapped_key: null,
      key_encryption_key: null,
      erased_by: '示例人员',
      erased_reason: '申请人要求删除',
    });
  });

  it('are wrapped by the current key alone: moved to another subject they open nothing', async () => {
    const db = await open();
    const protection = await openTestProtection(db);
    await createDataKeys(db, protection, subjects, now);
    const { wrapped_key } = await db
      .selectFrom('data_key')
      .select('wrapped_key')
      .where('subject_id', '=', 'a1')
      .executeTakeFirstOrThrow();
    await db.updateTable('data_key').set({ wrapped_key }).where('subject_id', '=', 'a2').execute();
    await expect(findDataKeys(db, protection, DIVISION, 'application', ['a2'])).rejects.toThrow(UnsealError);
  });
});

describeOnEachDatabase('keys of an installation', (open) => {
  let folder: string;
  let file: string;
  const io = { out: (text: string) => void printed.push(text), err: () => {}, stdin: process.stdin };
  let printed: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gongkai-keys-'));
    file = join(folder, 'data.keys.json');
    printed = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const subject: DataSubject = { divisionCode: DIVISION, kind: 'application', id: 'a1' };
  const sealOne = async (db: Awaited<ReturnType<typeof open>>, protection: Protection) =>
    (await dataKeyOf(db, protection, subject, now))!.seal('applicant-name', '张三丰');
  const openOne = async (db: Awaited<ReturnType<typeof open>>, protection: Protection, sealed: Uint8Array) =>
    (await findDataKeys(db, protection, DIVISION, 'application', ['a1'])).get('a1')!.open('applicant-name', sealed);

  it('are made on first use, for the owner’s eyes only, and found again', async () => {
    const db = await open();
    const sealed = await sealOne(db, await openProtection(db, { defaultFile: file, env: {}, now }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await openOne(db, await openProtection(db, { defaultFile: file, env: {} }), sealed)).toBe('张三丰');
    const env = { GONGKAI_KEYS: readFileSync(file, 'utf8') };
    expect(await openOne(db, await openProtection(db, { defaultFile: '/nowhere', env }), sealed)).toBe('张三丰');
  });

  it('missing, foreign or open to others are refused, and none is made over sealed data', async () => {
    const db = await open();
    await sealOne(db, await openProtection(db, { defaultFile: file, env: {} }));
    const elsewhere = join(folder, 'other.json');
    await expect(openProtection(db, { defaultFile: elsewhere, env: {} })).rejects.toThrow('the key file is missing');
    expect(existsSync(elsewhere)).toBe(false);
    writeKeyFile(elsewhere, newKeyRing());
    await expect(openProtection(db, { defaultFile: file, env: { GONGKAI_KEY_FILE: elsewhere } })).rejects.toThrow(
      'k1 is not the one',
    );
    chmodSync(file, 0o644);
    await expect(openProtection(db, { defaultFile: file, env: {} })).rejects.toThrow('chmod 600');
    writeFileSync(file, '{}');
    chmodSync(file, 0o600);
    await expect(openProtection(db, { defaultFile: file, env: {} })).rejects.toMatchObject({ exitStatus: 2 });
  });

  it('are rotated while the data stay, also when another process holds the old ones', async () => {
    const db = await open();
    const protection = await openProtection(db, { defaultFile: file, env: {} });
    const sealed = await sealOne(db, protection);
    const running = await openProtection(db, { defaultFile: file, env: {} });
    const many = Array.from({ length: 1200 }, (_, i) => ({ ...subject, id: `b${i}` }));
    await createDataKeys(db, protection, many, now);

    expect(await runKeysRotate(db, protection, { json: true }, io, now)).toBe(0);
    expect(JSON.parse(printed.join(''))).toEqual({ active: 'k2', rewrapped: 1201, retired: [] });
    const wrappedBy = await db.selectFrom('data_key').select('key_encryption_key').distinct().execute();
    expect(wrappedBy).toEqual([{ key_encryption_key: 'k2' }]);
    expect(await openOne(db, running, sealed)).toBe('张三丰');

    printed = [];
    expect(await runKeysRotate(db, protection, { retire: true, json: true }, io, now)).toBe(0);
    expect(JSON.parse(printed.join(''))).toEqual({ active: 'k2', rewrapped: 0, retired: ['k1'] });
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).keys)).toEqual(['k2']);
    expect(await openOne(db, await openProtection(db, { defaultFile: file, env: {} }), sealed)).toBe('张三丰');
  });

  it('half rotated are finished without yet another key', async () => {
    const db = await open();
    const protection = await openProtection(db, { defaultFile: file, env: {} });
    const sealed = await sealOne(db, protection);
    // As after a cut between the new key file and the wrapping.
    writeKeyFile(file, withNewKey(protection.ring));
    const later = await openProtection(db, { defaultFile: file, env: {} });
    await runKeysRotate(db, later, { json: true }, io, now);
    expect(JSON.parse(printed.join(''))).toEqual({ active: 'k2', rewrapped: 1, retired: [] });
    expect(await openOne(db, later, sealed)).toBe('张三丰');
  });
});

describe('the blind index', () => {
  const open = withTestDatabases();

  it('is equal for equal names however typed, and says nothing without the key', async () => {
    const protection = await openTestProtection(await open());
    const index = (text: string) => Buffer.from(protection.blindIndex('applicant', text)).toString('hex');
    expect(index('ABC 公司')).toBe(index('ａｂｃ公司'));
    expect(index('张三')).not.toBe(index('张四'));
    expect(protection.blindIndex('applicant', '张三')).not.toEqual(protection.blindIndex('telephone', '张三'));
    const other = new Protection(newKeyRing());
    expect(other.blindIndex('applicant', '张三')).not.toEqual(protection.blindIndex('applicant', '张三'));
  });
});

describe('masks', () => {
  it.each([
    [maskPersonName, '张三丰', '张某某'],
    [maskPersonName, '张三', '张某'],
    [maskPersonName, '欧阳修', '欧阳某'],
    [maskPersonName, '司马相如', '司马某某'],
    [maskPersonName, '买买提·艾合买提', '买某某'],
    [maskPersonName, '𠮷田', '𠮷某'],
    [maskPersonName, 'John Smith', 'J***'],
    [maskPersonName, '', ''],
    [maskIdentityNumber, '330206199001011234', '330***********1234'],
    [maskIdentityNumber, '33020619900101123X', '330***********123X'],
    [maskIdentityNumber, 'E12345', '******'],
    [maskPhone, '13812345678', '138****5678'],
    [maskPhone, '0574-87654321', '057******4321'],
    [maskPhone, '12345', '*****'],
    [maskEmail, 'zhangsan@example.com', 'z***@example.com'],
    [maskEmail, 'no address', '***'],
    [maskAddress, '浙江省宁波市北仑区新碶街道中河路1号', '浙江省宁波市北仑区***'],
    [maskAddress, '某某路1号', '***'],
  ] as const)('%o: %s is shown as %s', (mask, given, shown) => {
    expect(mask(given)).toBe(shown);
  });
});
