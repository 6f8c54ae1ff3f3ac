import type { FastifyInstance } from 'fastify';

const READINESS_LIMIT_MS = 5_000;

/**
 * /healthz says that the process answers, /readyz that it can do its work. Neither names anything that helps an attacker:
 * only the words `readiness` gives.
 */
export function registerProbes(app: FastifyInstance, readiness: () => Promise<readonly string[]>): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    const problems = await withinLimit(readiness).catch((error: unknown) => {
      request.log.error({ err: error }, 'readiness check failed');
      return ['readiness-check'];
    });
    reply.header('cache-control', 'no-store').status(problems.length === 0 ? 200 : 503);
    return { status: problems.length === 0 ? 'ready' : 'not-ready', problems };
  });
}

async function withinLimit(check: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve(['timeout']), READINESS_LIMIT_MS);
  });
  try {
    return await Promise.race([check(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
