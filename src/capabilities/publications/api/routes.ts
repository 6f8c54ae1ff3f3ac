import type { FastifyInstance, FastifyRequest } from 'fastify';
import { shanghaiDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { calendarReader } from '../../../platform/calendars/cache.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  type Grant,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { type CommandContext, createPublication, revise, saveDraft } from '../commands/draft.ts';
import {
  DraftIncompleteError,
  PublicationChangedError,
  PublicationNotFoundError,
  PublicationRefusedError,
} from '../commands/errors.ts';
import { actOnPublication, withdraw } from '../commands/review.ts';
import { PublishingRefusedError } from '../rules/publishing.ts';
import { ReviewRefusedError } from '../rules/review.ts';
import { findPublication, listForDesk, type Publication } from '../store/publications.ts';
import {
  actSchema,
  createSchema,
  listQuery,
  listSchema,
  parameters,
  publicationSchema,
  saveSchema,
  withdrawSchema,
} from './schemas.ts';
import { entryView, permissionFor, publicationView, textOf } from './view.ts';

const TAGS = ['publications'];

/** Says to a form what the commands say; each refusal with its article, each fault beside its field. */
async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PublicationNotFoundError) throw notFound();
    if (error instanceof PublicationChangedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'changed-meanwhile', title: '他人已先行改动' });
    if (error instanceof DraftIncompleteError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'draft-incomplete',
        title: '稿件还不完整',
        errors: error.faults.map((fault) => ({
          in: 'body' as const,
          pointer: fault.field === 'bodyHtml' ? '/bodyHtml' : `/metadata/${fault.field}`,
          detail: `${fault.message}（${cite(fault.legalBasis)}）`,
        })),
      });
    if (
      error instanceof ReviewRefusedError ||
      error instanceof PublishingRefusedError ||
      error instanceof PublicationRefusedError
    )
      throw new ProblemError(422, `${error.message}。`, { kind: 'act-refused', title: '依法不能办理' });
    if (error instanceof RangeError) throw new ProblemError(422, `${error.message}。`, { kind: 'act-refused' });
    throw error;
  }
}

export interface PublicationApiOptions {
  db: Database;
  division: string;
  clock?: () => Date;
}

/** `/api/v1/publications…`: the office's desk. Needs identity; every write is an audited act. */
export function registerPublicationApi(app: FastifyInstance, { db, division, clock }: PublicationApiOptions): void {
  const api = zodRoutes(app);
  const now = clock ?? (() => new Date());
  const calendar = calendarReader(db);

  async function seen(id: string): Promise<Publication> {
    const publication = await findPublication(db, division, id);
    if (!publication) throw notFound();
    return publication;
  }

  function contextOf(
    request: FastifyRequest,
    transaction: Database,
    grant: Grant,
    working: WorkingCalendar,
  ): CommandContext {
    const { personId, person } = requireActor(request);
    return {
      db: transaction,
      divisionCode: division,
      calendar: working,
      now: now(),
      by: { id: personId, name: `${person.fullName}（${grant.postTitle}）` },
    };
  }

  /** Runs a command and its audit event in one transaction, then answers with what stands. */
  async function act(
    request: FastifyRequest,
    grant: Grant,
    action: string,
    before: Publication | null,
    reason: string | null,
    command: (context: CommandContext) => Promise<Publication>,
  ) {
    const working = await calendar();
    const changed = await asProblem(() =>
      auditedAct(request, grant, async (transaction) => {
        const after = await command(contextOf(request, transaction, grant, working));
        return {
          answer: after,
          detail: {
            action,
            organCode: after.organCode,
            subject: { kind: 'publication', id: after.id },
            reason,
            before: before && auditView(before),
            after: auditView(after),
          },
        };
      }),
    );
    return publicationView(request, db, division, changed, now());
  }

  api.get(
    '/api/v1/publications',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'listPublications',
        summary: '主动公开稿件和信息，应当先办的在前',
        querystring: listQuery,
        response: { 200: listSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, stage, visibility, overdue, limit, offset } = request.query;
      const reached = organsWhere(requireActor(request), 'publications.read');
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const { total, publications } = await listForDesk(db, division, {
        organCodes: organ === undefined ? [...reached] : [organ],
        ...(stage ? { stage } : {}),
        ...(visibility ? { visibility } : {}),
        ...(overdue ? { overdueOn: shanghaiDate(now()) } : {}),
        limit,
        offset,
      });
      const entries = [];
      for (const publication of publications) {
        const text = await textOf(db, division, publication);
        entries.push(entryView(publication, text?.metadata.title ?? ''));
      }
      return { total, publications: entries };
    },
  );

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
      const publication = await seen(request.params.id);
      authorise(request, 'publications.read', { organCode: publication.organCode, state: publication.stage });
      return publicationView(request, db, division, publication, now());
    },
  );

  api.post(
    '/api/v1/publications',
    {
      config: requirePermission('publications.create'),
      bodyLimit: 4 * 1024 * 1024,
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
      const view = await act(request, grant, 'publications.create', null, null, (context) =>
        createPublication(context, request.body),
      );
      return reply.status(201).send(view);
    },
  );

  api.put(
    '/api/v1/publications/:id/draft',
    {
      config: requirePermission('publications.write'),
      bodyLimit: 4 * 1024 * 1024,
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
      const before = await seen(request.params.id);
      const grant = authorise(request, 'publications.write', { organCode: before.organCode, state: before.stage });
      const { revision, ...input } = request.body;
      return act(request, grant, 'publications.write', before, null, (context) =>
        saveDraft(context, before.id, revision, input),
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
      const before = await seen(request.params.id);
      const { revision, act: name, publishAt, ...input } = request.body;
      const permission = permissionFor(name, before.stage);
      const grant = authorise(request, permission, { organCode: before.organCode, state: before.stage });
      return act(request, grant, permission, before, input.opinion ?? input.reason ?? null, (context) =>
        name === 'revise'
          ? revise(context, before.id, revision)
          : actOnPublication(context, before.id, revision, {
              act: name,
              ...input,
              ...(publishAt === undefined ? {} : { publishAt: new Date(publishAt) }),
            }),
      );
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
      const before = await seen(request.params.id);
      const grant = authorise(request, 'publications.withdraw', { organCode: before.organCode, state: before.stage });
      const { revision, kind, reason } = request.body;
      return act(request, grant, 'publications.withdraw', before, reason, (context) =>
        withdraw(context, before.id, revision, kind, reason),
      );
    },
  );
}

function auditView(publication: Publication) {
  const { stage, visibility, edition, revision, indexNumber } = publication;
  return { indexNumber, stage, visibility, edition, revision, withdrawal: publication.withdrawal?.kind ?? null };
}
