import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cite } from '../../../kernel/legal-basis/index.ts';
import {
  decideReview,
  nextStage,
  type ReviewAct,
  ReviewRefusedError,
  type ReviewStep,
  reviewActs,
  reviewTransitions,
  type Stage,
  stages,
} from './review.ts';

const step = (act: ReviewAct, stage: Stage, personId: string, more: Partial<ReviewStep> = {}): ReviewStep => ({
  act,
  stage,
  personId,
  ...more,
});
const submitted = [step('save', 'drafting', 'author'), step('submit', 'drafting', 'author')];
const upToFinal = [...submitted, step('pass', 'first-review', 'first'), step('pass', 'second-review', 'second')];
const cleared = [...upToFinal, step('record-disclosure-review', 'final-review', 'officer', { conclusion: 'disclose' })];

describe('the table', () => {
  it('refuses in words and with an article whatever it does not allow', () => {
    for (const stage of stages)
      for (const act of reviewActs) {
        const outcome = reviewTransitions[stage][act];
        if ('to' in outcome) expect(stages).toContain(outcome.to);
        else {
          expect(outcome.reason).toMatch(/[一-龥]{6,}/u);
          expect(cite(outcome.legalBasis)).toContain('政府信息公开条例');
        }
      }
  });

  it('publishes nothing that was not approved, whatever is tried in whatever order', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const tried = fc.record({
      act: fc.constantFrom(...reviewActs),
      personId: person,
      conclusion: fc.constantFrom('disclose' as const, 'withhold' as const, 'refer' as const),
      openFindings: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(tried, { maxLength: 60 }), (attempts) => {
        let stage: Stage = 'drafting';
        const history: ReviewStep[] = [];
        for (const { act, personId, conclusion, openFindings } of attempts) {
          const outcome = decideReview(stage, act, personId, history);
          if (!('to' in outcome)) continue;
          if (act === 'publish') {
            const round = history.slice(history.findLastIndex((one) => one.act === 'submit'));
            const passes = round.filter((one) => one.act === 'pass');
            expect(passes.map((one) => one.stage)).toEqual(['first-review', 'second-review', 'final-review']);
            expect(new Set(passes.map((one) => one.personId)).size).toBe(3);
            expect(round.findLast((one) => one.act === 'record-disclosure-review')?.conclusion).toBe('disclose');
            const authors = history
              .filter((one) => one.act === 'save' || one.act === 'submit')
              .map((one) => one.personId);
            expect(authors).not.toContain(personId);
            for (const pass of passes) expect(authors).not.toContain(pass.personId);
          }
          history.push({
            act,
            stage,
            personId,
            ...(act === 'record-disclosure-review' ? { conclusion } : {}),
            ...(act === 'proofread' ? { openFindings } : {}),
          });
          stage = outcome.to;
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('the course of a text', () => {
  it('leads from the draft over three reviews to release', () => {
    let stage: Stage = 'drafting';
    const history: ReviewStep[] = [];
    const go = (act: ReviewAct, personId: string, more: Partial<ReviewStep> = {}): void => {
      const next = nextStage(stage, act, personId, history);
      history.push(step(act, stage, personId, more));
      stage = next;
    };
    go('save', 'author');
    go('submit', 'author');
    go('proofread', 'proofreader', { openFindings: 0 });
    go('pass', 'first');
    go('pass', 'second');
    go('record-disclosure-review', 'officer', { conclusion: 'disclose' });
    go('pass', 'final');
    expect(stage).toBe('approved');
    go('publish', 'final');
    expect(stage).toBe('settled');
    go('revise', 'author');
    expect(stage).toBe('drafting');
  });

  it.each([
    ['release by the one who submitted', 'approved', 'publish', 'author', cleared, /不能审核、发布同一稿件/],
    ['review by the one who wrote', 'first-review', 'pass', 'author', submitted, /不能审核、发布同一稿件/],
    ['two reviews by one person', 'second-review', 'pass', 'first', upToFinal.slice(0, 3), /不同人员/],
    ['final review without the review of Art. 17', 'final-review', 'pass', 'final', upToFinal, /没有公开审查的记录/],
    [
      'final review of what may not be disclosed',
      'final-review',
      'pass',
      'final',
      [...upToFinal, step('record-disclosure-review', 'final-review', 'o', { conclusion: 'withhold' })],
      /不得公开/,
    ],
    [
      'final review of what nobody could decide',
      'final-review',
      'pass',
      'final',
      [...upToFinal, step('record-disclosure-review', 'final-review', 'o', { conclusion: 'refer' })],
      /保密行政管理部门/,
    ],
    [
      'final review over open findings',
      'final-review',
      'pass',
      'final',
      [...cleared, step('proofread', 'final-review', 'p', { openFindings: 3 })],
      /3处问题/,
    ],
    [
      'a review of the round before the return',
      'final-review',
      'pass',
      'final',
      [...cleared, step('return', 'final-review', 'final'), ...submitted],
      /没有公开审查/,
    ],
  ] as const)('refuses %s', (_, stage, act, personId, history, message) => {
    expect(() => nextStage(stage, act, personId, history)).toThrow(ReviewRefusedError);
    expect(() => nextStage(stage, act, personId, history)).toThrow(message);
    expect(() => nextStage(stage, act, personId, history)).toThrow(/《中华人民共和国政府信息公开条例》第/);
  });

  it('lets two people share three reviews where the organ is small', () => {
    expect(nextStage('second-review', 'pass', 'first', upToFinal.slice(0, 3), { distinctReviewers: false })).toBe(
      'final-review',
    );
  });
});
