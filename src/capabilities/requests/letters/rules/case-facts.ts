import { z } from 'zod';
import type { LetterKind } from './input.ts';
import { line, particulars, text } from './input-schema.ts';

/**
 * What a clerk fills in for a letter of a case. All else follows: the application and its course from the record, the organ
 * from its settings, the new due day from the clock, the amount from the tariff, the consent from who signs.
 */
export const caseFactsSchema = z
  .discriminatedUnion('kind', [
    particulars.L01,
    particulars.L02,
    z.object({
      kind: z.literal('L03'),
      reason: text(),
      workingDays: z.int({ error: '请填写延长的工作日数' }).min(1, '至少延长1个工作日').max(20, '最长不超过20个工作日'),
    }),
    particulars.L04,
    particulars.L05,
    particulars.L06,
    particulars.L07,
    particulars.L08,
    particulars.L09,
    particulars.L10.extend({ internal: z.boolean() }),
    z.object({
      kind: z.literal('L11'),
      mode: z.enum(['item', 'page'], { error: '请选择计费方式' }),
      quantity: z.int({ error: '请填写件数或者页数' }).min(1).max(100_000),
      itemsBefore: z.int().min(0).max(100_000),
    }),
    particulars.L12,
    particulars.L13,
    particulars.L14,
    particulars.L15,
    particulars.L17,
    particulars.L18,
  ])
  .meta({ id: 'LetterFacts' });

export type CaseFacts = z.output<typeof caseFactsSchema>;
export type CaseLetterKind = CaseFacts['kind'];

export const letterContentSchema = z
  .object({
    facts: caseFactsSchema,
    service: z.enum(['hand', 'post', 'online'], { error: '请选择送达方式' }),
    /** Titles of further annexes on paper. */
    annexes: z.array(line).max(20).default([]),
    /** Files of the case that go out with the letter. */
    enclosures: z.array(z.uuid()).max(20).default([]),
  })
  .meta({ id: 'LetterContent' });

export type LetterContent = z.output<typeof letterContentSchema>;

/** Whose hands a letter goes through, by acts of the permission table. */
export interface LetterCourse {
  readonly draft: 'requests.draft-letter' | 'requests.draft-reply' | 'requests.request-extension';
  /** The review before disclosure (条例 Art. 17), where the letter decides. */
  readonly review: 'requests.review-letter' | 'requests.review-reply' | null;
  /** Null for receipts and records, which who draws them up gives out. */
  readonly sign: 'requests.sign-letter' | 'requests.sign-reply' | 'requests.approve-extension' | null;
  readonly to: 'applicant' | 'third-party' | 'organ';
}

const reply: LetterCourse = {
  draft: 'requests.draft-reply',
  review: 'requests.review-reply',
  sign: 'requests.sign-reply',
  to: 'applicant',
};
const notice = (to: LetterCourse['to'] = 'applicant'): LetterCourse => ({
  draft: 'requests.draft-letter',
  review: null,
  sign: 'requests.sign-letter',
  to,
});
const reviewed = (to: LetterCourse['to']): LetterCourse => ({ ...notice(to), review: 'requests.review-letter' });
const plain: LetterCourse = { draft: 'requests.draft-letter', review: null, sign: null, to: 'applicant' };

export const letterCourses: Readonly<Record<CaseLetterKind, LetterCourse>> = {
  L01: plain,
  L02: notice(),
  // 条例 Art. 33 ¶2: with the consent of the head of the disclosure office.
  L03: { ...notice(), draft: 'requests.request-extension', sign: 'requests.approve-extension' },
  L04: notice(),
  L05: notice(),
  L06: notice('third-party'),
  L07: notice(),
  L08: reviewed('third-party'),
  L09: notice('organ'),
  L10: notice('organ'),
  L11: notice(),
  L12: reply,
  L13: reply,
  L14: reply,
  L15: reviewed('applicant'),
  L17: reviewed('applicant'),
  L18: plain,
};

export const caseLetterKinds = Object.keys(letterCourses) as CaseLetterKind[];

/** Whether a letter answers the application and so ends in one outcome. */
export function isReply(kind: LetterKind): kind is 'L12' | 'L13' | 'L14' {
  return kind === 'L12' || kind === 'L13' || kind === 'L14';
}
