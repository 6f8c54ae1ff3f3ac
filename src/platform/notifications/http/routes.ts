import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../database/index.ts';
import { problemResponses, zodRoutes } from '../../http/index.ts';
import { auditedAct, authorise, requireActor, requirePermission, signedIn } from '../../identity/index.ts';
import type { Protection } from '../../protection/index.ts';
import { findContact, readWishes, storeContact, storeWishes } from '../contacts.ts';
import { countDeliveries, countNotices, listDeliveries, listNotices, markRead, retryDeliveries } from '../store.ts';
import { outsideChannels, topicNames, topics } from '../topics.ts';

export interface NotificationApiOptions {
  db: Database;
  protection: Protection;
  division: string;
  /** For tests. */
  clock?: () => Date;
}

const TAGS = ['notifications'];
const DELIVERIES_SHOWN = 200;

const topic = z.enum(topicNames as [(typeof topicNames)[number], ...(typeof topicNames)[number][]]);
const noticeSchema = z
  .object({
    id: z.uuid(),
    topic,
    topicLabel: z.string(),
    title: z.string(),
    body: z.string(),
    path: z.string(),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'Notice' });

const mail = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>,;"\u0000-\u001f]+@[^\s@<>,;"\u0000-\u001f]+\.[A-Za-z0-9-]{2,}$/, '请填写有效的电子邮箱地址')
  .nullable();
const phone = z
  .string()
  .trim()
  .regex(/^1\d{10}$/, '请填写11位手机号码')
  .nullable();

const wishSchema = z.object({ topic, mail: z.boolean(), sms: z.boolean() });
const settingsInput = z
  .object({ mail, phone, wishes: z.array(wishSchema).max(20) })
  .meta({ id: 'StoreNotificationSettings' });
const settingsSchema = z
  .object({
    mail: z.string().nullable(),
    phone: z.string().nullable(),
    wishes: z.array(wishSchema.extend({ label: z.string() })),
  })
  .meta({ id: 'NotificationSettings' });

const deliverySchema = z
  .object({
    id: z.uuid(),
    personName: z.string(),
    channel: z.enum(['mail', 'sms']),
    channelLabel: z.string(),
    title: z.string(),
    status: z.enum(['waiting', 'sent', 'failed']),
    attempts: z.int(),
    nextAttemptAt: z.string(),
    createdAt: z.string(),
    settledAt: z.string().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'NotificationDelivery' });

/** `/api/v1/notifications…`: one's own notices, how they reach one, and for administrators what was not delivered. */
export function registerNotifications(
  app: FastifyInstance,
  { db, protection, division, clock = () => new Date() }: NotificationApiOptions,
): void {
  const api = zodRoutes(app);

  api.get(
    '/api/v1/notifications',
    {
      config: signedIn(),
      schema: {
        tags: TAGS,
        operationId: 'listNotices',
        summary: 'The signed-in person’s notices, the latest first',
        querystring: z.object({
          unread: z.enum(['true', 'false']).default('false'),
          limit: z.coerce.number().int().min(1).max(100).default(20),
          offset: z.coerce.number().int().min(0).max(100_000).default(0),
        }),
        response: {
          200: z.object({ items: z.array(noticeSchema), unread: z.int(), total: z.int() }).meta({ id: 'NoticeList' }),
          ...problemResponses(400, 401),
        },
      },
    },
    async (request) => {
      const { personId } = requireActor(request);
      const { unread, limit, offset } = request.query;
      const items = await listNotices(db, division, personId, { unreadOnly: unread === 'true', limit, offset });
      return {
        ...(await countNotices(db, division, personId)),
        items: items.map((item) => ({
          ...item,
          topicLabel: topics[item.topic].label,
          createdAt: item.createdAt.toISOString(),
          readAt: item.readAt?.toISOString() ?? null,
        })),
      };
    },
  );

  api.post(
    '/api/v1/notifications/read',
    {
      config: signedIn('notifications.mark-read'),
      schema: {
        tags: TAGS,
        operationId: 'markNoticesRead',
        summary: 'Mark own notices as read; all of them without ids',
        body: z.object({ ids: z.array(z.uuid()).max(200).nullable().default(null) }).meta({ id: 'MarkNoticesRead' }),
        response: { 200: z.object({ marked: z.int() }), ...problemResponses(400, 401) },
      },
    },
    async (request) => {
      const { personId } = requireActor(request);
      return { marked: await markRead(db, division, personId, request.body.ids, clock()) };
    },
  );

  api.get(
    '/api/v1/me/notification-settings',
    {
      config: signedIn(),
      schema: {
        tags: TAGS,
        operationId: 'getNotificationSettings',
        summary: 'Where messages reach the signed-in person and which are wanted',
        response: { 200: settingsSchema, ...problemResponses(401) },
      },
    },
    async (request) => settingsOf(requireActor(request).personId),
  );

  async function settingsOf(personId: string) {
    const wishes = (await readWishes(db, [personId])).get(personId)!;
    return {
      ...(await findContact(db, protection, personId)),
      wishes: topicNames.map((name) => ({ topic: name, label: topics[name].label, ...wishes[name] })),
    };
  }

  api.put(
    '/api/v1/me/notification-settings',
    {
      config: signedIn('me.notification-settings'),
      schema: {
        tags: TAGS,
        operationId: 'storeNotificationSettings',
        summary: 'Choose where messages come and which',
        body: settingsInput,
        response: { 200: settingsSchema, ...problemResponses(400, 401) },
      },
    },
    async (request) => {
      const { personId } = requireActor(request);
      const { mail: address, phone: number, wishes } = request.body;
      const before = (await readWishes(db, [personId])).get(personId)!;
      const wanted = { ...before, ...Object.fromEntries(wishes.map(({ topic: name, ...wish }) => [name, wish])) };
      await auditedAct(request, null, async (transaction) => {
        await storeContact(transaction, protection, personId, { mail: address, phone: number }, clock());
        await storeWishes(transaction, personId, wanted);
        return {
          answer: undefined,
          detail: {
            subject: { kind: 'person', id: personId },
            before,
            // That there is an address, not which.
            after: { ...wanted, mail: address !== null, phone: number !== null },
          },
        };
      });
      return settingsOf(personId);
    },
  );

  api.get(
    '/api/v1/notifications/deliveries',
    {
      config: requirePermission('notifications.deliveries'),
      schema: {
        tags: TAGS,
        operationId: 'listDeliveries',
        summary: 'Mails and SMS: what failed, what waits, what was sent',
        response: {
          200: z
            .object({
              items: z.array(deliverySchema),
              counts: z.object({ waiting: z.int(), sent: z.int(), failed: z.int() }),
            })
            .meta({ id: 'DeliveryList' }),
          ...problemResponses(401, 404),
        },
      },
    },
    async () => ({
      counts: await countDeliveries(db, division),
      items: (await listDeliveries(db, division, DELIVERIES_SHOWN)).map((item) => ({
        ...item,
        channelLabel: outsideChannels[item.channel],
        nextAttemptAt: item.nextAttemptAt.toISOString(),
        createdAt: item.createdAt.toISOString(),
        settledAt: item.settledAt?.toISOString() ?? null,
      })),
    }),
  );

  api.post(
    '/api/v1/notifications/deliveries/retry',
    {
      config: requirePermission('notifications.deliveries', 'notifications.retry'),
      schema: {
        tags: TAGS,
        operationId: 'retryDeliveries',
        summary: 'Send anew what failed',
        body: z.object({ ids: z.array(z.uuid()).min(1).max(200) }).meta({ id: 'RetryDeliveries' }),
        response: { 200: z.object({ retried: z.int() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const grant = authorise(request, 'notifications.deliveries');
      return auditedAct(request, grant, async (transaction) => {
        const retried = await retryDeliveries(transaction, division, request.body.ids, clock());
        return { answer: { retried }, detail: { after: { retried } } };
      });
    },
  );
}
