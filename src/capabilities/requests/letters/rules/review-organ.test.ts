import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/calendar/index.ts';
import { cite } from '../../../../kernel/legal-basis/index.ts';
import { type OrganPosition, reviewOrgansOf } from './review-organ.ts';

const AFTER = plainDate('2025-03-05');
const BEFORE = plainDate('2023-12-31');

describe('where to apply for reconsideration', () => {
  test.each<[string, OrganPosition, string[], string[]]>([
    [
      'department',
      { kind: 'department', government: '甲区人民政府', superiorDepartment: '乙市教育局' },
      ['甲区人民政府'],
      ['甲区人民政府', '乙市教育局'],
    ],
    ['government', { kind: 'government', superiorGovernment: '乙市人民政府' }, ['乙市人民政府'], ['乙市人民政府']],
    ['street office', { kind: 'government-branch', government: '甲区人民政府' }, ['甲区人民政府'], ['甲区人民政府']],
    [
      'branch of a city department in a district',
      {
        kind: 'department-branch',
        government: '乙市人民政府',
        department: '乙市公安局',
        localGovernment: '甲区人民政府',
      },
      ['乙市人民政府', '甲区人民政府'],
      ['乙市公安局', '乙市人民政府'],
    ],
    ['provincial government', { kind: 'provincial-government' }, ['本机关'], ['本机关']],
    ['department of the State Council', { kind: 'state-council-department' }, ['本机关'], ['本机关']],
    [
      'tax office',
      { kind: 'vertical', superiorDepartment: '国家税务总局乙市税务局' },
      ['国家税务总局乙市税务局'],
      ['国家税务总局乙市税务局'],
    ],
    [
      'justice department',
      { kind: 'justice-department', government: '甲区人民政府', superiorDepartment: '乙市司法局' },
      ['甲区人民政府', '乙市司法局'],
      ['甲区人民政府', '乙市司法局'],
    ],
    [
      'authorised organisation',
      { kind: 'authorised-organisation', government: '甲区人民政府', department: '甲区卫生健康局' },
      ['甲区人民政府'],
      ['甲区卫生健康局'],
    ],
  ])('%s', (_, position, since2024, before2024) => {
    expect(reviewOrgansOf(position, '本机关', AFTER).organs).toEqual(since2024);
    expect(reviewOrgansOf(position, '本机关', BEFORE).organs).toEqual(before2024);
  });

  test('the article of the law in force on the day is cited', () => {
    const tax: OrganPosition = { kind: 'vertical', superiorDepartment: '上级税务局' };
    expect(cite(reviewOrgansOf(tax, '税务所', AFTER).basis)).toBe('《中华人民共和国行政复议法》第二十七条');
    expect(reviewOrgansOf(tax, '税务所', BEFORE).basis).toEqual({ law: 'reconsiderationLaw2017', article: 12 });
  });
});
