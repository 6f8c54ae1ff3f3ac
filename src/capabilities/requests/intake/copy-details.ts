import type { Database } from '../../../platform/database/index.ts';
import { type ApplicationDetails, insertDetails } from './application-details.ts';
import type { IntakeContext } from './context.ts';

/**
 * Gives a part of a split application what the applicant handed in, with the part's own matter. It has no 查询码 of its own:
 * who follows the whole reaches its parts from there.
 */
export async function copyDetails(
  transaction: Database,
  context: IntakeContext,
  partId: string,
  details: ApplicationDetails,
  subject: string,
): Promise<void> {
  const content = { title: '', documentNumber: '', description: subject };
  await insertDetails(transaction, context, partId, { ...details, content }, null);
}
