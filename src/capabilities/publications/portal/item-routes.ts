import { findOrgan } from '../../../platform/identity/index.ts';
import { sendErrorPage, sendPage } from '../../../portal/index.ts';
import { findNormativeDocument } from '../../documents/index.ts';
import { itemPath } from '../addresses.ts';
import { compareTexts } from '../html/compare.ts';
import { findAttachment } from '../store/attachments.ts';
import { findEdition } from '../store/editions.ts';
import { publicationsOfDocuments } from '../store/publications.ts';
import { redirectTarget } from '../store/redirects.ts';
import { CACHED, CACHED_BY_HOST, type PublicPagesContext } from './context.ts';
import { editionPage, itemPage, withdrawnPage } from './item-page.tsx';
import { findSeen, loadItem } from './load-item.ts';
import { originOf } from './origin.ts';
import { pageCode } from './page-code.ts';

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

  app.get<{ Params: { id: string } }>('/codes/:id(^[0-9a-f-]+).svg', CACHED_BY_HOST, async (request, reply) => {
    const publication = await findSeen(context, request.params.id);
    if (publication?.visibility !== 'published') return sendErrorPage(request, reply, 404);
    return reply
      .type('image/svg+xml; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'")
      .send(pageCode(`${originOf(context, request)}${itemPath(publication.id)}`));
  });

  // What no route knows may be an address of the older site that this one took the place of.
  for (const [path, prefix] of [
    ['/old/*', '/old'],
    ['/*', ''],
  ] as const)
    app.get(path, async (request, reply) => {
      const asked = request.url.slice(app.portalShell.prefix.length + prefix.length);
      const target = await targetOf(context, asked);
      if (target === undefined) return reply.callNotFound();
      return reply.redirect(address(context, itemPath(target)), 301);
    });
}

/** Where an older address leads: as it was written there, else without its query, else with its characters decoded. */
async function targetOf({ db, division }: PublicPagesContext, asked: string): Promise<string | undefined> {
  if (asked.length > 500) return undefined;
  const plain = asked.split('?', 1)[0]!;
  const candidates = new Set([asked, plain]);
  try {
    candidates.add(decodeURI(plain));
  } catch {
    // Not an address that was ever written.
  }
  for (const candidate of candidates) {
    const target = candidate.includes('\0') ? undefined : await redirectTarget(db, division, candidate);
    if (target !== undefined) return target;
  }
  return undefined;
}

function address({ app }: PublicPagesContext, path: string): string {
  return `${app.portalShell.basePath}${path}`;
}
