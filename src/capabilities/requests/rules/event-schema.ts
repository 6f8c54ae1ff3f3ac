import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { ApplicationEvent } from './events.ts';
import { isOutcome, type Outcome } from './outcomes.ts';

/** A legal date; refuses 2022-02-30 and 2022-2-3. */
export const plainDateSchema = z
  .string({ error: 'expected a date YYYY-MM-DD' })
  .refine(isPlainDate, { error: (issue) => `expected a date YYYY-MM-DD, found ${JSON.stringify(issue.input)}` })
  .transform((text) => text as PlainDate);

const optionalDate = plainDateSchema.nullish().transform((value) => value ?? null);
const on = plainDateSchema;
const outcome = z
  .string()
  .refine(isOutcome, { error: 'expected an outcome such as GRANTED, PARTIAL or NOT_EXIST' })
  .transform((text) => text as Outcome);
const service = z.enum(['hand', 'post', 'online']);
const reference = z.string().min(1).max(200);

const common = [
  z.object({ kind: z.literal('correction-requested'), on, respondBy: plainDateSchema }),
  z.object({ kind: z.literal('corrected'), on }),
  z.object({
    kind: z.literal('consultation-sent'),
    on,
    ref: reference,
    party: z.enum(['third-party', 'co-maker', 'other-organ', 'internal']),
    deliveredOn: optionalDate,
  }),
  z.object({ kind: z.literal('consultation-answered'), on, ref: reference, consents: z.boolean().optional() }),
  z.object({
    kind: z.literal('notice-delivered'),
    on,
    ref: reference.nullish().transform((value) => value ?? null),
  }),
  z.object({
    kind: z.literal('extended'),
    on,
    workingDays: z.int().min(1).max(1000),
    approvedBy: z
      .string()
      .max(200)
      .nullish()
      .transform((value) => value ?? ''),
  }),
  z.object({ kind: z.literal('reasons-requested'), on, respondBy: plainDateSchema }),
  z.object({ kind: z.literal('reasons-given'), on, reasonable: z.boolean() }),
  z.object({ kind: z.literal('delayed'), on, until: plainDateSchema }),
  z.object({ kind: z.literal('fee-notified'), on, deliveredOn: optionalDate, amountYuan: z.int().min(0).optional() }),
  z.object({ kind: z.literal('fee-paid'), on }),
  z.object({ kind: z.literal('withdrawn'), on }),
  z.object({ kind: z.literal('served'), on, service }),
  z.object({
    kind: z.literal('reanswer-ordered'),
    on,
    by: z.enum(['reconsideration', 'litigation']),
    dueOn: optionalDate,
  }),
  z.object({ kind: z.literal('reanswered'), on, outcome, service, servedOn: plainDateSchema }),
] as const;

const replied = z.object({
  kind: z.literal('replied'),
  on,
  outcome,
  service,
  servedOn: optionalDate,
  withheldGrounds: z.array(outcome).optional(),
});

/** Any event of an application's record. */
export const applicationEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('submitted'),
    on,
    channel: z.enum(['in-person', 'oral', 'registered-mail', 'ordinary-mail', 'online', 'fax']),
  }),
  z.object({ kind: z.literal('received'), on }),
  replied,
  ...common,
]);

/** One line of `gongkai clock`. The outcome of a reply does not touch the clock there, so any text is taken. */
export const clockLineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  receivedOn: plainDateSchema,
  asOf: plainDateSchema,
  events: z.array(
    z.discriminatedUnion('kind', [
      replied.extend({
        outcome: z
          .string()
          .nullish()
          .transform((value): Outcome => (isOutcome(value) ? value : 'OTHER')),
      }),
      ...common,
    ]),
  ),
});

export type ClockLine = z.infer<typeof clockLineSchema>;

/** Reads one stored or submitted event. @throws ZodError naming the field */
export function parseEvent(input: unknown): ApplicationEvent {
  return applicationEventSchema.parse(input) as ApplicationEvent;
}
