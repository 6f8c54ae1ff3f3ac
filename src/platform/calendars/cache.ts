import { sql } from 'kysely';
import type { WorkingCalendar } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { loadCalendar } from './index.ts';

/**
 * The calendar in force for requests that come one after another: built again only when a notice was loaded meanwhile,
 * which one small query tells.
 */
export function calendarReader(db: Database): () => Promise<WorkingCalendar> {
  let known: { mark: string; calendar: WorkingCalendar } | undefined;
  return async () => {
    const { rows } = await sql<{ mark: string }>`
      select count(*) || ' ' || coalesce(max(loaded_at)::text, '') as mark from working_calendar`.execute(db);
    const mark = rows[0]?.mark ?? '';
    if (known?.mark !== mark) known = { mark, calendar: await loadCalendar(db) };
    return known.calendar;
  };
}
