import type { FastifyInstance } from 'fastify';
import { registerAnnualReport } from './capabilities/annual-report/index.ts';
import type { Database } from './platform/database/index.ts';
import { buildHttp, type LogOptions } from './platform/http/index.ts';
import { registerPortalShell, type SiteProfile, sendErrorPage } from './portal/index.ts';

export interface AppOptions {
  db: Database;
  version: string;
  /** Six digits of the division whose portal this is. */
  division: string;
  site: SiteProfile;
  /** What keeps the platform from serving (database, migrations); an empty list when nothing does. */
  readiness: () => Promise<readonly string[]>;
  log?: LogOptions;
}

/** The application without listening: the only list of capabilities. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, division, version, readiness, log } = options;
  const app = await buildHttp({ version, readiness, sendErrorPage, ...(log ? { log } : {}) });
  registerPortalShell(app, {
    site: options.site,
    handleErrors: false,
    navigation: [
      { href: '/', label: { 'zh-CN': '首页', en: 'Home' } },
      { href: '/reports', label: { 'zh-CN': '政府信息公开年报', en: 'Annual reports' } },
    ],
  });
  registerAnnualReport(app, { db, division });
  return app;
}
