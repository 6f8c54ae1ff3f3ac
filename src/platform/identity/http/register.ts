import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/index.ts';
import { ProblemError } from '../../http/index.ts';
import type { Protection } from '../../protection/index.ts';
import { SESSION_LIMITS } from '../sessions/sessions.ts';
import { originOf } from '../sessions/throttle.ts';
import { guardRoutes } from './access.ts';
import { recordUnrecordedWrites } from './audited.ts';
import { registerDelegationRoutes } from './delegation-routes.ts';
import { registerFactorRoutes } from './factor-routes.ts';
import { registerMeRoutes } from './me-routes.ts';
import { registerOrganRoutes } from './organ-routes.ts';
import { registerSecondStepRoutes } from './second-step-routes.ts';
import { registerSessionRoutes } from './session-routes.ts';
import type { IdentityContext, IdentitySettings } from './settings.ts';
import { registerSingleSignOnRoutes } from './single-sign-on-routes.ts';
import { registerUserRoutes } from './user-routes.ts';

const SIGN_INS_PER_MINUTE = 60;

/**
 * Sign-in, sessions and access control: `request.actor`, and the routes /api/v1/session, /api/v1/me. Call it before any
 * capability registers routes, so that a write that names no access is refused at the start.
 */
export async function registerIdentity(
  app: FastifyInstance,
  { db, protection, settings }: { db: Database; protection: Protection; settings: IdentitySettings },
): Promise<void> {
  const context: IdentityContext = {
    db,
    protection,
    settings,
    limits: settings.sessions ?? SESSION_LIMITS,
    now: settings.clock ?? (() => new Date()),
  };
  app.decorate('identity', context);
  guardRoutes(app, context);
  recordUnrecordedWrites(app, context);
  // In a scope of its own: the limit is for proving who one is, which costs a hash each time.
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: settings.signInsPerMinute ?? SIGN_INS_PER_MINUTE,
      timeWindow: '1 minute',
      keyGenerator: (request) => originOf(request.ip),
      errorResponseBuilder: (_request, { ttl }) =>
        new ProblemError(429, `请求过于频繁，请在${Math.ceil(ttl / 1000)}秒后再试。`, { kind: 'rate-limited' }),
    });
    registerSessionRoutes(scope, context);
    registerSecondStepRoutes(scope, context);
    registerSingleSignOnRoutes(scope, context);
  });
  registerMeRoutes(app, context);
  registerFactorRoutes(app, context);
  registerUserRoutes(app, context);
  registerOrganRoutes(app, context);
  registerDelegationRoutes(app, context);
}
