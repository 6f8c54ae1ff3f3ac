import { z } from 'zod';
import { type Channel, channels } from '../rules/events.ts';
import { type Outcome, outcomeKinds } from '../rules/outcomes.ts';
import { worklistSorts } from '../store/worklist.ts';
import { categoryLabels } from './applicant.ts';
import { dateInput, eventInput, lineInput } from './event-input.ts';
import { labelledValues, particularsInput } from './particulars.ts';

const states = [
  'submitted',
  'processing',
  'awaiting-correction',
  'correction-lapsed',
  'suspended',
  'awaiting-payment',
  'payment-lapsed',
  'closed',
] as const;
const state = z.enum(states).meta({ id: 'ApplicationState' });
const channel = z.enum(Object.keys(channels) as [Channel, ...Channel[]]).meta({ id: 'ApplicationChannel' });
const category = z
  .enum(Object.keys(categoryLabels) as [keyof typeof categoryLabels, ...(keyof typeof categoryLabels)[]])
  .meta({ id: 'ApplicantCategory' });
const outcome = z.enum(outcomeKinds as [Outcome, ...Outcome[]]).meta({ id: 'Outcome' });
const date = z.string();
const optionalDate = z.string().nullable();
export const organCodeInput = z
  .string()
  .regex(/^\d{6}[0-9A-Za-z-]{0,20}$/, '机关代码不正确')
  .meta({ example: '330206' });

/** `a,b` in an address. */
const listOf = <T extends z.ZodType<string, string>>(item: T, longest = 1000) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(200))
    .optional();

const filters = {
  organ: organCodeInput.optional().describe('one organ; all that the posts reach when left out'),
  view: z.enum(['open', 'closed', 'all']).default('open'),
  state: listOf(state).describe('several, with commas'),
  category: listOf(category),
  channel: listOf(channel),
  outcome: listOf(outcome),
  dueWithin: z.coerce
    .number()
    .int()
    .min(-1)
    .max(100)
    .optional()
    .describe('working days from today; 0 is due today or overdue, -1 overdue'),
  dueFrom: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('working days from today; 0 leaves out what is overdue'),
  receivedFrom: dateInput.optional(),
  receivedTo: dateInput.optional(),
  q: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe('part of the number or of what is asked for, or an applicant’s whole name where the reader may open it'),
  // Two hundred of them, with their commas.
  ids: listOf(z.uuid(), 200 * 37),
  assignee: z
    .union([z.enum(['me', 'none']), z.uuid()])
    .optional()
    .describe('`me`: handled by the signed-in person, what they are asked to help with among it; `none`: by nobody'),
  sort: z.enum(worklistSorts).default('due'),
  order: z.enum(['asc', 'desc']).default('asc'),
};

export const exportQuery = z.object(filters);

export const worklistQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().describe('`next` of the page before'),
});

export const organQuery = z.object({ organ: organCodeInput.optional() });

export const deskQuery = organQuery.extend({
  amber: z.coerce.number().int().min(1).max(40).default(5).describe('working days left from which a case is soon due'),
  red: z.coerce.number().int().min(0).max(40).default(2),
});

export const worklistItemSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    number: z.string(),
    channel,
    applicantCategory: category,
    applicant: z.string().describe('masked where it is a person’s name'),
    subject: z.string(),
    submittedOn: date,
    receivedOn: optionalDate,
    dueOn: optionalDate,
    workingDaysLeft: z.int().nullable().describe('negative when overdue'),
    closedOn: optionalDate,
    repliedOn: optionalDate,
    state,
    stateLabel: z.string(),
    outcome: outcome.nullable(),
    outcomeLabel: z.string().nullable(),
    calendarMissing: z.int().nullable().describe('the year whose calendar is wanting to tell the due day'),
    assignee: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('who handles it'),
  })
  .meta({ id: 'WorklistItem' });

export const worklistSchema = z
  .object({
    items: z.array(worklistItemSchema),
    next: z.string().nullable(),
    total: z.int(),
    totalIsLeast: z.boolean(),
    searchedOnly: z
      .int()
      .nullable()
      .describe('a search that looked through so many of the latest applications only, as it was just begun'),
    foundMoreThan: z
      .int()
      .nullable()
      .describe('a search that found more than so many, of which the latest submitted are listed'),
  })
  .meta({ id: 'Worklist' });

const taskSchema = worklistItemSchema
  .extend({ urgency: z.enum(['overdue', 'red', 'amber', 'calm', 'waiting']), advice: z.string() })
  .meta({ id: 'DeskTask' });

export const deskSchema = z
  .object({
    today: date,
    isWorkingDay: z.boolean(),
    counts: z.object({
      open: z.int(),
      overdue: z.int(),
      red: z.int().describe('due within the red threshold, not overdue'),
      amber: z.int().describe('due within the amber threshold, those within the red one among them'),
      waiting: z.int().describe('the applicant or somebody consulted is to act'),
      unconfirmed: z.int(),
      receivedThisMonth: z.int(),
      closedThisMonth: z.int(),
    }),
    tasks: z.array(taskSchema).describe('the most pressing first'),
    months: z.array(z.object({ month: z.string(), received: z.int(), closed: z.int() })),
    outcomes: z.array(z.object({ outcome, label: z.string(), count: z.int() })),
  })
  .meta({ id: 'Desk' });

const labelled = z.object({ key: z.string(), label: z.string() });

export const termsSchema = z
  .object({
    states: z.array(labelled),
    acts: z.array(labelled),
    channels: z.array(
      labelled.extend({ receiptRule: z.string(), receipt: z.enum(['same-day', 'signed', 'confirmed']) }),
    ),
    categories: z.array(labelled),
    outcomes: z.array(labelled.extend({ group: z.string(), basis: z.string() })),
    parties: z.array(labelled),
    services: z.array(labelled),
    identityPapers: z.array(labelled),
    media: z.array(labelled.extend({ routes: z.array(z.string()).describe('ways by which it can be given') })),
    routes: z.array(labelled),
    assistance: z.array(labelled).describe('Art. 43'),
    organs: z.array(z.object({ code: z.string(), name: z.string(), shortName: z.string() })),
  })
  .meta({ id: 'ApplicationTerms' });

const problemOfCase = z.object({
  code: z.string(),
  on: date,
  message: z.string(),
  basis: z.string(),
});

export const caseSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    number: z.string(),
    channel,
    channelLabel: z.string(),
    applicantCategory: category,
    applicantCategoryLabel: z.string(),
    applicant: z.object({
      name: z.string(),
      masked: z.boolean(),
      mayOpen: z.boolean(),
      hasParticulars: z.boolean().describe('number of identity, contact or address are known'),
      mayComplete: z.boolean().describe('came on paper, so that this person may complete them'),
      mayGiveCode: z.boolean(),
    }),
    delivery: labelledValues.describe('how the information is asked for, and what help is wanted'),
    subject: z.string(),
    submittedOn: date,
    receivedOn: optionalDate,
    repliedOn: optionalDate,
    closedOn: optionalDate,
    state,
    stateLabel: z.string(),
    outcome: outcome.nullable(),
    outcomeLabel: z.string().nullable(),
    outcomeBasis: z.string().nullable(),
    remedyClass: z.string().nullable(),
    version: z.int().describe('number of events; send it back with an act'),
    today: date,
    clock: z
      .object({
        due: optionalDate,
        workingDaysLeft: z.int().nullable(),
        overdue: z.boolean(),
        calendarMissing: z.int().nullable(),
        periods: z.array(
          z.object({
            from: date,
            to: date,
            counts: z.boolean(),
            days: z.int(),
            why: z.string(),
            basis: z.string(),
          }),
        ),
      })
      .describe('every day from receipt to the due day, so that it can be counted by hand'),
    problems: z.array(problemOfCase),
    events: z.array(
      z.object({
        sequence: z.int(),
        kind: z.string(),
        label: z.string(),
        on: date,
        details: z.array(z.object({ label: z.string(), value: z.string() })),
        recordedAt: z.string(),
        recordedBy: z.string(),
      }),
    ),
    acts: z.array(z.object({ kind: z.string(), label: z.string() })).describe('lawful now and this person’s to do'),
    refusals: z
      .array(z.object({ kind: z.string(), label: z.string(), reason: z.string() }))
      .describe('what is not lawful now, with the article'),
    openConsultations: z.array(z.string()).describe('references of those not answered yet'),
    undelivered: z
      .array(z.string().nullable())
      .describe('notices whose days run from a delivery that is not recorded; null is the fee notice'),
  })
  .meta({ id: 'ApplicationCase' });

export const actSchema = z
  .object({ version: z.int().min(1).describe('of the case as it was seen'), event: eventInput })
  .meta({ id: 'RecordAct' });

export const registerSchema = z
  .object({
    organCode: organCodeInput,
    channel: z.enum(Object.keys(channels) as [Channel, ...Channel[]], { error: '请选择提交方式' }),
    applicantCategory: z.enum(Object.keys(categoryLabels) as [keyof typeof categoryLabels], {
      error: '请选择申请人类别',
    }),
    applicantName: lineInput('申请人姓名或者名称', 100),
    subject: lineInput('所需政府信息内容描述', 500),
    submittedOn: dateInput,
    receivedOn: dateInput.nullable().describe('null while both sides have not confirmed yet'),
    particulars: particularsInput.optional().describe('what else the application says, as far as it does'),
  })
  .meta({ id: 'RegisterApplication' });

export const personalDataSchema = z.object({ reason: lineInput('查看事由', 200) });

export const openedDataSchema = z
  .object({
    applicantName: z.string(),
    particulars: labelledValues,
    typed: particularsInput.nullable().describe('the same to be completed; null where the applicant filled it in'),
  })
  .meta({ id: 'OpenedPersonalData' });
