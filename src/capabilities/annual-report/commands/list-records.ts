import type { Database } from '../../../platform/database/index.ts';
import {
  listMonthlyFigures,
  type MonthlyFigureKind,
  type MonthlyFigureListing,
} from '../../administrative-acts/index.ts';
import { type DocumentListing, listDocuments } from '../../documents/index.ts';
import { listRemedies, type RemedyKind, type RemedyListing } from '../../remedies/index.ts';
import {
  type ApplicantCategory,
  type ApplicationListing,
  CursorError,
  listFeeApplications,
  listFigureApplications,
  type ReportRow,
} from '../../requests/index.ts';
import { type Figure, figureTitle, readFigure } from '../rules/composing/figure.ts';
import type { RemedyKey } from '../rules/form.ts';
import { ReportNotFoundError, type ReportSubject } from './compile-report.ts';

/** The records behind a figure, of whichever kind they are. `next` opens the following page. */
export type RecordPage = { title: string; next: string | null } & (
  | { kind: 'applications'; items: ApplicationListing[] }
  | { kind: 'remedies'; items: RemedyListing[] }
  | { kind: 'documents'; items: DocumentListing[] }
  | { kind: 'monthly-figures'; items: MonthlyFigureListing[] }
);

const remedyKinds: Readonly<Record<RemedyKey, RemedyKind>> = {
  reconsideration: 'reconsideration',
  litigationDirect: 'litigation-direct',
  litigationAfterReconsideration: 'litigation-after-reconsideration',
};

function offsetOf(after: string | undefined): number {
  if (after === undefined) return 0;
  if (!/^[1-9]\d{0,8}$/.test(after)) throw new CursorError('分页参数无效，请从第一页重新打开');
  return Number(after);
}

/**
 * One page of the records that a figure counts. What is listed is what was counted: the same conditions, the same
 * organs, the same year.
 * @throws ReportNotFoundError for an address that is no figure, CursorError for an `after` that no page gave
 */
export async function listRecords(
  db: Database,
  subject: ReportSubject,
  address: string,
  limit: number,
  after?: string,
): Promise<RecordPage> {
  const figure: Figure | null = readFigure(address);
  if (!figure) throw new ReportNotFoundError(`年度报告中没有“${address}”这项数字`);
  const title = figureTitle(address);
  const { divisionCode } = subject.organ;
  const organCodes = subject.organs.map((organ) => organ.code);
  const { year } = subject;
  switch (figure.table) {
    case 'requests': {
      const set =
        figure.set === 'results'
          ? { kind: 'results' as const, rows: figure.rows as readonly ReportRow[] }
          : { kind: figure.set };
      const categories = figure.columns as readonly ApplicantCategory[];
      const page = await listFigureApplications(db, { divisionCode, organCodes, year, set, categories }, limit, after);
      return { title, kind: 'applications', items: page.items, next: page.next };
    }
    case 'fees':
      return {
        title,
        kind: 'applications',
        items: await listFeeApplications(db, divisionCode, organCodes, year, limit),
        next: null,
      };
    case 'remedies':
      return {
        title,
        kind: 'remedies',
        items: await listRemedies(db, divisionCode, organCodes, year, remedyKinds[figure.kind], figure.columns),
        next: null,
      };
    case 'documents': {
      const offset = offsetOf(after);
      const kind = figure.kind === 'rules' ? 'rule' : 'normative-document';
      const items = await listDocuments(db, divisionCode, organCodes, year, kind, figure.column, limit + 1, offset);
      return { title, kind: 'documents', ...paged(items, limit, offset) };
    }
    case 'acts':
    case 'work': {
      const offset = offsetOf(after);
      const kind: MonthlyFigureKind = figure.kind === 'chargesWan' ? 'charges' : figure.kind;
      const items = await listMonthlyFigures(db, divisionCode, organCodes, year, kind, limit + 1, offset);
      return { title, kind: 'monthly-figures', ...paged(items, limit, offset) };
    }
  }
}

function paged<T>(items: T[], limit: number, offset: number): { items: T[]; next: string | null } {
  return items.length > limit ? { items: items.slice(0, limit), next: String(offset + limit) } : { items, next: null };
}
