import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/database.ts';
import { nationalCalendar, plainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { addPerson, DIVISION, FINANCE, insertSampleOrgans, TestOffice } from '../identity/testing/office.ts';
import type { Protection } from '../protection/index.ts';
import { openTestProtection } from '../protection/testing/protection.ts';
import { type Channel, DeliveryError } from './channels/channel.ts';
import { findContact, storeContact } from './contacts.ts';
import { deliverWaiting, nextTry } from './deliver.ts';
import { registerNotifications } from './http/routes.ts';
import { notify } from './notify.ts';
import { type DueItem, sendReminders, stageOf } from './reminders.ts';

const calendar = nationalCalendar();
const now = new Date('2022-09-28T01:00:00Z');

const notice = (key: string) => ({
  topic: 'overdue' as const,
  key,
  title: '申请2022-0001的答复期限已超期1个工作日',
  body: '届满日为2022-09-27。',
  path: '/requests/1',
  organCode: FINANCE,
});

/** A channel that fails as told and keeps what it sent. */
class FakeChannel implements Channel {
  readonly sent: { address: string; id: string; link: string | null }[] = [];
  faults: DeliveryError[] = [];
  async send(address: string, { id, link }: { id: string; link: string | null }): Promise<void> {
    const fault = this.faults.shift();
    if (fault) throw fault;
    this.sent.push({ address, id, link });
  }
  close(): void {}
}

describeOnEachDatabase('notifications', (open) => {
  let db: Database;
  let protection: Protection;
  let clerk: string;
  let officer: string;
  let head: string;
  beforeEach(async () => {
    db = await open();
    protection = await openTestProtection(db);
    await insertSampleOrgans(db);
    const ids = [];
    for (const [name, role] of [
      ['clerk', 'clerk'],
      ['officer', 'disclosure-officer'],
      ['head', 'head'],
    ] as const)
      ids.push((await addPerson(db, name, FINANCE, [role])).person.id);
    [clerk, officer, head] = ids as [string, string, string];
    await storeContact(db, protection, clerk, { mail: 'clerk@example.org', phone: '13800000000' }, now);
  });

  const titles = async (personId: string) =>
    (
      await db
        .selectFrom('notification')
        .select('title')
        .where('person_id', '=', personId)
        .orderBy('created_at')
        .execute()
    ).map(({ title }) => title);

  it('are told once, however many processes tell them', async () => {
    const told = await Promise.all(
      Array.from({ length: 4 }, () =>
        db.transaction().execute((transaction) => notify(transaction, DIVISION, notice('a'), [clerk, officer], now)),
      ),
    );
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(2);
    const outbox = await db.selectFrom('notification_outbox').select(['channel', 'person_id']).execute();
    // The officer has no address; the clerk two, and wants both of what is overdue.
    expect(outbox.map(({ channel }) => channel).sort()).toEqual(['mail', 'sms']);
    expect(new Set(outbox.map(({ person_id }) => person_id))).toEqual(new Set([clerk]));
  });

  it('keep no address in the open', async () => {
    const { rows } = await db
      .selectFrom('person_contact')
      .selectAll()
      .execute()
      .then((rows) => ({ rows }));
    expect(Buffer.from(rows[0]!.mail_sealed!).includes('example.org')).toBe(false);
    expect(await findContact(db, protection, clerk)).toEqual({ mail: 'clerk@example.org', phone: '13800000000' });
  });

  it('are sent by one process each, tried again with longer and longer waits, and given up at last', async () => {
    await notify(db, DIVISION, notice('a'), [clerk], now);
    const mail = new FakeChannel();
    let time = now;
    const deliver = () =>
      deliverWaiting(db, protection, { mail }, { publicUrl: 'https://gongkai.example/', now: () => time });
    mail.faults = [new DeliveryError('邮件服务器暂不接收（SMTP 451）', false)];
    expect(await deliver()).toBe(0);
    expect(await deliver()).toBe(0);
    time = new Date(now.getTime() + 61_000);
    expect((await Promise.all([deliver(), deliver(), deliver()])).reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(mail.sent).toMatchObject([
      { address: 'clerk@example.org', link: 'https://gongkai.example/office/requests/1' },
    ]);
    expect(await deliver()).toBe(0);
    await notify(db, DIVISION, notice('b'), [clerk], time);
    mail.faults = Array.from({ length: 50 }, () => new DeliveryError('不能连接邮件服务器', false));
    const tries: number[] = [];
    for (let hour = 0; hour < 48 * 4; hour++) {
      const left = mail.faults.length;
      await deliver();
      if (mail.faults.length < left) tries.push(hour);
      time = new Date(time.getTime() + 900_000);
    }
    expect(tries.length).toBe(8);
    const row = await db
      .selectFrom('notification_outbox')
      .selectAll()
      .where('status', '=', 'failed')
      .executeTakeFirstOrThrow();
    expect([row.attempts, row.last_error]).toEqual([8, '不能连接邮件服务器']);
  });

  it('that a killed process had taken are sent by another after their lease', async () => {
    await notify(db, DIVISION, notice('a'), [clerk], now);
    const dying: Channel = { send: () => new Promise(() => {}), close: () => {} };
    void deliverWaiting(db, protection, { mail: dying }, { publicUrl: null, now: () => now });
    await expect
      .poll(async () =>
        (await db.selectFrom('notification_outbox').select('attempts').execute()).some(
          ({ attempts }) => attempts === 1,
        ),
      )
      .toBe(true);
    const mail = new FakeChannel();
    const at = (ms: number) =>
      deliverWaiting(db, protection, { mail }, { publicUrl: null, now: () => new Date(now.getTime() + ms) });
    expect(await at(60_000)).toBe(0);
    expect(await at(181_000)).toBe(1);
  });

  it('that were refused are told to administrators once a day', async () => {
    const { person: technician } = await addPerson(db, 'technician', FINANCE, ['technical-administrator']);
    for (const key of ['a', 'b']) await notify(db, DIVISION, notice(key), [clerk], now);
    const mail = new FakeChannel();
    mail.faults = [1, 2].map(() => new DeliveryError('邮件服务器拒收（SMTP 550）', true));
    await deliverWaiting(db, protection, { mail }, { publicUrl: null, now: () => now });
    expect(await titles(technician.id)).toEqual(['有电子邮件提醒没有送出']);
  });

  const item = (more: Partial<DueItem> = {}): DueItem => ({
    key: 'application/1/REPLY',
    organCode: FINANCE,
    dueOn: plainDate('2022-09-30'),
    clock: '答复期限',
    subject: '申请2022-0001',
    advice: '请审查并作出答复。',
    path: '/requests/1',
    personIds: [clerk],
    ...more,
  });
  const remind = (items: DueItem[], on = now) => sendReminders(db, DIVISION, [async () => items], calendar, on);

  it('remind once at each stage, go to the handler, and rise to the head when overdue', async () => {
    // Wednesday the 28th; due Friday.
    expect(await Promise.all([remind([item()]), remind([item()])]).then(([a, b]) => a + b)).toBe(1);
    expect(await titles(clerk)).toEqual(['申请2022-0001的答复期限还剩2个工作日']);
    expect(await remind([item()], new Date('2022-09-29T01:00:00Z'))).toBe(1);
    expect(await remind([item()], new Date('2022-09-30T01:00:00Z'))).toBe(1);
    expect(await titles(head)).toEqual([]);
    // The first day behind is a rest day, and over is over.
    expect(await remind([item()], new Date('2022-10-01T01:00:00Z'))).toBe(3);
    expect(await titles(head)).toEqual(['申请2022-0001的答复期限已超期1个工作日']);
    expect(await remind([item()], new Date('2022-10-08T01:00:00Z'))).toBe(0);
    // A clock that was moved is reminded of anew.
    expect(await remind([item({ dueOn: plainDate('2022-10-10') })], new Date('2022-10-08T01:00:00Z'))).toBe(1);
  });

  it('go to who answers for disclosure where nobody handles it, and of others’ time not to the head', async () => {
    await remind([item({ personIds: [] })]);
    expect([await titles(clerk), (await titles(officer)).length]).toEqual([[], 1]);
    await remind([item({ key: 'x', dueOn: plainDate('2022-09-27'), isOthers: true, clock: '第三方答复期限' })]);
    expect(await titles(head)).toEqual([]);
    expect(await titles(clerk)).toEqual(['申请2022-0001的第三方答复期限已届满']);
    await db.updateTable('person').set({ status: 'disabled' }).where('id', '=', clerk).execute();
    await remind([item({ key: 'y' })]);
    expect((await titles(officer)).length).toBe(2);
  });

  it('of one capability are sent although another fails', async () => {
    const failing = async () => {
      throw new Error('broken');
    };
    const sending = sendReminders(db, DIVISION, [failing, async () => [item()]], calendar, now);
    await expect(sending).rejects.toThrow('reminders of some clocks');
    expect((await titles(clerk)).length).toBe(1);
  });

  it('are read, and chosen by topic, by the person alone', async () => {
    const office = await TestOffice.open(db, {}, (app) =>
      registerNotifications(app, { db, protection, division: DIVISION, clock: () => now }),
    );
    await notify(db, DIVISION, notice('a'), [clerk, officer], now);
    await notify(db, DIVISION, notice('b'), [clerk], now);
    const cookie = await office.cookieOf('clerk');
    const list = async (query = '') => (await office.ask('GET', `/api/v1/notifications${query}`, { cookie })).json();
    const { items, unread } = await list();
    expect([items.length, unread]).toEqual([2, 2]);
    const other = await office.cookieOf('officer');
    const ids = items.map(({ id }: { id: string }) => id);
    const stolen = await office.ask('POST', '/api/v1/notifications/read', { cookie: other, payload: { ids } });
    expect(stolen.json()).toEqual({ marked: 0 });
    await office.ask('POST', '/api/v1/notifications/read', { cookie, payload: { ids: ids.slice(0, 1) } });
    expect([(await list()).unread, (await list('?unread=true')).items.length]).toEqual([1, 1]);
    await office.ask('POST', '/api/v1/notifications/read', { cookie, payload: {} });
    expect((await list()).unread).toBe(0);
    const put = (payload: object) => office.ask('PUT', '/api/v1/me/notification-settings', { cookie, payload });
    const bad = await put({ mail: 'no address', phone: '12', wishes: [] });
    expect(bad.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/mail', '/phone']);
    const stored = await put({
      mail: 'new@example.org',
      phone: null,
      wishes: [{ topic: 'overdue', mail: false, sms: true }],
    });
    expect(stored.json()).toMatchObject({ mail: 'new@example.org', phone: null });
    await notify(db, DIVISION, notice('c'), [clerk], now);
    const { count } = await db
      .selectFrom('notification_outbox')
      .select((sum) => sum.fn.countAll<number>().as('count'))
      .where('created_at', '=', now)
      .where('title', '=', notice('c').title)
      .executeTakeFirstOrThrow();
    // The two of before, by mail and SMS; the third by neither: no mail wanted, no number left.
    expect(Number(count)).toBe(4);
    const audited = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'me.notification-settings')
      .execute();
    expect(JSON.stringify(audited)).not.toContain('example.org');
    expect((await office.ask('GET', '/api/v1/notifications/deliveries', { cookie })).statusCode).toBe(404);
    await addPerson(db, 'technician', FINANCE, ['technical-administrator']);
    const technician = await office.cookieOf('technician');
    const deliveries = (await office.ask('GET', '/api/v1/notifications/deliveries', { cookie: technician })).json();
    expect(deliveries.counts).toEqual({ waiting: 4, sent: 0, failed: 0 });
    expect(JSON.stringify(deliveries)).not.toContain('example.org');
    await db.updateTable('notification_outbox').set({ status: 'failed', attempts: 8 }).execute();
    const failed = deliveries.items.map(({ id }: { id: string }) => id);
    const retried = await office.ask('POST', '/api/v1/notifications/deliveries/retry', {
      cookie: technician,
      payload: { ids: failed },
    });
    expect(retried.json()).toEqual({ retried: 4 });
  });
});

it.each([
  [6, undefined],
  [5, 5],
  [4, 5],
  [3, 3],
  [2, 3],
  [1, 1],
  [0, 0],
  [-1, -1],
  [-9, -1],
])('%i working days before the end it is stage %s', (left, stage) => {
  expect(stageOf(left, [5, 3, 1, 0])).toBe(stage);
});

it('waits longer after each try, and not for ever', () => {
  const waits = [];
  for (let attempt = 1; ; attempt++) {
    const next = nextTry(attempt, now);
    if (!next) break;
    waits.push(next.getTime() - now.getTime());
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(2 * 86_400_000);
});
