import type { z } from 'zod';
import { listOrgans } from '../../../platform/identity/index.ts';
import type { RequestsContext } from '../api/context.ts';
import { daysLeft } from '../api/worklist-view.ts';
import { listNumbers, listOrgansOf } from '../store/replies.ts';
import type { coHandlingSchema } from './schemas.ts';
import type { CoHandling } from './store.ts';

/** As the API tells them; names and numbers of all are read at once. */
export async function viewCoHandling(
  { db, division, today, calendar }: RequestsContext,
  asked: readonly CoHandling[],
): Promise<z.infer<typeof coHandlingSchema>[]> {
  if (asked.length === 0) return [];
  const applications = [...new Set(asked.map(({ applicationId }) => applicationId))];
  const people = [...new Set(asked.flatMap(({ personId }) => personId ?? []))];
  const organName = new Map((await listOrgans(db, division)).map(({ code, name }) => [code, name]));
  const numbers = await listNumbers(db, division, applications);
  const organsOf = await listOrgansOf(db, division, applications);
  const personName = new Map(
    people.length === 0
      ? []
      : (await db.selectFrom('person').select(['id', 'full_name']).where('id', 'in', people).execute()).map(
          ({ id, full_name }) => [id, full_name],
        ),
  );
  const days = (await calendar()).withProvisionalYears();
  return asked.map((one) => {
    const state = one.answeredAt !== null ? 'answered' : one.endedAt !== null ? 'ended' : 'open';
    return {
      id: one.id,
      applicationId: one.applicationId,
      applicationNumber: numbers.get(one.applicationId) ?? '',
      fromOrganName: organName.get(organsOf.get(one.applicationId) ?? '') ?? '',
      organCode: one.organCode,
      organName: organName.get(one.organCode) ?? '',
      personName: one.personId === null ? null : (personName.get(one.personId) ?? null),
      matter: one.matter,
      respondBy: one.respondBy,
      workingDaysLeft: state === 'open' ? daysLeft(one.respondBy, today(), days) : null,
      askedAt: one.askedAt.toISOString(),
      askedBy: one.askedBy,
      answer: one.answer,
      answeredAt: one.answeredAt?.toISOString() ?? null,
      answeredBy: one.answeredBy,
      state,
    };
  });
}
