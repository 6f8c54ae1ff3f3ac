import { findOrgan } from '../../../platform/identity/index.ts';
import { sendErrorPage, sendPage } from '../../../portal/index.ts';
import { findNormativeDocument } from '../../documents/index.ts';
import { itemPath } from '../addresses.ts';
import { compareTexts } from '../html/compare.ts';
import { findAttachment } from '../store/attachments.ts';
import { findEdition } from '../store/editions.ts';
import { publicationsOfDocuments } from '../store/publications.ts';
import { CACHED, type PublicPagesContext } from './context.ts';
import { editionPage, itemPage, withdrawnPage } from './item-page.tsx';
import { findSeen, loadItem } from './load-item.ts';

/** What browsers may show by themselves; anything else is saved. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg', 'text/plain; charset=utf-8']);

/** An item, its editions and files; library documents by their id; addresses of an older site. */
export function registerItemPages(context: PublicPagesContext): void {
  const { app, db, division } = context;

  app.get<{ Params: { id: string } }>('/items/:id', CACHED, async (request, reply) => {
    const publication = await findSeen(context, request.params.id);
    if (!publication) return sendErrorPage(request, reply, 404);
    if (publication.visibility === 'withdrawn') {
      const edition = await findEdition(db, division, publication.id, publication.edition!);
      const organ = await findOrgan(db, publication.organCode);
      return sendPage(request, reply, withdrawnPage(publication, edition!.metadata.title, organ!), 410);
    }
    const view = await loadItem(context, publication);
    return view ? sendPage(request, reply, itemPage(view)) : sendErrorPage(request, reply, 404);
  });

  app.get<{ Params: { id: string; edition: string } }>(
    '/items/:id/editions/:edition',
    CACHED,
    async (request, reply) => {
      const publication = await findSeen(context, request.params.id);
      const number = /^[1-9]\d{0,5}$/.test(request.params.edition) ? Number(request.params.edition) : 0;
      if (!publication || number === 0) return sendErrorPage(request, reply, 404);
      if (publication.visibility === 'withdrawn')
        return reply.redirect(address(context, itemPath(publication.id)), 303);
      const view = await loadItem(context, publication, number);
      if (!view) return sendErrorPage(request, reply, 404);
      const before = number > 1 ? await findEdition(db, division, publication.id, number - 1) : undefined;
      return sendPage(
        request,
        reply,
        editionPage(view, before && compareTexts(before.bodyHtml, view.edition.bodyHtml)),
      );
    },
  );

  app.get<{ Params: { id: string; file: string } }>('/items/:id/files/:file', async (request, reply) => {
    const publication = await findSeen(context, request.params.id);
    if (publication?.visibility !== 'published' || !/^[0-9a-f-]{36}$/.test(request.params.file))
      return sendErrorPage(request, reply, 404);
    const file = await findAttachment(db, division, publication.id, request.params.file);
    if (!file) return sendErrorPage(request, reply, 404);
    const way = SHOWN.has(file.mediaType) ? 'inline' : 'attachment';
    return reply
      .type(file.mediaType)
      .header('content-disposition', `${way}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('etag', `"${file.sha256.slice(0, 32)}"`)
      .send(Buffer.from(file.content));
  });

  app.get<{ Params: { id: string } }>('/documents/:id', async (request, reply) => {
    const { id } = request.params;
    const known = /^[0-9a-f-]{36}$/.test(id) ? await findNormativeDocument(db, division, id) : undefined;
    const page = known && (await publicationsOfDocuments(db, division, [known.id])).get(known.id);
    if (page?.edition == null) return sendErrorPage(request, reply, 404);
    return reply.redirect(address(context, itemPath(page.id)), 308);
  });

  app.get<{ Params: { '*': string } }>('/old/*', async (request, reply) => {
    const row = await db
      .selectFrom('publication_redirect')
      .select('publication_id')
      .where('division_code', '=', division)
      .where('address', '=', `/${request.params['*']}`)
      .executeTakeFirst();
    return row
      ? reply.redirect(address(context, itemPath(row.publication_id)), 301)
      : sendErrorPage(request, reply, 404);
  });
}

function address({ app }: PublicPagesContext, path: string): string {
  return `${app.portalShell.basePath}${path}`;
}
