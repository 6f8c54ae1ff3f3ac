import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { notify } from '../../../platform/notifications/index.ts';
import { RequestNotFoundError } from '../commands/refused.ts';
import { type AssignmentKind, listCandidates, lockAssignee, type Recorder, storeAssignment } from './store.ts';

/** An assignment that cannot be; the message says why. */
export class AssignmentRefusedError extends Error {
  override name = 'AssignmentRefusedError';
}

export interface AssignInput {
  applicationId: string;
  organCode: string;
  kind: AssignmentKind;
  /** Whose it shall be; null to release it. */
  personId: string | null;
  reason: string;
}

/**
 * Gives an application to somebody, takes it, or lets it go, inside the caller's transaction; who gets it from another is
 * told. @throws AssignmentRefusedError, RequestNotFoundError
 */
export async function assign(
  transaction: Database,
  divisionCode: string,
  input: AssignInput,
  by: Recorder,
  today: PlainDate,
  now: Date,
): Promise<{ before: string | null }> {
  const found = await lockAssignee(transaction, divisionCode, input.applicationId);
  if (!found) throw new RequestNotFoundError();
  if (found.closed) throw new AssignmentRefusedError('申请已经办结，不再分派');
  if (input.kind === 'taken' && found.assigneeId !== null)
    throw new AssignmentRefusedError('该申请已有承办人，请由负责人改派');
  if (input.kind === 'released' && found.assigneeId === null) throw new AssignmentRefusedError('该申请还没有承办人');
  if (input.kind !== 'released' && input.personId === found.assigneeId)
    throw new AssignmentRefusedError('该申请已由此人承办');
  if (input.personId !== null) {
    const candidates = await listCandidates(transaction, divisionCode, input.organCode, today);
    if (!candidates.some(({ id }) => id === input.personId))
      throw new AssignmentRefusedError('此人目前不在该机关承办依申请公开工作');
  }
  const sequence = await storeAssignment(transaction, divisionCode, input.applicationId, input, by, now);
  if (input.personId !== null && input.personId !== by.id)
    await notify(
      transaction,
      divisionCode,
      {
        topic: 'assignment',
        key: `assigned/${input.applicationId}/${sequence}`,
        title: `申请${found.number}已分派给您`,
        // The reason stays in the office: what a person typed may name somebody.
        body: `由${by.name}分派，请登录办公系统办理。`,
        path: `/requests/${input.applicationId}`,
        organCode: input.organCode,
      },
      [input.personId],
      now,
    );
  return { before: found.assigneeId };
}
