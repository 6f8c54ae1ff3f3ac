import type { FastifyRequest } from 'fastify';
import type { PublicPagesContext } from './context.ts';

/** Where readers find the portal: the configured domain, else as this request did. */
export function originOf(
  { app }: Pick<PublicPagesContext, 'app'>,
  request: Pick<FastifyRequest, 'protocol' | 'host'>,
): string {
  const { site, basePath } = app.portalShell;
  return `${site.domain === undefined ? `${request.protocol}://${request.host}` : `https://${site.domain}`}${basePath}`;
}
