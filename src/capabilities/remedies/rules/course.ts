import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { basis, cite, type LegalBasis } from '../../../kernel/legal-basis/index.ts';

export type RemedyKind = 'reconsideration' | 'litigation-direct' | 'litigation-after-reconsideration';

export const remedyKindLabels: Readonly<Record<RemedyKind, string>> = {
  reconsideration: '行政复议',
  'litigation-direct': '行政诉讼（未经复议直接起诉）',
  'litigation-after-reconsideration': '行政诉讼（复议后起诉）',
};

/** Column of table four a conclusion counts in. */
export type RemedyResult = 'upheld' | 'corrected' | 'other';

/** How a case can end, and its column (annual-report §5; the sorting is practice, not confirmed wording). */
export const conclusions = {
  upheld: { label: '维持', result: 'upheld' },
  'claim-dismissed': { label: '驳回请求', result: 'upheld' },
  revoked: { label: '撤销', result: 'corrected' },
  changed: { label: '变更', result: 'corrected' },
  'declared-unlawful': { label: '确认违法', result: 'corrected' },
  'ordered-to-perform': { label: '责令履行', result: 'corrected' },
  terminated: { label: '终止', result: 'other' },
  'not-accepted': { label: '不予受理', result: 'other' },
  'suit-dismissed': { label: '驳回起诉', result: 'other' },
  withdrawn: { label: '撤回', result: 'other' },
  mediated: { label: '调解', result: 'other' },
} as const satisfies Record<string, { label: string; result: RemedyResult }>;

export type Conclusion = keyof typeof conclusions;

export function isConclusion(value: unknown): value is Conclusion {
  return typeof value === 'string' && Object.hasOwn(conclusions, value);
}

export type RemedyEvent =
  | { kind: 'filed'; on: PlainDate }
  | { kind: 'accepted'; on: PlainDate }
  | { kind: 'answered'; on: PlainDate }
  | { kind: 'suspended'; on: PlainDate }
  | { kind: 'resumed'; on: PlainDate }
  | { kind: 'concluded'; on: PlainDate; conclusion: Conclusion };

export type RemedyEventKind = RemedyEvent['kind'];
export type RemedyState = 'unfiled' | 'filed' | 'accepted' | 'suspended' | 'concluded';

interface Refusal {
  reason: string;
  legalBasis: LegalBasis;
}
const no = (reason: string, legalBasis: LegalBasis): Refusal => ({ reason, legalBasis });
const notFiled = no('案件尚未提起', basis('reconsiderationLaw', 20));
const onceFiled = no('案件只能提起一次', basis('reconsiderationLaw', 30));
const notAccepted = no('案件尚未受理', basis('reconsiderationLaw', 30));
const onceAccepted = no('案件已经受理', basis('reconsiderationLaw', 30));
const isSuspended = no('案件中止审理期间不能办理', basis('reconsiderationLaw', 39));
const notSuspended = no('案件没有中止', basis('reconsiderationLaw', 39));
const isConcluded = no('案件已经审结', basis('reconsiderationLaw', 62));

const transitions: Record<RemedyState, Record<RemedyEventKind, RemedyState | Refusal>> = {
  unfiled: {
    filed: 'filed',
    accepted: notFiled,
    answered: notFiled,
    suspended: notFiled,
    resumed: notFiled,
    concluded: notFiled,
  },
  filed: {
    filed: onceFiled,
    accepted: 'accepted',
    answered: notAccepted,
    suspended: notAccepted,
    resumed: notSuspended,
    concluded: 'concluded',
  },
  accepted: {
    filed: onceFiled,
    accepted: onceAccepted,
    answered: 'accepted',
    suspended: 'suspended',
    resumed: notSuspended,
    concluded: 'concluded',
  },
  suspended: {
    filed: onceFiled,
    accepted: onceAccepted,
    answered: isSuspended,
    suspended: isSuspended,
    resumed: 'accepted',
    concluded: 'concluded',
  },
  concluded: {
    filed: onceFiled,
    accepted: isConcluded,
    answered: isConcluded,
    suspended: isConcluded,
    resumed: isConcluded,
    concluded: isConcluded,
  },
};

export interface RemedyView {
  state: RemedyState;
  filedOn: PlainDate | null;
  concludedOn: PlainDate | null;
  conclusion: Conclusion | null;
  result: RemedyResult | null;
}

/** A case's event that may not happen: message in Chinese with the article. */
export class RemedyRefusedError extends Error {
  override name = 'RemedyRefusedError';
}

/** Folds a case's course. @throws RemedyRefusedError for an event that is forbidden in its state or dated before the last */
export function foldRemedy(events: readonly RemedyEvent[]): RemedyView {
  const view: RemedyView = { state: 'unfiled', filedOn: null, concludedOn: null, conclusion: null, result: null };
  let last = '';
  for (const event of events) {
    if (event.on < last) throw new RemedyRefusedError(`日期${event.on}早于前一事项的日期${last}`);
    const next = transitions[view.state][event.kind];
    if (typeof next !== 'string') throw new RemedyRefusedError(`${next.reason}（${cite(next.legalBasis)}）`);
    view.state = next;
    last = event.on;
    if (event.kind === 'filed') view.filedOn = event.on;
    if (event.kind === 'concluded') {
      view.concludedOn = event.on;
      view.conclusion = event.conclusion;
      view.result = conclusions[event.conclusion].result;
    }
  }
  return view;
}
