import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { basis, type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';

/** The leaf rows of table three (国办公开办函〔2021〕30号) an outcome is counted in. */
export type ReportRow =
  | 'granted'
  | 'partial'
  | `denied_${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`
  | `unable_${1 | 2 | 3}`
  | `rejected_${1 | 2 | 3 | 4 | 5}`
  | `other_${1 | 2 | 3}`;

/**
 * What an applicant may do against the reply. Independent of the report row: SPECIAL_QUERY stands under 不予公开 in the
 * report and is still directly suable (条例 Art. 36(7) is none of Arts. 14-16).
 */
export type RemedyClass = 'reconsideration-first' | 'reconsideration-first-for-withheld' | 'choice' | 'none';

/** How far the law binds the organ (条例 Arts. 13-16). */
export type GroundForce = 'mandatory' | 'mandatory-with-balancing' | 'discretionary';

export interface OutcomeRule {
  label: string;
  legalBasis: LegalBasis;
  reportRow: ReportRow;
  /** Whether the outcome is a 不予公开 under Arts. 14-16, which since 2024 must go to reconsideration first. */
  refusalUnder14To16: boolean;
  force?: GroundForce;
  /** True when the row or the remedy is practice, not confirmed wording. */
  practice?: true;
}

const FEES = basis('feeMeasures');

/** Every kind of decision on an application, with its article and its row in the report. */
export const outcomes = {
  ALREADY_PUBLIC: {
    label: '已主动公开',
    legalBasis: regulation(36, { item: 1 }),
    reportRow: 'granted',
    refusalUnder14To16: false,
    practice: true,
  },
  GRANTED: {
    label: '予以公开',
    legalBasis: regulation(36, { item: 2 }),
    reportRow: 'granted',
    refusalUnder14To16: false,
  },
  PARTIAL: {
    label: '部分公开（区分处理）',
    legalBasis: regulation(37),
    reportRow: 'partial',
    refusalUnder14To16: false,
  },
  DENIED_STATE_SECRET: {
    label: '属于国家秘密',
    legalBasis: regulation(14),
    reportRow: 'denied_1',
    refusalUnder14To16: true,
    force: 'mandatory',
  },
  DENIED_LAW: {
    label: '法律、行政法规禁止公开',
    legalBasis: regulation(14),
    reportRow: 'denied_2',
    refusalUnder14To16: true,
    force: 'mandatory',
  },
  DENIED_SECURITY: {
    label: '危及“三安全一稳定”',
    legalBasis: regulation(14),
    reportRow: 'denied_3',
    refusalUnder14To16: true,
    force: 'mandatory',
  },
  DENIED_THIRD_PARTY: {
    label: '保护第三方合法权益',
    legalBasis: regulation(15),
    reportRow: 'denied_4',
    refusalUnder14To16: true,
    force: 'mandatory-with-balancing',
  },
  DENIED_INTERNAL: {
    label: '属于三类内部事务信息',
    legalBasis: regulation(16, { paragraph: 1 }),
    reportRow: 'denied_5',
    refusalUnder14To16: true,
    force: 'discretionary',
  },
  DENIED_PROCESS: {
    label: '属于四类过程性信息',
    legalBasis: regulation(16, { paragraph: 2 }),
    reportRow: 'denied_6',
    refusalUnder14To16: true,
    force: 'discretionary',
  },
  DENIED_CASE_FILE: {
    label: '属于行政执法案卷',
    legalBasis: regulation(16, { paragraph: 2 }),
    reportRow: 'denied_7',
    refusalUnder14To16: true,
    force: 'discretionary',
  },
  SPECIAL_QUERY: {
    label: '属于行政查询事项',
    legalBasis: regulation(36, { item: 7 }),
    reportRow: 'denied_8',
    refusalUnder14To16: false,
    practice: true,
  },
  NOT_EXIST: {
    label: '政府信息不存在',
    legalBasis: regulation(36, { item: 4 }),
    reportRow: 'unable_1',
    refusalUnder14To16: false,
  },
  NOT_THIS_AGENCY: {
    label: '非本机关负责公开',
    legalBasis: regulation(36, { item: 5 }),
    reportRow: 'unable_1',
    refusalUnder14To16: false,
  },
  NEEDS_CREATION: {
    label: '没有现成信息需要另行制作',
    legalBasis: regulation(38),
    reportRow: 'unable_2',
    refusalUnder14To16: false,
  },
  STILL_UNCLEAR: {
    label: '补正后申请内容仍不明确',
    legalBasis: regulation(30),
    reportRow: 'unable_3',
    refusalUnder14To16: false,
    practice: true,
  },
  PETITION: {
    label: '信访举报投诉类申请',
    legalBasis: regulation(39, { paragraph: 1 }),
    reportRow: 'rejected_1',
    refusalUnder14To16: false,
  },
  REPEAT: {
    label: '重复申请',
    legalBasis: regulation(36, { item: 6 }),
    reportRow: 'rejected_2',
    refusalUnder14To16: false,
  },
  PUBLICATION: {
    label: '要求提供公开出版物',
    legalBasis: regulation(39, { paragraph: 2 }),
    reportRow: 'rejected_3',
    refusalUnder14To16: false,
  },
  EXCESSIVE: {
    label: '无正当理由大量反复申请',
    legalBasis: regulation(35),
    reportRow: 'rejected_4',
    refusalUnder14To16: false,
  },
  CONFIRM_REISSUE: {
    label: '要求行政机关确认或重新出具已获取信息',
    legalBasis: basis('reportFormat2021'),
    reportRow: 'rejected_5',
    refusalUnder14To16: false,
    practice: true,
  },
  ABANDONED_CORRECTION: {
    label: '申请人无正当理由逾期不补正',
    legalBasis: regulation(30),
    reportRow: 'other_1',
    refusalUnder14To16: false,
  },
  FEE_UNPAID: {
    label: '申请人逾期未按收费通知要求缴纳费用',
    legalBasis: FEES,
    reportRow: 'other_2',
    refusalUnder14To16: false,
  },
  WITHDRAWN: {
    label: '申请人撤回申请',
    legalBasis: basis('reportFormat2021'),
    reportRow: 'other_3',
    refusalUnder14To16: false,
    practice: true,
  },
  OTHER: {
    label: '其他处理',
    legalBasis: basis('reportFormat2021'),
    reportRow: 'other_3',
    refusalUnder14To16: false,
    practice: true,
  },
} as const satisfies Record<string, OutcomeRule>;

export type Outcome = keyof typeof outcomes;

export const outcomeKinds = Object.keys(outcomes) as Outcome[];

export function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'string' && Object.hasOwn(outcomes, value);
}

export function outcomeRule(outcome: Outcome): OutcomeRule {
  return outcomes[outcome];
}

/** 行政复议法 (2023) Art. 23(1)(4), in force since this day: refusals under 条例 Arts. 14-16 go to reconsideration first. */
const RECONSIDERATION_FIRST_SINCE = '2024-01-01';

/**
 * Remedy class of a reply by its outcome, the grounds of its withheld parts and the day it was made (行政复议法 Art. 23, 行政诉讼法 Art. 46).
 * `withheldGrounds` matters for PARTIAL only; without it a partial disclosure is taken to withhold under Arts. 14-16.
 */
export function remedyClassOf(
  outcome: Outcome,
  decidedOn: PlainDate,
  withheldGrounds?: readonly Outcome[],
): RemedyClass {
  if (outcome === 'WITHDRAWN') return 'none';
  if (decidedOn < RECONSIDERATION_FIRST_SINCE) return 'choice';
  if (outcome === 'PARTIAL') {
    const grounds = withheldGrounds ?? [];
    const bound = grounds.length === 0 || grounds.some((ground) => outcomes[ground].refusalUnder14To16);
    return bound ? 'reconsideration-first-for-withheld' : 'choice';
  }
  return outcomes[outcome].refusalUnder14To16 ? 'reconsideration-first' : 'choice';
}
