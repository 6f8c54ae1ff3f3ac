import type { FastifyInstance } from 'fastify';
import { registerCaseRoutes } from './api/case-routes.ts';
import { contextOf, type RequestsApiOptions } from './api/context.ts';
import { registerListRoutes } from './api/list-routes.ts';

/** Routes of 依申请公开 for the office. Register identity first. */
export function registerRequests(app: FastifyInstance, options: RequestsApiOptions): void {
  const context = contextOf(options);
  registerListRoutes(app, context);
  registerCaseRoutes(app, context);
}
