import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { foldApplication } from '../rules/fold.ts';
import type { Problem } from '../rules/problems.ts';
import { projectApplication } from '../rules/projection.ts';
import { replyObjection } from '../rules/reply-conditions.ts';
import { appendEvent, findApplication } from '../store/applications.ts';
import {
  RequestChangedError,
  RequestNotFoundError,
  RequestRefusedError,
  refuses,
  refusingMissingCalendar,
} from './refused.ts';

const END_OF_TIME = '9999-12-31' as PlainDate;

/** Why the event, if it is a reply, may not have its outcome after what has happened. */
function replyFault(
  events: readonly ApplicationEvent[],
  event: ApplicationEvent,
  calendar: WorkingCalendar,
): Problem | null {
  if (event.kind !== 'replied') return null;
  const { state } = foldApplication({ receivedOn: null, events }, event.on, calendar);
  return replyObjection(event, { state, corrected: events.some(({ kind }) => kind === 'corrected') });
}

/**
 * Records one event of an application. A forbidden one is refused with the article it breaks and nothing changes; a
 * breach that happened (a late reply) is recorded, and answered so that it can be shown.
 * `expectedEvents`: how many events the caller saw; another number means someone acted meanwhile.
 * @throws RequestRefusedError, RequestChangedError, RequestNotFoundError
 */
export async function recordEvent(
  db: Database,
  divisionCode: string,
  applicationId: string,
  event: ApplicationEvent,
  calendar: WorkingCalendar,
  recordedBy: string,
  expectedEvents?: number,
): Promise<readonly Problem[]> {
  const record = async (transaction: Database): Promise<readonly Problem[]> => {
    const application = await findApplication(transaction, divisionCode, applicationId);
    if (!application) throw new RequestNotFoundError();
    if (expectedEvents !== undefined && expectedEvents !== application.events.length) throw new RequestChangedError();
    const provisional = calendar.withProvisionalYears();
    const before = foldApplication({ receivedOn: null, events: application.events }, END_OF_TIME, provisional).problems
      .length;
    const events = [...application.events, event];
    const problems = foldApplication({ receivedOn: null, events }, END_OF_TIME, provisional).problems.slice(before);
    const refused = problems.find(refuses) ?? replyFault(application.events, event, provisional);
    if (refused) throw new RequestRefusedError(refused);
    const projection = projectApplication({ receivedOn: null, events }, calendar);
    const appended = await appendEvent(
      transaction,
      divisionCode,
      applicationId,
      application.events.length,
      event,
      projection,
      recordedBy,
    );
    if (!appended) throw new RequestChangedError();
    return problems;
  };
  return refusingMissingCalendar(event.on, () => (db.isTransaction ? record(db) : db.transaction().execute(record)));
}
