import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import { onPublicChange } from '../../platform/search/index.ts';
import { registerPublicationApi } from './api/routes.ts';
import type { ReleaseGate } from './commands/release-gate.ts';
import { registerGazetteFile } from './gazette/routes.ts';
import { registerCollectionPages } from './portal/collection-routes.ts';
import type { PublicPagesContext } from './portal/context.ts';
import { registerItemPages } from './portal/item-routes.ts';
import { registerPlatformPages } from './portal/platform-routes.ts';
import { registerSearchPages } from './portal/search-routes.ts';
import { publicPagesVersion } from './portal/version.ts';

export interface PublicationsOptions {
  db: Database;
  /** Six digits of the division whose portal this is. */
  division: string;
  /** For tests. */
  clock?: () => Date;
  /** What examines a text before it is released; see commands/release-gate.ts. */
  releaseGate?: ReleaseGate | undefined;
}

/**
 * Public pages of 主动公开 (the portal shell is registered before), and the office's API where identity guards routes:
 * without it a write would be open to everyone.
 */
export function registerPublications(
  app: FastifyInstance,
  { db, division, clock, releaseGate }: PublicationsOptions,
): void {
  const context: PublicPagesContext = { app, db, division, now: clock ?? (() => new Date()) };
  if (app.hasDecorator('pageCache')) {
    app.pageCache.addSource(async () => Object.values(await publicPagesVersion(context)).join(' '));
    const forget = onPublicChange((changed) => {
      if (changed === division) app.pageCache.expectChange();
    });
    app.addHook('onClose', async () => void forget());
  }
  registerPlatformPages(context);
  registerItemPages(context);
  registerSearchPages(context);
  registerCollectionPages(context);
  registerGazetteFile(app, db, division);
  if (app.hasRequestDecorator('actor'))
    registerPublicationApi(app, { db, division, ...(clock ? { clock } : {}), releaseGate });
}
