import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import { cleanUpLabels } from '../rules/clean-up.ts';
import { stepLabels } from '../rules/procedure.ts';
import { relationLabels } from '../rules/relations.ts';
import { validityLabels } from '../rules/validity.ts';

const keys = <T extends string>(record: Readonly<Record<T, unknown>>) => Object.keys(record) as [T, ...T[]];

export const date = z
  .string()
  .refine(isPlainDate, '应当是日期，例如 2022-09-28')
  .transform((text) => text as PlainDate)
  .meta({ example: '2022-05-10' });

export const status = z.enum(keys(validityLabels));
const relation = z.enum(keys(relationLabels));
const step = z.enum(keys(stepLabels));
const result = z.enum(keys(cleanUpLabels));

export const documentSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    kind: z.enum(['rule', 'normative-document']),
    title: z.string(),
    documentNumber: z.string(),
    unifiedNumber: z.string().nullable(),
    issuedOn: z.string(),
    effectiveOn: z.string(),
    expiresOn: z.string().nullable(),
    status,
    statusLabel: z.string(),
    endedOn: z.string().nullable(),
    expiryWarning: z.enum(['early', 'last-month']).nullable().describe('有效期将满：提前提醒，或者不足一个月'),
  })
  .meta({ id: 'NormativeDocument' });

export const documentDetailSchema = documentSchema
  .extend({
    endedBy: z.object({ id: z.uuid(), title: z.string() }).nullable(),
    relations: z.array(
      z.object({
        relation,
        side: z.enum(['active', 'passive']),
        label: z.string(),
        on: z.string(),
        note: z.string().nullable(),
        document: z.object({ id: z.uuid(), title: z.string(), documentNumber: z.string(), statusLabel: z.string() }),
      }),
    ),
    steps: z.array(
      z.object({
        kind: step,
        label: z.string(),
        on: z.string(),
        byOrgan: z.string(),
        conclusion: z.string(),
        address: z.string().nullable(),
      }),
    ),
    missingSteps: z.array(z.string()).describe('制定程序中还没有记录的环节'),
    filing: z
      .object({ dueOn: z.string().nullable(), filedOn: z.string().nullable(), isLate: z.boolean() })
      .describe('备案期限和办理情况'),
    mayChangeValidity: z.boolean(),
    mayRecordStep: z.boolean(),
    mayRecordReview: z.boolean(),
  })
  .meta({ id: 'NormativeDocumentDetail' });

export const libraryQuery = z.object({
  organ: z.string().max(30).optional(),
  q: z.string().trim().max(100).optional().describe('标题、发文字号或者统一编号的一部分'),
  status: status.optional(),
  year: z.coerce.number().int().min(1949).max(2200).optional(),
  expiringWithin: z.coerce.number().int().min(1).max(36).optional().describe('几个月内有效期届满'),
  unfiled: z.stringbool().optional().describe('只列近两年没有备案记录的'),
  limit: z.coerce.number().int().min(1).max(200).default(25),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export const registrationSchema = z.object({
  organCode: z.string().max(30),
  kind: z.enum(['rule', 'normative-document']).default('normative-document'),
  title: z.string().trim().min(1, '请填写文件名称').max(200).meta({ example: '北仑区人才公寓管理办法' }),
  documentNumber: z.string().trim().min(1, '请填写发文字号').max(60).meta({ example: '仑政办〔2022〕12号' }),
  issuedOn: date,
  effectiveOn: date,
  expiresOn: date.nullable().default(null),
  unifiedSeries: z
    .string()
    .trim()
    .regex(/^[A-Z]{3,4}\d{2}$/, '统一编号的序列应当形如 BBLD01')
    .nullable()
    .default(null)
    .describe('统一编号的序列，顺序号由系统编定，不留空号'),
});

export const relationSchema = z.object({
  toId: z.uuid().describe('被修改、废止、替代、实施或者解释的文件'),
  relation,
  on: date,
  note: z.string().trim().max(300).nullable().default(null),
});

export const suspensionSchema = z.object({ suspended: z.boolean(), reason: z.string().trim().min(1).max(500) });

export const stepSchema = z.object({
  kind: step,
  on: date,
  byOrgan: z.string().trim().min(1, '请填写办理机关').max(100),
  conclusion: z.string().trim().min(1, '请填写结论').max(500),
  address: z
    .string()
    .trim()
    .max(500)
    .regex(/^(?:https?:\/\/|\/)\S+$/, '地址应当以 https:// 或者 / 开头')
    .nullable()
    .default(null),
});

export const cleanUpSchema = z.object({
  title: z.string().trim().min(1, '请填写清理名称').max(200).meta({ example: '2022年行政规范性文件全面清理' }),
  decidedOn: date,
  decidedBy: z.string().trim().min(1, '请填写作出决定的机关或者会议').max(100),
  results: z
    .array(z.object({ documentId: z.uuid(), result, reason: z.string().trim().min(1, '请填写理由').max(300) }))
    .min(1, '清理结果至少应当有一件')
    .max(2000),
});

export const cleanUpListingSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    decidedOn: z.string(),
    decidedBy: z.string(),
    counts: z.array(z.object({ result, label: z.string(), count: z.int() })),
    results: z.array(
      z.object({
        documentId: z.uuid(),
        title: z.string(),
        documentNumber: z.string(),
        result,
        label: z.string(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'CleanUp' });

const labelled = z.array(z.object({ key: z.string(), label: z.string() }));

export const summarySchema = z
  .object({
    year: z.int(),
    counts: z.array(
      z.object({
        kind: z.enum(['rule', 'normative-document']),
        issued: z.int(),
        repealed: z.int(),
        inForce: z.int(),
      }),
    ),
    expiring: z.int().describe('六个月内有效期届满的件数'),
    unfiled: z.int().describe('近两年没有备案记录的件数'),
    gaps: z
      .array(z.object({ series: z.string(), year: z.int(), missing: z.array(z.int()) }))
      .describe('统一编号的空号'),
    series: z.array(z.string()).describe('用过的统一编号序列'),
    statuses: labelled,
    relations: z.array(z.object({ key: relation, active: z.string(), passive: z.string() })),
    steps: labelled,
    results: labelled,
    organs: z.array(z.object({ code: z.string(), name: z.string() })),
  })
  .meta({ id: 'LibrarySummary' });
