import type { FastifyRequest } from 'fastify';
import { type PlainDate, shanghaiDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { calendarReader } from '../../../platform/calendars/cache.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { type Act, notFound, organsWhere, requireActor } from '../../../platform/identity/index.ts';
import type { Protection } from '../../../platform/protection/index.ts';

export interface RequestsApiOptions {
  db: Database;
  protection: Protection;
  /** Letters and attachments of cases. */
  files: FileStore;
  /** Six digits of the division whose office this is. */
  division: string;
  /** For tests. */
  clock?: () => Date;
}

export interface RequestsContext {
  db: Database;
  protection: Protection;
  files: FileStore;
  division: string;
  now: () => Date;
  today: () => PlainDate;
  calendar: () => Promise<WorkingCalendar>;
}

export function contextOf(options: RequestsApiOptions): RequestsContext {
  const now = options.clock ?? (() => new Date());
  return {
    db: options.db,
    protection: options.protection,
    files: options.files,
    division: options.division,
    now,
    today: () => shanghaiDate(now()),
    calendar: calendarReader(options.db),
  };
}

/** The organs a list may show: the one asked for when the person's posts reach it, else all they reach. @throws 404 */
export function reachedOrgans(request: FastifyRequest, act: Act, organ: string | undefined): string[] {
  const reached = organsWhere(requireActor(request), act);
  if (organ === undefined) return [...reached];
  if (!reached.has(organ)) throw notFound();
  return [organ];
}

/** How the record names who did it: the person and the post acted by. */
export function recorderOf(request: FastifyRequest, postTitle: string): string {
  return `${requireActor(request).person.fullName}（${postTitle}）`;
}

/**
 * The context with the calendar read already: inside a transaction nothing may be asked of the database past it, which the
 * embedded one would wait for forever.
 */
export async function settled(context: RequestsContext): Promise<RequestsContext> {
  const calendar = await context.calendar();
  return { ...context, calendar: async () => calendar };
}
