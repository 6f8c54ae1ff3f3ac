import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochDay, nationalCalendar, plainDate, toEpochDay } from '../../../kernel/calendar/index.ts';
import { estimatedPages, GazetteError, orderMatters, paginate } from './gazette.ts';
import {
  commonSpecialLimits,
  interpretationDueOn,
  PublishingRefusedError,
  publishAt,
  publishingDeadline,
  scheduleAt,
} from './publishing.ts';

const calendar = nationalCalendar();
const information = (formedOn: string, category: string, changedOn: string | null = null) => ({
  formedOn: plainDate(formedOn),
  changedOn: changedOn === null ? null : plainDate(changedOn),
  category,
});

describe('the limit of Art. 26', () => {
  it.each([
    ['2022-09-28', 'regulations.normative', null, '2022-10-31', null],
    // 29 and 30 January 2022 were working weekends, 31 January to 6 February days off.
    ['2022-01-24', 'plans.special', null, '2022-02-24', null],
    ['2022-01-24', 'plans.special', '2022-03-01', '2022-03-29', null],
    ['2022-03-01', 'penalties.decisions', null, '2022-03-10', 'penalties.decisions'],
    ['2022-03-01', 'penalties.basis', null, '2022-03-29', null],
    // Twenty calendar days from 11 January 2022 end on Monday 31 January, a day of the Spring Festival.
    ['2022-01-11', 'budgets.budget', null, '2022-02-07', 'budgets'],
  ])('made on %s in %s, changed %s: due %s', (formedOn, category, changedOn, dueOn, limit) => {
    const deadline = publishingDeadline(information(formedOn, category, changedOn), commonSpecialLimits, calendar);
    expect(deadline.dueOn).toBe(dueOn);
    expect(deadline.limit?.category ?? null).toBe(limit);
  });

  it('is never later than the general one, and a category is not taken for one that begins alike', () => {
    const day = fc.integer({ min: toEpochDay('2019-05-15'), max: toEpochDay('2026-10-01') }).map(fromEpochDay);
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('penalties.decisions', 'budgets', 'licensing.results', 'budgetsx'),
        (formedOn, category) => {
          const facts = { formedOn, changedOn: null, category };
          const special = publishingDeadline(facts, commonSpecialLimits, calendar);
          const general = publishingDeadline(facts, [], calendar);
          expect(special.dueOn <= general.dueOn).toBe(true);
          expect(general.dueOn).toBe(calendar.addWorkingDays(formedOn, 20));
          if (category === 'budgetsx') expect(special.limit).toBeNull();
        },
      ),
    );
  });

  it('gives the interpretation its own days', () => {
    expect(interpretationDueOn(plainDate('2022-09-29'), 3, calendar)).toBe('2022-10-09');
  });
});

describe('moments of publication', () => {
  const noon = new Date('2022-05-10T04:00:00Z');
  const later = new Date('2022-06-01T01:00:00Z');
  const moments = { formedOn: plainDate('2022-05-10'), firstPublishedAt: null, lastPublishedAt: null };

  it('keep the first for ever and never go back', () => {
    const first = publishAt(moments, noon);
    expect(first).toEqual({ firstPublishedAt: noon, lastPublishedAt: noon });
    expect(publishAt({ ...moments, ...first }, later)).toEqual({ firstPublishedAt: noon, lastPublishedAt: later });
    expect(() => publishAt({ ...moments, firstPublishedAt: noon, lastPublishedAt: later }, noon)).toThrow(
      PublishingRefusedError,
    );
  });

  it('never lie before the information was made, by the day of Shanghai', () => {
    expect(() => publishAt(moments, new Date('2022-05-09T15:59:59Z'))).toThrow(/早于成文日期/);
    expect(publishAt(moments, new Date('2022-05-09T16:00:00Z')).firstPublishedAt).toBeInstanceOf(Date);
  });

  it('may be fixed only for the future', () => {
    expect(scheduleAt(later, noon)).toBe(later);
    expect(() => scheduleAt(noon, later)).toThrow(/不得提前填写|在当前时间之后/);
    expect(() => scheduleAt(noon, noon)).toThrow(PublishingRefusedError);
  });
});

describe('the contents of a gazette', () => {
  it('run page after page without gap, in the order of sections', () => {
    const matter = fc.record({
      section: fc.constantFrom('政策解读', '区政府文件', '其他', '人事任免'),
      title: fc.string({ minLength: 1 }),
      length: fc.integer({ min: 0, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(matter, { minLength: 1, maxLength: 30 }), (matters) => {
        const ordered = orderMatters(matters).map((matter) => ({ ...matter, pages: estimatedPages(matter.length) }));
        const contents = paginate(ordered, 3);
        expect(contents).toHaveLength(matters.length);
        let page = 3;
        for (const entry of contents) {
          expect(entry.page).toBe(page);
          page += entry.pages;
        }
        const sections = contents.map((entry) => entry.section).filter((one, i, all) => one !== all[i - 1]);
        expect(new Set(sections).size).toBe(sections.length);
        if (sections.includes('区政府文件')) expect(sections[0]).toBe('区政府文件');
      }),
    );
  });

  it('are refused for an empty issue', () => {
    expect(() => orderMatters([])).toThrow(GazetteError);
  });
});
