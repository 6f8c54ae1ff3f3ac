/** Which organs of an area published their report of a year, and which have not. */
import type { PlainDate } from '../../../../kernel/calendar/plain-date.ts';

/** Where a report is to be found. */
export type ListedReport =
  | { kind: 'ours'; scope: 'own' | 'aggregated'; publishedOn: PlainDate; version: number }
  | { kind: 'theirs'; publishedOn: PlainDate; address: string | null; file: { name: string; ending: string } | null };

export interface ListedOrgan {
  code: string;
  name: string;
  /** The last day the law leaves (条例 Art. 49); null for those it sets none. */
  dueOn: PlainDate | null;
  reports: ListedReport[];
}

export type Standing = 'published' | 'late' | 'missing' | 'not-due';

/** Missing: published nowhere, and no day is set or it has passed; not due: there is still time. */
export function standingOf({ dueOn, reports }: ListedOrgan, today: PlainDate): Standing {
  const first = reports.map(({ publishedOn }) => publishedOn).sort()[0];
  if (first === undefined) return dueOn !== null && today <= dueOn ? 'not-due' : 'missing';
  return dueOn !== null && first > dueOn && reports.every((report) => report.kind === 'theirs' || report.version === 1)
    ? 'late'
    : 'published';
}
