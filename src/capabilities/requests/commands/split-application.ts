import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { findDetails } from '../intake/application-details.ts';
import type { IntakeContext } from '../intake/context.ts';
import { copyDetails } from '../intake/copy-details.ts';
import { problem } from '../rules/problems.ts';
import { findApplicant } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import { insertSplit, listRelated } from '../store/case-file.ts';
import { RequestChangedError, RequestNotFoundError, RequestRefusedError } from './refused.ts';
import { registerApplication } from './register-application.ts';

export interface Part {
  readonly id: string;
  readonly number: string;
}

/**
 * Splits an application by 一事一申请 (国办函〔2020〕109号 Art. 4): each part gets a number of its own, the same applicant and
 * the same days of submission and receipt, so that its clock runs from the same day. The first matter stays with the
 * application itself. Only before anything but the receipt happened, since letters speak of the whole.
 * @throws RequestRefusedError, RequestChangedError, RequestNotFoundError
 */
export async function splitApplication(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  subjects: readonly string[],
  expectedEvents: number,
  by: string,
): Promise<Part[]> {
  const { division, protection } = context;
  const application = await findApplication(transaction, division, applicationId);
  if (!application) throw new RequestNotFoundError();
  if (application.events.length !== expectedEvents) throw new RequestChangedError();
  const today = shanghaiDate(context.now());
  const refuse = (why: string): never => {
    throw new RequestRefusedError(problem('event-out-of-order', today, why));
  };
  const receivedOn = application.projection.received_on;
  if (receivedOn === null) refuse('申请尚未确认收到，不能拆分');
  if (application.events.some(({ kind }) => kind !== 'submitted' && kind !== 'received'))
    refuse('已经开始办理的申请不能再拆分，请在答复中分项答复');
  const related = await listRelated(transaction, division, applicationId);
  if (related.length > 0) refuse('这件申请已经拆分过，或者本身是拆分出来的');
  const applicant = (await findApplicant(transaction, protection, division, applicationId))!;
  const details = await findDetails({ ...context, db: transaction }, applicationId);
  const calendar = await context.calendar();
  const parts: Part[] = [];
  for (const subject of subjects) {
    const { id, number } = await registerApplication(
      transaction,
      division,
      {
        organCode: application.organCode,
        channel: application.channel,
        applicantCategory: application.applicantCategory,
        applicantName: applicant.applicantName,
        subject,
        submittedOn: application.submittedOn,
        receivedOn,
      },
      calendar,
      by,
      protection,
    );
    if (details) await copyDetails(transaction, context, id, details, subject);
    parts.push({ id, number });
  }
  await insertSplit(
    transaction,
    division,
    applicationId,
    parts.map(({ id }) => id),
    context.now(),
    by,
  );
  return parts;
}
