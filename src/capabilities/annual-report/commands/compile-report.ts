import type { Database } from '../../../platform/database/index.ts';
import { findOrgan, listSubtree, type Organ } from '../../../platform/identity/index.ts';
import { sumMonthlyFigures } from '../../administrative-acts/index.ts';
import { countDocuments } from '../../documents/index.ts';
import { countRemedies } from '../../remedies/index.ts';
import { countFees, countRequests } from '../../requests/index.ts';
import { composeContent, type ReportContent, type ReportScope } from '../rules/composing/content.ts';
import { type WorkFigures, type WorkKind, workKinds } from '../rules/composing/sentences.ts';
import { composeTables } from '../rules/composing/tables.ts';
import { readWrittenParts } from '../store/report-texts.ts';

export class ReportNotFoundError extends Error {
  override name = 'ReportNotFoundError';
}

/** Whose records a report counts. */
export interface ReportSubject {
  organ: Organ;
  /** The organ and, for an aggregated report, everything below it. */
  organs: Organ[];
  scope: ReportScope;
  year: number;
}

/**
 * Finds the organ and those it rolls up. Without `scope`, an organ with subordinate organs reports for all of them, as
 * governments do, and another one for itself. @throws ReportNotFoundError
 */
export async function findReportSubject(
  db: Database,
  organCode: string,
  year: number,
  scope?: ReportScope,
): Promise<ReportSubject> {
  const organ = await findOrgan(db, organCode);
  if (!organ) throw new ReportNotFoundError(`没有代码为“${organCode}”的行政机关`);
  const subtree = await listSubtree(db, organ, year);
  const effective = scope ?? (subtree.length > 1 ? 'aggregated' : 'own');
  return { organ, organs: effective === 'aggregated' ? subtree : [organ], scope: effective, year };
}

function workOf(sums: Awaited<ReturnType<typeof sumMonthlyFigures>>): WorkFigures {
  const work: WorkFigures = {};
  for (const kind of Object.keys(workKinds) as WorkKind[]) {
    const sum = sums[kind];
    if (sum !== undefined) work[kind] = sum;
  }
  return work;
}

/**
 * Compiles the report of an organ and year from the records as they stand: every figure is counted, none is typed.
 * Counts one thing after the other, since the embedded database has one connection.
 */
export async function compileReport(db: Database, subject: ReportSubject): Promise<ReportContent> {
  const { organ, organs, year, scope } = subject;
  const { divisionCode } = organ;
  const codes = organs.map((one) => one.code);
  const requests = await countRequests(db, divisionCode, codes, year);
  const remedies = await countRemedies(db, divisionCode, codes, year);
  const documents = await countDocuments(db, divisionCode, codes, year);
  const sums = await sumMonthlyFigures(db, divisionCode, codes, year);
  const fees = await countFees(db, divisionCode, codes, year);
  const written = await readWrittenParts(db, divisionCode, organ.code, year);
  const tables = composeTables({
    requests,
    remedies: {
      reconsideration: remedies.reconsideration,
      litigationDirect: remedies['litigation-direct'],
      litigationAfterReconsideration: remedies['litigation-after-reconsideration'],
    },
    documents: { rules: documents.rule, normativeDocuments: documents['normative-document'] },
    acts: {
      licensing: sums.licensing ?? 0,
      penalties: sums.penalties ?? 0,
      compulsion: sums.compulsion ?? 0,
      chargesWan: sums.charges ?? 0,
    },
  });
  return composeContent({
    organ: { code: organ.code, name: organ.name, shortName: organ.shortName },
    organs: organs.map(({ code, name }) => ({ code, name })),
    year,
    scope,
    tables,
    work: workOf(sums),
    fees,
    written,
  });
}
