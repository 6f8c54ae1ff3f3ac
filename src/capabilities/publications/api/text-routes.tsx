import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { notFound, requirePermission } from '../../../platform/identity/index.ts';
import { Notice, sendPage } from '../../../portal/index.ts';
import { compareTexts } from '../html/compare.ts';
import { plainText } from '../html/plain-text.ts';
import { itemPage } from '../portal/item-page.tsx';
import { loadItem } from '../portal/load-item.ts';
import type { Metadata } from '../rules/metadata.ts';
import { stageLabels } from '../rules/review.ts';
import { findDraft, findEdition } from '../store/editions.ts';
import { type Desk, TAGS } from './desk.ts';

const which = z.union([z.literal('draft'), z.coerce.number().int().min(1).max(100_000)]);

const comparisonSchema = z
  .object({
    fields: z
      .array(z.object({ label: z.string(), before: z.string(), after: z.string() }))
      .describe('有改动的信息要素'),
    paragraphs: z
      .array(
        z.object({
          change: z.enum(['same', 'added', 'removed', 'changed']),
          parts: z.array(z.object({ text: z.string(), change: z.enum(['same', 'added', 'removed']) })),
        }),
      )
      .describe('正文逐段比较，未改动的段落也在内'),
  })
  .meta({ id: 'PublicationComparison' });

const fieldLabels: readonly (readonly [keyof Metadata, string])[] = [
  ['title', '名称'],
  ['documentNumber', '文号'],
  ['formedOn', '成文日期'],
  ['changedOn', '变更日期'],
  ['effectiveOn', '施行日期'],
  ['category', '公开类别'],
  ['theme', '主题分类'],
  ['genre', '体裁'],
  ['keywords', '关键词'],
  ['summary', '内容概述'],
  ['source', '信息来源'],
];

const words = (value: Metadata[keyof Metadata]): string =>
  value === null ? '' : typeof value === 'string' ? value : value.join('，');

/** Preview as on the portal, and what changed from one edition to another. */
export function registerTextRoutes(desk: Desk): void {
  const { app, db, division, now } = desk;

  app.get<{ Params: { id: string } }>(
    '/api/v1/publications/:id/preview',
    { config: requirePermission('publications.read'), schema: { hide: true } },
    async (request, reply) => {
      const id = z.uuid().safeParse(request.params.id);
      if (!id.success) throw notFound();
      const { publication } = await desk.open(request, id.data, 'publications.read');
      const draft = await findDraft(db, division, publication.id);
      const edition = draft
        ? {
            publicationId: publication.id,
            edition: (publication.edition ?? 0) + 1,
            metadata: draft.metadata,
            // Illustrations of a draft are seen by the office alone.
            bodyHtml: draft.bodyHtml.replaceAll(
              `src="/items/${publication.id}/files/`,
              `src="/api/v1/publications/${publication.id}/files/`,
            ),
            bodyText: plainText(draft.bodyHtml),
            sha256: '',
            reason: null,
            publishedAt: now(),
            publishedBy: '',
          }
        : undefined;
      const view = await loadItem({ app, db, division, now }, publication, edition);
      if (!view) throw notFound();
      const page = itemPage(view);
      return sendPage(request, reply, {
        ...page,
        meta: { ...page.meta, hiddenFromSearch: true },
        children: (
          <>
            {draft && (
              <Notice tone="caution" title={`预览：稿件处于“${stageLabels[publication.stage]}”，尚未公开`}>
                <p>本页只有办公系统中有权查看稿件的人员能够打开，发布后的页面与此一致。</p>
              </Notice>
            )}
            {page.children}
          </>
        ),
      });
    },
  );

  zodRoutes(app).get(
    '/api/v1/publications/:id/comparison',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'comparePublication',
        summary: '两个版本之间，或者版本与在办稿件之间的改动',
        params: z.object({ id: z.uuid() }),
        querystring: z.object({ from: which, to: which }),
        response: { 200: comparisonSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { publication } = await desk.open(request, request.params.id, 'publications.read');
      const read = async (one: 'draft' | number) => {
        const text =
          one === 'draft'
            ? await findDraft(db, division, publication.id)
            : await findEdition(db, division, publication.id, one);
        if (!text) throw notFound();
        return text;
      };
      const before = await read(request.query.from);
      const after = await read(request.query.to);
      return {
        fields: fieldLabels
          .map(([key, label]) => ({ label, before: words(before.metadata[key]), after: words(after.metadata[key]) }))
          .filter((field) => field.before !== field.after),
        paragraphs: compareTexts(before.bodyHtml, after.bodyHtml).map(({ change, parts }) => ({
          change,
          parts: parts.map((part) => ({ ...part })),
        })),
      };
    },
  );
}
