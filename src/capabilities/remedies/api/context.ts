import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { listNumbers, listReplies } from '../../requests/index.ts';
import type { StoredRemedy } from '../store/remedy-cases.ts';
import type { ViewContext } from './view.ts';

/** Reads what the views of some cases need: names of organs, numbers and new answers of the applications. */
export async function readViewContext(
  db: Database,
  divisionCode: string,
  remedies: readonly StoredRemedy[],
  today: PlainDate,
  calendar: WorkingCalendar,
): Promise<ViewContext> {
  const ids = [...new Set(remedies.flatMap(({ applicationId }) => applicationId ?? []))];
  const organs = await listOrgans(db, divisionCode);
  const answers = new Map<string, PlainDate[]>();
  // Given anew, or given at all where the case was about there being no answer.
  for (const { applicationId, repliedOn } of await listReplies(db, divisionCode, ids))
    answers.set(applicationId, [...(answers.get(applicationId) ?? []), repliedOn]);
  return {
    today,
    calendar,
    organNames: new Map(organs.map(({ code, shortName }) => [code, shortName])),
    applicationNumbers: await listNumbers(db, divisionCode, ids),
    answers,
  };
}
