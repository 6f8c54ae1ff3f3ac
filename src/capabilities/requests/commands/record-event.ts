import type { WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { examineEvent } from '../rules/examine.ts';
import type { Problem } from '../rules/problems.ts';
import { projectApplication } from '../rules/projection.ts';
import { appendEvent, findApplication } from '../store/applications.ts';
import { RequestChangedError, RequestNotFoundError, RequestRefusedError, refusingMissingCalendar } from './refused.ts';

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
    const { refused, problems } = examineEvent(application.events, event, calendar);
    if (refused) throw new RequestRefusedError(refused);
    const events = [...application.events, event];
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
