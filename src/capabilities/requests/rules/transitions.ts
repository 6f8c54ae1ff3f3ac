import { basis, type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';
import { type ApplicationState, type EventKind, eventLabels, stateLabels } from './events.ts';

export interface Refusal {
  reason: string;
  legalBasis: LegalBasis;
}

/** 'allow', or why the event is not lawful in the state and by which article. */
export type Verdict = 'allow' | Refusal;

const no = (reason: string, legalBasis: LegalBasis): Refusal => ({ reason, legalBasis });

const notReceived = no('申请尚未确认收到，期限还没有起算，不能办理', regulation(31));
const alreadySubmitted = no('申请只能提交一次', regulation(29));
const alreadyReceived = no('收到申请之日已经确定', regulation(31));
const noCorrectionAsked = no('没有告知申请人补正', regulation(30));
const correctionPending = no('正在等待申请人补正，答复期限尚未重新起算', regulation(30));
const correctionLapsed = no('申请人逾期不补正，视为放弃申请', regulation(30));
const correctionOnce = no('补正应当一次性告知', regulation(30));
const noFeeNotified = no('没有发出收费通知', basis('feeMeasures'));
const feePending = no('已发出收费通知，处理期限自缴费完成次日重新计算', basis('feeMeasures'));
const feeLapsed = no('申请人逾期未缴费，视为放弃申请', basis('feeMeasures'));
const closed = no('申请已经办结', regulation(36));
const notReplied = no('还没有作出答复', regulation(36));
const notClosed = no('只有已办结的申请才能被责令重新答复', regulation(51));

/**
 * Which event is lawful in which state (条例 Arts. 29-42). Exhaustive: the compiler demands every pair. A record keeper
 * refuses a forbidden event; the clock command reports it as out of order and goes on without it.
 */
export const transitions = {
  submitted: {
    submitted: alreadySubmitted,
    received: 'allow',
    'correction-requested': notReceived,
    corrected: noCorrectionAsked,
    'consultation-sent': notReceived,
    'consultation-answered': notReceived,
    'notice-delivered': notReceived,
    extended: notReceived,
    'reasons-requested': notReceived,
    'reasons-given': notReceived,
    delayed: notReceived,
    'fee-notified': notReceived,
    'fee-paid': noFeeNotified,
    withdrawn: 'allow',
    replied: notReceived,
    served: notReplied,
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  processing: {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': 'allow',
    corrected: noCorrectionAsked,
    'consultation-sent': 'allow',
    'consultation-answered': 'allow',
    'notice-delivered': 'allow',
    extended: 'allow',
    'reasons-requested': 'allow',
    'reasons-given': 'allow',
    delayed: 'allow',
    'fee-notified': 'allow',
    'fee-paid': noFeeNotified,
    withdrawn: 'allow',
    replied: 'allow',
    served: 'allow',
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  'awaiting-correction': {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': correctionOnce,
    corrected: 'allow',
    'consultation-sent': correctionPending,
    'consultation-answered': 'allow',
    'notice-delivered': 'allow',
    extended: correctionPending,
    'reasons-requested': correctionPending,
    'reasons-given': 'allow',
    delayed: correctionPending,
    'fee-notified': correctionPending,
    'fee-paid': noFeeNotified,
    withdrawn: 'allow',
    replied: 'allow',
    served: 'allow',
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  'correction-lapsed': {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': correctionOnce,
    corrected: 'allow',
    'consultation-sent': correctionLapsed,
    'consultation-answered': 'allow',
    'notice-delivered': 'allow',
    extended: correctionLapsed,
    'reasons-requested': correctionLapsed,
    'reasons-given': correctionLapsed,
    delayed: correctionLapsed,
    'fee-notified': correctionLapsed,
    'fee-paid': noFeeNotified,
    withdrawn: 'allow',
    replied: 'allow',
    served: 'allow',
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  suspended: {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': 'allow',
    corrected: noCorrectionAsked,
    'consultation-sent': 'allow',
    'consultation-answered': 'allow',
    'notice-delivered': 'allow',
    extended: 'allow',
    'reasons-requested': 'allow',
    'reasons-given': 'allow',
    delayed: 'allow',
    'fee-notified': 'allow',
    'fee-paid': noFeeNotified,
    withdrawn: 'allow',
    replied: 'allow',
    served: 'allow',
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  'awaiting-payment': {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': feePending,
    corrected: noCorrectionAsked,
    'consultation-sent': feePending,
    'consultation-answered': 'allow',
    'notice-delivered': 'allow',
    extended: feePending,
    'reasons-requested': feePending,
    'reasons-given': 'allow',
    delayed: feePending,
    'fee-notified': feePending,
    'fee-paid': 'allow',
    withdrawn: 'allow',
    replied: 'allow',
    served: 'allow',
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  'payment-lapsed': {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': feeLapsed,
    corrected: noCorrectionAsked,
    'consultation-sent': feeLapsed,
    'consultation-answered': 'allow',
    'notice-delivered': 'allow',
    extended: feeLapsed,
    'reasons-requested': feeLapsed,
    'reasons-given': feeLapsed,
    delayed: feeLapsed,
    'fee-notified': feeLapsed,
    'fee-paid': feeLapsed,
    withdrawn: 'allow',
    replied: 'allow',
    served: 'allow',
    'reanswer-ordered': notClosed,
    reanswered: notClosed,
  },
  closed: {
    submitted: alreadySubmitted,
    received: alreadyReceived,
    'correction-requested': closed,
    corrected: closed,
    'consultation-sent': closed,
    'consultation-answered': closed,
    'notice-delivered': closed,
    extended: closed,
    'reasons-requested': closed,
    'reasons-given': closed,
    delayed: closed,
    'fee-notified': closed,
    'fee-paid': closed,
    withdrawn: closed,
    replied: closed,
    served: closed,
    'reanswer-ordered': 'allow',
    reanswered: 'allow',
  },
} as const satisfies Record<ApplicationState, Record<EventKind, Verdict>>;

export function verdictOf(state: ApplicationState, kind: EventKind): Verdict {
  return transitions[state][kind];
}

/** The events that are lawful next, for the buttons of a case page. */
export function lawfulEvents(state: ApplicationState): EventKind[] {
  return (Object.keys(transitions[state]) as EventKind[]).filter((kind) => transitions[state][kind] === 'allow');
}

/** 不能“延长答复期限”：申请已经办结。当前状态：已办结. The article goes beside it. */
export function explainRefusal(state: ApplicationState, kind: EventKind, refusal: Refusal): string {
  return `不能“${eventLabels[kind]}”：${refusal.reason}。当前状态：${stateLabels[state]}`;
}
