import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import { FINDING_KINDS } from '../rules/finding.ts';
import { findingActs, findingStates } from '../rules/workflow/index.ts';

export const TAGS = ['screening'];

export const day = z
  .string()
  .refine(isPlainDate, '应当是日期，例如 2022-09-28')
  .transform((text) => text as PlainDate)
  .meta({ example: '2022-05-10' });
/** In answers, where nothing is transformed. */
const dayOut = z.string().meta({ example: '2022-05-10' });
export const organ = z
  .string()
  .regex(/^\d{6}[0-9A-Za-z-]{0,20}$/)
  .meta({ example: '33020601' });
export const kind = z.enum(FINDING_KINDS).meta({ id: 'FindingKind' });
export const severity = z.enum(['error', 'warning', 'info']).meta({ id: 'FindingSeverity' });
export const state = z.enum(findingStates).meta({ id: 'FindingState' });
export const source = z.enum(['publication', 'attachment', 'draft', 'new-media']).meta({ id: 'FindingSource' });
const instant = z.iso.datetime();

export const identified = z.object({ id: z.uuid() });

/** A finding in a text that was sent. */
export const textFinding = z
  .object({
    kind,
    rule: z.string(),
    start: z.int().describe('在纯文本中的起点，UTF-16 码元'),
    end: z.int().describe('终点（不含）'),
    text: z.string(),
    suggestion: z.string().nullable().describe('建议改为；空串表示删去，null 表示不能确定'),
    severity,
    message: z.string(),
  })
  .meta({ id: 'TextFinding' });

export const checkBody = z
  .object({
    text: z.string().max(2_000_000).optional().describe('纯文本；与 html 二者取一'),
    html: z.string().max(4_000_000).optional().describe('正文 HTML'),
    organCode: organ.optional().describe('适用该机关的例外清单'),
    date: day.optional().describe('成文日期：旧文件中的旧名称不算问题'),
    includeSuspects: z.boolean().default(false).describe('也列出仅供复核的疑点'),
  })
  .refine(({ text, html }) => (text === undefined) !== (html === undefined), '请提供 text 或者 html')
  .meta({ id: 'CheckText' });

export const checkAnswer = z
  .object({
    text: z.string().describe('偏移量所指的纯文本'),
    findings: z.array(textFinding),
    counts: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
  })
  .meta({ id: 'CheckedText' });

export const findingSchema = z
  .object({
    id: z.uuid(),
    source,
    sourceLabel: z.string(),
    documentId: z.string(),
    organCode: z.string(),
    organName: z.string(),
    title: z.string(),
    address: z.string().nullable(),
    kind,
    kindLabel: z.string(),
    rule: z.string(),
    severity,
    severityLabel: z.string(),
    start: z.int(),
    end: z.int(),
    filePlace: z.string().nullable().describe('在附件中的位置：页、工作表和单元格、段落'),
    text: z.string().describe('个人信息只显示掩码'),
    suggestion: z.string().nullable(),
    message: z.string(),
    before: z.string(),
    after: z.string(),
    state,
    stateLabel: z.string(),
    assignedTo: z.uuid().nullable(),
    assignedName: z.string().nullable(),
    foundOn: dayOut,
    settledAt: instant.nullable(),
    confirmedAt: instant.nullable(),
    may: z.object({ assign: z.boolean(), mend: z.boolean(), dispute: z.boolean(), decide: z.boolean() }),
  })
  .meta({ id: 'ScreeningFinding' });

export const findingDetail = findingSchema
  .extend({
    canCorrect: z.boolean().describe('可以一键改正'),
    steps: z.array(
      z.object({
        act: z.enum(findingActs),
        label: z.string(),
        onDay: dayOut,
        at: instant,
        personName: z.string(),
        note: z.string().nullable(),
      }),
    ),
    assignees: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string() })),
  })
  .meta({ id: 'ScreeningFindingDetail' });

const several = <T extends z.ZodType>(one: T) =>
  z
    .union([one, z.array(one)])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[])
    .optional();

export const findingQuery = z.object({
  organ: organ.optional(),
  state: several(state),
  kind: several(kind),
  severity: several(severity),
  source: source.optional(),
  document: z.string().max(200).optional(),
  mine: z.stringbool().optional().describe('只看分派给我的'),
  from: day.optional(),
  to: day.optional(),
  words: z.string().trim().max(50).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});

export const findingAct = z
  .discriminatedUnion('act', [
    z.object({ act: z.literal('assign'), to: z.uuid() }),
    z.object({
      act: z.literal('mend'),
      replacement: z.string().max(2000).nullable().describe('一键改正所用的文字；null 表示已另行改正'),
      note: z.string().trim().max(500).nullish(),
    }),
    z.object({ act: z.literal('dispute'), reason: z.string().trim().max(500) }),
    z.object({
      act: z.literal('decide'),
      isFalseAlarm: z.boolean(),
      reason: z.string().trim().max(500),
      scope: z.enum(['context', 'organ', 'everywhere']).default('context'),
    }),
  ])
  .meta({ id: 'FindingAct' });

export const correctionBody = z
  .object({
    publicationId: z.uuid(),
    organCode: organ,
    title: z.string().trim().max(300),
    text: z.string().max(2_000_000).describe('改正前的纯文本'),
    finding: textFinding,
    replacement: z.string().max(2000),
  })
  .meta({ id: 'EditorCorrection' });

const tally = z.object({ found: z.int(), mended: z.int(), dismissed: z.int() });

export const reportContent = tally
  .extend({
    kind: z.enum(['week', 'month']),
    first: dayOut,
    last: dayOut,
    openAtStart: z.int(),
    openAtEnd: z.int(),
    beforeRelease: z.int(),
    personalData: tally,
    newMedia: tally,
    byKind: z.array(tally.extend({ kind })).readonly(),
    bySeverity: z.array(tally.extend({ severity })).readonly(),
    byOrgan: z.array(tally.extend({ organCode: z.string(), organName: z.string() })).readonly(),
    byDay: z.array(tally.extend({ day: dayOut })).readonly(),
    runs: z.int(),
    documents: z.int(),
    screened: z.int(),
    characters: z.int(),
    releasedWithErrors: z.int(),
  })
  .meta({ id: 'ScreeningReport' });

export const reportSchema = z
  .object({
    name: z.string(),
    content: reportContent,
    sha256: z.string().nullable().describe('定稿的指纹；尚未结束的时段为 null'),
    madeAt: instant.nullable(),
  })
  .meta({ id: 'MadeScreeningReport' });

export const reportsOfYear = z
  .object({
    year: z.int(),
    weeks: z.array(reportSchema),
    months: z.array(reportSchema),
    totals: z.object({ weeks: tally, months: tally, days: tally }),
    faults: z.array(z.string()).describe('不能勾稽的数字；空为相符'),
  })
  .meta({ id: 'ScreeningReportsOfYear' });

export const runSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['daily', 'rescan']),
    kindLabel: z.string(),
    onDay: dayOut,
    reason: z.string(),
    state: z.enum(['waiting', 'running', 'finished']),
    total: z.int(),
    done: z.int(),
    screened: z.int(),
    characters: z.int(),
    found: z.int(),
    gone: z.int(),
    requestedBy: z.string(),
    requestedAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'ScreeningRun' });

export const overviewSchema = z
  .object({
    first: dayOut,
    last: dayOut,
    open: z.object({ total: z.int(), error: z.int(), warning: z.int(), assignedToMe: z.int(), disputed: z.int() }),
    period: reportContent,
    runs: z.array(runSchema),
    may: z.object({ rescan: z.boolean() }),
  })
  .meta({ id: 'ScreeningOverview' });

export const lexiconSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    ownerOrganCode: z.string(),
    ownerOrganName: z.string(),
    activeVersion: z.int().nullable(),
    versions: z.array(
      z.object({
        version: z.int(),
        label: z.string(),
        owner: z.string(),
        purpose: z.string(),
        severity,
        severityLabel: z.string(),
        terms: z.int(),
        sha256: z.string(),
        uploadedAt: instant,
        uploadedBy: z.string(),
      }),
    ),
    may: z.object({ manage: z.boolean() }),
  })
  .meta({ id: 'ScreeningLexicon' });

export const lexiconDetail = lexiconSchema
  .extend({
    steps: z.array(
      z.object({
        act: z.enum(['uploaded', 'activated', 'rolled-back', 'switched-off']),
        label: z.string(),
        version: z.int(),
        reason: z.string().nullable(),
        at: instant,
        personName: z.string(),
      }),
    ),
  })
  .meta({ id: 'ScreeningLexiconDetail' });

export const lexiconUpload = z
  .object({
    organCode: organ.describe('负责该词库的机关'),
    fileName: z.string().max(200).meta({ example: '错别字.csv' }),
    content: z
      .base64()
      .max(64 * 1024 * 1024)
      .describe('文件内容，Base64'),
  })
  .meta({ id: 'LexiconUpload' });

export const lexiconSwitch = z
  .object({
    version: z.int().min(1).nullable().describe('启用的版本；null 为停用'),
    reason: z.string().trim().max(500),
  })
  .meta({ id: 'LexiconSwitch' });

export const lexiconEffect = z
  .object({
    documents: z.int(),
    documentsHit: z.int(),
    findings: z.int(),
    isWhole: z.boolean(),
    terms: z.array(z.object({ term: z.string(), findings: z.int(), documents: z.int() })),
    examples: z.array(
      z.object({
        title: z.string(),
        address: z.string().nullable(),
        before: z.string(),
        text: z.string(),
        after: z.string(),
        suggestion: z.string().nullable(),
      }),
    ),
    difference: z.object({ added: z.int(), removed: z.int(), changed: z.int() }).nullable(),
  })
  .meta({ id: 'LexiconEffect' });

export const allowanceSchema = z
  .object({
    id: z.uuid(),
    term: z.string(),
    rule: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    organCode: z.string().nullable(),
    organName: z.string().nullable(),
    reason: z.string(),
    findingId: z.uuid().nullable(),
    madeAt: instant,
    madeBy: z.string(),
    may: z.object({ manage: z.boolean() }),
  })
  .meta({ id: 'ScreeningAllowance' });

export const allowanceBody = z
  .object({
    term: z.string().trim().max(200),
    before: z.string().trim().max(50).nullish(),
    after: z.string().trim().max(50).nullish(),
    organCode: organ.nullable().describe('null 为全区适用'),
    reason: z.string().trim().max(500),
  })
  .meta({ id: 'NewAllowance' });

export const channelSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    name: z.string(),
    platform: z.string(),
    feedAddress: z.string(),
    isActive: z.boolean(),
    fetchedAt: instant.nullable(),
    fault: z.string().nullable(),
    posts: z.int(),
    may: z.object({ manage: z.boolean() }),
  })
  .meta({ id: 'ScreeningChannel' });

export const channelBody = z
  .object({
    organCode: organ,
    name: z.string().trim().min(1, '请填写账号名称').max(100),
    platform: z.string().trim().min(1, '请填写平台').max(50),
    feedAddress: z.string().trim().max(1000),
  })
  .meta({ id: 'NewChannel' });
