import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  creditCodeCheckDigit,
  organisationCodeCheckDigit,
  readCreditCode,
  readDivisionCode,
  readResidentId,
  residentIdCheckDigit,
} from './index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe('居民身份证号码', () => {
  // The example printed in GB 11643-1999, and one of the wide-spread samples that end in X.
  it.each(['11010519491231002X', '440524188001010014', '34052419800101001x'])('reads %s', (text) =>
    expect(readResidentId(text).ok).toBe(true),
  );

  it('reads what the number says', () => {
    const reading = readResidentId('11010519491231002X');
    expect(reading.ok && reading.value).toMatchObject({
      divisionCode: '110105',
      birthDate: '1949-12-31',
      sex: 'female',
    });
  });

  it.each([
    ['110105194912310021', 'checksum'],
    ['11010519490231002X', 'birth-date'],
    ['99010519491231002X', 'region'],
    ['1101051949123100', 'length'],
    ['1101051949123100 2X', 'length'],
    ['11010519491231００2X', 'characters'],
    ['11010519491231A02X', 'characters'],
  ])('refuses %s for its %s', (text, fault) => {
    const reading = readResidentId(text);
    expect(reading.ok ? null : reading.fault).toBe(fault);
  });

  it('finds every single changed digit', () => {
    fc.assert(
      fc.property(digits(3), fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (sequence, at, shift) => {
        const first = `33020619850615${sequence}`;
        const number = first + residentIdCheckDigit(first);
        const changed = [...first];
        changed[at] = String((Number(changed[at]) + shift) % 10);
        expect(residentIdCheckDigit(changed.join(''))).not.toBe(number[17]);
      }),
    );
  });

  it('reads the old fifteen digits', () => {
    const reading = readResidentId('110105491231002');
    expect(reading.ok && reading.value.birthDate).toBe('1949-12-31');
  });
});

describe('统一社会信用代码', () => {
  /** Makes a code whose two check characters are right, from the standard's own steps. */
  const make = (head: string, body: string): string => {
    const first = head + body + organisationCodeCheckDigit(body);
    return first + creditCodeCheckDigit(first);
  };

  it('reads published codes of well-known bodies', () => {
    for (const code of ['91110000100017643K', '911100007109250324']) {
      const reading = readCreditCode(code);
      expect(reading.ok || `${code}: ${reading.message}`).toBe(true);
    }
  });

  it('tells the kind of body', () => {
    const reading = readCreditCode(make('31330000', '12345678'));
    expect(reading.ok && reading.value.kind).toBe('law-firm');
  });

  it.each([
    ['9111000010001764', 'length'],
    ['91110000100017643I', 'characters'],
    ['9Z110000100017643K', 'characters'],
    ['99110000100017643K', 'department'],
    ['91990000100017643K', 'region'],
    ['91110000100017643A', 'checksum'],
  ])('refuses %s for its %s', (text, fault) => {
    const reading = readCreditCode(text);
    expect(reading.ok ? null : reading.fault).toBe(fault);
  });
});

describe('行政区划代码', () => {
  it('knows level and parent', () => {
    expect(readDivisionCode('330206')).toMatchObject({
      ok: true,
      value: { level: 'county', parent: '330200', province: '浙江省' },
    });
    expect(readDivisionCode('330200')).toMatchObject({ ok: true, value: { level: 'city', parent: '330000' } });
    expect(readDivisionCode('330000')).toMatchObject({ ok: true, value: { level: 'province', parent: null } });
  });
  it.each(['33020', '3302067', '990000', '330006', '33O206'])('refuses %s', (code) =>
    expect(readDivisionCode(code).ok).toBe(false),
  );
});
