import { sql } from 'kysely';
import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { projectApplication } from '../rules/projection.ts';

export interface RedatedApplication {
  id: string;
  organCode: string;
  number: string;
  before: PlainDate | null;
  after: PlainDate | null;
}

const BATCH = 5000;

interface OpenRow {
  id: string;
  organ_code: string;
  number: string;
  due_on: PlainDate | null;
  calendar_missing: number | null;
  events: ({ kind: string; on: PlainDate } & Record<string, unknown>)[];
}

/**
 * Gives every open application of a division its due day by a changed calendar, in one transaction (the caller's when it has one), and lists those that
 * moved. Reads page by page, so memory is bounded by one batch and the list of changes.
 */
export async function redateOpenApplications(
  db: Database,
  divisionCode: string,
  calendar: WorkingCalendar,
): Promise<RedatedApplication[]> {
  const redate = async (transaction: Database): Promise<RedatedApplication[]> => {
    const changed: RedatedApplication[] = [];
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await sql<OpenRow>`
        select a.id, a.organ_code, a.number, a.due_on, a.calendar_missing,
               (select json_agg(e.content || jsonb_build_object('kind', e.kind, 'on', e.occurred_on) order by e.sequence)
                from application_event e where e.division_code = a.division_code and e.application_id = a.id) as events
        from application a
        where a.division_code = ${divisionCode} and a.closed_on is null and a.id > ${after}::uuid
        order by a.id limit ${BATCH}`.execute(transaction);
      if (rows.length === 0) return changed;
      after = rows.at(-1)!.id;
      const moved: { id: string; due: PlainDate | null; missing: number | null }[] = [];
      for (const row of rows) {
        const projection = projectApplication(
          { receivedOn: null, events: row.events as unknown as ApplicationEvent[] },
          calendar,
        );
        if (projection.due_on === row.due_on && projection.calendar_missing === row.calendar_missing) continue;
        moved.push({ id: row.id, due: projection.due_on, missing: projection.calendar_missing });
        changed.push({
          id: row.id,
          organCode: row.organ_code,
          number: row.number,
          before: row.due_on,
          after: projection.due_on,
        });
      }
      if (moved.length === 0) continue;
      await sql`
        update application a set due_on = m.due, calendar_missing = m.missing, updated_at = now()
        from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m(id uuid, due date, missing int)
        where a.division_code = ${divisionCode} and a.id = m.id`.execute(transaction);
    }
  };
  return db.isTransaction ? redate(db) : db.transaction().execute(redate);
}
