import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fieldFault, ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import { checkPassword } from '../passwords/store.ts';
import { listPasskeys, registerPasskey, registrationOptions, removePasskey } from '../second-factor/passkeys.ts';
import { countRecoveryCodes, makeRecoveryCodes } from '../second-factor/recovery-codes.ts';
import { beginTotp, hasTotp, removeTotp, takeTotpCode } from '../second-factor/totp.ts';
import { beginChallenge, takeChallenge } from '../sessions/challenges.ts';
import { closeOtherSessions } from '../sessions/sessions.ts';
import { beginAttempt, forgetFailures } from '../sessions/throttle.ts';
import { notFound, requireActor, requireSession, signedIn } from './access.ts';
import { auditedAct } from './audited.ts';
import { relyingParty } from './relying-party.ts';
import { lineSchema, passkeySchema, registrationResponseSchema } from './schemas.ts';
import { tooManyAttempts } from './session-routes.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['me'];

/** A person's own one-time passwords and passkeys. What weakens the account asks for the password once more. */
export function registerFactorRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, protection, settings, now } = context;
  const api = zodRoutes(app);
  // Empty for who came without a password; requirePassword judges it.
  const proof = z.object({ password: z.string().max(1024).default('') });

  /** A borrowed screen must not be enough to change how its owner signs in. @throws 400, 429 */
  async function requirePassword(request: FastifyRequest, reply: FastifyReply, password: string): Promise<void> {
    const { person } = requireActor(request);
    // Who came by passkey or single sign-on may have no password.
    if (!requireSession(request).method.startsWith('password')) return;
    const attempt = await beginAttempt(db, person.signInName, request.ip, now());
    if (!attempt.allowed) throw tooManyAttempts(reply, attempt.retryAfterMs);
    if (!(await checkPassword(db, person.id, password, now())).ok) throw fieldFault('/password', '密码不正确');
    await forgetFailures(db, person.signInName, request.ip);
  }

  api.get(
    '/api/v1/me/factors',
    {
      config: signedIn(),
      schema: {
        tags: TAGS,
        operationId: 'listMyFactors',
        summary: 'How the person can prove who they are',
        response: {
          200: z.object({
            totp: z.boolean(),
            passkeys: z.array(passkeySchema),
            recoveryCodes: z.int().describe('how many are left'),
          }),
          ...problemResponses(401),
        },
      },
    },
    async (request) => {
      const { personId } = requireActor(request);
      const passkeys = await listPasskeys(db, personId);
      return {
        totp: await hasTotp(db, personId),
        recoveryCodes: await countRecoveryCodes(db, personId),
        passkeys: passkeys.map((passkey) => ({
          ...passkey,
          createdAt: passkey.createdAt.toISOString(),
          lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
        })),
      };
    },
  );

  api.post(
    '/api/v1/me/totp',
    {
      config: signedIn('me.begin-totp'),
      schema: {
        tags: TAGS,
        operationId: 'beginTotp',
        summary: 'A new secret for an authenticator; used from the first code on that confirms it',
        body: proof,
        response: {
          200: z.object({ secret: z.string(), address: z.string() }),
          ...problemResponses(400, 401, 403, 429),
        },
      },
    },
    async (request, reply) => {
      await requirePassword(request, reply, request.body.password);
      const { person } = requireActor(request);
      if (await hasTotp(db, person.id)) throw fieldFault('/password', '动态口令已经启用，请先停用');
      return auditedAct(request, null, async (transaction) => ({
        answer: await beginTotp(transaction, protection, person, now()),
        detail: { subject: { kind: 'person', id: person.id } },
      }));
    },
  );

  api.post(
    '/api/v1/me/totp/confirm',
    {
      config: signedIn('me.confirm-totp'),
      schema: {
        tags: TAGS,
        operationId: 'confirmTotp',
        summary: 'Prove that the authenticator has the secret; signs out every other device',
        body: z.object({ code: z.string().max(20) }),
        response: { 204: z.null(), ...problemResponses(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const { person } = requireActor(request);
      await auditedAct(request, null, async (transaction) => {
        if (!(await takeTotpCode(transaction, protection, person.id, request.body.code, now(), true)))
          throw fieldFault('/code', '动态口令不正确');
        await closeOtherSessions(transaction, person.id, requireSession(request).id);
        return { answer: undefined, detail: { subject: { kind: 'person', id: person.id } } };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/me/recovery-codes',
    {
      config: signedIn('me.make-recovery-codes'),
      schema: {
        tags: TAGS,
        operationId: 'makeRecoveryCodes',
        summary: 'Ten codes that stand in for a lost authenticator, shown this once; earlier ones no longer serve',
        body: proof,
        response: { 200: z.object({ codes: z.array(z.string()) }), ...problemResponses(400, 401, 403, 409, 429) },
      },
    },
    async (request, reply) => {
      await requirePassword(request, reply, request.body.password);
      const { personId } = requireActor(request);
      if (!(await hasTotp(db, personId)))
        throw new ProblemError(409, '请先启用动态口令，再生成恢复代码。', { kind: 'not-in-this-state' });
      return auditedAct(request, null, async (transaction) => {
        const codes = await makeRecoveryCodes(transaction, personId, now());
        return {
          answer: { codes },
          detail: { subject: { kind: 'person', id: personId }, after: { count: codes.length } },
        };
      });
    },
  );

  api.delete(
    '/api/v1/me/totp',
    {
      config: signedIn('me.remove-totp'),
      schema: {
        tags: TAGS,
        operationId: 'removeTotp',
        summary: 'Do without one-time passwords from now on',
        body: proof,
        response: { 204: z.null(), ...problemResponses(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      await requirePassword(request, reply, request.body.password);
      const { personId } = requireActor(request);
      await auditedAct(request, null, async (transaction) => {
        if (!(await removeTotp(transaction, personId))) throw notFound();
        return { answer: undefined, detail: { subject: { kind: 'person', id: personId } } };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/me/passkeys/options',
    {
      config: signedIn('me.begin-passkey'),
      schema: {
        tags: TAGS,
        operationId: 'beginPasskey',
        summary: 'What the browser makes a passkey from (WebAuthn)',
        body: proof,
        response: {
          200: z.object({ challenge: z.string(), options: z.record(z.string(), z.unknown()) }),
          ...problemResponses(400, 401, 403, 429),
        },
      },
    },
    async (request, reply) => {
      await requirePassword(request, reply, request.body.password);
      const { person } = requireActor(request);
      return auditedAct(request, null, async (transaction) => {
        const options = await registrationOptions(transaction, relyingParty(request, settings), person);
        const content = { challenge: options.challenge };
        const challenge = await beginChallenge(transaction, 'passkey-registration', person.id, content, now());
        return {
          answer: { challenge, options: { ...options } },
          detail: { subject: { kind: 'person', id: person.id } },
        };
      });
    },
  );

  api.post(
    '/api/v1/me/passkeys',
    {
      config: signedIn('me.add-passkey'),
      schema: {
        tags: TAGS,
        operationId: 'addPasskey',
        summary: 'Keep the passkey the browser made',
        body: z.object({
          challenge: z.string().max(100),
          label: lineSchema(100).meta({ example: '办公室电脑' }),
          response: registrationResponseSchema,
        }),
        response: { 201: z.object({ id: z.string() }), ...problemResponses(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const { personId } = requireActor(request);
      const { challenge, label, response } = request.body;
      const begun = await takeChallenge(db, 'passkey-registration', challenge, now());
      if (begun?.personId !== personId) throw fieldFault('/challenge', '操作已经超时，请重新开始');
      const site = relyingParty(request, settings);
      const id = await auditedAct(request, null, async (transaction) => {
        const expected = String(begun.content.challenge);
        const passkey = await registerPasskey(transaction, site, personId, expected, response, label, now());
        if (!passkey) throw fieldFault('/response', '通行密钥没有通过验证');
        return { answer: passkey.id, detail: { subject: { kind: 'passkey', id: passkey.id }, after: { label } } };
      });
      return reply.status(201).send({ id });
    },
  );

  api.post(
    '/api/v1/me/passkeys/:id/remove',
    {
      config: signedIn('me.remove-passkey'),
      schema: {
        tags: TAGS,
        operationId: 'removePasskey',
        summary: 'Forget a passkey',
        params: z.object({ id: z.string().max(200) }),
        body: proof,
        response: { 204: z.null(), ...problemResponses(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      await requirePassword(request, reply, request.body.password);
      const { id } = request.params;
      await auditedAct(request, null, async (transaction) => {
        if (!(await removePasskey(transaction, requireActor(request).personId, id))) throw notFound();
        return { answer: undefined, detail: { subject: { kind: 'passkey', id } } };
      });
      return reply.status(204).send(null);
    },
  );
}
