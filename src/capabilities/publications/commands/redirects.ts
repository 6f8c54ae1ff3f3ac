import { findPublication, type Publication } from '../store/publications.ts';
import { redirectTarget, setRedirects } from '../store/redirects.ts';
import { inTransaction } from '../store/transaction.ts';
import type { CommandContext } from './draft.ts';
import { PublicationNotFoundError, PublicationRefusedError } from './errors.ts';

/** A path of the older site, with its query: `/art/2019/3/1/art_1.html`. A whole address loses its host. */
export function pathOfOldAddress(address: string): string {
  const trimmed = address.trim();
  const path = /^https?:\/\/[^/]+(\/.*)?$/i.exec(trimmed)?.[1] ?? trimmed;
  if (!/^\/[^\s#]{1,500}$/.test(path))
    throw new PublicationRefusedError(`原地址“${trimmed}”应当以“/”开头，例如 /art/2019/3/1/art_1.html`);
  return path;
}

/** Sets the old addresses that lead here. @throws PublicationNotFoundError, PublicationRefusedError for one taken by another page */
export async function redirectHere(
  context: CommandContext,
  id: string,
  addresses: readonly string[],
): Promise<{ publication: Publication; paths: string[] }> {
  const { db, divisionCode } = context;
  return inTransaction(db, async (transaction) => {
    const publication = await findPublication(transaction, divisionCode, id, true);
    if (!publication) throw new PublicationNotFoundError('没有这件政府信息');
    const paths = [...new Set(addresses.map(pathOfOldAddress))];
    for (const path of paths) {
      const taken = await redirectTarget(transaction, divisionCode, path);
      if (taken !== undefined && taken !== id) {
        const other = await findPublication(transaction, divisionCode, taken);
        throw new PublicationRefusedError(`原地址“${path}”已经指向另一件信息（索引号${other?.indexNumber ?? taken}）`);
      }
    }
    await setRedirects(transaction, divisionCode, id, paths);
    return { publication, paths };
  });
}
