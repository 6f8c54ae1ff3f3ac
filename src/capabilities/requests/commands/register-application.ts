import { randomUUID } from 'node:crypto';
import { type WorkingCalendar, yearOf } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { foldApplication } from '../rules/fold.ts';
import { projectApplication } from '../rules/projection.ts';
import { insertApplication, nextNumber, type Registration } from '../store/applications.ts';
import { RequestRefusedError, refusingMissingCalendar } from './refused.ts';

export interface RegisterInput extends Omit<Registration, 'id' | 'number'> {
  /** The day both sides confirmed or the organ signed; null while an online application waits for confirmation (Art. 31). */
  receivedOn: Registration['submittedOn'] | null;
}

/**
 * Registers an application: gives it a number without gaps (2022-0001 of the organ and year of submission) and its first
 * events. @throws RequestRefusedError when received before submitted
 */
export async function registerApplication(
  db: Database,
  divisionCode: string,
  input: RegisterInput,
  calendar: WorkingCalendar,
  recordedBy: string,
  protection: Protection,
): Promise<Registration> {
  return refusingMissingCalendar(input.submittedOn, () =>
    register(db, divisionCode, input, calendar, recordedBy, protection),
  );
}

async function register(
  db: Database,
  divisionCode: string,
  input: RegisterInput,
  calendar: WorkingCalendar,
  recordedBy: string,
  protection: Protection,
): Promise<Registration> {
  const { receivedOn, ...registered } = input;
  const events: ApplicationEvent[] = [{ kind: 'submitted', on: input.submittedOn, channel: input.channel }];
  if (receivedOn !== null) events.push({ kind: 'received', on: receivedOn });
  const fault = foldApplication(
    { receivedOn: null, events },
    receivedOn ?? input.submittedOn,
    calendar.withProvisionalYears(),
  ).problems[0];
  if (fault) throw new RequestRefusedError(fault);
  const store = async (transaction: Database): Promise<Registration> => {
    const year = yearOf(input.submittedOn);
    const number = await nextNumber(transaction, divisionCode, input.organCode, 'application', year);
    const registration: Registration = {
      ...registered,
      id: randomUUID(),
      number: `${year}-${String(number).padStart(4, '0')}`,
    };
    await insertApplication(
      transaction,
      divisionCode,
      registration,
      events,
      projectApplication({ receivedOn: null, events }, calendar),
      recordedBy,
      protection,
    );
    return registration;
  };
  return db.isTransaction ? store(db) : db.transaction().execute(store);
}
