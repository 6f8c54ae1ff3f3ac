import { z } from 'zod';
import { dateInput } from '../api/event-input.ts';
import { organCodeInput } from '../api/schemas.ts';

export const reasonInput = z.string().trim().max(200, '说明不能超过200个字符').default('');

const longText = (what: string) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(1000, `${what}不能超过1000个字符`)
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\ufffd]*$/, '不能包含控制字符或者乱码');

export const assignBody = z
  .object({
    kind: z.enum(['assigned', 'taken', 'released']),
    personId: z.uuid('请选择承办人').nullable().default(null),
    reason: reasonInput,
  })
  .meta({ id: 'AssignApplication' });

export const bulkBody = z
  .object({
    ids: z.array(z.uuid()).min(1, '请选择申请').max(200, '一次最多分派200件'),
    personId: z.uuid('请选择承办人').nullable().describe('null releases them'),
    reason: reasonInput,
  })
  .meta({ id: 'AssignApplications' });

export const bulkSchema = z
  .object({
    assigned: z.array(z.uuid()),
    refused: z.array(z.object({ id: z.uuid(), reason: z.string() })),
  })
  .meta({ id: 'AssignedApplications' });

const candidate = z.object({ id: z.uuid(), name: z.string(), title: z.string(), open: z.int() });
export const candidatesSchema = z.object({ items: z.array(candidate) }).meta({ id: 'AssignmentCandidates' });

export const coHandlingSchema = z
  .object({
    id: z.uuid(),
    applicationId: z.uuid(),
    applicationNumber: z.string(),
    fromOrganName: z.string(),
    organCode: z.string(),
    organName: z.string(),
    personName: z.string().nullable(),
    matter: z.string(),
    respondBy: z.string().nullable(),
    workingDaysLeft: z.int().nullable(),
    askedAt: z.string(),
    askedBy: z.string(),
    answer: z.string().nullable(),
    answeredAt: z.string().nullable(),
    answeredBy: z.string().nullable(),
    state: z.enum(['open', 'answered', 'ended']),
  })
  .meta({ id: 'CoHandling' });

export const assignmentSchema = z
  .object({
    assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    history: z.array(
      z.object({
        sequence: z.int(),
        kind: z.enum(['assigned', 'taken', 'released']),
        personName: z.string().nullable(),
        reason: z.string(),
        recordedAt: z.string(),
        recordedBy: z.string(),
      }),
    ),
    coHandling: z.array(coHandlingSchema),
    candidates: z.array(candidate).describe('empty for those who may not assign'),
    organs: z.array(z.object({ code: z.string(), name: z.string() })).describe('whom one may ask to co-handle'),
    mayAssign: z.boolean(),
    mayTake: z.boolean(),
    mayRelease: z.boolean(),
    mayAsk: z.boolean(),
  })
  .meta({ id: 'ApplicationAssignment' });

export const askBody = z
  .object({
    organCode: organCodeInput,
    personId: z.uuid().nullable().default(null),
    matter: longText('协办事项'),
    respondBy: dateInput.nullable().default(null),
  })
  .meta({ id: 'AskCoHandling' });

export const answerBody = z.object({ answer: longText('协办意见') }).meta({ id: 'AnswerCoHandling' });

export const candidatesQuery = z.object({ organ: organCodeInput });
export const coHandlingQuery = z.object({ view: z.enum(['open', 'all']).default('open') });
export const coHandlingList = z.object({ items: z.array(coHandlingSchema) }).meta({ id: 'CoHandlingList' });
