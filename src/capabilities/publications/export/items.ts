import type { FastifyInstance } from 'fastify';
import { renderPage, visitorContext } from '../../../portal/index.ts';
import { codePath, editionPath, filePath, itemPath } from '../addresses.ts';
import type { PublicPagesContext } from '../portal/context.ts';
import { itemPage, withdrawnPage } from '../portal/item-page.tsx';
import { loadItems, type Surroundings } from '../portal/load-item.ts';
import { findShownEditions, listFiles } from '../store/page-views.ts';
import type { Publication } from '../store/publications.ts';
import { attachmentFile, fileOf, goneFile } from './files.ts';
import type { SiteWriter } from './site-writer.ts';
import { removePage } from './write-page.ts';

export interface ItemExport {
  readonly context: PublicPagesContext;
  readonly surroundings: Surroundings;
  readonly directory: string;
  readonly writer: SiteWriter;
  /** The folder held pages before, so that what was withdrawn or came back has a file to lose. */
  readonly isFresh: boolean;
  /** Where readers find the site; in its QR codes. */
  readonly origin: string;
  /** Codes that stand there already may be of another address. */
  readonly redrawsCodes: boolean;
}

/** The bytes the application sends for an address. @throws ExportError for one it does not serve */
export type Served = (address: string) => Promise<{ body: Buffer; status: number }>;

/**
 * Writes the pages of publications with their files and earlier editions. The pages are read and rendered many at a time,
 * past the routes, and are byte for byte what the routes send.
 * @returns how many pages were rendered
 */
export async function exportItems(
  options: ItemExport,
  publications: readonly Publication[],
  served: Served,
): Promise<number> {
  const { context, surroundings, directory, writer, isFresh, origin, redrawsCodes } = options;
  const { app, db, division } = context;
  const published = publications.filter(({ visibility }) => visibility === 'published');
  const withdrawn = publications.filter(({ visibility }) => visibility === 'withdrawn');
  const views = await loadItems(
    context,
    published.map((publication) => ({ publication, edition: publication.edition! })),
    surroundings,
  );
  let rendered = 0;
  for (const { id } of published) {
    const view = views.get(id);
    if (!view) continue;
    const address = itemPath(id);
    await writer.write({
      file: fileOf(address),
      body: renderAt(app, address, itemPage(view)),
      twins: true,
      isNew: isFresh,
    });
    rendered++;
    await writer.write({
      file: fileOf(codePath(id)),
      body: `${origin}${address}`,
      code: redrawsCodes ? 'anew' : 'once',
      twins: false,
      isNew: isFresh,
    });
    if (!isFresh) removePage(directory, goneFile(address));
    if (view.editions.length > 1)
      for (const { edition } of view.editions) {
        const path = editionPath(id, edition);
        await writer.write({ file: fileOf(path), body: (await served(path)).body, twins: true, isNew: isFresh });
        rendered++;
      }
  }
  const files = await listFiles(
    db,
    division,
    published.map(({ id }) => id),
  );
  for (const { publicationId, id, mediaType } of files) {
    const path = filePath(publicationId, id);
    const { body } = await served(path);
    await writer.write({ file: attachmentFile(path, mediaType), body, twins: false, isNew: isFresh });
    rendered++;
  }
  const titles = await findShownEditions(db, division, new Map(withdrawn.map((one) => [one.id, one.edition!])));
  for (const publication of withdrawn) {
    const address = itemPath(publication.id);
    const organ = surroundings.district.byCode.get(publication.organCode);
    const title = titles.get(publication.id)?.metadata.title;
    if (!organ || title === undefined) continue;
    const page = withdrawnPage(publication, title, organ);
    await writer.write({ file: goneFile(address), body: renderAt(app, address, page), twins: true, isNew: isFresh });
    rendered++;
    if (!isFresh) for (const path of [address, codePath(publication.id)]) removePage(directory, fileOf(path));
  }
  return rendered;
}

function renderAt(app: FastifyInstance, address: string, page: Parameters<typeof renderPage>[1]): string {
  return renderPage(visitorContext(app, address), page);
}
