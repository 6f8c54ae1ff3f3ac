/**
 * What people are told: in the office, by mail and by SMS.
 *
 *   await notify(transaction, division, notice, personIds, now)      in the transaction of what is told of
 *   startNotifications(db, { division, sources, settings, … })       reminders of clocks and deliveries, by a timer
 *   registerNotifications(app, { db, protection, division })         /api/v1/notifications…, behind registerIdentity
 */
export { registerNotifications } from './http/routes.ts';
export { type Notice, notify } from './notify.ts';
export { readStaff, type Staff } from './recipients.ts';
export type { DueItem, ReminderSource } from './reminders.ts';
export { NotificationSettingsError, readNotificationSettings } from './settings.ts';
export { startNotifications } from './timer.ts';
export { type Topic, topics } from './topics.ts';
