import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { officeDirectory } from './build.ts';

/** Stands in the built page wherever the nonce of an answer goes; see office/vite.config.ts. */
export const NONCE_MARK = 'nonce-of-this-answer';

/**
 * Scripts from here alone. Ant Design writes its style sheets while it runs, so style elements carry the answer's nonce;
 * nothing inline goes without it. Pictures may be data (charts that are saved).
 */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const ONE_YEAR_S = 31_536_000;

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>办公系统尚未构建</title></head>
<body><h1>办公系统尚未构建</h1><p>请在服务器上运行 <code>npm run build:office</code>，然后重新启动。</p></body></html>
`;

/** Serves the office below /office: one page for every address of it, its files for good. */
export async function registerOffice(app: FastifyInstance, directory = officeDirectory): Promise<void> {
  const page = await readFile(join(directory, 'index.html'), 'utf8').catch(() => undefined);
  const send = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
    if (page === undefined) return reply.status(503).send(NOT_BUILT);
    const nonce = randomBytes(18).toString('base64url');
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .send(page.replaceAll(NONCE_MARK, nonce));
  };
  if (page !== undefined)
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/office/assets/',
      // Names hold the hash of the content.
      immutable: true,
      maxAge: ONE_YEAR_S * 1000,
      preCompressed: true,
      decorateReply: false,
      index: false,
    });
  const icon = await readFile(join(directory, 'icon.svg')).catch(() => undefined);
  if (icon)
    app.get('/office/icon.svg', async (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(icon),
    );
  app.get('/office', send);
  app.get('/office/*', send);
}
