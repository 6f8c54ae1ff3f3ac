import type { FastifyInstance } from 'fastify';
import { typesetDocx, typesetPdf } from '../../../platform/typesetting/index.ts';
import { localText, portalContext, sendErrorPage, sendPage } from '../../../portal/index.ts';
import { todayOf } from '../intake/context.ts';
import { listOpenOrgans, listOrganGuides } from '../intake/organ-guides.ts';
import { paperForm } from './documents.ts';
import { entrancePage, organGuidePage } from './entrance-pages.tsx';
import type { PagesContext } from './options.ts';
import { paths } from './paths.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What everybody may read before applying. */
export function registerEntrance(scope: FastifyInstance, context: PagesContext): void {
  const { db, division } = context;

  scope.get(paths.entrance, async (request, reply) => {
    const today = todayOf(context);
    const organs = await listOpenOrgans(db, division, today);
    return sendPage(request, reply, entrancePage(organs, await listOrganGuides(db, division, today)));
  });

  scope.get<{ Params: { code: string } }>('/requests/organs/:code', async (request, reply) => {
    const today = todayOf(context);
    const organ = (await listOpenOrgans(db, division, today)).find(({ code }) => code === request.params.code);
    if (!organ) return sendErrorPage(request, reply, 404);
    const guide = (await listOrganGuides(db, division, today)).get(organ.code);
    return sendPage(request, reply, organGuidePage(organ, guide));
  });

  for (const format of ['pdf', 'docx'] as const)
    scope.get(paths.form(format), async (request, reply) => {
      const portal = portalContext(request);
      const document = paperForm(localText(portal, portal.site.name));
      const file = format === 'pdf' ? (await typesetPdf(document)).pdf : await typesetDocx(document);
      return reply
        .type(format === 'pdf' ? 'application/pdf' : DOCX)
        .header('content-disposition', `attachment; filename="application-form.${format}"`)
        .header('cache-control', 'no-cache')
        .send(Buffer.from(file));
    });
}
