import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../http/index.ts';
import type { IdentitySettings } from './settings.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Where the office itself lives, as a browser would write it in Origin. */
export function ownOrigin(request: FastifyRequest, settings: IdentitySettings): string {
  return settings.publicUrl ? new URL(settings.publicUrl).origin : `${request.protocol}://${request.host}`;
}

/**
 * Refuses writes that another site had the browser send. Browsers state where a request comes from in Sec-Fetch-Site and
 * Origin, which no page can forge; a write with the session's cookie must state it, one without a cookie (a program) may
 * say nothing but not the wrong thing. No token has to be handed out and none can leak (docs/adr/0005-identity.md).
 * @throws ProblemError 403
 */
export function refuseCrossSite(request: FastifyRequest, settings: IdentitySettings, hasCookie: boolean): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const isStated = site !== undefined || origin !== undefined;
  const isOwn =
    (site === undefined || site === 'same-origin') && (origin === undefined || origin === ownOrigin(request, settings));
  if (isOwn && (isStated || !hasCookie)) return;
  request.log.warn({ route: request.routeOptions.url ?? '(none)' }, 'cross-site write refused');
  throw new ProblemError(403, '请求不是从本站页面发出的，已经拒绝。请刷新页面后重试。', { kind: 'cross-site-request' });
}
