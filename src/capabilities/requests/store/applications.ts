import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import { parseEvent } from '../rules/event-schema.ts';
import type { ApplicationEvent, Channel } from '../rules/events.ts';
import type { Projection } from '../rules/projection.ts';
import { sealApplicants } from './applicants.ts';

export type ApplicantCategory = 'natural' | 'business' | 'research' | 'welfare' | 'legal' | 'other';

/** What is registered once (条例 Art. 29); the rest of an application is its events. */
export interface Registration {
  id: string;
  organCode: string;
  number: string;
  channel: Channel;
  applicantCategory: ApplicantCategory;
  applicantName: string;
  subject: string;
  submittedOn: PlainDate;
}

/** Without what is personal, which applicants.ts opens. */
export interface StoredApplication extends Omit<Registration, 'applicantName' | 'subject'> {
  divisionCode: string;
  events: ApplicationEvent[];
  projection: Projection;
}

/** Splits an event into its columns: kind and day are looked at by queries, the rest is the event's own. */
function eventRow(
  divisionCode: string,
  applicationId: string,
  sequence: number,
  event: ApplicationEvent,
  recordedBy: string,
) {
  const { kind, on, ...content } = event;
  return {
    division_code: divisionCode,
    application_id: applicationId,
    sequence,
    kind,
    occurred_on: on,
    content: jsonb(content),
    recorded_by: recordedBy,
  };
}

export async function insertApplication(
  db: Database,
  divisionCode: string,
  registration: Registration,
  events: readonly ApplicationEvent[],
  projection: Projection,
  recordedBy: string,
  protection: Protection,
): Promise<void> {
  await insertApplications(db, divisionCode, [{ registration, events, projection }], recordedBy, protection);
}

/** Inserts many applications with their histories, each sealed with a key of its own. */
export async function insertApplications(
  db: Database,
  divisionCode: string,
  applications: readonly { registration: Registration; events: readonly ApplicationEvent[]; projection: Projection }[],
  recordedBy: string,
  protection: Protection,
): Promise<void> {
  if (applications.length === 0) return;
  const sealed = await sealApplicants(
    db,
    protection,
    divisionCode,
    applications.map(({ registration }) => registration),
  );
  await db
    .insertInto('application')
    .values(
      applications.map(({ registration, events, projection }) => ({
        division_code: divisionCode,
        id: registration.id,
        organ_code: registration.organCode,
        number: registration.number,
        channel: registration.channel,
        applicant_category: registration.applicantCategory,
        ...sealed.get(registration.id)!,
        submitted_on: registration.submittedOn,
        event_count: events.length,
        ...projection,
      })),
    )
    .execute();
  const rows = applications.flatMap(({ registration, events }) =>
    events.map((event, i) => eventRow(divisionCode, registration.id, i + 1, event, recordedBy)),
  );
  if (rows.length > 0) await db.insertInto('application_event').values(rows).execute();
}

/** Appends one event and the projection it leads to. Answers false when someone recorded another event meanwhile. */
export async function appendEvent(
  db: Database,
  divisionCode: string,
  applicationId: string,
  eventCount: number,
  event: ApplicationEvent,
  projection: Projection,
  recordedBy: string,
): Promise<boolean> {
  const updated = await db
    .updateTable('application')
    .set({ ...projection, event_count: eventCount + 1, updated_at: sql`now()` })
    .where('division_code', '=', divisionCode)
    .where('id', '=', applicationId)
    .where('event_count', '=', eventCount)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  await db
    .insertInto('application_event')
    .values(eventRow(divisionCode, applicationId, eventCount + 1, event, recordedBy))
    .execute();
  return true;
}

export async function findApplication(
  db: Database,
  divisionCode: string,
  id: string,
): Promise<StoredApplication | undefined> {
  const row = await db
    .selectFrom('application')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const events = await db
    .selectFrom('application_event')
    .select(['kind', 'occurred_on', 'content'])
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', id)
    .orderBy('sequence')
    .execute();
  return {
    divisionCode,
    id: row.id,
    organCode: row.organ_code,
    number: row.number,
    channel: row.channel as Channel,
    applicantCategory: row.applicant_category as ApplicantCategory,
    submittedOn: row.submitted_on,
    events: events.map((event) =>
      parseEvent({ kind: event.kind, on: event.occurred_on, ...(event.content as object) }),
    ),
    projection: {
      state: row.state,
      received_on: row.received_on,
      due_on: row.due_on,
      replied_on: row.replied_on,
      closed_on: row.closed_on,
      outcome: row.outcome,
      report_row: row.report_row,
      remedy_class: row.remedy_class,
      calendar_missing: row.calendar_missing,
    } as Projection,
  };
}

/** The next number of a series, without gaps: the row is locked until the transaction ends. */
export async function nextNumber(
  db: Database,
  divisionCode: string,
  organCode: string,
  series: string,
  year: number,
): Promise<number> {
  const row = await db
    .insertInto('number_series')
    .values({ division_code: divisionCode, organ_code: organCode, series, year, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['division_code', 'organ_code', 'series', 'year'])
        .doUpdateSet({ last_number: sql`number_series.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return row.last_number;
}

/** Continues a series after numbers that were given elsewhere; a series that stands further already stays. */
export async function continueSeries(
  db: Database,
  divisionCode: string,
  organCode: string,
  series: string,
  year: number,
  lastNumber: number,
): Promise<void> {
  await db
    .insertInto('number_series')
    .values({ division_code: divisionCode, organ_code: organCode, series, year, last_number: lastNumber })
    .onConflict((conflict) =>
      conflict
        .columns(['division_code', 'organ_code', 'series', 'year'])
        .doUpdateSet({ last_number: sql`greatest(number_series.last_number, excluded.last_number)` }),
    )
    .execute();
}
