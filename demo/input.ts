import { z } from 'zod';
import { monthlyFigureKinds } from '../src/capabilities/administrative-acts/index.ts';
import {
  type ApplicantCategory,
  outcomeKinds,
  outcomeRule,
  type ReportRow,
} from '../src/capabilities/requests/index.ts';
import figures from './beilun-2022.json' with { type: 'json' };

const CATEGORIES = ['natural', 'business', 'research', 'welfare', 'legal', 'other'] as const;

const count = z.int().min(0);
const byCategory = z.array(count).length(CATEGORIES.length);
const validity = z.object({ issued: count, repealed: count, inForce: count });
const results = z.object({ upheld: count, corrected: count, other: count, pending: count });

const schema = z.object({
  division: z.string().regex(/^\d{6}$/),
  organ: z.string().regex(/^\d{6,}$/),
  year: z.int(),
  seed: z.int(),
  requests: z.object({
    columns: z.array(z.enum(CATEGORIES)).length(CATEGORIES.length),
    carried: byCategory,
    new: byCategory,
    results: z.record(z.string(), byCategory),
    forward: byCategory,
  }),
  documents: z.object({ rules: validity, normativeDocuments: validity }),
  acts: z.object({ licensing: count, penalties: count, compulsion: count, chargesWan: z.number().min(0) }),
  remedies: z.object({
    reconsideration: results,
    litigationDirect: results,
    litigationAfterReconsideration: results,
  }),
  work: z.record(z.string(), count),
});

/** What the year's report says: the figures that the demonstration district's records must give again. */
export type YearFigures = z.infer<typeof schema>;

export class YearFiguresError extends Error {
  override name = 'YearFiguresError';
}

/**
 * Checks the file that describes the year: no records can give figures that contradict each other.
 * @throws YearFiguresError naming the field
 */
export function readYearFigures(input: unknown): YearFigures {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new YearFiguresError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const year = parsed.data;
  const { requests, documents, work } = year;
  if (new Set(requests.columns).size !== CATEGORIES.length)
    throw new YearFiguresError('requests.columns: expected each kind of applicant once');
  const rows = new Set<string>(outcomeKinds.map((kind) => outcomeRule(kind).reportRow));
  for (const row of Object.keys(requests.results))
    if (!rows.has(row)) throw new YearFiguresError(`requests.results.${row}: not a row of the report`);
  for (const [i, column] of requests.columns.entries()) {
    const closed = Object.values(requests.results).reduce((sum, values) => sum + values[i]!, 0);
    const received = requests.new[i]! + requests.carried[i]!;
    if (received !== closed + requests.forward[i]!)
      throw new YearFiguresError(
        `requests: ${column}: new + carried is ${received}, results + forward is ${closed + requests.forward[i]!}`,
      );
    if (requests.carried[i]! > closed)
      throw new YearFiguresError(`requests.carried: ${column}: more carried over than closed`);
  }
  if (documents.rules.issued + documents.rules.repealed + documents.rules.inForce > 0)
    throw new YearFiguresError('documents.rules: a district has no power to make rules (规章), expected 0');
  if (documents.normativeDocuments.inForce < documents.normativeDocuments.issued)
    throw new YearFiguresError('documents.normativeDocuments: fewer in force than issued in the year');
  for (const kind of Object.keys(work))
    if (!Object.hasOwn(monthlyFigureKinds, kind)) throw new YearFiguresError(`work.${kind}: not a kind of figure`);
  return year;
}

/** 北仑区 2022. */
export function demonstrationYear(): YearFigures {
  return readYearFigures(figures);
}

/** Figures of a row by kind of applicant, those that are not zero. */
export function columnsOf(
  year: YearFigures,
  values: readonly number[],
): { category: ApplicantCategory; count: number }[] {
  return year.requests.columns.map((category, i) => ({ category, count: values[i]! })).filter((cell) => cell.count > 0);
}

export function resultRows(year: YearFigures): [ReportRow, readonly number[]][] {
  return Object.entries(year.requests.results) as [ReportRow, number[]][];
}
