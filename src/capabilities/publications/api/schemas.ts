import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import { disclosureMethods, genres, publicationKinds, themes } from '../rules/metadata.ts';
import { stageLabels } from '../rules/review.ts';
import { withdrawalRules } from '../rules/withdrawal.ts';

const keys = <T extends string>(record: Readonly<Record<T, unknown>>) => Object.keys(record) as [T, ...T[]];

export const date = z
  .string()
  .refine(isPlainDate, '应当是日期，例如 2022-09-28')
  .transform((text) => text as PlainDate)
  .meta({ example: '2022-05-10' });

export const kind = z.enum(keys(publicationKinds));
export const stage = z.enum(keys(stageLabels));
const visibility = z.enum(['unpublished', 'published', 'withdrawn']);

export const metadataSchema = z
  .object({
    title: z.string().trim().max(200).meta({ example: '北仑区人才公寓管理办法' }),
    documentNumber: z.string().trim().max(60).nullable().meta({ example: '仑政办〔2022〕12号' }),
    formedOn: date.describe('成文日期'),
    changedOn: date.nullable().default(null).describe('变更日期'),
    effectiveOn: date.nullable().default(null).describe('施行日期'),
    category: z.string().max(100).describe('公开类别代码').meta({ example: 'regulations.normative' }),
    theme: z.enum(themes),
    genre: z.enum(genres),
    keywords: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
    disclosure: z.enum(keys(disclosureMethods)),
    summary: z.string().trim().max(1000),
    source: z.string().trim().max(100).nullable().default(null),
  })
  .meta({ id: 'PublicationMetadata' });

export const bodyHtml = z.string().max(2_000_000).describe('正文 HTML，保存时按白名单清理');

export const createSchema = z.object({
  organCode: z.string().max(30).meta({ example: '33020601' }),
  kind,
  metadata: metadataSchema,
  bodyHtml,
  documentId: z.uuid().optional().describe('文件库中的登记'),
  interpretsId: z.uuid().optional().describe('被解读的信息'),
});

export const revision = z.int().min(1).describe('打开时看到的修订号，他人先行改动时返回 409');

export const saveSchema = z.object({ revision, metadata: metadataSchema, bodyHtml });

export const actSchema = z.object({
  revision,
  act: z.enum(['submit', 'record-disclosure-review', 'proofread', 'pass', 'return', 'schedule', 'publish', 'revise']),
  opinion: z.string().trim().max(2000).optional().describe('办理意见'),
  conclusion: z.enum(['disclose', 'withhold', 'refer']).optional().describe('公开审查结论'),
  openFindings: z.int().min(0).max(10_000).optional().describe('校对后还没有处理的问题数'),
  publishAt: z.iso.datetime({ offset: true }).optional().describe('定时发布的时间'),
  reason: z.string().trim().max(500).optional().describe('发布新版本的原因'),
  overruled: z.string().trim().max(500).optional().describe('发布前检查发现的问题无需改正的理由'),
});

export const withdrawSchema = z.object({
  revision,
  kind: z.enum(keys(withdrawalRules)),
  reason: z.string().trim().min(1).max(500),
});

export const parameters = z.object({ id: z.uuid() });

export const listQuery = z.object({
  organ: z.string().max(30).optional(),
  view: z.enum(['open', 'published', 'withdrawn', 'all']).default('all').describe('在办、已发布、已撤下、全部'),
  stage: stage.optional(),
  visibility: visibility.optional(),
  kind: kind.optional(),
  category: z.string().max(100).optional().describe('类别代码，含其下级'),
  document: z.uuid().optional().describe('文件库中的登记'),
  q: z.string().trim().max(100).optional().describe('标题、文号或者索引号的一部分'),
  overdue: z.stringbool().optional().describe('只列逾期没有公开的'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

const entry = z.object({
  id: z.uuid(),
  organCode: z.string(),
  indexNumber: z.string(),
  kind,
  stage,
  visibility,
  title: z.string(),
  category: z.string(),
  documentNumber: z.string().nullable(),
  edition: z.int().nullable(),
  firstPublishedAt: z.string().nullable(),
  lastPublishedAt: z.string().nullable(),
  scheduledFor: z.string().nullable(),
  dueOn: z.string().nullable().describe('应当公开的最后一日'),
  workingDaysLeft: z.int().nullable().describe('距最后一日的工作日数，负数为逾期'),
  revision: z.int(),
});
export const entrySchema = entry.meta({ id: 'PublicationEntry' });
export const listSchema = z.object({ total: z.int(), publications: z.array(entrySchema) });

export const publicationSchema = entry
  .extend({
    metadata: metadataSchema.extend({
      formedOn: z.string(),
      changedOn: z.string().nullable(),
      effectiveOn: z.string().nullable(),
    }),
    organName: z.string(),
    categoryPath: z.array(z.string()),
    bodyHtml: z.string(),
    isDraft: z.boolean().describe('正文是在办稿件还是现行版本'),
    savedBy: z.string().nullable(),
    savedAt: z.string().nullable(),
    createdBy: z.string(),
    deadline: z
      .object({ startsOn: z.string(), dueOn: z.string(), basis: z.string(), note: z.string().nullable() })
      .nullable()
      .describe('条例第二十六条的公开期限，或者更短的特别期限'),
    document: z
      .object({
        id: z.uuid(),
        title: z.string(),
        documentNumber: z.string(),
        unifiedNumber: z.string().nullable(),
        status: z.string(),
        statusLabel: z.string(),
      })
      .nullable()
      .describe('文件库中的登记'),
    interprets: z.object({ id: z.uuid(), title: z.string(), visibility }).nullable().describe('被解读的信息'),
    interpretations: z.array(z.object({ id: z.uuid(), title: z.string(), stage, visibility })),
    interpretationDueOn: z.string().nullable().describe('解读应当发布的最后一日'),
    elements: z
      .array(
        z.object({
          key: z.string(),
          heading: z.string(),
          hint: z.string(),
          required: z.boolean(),
          isPresent: z.boolean(),
        }),
      )
      .nullable()
      .describe('政策解读的要素'),
    files: z.array(
      z.object({
        id: z.uuid(),
        fileName: z.string(),
        mediaType: z.string(),
        size: z.int(),
        sha256: z.string(),
        purpose: z.enum(['attachment', 'illustration', 'source']),
        unreadable: z.string().nullable(),
        isPublished: z.boolean(),
        isLeaving: z.boolean(),
        addedAt: z.string(),
        addedBy: z.string(),
      }),
    ),
    redirects: z.array(z.string()),
    withdrawal: z.object({ at: z.string(), kind: z.string(), reason: z.string(), by: z.string() }).nullable(),
    faults: z
      .array(z.object({ field: z.string(), message: z.string(), basis: z.string() }))
      .describe('提交前应当补充的内容'),
    steps: z.array(
      z.object({
        act: z.string(),
        label: z.string(),
        stage,
        at: z.string(),
        personName: z.string(),
        opinion: z.string().nullable(),
        reason: z.string().nullable(),
        conclusion: z.string().optional(),
        openFindings: z.int().optional(),
      }),
    ),
    mayWrite: z.boolean(),
    mayWithdraw: z.boolean(),
    mayRedirect: z.boolean(),
    acts: z
      .array(z.object({ act: z.string(), label: z.string(), allowed: z.boolean(), refusal: z.string().nullable() }))
      .describe('当前可以办理的事项；不能办理的写明原因和依据'),
    editions: z.array(z.object({ edition: z.int(), publishedAt: z.string(), reason: z.string().nullable() })),
  })
  .meta({ id: 'Publication' });
