import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Channel } from '../rules/events.ts';

export type ReceiptKind = 'same-day' | 'signed' | 'confirmed';

/** How the day of receipt is fixed on each channel (条例 Art. 31). */
export const receiptOf: Readonly<Record<Channel, ReceiptKind>> = {
  'in-person': 'same-day',
  oral: 'same-day',
  'registered-mail': 'signed',
  'ordinary-mail': 'confirmed',
  online: 'confirmed',
  fax: 'confirmed',
};

/** What of a registration's days does not fit its channel, and the field at fault. */
export function receiptFault(
  input: { channel: Channel; submittedOn: PlainDate; receivedOn: PlainDate | null },
  today: PlainDate,
): { pointer: string; detail: string } | undefined {
  const { channel, submittedOn, receivedOn } = input;
  if (submittedOn > today) return { pointer: '/submittedOn', detail: '提交日期不能晚于今天' };
  if (receivedOn !== null && receivedOn > today) return { pointer: '/receivedOn', detail: '收到申请之日不能晚于今天' };
  if (receivedOn !== null && receivedOn < submittedOn)
    return { pointer: '/receivedOn', detail: '收到申请之日不能早于提交日期' };
  const kind = receiptOf[channel];
  if (kind === 'same-day' && receivedOn !== submittedOn)
    return { pointer: '/receivedOn', detail: '当面提交的，提交之日为收到申请之日（《条例》第三十一条第（一）项）' };
  if (kind === 'signed' && receivedOn === null)
    return { pointer: '/receivedOn', detail: '邮寄需签收的，请填写签收之日（《条例》第三十一条第（二）项）' };
  return undefined;
}
