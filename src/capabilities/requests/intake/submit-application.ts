import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { appendAudit } from '../../../platform/audit/index.ts';
import { registerApplication } from '../commands/register-application.ts';
import { readApplicant } from '../rules/intake/applicant.ts';
import { contentFaults, readContent, subjectOf } from '../rules/intake/content.ts';
import { readDelivery } from '../rules/intake/delivery.ts';
import { newAccessCode } from './access-codes.ts';
import { followApplication, storeParticulars } from './applicant-accounts.ts';
import { type ApplicationDetails, insertDetails, insertFiles } from './application-details.ts';
import { APPLICANT_ON_PORTAL, type IntakeContext, todayOf } from './context.ts';
import { closeDraft, type DraftContent, lockDraft, type Receipt } from './drafts.ts';
import { listOpenOrgans } from './organ-guides.ts';

export type DraftStep = 'organ' | 'content' | 'applicant' | 'delivery';

export type DraftReading =
  | { readonly complete: true; readonly details: ApplicationDetails }
  | { readonly complete: false; readonly step: DraftStep };

/** Reads a whole draft, or names the first step with something wrong or missing. */
export function readDraft(draft: DraftContent, openOrgans: ReadonlySet<string>, today: PlainDate): DraftReading {
  const missing = (step: DraftStep): DraftReading => ({ complete: false, step });
  if (!openOrgans.has(draft.organCode)) return missing('organ');
  const content = readContent(draft.content);
  if (contentFaults(content).length > 0) return missing('content');
  const applicant = readApplicant(draft.applicant, today);
  if (!applicant.ok) return missing('applicant');
  const delivery = readDelivery(draft.delivery, applicant.applicant.contact);
  if (!delivery.ok) return missing('delivery');
  return { complete: true, details: { content, applicant: applicant.applicant, delivery: delivery.delivery } };
}

/** The account an application is made with. */
export interface SubmittingAccount {
  readonly id: string;
  /** Whether the applicant's particulars are kept for the next application. */
  readonly remembers: boolean;
}

export type Submission =
  | { readonly kind: 'submitted'; readonly receipt: Receipt; readonly isNew: boolean }
  | { readonly kind: 'incomplete'; readonly step: DraftStep }
  | { readonly kind: 'no-draft' };

/**
 * Makes an application of a draft, once: the draft is locked and keeps which application it became, so a second click, a
 * reload or a retry after a lost answer gets the same receipt. The application waits for the organ's confirmation; the day
 * of submission is not the day of receipt (条例 Art. 31 item 3).
 */
export async function submitApplication(
  context: IntakeContext,
  token: string,
  account?: SubmittingAccount,
): Promise<Submission> {
  const { db, division, protection } = context;
  const calendar = await context.calendar();
  const today = todayOf(context);
  return db.transaction().execute(async (transaction): Promise<Submission> => {
    const draft = await lockDraft(transaction, context, token);
    if (!draft) return { kind: 'no-draft' };
    if (draft.content.receipt) return { kind: 'submitted', receipt: draft.content.receipt, isNew: false };
    const organs = await listOpenOrgans(transaction, division, today);
    const reading = readDraft(draft.content, new Set(organs.map(({ code }) => code)), today);
    if (!reading.complete) return { kind: 'incomplete', step: reading.step };
    const { details } = reading;
    const { applicant } = details;
    const registration = await registerApplication(
      transaction,
      division,
      {
        organCode: draft.content.organCode,
        channel: 'online',
        applicantCategory: applicant.kind === 'natural' ? 'natural' : applicant.category,
        applicantName: applicant.name,
        subject: subjectOf(details.content),
        submittedOn: today,
        receivedOn: null,
      },
      calendar,
      APPLICANT_ON_PORTAL,
      protection,
    );
    const code = newAccessCode();
    await insertDetails(transaction, context, registration.id, details, code);
    await insertFiles(transaction, context, registration.id, 'application', draft.content.files);
    const receipt: Receipt = {
      applicationId: registration.id,
      organCode: registration.organCode,
      number: registration.number,
      code,
      submittedAt: context.now().toISOString(),
      subject: registration.subject,
      applicantName: applicant.name,
    };
    if (account) await followApplication(transaction, context, account.id, registration.id);
    if (account?.remembers) await storeParticulars(transaction, context, account.id, draft.content.applicant);
    await closeDraft(transaction, context, token, draft, receipt);
    await auditApplicantAct(transaction, context, registration.organCode, registration.id, 'application.submit', {
      number: registration.number,
      files: draft.content.files.length,
    });
    return { kind: 'submitted', receipt, isNew: true };
  });
}

/** An act of an applicant for information, or for a correction, in the organ's audit chain. No name and no network address: who it was stands in the application. */
export async function auditApplicantAct(
  transaction: IntakeContext['db'],
  { division, now }: IntakeContext,
  organCode: string,
  applicationId: string,
  action: string,
  after: Record<string, string | number>,
  subjectKind = 'application',
): Promise<void> {
  await appendAudit(
    transaction,
    {
      divisionCode: division,
      organCode,
      action,
      personId: null,
      personName: APPLICANT_ON_PORTAL,
      postId: null,
      postTitle: null,
      delegationId: null,
      origin: 'portal',
      subject: { kind: subjectKind, id: applicationId },
      reason: null,
      before: null,
      after,
    },
    now(),
  );
}
