import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import {
  adaptCatalogue,
  CatalogueError,
  catalogueFor,
  findCategory,
  flatten,
  pathTo,
  statutoryCategories,
} from './catalogue.ts';
import { formatIndexNumber, type IndexFacts, IndexPatternError, parseIndexPattern, seriesOf } from './index-number.ts';
import { type Metadata, metadataFaults } from './metadata.ts';
import { organCatalogue, parseSettings, SettingsError } from './settings.ts';

describe('the catalogue', () => {
  it('has the fifteen items of Art. 20, each citing its own', () => {
    expect(statutoryCategories.map((node) => cite(node.legalBasis))).toEqual(
      ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五'].map(
        (numeral) => `《中华人民共和国政府信息公开条例》第二十条第（${numeral}）项`,
      ),
    );
  });

  it('adds to it what Art. 21 asks of counties and of townships', () => {
    const names = (audience: 'municipal-or-county' | 'township') =>
      catalogueFor(audience)
        .at(-1)!
        .children.map((node) => node.title);
    expect(names('municipal-or-county')).toEqual([
      '市政建设',
      '公共服务',
      '公益事业',
      '土地征收',
      '房屋征收',
      '治安管理',
      '社会救助',
    ]);
    expect(names('township')).toHaveLength(8);
    for (const audience of ['municipal-or-county', 'township'] as const) {
      const codes = flatten(catalogueFor(audience)).map((node) => node.code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('is adapted by an organ without losing order or articles', () => {
    const tree = adaptCatalogue(catalogueFor('municipal-or-county'), {
      hidden: ['recruitment', 'social.rural'],
      renamed: { 'social.education': '义务教育' },
      added: [{ below: 'social.education', code: 'training', title: '校外培训机构' }],
    });
    expect(findCategory(tree, 'recruitment')).toBeUndefined();
    expect(findCategory(tree, 'social.rural')).toBeUndefined();
    expect(pathTo(tree, 'social.education.training').map((node) => node.title)).toEqual([
      statutoryCategories[10]!.title,
      '义务教育',
      '校外培训机构',
    ]);
    expect(cite(findCategory(tree, 'social.education.training')!.legalBasis)).toContain('第（十一）项');
  });

  it.each([
    [{ hidden: ['nothing'] }],
    [{ renamed: { nothing: '无' } }],
    [{ hidden: ['plans'], renamed: { plans: '规划' } }],
    [{ added: [{ below: 'plans', code: 'special', title: '重复' }] }],
    [{ added: [{ below: 'plans', code: '坏', title: '坏' }] }],
  ])('refuses %j', (adaptation) => {
    expect(() => adaptCatalogue(catalogueFor('township'), adaptation)).toThrow(CatalogueError);
  });
});

describe('index numbers', () => {
  const facts: IndexFacts = { organ: '000014349', formedOn: plainDate('2018-12-07'), categoryNumber: 1 };

  it.each([
    ['{organ}/{year}-{sequence:5}', 221, '000014349/2018-00221'],
    ['{organ}-{category}-{year}{month}-{sequence:4}', 7, '000014349-01-201812-0007'],
    ['{organ}/{year}-{sequence:5}', 123_456, '000014349/2018-123456'],
  ])('%s gives the %d-th of its series as %s', (pattern, sequence, expected) => {
    expect(formatIndexNumber(parseIndexPattern(pattern), facts, sequence)).toBe(expected);
  });

  it.each([
    '{year}-{sequence:5}',
    '{organ}/{year}',
    '{organ}{sequence}',
    '{organ}/{sequence:3}{year}',
    '{organ}/{x}-{sequence}',
    '{organ}/{sequence}-{sequence}',
  ])('refuses the pattern %s', (pattern) => expect(() => parseIndexPattern(pattern)).toThrow(IndexPatternError));

  it('never give one number to two pieces of information', () => {
    const pattern = parseIndexPattern('{organ}/{year}-{sequence:3}');
    const given = fc.record({
      organ: fc.constantFrom('33020601', '33020602'),
      formedOn: fc.constantFrom('2021-12-31', '2022-01-01', '2022-06-30').map(plainDate),
      categoryNumber: fc.integer({ min: 1, max: 16 }),
    });
    fc.assert(
      fc.property(fc.array(given, { maxLength: 50 }), (all) => {
        const last = new Map<string, number>();
        const numbers = all.map((one) => {
          const series = seriesOf(pattern, one);
          const next = (last.get(series) ?? 0) + 1;
          last.set(series, next);
          return formatIndexNumber(pattern, one, next);
        });
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});

describe('metadata', () => {
  const whole: Metadata = {
    title: '关于公布某某目录的通知',
    documentNumber: '仑政办〔2022〕3号',
    formedOn: plainDate('2022-03-01'),
    changedOn: null,
    effectiveOn: plainDate('2022-04-01'),
    category: 'plans',
    theme: '综合政务',
    genre: '通知',
    keywords: ['目录'],
    disclosure: 'proactive',
    summary: '公布目录。',
    source: null,
  };
  const faults = (changes: Partial<Metadata>, text = '正文') =>
    metadataFaults({ ...whole, ...changes }, new Set(['plans']), plainDate('2022-03-10'), text).map((one) => one.field);

  it('is complete or says which field is not', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ title: ' ' })).toEqual(['title']);
    expect(faults({ formedOn: plainDate('2022-03-11'), effectiveOn: null })).toEqual(['formedOn']);
    expect(faults({ effectiveOn: plainDate('2022-02-28') })).toEqual(['effectiveOn']);
    expect(faults({ changedOn: plainDate('2022-02-28') })).toEqual(['changedOn']);
    expect(faults({ category: 'none' })).toEqual(['category']);
    expect(faults({ disclosure: 'withheld' })).toEqual(['disclosure']);
    expect(faults({ keywords: ['目录', '目录'] })).toEqual(['keywords']);
    expect(faults({}, ' \n')).toEqual(['bodyHtml']);
  });
});

describe('settings', () => {
  it('start from the common ones and take an organ’s catalogue on top of the tenant’s', () => {
    const settings = parseSettings({
      catalogues: {
        '*': { hidden: ['recruitment'] },
        '33020604': { added: [{ below: 'social.education', code: 'enrolment', title: '招生' }] },
      },
    });
    expect(settings.indexPattern.text).toBe('{organ}/{year}-{sequence:5}');
    const education = organCatalogue(settings, '33020604', 'municipal-or-county');
    expect(findCategory(education, 'recruitment')).toBeUndefined();
    expect(findCategory(education, 'social.education.enrolment')?.title).toBe('招生');
    expect(
      findCategory(organCatalogue(settings, '33020601', 'municipal-or-county'), 'social.education.enrolment'),
    ).toBeUndefined();
  });

  it('are refused whole when one is faulty', () => {
    expect(() => parseSettings({ interpretationWorkingDays: -1 })).toThrow(SettingsError);
    expect(() => parseSettings({ indexPattern: '{year}' })).toThrow(IndexPatternError);
    expect(() => parseSettings({ catalogues: { '*': { hidden: ['nothing'] } } })).toThrow(CatalogueError);
    expect(() =>
      parseSettings({
        specialLimits: [{ category: 'budgets', days: 20, unit: 'calendar-days', law: 'nothing', note: '' }],
      }),
    ).toThrow(SettingsError);
  });
});
