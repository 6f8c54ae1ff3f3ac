import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { basis, regulation } from '../../../kernel/legal-basis/index.ts';
import type { ApplicationEvent, ApplicationState } from './events.ts';
import { type Outcome, outcomes } from './outcomes.ts';
import { type Problem, problem } from './problems.ts';

/** What must have happened before a reply may have this outcome; the record keeper asks before it writes. */
export interface ReplyCircumstances {
  /** State on the day of the reply. */
  state: ApplicationState;
  /** Whether a corrected application came in. */
  corrected: boolean;
  /** Whether a third party was asked in writing. */
  askedThirdParty: boolean;
}

type Reply = Extract<ApplicationEvent, { kind: 'replied' }>;

function objection(on: PlainDate, detail: string, article: Parameters<typeof problem>[3]): Problem {
  return problem('event-out-of-order', on, detail, article);
}

/** Grounds on which something may be withheld: the refusals of Arts. 14-16 and what can't be provided at all. */
function isWithholding(outcome: Outcome): boolean {
  const { reportRow } = outcomes[outcome];
  return reportRow.startsWith('denied') || reportRow.startsWith('unable');
}

/**
 * Why a reply may not have its outcome (条例 Arts. 30, 35-37), or null. A lapse needs its lapse, a still unclear
 * request its correction, a third party's interest the third party's opinion (Art. 32), and a withdrawal is no reply.
 */
export function replyObjection(reply: Reply, circumstances: ReplyCircumstances): Problem | null {
  const { on, outcome, withheldGrounds } = reply;
  if (outcome === 'ABANDONED_CORRECTION' && circumstances.state !== 'correction-lapsed')
    return objection(on, '申请人的补正期限尚未届满，或者没有告知补正，不能视为放弃申请', regulation(30));
  if (outcome === 'FEE_UNPAID' && circumstances.state !== 'payment-lapsed')
    return objection(on, '申请人的缴费期限尚未届满，或者没有发出收费通知，不能视为放弃申请', basis('feeMeasures'));
  if (outcome === 'STILL_UNCLEAR' && !circumstances.corrected)
    return objection(on, '没有经过补正，不能以补正后申请内容仍不明确答复', regulation(30));
  if (outcome === 'WITHDRAWN') return objection(on, '申请人撤回申请应当登记为“申请人撤回”，不是答复', regulation(36));
  const protectsThirdParty = outcome === 'DENIED_THIRD_PARTY' || withheldGrounds?.includes('DENIED_THIRD_PARTY');
  if (protectsThirdParty && !circumstances.askedThirdParty)
    return objection(on, '没有书面征求第三方的意见，不能以保护第三方合法权益为由不予公开', regulation(32));
  const wrong = withheldGrounds?.find((ground) => !isWithholding(ground));
  if (wrong) return objection(on, `“${outcomes[wrong].label}”不是不公开的理由`, regulation(37));
  return null;
}
