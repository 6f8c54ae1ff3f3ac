import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import {
  type Attacked,
  attackedKinds,
  type Conclusion,
  conclusionNames,
  type LessonTopic,
  lessonTopics,
  type RemedyKind,
  type RemedyResult,
  remedyKinds,
} from '../rules/conclusions.ts';
import { type AppealOutcome, appealOutcomes, type RemedyEvent } from '../rules/course.ts';

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) => Object.keys(record) as [K, ...K[]];

export const kindInput = z.enum(remedyKinds as [RemedyKind, ...RemedyKind[]], { error: '请选择案件种类' });
const attackedInput = z.enum(keysOf<Attacked>(attackedKinds), { error: '请选择针对的行为' });
const conclusionInput = z.enum(conclusionNames as [Conclusion, ...Conclusion[]], { error: '请选择审理结果' });
const resultInput = z.enum(['upheld', 'corrected', 'other'] as [RemedyResult, ...RemedyResult[]]);

const dateInput = z
  .string({ error: '请填写日期' })
  .refine(isPlainDate, { error: '请填写有效的日期，例如2022-09-28' })
  .transform((text) => text as PlainDate)
  .meta({ example: '2022-09-28' });

const line = (what: string, longest: number) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(longest, `${what}不能超过${longest}个字符`)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029\ufffd]*$/, '不能包含控制字符或者乱码');
const text = (what: string, longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `${what}不能超过${longest}个字符`)
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\ufffd]*$/, '不能包含控制字符或者乱码');

const organCode = z.string().regex(/^\d{6}[0-9A-Za-z-]{0,20}$/, '机关代码不正确');

/** `a,b` in an address. */
const listOf = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .max(200)
    .transform((value) => value.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(20))
    .optional();

export const remedyQuery = z.object({
  organ: organCode.optional().describe('one organ; all that the posts reach when left out'),
  view: z.enum(['open', 'closed', 'all']).default('open'),
  kind: listOf(kindInput).describe('several, with commas'),
  result: listOf(resultInput),
  attacked: listOf(attackedInput),
  filedFrom: dateInput.optional(),
  filedTo: dateInput.optional(),
  q: z.string().trim().max(100).optional().describe('part of the case number or of the court’s name'),
});

const day = z.string();
const dayOrNull = z.string().nullable();

export const clockSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    label: z.string(),
    party: z.enum(['applicant', 'organ', 'review-body']),
    partyLabel: z.string(),
    from: dayOrNull,
    due: dayOrNull,
    metOn: dayOrNull,
    state: z.enum(['running', 'met', 'missed', 'waiting', 'ended']),
    workingDaysLeft: z.int().nullable(),
    onExpiry: z.string(),
    basis: z.string(),
    note: z.string().nullable(),
  })
  .meta({ id: 'RemedyClock' });

export const remedyItemSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    kind: kindInput,
    kindLabel: z.string(),
    caseNumber: z.string(),
    body: z.string(),
    attacked: attackedInput,
    attackedLabel: z.string(),
    applicationId: z.uuid().nullable(),
    applicationNumber: z.string().nullable(),
    filedOn: day,
    state: z.string(),
    stateLabel: z.string(),
    concludedOn: dayOrNull,
    conclusionLabel: z.string().nullable(),
    result: z.enum(['upheld', 'corrected', 'other', 'pending']),
    resultLabel: z.string(),
    next: clockSchema.nullable().describe('the organ’s own clock that ends first, else that of the others'),
  })
  .meta({ id: 'RemedyItem' });

export const remedyListSchema = z
  .object({ items: z.array(remedyItemSchema), total: z.int(), truncated: z.boolean() })
  .meta({ id: 'RemedyList' });

const labelled = z.object({ key: z.string(), label: z.string() });

export const remedyCaseSchema = remedyItemSchema
  .extend({
    today: day,
    version: z.int().describe('number of events; send it back with an act'),
    knownOn: dayOrNull,
    remedyTold: z.boolean(),
    precedingCase: z.object({ id: z.uuid(), caseNumber: z.string() }).nullable(),
    followingCases: z.array(z.object({ id: z.uuid(), caseNumber: z.string(), kindLabel: z.string() })),
    procedure: z.enum(['ordinary', 'simplified']),
    clocks: z.array(clockSchema),
    reanswer: z
      .object({ orderedOn: day, dueOn: dayOrNull, answeredOn: dayOrNull })
      .nullable()
      .describe('the order to answer anew that is in force'),
    events: z.array(
      z.object({
        sequence: z.int(),
        kind: z.string(),
        label: z.string(),
        on: day,
        details: z.array(z.object({ label: z.string(), value: z.string() })),
        recordedAt: z.string(),
        recordedBy: z.string(),
      }),
    ),
    lessons: z.array(
      z.object({
        sequence: z.int(),
        topicLabel: z.string(),
        lesson: z.string(),
        measure: z.string(),
        recordedAt: z.string(),
        recordedBy: z.string(),
      }),
    ),
    acts: z.array(labelled).describe('lawful now and this person’s to do'),
    conclusions: z.array(labelled.extend({ result: z.string() })),
    mayRecord: z.boolean(),
  })
  .meta({ id: 'RemedyCase' });

export const remedyTermsSchema = z
  .object({
    kinds: z.array(labelled),
    attacked: z.array(labelled),
    results: z.array(labelled),
    appealOutcomes: z.array(labelled),
    topics: z.array(labelled),
    organs: z.array(z.object({ code: z.string(), name: z.string() })).describe('where this person may register'),
  })
  .meta({ id: 'RemedyTerms' });

export const applicationRemediesSchema = z
  .object({
    cases: z.array(remedyItemSchema),
    attackable: z
      .array(
        z.object({
          attacked: attackedInput,
          label: z.string(),
          knownOn: dayOrNull,
          reconsiderUntil: dayOrNull,
          sueUntil: dayOrNull,
          reviewOrgans: z.array(z.string()),
        }),
      )
      .describe('what of this application can be attacked, and until when'),
    preceding: z.array(z.object({ id: z.uuid(), caseNumber: z.string(), receivedOn: day })),
    mayRegister: z.boolean(),
  })
  .meta({ id: 'ApplicationRemedies' });

export const registerRemedySchema = z
  .object({
    organCode,
    kind: kindInput,
    attacked: attackedInput,
    applicationId: z.uuid('请选择案件所涉及的申请').nullable().default(null),
    precedingCaseId: z.uuid().nullable().default(null),
    caseNumber: line('案号', 100),
    body: line('复议机关或者法院', 100),
    filedOn: dateInput,
    knownOn: dateInput.nullable().default(null),
    remedyTold: z.boolean().default(true),
  })
  .meta({ id: 'RegisterRemedy' });

const on = dateInput;
const reanswer = z
  .object({ dueOn: dateInput.nullable().default(null) })
  .optional()
  .describe('ordered to answer anew');
const documentNumber = text('文书编号', 100).optional();

export const remedyEventInput = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('correction-requested'), on }),
    z.object({ kind: z.literal('corrected'), on }),
    z.object({ kind: z.literal('accepted'), on, procedure: z.enum(['ordinary', 'simplified']).default('ordinary') }),
    z.object({ kind: z.literal('copy-received'), on }),
    z.object({ kind: z.literal('answered'), on }),
    z.object({ kind: z.literal('suspended'), on }),
    z.object({ kind: z.literal('resumed'), on }),
    z.object({ kind: z.literal('extended'), on, until: dateInput }),
    z.object({
      kind: z.literal('concluded'),
      on,
      conclusion: conclusionInput,
      receivedOn: dateInput.optional(),
      documentNumber,
      reanswer,
    }),
    z.object({
      kind: z.literal('appealed'),
      on,
      by: z.enum(['applicant', 'organ'], { error: '请选择由谁上诉' }),
    }),
    z.object({
      kind: z.literal('appeal-concluded'),
      on,
      outcome: z.enum(keysOf<AppealOutcome>(appealOutcomes), { error: '请选择二审结果' }),
      conclusion: conclusionInput.optional(),
      documentNumber,
      reanswer,
    }),
  ],
  { error: '没有这种事项' },
);

/** As the record keeps it: fields that were left out are not there. */
export function remedyEventOf(input: z.infer<typeof remedyEventInput>): RemedyEvent {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined && value !== ''),
  ) as unknown as RemedyEvent;
}

export const recordRemedySchema = z
  .object({ version: z.int().min(1).describe('of the case as it was seen'), event: remedyEventInput })
  .meta({ id: 'RecordRemedyEvent' });

export const lessonSchema = z
  .object({
    topic: z.enum(keysOf<LessonTopic>(lessonTopics), { error: '请选择问题所在' }),
    lesson: text('经验教训', 1000).refine((value) => value !== '', '请填写经验教训'),
    measure: text('改进措施', 1000).default(''),
  })
  .meta({ id: 'RemedyLesson' });
