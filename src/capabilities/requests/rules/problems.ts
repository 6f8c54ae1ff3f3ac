import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { basis, cite, type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';

export type ProblemCode =
  | 'correction-notice-late'
  | 'second-correction-notice'
  | 'extension-too-long'
  | 'extension-late'
  | 'extension-without-approval'
  | 'second-extension'
  | 'fee-notice-late'
  | 'event-out-of-order'
  | 'reply-late'
  | 'unknown-consultation';

interface ProblemRule {
  message: string;
  legalBasis: LegalBasis;
  /**
   * `unlawful`: the record keeper refuses the event. `breach`: it happened and must be recorded, with the problem shown
   * (a late reply is still a reply).
   */
  kind: 'unlawful' | 'breach';
}

export const problemRules: Readonly<Record<ProblemCode, ProblemRule>> = {
  'correction-notice-late': {
    message: '应当自收到申请之日起7个工作日内一次性告知补正',
    legalBasis: regulation(30),
    kind: 'breach',
  },
  'second-correction-notice': {
    message: '补正事项应当一次性告知，不得再次要求补正',
    legalBasis: regulation(30),
    kind: 'unlawful',
  },
  'extension-too-long': {
    message: '延长的期限最长不得超过20个工作日',
    legalBasis: regulation(33, { paragraph: 2 }),
    kind: 'unlawful',
  },
  'extension-late': {
    message: '答复期限届满后不能再延长',
    legalBasis: regulation(33, { paragraph: 2 }),
    kind: 'unlawful',
  },
  'extension-without-approval': {
    message: '延长答复期限应当经政府信息公开工作机构负责人同意',
    legalBasis: regulation(33, { paragraph: 2 }),
    kind: 'unlawful',
  },
  'second-extension': {
    message: '答复期限只能延长一次',
    legalBasis: regulation(33, { paragraph: 2 }),
    kind: 'unlawful',
  },
  'fee-notice-late': { message: '收费通知应当在申请处理期限内发出', legalBasis: basis('feeMeasures'), kind: 'breach' },
  'event-out-of-order': {
    message: '该事项与办理经过不符（日期早于前一事项，或当前状态下不能发生）',
    legalBasis: regulation(45),
    kind: 'unlawful',
  },
  'reply-late': { message: '答复送达超过法定期限', legalBasis: regulation(33, { paragraph: 2 }), kind: 'breach' },
  'unknown-consultation': { message: '没有发出过该编号的征求意见书', legalBasis: regulation(32), kind: 'unlawful' },
};

export interface Problem {
  code: ProblemCode;
  /** Day of the event at fault. */
  on: PlainDate;
  message: string;
  basis: string;
}

/** @param legalBasis where the article at fault is another than the one the code stands for */
export function problem(code: ProblemCode, on: PlainDate, detail?: string, legalBasis?: LegalBasis): Problem {
  const rule = problemRules[code];
  return { code, on, message: detail ?? rule.message, basis: cite(legalBasis ?? rule.legalBasis) };
}
