import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { addDays, type PlainDate, toEpochDay, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { organsWhere, requireActor } from '../../../platform/identity/index.ts';
import { listCoHandledBy } from '../assignment/store.ts';
import type { WorklistQuery } from '../store/worklist.ts';
import type { RequestsContext } from './context.ts';
import type { exportQuery } from './schemas.ts';

/** The day that lies `days` working days behind today, 0 for today; -1 for the day before, so that overdue is meant. */
function dueBy(days: number | undefined, today: PlainDate, calendar: WorkingCalendar): PlainDate | undefined {
  if (days === undefined) return undefined;
  if (days < 0) return addDays(today, -1);
  const provisional = calendar.withProvisionalYears();
  return provisional.text(provisional.addEpochDays(toEpochDay(today), days));
}

/** What a screen asks of the worklist, as the store reads it; what its reader is asked to help with is theirs too. */
export async function worklistQueryOf(
  context: RequestsContext,
  request: FastifyRequest,
  query: z.infer<typeof exportQuery>,
  organCodes: readonly string[],
): Promise<WorklistQuery> {
  const { db, division } = context;
  const today = context.today();
  const calendar = await context.calendar();
  const actor = requireActor(request);
  const due = dueBy(query.dueWithin, today, calendar);
  const from = dueBy(query.dueFrom, today, calendar);
  const personId = query.assignee === 'me' ? actor.personId : query.assignee;
  return {
    divisionCode: division,
    organCodes,
    view: query.view,
    sort: query.sort,
    descending: query.order === 'desc',
    ...(query.state ? { states: query.state } : {}),
    ...(query.category ? { categories: query.category } : {}),
    ...(query.channel ? { channels: query.channel } : {}),
    ...(query.outcome ? { outcomes: query.outcome } : {}),
    ...(query.ids ? { ids: query.ids } : {}),
    ...(query.q ? { text: query.q, nameOrgans: [...organsWhere(actor, 'requests.read-personal-data')] } : {}),
    ...(due ? { dueBy: due } : {}),
    ...(from ? { dueFrom: from } : {}),
    ...(query.receivedFrom ? { receivedFrom: query.receivedFrom } : {}),
    ...(query.receivedTo ? { receivedTo: query.receivedTo } : {}),
    ...(personId === undefined
      ? {}
      : {
          assignee:
            personId === 'none' ? personId : { personId, alsoIds: await listCoHandledBy(db, division, personId) },
        }),
  };
}
