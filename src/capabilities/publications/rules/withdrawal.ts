import { basis, type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';

/** Why information is taken off the platform. The old address keeps telling that it was there and why it is gone. */
interface WithdrawalRule {
  readonly label: string;
  /** What the old address says. */
  readonly explanation: string;
  /** Whether the title may still be shown: not where the title itself may do the harm. */
  readonly showsTitle: boolean;
  readonly legalBasis: LegalBasis;
}

export const withdrawalRules = {
  secrecy: {
    label: '不得公开的信息',
    explanation: '该信息属于依法不予公开的政府信息，已撤下。',
    showsTitle: false,
    legalBasis: regulation(14),
  },
  'third-party-rights': {
    label: '涉及商业秘密、个人隐私',
    explanation: '该信息公开会对第三方合法权益造成损害，已撤下。',
    showsTitle: false,
    legalBasis: regulation(15),
  },
  inaccurate: {
    label: '内容不准确',
    explanation: '该信息内容不准确，已撤下；准确的信息另行公布。',
    showsTitle: true,
    legalBasis: regulation(6),
  },
  superseded: {
    label: '已由新的信息替代',
    explanation: '该信息已由新的信息替代。',
    showsTitle: true,
    legalBasis: regulation(12),
  },
  'decision-reversed': {
    label: '行政处罚决定被依法变更、撤销、确认违法或者确认无效',
    explanation: '公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效，该信息已撤回。',
    showsTitle: false,
    legalBasis: basis('penaltyLaw', 48),
  },
  'published-in-error': {
    label: '误发、重复发布',
    explanation: '该信息属于误发或者重复发布，已撤下。',
    showsTitle: true,
    legalBasis: regulation(6),
  },
} as const satisfies Record<string, WithdrawalRule>;

export type WithdrawalKind = keyof typeof withdrawalRules;
export const withdrawalKinds = Object.keys(withdrawalRules) as WithdrawalKind[];

export function withdrawalRule(kind: WithdrawalKind): WithdrawalRule {
  return withdrawalRules[kind];
}
