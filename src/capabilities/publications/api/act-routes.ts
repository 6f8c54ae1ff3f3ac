import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { authorise, requirePermission } from '../../../platform/identity/index.ts';
import { createPublication, revise, saveDraft } from '../commands/draft.ts';
import { redirectHere } from '../commands/redirects.ts';
import { actOnPublication, releaseInterpretations, withdraw } from '../commands/review.ts';
import { type Desk, TAGS } from './desk.ts';
import { actSchema, createSchema, parameters, publicationSchema, saveSchema, withdrawSchema } from './schemas.ts';
import { permissionFor } from './view.ts';

const LARGEST_TEXT = 4 * 1024 * 1024;

/** One publication: read, written, reviewed, released, withdrawn. */
export function registerActRoutes(desk: Desk): void {
  const api = zodRoutes(desk.app);

  api.get(
    '/api/v1/publications/:id',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'getPublication',
        summary: '一件信息的稿件、审核经过、可以办理的事项',
        params: parameters,
        response: { 200: publicationSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { publication } = await desk.open(request, request.params.id, 'publications.read');
      return desk.view(request, publication);
    },
  );

  api.post(
    '/api/v1/publications',
    {
      config: requirePermission('publications.create'),
      bodyLimit: LARGEST_TEXT,
      schema: {
        tags: TAGS,
        operationId: 'createPublication',
        summary: '新建稿件，编定索引号',
        body: createSchema,
        response: { 201: publicationSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const grant = authorise(request, 'publications.create', { organCode: request.body.organCode });
      const view = await desk.actOn(request, grant, 'publications.create', null, null, (context) =>
        createPublication(context, request.body),
      );
      return reply.status(201).send(view);
    },
  );

  api.put(
    '/api/v1/publications/:id/draft',
    {
      config: requirePermission('publications.write'),
      bodyLimit: LARGEST_TEXT,
      schema: {
        tags: TAGS,
        operationId: 'savePublicationDraft',
        summary: '保存稿件（按钮和自动保存）',
        params: parameters,
        body: saveSchema,
        response: { 200: publicationSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const { publication, grant } = await desk.open(request, request.params.id, 'publications.write');
      const { revision, ...input } = request.body;
      return desk.actOn(request, grant, 'publications.write', publication, null, (context) =>
        saveDraft(context, publication.id, revision, input),
      );
    },
  );

  api.post(
    '/api/v1/publications/:id/acts',
    {
      // Which act it is says the body; the handler asks for that one.
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'actOnPublication',
        summary: '提交、校对、公开审查、初审、复审、终审、退回、定时、发布、修订',
        params: parameters,
        body: actSchema,
        response: { 200: publicationSchema, ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const before = await desk.find(request.params.id);
      const { revision, act: name, publishAt, ...input } = request.body;
      const permission = permissionFor(name, before.stage);
      const grant = authorise(request, permission, { organCode: before.organCode, state: before.stage });
      const reason = [input.opinion, input.reason, input.overruled].filter(Boolean).join('；') || null;
      const examined = name === 'publish' || name === 'schedule' ? await desk.examine(before) : undefined;
      return desk.actOn(request, grant, permission, before, reason, async (given) => {
        const context = { ...given, examined };
        if (name === 'revise') return revise(context, before.id, revision);
        const publication = await actOnPublication(context, before.id, revision, {
          act: name,
          ...input,
          ...(publishAt === undefined ? {} : { publishAt: new Date(publishAt) }),
        });
        const alongside = name === 'publish' ? await releaseInterpretations(context, before.id) : [];
        return { publication, alongside };
      });
    },
  );

  api.post(
    '/api/v1/publications/:id/withdrawal',
    {
      config: requirePermission('publications.withdraw'),
      schema: {
        tags: TAGS,
        operationId: 'withdrawPublication',
        summary: '撤下已发布的信息，原地址说明原因',
        params: parameters,
        body: withdrawSchema,
        response: { 200: publicationSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const { publication, grant } = await desk.open(request, request.params.id, 'publications.withdraw');
      const { revision, kind, reason } = request.body;
      return desk.actOn(request, grant, 'publications.withdraw', publication, reason, (context) =>
        withdraw(context, publication.id, revision, kind, reason),
      );
    },
  );

  api.put(
    '/api/v1/publications/:id/redirects',
    {
      config: requirePermission('publications.redirect'),
      schema: {
        tags: TAGS,
        operationId: 'setPublicationRedirects',
        summary: '原网站的地址转到这件信息',
        params: parameters,
        body: z.object({ addresses: z.array(z.string().trim().min(1).max(600)).max(50) }),
        response: { 200: publicationSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request) => {
      const { publication, grant } = await desk.open(request, request.params.id, 'publications.redirect');
      const { redirects } = await desk.view(request, publication);
      await desk.act(request, grant, async (context) => {
        const { paths } = await redirectHere(context, publication.id, request.body.addresses);
        return {
          answer: null,
          detail: {
            organCode: publication.organCode,
            subject: { kind: 'publication', id: publication.id },
            before: { redirects },
            after: { redirects: paths },
          },
        };
      });
      return desk.view(request, publication);
    },
  );
}
