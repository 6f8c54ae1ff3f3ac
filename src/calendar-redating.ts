import { movedRemedyClocks } from './capabilities/remedies/index.ts';
import { listAssignees, redateOpenApplications } from './capabilities/requests/index.ts';
import type { Redate } from './platform/calendars/change.ts';

/** What a changed calendar moves: the limits of open applications, which are stored, and those of remedies, which are counted when read. */
export const redateOpenCases: Redate = async (transaction, divisionCode, before, after, today) => {
  const applications = await redateOpenApplications(transaction, divisionCode, after);
  const assignees = await listAssignees(
    transaction,
    divisionCode,
    applications.map(({ id }) => id),
  );
  return [
    ...applications.map((one) => ({
      organCode: one.organCode,
      subject: `申请${one.number}`,
      clock: '答复期限',
      path: `/requests/${one.id}`,
      before: one.before,
      after: one.after,
      personId: assignees.get(one.id) ?? null,
    })),
    ...(await movedRemedyClocks(transaction, divisionCode, before, after, today)),
  ];
};
