import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Outcome } from './outcomes.ts';

/** How an application came in; each channel has its own receipt day (条例 Art. 31). */
export type Channel = 'in-person' | 'oral' | 'registered-mail' | 'ordinary-mail' | 'online' | 'fax';

export const channels: Readonly<Record<Channel, { label: string; receiptRule: string }>> = {
  'in-person': { label: '当面提交', receiptRule: '提交之日为收到申请之日' },
  oral: { label: '口头申请（代为填写）', receiptRule: '提交之日为收到申请之日' },
  'registered-mail': { label: '邮寄（需签收）', receiptRule: '行政机关签收之日为收到申请之日' },
  'ordinary-mail': { label: '平常信函', receiptRule: '收到当日与申请人确认，确认之日为收到申请之日' },
  online: { label: '互联网渠道', receiptRule: '双方确认之日为收到申请之日' },
  fax: { label: '传真', receiptRule: '双方确认之日为收到申请之日' },
};

/** Who is asked. Only the first three suspend the clock (条例 Art. 33 ¶3); departments of the same organ never do. */
export type Party = 'third-party' | 'co-maker' | 'other-organ' | 'internal';

export type Service = 'hand' | 'post' | 'online';

interface Event<Kind extends string> {
  kind: Kind;
  on: PlainDate;
}

/** One thing that happened to an application. The list of them is the record; everything else is folded from it. */
export type ApplicationEvent =
  | (Event<'submitted'> & { channel: Channel })
  | Event<'received'>
  | (Event<'correction-requested'> & { respondBy: PlainDate })
  | Event<'corrected'>
  | (Event<'consultation-sent'> & { ref: string; party: Party; deliveredOn: PlainDate | null })
  | (Event<'consultation-answered'> & { ref: string; consents?: boolean })
  /** A consultation's letter, or the fee notice (`ref` null), reached whom it was sent to: from here its days run. */
  | (Event<'notice-delivered'> & { ref: string | null })
  | (Event<'extended'> & { workingDays: number; approvedBy: string })
  | (Event<'reasons-requested'> & { respondBy: PlainDate })
  | (Event<'reasons-given'> & { reasonable: boolean })
  | (Event<'delayed'> & { until: PlainDate })
  | (Event<'fee-notified'> & { deliveredOn: PlainDate | null; amountYuan?: number })
  | Event<'fee-paid'>
  | Event<'withdrawn'>
  | (Event<'replied'> & {
      outcome: Outcome;
      service: Service;
      /** Signed (hand), posted (post) or arrived (online); null while not served yet. */
      servedOn: PlainDate | null;
      withheldGrounds?: readonly Outcome[];
    })
  | (Event<'served'> & { service: Service })
  | (Event<'reanswer-ordered'> & { by: 'reconsideration' | 'litigation'; dueOn: PlainDate | null })
  | (Event<'reanswered'> & { outcome: Outcome; service: Service; servedOn: PlainDate });

export type EventKind = ApplicationEvent['kind'];

export type ApplicationState =
  | 'submitted'
  | 'processing'
  | 'awaiting-correction'
  | 'correction-lapsed'
  | 'suspended'
  | 'awaiting-payment'
  | 'payment-lapsed'
  | 'closed';

export const stateLabels: Readonly<Record<ApplicationState, string>> = {
  submitted: '已提交，待确认收到',
  processing: '办理中',
  'awaiting-correction': '等待申请人补正',
  'correction-lapsed': '逾期未补正',
  suspended: '征求意见中（期限中止计算）',
  'awaiting-payment': '等待申请人缴费',
  'payment-lapsed': '逾期未缴费',
  closed: '已办结',
};

export const eventLabels: Readonly<Record<EventKind, string>> = {
  submitted: '提交申请',
  received: '收到申请',
  'correction-requested': '告知补正',
  corrected: '收到补正',
  'consultation-sent': '发出征求意见书',
  'consultation-answered': '收到征求意见答复',
  'notice-delivered': '通知送达',
  extended: '延长答复期限',
  'reasons-requested': '要求说明理由',
  'reasons-given': '收到理由说明',
  delayed: '确定延迟答复期限',
  'fee-notified': '发出收费通知',
  'fee-paid': '完成缴费',
  withdrawn: '申请人撤回',
  replied: '作出答复',
  served: '送达答复',
  'reanswer-ordered': '被责令重新答复',
  reanswered: '重新答复',
};
