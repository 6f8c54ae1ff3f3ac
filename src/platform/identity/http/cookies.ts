import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdentitySettings } from './settings.ts';

/**
 * Over HTTPS the name begins with __Host-: the browser then takes the cookie only with Secure, for this host alone and the
 * whole of it, so no neighbouring site can plant one. Over plain HTTP (a trial on one's own machine) that is impossible, and
 * the two names are kept apart so that a cookie set over HTTP is never believed over HTTPS.
 */
function cookieOf(request: FastifyRequest, settings: IdentitySettings): { name: string; secure: boolean } {
  const secure = request.protocol === 'https' || (settings.publicUrl?.startsWith('https://') ?? false);
  return { name: secure ? '__Host-gongkai-session' : 'gongkai-session', secure };
}

export function readSessionCookie(request: FastifyRequest, settings: IdentitySettings): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : parseCookie(header)[cookieOf(request, settings).name];
}

/** A session cookie without Max-Age: it also ends with the browser. Strict, since the office is only ever called by itself. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: IdentitySettings,
  token: string,
) {
  const { name, secure } = cookieOf(request, settings);
  reply.header(
    'set-cookie',
    stringifySetCookie({ name, value: token, path: '/', httpOnly: true, secure, sameSite: 'strict' }),
  );
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, settings: IdentitySettings): void {
  const { name, secure } = cookieOf(request, settings);
  reply.header(
    'set-cookie',
    stringifySetCookie({ name, value: '', path: '/', httpOnly: true, secure, sameSite: 'strict', maxAge: 0 }),
  );
}
