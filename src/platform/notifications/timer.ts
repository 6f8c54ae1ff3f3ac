import type { WorkingCalendar } from '../../kernel/calendar/index.ts';
import { loadCalendar } from '../calendars/index.ts';
import type { Database } from '../database/index.ts';
import type { Protection } from '../protection/index.ts';
import { mailChannel } from './channels/mail.ts';
import { smsChannel } from './channels/sms.ts';
import { type Channels, cleanUpNotifications, deliverWaiting } from './deliver.ts';
import { type ReminderSource, sendReminders } from './reminders.ts';
import type { NotificationSettings } from './settings.ts';

export interface NotificationTimerOptions {
  readonly division: string;
  readonly protection: Protection;
  readonly sources: readonly ReminderSource[];
  readonly settings: NotificationSettings;
  readonly onError?: (error: unknown) => void;
  readonly clock?: () => Date;
}

const REMIND_EVERY_MS = 600_000;
const DELIVER_EVERY_MS = 30_000;

export function channelsOf(settings: NotificationSettings): Channels {
  return {
    ...(settings.mail ? { mail: mailChannel(settings.mail) } : {}),
    ...(settings.sms ? { sms: smsChannel(settings.sms) } : {}),
  };
}

/**
 * Reminds and delivers, now and from time to time, until the returned function is called. Safe with several processes and
 * after a kill: what was told is known by its key, what was sent by its row.
 */
export function startNotifications(db: Database, options: NotificationTimerOptions): () => Promise<void> {
  const { division, protection, sources, settings, onError = () => {}, clock = () => new Date() } = options;
  const channels = channelsOf(settings);
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const after = (work: () => Promise<unknown>): void => {
    running = running
      .then(async () => {
        if (isStopped) return;
        await work();
      })
      .catch(onError);
  };
  const remind = async (): Promise<void> => {
    const calendar: WorkingCalendar = await loadCalendar(db);
    await sendReminders(db, division, sources, calendar, clock(), settings.stages);
    await cleanUpNotifications(db, division, clock());
  };
  const deliver = (): Promise<unknown> =>
    deliverWaiting(db, protection, channels, { publicUrl: settings.publicUrl, now: clock });
  after(remind);
  after(deliver);
  const timers = [
    setInterval(() => after(remind), REMIND_EVERY_MS),
    setInterval(() => after(deliver), DELIVER_EVERY_MS),
  ];
  for (const timer of timers) timer.unref();
  return async () => {
    isStopped = true;
    for (const timer of timers) clearInterval(timer);
    await running;
    for (const channel of Object.values(channels)) channel?.close();
  };
}
