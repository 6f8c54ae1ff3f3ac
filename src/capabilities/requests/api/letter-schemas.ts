import { z } from 'zod';
import { caseLetterKinds, letterContentSchema } from '../letters/rules/case-facts.ts';
import { dateInput, lineInput } from './event-input.ts';

const kind = z.enum(caseLetterKinds).meta({ id: 'CaseLetterKind' });
const service = z.enum(['hand', 'post', 'online'], { error: '请选择送达方式' });
const opinion = z
  .string()
  .trim()
  .max(1000, '意见不能超过1000个字符')
  .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/, '不能包含控制字符');

export const draftLetterSchema = z
  .object({
    id: z.uuid().describe('made by the caller, so that sending it twice begins one letter'),
    content: letterContentSchema,
  })
  .meta({ id: 'DraftLetter' });

export const editLetterSchema = z
  .object({ version: z.int().min(1), content: letterContentSchema })
  .meta({ id: 'EditLetter' });

export const letterActs = ['submit', 'review', 'legal-review', 'return', 'issue', 'discard'] as const;
export type LetterAct = (typeof letterActs)[number];

export const actOnLetterSchema = z
  .object({
    version: z.int().min(1).describe('of the letter as it was seen'),
    act: z.enum(letterActs),
    opinion: opinion.default(''),
  })
  .meta({ id: 'ActOnLetter' });

export const serveLetterSchema = z
  .object({
    service,
    on: dateInput,
    proof: lineInput('签收人、邮件号码或者到达情况'),
  })
  .meta({ id: 'ServeLetter' });

const missing = z.object({ label: z.string(), basis: z.string() });

export const letterSchema = z
  .object({
    id: z.uuid(),
    kind,
    title: z.string(),
    to: z.enum(['applicant', 'third-party', 'organ']),
    status: z.enum(['drafting', 'in-review', 'in-approval', 'issued', 'discarded']),
    statusLabel: z.string(),
    version: z.int(),
    number: z.string().nullable(),
    issuedOn: z.string().nullable(),
    servedOn: z.string().nullable(),
    serviceLabel: z.string().nullable(),
    proof: z.string().nullable(),
    inTime: z
      .object({ ok: z.boolean().nullable(), text: z.string() })
      .nullable()
      .describe('whether a reply was served in time, or by when it must be'),
    deliveryStartsDays: z.boolean().describe('days run from the day it is received, not from posting'),
    content: z.unknown().describe('as LetterContent; null once the applicant’s data were erased'),
    paragraphs: z.array(z.string()).describe('the words as they stand'),
    missing: z.array(missing).describe('mandatory elements it lacks'),
    objections: z.array(z.string()).describe('what the law or the file holds against issuing it now'),
    steps: z.array(
      z.object({
        sequence: z.int(),
        step: z.string(),
        label: z.string(),
        doneBy: z.string(),
        doneAt: z.string(),
        opinion: z.string().nullable(),
      }),
    ),
    acts: z
      .array(z.object({ act: z.enum([...letterActs, 'edit', 'serve']), label: z.string() }))
      .describe('this person’s to do now'),
    waitingFor: z.string().nullable().describe('why it is not this person’s turn, or whose it is'),
    mayRead: z.boolean().describe('may open the file with the addressee’s name'),
  })
  .meta({ id: 'CaseLetter' });

export const waitingSchema = z
  .object({
    letters: z.array(
      z.object({
        id: z.uuid(),
        applicationId: z.uuid(),
        applicationNumber: z.string(),
        organName: z.string(),
        title: z.string(),
        subject: z.string(),
        statusLabel: z.string(),
        acts: z.array(z.string()).describe('this person’s to do'),
        submittedBy: z.string(),
        submittedAt: z.string(),
        due: z.string().nullable().describe('last day of the case’s clock'),
      }),
    ),
  })
  .meta({ id: 'WaitingLetters' });

export const lettersSchema = z
  .object({
    letters: z.array(letterSchema),
    kinds: z
      .array(
        z.object({
          kind,
          title: z.string(),
          mayDraft: z.boolean(),
          reason: z.string().nullable().describe('why the law does not allow it now'),
          proposal: z.unknown().describe('content to begin with, as LetterContent'),
        }),
      )
      .describe('what may be drafted'),
    enclosures: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('files that may go out with a letter'),
    isOnline: z.boolean().describe('letters can arrive on the applicant’s page'),
  })
  .meta({ id: 'CaseLetters' });
