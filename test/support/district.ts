import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildDemonstrationDistrict } from '../../demo/index.ts';
import { publishDemonstrationInformation } from '../../demo/publications.ts';
import { publishDemonstrationReports } from '../../demo/reports.ts';
import { type AppOptions, buildApp } from '../../src/app.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';

/** The day on which tests look at the demonstration district. */
export const districtToday = plainDate('2026-06-15');

/** The application over a freshly built demonstration district, not listening. Files handed in end with it. */
export async function buildDistrictApp(db: Database, identity?: AppOptions['identity']): Promise<FastifyInstance> {
  const protection = await openTestProtection(db);
  const { division } = await buildDemonstrationDistrict(db, nationalCalendar(), { today: districtToday, protection });
  await publishDemonstrationReports(db);
  await publishDemonstrationInformation(db, districtToday);
  const filesDirectory = await mkdtemp(join(tmpdir(), 'gongkai-files-'));
  const app = await buildApp({
    db,
    protection,
    filesDirectory,
    version: 'test',
    division,
    site: { name: '北仑区政府信息公开', demonstration: true },
    readiness: async () => [],
    log: { level: 'silent' },
    ...(identity ? { identity } : {}),
  });
  app.addHook('onClose', () => rm(filesDirectory, { recursive: true, force: true }));
  return app;
}
