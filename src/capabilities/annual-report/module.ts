import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import { registerReportApi } from './api/routes.ts';
import { registerReportSchema } from './api/schema-route.ts';
import { registerNumbersPage } from './comparing/routes.ts';
import { registerReportPages } from './portal/routes.ts';

/** Routes of 政府信息公开工作年度报告. `division` is the six-digit code the portal stands for. */
export function registerAnnualReport(app: FastifyInstance, options: { db: Database; division: string }): void {
  registerReportApi(app, options.db, options.division);
  registerReportSchema(app);
  registerNumbersPage(app, options.db, options.division);
  registerReportPages(app, options.db, options.division);
}
