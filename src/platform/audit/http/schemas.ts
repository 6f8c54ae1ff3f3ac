import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';

const date = z
  .string()
  .refine(isPlainDate, '应为 YYYY-MM-DD 格式的日期')
  .transform((text) => text as PlainDate);

export const auditFilter = z.object({
  organ: z.string().max(30).optional(),
  from: date.optional(),
  to: date.optional(),
  person: z.uuid().optional(),
  who: z.string().trim().min(1).max(100).optional().describe('part of the name of who acted'),
  action: z
    .string()
    .regex(/^[a-z-]+(?:\.[a-z-]+)*$/)
    .max(80)
    .optional()
    .describe('an action, or its beginning up to a dot')
    .meta({ example: 'requests' }),
  subjectKind: z.string().max(80).optional(),
  subjectId: z.string().max(200).optional(),
});

export const auditQuery = auditFilter.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(300).optional().describe('`next` of the page before'),
});

export const auditEventSchema = z
  .object({
    organCode: z.string(),
    day: z.string(),
    sequence: z.int(),
    at: z.iso.datetime(),
    action: z.string(),
    label: z.string().describe('the act in Chinese where the permission table names it'),
    person: z.object({ id: z.uuid().nullable(), name: z.string() }),
    post: z.object({ id: z.uuid(), title: z.string() }).nullable(),
    delegation: z.uuid().nullable(),
    onBehalfOf: z
      .object({ id: z.uuid(), name: z.string() })
      .nullable()
      .describe('who gave the delegation, under the name of today'),
    origin: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
    reason: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
    hasPersonalData: z.boolean(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' });

export const auditPageSchema = z
  .object({ events: z.array(auditEventSchema), next: z.string().nullable() })
  .meta({ id: 'AuditPage' });

export const eventParameters = z.object({
  organ: z.string().max(30),
  day: date,
  sequence: z.coerce.number().int().min(1),
});

export const sealedDaySchema = z
  .object({
    day: z.string(),
    organs: z.int(),
    events: z.int(),
    previousRoot: z.string(),
    root: z.string().describe('Merkle root of the day; print it or mail it out'),
  })
  .meta({ id: 'SealedAuditDay' });

export const verificationSchema = z
  .object({
    whole: z.boolean(),
    events: z.int(),
    organs: z.int(),
    sealedDays: z.int(),
    lastRoot: z.string().nullable(),
    breaches: z.array(
      z.object({
        kind: z.string(),
        organCode: z.string().nullable(),
        day: z.string(),
        sequence: z.int().nullable(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'AuditVerification' });
