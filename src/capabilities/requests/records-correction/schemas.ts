import { z } from 'zod';
import { dateInput, lineInput } from '../api/event-input.ts';
import { organCodeInput } from '../api/schemas.ts';
import { answerActs, answeredOutcomes } from './course.ts';

const longText = (what: string, longest = 1000) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(longest, `${what}不能超过${longest}个字符`)
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\ufffd]*$/, '不能包含控制字符或者乱码');

export const parameters = z.object({ id: z.uuid() });

export const itemSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    number: z.string(),
    applicant: z.string().describe('masked for those who do not handle it'),
    record: z.string(),
    receivedOn: z.string(),
    answerBy: z.string().nullable(),
    workingDaysLeft: z.int().nullable(),
    state: z.enum(['open', 'closed']),
    outcomeLabel: z.string().nullable(),
    closedOn: z.string().nullable(),
    answerLabel: z.string().nullable().describe('how far its letter is'),
  })
  .meta({ id: 'RecordsCorrectionItem' });

const service = z.enum(['hand', 'post', 'online'], { error: '请选择送达方式' });

const answerSchema = z
  .object({
    outcome: z.enum(answeredOutcomes, { error: '请选择处理结果' }),
    facts: longText('核实的事实'),
    text: z.string().trim().max(1000, '内容不能超过1000个字符').default(''),
    competent: z.string().trim().max(100, '机关名称不能超过100个字符').nullable().default(null),
    service,
  })
  .meta({ id: 'RecordsCorrectionAnswer' });

export const caseSchema = itemSchema
  .extend({
    requested: z.string(),
    evidence: z.string(),
    version: z.int(),
    today: z.string(),
    isFollowed: z.boolean().describe('the applicant holds a 查询码'),
    mayHandle: z.boolean(),
    events: z.array(
      z.object({
        sequence: z.int(),
        label: z.string(),
        on: z.string(),
        details: z.array(z.object({ label: z.string(), value: z.string() })),
        recordedBy: z.string(),
        recordedAt: z.string(),
      }),
    ),
    acts: z.array(z.object({ key: z.string(), label: z.string() })),
    outcomes: z.array(z.object({ key: z.enum(answeredOutcomes), label: z.string() })),
    answer: z
      .object({
        status: z.enum(['none', 'drafting', 'in-review', 'in-approval', 'issued', 'served']),
        statusLabel: z.string(),
        content: answerSchema.nullable(),
        number: z.string().nullable(),
        served: z.object({ label: z.string(), on: z.string(), proof: z.string() }).nullable(),
        missing: z.array(z.object({ label: z.string(), basis: z.string() })).describe('what it still lacks'),
        acts: z.array(z.object({ key: z.enum(answerActs), refusal: z.string().nullable() })),
      })
      .describe('the letter that answers'),
  })
  .meta({ id: 'RecordsCorrection' });

export const registerBody = z
  .object({
    organCode: organCodeInput,
    applicantName: lineInput('申请人姓名或者名称', 100),
    isOrganisation: z.boolean().default(false),
    record: longText('申请更正的记录', 500),
    requested: longText('更正请求'),
    evidence: longText('证明记录不准确的证据'),
    receivedOn: dateInput,
    answerBy: dateInput.nullable().default(null),
  })
  .meta({ id: 'RegisterRecordsCorrection' });

export const registeredSchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    reference: z.string().describe('the number the applicant asks by'),
    code: z.string().describe('查询码, told once'),
  })
  .meta({ id: 'RecordsCorrectionRegistered' });

const on = dateInput;
export const recordBody = z
  .object({
    version: z.int().min(1),
    event: z.discriminatedUnion(
      'kind',
      [
        z.object({ kind: z.literal('evidence-requested'), on, what: longText('需要补充的材料', 500) }),
        z.object({ kind: z.literal('evidence-given'), on }),
        z.object({ kind: z.literal('verified'), on, finding: longText('核实情况') }),
        z.object({ kind: z.literal('withdrawn'), on }),
      ],
      { error: '没有这种事项' },
    ),
  })
  .meta({ id: 'RecordRecordsCorrectionEvent' });

export const draftBody = z
  .object({ version: z.int().min(1), answer: answerSchema })
  .meta({ id: 'DraftRecordsCorrectionAnswer' });

export const actBody = z
  .object({
    version: z.int().min(1),
    act: z.enum(['submit', 'review', 'return', 'issue'], { error: '没有这种办理' }),
    opinion: z.string().trim().max(500, '意见不能超过500个字符').default(''),
  })
  .meta({ id: 'ActOnRecordsCorrectionAnswer' });

export const serveBody = z
  .object({ version: z.int().min(1), service, on, proof: lineInput('签收人或者邮寄单号', 200) })
  .meta({ id: 'ServeRecordsCorrectionAnswer' });
