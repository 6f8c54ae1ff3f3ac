import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../http/index.ts';
import { beginChallenge, takeChallenge } from '../sessions/challenges.ts';
import { findFederated, type PendingSignOn, SingleSignOn, SingleSignOnError } from '../single-sign-on/provider.ts';
import { publicAccess } from './access.ts';
import { ownOrigin } from './cross-site.ts';
import { recordSignInRefused, startSession } from './session-routes.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['session'];
const CALLBACK = '/api/v1/session/single-sign-on/callback';
/** Where the browser goes afterwards: never an address from the request, or the page could be made to lead elsewhere. */
const OFFICE = '/office/';

/** Signing in through an OpenID Connect provider. Without settings the routes are not there. */
export function registerSingleSignOnRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, settings, now } = context;
  if (!settings.singleSignOn) return;
  const provider = new SingleSignOn(settings.singleSignOn);
  const api = zodRoutes(app);

  const isSecure = (request: FastifyRequest): boolean => ownOrigin(request, settings).startsWith('https://');
  const cookieName = (request: FastifyRequest): string =>
    isSecure(request) ? '__Host-gongkai-sign-on' : 'gongkai-sign-on';
  /** Lax, since the browser comes back from the provider's site; it only ties the answer to the one who asked. */
  const cookie = (request: FastifyRequest, value: string, maxAge: number): string =>
    stringifySetCookie({
      name: cookieName(request),
      value,
      path: '/',
      httpOnly: true,
      secure: isSecure(request),
      sameSite: 'lax',
      maxAge,
    });

  api.get(
    '/api/v1/session/single-sign-on',
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'beginSingleSignOn',
        summary: 'Sends the browser to the identity provider',
        response: { 302: z.null(), ...problemResponses(429, 503) },
      },
    },
    async (request, reply) => {
      const { address, pending } = await provider.begin(`${ownOrigin(request, settings)}${CALLBACK}`).catch((error) => {
        request.log.error({ err: error }, 'single sign-on failed');
        throw Object.assign(new Error('provider', { cause: error }), { statusCode: 503 });
      });
      const token = await beginChallenge(db, 'single-sign-on', null, pending, now());
      return reply.header('set-cookie', cookie(request, token, 300)).redirect(address);
    },
  );

  api.get(
    CALLBACK,
    {
      config: publicAccess,
      schema: {
        tags: TAGS,
        operationId: 'finishSingleSignOn',
        summary: 'Where the identity provider sends the browser back to',
        response: { 302: z.null(), ...problemResponses(429) },
      },
    },
    async (request, reply) => {
      const failed = `${OFFICE}?sign-in=refused`;
      const token = parseCookie(request.headers.cookie ?? '')[cookieName(request)];
      const cleared = cookie(request, '', 0);
      const begun = token === undefined ? undefined : await takeChallenge(db, 'single-sign-on', token, now());
      if (begun === undefined) return reply.header('set-cookie', cleared).redirect(failed);
      try {
        const returned = new URL(request.url, ownOrigin(request, settings));
        const claims = await provider.finish(returned, begun.content as unknown as PendingSignOn);
        const person = await findFederated(db, provider.settings, claims, now());
        if (!person) {
          await recordSignInRefused(context, request, undefined, 'single-sign-on');
          return reply.header('set-cookie', cleared).redirect(failed);
        }
        await startSession(context, request, reply, person, 'single-sign-on');
        return reply.header('set-cookie', cleared).redirect(OFFICE);
      } catch (error) {
        if (!(error instanceof SingleSignOnError)) throw error;
        request.log.warn({ err: error }, 'single sign-on refused');
        await recordSignInRefused(context, request, undefined, 'single-sign-on');
        return reply.header('set-cookie', cleared).redirect(failed);
      }
    },
  );
}
