import { describe, expect, it } from 'vitest';
import { nationalCalendar, type PlainDate, plainDate, WorkingCalendar } from '../../../../kernel/calendar/index.ts';
import type { ApplicationEvent } from '../events.ts';
import { followCase, workingDaysWaiting } from './progress.ts';

const calendar = nationalCalendar();
const day = (text: string): PlainDate => plainDate(text);
const submitted: ApplicationEvent = { kind: 'submitted', on: day('2025-09-20'), channel: 'online' };
const received: ApplicationEvent = { kind: 'received', on: day('2025-09-24') };

const follow = (events: ApplicationEvent[], today: string, correctionSubmittedOn: PlainDate | null = null) =>
  followCase({ events, correctionSubmittedOn }, day(today), calendar);

describe('a case as its applicant follows it', () => {
  it('has no due day before both sides confirmed receipt (Art. 31)', () => {
    const progress = follow([submitted], '2025-11-30');
    expect(progress).toMatchObject({
      state: 'submitted',
      due: null,
      overdue: false,
      mayWithdraw: true,
      mayCorrect: false,
    });
    expect(progress.explanation).toContain('双方确认之日为收到申请之日');
    expect(progress.steps.map(({ state }) => state)).toEqual(['done', 'current', 'upcoming', 'upcoming']);
  });

  it('is due twenty working days after receipt, over the holidays', () =>
    expect(follow([submitted, received], '2025-10-10')).toMatchObject({
      due: '2025-10-28',
      workingDaysLeft: 13,
      paused: null,
    }));

  it('is overdue afterwards and says what can be done', () => {
    const progress = follow([submitted, received], '2025-10-29');
    expect(progress).toMatchObject({ overdue: true, remedy: null });
    expect(progress.explanation).toContain('法定答复期限已过');
  });

  const correction: ApplicationEvent = {
    kind: 'correction-requested',
    on: day('2025-09-26'),
    respondBy: day('2025-10-20'),
  };

  it('waits for a correction, which pauses the clock', () => {
    const progress = follow([submitted, received, correction], '2025-10-10');
    expect(progress).toMatchObject({
      state: 'awaiting-correction',
      mayCorrect: true,
      correctBy: '2025-10-20',
      due: null,
    });
    expect(progress.paused?.why).toContain('补正');
  });

  it('says that a correction handed in waits for confirmation, and takes no second one', () => {
    const progress = follow([submitted, received, correction], '2025-10-22', day('2025-10-19'));
    expect(progress.mayCorrect).toBe(false);
    expect(progress.explanation).toContain('2025年10月19日');
    expect(progress.steps.find(({ title }) => title === '您已提交补正')?.on).toBe('2025-10-19');
  });

  it('shows why it is suspended but never that the organ asks its own departments', () => {
    const consultation = (party: 'third-party' | 'internal', ref: string, on: string): ApplicationEvent => ({
      kind: 'consultation-sent',
      on: day(on),
      ref,
      party,
      deliveredOn: day(on),
    });
    const answered: ApplicationEvent = { kind: 'consultation-answered', on: day('2025-09-28'), ref: 'inside' };
    const progress = follow(
      [
        submitted,
        received,
        consultation('internal', 'inside', '2025-09-25'),
        answered,
        consultation('third-party', 'outside', '2025-09-28'),
      ],
      '2025-10-09',
    );
    expect(progress.state).toBe('suspended');
    expect(progress.paused).toMatchObject({ since: '2025-09-29', basis: expect.stringContaining('第三十三条') });
    expect(JSON.stringify(progress.steps)).not.toMatch(/inside|outside|内部/);
    expect(progress.steps.filter(({ state }) => state === 'done').map(({ title }) => title)).toEqual([
      '提交申请',
      '确认收到申请',
      '征求第三方意见',
    ]);
  });

  it('tells the fee, until when, and that it was paid', () => {
    const fee: ApplicationEvent = {
      kind: 'fee-notified',
      on: day('2025-09-25'),
      deliveredOn: day('2025-09-26'),
      amountYuan: 300,
    };
    expect(follow([submitted, received, fee], '2025-09-28').fee).toEqual({
      amountYuan: 300,
      payBy: '2025-10-26',
      paidOn: null,
    });
    const paid: ApplicationEvent = { kind: 'fee-paid', on: day('2025-09-29') };
    expect(follow([submitted, received, fee, paid], '2025-09-30').fee).toMatchObject({ paidOn: '2025-09-29' });
  });

  it('names the remedy of its last reply, none for a withdrawal', () => {
    const replied = (outcome: 'DENIED_PROCESS' | 'NOT_EXIST'): ApplicationEvent => ({
      kind: 'replied',
      on: day('2025-10-15'),
      outcome,
      service: 'post',
      servedOn: day('2025-10-15'),
    });
    expect(follow([submitted, received, replied('DENIED_PROCESS')], '2025-10-16')).toMatchObject({
      state: 'closed',
      due: null,
      overdue: false,
      remedy: 'reconsideration-first',
      mayWithdraw: false,
    });
    expect(follow([submitted, received, replied('NOT_EXIST')], '2025-10-16').remedy).toBe('choice');
    expect(follow([submitted, { kind: 'withdrawn', on: day('2025-09-21') }], '2025-10-16')).toMatchObject({
      state: 'closed',
      remedy: null,
    });
  });

  it('tells no due day in a year whose holidays are not announced', () => {
    const short = new WorkingCalendar(calendar.years.filter(({ year }) => year <= 2025));
    const late: ApplicationEvent[] = [
      { kind: 'submitted', on: day('2025-12-20'), channel: 'online' },
      { kind: 'received', on: day('2025-12-22') },
    ];
    const progress = followCase({ events: late, correctionSubmittedOn: null }, day('2025-12-25'), short);
    expect(progress).toMatchObject({ due: null, calendarMissing: 2026, workingDaysLeft: null });
    expect(progress.periods.every(({ to }) => to <= '2025-12-31')).toBe(true);
  });
});

it('counts the working days something waits for confirmation, never below nought', () => {
  expect(workingDaysWaiting(day('2025-09-26'), day('2025-10-10'), calendar)).toBe(5);
  expect(workingDaysWaiting(day('2025-09-26'), day('2025-09-26'), calendar)).toBe(0);
  expect(workingDaysWaiting(day('2025-09-27'), day('2025-09-26'), calendar)).toBe(0);
});
