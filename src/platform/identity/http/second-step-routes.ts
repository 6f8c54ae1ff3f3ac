import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import { findPerson } from '../people/persons.ts';
import { signInOptions, verifyPasskey } from '../second-factor/passkeys.ts';
import { isRecoveryCode, takeRecoveryCode } from '../second-factor/recovery-codes.ts';
import { takeTotpCode } from '../second-factor/totp.ts';
import { beginChallenge, takeChallenge } from '../sessions/challenges.ts';
import { beginAttempt, forgetFailures } from '../sessions/throttle.ts';
import { publicAccess } from './access.ts';
import { relyingParty } from './relying-party.ts';
import { authenticationResponseSchema, signInAnswerSchema } from './schemas.ts';
import { recordSignInRefused, startSession, tooManyAttempts } from './session-routes.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['session'];

function refused(): ProblemError {
  return new ProblemError(401, '验证没有通过，请重新登录。', { kind: 'sign-in-refused', title: '登录失败' });
}

/** The second step after a password, and signing in by passkey alone. */
export function registerSecondStepRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, protection, settings, now } = context;
  const api = zodRoutes(app);

  api.post(
    '/api/v1/session/second-step',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'signInSecondStep',
        summary: 'Give the one-time or a recovery code asked for by signIn; a wrong one means to begin anew',
        body: z.object({ challenge: z.string().max(100), code: z.string().max(40).meta({ example: '123456' }) }),
        response: { 200: signInAnswerSchema, ...problemResponses(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const begun = await takeChallenge(db, 'second-step', request.body.challenge, now());
      const person = begun?.personId ? await findPerson(db, begun.personId) : undefined;
      if (begun === undefined || person?.status !== 'active') throw refused();
      // Counted like a password: six digits are soon tried by whoever has the password already.
      const account = `totp ${person.signInName}`;
      const attempt = await beginAttempt(db, account, request.ip, now());
      if (!attempt.allowed) throw tooManyAttempts(reply, attempt.retryAfterMs);
      const { code } = request.body;
      const isRecovery = isRecoveryCode(code);
      const isRight = isRecovery
        ? await takeRecoveryCode(db, person.id, code, now())
        : await takeTotpCode(db, protection, person.id, code, now());
      if (!isRight) {
        await recordSignInRefused(context, request, person, isRecovery ? 'recovery-code' : 'totp');
        throw refused();
      }
      await forgetFailures(db, account, request.ip);
      await startSession(context, request, reply, person, isRecovery ? 'password+recovery-code' : 'password+totp');
      return { status: 'signed-in' as const, passwordDue: begun.content.passwordDue === true };
    },
  );

  api.post(
    '/api/v1/session/passkey/options',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'beginPasskeySignIn',
        summary: 'What the browser has an authenticator sign (WebAuthn)',
        response: {
          200: z.object({ challenge: z.string(), options: z.record(z.string(), z.unknown()) }),
          ...problemResponses(403, 429),
        },
      },
    },
    async (request) => {
      const options = await signInOptions(relyingParty(request, settings));
      const challenge = await beginChallenge(db, 'passkey-sign-in', null, { challenge: options.challenge }, now());
      return { challenge, options: { ...options } };
    },
  );

  api.post(
    '/api/v1/session/passkey',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'signInWithPasskey',
        summary: 'Sign in with what the authenticator signed',
        body: z.object({ challenge: z.string().max(100), response: authenticationResponseSchema }),
        response: { 200: signInAnswerSchema, ...problemResponses(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const begun = await takeChallenge(db, 'passkey-sign-in', request.body.challenge, now());
      if (begun === undefined) throw refused();
      const personId = await verifyPasskey(
        db,
        relyingParty(request, settings),
        String(begun.content.challenge),
        request.body.response,
        now(),
      );
      const person = personId === null ? undefined : await findPerson(db, personId);
      if (person?.status !== 'active') {
        await recordSignInRefused(context, request, person, 'passkey');
        throw refused();
      }
      await startSession(context, request, reply, person, 'passkey');
      return { status: 'signed-in' as const, passwordDue: false };
    },
  );
}
