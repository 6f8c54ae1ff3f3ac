import {
  listPublishedReports,
  organReportPath,
  readYears,
  reportFormats,
  yearPath,
} from './capabilities/annual-report/index.ts';
import type { Database } from './platform/database/index.ts';
import { listOrgans } from './platform/identity/index.ts';

/** Pages of the static export that are not of proactive disclosure: home, reports with their files, how to apply to whom. */
export async function exportedPages(db: Database, division: string): Promise<string[]> {
  const reports = await listPublishedReports(db, division);
  const addresses = new Set(reports.map(({ organCode, year }) => `/reports/${organCode}/${year}`));
  const years = await readYears(db, division);
  const ofOrgans = years.flatMap(({ year, organs }) =>
    organs.flatMap(({ code, reports }) =>
      reports.flatMap((report) =>
        report.kind === 'theirs' && report.file ? [organReportPath(code, year, report.file.ending)] : [],
      ),
    ),
  );
  const organs = await listOrgans(db, division);
  return [
    ...[...addresses].flatMap((address) => [address, ...reportFormats.map((format) => `${address}/report.${format}`)]),
    '/reports',
    ...years.map(({ year }) => yearPath(year)),
    ...ofOrgans,
    '/reports/numbers',
    '/reports/numbers.csv',
    '/requests',
    ...organs.map(({ code }) => `/requests/organs/${code}`),
    '/',
  ];
}
