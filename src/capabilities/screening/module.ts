import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import type { ScreeningApi } from './api/context.ts';
import { registerFindingRoutes } from './api/finding-routes.ts';
import { registerLexiconRoutes } from './api/lexicon-routes.ts';
import { registerReportRoutes } from './api/report-routes.ts';
import { registerRunRoutes } from './api/run-routes.ts';
import { registerTextRoutes } from './api/text-routes.ts';
import { newMediaStock } from './channels/stock.ts';
import { type ReadDocuments, Screener } from './screener/screener.ts';
import type { StockSource } from './stock.ts';

export interface ScreeningOptions {
  readonly db: Database;
  readonly division: string;
  /** Texts that are public, besides the posts of the new media, which screening keeps itself. */
  readonly sources: readonly StockSource[];
  readonly readDocuments?: ReadDocuments;
  /** The plain text of HTML as the stock keeps it. */
  readonly plainText: (html: string) => string;
  readonly clock?: () => Date;
  readonly allowPrivateFeeds?: boolean;
}

/** The office's API of screening. Needs identity; every write is an audited act. */
export function registerScreening(app: FastifyInstance, options: ScreeningOptions): void {
  const { db, division, readDocuments } = options;
  const screener = new Screener({ db, divisionCode: division, ...(readDocuments ? { readDocuments } : {}) });
  app.addHook('onClose', () => screener.close());
  const api: ScreeningApi = {
    app,
    db,
    division,
    now: options.clock ?? (() => new Date()),
    sources: [...options.sources, newMediaStock],
    screener,
    readDocuments,
    plainText: options.plainText,
    allowPrivateFeeds: options.allowPrivateFeeds ?? false,
  };
  registerTextRoutes(api);
  registerFindingRoutes(api);
  registerLexiconRoutes(api);
  registerRunRoutes(api);
  registerReportRoutes(api);
}
