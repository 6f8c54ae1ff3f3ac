import { Fault } from '../../api.ts';
import type { AddPublicationFileResponses, Problem } from '../../client.generated/types.gen.ts';
import type { DraftDesk } from './use-draft.ts';

export type FilePurpose = 'attachment' | 'illustration' | 'source';

/** Sends a file in its turn among the saves, since it raises the revision like them. @throws Fault */
export function upload(
  id: string,
  file: File,
  purpose: FilePurpose,
  desk: DraftDesk,
): Promise<AddPublicationFileResponses[201]> {
  return desk.inTurn(async (revision) => {
    const query = new URLSearchParams({ fileName: file.name, purpose, revision: String(revision) });
    let response: Response;
    try {
      response = await fetch(`/api/v1/publications/${id}/files?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
        body: file,
      });
    } catch {
      throw new Fault(0, undefined);
    }
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new Fault(response.status, body as Problem | undefined);
    const answer = body as AddPublicationFileResponses[201];
    desk.accept(answer.publication);
    return answer;
  });
}
