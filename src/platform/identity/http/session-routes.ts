import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AuditEvent, appendAudit, type JsonValue, SYSTEM } from '../../audit/record.ts';
import type { Database } from '../../database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import { checkPassword } from '../passwords/store.ts';
import { findPersonByName, type Person } from '../people/persons.ts';
import { listPostsOf } from '../people/posts.ts';
import { hasTotp } from '../second-factor/totp.ts';
import { beginChallenge } from '../sessions/challenges.ts';
import { closeSessionOfToken, openSession, resumeSession, type SignInMethod } from '../sessions/sessions.ts';
import { beginAttempt, forgetFailures } from '../sessions/throttle.ts';
import { publicAccess } from './access.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './cookies.ts';
import { ownOrigin } from './cross-site.ts';
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
  action: 'session.sign-in' | 'me.change-password' = 'session.sign-in',
): Promise<void> {
  const { db, protection, settings, limits, now } = context;
  const earlier = readSessionCookie(request, settings);
  const how = { method, origin: request.ip, device: request.headers['user-agent'] ?? '' };
  const { token } = await db.transaction().execute(async (transaction) => {
    if (earlier !== undefined) await closeSessionOfToken(transaction, earlier);
    const opened = await openSession(transaction, person.id, how, limits, now());
    const event = await sessionEvent(transaction, context, request, person, action, {
      method,
      session: opened.session.id,
    });
    await appendAudit(transaction, event, now(), protection);
    return opened;
  });
  setSessionCookie(request, reply, settings, token);
}

/** An event of signing in or out; it stands in the chain of the person's first post, where there is one. */
export async function sessionEvent(
  db: Database,
  { settings }: IdentityContext,
  request: FastifyRequest,
  person: Person | undefined,
  action: string,
  after: JsonValue,
): Promise<AuditEvent> {
  const post = person && (await listPostsOf(db, settings.division, person.id)).at(0);
  request.isAudited = true;
  return {
    divisionCode: settings.division,
    organCode: post?.organCode ?? SYSTEM,
    action,
    personId: person?.id ?? null,
    // An unknown name is not kept: it may be a password typed into the wrong field.
    personName: person?.fullName ?? '（未知）',
    postId: null,
    postTitle: null,
    delegationId: null,
    origin: request.ip,
    subject: person ? { kind: 'person', id: person.id } : null,
    reason: null,
    before: null,
    after,
  };
}

export async function recordSignInRefused(
  context: IdentityContext,
  request: FastifyRequest,
  person: Person | undefined,
  method: string,
): Promise<void> {
  await context.db.transaction().execute(async (transaction) => {
    const event = await sessionEvent(transaction, context, request, person, 'session.sign-in-refused', { method });
    await appendAudit(transaction, event, context.now());
  });
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
      if (!check.ok || person?.status !== 'active') {
        await recordSignInRefused(context, request, person, 'password');
        throw signInRefused();
      }
      await forgetFailures(db, name, request.ip);
      if (await hasTotp(db, person.id)) {
        const content = { passwordDue: check.mustChange };
        const challenge = await beginChallenge(db, 'second-step', person.id, content, now());
        return { status: 'second-step' as const, challenge, methods: ['totp' as const, 'recovery-code' as const] };
      }
      await startSession(context, request, reply, person, 'password');
      return { status: 'signed-in' as const, passwordDue: check.mustChange };
    },
  );

  api.get(
    '/api/v1/session/methods',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'listSignInMethods',
        summary: 'How one can sign in here, beside name and password',
        response: {
          200: z.object({ passkey: z.boolean(), singleSignOn: z.boolean() }).meta({ id: 'SignInMethods' }),
          ...problemResponses(429),
        },
      },
    },
    // Browsers make passkeys on secure addresses alone; localhost counts as one.
    async (request) => ({
      passkey:
        ownOrigin(request, settings).startsWith('https://') || ['localhost', '127.0.0.1'].includes(request.hostname),
      singleSignOn: settings.singleSignOn !== undefined,
    }),
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
      const resumed = token === undefined ? undefined : await resumeSession(db, token, context.limits, now());
      if (token !== undefined)
        await db.transaction().execute(async (transaction) => {
          await closeSessionOfToken(transaction, token);
          if (!resumed) return;
          const { person, session } = resumed;
          const event = await sessionEvent(transaction, context, request, person, 'session.sign-out', {
            session: session.id,
          });
          await appendAudit(transaction, event, now());
        });
      clearSessionCookie(request, reply, settings);
      return reply.status(204).send(null);
    },
  );
}
