/**
 * The HTTP server all capabilities add their routes to.
 *
 *   buildHttp(options): Promise<FastifyInstance>     see HttpOptions; does not listen
 *   zodRoutes(app)                                   the same app, handlers typed by their zod schemas
 *   throw new ProblemError(409, '…', { kind })       answers RFC 9457 below /api, an error page elsewhere
 *   problemResponses(400, 404)                       documents them in a route's `response`
 *   fileResponse('…', 'text/csv')                    the same for a file as the answer
 *   closeGracefully(app, graceMs?)                   false when connections had to be cut
 *   registerPageCache(app, { lookOf })               rendered pages in memory; routes join with { config: { cached: true } }
 *   app.metricsRegistry                              prom-client registry for a capability's own figures
 *
 * Schemas with `.meta({ id: 'Name' })` become named schemas of /api/openapi.json; `.meta({ example })` its examples.
 */
export { type LogOptions, type LogStream, loggedError } from './logging.ts';
export type { OpenMetricsRegistry } from './metrics.ts';
export { PageCache, type PageCacheOptions, registerPageCache, type VersionSource } from './page-cache.ts';
export {
  type FieldError,
  fieldFault,
  fileResponse,
  type Problem,
  ProblemError,
  problemResponses,
  problemSchema,
} from './problem.ts';
export {
  buildHttp,
  closeGracefully,
  type HttpOptions,
  type SendErrorPage,
  type Timeouts,
  zodRoutes,
} from './server.ts';
