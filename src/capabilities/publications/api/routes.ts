import type { FastifyInstance } from 'fastify';
import { registerActRoutes } from './act-routes.ts';
import { Desk, type PublicationApiOptions } from './desk.ts';
import { registerFileRoutes } from './file-routes.ts';
import { registerGazetteRoutes } from './gazette-routes.ts';
import { registerListRoutes } from './list-routes.ts';
import { registerSettingsRoutes } from './settings-routes.ts';
import { registerSynonymRoutes } from './synonym-routes.ts';
import { registerTextRoutes } from './text-routes.tsx';
import { registerTopicRoutes } from './topic-routes.ts';

/** `/api/v1/publications…`: the office's desk. Needs identity; every write is an audited act. */
export function registerPublicationApi(app: FastifyInstance, options: PublicationApiOptions): void {
  const desk = new Desk(app, options);
  registerListRoutes(desk);
  registerActRoutes(desk);
  registerFileRoutes(desk);
  registerTextRoutes(desk);
  registerGazetteRoutes(desk);
  registerTopicRoutes(desk);
  registerSettingsRoutes(desk);
  registerSynonymRoutes(desk);
}
