import { codePath, editionPath, filePath, itemPath } from '../addresses.ts';
import type { PublicPagesContext } from '../portal/context.ts';
import { listFiles, listSeen } from '../store/page-views.ts';
import { attachmentFile, fileOf, goneFile } from './files.ts';

const PAGE = 5_000;

/** Every file the site has now; what else stands in the folder is of pages that are no more. */
export async function expectedFiles(
  { db, division }: PublicPagesContext,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const files = new Set(addresses.map(fileOf));
  for (let after: string | undefined; ; ) {
    const seen = await listSeen(db, division, after, PAGE);
    for (const { id, isPublished, editions } of seen) {
      if (!isPublished) files.add(goneFile(itemPath(id)));
      else {
        files.add(fileOf(itemPath(id))).add(fileOf(codePath(id)));
        if (editions > 1) for (let n = 1; n <= editions; n++) files.add(fileOf(editionPath(id, n)));
      }
    }
    after = seen.at(-1)?.id;
    if (seen.length < PAGE) break;
  }
  for (const { publicationId, id, mediaType } of await listFiles(db, division))
    files.add(attachmentFile(filePath(publicationId, id), mediaType));
  return files;
}
