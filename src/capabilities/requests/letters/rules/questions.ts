import { cite, type LegalBasis, regulation } from '../../../../kernel/legal-basis/index.ts';
import { type GroundForce, type Outcome, outcomeRule } from '../../rules/outcomes.ts';
import { basesOf } from './findings.ts';
import { letterKindOf } from './kinds.ts';

/** 补不补、是不是、谁负责、有没有、给不给: each question is asked only when the one before lets the item through. */
export const questionKeys = ['clarity', 'nature', 'responsibility', 'existence', 'disclosure', 'ground'] as const;
export type QuestionKey = (typeof questionKeys)[number];

export interface Answer {
  readonly key: string;
  readonly label: string;
  readonly basis: string;
  /** Ends the item with this outcome; otherwise the next question is asked. */
  readonly outcome?: Outcome;
  /** How far the law binds the organ. */
  readonly force?: GroundForce;
  /** An act to be done before the item can go on. */
  readonly before?: 'L02' | 'L06' | 'L09';
  readonly next?: QuestionKey;
}

export interface Question {
  readonly key: QuestionKey;
  /** 补不补 */
  readonly short: string;
  readonly text: string;
  readonly basis: string;
  readonly answers: readonly Answer[];
}

const through = (key: string, label: string, article: LegalBasis, next: QuestionKey): Answer => ({
  key,
  label,
  basis: cite(article),
  next,
});
const ends = (outcome: Outcome, label?: string): Answer => {
  const rule = outcomeRule(outcome);
  const [article = rule.legalBasis] = basesOf(outcome);
  return {
    key: outcome,
    label: label ?? rule.label,
    basis: cite(article),
    outcome,
    ...(rule.force ? { force: rule.force } : {}),
  };
};

/** The questions in the order practice asks them, each with its article. */
export const questions: readonly Question[] = [
  {
    key: 'clarity',
    short: '补不补',
    text: '申请内容是否明确，需不需要补正？',
    basis: cite(regulation(30)),
    answers: [
      through('clear', '申请内容明确', regulation(29), 'nature'),
      { key: 'unclear', label: '申请内容不明确，需要告知补正', basis: cite(regulation(30)), before: 'L02' },
      ends('STILL_UNCLEAR'),
      ends('ABANDONED_CORRECTION'),
      ends('FEE_UNPAID'),
      ends('WITHDRAWN'),
    ],
  },
  {
    key: 'nature',
    short: '是不是',
    text: '申请的是不是政府信息，是不是应当按照政府信息公开申请处理？',
    basis: cite(regulation(2)),
    answers: [
      through('information', '是政府信息公开申请', regulation(2), 'responsibility'),
      ends('PETITION'),
      ends('REPEAT'),
      ends('PUBLICATION'),
      ends('EXCESSIVE'),
      ends('CONFIRM_REISSUE'),
      ends('SPECIAL_QUERY'),
      ends('OTHER', '不属于政府信息（咨询等）'),
    ],
  },
  {
    key: 'responsibility',
    short: '谁负责',
    text: '该信息由谁负责公开？',
    basis: cite(regulation(10)),
    answers: [
      through('ours', '本机关负责公开', regulation(10), 'existence'),
      through('co-made', '本机关牵头、与其他机关共同制作（应当征求意见）', regulation(34), 'existence'),
      ends('NOT_THIS_AGENCY'),
    ],
  },
  {
    key: 'existence',
    short: '有没有',
    text: '本机关有没有现成的信息？',
    basis: cite(regulation(36, { item: 4 })),
    answers: [
      through('held', '有现成的信息', regulation(36, { item: 2 }), 'disclosure'),
      ends('NOT_EXIST', '经检索没有该信息'),
      ends('NEEDS_CREATION'),
    ],
  },
  {
    key: 'disclosure',
    short: '给不给',
    text: '该信息能不能公开？',
    basis: cite(regulation(13)),
    answers: [
      ends('GRANTED'),
      ends('ALREADY_PUBLIC'),
      ends('PARTIAL'),
      through('withheld', '不予公开', regulation(36, { item: 3 }), 'ground'),
    ],
  },
  {
    key: 'ground',
    short: '什么理由',
    text: '不予公开的理由是什么？',
    basis: cite(regulation(36, { item: 3 })),
    answers: [
      ends('DENIED_STATE_SECRET'),
      ends('DENIED_LAW'),
      ends('DENIED_SECURITY'),
      ends('DENIED_THIRD_PARTY'),
      ends('DENIED_INTERNAL'),
      ends('DENIED_PROCESS'),
      ends('DENIED_CASE_FILE'),
    ],
  },
];

export const forceLabels: Readonly<Record<GroundForce, string>> = {
  mandatory: '必须不公开：法律没有给机关留下裁量',
  'mandatory-with-balancing': '应当权衡：第三方同意，或者不公开会对公共利益造成重大影响的，予以公开',
  discretionary: '可以不公开：机关可以裁量，法律、法规、规章规定应当公开的从其规定',
};

export type Answers = Partial<Record<QuestionKey, string>>;

export type Path =
  | { readonly ended: true; readonly outcome: Outcome; readonly letter: 'L12' | 'L13' | 'L14' | null }
  | { readonly ended: false; readonly next: QuestionKey | null; readonly before: 'L02' | 'L06' | 'L09' | null };

/** Follows the answers from the first question; answers behind the end of the path count for nothing. */
export function followPath(answers: Answers): Path {
  let key: QuestionKey = 'clarity';
  for (;;) {
    const asked: QuestionKey = key;
    const question: Question = questions.find((one) => one.key === asked)!;
    const given: string | undefined = answers[asked];
    const answer: Answer | undefined = question.answers.find((one) => one.key === given);
    if (!answer) return { ended: false, next: key, before: null };
    if (answer.outcome !== undefined) {
      const { outcome } = answer;
      return { ended: true, outcome, letter: outcome === 'WITHDRAWN' ? null : letterKindOf(outcome) };
    }
    if (answer.before) return { ended: false, next: null, before: answer.before };
    key = answer.next!;
  }
}
