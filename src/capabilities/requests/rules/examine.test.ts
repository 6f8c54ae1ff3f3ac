import { describe, expect, it } from 'vitest';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import type { ApplicationEvent } from './events.ts';
import { examineEvent } from './examine.ts';
import type { Outcome } from './outcomes.ts';

const calendar = nationalCalendar();
const day = plainDate;

const received: ApplicationEvent[] = [
  { kind: 'submitted', on: day('2024-03-01'), channel: 'online' },
  { kind: 'received', on: day('2024-03-01') },
];
const asked = (party: 'third-party' | 'internal'): ApplicationEvent[] => [
  ...received,
  { kind: 'consultation-sent', on: day('2024-03-05'), ref: '1', party, deliveredOn: day('2024-03-06') },
  { kind: 'consultation-answered', on: day('2024-03-12'), ref: '1', consents: false },
];
const reply = (outcome: Outcome, withheldGrounds?: Outcome[]): ApplicationEvent => ({
  kind: 'replied',
  on: day('2024-03-20'),
  outcome,
  service: 'post',
  servedOn: day('2024-03-20'),
  ...(withheldGrounds ? { withheldGrounds } : {}),
});

describe('what a reply rests on', () => {
  it.each<[string, ApplicationEvent[], ApplicationEvent, string | null]>([
    ['a third party protected without being asked', received, reply('DENIED_THIRD_PARTY'), '第三十二条'],
    ['a department of the organ asked instead', asked('internal'), reply('DENIED_THIRD_PARTY'), '第三十二条'],
    ['a third party protected in part, unasked', received, reply('PARTIAL', ['DENIED_THIRD_PARTY']), '第三十二条'],
    ['a third party that was asked', asked('third-party'), reply('DENIED_THIRD_PARTY'), null],
    ['a third party that was asked, in part', asked('third-party'), reply('PARTIAL', ['DENIED_THIRD_PARTY']), null],
    ['still unclear without a correction', received, reply('STILL_UNCLEAR'), '第三十条'],
    ['given up without a notice', received, reply('ABANDONED_CORRECTION'), '第三十条'],
    ['unpaid without a notice', received, reply('FEE_UNPAID'), '信息处理费'],
    ['withheld on no ground', received, reply('PARTIAL', ['GRANTED']), '第三十七条'],
    ['granted', received, reply('GRANTED'), null],
  ])('%s', (_, events, event, article) => {
    const { refused } = examineEvent(events, event, calendar);
    if (article === null) expect(refused).toBeNull();
    else expect(refused?.basis).toContain(article);
  });

  it('a delay told when the days for the reply are over is refused', () => {
    const events: ApplicationEvent[] = [
      ...received,
      { kind: 'reasons-requested', on: day('2024-03-05'), respondBy: day('2024-03-12') },
      { kind: 'reasons-given', on: day('2024-03-11'), reasonable: true },
    ];
    const delayed = (on: string): ApplicationEvent => ({ kind: 'delayed', on: day(on), until: day('2024-06-28') });
    expect(examineEvent(events, delayed('2024-03-29'), calendar).refused).toBeNull();
    expect(examineEvent(events, delayed('2024-04-01'), calendar).refused).toMatchObject({ code: 'extension-late' });
  });
});
