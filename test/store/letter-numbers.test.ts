import { expect, it } from 'vitest';
import { allocateLetterNumber } from '../../src/capabilities/requests/letters/index.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';

const ORGAN = { divisionCode: '330206', code: '33020601', word: '示' };

describeOnEachDatabase('numbers of letters', (open) => {
  it('run without gaps by organ, series and year; a letter not issued gives its number back', async () => {
    const db = await open();
    await insertOrgans(
      db,
      [ORGAN.code, '33020602'].map((code, sortOrder) => ({
        divisionCode: ORGAN.divisionCode,
        code,
        name: `测试机关${code}`,
        shortName: '测试机关',
        kind: 'department',
        parentCode: null,
        sortOrder,
        activeFrom: plainDate('2008-05-01'),
        activeTo: null,
      })),
    );
    const take = (kind: 'L02' | 'L13' | 'L16', day: string, organ = ORGAN): Promise<string | null> =>
      db.transaction().execute((transaction) => allocateLetterNumber(transaction, organ, kind, plainDate(day)));
    expect(await take('L13', '2025-03-05')).toBe('示公复〔2025〕1号');
    await expect(
      db.transaction().execute(async (transaction) => {
        expect(await allocateLetterNumber(transaction, ORGAN, 'L13', plainDate('2025-03-06'))).toBe(
          '示公复〔2025〕2号',
        );
        throw new Error('the letter was incomplete');
      }),
    ).rejects.toThrow('incomplete');
    expect(await take('L13', '2025-03-06')).toBe('示公复〔2025〕2号');
    expect(await take('L02', '2025-03-06')).toBe('示公开告〔2025〕1号');
    expect(await take('L13', '2026-01-04')).toBe('示公复〔2026〕1号');
    expect(await take('L13', '2025-03-07', { ...ORGAN, code: '33020602', word: '例' })).toBe('例公复〔2025〕1号');
    expect(await take('L16', '2025-03-07')).toBeNull();
    const many = await Promise.all(Array.from({ length: 20 }, () => take('L13', '2025-04-01')));
    expect(new Set(many)).toEqual(new Set(Array.from({ length: 20 }, (_, i) => `示公复〔2025〕${i + 3}号`)));
  });

  it('are not taken outside a transaction', async () => {
    const db = await open();
    await expect(allocateLetterNumber(db, ORGAN, 'L13', plainDate('2025-03-05'))).rejects.toThrow('transaction');
  });
});
