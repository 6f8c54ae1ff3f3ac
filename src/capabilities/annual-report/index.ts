/** Public surface of 政府信息公开工作年度报告. */
export { registerCollectionRoutes } from './api/collection-routes.ts';
export { registerReportOfficeApi } from './api/office-routes.ts';
export { registerOwnReportRoutes } from './api/own-report-routes.ts';
export { registerReportCheckRoutes } from './api/report-check-routes.ts';
export { registerTaskRoutes } from './api/task-routes.ts';
export { collectionReminders } from './collecting/reminders.ts';
export {
  compileReport,
  findReportSubject,
  ReportNotFoundError,
  type ReportSubject,
} from './commands/compile-report.ts';
export { listRecords, type RecordPage } from './commands/list-records.ts';
export {
  checkCompiled,
  hashContent,
  publishReport,
  ReportFaultyError,
  ReportRefusedError,
} from './commands/publish-report.ts';
export { registerAnnualReport } from './module.ts';
export { organReportPath, yearPath } from './portal/addresses.ts';
export { reportHomeSection } from './portal/home-section.tsx';
export { readYears } from './portal/year-list.ts';
export { type ReportFormat, renderReport, reportFormats } from './render/index.ts';
export type { ReportContent, ReportScope } from './rules/composing/content.ts';
export { figuresOf } from './rules/composing/tables.ts';
export { findPublishedReport, listPublishedReports, type PublishedReport } from './store/published-reports.ts';
export { saveWrittenPart } from './store/report-texts.ts';
