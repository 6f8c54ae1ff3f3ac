import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import { registerCollectionPages } from './portal/collection-routes.ts';
import type { PublicPagesContext } from './portal/context.ts';
import { registerItemPages } from './portal/item-routes.ts';
import { registerPlatformPages } from './portal/platform-routes.ts';
import { registerSearchPages } from './portal/search-routes.ts';

export interface PublicationsOptions {
  db: Database;
  /** Six digits of the division whose portal this is. */
  division: string;
  /** For tests. */
  clock?: () => Date;
}

/** Public pages of 主动公开. The portal shell is registered before. */
export function registerPublications(app: FastifyInstance, { db, division, clock }: PublicationsOptions): void {
  const context: PublicPagesContext = { app, db, division, now: clock ?? (() => new Date()) };
  registerPlatformPages(context);
  registerItemPages(context);
  registerSearchPages(context);
  registerCollectionPages(context);
}
