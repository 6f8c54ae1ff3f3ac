import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../../kernel/calendar/index.ts';
import { applyCleanUp } from './clean-up.ts';
import { expiryWarnings } from './expiry.ts';
import {
  findGaps,
  formatDocumentNumber,
  formatUnifiedNumber,
  NumberFormatError,
  parseDocumentNumber,
  parseUnifiedNumber,
} from './numbering.ts';
import { type DocumentRelation, type RelatedDocument, relate, relationLabels } from './relations.ts';
import { DocumentRefusedError, isInForce, lapseIfExpired, resume, suspend } from './validity.ts';

const document = (id: string, issuedOn: string, more: Partial<RelatedDocument> = {}): RelatedDocument => ({
  id,
  title: `某某办法${id}`,
  issuedOn: plainDate(issuedOn),
  effectiveOn: plainDate(issuedOn),
  expiresOn: null,
  status: 'in-force',
  endedOn: null,
  ...more,
});
const old = document('1', '2015-03-01');
const fresh = document('2', '2022-05-10');
const day = plainDate('2022-06-10');
const relations = Object.keys(relationLabels) as DocumentRelation[];

describe('relations', () => {
  it.each([
    ['amend', 'amended', null],
    ['repeal', 'repealed', '2022-06-10'],
    ['replace', 'repealed', '2022-06-10'],
    ['implement', 'in-force', null],
    ['interpret', 'in-force', null],
  ] as const)('%s leaves the older document %s', (relation, status, endedOn) => {
    expect(relate(fresh, old, relation, day)).toMatchObject({ status, endedOn });
  });

  it('say what stands when the older document has ended', () => {
    const ended = relate(fresh, old, 'repeal', day);
    for (const relation of relations) {
      let caught: unknown;
      try {
        relate(document('3', '2022-07-01'), ended, relation, plainDate('2022-08-01'));
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(DocumentRefusedError);
      expect((caught as DocumentRefusedError).stands).toEqual({ status: 'repealed', endedOn: '2022-06-10' });
      expect((caught as Error).message).toContain('2022-06-10');
    }
  });

  it('are refused to itself, backwards in time, and before the newer document', () => {
    for (const relation of relations) {
      expect(() => relate(old, old, relation, day)).toThrow(/自身/);
      expect(() => relate(old, fresh, relation, day)).toThrow(/早于/);
      expect(() => relate(fresh, old, relation, plainDate('2022-05-09'))).toThrow(/早于/);
    }
  });
});

describe('validity', () => {
  it('lapses by itself on the day after the last one', () => {
    const term = document('4', '2019-01-01', { expiresOn: plainDate('2021-12-31') });
    expect(lapseIfExpired(term, plainDate('2021-12-31'))).toBe(term);
    expect(lapseIfExpired(term, plainDate('2022-03-01'))).toMatchObject({ status: 'lapsed', endedOn: '2022-01-01' });
  });

  it('is suspended once and resumed to what it was', () => {
    const stopped = suspend(old);
    expect(() => suspend(stopped)).toThrow(/已停止执行/);
    expect(resume(stopped, false).status).toBe('in-force');
    expect(resume(stopped, true).status).toBe('amended');
    expect(() => resume(old, false)).toThrow(/没有停止执行/);
  });

  it('after any course, in force exactly until it ended', () => {
    const act = fc.constantFrom(...relations, 'lapse' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.integer({ min: 0, max: 900 })), { maxLength: 12 }), (course) => {
        let standing = document('5', '2020-01-01', { expiresOn: plainDate('2021-06-30') });
        for (const [what, offset] of course) {
          const on = addDays(plainDate('2020-02-01'), offset);
          try {
            standing =
              what === 'lapse' ? lapseIfExpired(standing, on) : relate(document('6', '2020-01-15'), standing, what, on);
          } catch (error) {
            expect(error).toBeInstanceOf(DocumentRefusedError);
          }
        }
        const ended = standing.status === 'repealed' || standing.status === 'lapsed';
        expect(standing.endedOn !== null).toBe(ended);
        if (standing.endedOn !== null) {
          expect(isInForce(standing, standing.endedOn)).toBe(false);
          expect(isInForce(standing, addDays(standing.endedOn, -1))).toBe(standing.endedOn > standing.issuedOn);
        } else expect(isInForce(standing, plainDate('2030-01-01'))).toBe(true);
      }),
    );
  });

  it('is warned of before it lapses, soonest first', () => {
    const term = (id: string, expiresOn: string, more: Partial<RelatedDocument> = {}) =>
      document(id, '2018-01-01', { expiresOn: plainDate(expiresOn), ...more });
    const warnings = expiryWarnings(
      [
        term('a', '2022-11-30'),
        term('b', '2022-06-20'),
        term('c', '2022-06-09'),
        term('d', '2023-06-01'),
        term('e', '2022-07-01', { status: 'repealed', endedOn: plainDate('2020-01-01') }),
        document('f', '2018-01-01'),
      ],
      day,
    );
    expect(warnings.map(({ document: { id }, level }) => `${id} ${level}`)).toEqual(['b last-month', 'a early']);
  });

  it('ends in a clean-up only for what is in force', () => {
    expect(applyCleanUp(old, 'keep', day)).toBe(old);
    expect(applyCleanUp(old, 'declare-lapsed', day)).toMatchObject({ status: 'lapsed', endedOn: day });
    expect(() => applyCleanUp(applyCleanUp(old, 'repeal', day), 'keep', day)).toThrow(/不属于清理范围/);
  });
});

describe('numbers', () => {
  it('are read as officials write them and written the same', () => {
    const number = fc.record({
      mark: fc.constantFrom('仑政发', '仑政办', '浙政办发'),
      year: fc.integer({ min: 1950, max: 2099 }),
      number: fc.integer({ min: 1, max: 999_999 }),
    });
    fc.assert(
      fc.property(number, (one) => {
        expect(parseDocumentNumber(formatDocumentNumber(one))).toEqual(one);
      }),
    );
    const unified = fc.record({
      series: fc.constantFrom('AYHD00', 'BLD01', 'ZJSP02'),
      year: fc.integer({ min: 2013, max: 2099 }),
      number: fc.integer({ min: 1, max: 99_999 }),
    });
    fc.assert(
      fc.property(unified, (one) => {
        expect(parseUnifiedNumber(formatUnifiedNumber(one))).toEqual(one);
      }),
    );
  });

  it.each([
    ['仑政发[2022]5号', /六角括号/],
    ['仑政发（2022）5号', /六角括号/],
    ['仑政发〔2022〕第5号', /不加“第”/],
    ['仑政发〔2022〕05号', /虚位/],
    ['仑政发2022年5号', /机关代字/],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => parseDocumentNumber(text)).toThrow(NumberFormatError);
    expect(() => parseDocumentNumber(text)).toThrow(reason);
  });

  it('show their gaps', () => {
    expect(findGaps([1, 2, 5, 4])).toEqual([3]);
    expect(findGaps([])).toEqual([]);
    expect(findGaps([3])).toEqual([1, 2]);
  });
});
