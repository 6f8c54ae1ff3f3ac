import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { buildApp } from './app.ts';
import { collectionReminders } from './capabilities/annual-report/index.ts';
import { startFileReading, startScheduledWork } from './capabilities/publications/index.ts';
import { remedyReminders } from './capabilities/remedies/index.ts';
import { applicationReminders } from './capabilities/requests/index.ts';
import { newMediaStock, startScreening } from './capabilities/screening/index.ts';
import { migrationSources } from './migrations.ts';
import { startAuditSealing } from './platform/audit/index.ts';
import { calendarReader } from './platform/calendars/cache.ts';
import { type Database, type OpenDatabase, pendingMigrations } from './platform/database/index.ts';
import { closeGracefully, type LogOptions } from './platform/http/index.ts';
import { listOrgans } from './platform/identity/index.ts';
import { readNotificationSettings, startNotifications } from './platform/notifications/index.ts';
import type { Protection } from './platform/protection/index.ts';
import type { SiteProfile } from './portal/index.ts';
import { readDocuments, screeningGate, stockSources } from './screening-stock.ts';
import { readServerOptions } from './server-options.ts';
import { demonstrationSite, ownStatements, readSiteOptions } from './site-options.ts';
import { VERSION } from './version.ts';

export interface ServeOptions {
  /** Keys of personal data. */
  protection: Protection;
  /** Folder of the files people hand in. */
  filesDirectory: string;
  host: string;
  port: number;
  /** Marks every page as a demonstration. */
  demonstration?: boolean;
}

export class NothingToServeError extends Error {
  override name = 'NothingToServeError';
}

async function readiness(db: Database): Promise<string[]> {
  try {
    await sql`select 1`.execute(db);
  } catch {
    return ['database'];
  }
  return (await pendingMigrations(db, migrationSources)).length > 0 ? ['migrations'] : [];
}

/** The division served and what its site says of itself. @throws NothingToServeError for an empty database */
async function findSite(db: Database, demonstration: boolean): Promise<{ division: string; site: SiteProfile }> {
  const first = await db
    .selectFrom('organ')
    .select('division_code')
    .where('kind', '=', 'government')
    .orderBy('division_code')
    .executeTakeFirst();
  if (!first)
    throw new NothingToServeError(
      '数据库中还没有行政机关。运行 gongkai import organs 可载入本地区的行政机关，运行 gongkai demo 可建立演示数据',
    );
  const organs = await listOrgans(db, first.division_code);
  const government = organs.find((organ) => organ.kind === 'government')!;
  const office = organs.find((organ) => organ.kind === 'government-office');
  return {
    division: first.division_code,
    site: {
      name: {
        'zh-CN': `${government.shortName}政府信息公开`,
        en: `${government.shortName} Government Information Disclosure`,
      },
      sponsor: government.name,
      ...(office ? { operator: office.name } : {}),
      ...ownStatements,
      ...(demonstration ? { ...demonstrationSite, demonstration: true } : {}),
    },
  };
}

export interface RunningServer {
  address: string;
  close(): Promise<void>;
}

/** The application as it is served, without listening. @throws NothingToServeError, SiteOptionsError, ServerOptionsError */
export async function buildServed(
  { db }: OpenDatabase,
  options: Omit<ServeOptions, 'host' | 'port'> & { log?: LogOptions },
): Promise<{ app: FastifyInstance; division: string }> {
  const { division, site } = await findSite(db, options.demonstration ?? false);
  const own = readSiteOptions(process.env);
  const server = readServerOptions(process.env);
  const app = await buildApp({
    db,
    protection: options.protection,
    filesDirectory: options.filesDirectory,
    version: VERSION,
    division,
    site: { ...site, ...own.site },
    ...own.portal,
    identity: server.identity,
    http: server.http,
    readiness: () => readiness(db),
    ...(options.log ? { log: options.log } : {}),
  });
  return { app, division };
}

const WORK_BEGINS_AFTER_MILLISECONDS = 2000;

/** Starts what is done beside answering: sealing, timers, screening, reminders, reading of files. Returns what stops it. */
function startWork(
  { db }: OpenDatabase,
  app: FastifyInstance,
  division: string,
  options: ServeOptions,
  notifications: ReturnType<typeof readNotificationSettings>,
): () => Promise<void> {
  const stopSealing = startAuditSealing(db, division, {
    onSealed: ({ day, events, root }) => app.log.info({ day, events, root }, 'audit day sealed'),
    onError: (error) => app.log.error({ err: error }, 'audit day not sealed'),
  });
  const stopScheduled = startScheduledWork(db, division, {
    calendar: calendarReader(db),
    releaseGate: screeningGate(division, () => new Date()),
    onDone: (done) => app.log.info(done, 'scheduled publications and lapses done'),
    onError: (error) => app.log.error({ err: error }, 'scheduled publications and lapses not done'),
  });
  const stopScreening = startScreening({
    db,
    divisionCode: division,
    sources: [...stockSources, newMediaStock],
    readDocuments,
    clock: () => new Date(),
    onDone: (done) => app.log.info(done, 'screening done'),
    onError: (error) => app.log.error({ err: error }, 'screening not done'),
  });
  const stopNotifications = startNotifications(db, {
    division,
    protection: options.protection,
    sources: [applicationReminders, remedyReminders, collectionReminders],
    settings: notifications,
    onError: (error) => app.log.error({ err: error }, 'reminders not sent'),
  });
  const stopReading = startFileReading(db, division, {
    onRead: (files) => app.log.info({ files }, 'texts of files read for search'),
    onError: (error) => app.log.error({ err: error }, 'texts of files not read'),
  });
  return async () => {
    await stopNotifications();
    await stopScreening();
    await stopReading();
    await stopScheduled();
    await stopSealing();
  };
}

/** Starts the server on an opened database. @throws NothingToServeError, or a system error when the port is taken */
export async function startServer(opened: OpenDatabase, options: ServeOptions): Promise<RunningServer> {
  // Read first: a setting that cannot be used is told before anything listens.
  const notifications = readNotificationSettings();
  const { app, division } = await buildServed(opened, options);
  await app.listen({ host: options.host, port: options.port });
  // The first page comes before the work of the night.
  let work: (() => Promise<void>) | undefined;
  const begin = setTimeout(() => {
    work = startWork(opened, app, division, options, notifications);
  }, WORK_BEGINS_AFTER_MILLISECONDS);
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound ? bound.port : options.port;
  const host = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: async () => {
      clearTimeout(begin);
      await work?.();
      await closeGracefully(app);
    },
  };
}

/** Resolves when the process is asked to stop. A second signal stops it at once. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
  });
  await wait(0);
}
