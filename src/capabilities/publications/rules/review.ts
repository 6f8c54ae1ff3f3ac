import { cite, type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';

/** Where the newest text stands on its way to the public (三审三校). `settled`: nothing is on its way. */
export const stageLabels = {
  drafting: '起草',
  'first-review': '初审',
  'second-review': '复审',
  'final-review': '终审',
  approved: '待发布',
  settled: '已办结',
} as const;
export type Stage = keyof typeof stageLabels;
export const stages = Object.keys(stageLabels) as Stage[];

/** What the public sees: another thing than the stage of a newer text, and than legal validity. */
export const visibilityLabels = { unpublished: '未发布', published: '已发布', withdrawn: '已撤下' } as const;
export type Visibility = keyof typeof visibilityLabels;

export const actLabels = {
  save: '保存草稿',
  submit: '提交审核',
  'record-disclosure-review': '公开审查',
  proofread: '校对',
  pass: '审核通过',
  return: '退回修改',
  schedule: '定时发布',
  publish: '发布',
  revise: '修订',
} as const;
export type ReviewAct = keyof typeof actLabels;
export const reviewActs = Object.keys(actLabels) as ReviewAct[];

export interface Refusal {
  readonly reason: string;
  readonly legalBasis: LegalBasis;
}

type Outcome = { readonly to: Stage } | Refusal;

const to = (stage: Stage): Outcome => ({ to: stage });
const no = (reason: string, legalBasis: LegalBasis): Outcome => ({ reason, legalBasis });

const inReview = no('稿件正在审核，不能修改；需要修改的，先退回', regulation(17));
const isApproved = no('稿件已经终审，不能修改；需要修改的，先退回', regulation(17));
const nothingOpen = no('没有在办的稿件，需要改动的，先发起修订', regulation(12));
const notSubmitted = no('稿件还没有提交审核', regulation(17));
const alreadySubmitted = no('稿件已经提交审核', regulation(17));
const notReviewed = no('稿件还没有通过初审、复审和终审，不能发布', regulation(17));
const alreadyApproved = no('稿件已经通过终审', regulation(17));
const revisionOpen = no('已有一份稿件在办，办结后才能再次修订', regulation(12));
const unscheduled = no('稿件还没有通过终审，不能确定发布时间', regulation(17));

/** Which act is lawful at which stage. Exhaustive: the compiler demands every pair. */
export const reviewTransitions: Readonly<Record<Stage, Readonly<Record<ReviewAct, Outcome>>>> = {
  drafting: {
    save: to('drafting'),
    submit: to('first-review'),
    'record-disclosure-review': notSubmitted,
    proofread: notSubmitted,
    pass: notSubmitted,
    return: notSubmitted,
    schedule: unscheduled,
    publish: notReviewed,
    revise: revisionOpen,
  },
  'first-review': {
    save: inReview,
    submit: alreadySubmitted,
    'record-disclosure-review': to('first-review'),
    proofread: to('first-review'),
    pass: to('second-review'),
    return: to('drafting'),
    schedule: unscheduled,
    publish: notReviewed,
    revise: revisionOpen,
  },
  'second-review': {
    save: inReview,
    submit: alreadySubmitted,
    'record-disclosure-review': to('second-review'),
    proofread: to('second-review'),
    pass: to('final-review'),
    return: to('drafting'),
    schedule: unscheduled,
    publish: notReviewed,
    revise: revisionOpen,
  },
  'final-review': {
    save: inReview,
    submit: alreadySubmitted,
    'record-disclosure-review': to('final-review'),
    proofread: to('final-review'),
    pass: to('approved'),
    return: to('drafting'),
    schedule: unscheduled,
    publish: notReviewed,
    revise: revisionOpen,
  },
  approved: {
    save: isApproved,
    submit: alreadySubmitted,
    'record-disclosure-review': alreadyApproved,
    proofread: alreadyApproved,
    pass: alreadyApproved,
    return: to('drafting'),
    schedule: to('approved'),
    publish: to('settled'),
    revise: revisionOpen,
  },
  settled: {
    save: nothingOpen,
    submit: nothingOpen,
    'record-disclosure-review': nothingOpen,
    proofread: nothingOpen,
    pass: nothingOpen,
    return: nothingOpen,
    schedule: nothingOpen,
    publish: nothingOpen,
    revise: to('drafting'),
  },
};

/** What a disclosure review (条例 Art. 17) concludes. Whoever cannot decide reports to the competent or secrecy authority. */
export type DisclosureConclusion = 'disclose' | 'withhold' | 'refer';
export const conclusionLabels: Readonly<Record<DisclosureConclusion, string>> = {
  disclose: '可以公开',
  withhold: '不得公开',
  refer: '不能确定，报有关主管部门或者保密行政管理部门确定',
};

/** A step on record: never changed, so that who did what and thought what can be read years later. */
export interface ReviewStep {
  readonly act: ReviewAct;
  /** The stage in which it was done. */
  readonly stage: Stage;
  readonly personId: string;
  readonly conclusion?: DisclosureConclusion;
  /** Findings of screening or proofreading that must be mended first; 0 when there were none. */
  readonly openFindings?: number;
}

export class ReviewRefusedError extends Error {
  override name = 'ReviewRefusedError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.reason}（${cite(refusal.legalBasis)}）`);
    this.refusal = refusal;
  }
}

const JUDGING: readonly ReviewAct[] = ['pass', 'schedule', 'publish'];

/** Steps of the text now on its way: those since it was last submitted, its submission first. */
export function currentRound(history: readonly ReviewStep[]): readonly ReviewStep[] {
  const submitted = history.findLastIndex((step) => step.act === 'submit');
  return submitted < 0 ? [] : history.slice(submitted);
}

export interface ReviewConfiguration {
  /** Whether 初审, 复审 and 终审 must be three people; a small organ may have two of them. */
  readonly distinctReviewers: boolean;
}

/**
 * The stage after `act`, or why it is refused. Besides the table: nobody judges what they wrote or submitted, the review of
 * Art. 17 must say 可以公开 before 终审 passes, and findings left open hold the text back.
 */
export function decideReview(
  stage: Stage,
  act: ReviewAct,
  personId: string,
  history: readonly ReviewStep[],
  configuration: ReviewConfiguration = { distinctReviewers: true },
): Outcome {
  const outcome = reviewTransitions[stage][act];
  if (!('to' in outcome)) return outcome;
  const round = currentRound(history);
  if (JUDGING.includes(act) || act === 'record-disclosure-review') {
    const wrote = history.some((step) => (step.act === 'submit' || step.act === 'save') && step.personId === personId);
    if (wrote) return no('起草或者提交稿件的人员不能审核、发布同一稿件', regulation(17));
  }
  if (act === 'pass' && configuration.distinctReviewers) {
    const reviewed = round.some((step) => step.act === 'pass' && step.personId === personId);
    if (reviewed) return no('初审、复审、终审应当由不同人员办理', regulation(17));
  }
  if (act === 'pass' && stage === 'final-review') {
    const review = round.findLast((step) => step.act === 'record-disclosure-review');
    if (!review) return no('公开前应当依法审查，还没有公开审查的记录', regulation(17));
    if (review.conclusion === 'withhold') return no('公开审查的结论是不得公开', regulation(17));
    if (review.conclusion !== 'disclose')
      return no('不能确定是否可以公开的，应当先报有关主管部门或者保密行政管理部门确定', regulation(17));
    const check = round.findLast((step) => step.openFindings !== undefined);
    if (check?.openFindings) return no(`校对还有${check.openFindings}处问题没有处理`, regulation(6));
  }
  return outcome;
}

/** @throws ReviewRefusedError */
export function nextStage(
  stage: Stage,
  act: ReviewAct,
  personId: string,
  history: readonly ReviewStep[],
  configuration?: ReviewConfiguration,
): Stage {
  const outcome = decideReview(stage, act, personId, history, configuration);
  if ('to' in outcome) return outcome.to;
  throw new ReviewRefusedError(outcome);
}
