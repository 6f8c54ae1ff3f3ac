import { basis, type LegalBasis, regulation } from '../../../../kernel/legal-basis/index.ts';
import type { Outcome } from '../../rules/outcomes.ts';
import type { ElementName } from './elements.ts';
import type { LetterKind } from './input.ts';

export interface LetterRule {
  readonly name: string;
  /** Which series of numbers it takes: replies, notices of the procedure, or none. */
  readonly series: 'reply' | 'notice' | null;
  /** 答复书, 告知书 …: how the letter calls itself. */
  readonly act: string;
  /** What the letter must say, besides organ, date and number. */
  readonly mandatory: readonly ElementName[];
  readonly optional: readonly ElementName[];
  /** Articles cited; none where each finding cites its own. */
  readonly bases: readonly LegalBasis[];
}

const ASKED = ['applicant', 'receivedOn', 'requested'] as const;
const OF_THE_APPLICANT: readonly ElementName[] = [...ASKED, 'submittedOn', 'channel', 'applicationNumber', 'procedure'];
const OF_THE_ORGAN: readonly ElementName[] = ['phone', 'address'];

function rule(
  name: string,
  act: string,
  series: LetterRule['series'],
  bases: readonly LegalBasis[],
  mandatory: readonly ElementName[],
): LetterRule {
  // What goes to a third party or another organ can't name the applicant, whatever the template says (条例 Art. 32).
  const toApplicant = mandatory.includes('applicant');
  const optional = [...OF_THE_ORGAN, ...(toApplicant ? OF_THE_APPLICANT : [])].filter(
    (one) => !mandatory.includes(one),
  );
  return { name, act, series, bases, mandatory, optional };
}

/** The standard letters, what each must contain and on which article it stands. */
export const letterRules: Readonly<Record<LetterKind, LetterRule>> = {
  L01: rule(
    '政府信息公开申请登记回执',
    '回执',
    null,
    [regulation(31)],
    [
      'applicant',
      'channel',
      'submittedOn',
      'receivedOn',
      'applicationNumber',
      'requested',
      'dueOn',
      'phone',
      'address',
      'basis',
    ],
  ),
  L02: rule(
    '政府信息公开申请补正告知书',
    '告知书',
    'notice',
    [regulation(30)],
    [...ASKED, 'defects', 'guidance', 'respondBy', 'consequence', 'address', 'basis'],
  ),
  L03: rule(
    '政府信息公开延期答复告知书',
    '告知书',
    'notice',
    [regulation(33, { paragraph: 2 })],
    [...ASKED, 'reason', 'newDueOn', 'basis'],
  ),
  L04: rule(
    '政府信息公开申请说明理由告知书',
    '告知书',
    'notice',
    [regulation(35)],
    ['applicant', 'count', 'respondBy', 'consequence', 'basis'],
  ),
  L05: rule('政府信息公开延迟答复告知书', '告知书', 'notice', [regulation(35)], [...ASKED, 'reason', 'until', 'basis']),
  L06: rule(
    '政府信息公开第三方意见征询书',
    '征询书',
    'notice',
    [regulation(32)],
    ['thirdParty', 'content', 'responsePeriod', 'silence', 'address', 'basis'],
  ),
  L07: rule(
    '政府信息公开征求意见告知书',
    '告知书',
    'notice',
    [regulation(33, { paragraph: 3 })],
    [...ASKED, 'consultation', 'excluded', 'basis'],
  ),
  L08: rule(
    '政府信息公开第三方意见处理告知书',
    '告知书',
    'notice',
    [regulation(32)],
    ['thirdParty', 'content', 'reason', 'releaseOn', 'remedy', 'basis'],
  ),
  L09: rule(
    '征求共同制作机关意见函',
    '函',
    'notice',
    [regulation(34)],
    ['coMaker', 'content', 'responsePeriod', 'silence', 'basis'],
  ),
  L10: rule(
    '政府信息公开申请协办函',
    '函',
    'notice',
    [regulation(33, { paragraph: 3 })],
    ['addressee', 'matter', 'respondBy', 'phone', 'basis'],
  ),
  L11: rule(
    '政府信息公开信息处理费收费通知书',
    '通知书',
    'notice',
    [regulation(42), basis('feeMeasures')],
    [...ASKED, 'mode', 'computation', 'amount', 'account', 'consequence', 'basis'],
  ),
  L12: rule('视为放弃政府信息公开申请告知书', '告知书', 'reply', [], [...ASKED, 'decisions', 'remedy']),
  L13: rule('政府信息公开申请答复书', '答复书', 'reply', [], [...ASKED, 'channel', 'decisions', 'remedy']),
  L14: rule('政府信息公开申请不予处理告知书', '告知书', 'reply', [], [...ASKED, 'channel', 'decisions', 'remedy']),
  L15: rule(
    '政府信息更正申请答复书',
    '答复书',
    'reply',
    [regulation(41)],
    [...ASKED, 'facts', 'result', 'remedy', 'basis'],
  ),
  L16: rule('送达回证', '回证', null, [], ['documents', 'applicant', 'service', 'servedOn', 'proof']),
  L17: rule(
    '主动公开政府信息建议反馈书',
    '反馈书',
    'notice',
    [regulation(44, { paragraph: 2 })],
    ['applicant', 'proposal', 'result', 'reason', 'basis'],
  ),
  L18: rule(
    '政府信息公开申请当场答复记录',
    '记录',
    null,
    [regulation(33, { paragraph: 1 })],
    ['applicant', 'channel', 'receivedOn', 'requested', 'answer', 'manner', 'basis'],
  ),
};

export const letterKinds = Object.keys(letterRules) as LetterKind[];

const REJECTED: readonly Outcome[] = ['PETITION', 'REPEAT', 'PUBLICATION', 'EXCESSIVE', 'CONFIRM_REISSUE'];
const LAPSED: readonly Outcome[] = ['ABANDONED_CORRECTION', 'FEE_UNPAID'];

/** The letter that carries an outcome. */
export function letterKindOf(outcome: Outcome): 'L12' | 'L13' | 'L14' {
  if (REJECTED.includes(outcome)) return 'L14';
  return LAPSED.includes(outcome) ? 'L12' : 'L13';
}
