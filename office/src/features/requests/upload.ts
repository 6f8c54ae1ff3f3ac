import { Fault } from '../../api.ts';
import type { Problem } from '../../client.generated/types.gen.ts';

/** Sends a file of a case; the generated client writes no multipart forms. @throws Fault */
export async function uploadAttachment(caseId: string, purpose: string, file: File): Promise<{ id: string }> {
  const body = new FormData();
  body.set('purpose', purpose);
  body.set('file', file);
  let response: Response;
  try {
    response = await fetch(`/api/v1/requests/${caseId}/attachments`, { method: 'POST', body });
  } catch {
    throw new Fault(0, undefined);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Fault(response.status, answer as Problem | undefined);
  return answer as { id: string };
}
