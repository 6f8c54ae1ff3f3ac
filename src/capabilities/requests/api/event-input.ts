import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import { isOutcome, type Outcome, outcomeKinds } from '../rules/outcomes.ts';

/** A legal date, faults in Chinese for the form. */
export const dateInput = z
  .string({ error: '请填写日期' })
  .refine(isPlainDate, { error: '请填写有效的日期，例如2022-09-28' })
  .transform((text) => text as PlainDate)
  .meta({ example: '2022-09-28' });

/** A line of text a person wrote, without anything that could pass for a line of its own. */
export const lineInput = (what: string, longest = 200) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(longest, `${what}不能超过${longest}个字符`)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029\ufffd]*$/, '不能包含控制字符或者乱码');

const on = dateInput;
const optionalDate = dateInput.nullable().default(null);
const outcome = z
  .enum(outcomeKinds as [Outcome, ...Outcome[]], { error: '请选择答复类型' })
  .refine(isOutcome)
  .meta({ example: 'GRANTED' });
const service = z.enum(['hand', 'post', 'online'], { error: '请选择送达方式' });
const reference = lineInput('征求意见书编号', 100);

/**
 * What an office records of an application after its receipt was registered: one shape an act. The same acts as the
 * record's events (rules/event-schema.ts), which they are parsed into; only the wording of faults is the form's.
 */
export const eventInput = z
  .discriminatedUnion(
    'kind',
    [
      z.object({ kind: z.literal('received'), on }),
      z.object({ kind: z.literal('correction-requested'), on, respondBy: dateInput }),
      z.object({ kind: z.literal('corrected'), on }),
      z.object({
        kind: z.literal('consultation-sent'),
        on,
        ref: reference,
        party: z.enum(['third-party', 'co-maker', 'other-organ', 'internal'], { error: '请选择征求意见的对象' }),
        deliveredOn: optionalDate,
      }),
      z.object({ kind: z.literal('consultation-answered'), on, ref: reference, consents: z.boolean().optional() }),
      z.object({ kind: z.literal('notice-delivered'), on, ref: reference.nullable().default(null) }),
      z.object({
        kind: z.literal('extended'),
        on,
        workingDays: z
          .int({ error: '请填写延长的工作日数' })
          .min(1, '至少延长1个工作日')
          .max(1000, '请填写延长的工作日数'),
        approvedBy: z.string().trim().max(200).default(''),
      }),
      z.object({ kind: z.literal('reasons-requested'), on, respondBy: dateInput }),
      z.object({ kind: z.literal('reasons-given'), on, reasonable: z.boolean({ error: '请选择理由是否合理' }) }),
      z.object({ kind: z.literal('delayed'), on, until: dateInput }),
      z.object({
        kind: z.literal('fee-notified'),
        on,
        deliveredOn: optionalDate,
        amountYuan: z.int({ error: '请填写以元计的整数金额' }).min(0, '金额不能小于0').optional(),
      }),
      z.object({ kind: z.literal('fee-paid'), on }),
      z.object({ kind: z.literal('withdrawn'), on }),
      z.object({
        kind: z.literal('replied'),
        on,
        outcome,
        service,
        servedOn: optionalDate,
        withheldGrounds: z.array(outcome).max(10).optional(),
      }),
      z.object({ kind: z.literal('served'), on, service }),
      z.object({
        kind: z.literal('reanswer-ordered'),
        on,
        by: z.enum(['reconsideration', 'litigation'], { error: '请选择责令的途径' }),
        dueOn: optionalDate,
      }),
      z.object({ kind: z.literal('reanswered'), on, outcome, service, servedOn: dateInput }),
    ],
    { error: '没有这种办理事项' },
  )
  .meta({ id: 'ApplicationAct' });

export type EventInput = z.infer<typeof eventInput>;
