import { z } from 'zod';
import { applicationEventSchema, plainDateSchema } from '../../rules/event-schema.ts';
import type { ApplicationEvent, Channel } from '../../rules/events.ts';
import { channels } from '../../rules/events.ts';
import type { Finding, Refusal } from './findings.ts';
import type { DecisionItem, LetterInput } from './input.ts';

/**
 * What letters are made from, read from outside: a form of the office, a file, a stored draft. A text may be empty, since a
 * draft grows; what the letter then lacks is told by composeLetter. Line breaks within a text are taken out, because each
 * text is set inside a paragraph.
 */
export const text = (longest = 2000) =>
  z
    .string({ error: '请填写文字' })
    .max(longest, `不能超过${longest}个字符`)
    .transform((value) =>
      value
        .toWellFormed()
        .replace(/\s*[\n\r\u2028\u2029]+\s*/g, '')
        .replace(/[\u0000-\u001f\u007f]/g, '')
        .trim(),
    );

export const line = text(300);
const lines = z.array(line).max(40);
const date = plainDateSchema;
const notice = z.object({ number: text(100), on: date });

const delivery = z.union([z.object({ enclosed: lines }), z.object({ manner: line, where: line, when: line })]);

const consultation = z.object({ sentOn: date, answer: z.enum(['refused', 'silent']) }).nullable();

const refusals = [
  z.object({ outcome: z.literal('DENIED_STATE_SECRET'), marking: line, reason: text() }),
  z.object({ outcome: z.literal('DENIED_LAW'), law: line, article: line, reason: text() }),
  z.object({
    outcome: z.literal('DENIED_SECURITY'),
    interest: z.enum(['国家安全', '公共安全', '经济安全', '社会稳定']),
    reason: text(),
  }),
  z.object({
    outcome: z.literal('DENIED_THIRD_PARTY'),
    interest: line,
    consultation,
    reason: text(),
    publicInterest: text(),
  }),
  z.object({
    outcome: z.literal('DENIED_INTERNAL'),
    category: z.enum(['人事管理', '后勤管理', '内部工作流程']),
    reason: text(),
  }),
  z.object({
    outcome: z.literal('DENIED_PROCESS'),
    category: z.enum(['讨论记录', '过程稿', '磋商信函', '请示报告']),
    reason: text(),
    noRuleDemands: z.boolean(),
  }),
  z.object({ outcome: z.literal('DENIED_CASE_FILE'), caseName: line, access: text(), reason: text() }),
] as const;

const refusalSchema = z.discriminatedUnion('outcome', refusals) satisfies z.ZodType<Refusal, unknown>;

const lapses = [
  z.object({ outcome: z.literal('ABANDONED_CORRECTION'), notice, respondBy: date }),
  z.object({ outcome: z.literal('FEE_UNPAID'), notice, amountYuan: z.int().min(0), respondBy: date }),
] as const;

export const findingSchema = z
  .discriminatedUnion('outcome', [
    ...refusals,
    ...lapses,
    z.object({
      outcome: z.literal('ALREADY_PUBLIC'),
      title: line,
      documentNumber: line.optional(),
      where: line,
      manner: line,
    }),
    z.object({ outcome: z.literal('GRANTED'), delivery }),
    z.object({
      outcome: z.literal('PARTIAL'),
      disclosed: lines,
      delivery,
      withheld: z.array(z.object({ what: line, finding: refusalSchema })).max(20),
    }),
    z.object({ outcome: z.literal('SPECIAL_QUERY'), queryKind: line, law: line, window: line }),
    z.object({
      outcome: z.literal('NOT_EXIST'),
      search: z.object({ on: date, places: lines, terms: lines }).nullable(),
      reason: text().optional(),
    }),
    z.object({
      outcome: z.literal('NOT_THIS_AGENCY'),
      reason: text(),
      responsible: z.object({ name: line, contact: line }).optional(),
    }),
    z.object({ outcome: z.literal('NEEDS_CREATION'), reason: text(), rawMaterial: text().optional() }),
    z.object({ outcome: z.literal('STILL_UNCLEAR'), notice, unclear: text() }),
    z.object({
      outcome: z.literal('PETITION'),
      nature: z.enum(['信访', '投诉', '举报']),
      route: line.optional(),
      reason: text(),
    }),
    z.object({ outcome: z.literal('REPEAT'), earlier: notice.nullable() }),
    z.object({ outcome: z.literal('PUBLICATION'), title: line, route: line.optional() }),
    z.object({
      outcome: z.literal('EXCESSIVE'),
      count: line,
      reasonsAsked: notice,
      reasonsGiven: text().nullable(),
      reason: text(),
    }),
    z.object({ outcome: z.literal('CONFIRM_REISSUE'), title: line, obtainedOn: date }),
    z.object({ outcome: z.literal('WITHDRAWN'), on: date }),
    z.object({ outcome: z.literal('OTHER'), reason: text() }),
  ])
  .transform((finding): Finding => withoutUndefined(finding))
  .meta({ id: 'Finding' });

/** Optional fields are left out instead of undefined, as the types of letters demand. */
function withoutUndefined<T extends object>(value: object): T {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, inner]])),
  ) as T;
}

const decisionItemSchema = z
  .object({ requested: line.optional(), finding: findingSchema })
  .transform((item): DecisionItem => withoutUndefined(item));

export const decisionItemsSchema = z.array(decisionItemSchema).min(1, '至少答复一项').max(20, '最多20项');

/** The parts of a letter that belong to its kind, without organ, application, number and date. */
export const particulars = {
  L01: z.object({ kind: z.literal('L01') }),
  L02: z.object({ kind: z.literal('L02'), defects: lines, guidance: text(), respondBy: date }),
  L04: z.object({ kind: z.literal('L04'), count: line, respondBy: date }),
  L05: z.object({ kind: z.literal('L05'), reason: text(), until: date }),
  L06: z.object({ kind: z.literal('L06'), thirdParty: line, content: text() }),
  L07: z.object({ kind: z.literal('L07'), sentOn: date }),
  L08: z.object({ kind: z.literal('L08'), thirdParty: line, content: text(), reason: text(), releaseOn: date }),
  L09: z.object({ kind: z.literal('L09'), coMaker: line, content: text() }),
  L10: z.object({ kind: z.literal('L10'), addressee: line, matter: text(), respondBy: date }),
  L12: z.object({ kind: z.literal('L12'), finding: z.discriminatedUnion('outcome', lapses) }),
  L13: z.object({ kind: z.literal('L13'), items: decisionItemsSchema }),
  L14: z.object({ kind: z.literal('L14'), items: decisionItemsSchema }),
  L15: z.object({
    kind: z.literal('L15'),
    facts: text(),
    result: z.union([
      z.object({ kind: z.enum(['corrected', 'refused']), text: text() }),
      z.object({ kind: z.enum(['forwarded', 'directed']), to: line, text: text().optional() }),
    ]),
  }),
  L17: z.object({ kind: z.literal('L17'), proposal: text(), accepted: z.boolean(), reason: text() }),
  L18: z.object({ kind: z.literal('L18'), answer: text(), manner: line }),
} as const;

const position = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('department'), government: line, superiorDepartment: line.optional() }),
  z.object({ kind: z.literal('government'), superiorGovernment: line }),
  z.object({ kind: z.literal('government-branch'), government: line }),
  z.object({
    kind: z.literal('department-branch'),
    government: line,
    department: line.optional(),
    localGovernment: line.optional(),
  }),
  z.object({ kind: z.literal('authorised-organisation'), government: line, department: line.optional() }),
  z.object({ kind: z.enum(['provincial-government', 'state-council-department']) }),
  z.object({ kind: z.literal('vertical'), superiorDepartment: line }),
  z.object({ kind: z.literal('justice-department'), government: line, superiorDepartment: line }),
]);

const common = {
  organ: z.object({
    name: line,
    position,
    court: line,
    address: line,
    phone: line,
    reviewOrgan: line.optional(),
    onlineReview: line.optional(),
  }),
  application: z.object({
    number: text(50),
    applicant: line,
    organisation: z.boolean(),
    channel: z.enum(Object.keys(channels) as [Channel, ...Channel[]]),
    submittedOn: date,
    receivedOn: date,
    requested: text(4000),
    events: z
      .array(applicationEventSchema)
      .max(200)
      .transform((events) => events as ApplicationEvent[])
      .optional(),
  }),
  number: text(100).nullable(),
  date,
  service: z.enum(['hand', 'post', 'online']).optional(),
  annexes: lines.optional(),
};

const band = z.object({ from: z.int(), to: z.int(), unitPrice: z.int(), amount: z.int() });
const fee = z.object({
  mode: z.enum(['item', 'page']),
  quantity: z.int().min(0),
  amount: z.int(),
  bands: z.array(band),
});

/** A whole letter of any kind. @throws ZodError naming the field */
export const letterInputSchema = z
  .discriminatedUnion('kind', [
    particulars.L01.extend({ ...common, dueOn: date }),
    particulars.L02.extend(common),
    z.object({ ...common, kind: z.literal('L03'), reason: text(), newDueOn: date, approvedBy: line }),
    particulars.L04.extend(common),
    particulars.L05.extend(common),
    particulars.L06.extend(common),
    particulars.L07.extend(common),
    particulars.L08.extend(common),
    particulars.L09.extend(common),
    particulars.L10.extend(common),
    z.object({ ...common, kind: z.literal('L11'), fee, account: line }),
    particulars.L12.extend(common),
    particulars.L13.extend(common),
    particulars.L14.extend(common),
    particulars.L15.extend(common),
    z.object({
      ...common,
      kind: z.literal('L16'),
      documents: z.array(z.object({ title: line, number: text(100) })).min(1),
      served: z.object({
        service: z.enum(['hand', 'post', 'online']),
        on: date,
        proof: line,
        place: line.optional(),
      }),
    }),
    particulars.L17.extend(common),
    particulars.L18.extend(common),
  ])
  .transform((input) => JSON.parse(JSON.stringify(input)) as LetterInput);
