import { formatChinese, type PlainDate } from '../../../../kernel/calendar/index.ts';
import type { ApplicationEvent, Party } from '../../rules/events.ts';

const ASKED: Readonly<Record<Exclude<Party, 'internal'>, string>> = {
  'third-party': '第三方',
  'co-maker': '共同制作机关',
  'other-organ': '其他机关',
};

/**
 * The course of the case as a reply tells it: corrections, consultations with the time they exclude (条例 Art. 33 ¶3),
 * extension, fee. Consultation inside the organ is nobody's business and stays out. Null when there is nothing to tell.
 */
export function procedureParagraph(events: readonly ApplicationEvent[], actOn: PlainDate): string | null {
  const told: string[] = [];
  let consulted = false;
  for (const event of events) {
    if (event.on > actOn) continue;
    const day = formatChinese(event.on);
    switch (event.kind) {
      case 'correction-requested':
        told.push(`${day}告知补正`);
        break;
      case 'corrected':
        told.push(`${day}收到补正的申请`);
        break;
      case 'consultation-sent':
        if (event.party === 'internal') break;
        consulted = true;
        told.push(`${day}征求${ASKED[event.party]}的意见`);
        break;
      case 'extended':
        told.push(`${day}决定将答复期限延长${event.workingDays}个工作日`);
        break;
      case 'delayed':
        told.push(`${day}确定在${formatChinese(event.until)}前答复`);
        break;
      case 'fee-notified':
        told.push(`${day}发出收费通知`);
        break;
      case 'fee-paid':
        told.push(`${day}收到缴纳的信息处理费`);
        break;
      default:
        break;
    }
  }
  if (told.length === 0) return null;
  return `办理期间，本机关于${told.join('，于')}。${consulted ? '征求意见所需时间不计算在答复期限内。' : ''}`;
}
