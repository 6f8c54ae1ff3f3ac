import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import { checkPassword } from '../passwords/store.ts';
import { findPersonByName, type Person } from '../people/persons.ts';
import { closeSessionOfToken, openSession, type SignInMethod } from '../sessions/sessions.ts';
import { beginAttempt, forgetFailures } from '../sessions/throttle.ts';
import { publicAccess } from './access.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './cookies.ts';
import { passwordSchema, signInAnswerSchema } from './schemas.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['session'];

/** One wording for every reason, so that names cannot be tried out. */
export function signInRefused(): ProblemError {
  return new ProblemError(401, '登录名或者密码不正确。', { kind: 'sign-in-refused', title: '登录失败' });
}

export function tooManyAttempts(reply: FastifyReply, retryAfterMs: number): ProblemError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  reply.header('retry-after', String(seconds));
  return new ProblemError(429, `尝试次数过多，请在${seconds}秒后再试。`, { kind: 'sign-in-delayed' });
}

/** Opens a session for a person who proved who they are; the session the browser had before is closed. */
export async function startSession(
  context: IdentityContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  method: SignInMethod,
): Promise<void> {
  const { db, settings, limits, now } = context;
  const earlier = readSessionCookie(request, settings);
  const how = { method, origin: request.ip, device: request.headers['user-agent'] ?? '' };
  const { token } = await db.transaction().execute(async (transaction) => {
    if (earlier !== undefined) await closeSessionOfToken(transaction, earlier);
    return openSession(transaction, person.id, how, limits, now());
  });
  setSessionCookie(request, reply, settings, token);
}

export function registerSessionRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, settings, now } = context;
  const api = zodRoutes(app);

  api.post(
    '/api/v1/session',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'signIn',
        summary: 'Sign in with name and password; sets the session cookie, or asks for the second step',
        body: z
          .object({ name: z.string().min(1).max(200), password: passwordSchema })
          .meta({ id: 'SignIn', example: { name: 'zhangsan', password: '一个足够长的密码' } }),
        response: { 200: signInAnswerSchema, ...problemResponses(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const attempt = await beginAttempt(db, name, request.ip, now());
      if (!attempt.allowed) throw tooManyAttempts(reply, attempt.retryAfterMs);
      const person = await findPersonByName(db, name);
      const check = await checkPassword(db, person?.id, password, now(), settings.passwords?.maximumAgeDays);
      if (!check.ok || person?.status !== 'active') throw signInRefused();
      await forgetFailures(db, name, request.ip);
      await startSession(context, request, reply, person, 'password');
      return { status: 'signed-in' as const, passwordDue: check.mustChange };
    },
  );

  api.delete(
    '/api/v1/session',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'signOut',
        summary: 'Sign out; answers the same when nobody is signed in',
        response: { 204: z.null(), ...problemResponses(403) },
      },
    },
    async (request, reply) => {
      const token = readSessionCookie(request, settings);
      if (token !== undefined) await closeSessionOfToken(db, token);
      clearSessionCookie(request, reply, settings);
      return reply.status(204).send(null);
    },
  );
}
