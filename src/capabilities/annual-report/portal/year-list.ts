import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans, listSubtree } from '../../../platform/identity/index.ts';
import { publisherOfOrgan } from '../commands/publish-report.ts';
import { deadlineFor } from '../rules/checks/duty.ts';
import type { ListedOrgan, ListedReport } from '../rules/collecting/year-list.ts';
import { inForce } from '../rules/composing/versions.ts';
import { listOrganReports } from '../store/organ-reports.ts';
import { listPublishedReports } from '../store/published-reports.ts';

/** Endings of files that are shown to the public, by their media type. */
export const PUBLIC_ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

export interface YearOfReports {
  year: number;
  organs: ListedOrgan[];
}

/** Every year in which anything was published, newest first, with all organs that were there in it. */
export async function readYears(db: Database, division: string): Promise<YearOfReports[]> {
  const entries = inForce(await listPublishedReports(db, division));
  // A report without a day was handed in, but not published.
  const theirs = (await listOrganReports(db, division)).filter(({ publishedOn }) => publishedOn !== null);
  const years = [...new Set([...entries, ...theirs].map(({ year }) => year))].sort((a, b) => b - a);
  const organs = await listOrgans(db, division);
  const government = organs.find(({ kind, parentCode }) => kind === 'government' && parentCode === null);
  if (!government) return [];
  const found: YearOfReports[] = [];
  for (const year of years) {
    const there = await listSubtree(db, government, year);
    const order = new Map(organs.map(({ code }, index) => [code, index]));
    found.push({
      year,
      organs: there
        .sort((a, b) => order.get(a.code)! - order.get(b.code)!)
        .map(({ code, name, kind }) => ({
          code,
          name,
          dueOn: deadlineFor(publisherOfOrgan(kind), year),
          reports: [
            ...entries
              .filter((entry) => entry.organCode === code && entry.year === year)
              .map(({ scope, publishedOn, version }): ListedReport => ({ kind: 'ours', scope, publishedOn, version })),
            ...theirs
              .filter((report) => report.organCode === code && report.year === year)
              .map(({ publishedOn, address, file }): ListedReport => {
                const ending = file && PUBLIC_ENDINGS[file.mediaType];
                return {
                  kind: 'theirs',
                  publishedOn: publishedOn as PlainDate,
                  address,
                  file: file && ending ? { name: file.name, ending } : null,
                };
              }),
          ],
        })),
    });
  }
  return found;
}
