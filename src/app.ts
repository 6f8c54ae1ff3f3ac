import type { FastifyInstance } from 'fastify';
import { auditCodes } from './audit-codes.ts';
import { redateOpenCases } from './calendar-redating.ts';
import { registerFigureRoutes } from './capabilities/administrative-acts/index.ts';
import {
  registerAnnualReport,
  registerCollectionRoutes,
  registerOwnReportRoutes,
  registerReportCheckRoutes,
  registerReportOfficeApi,
  registerTaskRoutes,
  reportHomeSection,
} from './capabilities/annual-report/index.ts';
import { registerDocumentApi } from './capabilities/documents/index.ts';
import { followDocuments, newestHomeSection, registerPublications } from './capabilities/publications/index.ts';
import { registerRemedyRoutes } from './capabilities/remedies/index.ts';
import { registerProactiveSuggestions, registerRequestPages, registerRequests } from './capabilities/requests/index.ts';
import { registerScreening } from './capabilities/screening/index.ts';
import { draftFromApplication } from './draft-from-application.ts';
import { registerAudit } from './platform/audit/index.ts';
import { registerCalendarImport } from './platform/calendars/import-routes.ts';
import { registerCalendarRoutes } from './platform/calendars/routes.ts';
import type { Database } from './platform/database/index.ts';
import { FileStore } from './platform/files/index.ts';
import { buildHttp, type HttpOptions, type LogOptions, registerPageCache } from './platform/http/index.ts';
import { type IdentitySettings, registerIdentity } from './platform/identity/index.ts';
import { registerNotifications } from './platform/notifications/index.ts';
import { registerOffice } from './platform/office/index.ts';
import type { Protection } from './platform/protection/index.ts';
import {
  displayLook,
  type HostSkin,
  registerHome,
  registerPortalShell,
  type SiteProfile,
  sendErrorPage,
} from './portal/index.ts';
import { plainText, readDocuments, screeningGate, stockSources } from './screening-stock.ts';

export interface AppOptions {
  db: Database;
  /** Keys of personal data. */
  protection: Protection;
  /** Folder of the files people hand in; made when the first one comes. */
  filesDirectory: string;
  version: string;
  /** Six digits of the division whose portal this is. */
  division: string;
  site: SiteProfile;
  /** Path of an existing site under which visitors find the portal, when a proxy in front cuts it off: `/zwgk`. */
  basePath?: string;
  /** Header and footer of that site. */
  skin?: HostSkin;
  /** What keeps the platform from serving (database, migrations); an empty list when nothing does. */
  readiness: () => Promise<readonly string[]>;
  log?: LogOptions;
  /** How the server is reached: address, proxy in front, token of /metrics. */
  http?: Pick<HttpOptions, 'publicUrl' | 'trustedProxy' | 'metricsToken'>;
  /** Sign-in to the office: limits, password policy, address. */
  identity?: Omit<IdentitySettings, 'division'>;
}

/** The application without listening: the only list of capabilities. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, protection, division, version, readiness, log } = options;
  const app = await buildHttp({ version, readiness, sendErrorPage, ...options.http, ...(log ? { log } : {}) });
  // Before sessions are looked at; whoever brings one is never answered from memory.
  registerPageCache(app, {
    lookOf: (request) =>
      request.headers.authorization !== undefined || request.headers.cookie?.includes('gongkai-session=')
        ? undefined
        : displayLook(request),
  });
  // First, so that every route behind it is guarded.
  await registerIdentity(app, { db, protection, settings: { ...options.identity, division } });
  registerPortalShell(app, {
    site: options.site,
    ...(options.basePath === undefined ? {} : { basePath: options.basePath }),
    ...(options.skin === undefined ? {} : { skin: options.skin }),
    handleErrors: false,
    searchPath: '/search',
    navigation: [
      { href: '/', label: { 'zh-CN': '首页', en: 'Home' } },
      { href: '/disclosure', label: { 'zh-CN': '政府信息公开', en: 'Disclosure' } },
      { href: '/documents', label: { 'zh-CN': '政策文件', en: 'Policy documents' } },
      { href: '/interpretations', label: { 'zh-CN': '政策解读', en: 'Interpretations' } },
      { href: '/gazettes', label: { 'zh-CN': '政府公报', en: 'Gazette' } },
      { href: '/topics', label: { 'zh-CN': '专题专栏', en: 'Topics' } },
      { href: '/reports', label: { 'zh-CN': '政府信息公开年报', en: 'Annual reports' } },
      { href: '/requests', label: { 'zh-CN': '依申请公开', en: 'Requests' } },
    ],
  });
  registerHome(app, [newestHomeSection(db, division), reportHomeSection(db, division)]);
  registerAnnualReport(app, { db, division });
  const clock = options.identity?.clock;
  const releaseGate = screeningGate(division, clock ?? (() => new Date()));
  registerPublications(app, { db, division, releaseGate, ...(clock ? { clock } : {}) });
  const office = { db, protection, division, ...(clock ? { clock } : {}) };
  const files = new FileStore(options.filesDirectory);
  registerDocumentApi(app, {
    ...office,
    onValidityChange: (transaction, documents) => followDocuments(transaction, division, documents),
  });
  await registerRequests(app, { ...office, files });
  registerProactiveSuggestions(app, { ...office, files, draftPublication: draftFromApplication });
  registerRemedyRoutes(app, { db, division, ...(clock ? { clock } : {}) });
  const publicUrl = options.identity?.publicUrl;
  await registerRequestPages(app, {
    ...office,
    files,
    ...(publicUrl ? { publicUrl } : {}),
    ...(options.identity?.passwords ? { passwords: options.identity.passwords } : {}),
  });
  registerReportOfficeApi(app, db, division, clock);
  await registerReportCheckRoutes(app, db, division);
  registerCollectionRoutes(app, db, division, clock);
  registerTaskRoutes(app, db, division, clock);
  await registerOwnReportRoutes(app, db, division, clock);
  registerFigureRoutes(app, office);
  registerScreening(app, {
    db,
    division,
    sources: stockSources,
    readDocuments,
    plainText,
    ...(clock ? { clock } : {}),
  });
  registerCalendarRoutes(app, { db });
  registerCalendarImport(app, { db, division, redate: redateOpenCases, ...(clock ? { clock } : {}) });
  registerAudit(app, { codes: auditCodes });
  registerNotifications(app, office);
  await registerOffice(app);
  return app;
}
