export { type ExportResult, type ExportRun, exportChanged, exportSite, type StaticExport } from './export-site.ts';
export { ExportError } from './files.ts';
export { nginxLocations } from './nginx.ts';
