import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrganListError, readOrganList } from './organ-list.ts';

const HEAD = '机构代码,名称,简称,类别,上级代码,成立日期';
const GOVERNMENT = '330206,宁波市北仑区人民政府,北仑区,人民政府,,2008-05-01';
const OFFICE = '33020601,北仑区人民政府办公室,区政府办,政府办公室,330206,2008-05-01';
const bytes = (...lines: string[]) => Buffer.from([HEAD, ...lines].join('\r\n'));
const faults = (...lines: string[]): string => {
  try {
    readOrganList(bytes(...lines));
    return '';
  } catch (error) {
    if (error instanceof OrganListError) return error.message;
    throw error;
  }
};

describe('a list of organs', () => {
  it('is read with parents before their children, whatever the order of lines', () => {
    const station = '3302060101,值班室,,法律法规授权的组织,33020601,2019-03-01';
    const organs = readOrganList(bytes(station, OFFICE, '33020602,北仑区财政局,,工作部门,,2019-03-01', GOVERNMENT));
    expect(organs.map(({ code, parentCode }) => [code, parentCode])).toEqual([
      ['330206', null],
      ['33020601', '330206'],
      ['33020602', '330206'],
      ['3302060101', '33020601'],
    ]);
    expect(organs[0]).toMatchObject({
      divisionCode: '330206',
      shortName: '北仑区',
      kind: 'government',
      activeTo: null,
    });
    expect(organs[2]).toMatchObject({ name: '北仑区财政局', shortName: '北仑区财政局', kind: 'department' });
  });

  it('is read as spreadsheets of Chinese systems save it: GB 18030, with a byte order mark, quoted', () => {
    // 机构代码,名称,类别,成立日期 / 330206,"甲,乙",人民政府,2008-05-01 in GB 18030.
    const gb = Buffer.from(
      'bbfab9b9b4fac2eb2cc3fbb3c62cc0e0b1f02cb3c9c1a2c8d5c6da0a3333303230362c22bcd72cd2d2222cc8cbc3f1d5fec0b82c323030382d30352d3031',
      'hex',
    );
    expect(() => readOrganList(gb)).toThrow(/类别: expected 人民政府/);
    const right = Buffer.from(gb.toString('hex').replace('c8cbc3f1d5fec0b8', 'c8cbc3f1d5feb8ae'), 'hex');
    expect(readOrganList(right)[0]).toMatchObject({ name: '甲,乙', kind: 'government' });
    expect(readOrganList(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(GOVERNMENT)]))).toHaveLength(1);
  });

  it.each([
    ['a column is missing', () => readOrganList(Buffer.from('名称\n甲')), /机构代码、类别、成立日期/],
    ['neither encoding fits', () => readOrganList(Buffer.from([0xff, 0xff, 0x00])), /UTF-8 or GB 18030/],
  ])('is refused when %s', (_, read, message) => expect(read).toThrow(message));

  it.each([
    ['no government', [OFFICE], 'expected one 人民政府, found 0'],
    ['two governments', [GOVERNMENT, '330206001,乙,,人民政府,,2008-05-01'], 'expected one 人民政府, found 2'],
    ['the same code twice', [GOVERNMENT, OFFICE, OFFICE], 'line 4: 机构代码 33020601 stands in line 3 already'],
    [
      'another division',
      [GOVERNMENT, '33021101,镇海区某局,,工作部门,,2008-05-01'],
      'line 3: expected a code of the division',
    ],
    ['an unknown parent', [GOVERNMENT, '33020602,甲局,,工作部门,33020699,2008-05-01'], 'line 3: 上级代码 33020699'],
    ['an impossible day', [GOVERNMENT, '33020602,甲局,,工作部门,,2023-02-30'], 'line 3: 成立日期'],
    ['an impossible code', [GOVERNMENT, 'A1,甲局,,工作部门,,2023-02-28'], 'line 3: 机构代码'],
    ['an unknown kind', [GOVERNMENT, '33020602,甲局,,局,,2023-02-28'], 'line 3: 类别'],
    [
      'a circle of parents',
      [GOVERNMENT, '33020602,甲局,,工作部门,33020603,2023-02-28', '33020603,乙局,,工作部门,33020602,2023-02-28'],
      'line 3: 上级代码 leads back to 33020602',
    ],
    ['nothing', [], 'expected at least one organ'],
  ])('is refused with the line for %s', (_, lines, message) => expect(faults(...lines)).toContain(message));

  it('names all faulty lines at once', () => {
    expect(faults('x,,,,,', 'y,,,,,').split('\n').length).toBeGreaterThan(6);
  });

  it('takes any bytes or says what is wrong', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        expect(() => readOrganList(Buffer.concat([Buffer.from(`${HEAD}\n`), input]))).toThrow(OrganListError);
      }),
    );
  });
});
