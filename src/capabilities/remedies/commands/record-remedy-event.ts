import type { WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { findApplication, recordEvent } from '../../requests/index.ts';
import { checkExtension } from '../rules/clocks.ts';
import { foldRemedy, type RemedyEvent } from '../rules/course.ts';
import { findRemedy } from '../store/register.ts';
import { appendRemedyEvent, type StoredRemedy } from '../store/remedy-cases.ts';

export class RemedyChangedError extends Error {
  override name = 'RemedyChangedError';
  constructor() {
    super('该案件刚刚被他人更新，请核对后再办理');
  }
}

export class RemedyNotFoundError extends Error {
  override name = 'RemedyNotFoundError';
  constructor() {
    super('没有这件案件');
  }
}

/** What an event did beyond the case itself. */
export interface RecordedRemedyEvent {
  remedy: StoredRemedy;
  /** The old application was opened for a new reply. */
  openedReanswer: boolean;
}

/**
 * Records one event of a case inside the caller's transaction. A decision that orders a new answer opens it on the old
 * application, by that capability's own event: no new application is made, so table three counts it once.
 * @throws RemedyRefusedError, RemedyChangedError, RemedyNotFoundError
 */
export async function recordRemedyEvent(
  transaction: Database,
  divisionCode: string,
  caseId: string,
  event: RemedyEvent,
  calendar: WorkingCalendar,
  recordedBy: string,
  expectedEvents: number,
): Promise<RecordedRemedyEvent> {
  const remedy = await findRemedy(transaction, divisionCode, caseId);
  if (!remedy) throw new RemedyNotFoundError();
  if (remedy.events.length !== expectedEvents) throw new RemedyChangedError();
  checkExtension(remedy, event, calendar);
  const after = foldRemedy([...remedy.events, event], remedy.kind);
  const appended = await appendRemedyEvent(transaction, divisionCode, remedy, event, calendar, recordedBy);
  if (!appended) throw new RemedyChangedError();
  const isOrder =
    after.reanswer?.orderedOn === event.on && (event.kind === 'concluded' || event.kind === 'appeal-concluded');
  const openedReanswer =
    isOrder && remedy.applicationId !== null
      ? await openReanswer(transaction, divisionCode, remedy, after.reanswer!, calendar, recordedBy)
      : false;
  return { remedy, openedReanswer };
}

async function openReanswer(
  transaction: Database,
  divisionCode: string,
  { applicationId, kind }: StoredRemedy,
  order: { dueOn: RemedyEvent['on'] | null; orderedOn: RemedyEvent['on'] },
  calendar: WorkingCalendar,
  recordedBy: string,
): Promise<boolean> {
  const application = await findApplication(transaction, divisionCode, applicationId!);
  // One that was never answered is still open: it is answered as it stands.
  if (!application || application.projection.closed_on === null) return false;
  const by = kind === 'reconsideration' ? 'reconsideration' : 'litigation';
  // What the office recorded of the application meanwhile may be younger than the decision.
  const [on = order.orderedOn] = [order.orderedOn, ...application.events.slice(-1).map((event) => event.on)]
    .sort()
    .slice(-1);
  await recordEvent(
    transaction,
    divisionCode,
    application.id,
    { kind: 'reanswer-ordered', on, by, dueOn: order.dueOn },
    calendar,
    recordedBy,
  );
  return true;
}
