import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../database/index.ts';
import { fieldFault, ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import { findOrgan } from '../organs.ts';
import { makeUpPassword } from '../passwords/make-up.ts';
import { setPassword } from '../passwords/store.ts';
import { findInDirectory, listDirectory } from '../people/directory.ts';
import { insertPerson, SignInNameTakenError, updatePerson } from '../people/persons.ts';
import { AppointmentRefusedError, endPost, insertPost, isHeldOn, type Post } from '../people/posts.ts';
import type { Act } from '../permissions/acts.ts';
import { organsWhere } from '../permissions/decide.ts';
import { removeSecondFactors } from '../second-factor/store.ts';
import { closeOtherSessions } from '../sessions/sessions.ts';
import { authorise, notFound, requireActor, requirePermission } from './access.ts';
import { auditedAct } from './audited.ts';
import { organNamesOf, postAnswer } from './me.ts';
import {
  dateSchema,
  initialPasswordSchema,
  lineSchema,
  newPostSchema,
  newUserSchema,
  organCodeSchema,
  reasonSchema,
  userPageSchema,
  userSchema,
} from './schemas.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['users'];
const parameters = z.object({ id: z.uuid() });

/** People of the organs an administrator looks after: their accounts, posts and credentials. */
export function registerUserRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, settings, now } = context;
  const { division } = settings;
  const api = zodRoutes(app);
  const today = () => shanghaiDate(now());
  const by = (request: FastifyRequest): string => requireActor(request).person.fullName;

  /** The person, when the administrator may see them. @throws 404 */
  async function find(request: FastifyRequest, act: Act, id: string) {
    const found = await findInDirectory(db, division, id, organsWhere(requireActor(request), act), today());
    if (!found) throw notFound();
    return found;
  }

  /** The person, when the whole account is the administrator's to change, and is not their own. @throws 403, 404, 409 */
  async function findToChange(request: FastifyRequest, act: Act, id: string) {
    const found = await find(request, act, id);
    const grant = authorise(request, act, { organCode: found.posts[0]!.organCode, state: found.person.status });
    if (id === requireActor(request).personId)
      throw new ProblemError(403, '不能办理涉及本人账号的事项，请由其他管理员办理。', { kind: 'separation-of-duties' });
    if (!found.isWhollyWithin)
      throw new ProblemError(403, '该用户在您管理范围以外还有岗位，请由上级管理员办理。', { kind: 'beyond-reach' });
    return { ...found, grant };
  }

  async function answer(posts: readonly Post[], person: z.infer<typeof userSchema>['person']) {
    const names = await organNamesOf(db, division);
    return { person, posts: posts.map((post) => postAnswer(post, names)) };
  }

  async function appoint(
    transaction: Database,
    personId: string,
    input: z.infer<typeof newPostSchema>,
    createdBy: string,
  ) {
    const organ = await findOrgan(transaction, input.organCode);
    if (!organ || organ.activeTo !== null) throw fieldFault('/post/organCode', '没有这个机构，或者机构已经撤销');
    try {
      return await insertPost(
        transaction,
        {
          divisionCode: division,
          organCode: organ.code,
          personId,
          title: input.title,
          roles: input.roles,
          activeFrom: input.activeFrom ?? today(),
        },
        createdBy,
        now(),
      );
    } catch (error) {
      if (error instanceof AppointmentRefusedError) throw fieldFault('/post/roles', error.message);
      throw error;
    }
  }

  api.get(
    '/api/v1/users',
    {
      config: requirePermission('users.list'),
      schema: {
        tags: TAGS,
        operationId: 'listUsers',
        summary: 'People of the organs one looks after, by sign-in name',
        querystring: z.object({
          organ: organCodeSchema.optional(),
          q: z.string().max(100).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          after: z.string().max(64).optional().describe('`next` of the page before'),
        }),
        response: { 200: userPageSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, q, limit, after } = request.query;
      const reach = organsWhere(requireActor(request), 'users.list');
      if (organ !== undefined && !reach.has(organ)) throw notFound();
      const { entries, next } = await listDirectory(db, division, {
        organCodes: organ === undefined ? [...reach] : [organ],
        limit,
        ...(q ? { text: q } : {}),
        ...(after ? { after } : {}),
      });
      const names = await organNamesOf(db, division);
      return {
        users: entries.map(({ person, posts }) => ({ person, posts: posts.map((post) => postAnswer(post, names)) })),
        next,
      };
    },
  );

  api.get(
    '/api/v1/users/:id',
    {
      config: requirePermission('users.list'),
      schema: {
        tags: TAGS,
        operationId: 'getUser',
        summary: 'One person and their posts',
        params: parameters,
        response: { 200: userSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { person, posts } = await find(request, 'users.list', request.params.id);
      return answer(posts, person);
    },
  );

  api.post(
    '/api/v1/users',
    {
      config: requirePermission('users.create'),
      schema: {
        tags: TAGS,
        operationId: 'createUser',
        summary: 'Add a person with a first post; answers the password to hand over, once',
        body: newUserSchema,
        response: { 201: userSchema.extend(initialPasswordSchema.shape), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { signInName, fullName, post: first } = request.body;
      const grant = authorise(request, 'users.create', { organCode: first.organCode });
      const password = makeUpPassword();
      const created = await auditedAct(request, grant, async (transaction) => {
        const person = await insertPerson(transaction, { signInName, fullName }, by(request), now()).catch(
          (error: unknown) => {
            throw error instanceof SignInNameTakenError ? fieldFault('/signInName', error.message) : error;
          },
        );
        await setPassword(transaction, person.id, password, true, now());
        const post = await appoint(transaction, person.id, first, by(request));
        const after = { signInName, fullName, organ: post.organCode, title: post.title, roles: post.roles };
        return {
          answer: { person, post },
          detail: { organCode: post.organCode, subject: { kind: 'person', id: person.id }, after },
        };
      });
      return reply.status(201).send({ ...(await answer([created.post], created.person)), password });
    },
  );

  api.patch(
    '/api/v1/users/:id',
    {
      config: requirePermission('users.update'),
      schema: {
        tags: TAGS,
        operationId: 'updateUser',
        summary: 'Correct a person’s name',
        params: parameters,
        body: z.object({ fullName: lineSchema(100), reason: reasonSchema }),
        response: { 200: userSchema, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { person, posts, grant } = await findToChange(request, 'users.update', request.params.id);
      const { fullName, reason } = request.body;
      await auditedAct(request, grant, async (transaction) => {
        await updatePerson(transaction, person.id, { fullName });
        const subject = { kind: 'person', id: person.id };
        return {
          answer: undefined,
          detail: { subject, reason, before: { fullName: person.fullName }, after: { fullName } },
        };
      });
      return answer(posts, { ...person, fullName });
    },
  );

  api.post(
    '/api/v1/users/:id/posts',
    {
      config: requirePermission('users.assign-post'),
      schema: {
        tags: TAGS,
        operationId: 'assignPost',
        summary: 'Appoint a person to a further post',
        params: parameters,
        body: z.object({ post: newPostSchema, reason: reasonSchema }),
        response: { 201: userSchema, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { person, grant } = await findToChange(request, 'users.assign-post', request.params.id);
      const { post: input, reason } = request.body;
      authorise(request, 'users.assign-post', { organCode: input.organCode, state: person.status });
      await auditedAct(request, grant, async (transaction) => {
        const post = await appoint(transaction, person.id, input, by(request));
        const after = {
          post: post.id,
          organ: post.organCode,
          title: post.title,
          roles: post.roles,
          from: post.activeFrom,
        };
        const subject = { kind: 'person', id: person.id };
        return { answer: undefined, detail: { organCode: post.organCode, subject, reason, after } };
      });
      const { posts } = await find(request, 'users.assign-post', person.id);
      return reply.status(201).send(await answer(posts, person));
    },
  );

  api.post(
    '/api/v1/users/:id/posts/:postId/end',
    {
      config: requirePermission('users.assign-post', 'users.end-post'),
      schema: {
        tags: TAGS,
        operationId: 'endPost',
        summary: 'End a post; the last day may be to come',
        params: parameters.extend({ postId: z.uuid() }),
        body: z.object({ lastDay: dateSchema, reason: reasonSchema }),
        response: { 200: userSchema, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { id, postId } = request.params;
      const { lastDay, reason } = request.body;
      const { person, posts } = await find(request, 'users.assign-post', id);
      const post = posts.find((one) => one.id === postId);
      if (!post) throw notFound();
      const grant = authorise(request, 'users.assign-post', { organCode: post.organCode, state: person.status });
      if (id === requireActor(request).personId)
        throw new ProblemError(403, '不能办理涉及本人账号的事项，请由其他管理员办理。', {
          kind: 'separation-of-duties',
        });
      if (!isHeldOn(post, today())) throw new ProblemError(409, '该岗位已经终止，或者尚未开始。');
      if (lastDay < post.activeFrom) throw fieldFault('/lastDay', '不能早于任职开始日期');
      await auditedAct(request, grant, async (transaction) => {
        await endPost(transaction, division, postId, lastDay);
        const detail = {
          organCode: post.organCode,
          subject: { kind: 'person', id },
          reason,
          before: { post: postId, until: post.activeTo },
          after: { post: postId, until: lastDay },
        };
        return { answer: undefined, detail };
      });
      return answer((await find(request, 'users.assign-post', id)).posts, person);
    },
  );

  for (const [path, act, status, summary] of [
    ['disable', 'users.disable', 'disabled', 'Disable an account; its sessions end at once'],
    ['enable', 'users.enable', 'active', 'Enable an account again'],
  ] as const)
    api.post(
      `/api/v1/users/:id/${path}`,
      {
        config: requirePermission(act),
        schema: {
          tags: TAGS,
          operationId: `${path}User`,
          summary,
          params: parameters,
          body: z.object({ reason: reasonSchema }),
          response: { 200: userSchema, ...problemResponses(400, 401, 403, 404, 409) },
        },
      },
      async (request) => {
        const { person, posts, grant } = await findToChange(request, act, request.params.id);
        await auditedAct(request, grant, async (transaction) => {
          await updatePerson(transaction, person.id, { status });
          if (status === 'disabled') await closeOtherSessions(transaction, person.id);
          const subject = { kind: 'person', id: person.id };
          const { reason } = request.body;
          return {
            answer: undefined,
            detail: { subject, reason, before: { status: person.status }, after: { status } },
          };
        });
        return answer(posts, { ...person, status });
      },
    );

  api.post(
    '/api/v1/users/:id/reset-credentials',
    {
      config: requirePermission('users.reset-credentials'),
      schema: {
        tags: TAGS,
        operationId: 'resetCredentials',
        summary: 'Give a new password to hand over, remove second factors, end all sessions',
        params: parameters,
        body: z.object({ reason: reasonSchema }),
        response: { 200: initialPasswordSchema, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { person, grant } = await findToChange(request, 'users.reset-credentials', request.params.id);
      const password = makeUpPassword();
      return auditedAct(request, grant, async (transaction) => {
        await setPassword(transaction, person.id, password, true, now());
        const removed = await removeSecondFactors(transaction, person.id);
        await closeOtherSessions(transaction, person.id);
        const detail = {
          subject: { kind: 'person', id: person.id },
          reason: request.body.reason,
          after: { ...removed },
        };
        return { answer: { password }, detail };
      });
    },
  );
}
