import type { Database } from '../../../platform/database/index.ts';
import type { HomeSection } from '../../../portal/index.ts';
import { findPublishedReport, listPublishedReports } from '../store/published-reports.ts';
import { ReportNumbers } from './pages.tsx';

/** The newest report of the government, else of any organ, on the first page. */
export function reportHomeSection(db: Database, division: string): HomeSection {
  return {
    key: 'annual-report',
    render: async () => {
      const entries = await listPublishedReports(db, division);
      const newest = entries.find((entry) => entry.organCode === division) ?? entries[0];
      const report = newest && (await findPublishedReport(db, division, newest.organCode, newest.year, newest.scope));
      return report ? <ReportNumbers report={report} /> : null;
    },
  };
}
