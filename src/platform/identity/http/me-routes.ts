import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fieldFault, problemResponses, zodRoutes } from '../../http/index.ts';
import { passwordFault } from '../passwords/policy.ts';
import { checkPassword, isPasswordDue, setPassword } from '../passwords/store.ts';
import { closeOtherSessions, closeSession, listSessions } from '../sessions/sessions.ts';
import { beginAttempt, forgetFailures } from '../sessions/throttle.ts';
import { notFound, requireActor, requireSession, signedIn } from './access.ts';
import { auditedAct } from './audited.ts';
import { meAnswer, sessionAnswer } from './me.ts';
import { meSchema, passwordSchema, sessionSchema } from './schemas.ts';
import { startSession, tooManyAttempts } from './session-routes.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['me'];

export function registerMeRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, settings, limits, now } = context;
  const api = zodRoutes(app);

  api.get(
    '/api/v1/me',
    {
      config: { access: 'signed-in-password-due' },
      schema: {
        tags: TAGS,
        operationId: 'getMe',
        summary: 'The signed-in person: posts, permissions, delegations',
        response: { 200: meSchema, ...problemResponses(401) },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      return meAnswer(db, actor, requireSession(request), await isPasswordDue(db, actor.personId));
    },
  );

  api.put(
    '/api/v1/me/password',
    {
      config: { access: 'signed-in-password-due', audit: 'me.change-password' },
      schema: {
        tags: TAGS,
        operationId: 'changeMyPassword',
        summary: 'Change the own password; signs out every other device',
        body: z.object({ current: passwordSchema, next: passwordSchema }),
        response: { 204: z.null(), ...problemResponses(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const { person } = requireActor(request);
      const { current, next } = request.body;
      const attempt = await beginAttempt(db, person.signInName, request.ip, now());
      if (!attempt.allowed) throw tooManyAttempts(reply, attempt.retryAfterMs);
      if (!(await checkPassword(db, person.id, current, now())).ok) throw fieldFault('/current', '现在的密码不正确');
      await forgetFailures(db, person.signInName, request.ip);
      const fault =
        next === current ? '新密码不能与现在的密码相同' : await passwordFault(next, person, settings.passwords);
      if (fault) throw fieldFault('/next', fault);
      await db.transaction().execute(async (transaction) => {
        await setPassword(transaction, person.id, next, false, now());
        await closeOtherSessions(transaction, person.id);
      });
      await startSession(context, request, reply, person, requireSession(request).method, 'me.change-password');
      return reply.status(204).send(null);
    },
  );

  api.get(
    '/api/v1/me/sessions',
    {
      config: signedIn(),
      schema: {
        tags: TAGS,
        operationId: 'listMySessions',
        summary: 'Devices on which the person is signed in',
        response: { 200: z.object({ sessions: z.array(sessionSchema) }), ...problemResponses(401) },
      },
    },
    async (request) => {
      const { id } = requireSession(request);
      const sessions = await listSessions(db, requireActor(request).personId, limits, now());
      return { sessions: sessions.map((session) => sessionAnswer(session, id)) };
    },
  );

  api.delete(
    '/api/v1/me/sessions/:id',
    {
      config: signedIn('me.close-session'),
      schema: {
        tags: TAGS,
        operationId: 'closeMySession',
        summary: 'Sign out one device',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problemResponses(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await auditedAct(request, null, async (transaction) => {
        if (!(await closeSession(transaction, requireActor(request).personId, id))) throw notFound();
        return { answer: undefined, detail: { subject: { kind: 'session', id } } };
      });
      return reply.status(204).send(null);
    },
  );

  api.delete(
    '/api/v1/me/sessions',
    {
      config: signedIn('me.close-other-sessions'),
      schema: {
        tags: TAGS,
        operationId: 'closeMyOtherSessions',
        summary: 'Sign out every device but this one',
        response: { 200: z.object({ closed: z.int() }), ...problemResponses(401, 403) },
      },
    },
    async (request) =>
      auditedAct(request, null, async (transaction) => {
        const closed = await closeOtherSessions(
          transaction,
          requireActor(request).personId,
          requireSession(request).id,
        );
        return { answer: { closed }, detail: { after: { closed } } };
      }),
  );
}
