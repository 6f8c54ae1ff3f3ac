import type { FastifyReply, FastifyRequest } from 'fastify';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import { sendErrorPage, sendPage } from '../../../portal/index.ts';
import { listOrganGuides, type OrganGuide } from '../../requests/index.ts';
import { type PlatformEntry, platformPath } from '../addresses.ts';
import { catalogueOf } from '../commands/draft.ts';
import type { PublicationKind } from '../rules/metadata.ts';
import { type Edition, findEdition } from '../store/editions.ts';
import { countByCategory, listPublished } from '../store/listings.ts';
import { findPublication } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import {
  applicationPaths,
  CACHED,
  type District,
  loadDistrict,
  type PublicPagesContext,
  platformNavigation,
  requestsPath,
} from './context.ts';
import { loadCategoryPage, scopeOf } from './load-category.ts';
import {
  guidePage,
  institutionsPage,
  onRequestPage,
  platformPage,
  profilePage,
  statutoryPage,
} from './platform-pages.tsx';

const NEWEST = 10;

/** 政府信息公开平台: `/disclosure` and each organ's five entries below it (国办公开办函〔2019〕61号). */
export function registerPlatformPages(context: PublicPagesContext): void {
  const { app, db, division } = context;

  async function textsOf(organ: Organ, kind: PublicationKind): Promise<{ edition: Edition; firstPublishedAt: Date }[]> {
    const texts = [];
    for (const listing of await listPublished(db, division, { organCode: organ.code, kinds: [kind] })) {
      const publication = await findPublication(db, division, listing.id);
      const edition = await findEdition(db, division, listing.id, publication!.edition!);
      texts.push({ edition: edition!, firstPublishedAt: listing.firstPublishedAt });
    }
    return texts;
  }

  async function guideOf(organ: Organ): Promise<OrganGuide | undefined> {
    return (await listOrganGuides(db, division, shanghaiDate(context.now()))).get(organ.code);
  }

  /** A page of the organ in the address, or 404. */
  function ofOrgan(
    path: string,
    handler: (organ: Organ, district: District, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): void {
    app.get<{ Params: { organ: string } }>(`/disclosure/:organ${path}`, CACHED, async (request, reply) => {
      const district = await loadDistrict(context);
      const organ = district.byCode.get(request.params.organ);
      return organ ? handler(organ, district, request, reply) : sendErrorPage(request, reply, 404);
    });
  }
  const navigation = (organ: Organ, entry: PlatformEntry) => platformNavigation(organ, platformPath(organ.code, entry));

  app.get('/disclosure', CACHED, async (request, reply) => {
    const { organs, government } = await loadDistrict(context);
    if (!government) return sendErrorPage(request, reply, 404);
    const newest = await listPublished(db, division, { kinds: ['item', 'document', 'interpretation'], limit: NEWEST });
    return sendPage(request, reply, platformPage(organs, government, newest, requestsPath(context, government.code)));
  });

  const guide: Parameters<typeof ofOrgan>[1] = async (organ, _, request, reply) => {
    const [text] = await textsOf(organ, 'guide');
    return sendPage(request, reply, guidePage(organ, await guideOf(organ), text, navigation(organ, 'guide')));
  };
  ofOrgan('', guide);
  ofOrgan('/guide', guide);

  ofOrgan('/institutions', async (organ, { byCode, government }, request, reply) => {
    const own = await listPublished(db, division, { organCode: organ.code, kinds: ['institution'] });
    const shared =
      government && government.code !== organ.code
        ? await listPublished(db, division, { organCode: government.code, kinds: ['institution'] })
        : [];
    return sendPage(
      request,
      reply,
      institutionsPage(organ, [...own, ...shared], byCode, navigation(organ, 'institutions')),
    );
  });

  ofOrgan('/statutory', async (organ, _, request, reply) => {
    const tree = catalogueOf(await loadSettings(db, division), organ);
    const counts = await countByCategory(db, division, scopeOf(organ));
    return sendPage(request, reply, statutoryPage(organ, tree, counts, navigation(organ, 'statutory')));
  });

  for (const path of ['/statutory/:category', '/statutory/:category/page/:page'])
    ofOrgan(path, async (organ, _, request, reply) => {
      const { category, page } = request.params as { category: string; page?: string };
      const content = await loadCategoryPage(context, organ.code, category, page);
      return content ? sendPage(request, reply, content) : sendErrorPage(request, reply, 404);
    });

  ofOrgan('/profile', async (organ, _, request, reply) =>
    sendPage(
      request,
      reply,
      profilePage(organ, await textsOf(organ, 'profile'), await guideOf(organ), navigation(organ, 'statutory')),
    ),
  );

  ofOrgan('/on-request', async (organ, _, request, reply) =>
    sendPage(
      request,
      reply,
      onRequestPage(
        organ,
        await guideOf(organ),
        applicationPaths(context, organ.code),
        navigation(organ, 'on-request'),
      ),
    ),
  );
}
