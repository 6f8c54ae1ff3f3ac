import type { FastifyRequest } from 'fastify';
import type { RelyingParty } from '../second-factor/passkeys.ts';
import { ownOrigin } from './cross-site.ts';
import type { IdentitySettings } from './settings.ts';

/** The site as authenticators are to know it. */
export function relyingParty(request: FastifyRequest, settings: IdentitySettings): RelyingParty {
  const origin = ownOrigin(request, settings);
  return { id: new URL(origin).hostname, name: '政府信息公开平台', origin };
}
