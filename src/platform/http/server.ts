import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { type LogOptions, loggerOptions } from './logging.ts';
import { rememberMethods } from './methods.ts';
import { type OpenMetricsRegistry, registerMetrics } from './metrics.ts';
import { registerOpenApi } from './openapi.ts';
import { registerProbes } from './probes.ts';
import { problemOf, statusOf, wordingOf } from './problem.ts';
import { validatorCompiler } from './validation.ts';

/** Sends the page that tells a person of an error (the portal's `sendErrorPage`). */
export type SendErrorPage = (request: FastifyRequest, reply: FastifyReply, status: number) => Promise<FastifyReply>;

export interface HttpOptions {
  readonly version: string;
  /** What keeps the platform from serving, e.g. `database` or `migrations`; an empty list when nothing does. */
  readonly readiness: () => Promise<readonly string[]>;
  /** Without it errors outside /api are one line of text. */
  readonly sendErrorPage?: SendErrorPage;
  readonly log?: LogOptions;
  /** Bearer token for /metrics from other machines. */
  readonly metricsToken?: string;
  /** https://… switches HSTS on. */
  readonly publicUrl?: string;
  /** Address or network of the proxy in front whose X-Forwarded-* headers are believed; none by default. */
  readonly trustedProxy?: string;
  /** Largest request body in bytes (default 1 MiB); a route may set its own `bodyLimit`. */
  readonly bodyLimit?: number;
  readonly timeouts?: Partial<Timeouts>;
}

/** Milliseconds. */
export interface Timeouts {
  /** A client has this long to send its headers, */
  readonly headers: number;
  /** and this long for the whole request. */
  readonly request: number;
  /** A connection on which nothing moves is cut after this. */
  readonly idle: number;
  readonly keepAlive: number;
  /** How often connections are looked at. */
  readonly check: number;
}

const TIMEOUTS: Timeouts = { headers: 15_000, request: 120_000, idle: 60_000, keepAlive: 10_000, check: 5_000 };

declare module 'fastify' {
  interface FastifyInstance {
    /** Capabilities add their own figures here. */
    metricsRegistry: OpenMetricsRegistry;
  }
}

/** Nothing inline, nothing from elsewhere, no framing. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * The server without routes of its own but /healthz, /readyz, /metrics and /api/openapi.json; it does not listen yet.
 * Routes added afterwards are validated with zod and described; see index.ts.
 */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const app: FastifyInstance = fastify({
    logger: loggerOptions(options.log ?? {}),
    // Our own line below instead: Fastify's would hold the address with its query string.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: options.trustedProxy ?? false,
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    requestTimeout: timeouts.request,
    connectionTimeout: timeouts.idle,
    keepAliveTimeout: timeouts.keepAlive,
    http: { headersTimeout: timeouts.headers, connectionsCheckingInterval: timeouts.check },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerError(options, error, request, reply),
  });
  const methodsOf = rememberMethods(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method: request.method, route, status: reply.statusCode, milliseconds }, 'answered');
  });
  app.setErrorHandler((error, request, reply) => answerError(options, error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request.url);
    // A route that found nothing under its own method is no wrong method either.
    if (allowed.length === 0 || allowed.includes(request.method))
      return answer(options, { statusCode: 404 }, request, reply);
    reply.header('allow', allowed.join(', '));
    return answer(options, { statusCode: 405 }, request, reply);
  });
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: options.publicUrl?.startsWith('https://') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  });
  const metrics = registerMetrics(app, options.metricsToken === undefined ? {} : { token: options.metricsToken });
  app.decorate('metricsRegistry', metrics);
  registerProbes(app, options.readiness);
  await registerOpenApi(app, {
    version: options.version,
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
  });
  return app;
}

/** The same instance, typing handlers by their zod schemas. */
export function zodRoutes(app: FastifyInstance) {
  return app.withTypeProvider<ZodTypeProvider>();
}

/**
 * Stops taking requests, lets those under way end, and cuts what is left after `graceMs`.
 * @returns false when connections had to be cut
 */
export async function closeGracefully(app: FastifyInstance, graceMs = 10_000): Promise<boolean> {
  let isGraceful = true;
  const timer = setTimeout(() => {
    isGraceful = false;
    app.server.closeAllConnections();
  }, graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
  return isGraceful;
}

async function answerError(options: HttpOptions, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (statusOf(error) >= 500) request.log.error({ err: error }, 'failed');
  return answer(options, error, request, reply);
}

async function answer(options: HttpOptions, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const status = statusOf(error);
  reply.status(status).header('cache-control', 'no-store').header('x-request-id', request.id);
  if (status === 503) reply.header('retry-after', '5');
  if (isForPrograms(request)) {
    return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problemOf(error, request.id)));
  }
  if (options.sendErrorPage !== undefined) return options.sendErrorPage(request, reply, status);
  return reply.type('text/plain; charset=utf-8').send(`${status} ${wordingOf(status).title}\n`);
}

function isForPrograms(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  if (path === '/api' || path.startsWith('/api/') || path === '/metrics') return true;
  const accept = request.headers.accept ?? '';
  return accept.includes('json') && !accept.includes('html');
}
