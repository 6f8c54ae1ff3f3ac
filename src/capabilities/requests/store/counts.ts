import { sql } from 'kysely';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { ReportRow } from '../rules/outcomes.ts';
import type { ApplicantCategory } from './applications.ts';

export type CountByCategory = Partial<Record<ApplicantCategory, number>>;

/** The figures of table three, counted from the records of the organs for a calendar year (1 January to 31 December). */
export interface RequestCounts {
  new: CountByCategory;
  carried: CountByCategory;
  results: Partial<Record<ReportRow, CountByCategory>>;
  forward: CountByCategory;
}

interface CountRow {
  category: ApplicantCategory;
  row: ReportRow | null;
  received_before: boolean;
  count: number;
}

/**
 * Counts once over the year's applications: an application is *new* by its day of receipt, *carried* when received
 * before and still open at the end of the year before, a *result* by the day its reply was served, *forward* when open
 * at the end of the year. One pass over an index, so a million applications take a fraction of a second.
 */
export async function countRequests(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<RequestCounts> {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const organs = sql`${[...organCodes]}::text[]`;
  const { rows } = await sql<CountRow>`
    select applicant_category as category,
           case when closed_on <= ${last}::date then report_row end as row,
           received_on < ${first}::date as received_before,
           count(*)::int as count
    from application
    where division_code = ${divisionCode}
      and organ_code = any (${organs})
      and received_on <= ${last}::date
      and (closed_on is null or closed_on >= ${first}::date)
    group by 1, 2, 3`.execute(db);
  const counts: RequestCounts = { new: {}, carried: {}, results: {}, forward: {} };
  const add = (target: CountByCategory, category: ApplicantCategory, count: number): void => {
    target[category] = (target[category] ?? 0) + count;
  };
  for (const { category, row, received_before, count } of rows) {
    add(received_before ? counts.carried : counts.new, category, count);
    if (row === null) add(counts.forward, category, count);
    else {
      counts.results[row] ??= {};
      add(counts.results[row], category, count);
    }
  }
  return counts;
}

export interface FeeCounts {
  /** Applications to which a fee notice was sent in the year. */
  notified: number;
  /** Yuan paid in the year. */
  paidYuan: number;
}

/** 信息处理费 of a year, for part six of the report (国办函〔2020〕109号). */
export async function countFees(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<FeeCounts> {
  const { rows } = await sql<{ notified: number; paid: number | null }>`
    select count(distinct e.application_id) filter (where e.kind = 'fee-notified')::int as notified,
           sum(case when e.kind = 'fee-paid' then (
             select (n.content ->> 'amountYuan')::numeric from application_event n
             where n.division_code = e.division_code and n.application_id = e.application_id
               and n.kind = 'fee-notified' and n.sequence < e.sequence
             order by n.sequence desc limit 1) end) as paid
    from application_event e
    join application a on a.division_code = e.division_code and a.id = e.application_id
    where e.division_code = ${divisionCode} and e.kind in ('fee-notified', 'fee-paid')
      and e.occurred_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and a.organ_code = any (${sql`${[...organCodes]}::text[]`})`.execute(db);
  return { notified: rows[0]?.notified ?? 0, paidYuan: rows[0]?.paid ?? 0 };
}

/** Which applications stand behind a figure. */
export interface FigureQuery {
  divisionCode: string;
  organCodes: readonly string[];
  year: number;
  /** `rows`: the results closed in the year in one of these rows. */
  set: { kind: 'new' } | { kind: 'carried' } | { kind: 'forward' } | { kind: 'results'; rows: readonly ReportRow[] };
  categories: readonly ApplicantCategory[];
}

/** What may be shown of an application to anyone: no name, no content. */
export interface ApplicationListing {
  id: string;
  organCode: string;
  number: string;
  applicantCategory: ApplicantCategory;
  receivedOn: PlainDate;
  dueOn: PlainDate | null;
  closedOn: PlainDate | null;
  outcome: string | null;
  reportRow: ReportRow | null;
}

interface ListingRow {
  organ_code: string;
  id: string;
  number: string;
  applicant_category: ApplicantCategory;
  received_on: PlainDate;
  due_on: PlainDate | null;
  closed_on: PlainDate | null;
  outcome: string | null;
  report_row: ReportRow | null;
}

function listingOf(row: ListingRow): ApplicationListing {
  return {
    id: row.id,
    organCode: row.organ_code,
    number: row.number,
    applicantCategory: row.applicant_category,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    closedOn: row.closed_on,
    outcome: row.outcome,
    reportRow: row.report_row,
  };
}

export interface Page<T> {
  items: T[];
  /** Pass it back to go on; null on the last page. */
  next: string | null;
}

const PAGE_LIMIT = 200;

interface Cursor {
  organ: string;
  day: string;
  id: string;
}

export class CursorError extends Error {
  override name = 'CursorError';
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function readCursor(text: string): Cursor {
  const [organ, day, id] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  if (!organ || !isPlainDate(day) || !UUID.test(id ?? '')) throw new CursorError('分页参数无效，请从第一页重新打开');
  return { organ, day: day!, id: id! };
}

function writeCursor({ organ, day, id }: Cursor): string {
  return Buffer.from(`${organ}|${day}|${id}`, 'utf8').toString('base64url');
}

/** How many times as many organs are asked in the next query of a page. */
const ORGANS_MORE = 4;

/**
 * One page of the applications behind a figure, organ by organ, in the order of the day that makes them count. Every
 * organ is asked through an index and no more than a page is read of each, so the first page never sorts a whole set.
 * @throws CursorError
 */
export async function listFigureApplications(
  db: Database,
  query: FigureQuery,
  limit: number,
  after?: string,
): Promise<Page<ApplicationListing>> {
  const size = Math.max(1, Math.min(limit, PAGE_LIMIT));
  const cursor = after === undefined ? null : readCursor(after);
  const first = `${query.year}-01-01`;
  const last = `${query.year}-12-31`;
  const organs = [...query.organCodes].sort();
  const items: ApplicationListing[] = [];
  const allCategories = query.categories.length === 6;
  const ahead = organs.filter((organ) => !cursor || organ >= cursor.organ);
  const byResult = query.set.kind === 'results';
  const dayColumn = byResult ? sql.ref('closed_on') : sql.ref('received_on');
  let conditions = sql`division_code = ${query.divisionCode} and organ_code = organ.code`;
  if (query.set.kind === 'results')
    conditions = sql`${conditions} and report_row = any (${sql`${[...query.set.rows]}::text[]`}) and closed_on between ${first}::date and ${last}::date`;
  else if (query.set.kind === 'new')
    conditions = sql`${conditions} and received_on between ${first}::date and ${last}::date`;
  else if (query.set.kind === 'carried')
    conditions = sql`${conditions} and received_on < ${first}::date and (closed_on is null or closed_on >= ${first}::date)`;
  else
    conditions = sql`${conditions} and received_on <= ${last}::date and (closed_on is null or closed_on > ${last}::date)`;
  if (!allCategories)
    conditions = sql`${conditions} and applicant_category = any (${sql`${[...query.categories]}::text[]`})`;
  // One organ mostly fills the page. Where it does not, the next are asked together, more each time: an area has hundreds.
  for (let taken = 0, together = 1; taken < ahead.length && items.length <= size; together *= ORGANS_MORE) {
    const codes = ahead.slice(taken, taken + together);
    taken += codes.length;
    const wanted = size + 1 - items.length;
    const isBehindCursor = cursor !== null && codes[0] === cursor.organ;
    const behind = isBehindCursor ? sql`and (${dayColumn}, id) > (${cursor.day}::date, ${cursor.id}::uuid)` : sql``;
    const { rows } = await sql<ListingRow>`
      select found.* from unnest(${sql`${codes}::text[]`}) with ordinality as organ (code, place)
      cross join lateral (
        select organ_code, id, number, applicant_category, received_on, due_on, closed_on, outcome, report_row
        from application where ${conditions} ${behind} order by ${dayColumn}, id limit ${wanted}) found
      order by organ.place, ${dayColumn}, id limit ${wanted}`.execute(db);
    items.push(...rows.map(listingOf));
  }
  const more = items.length > size;
  if (more) items.length = size;
  const end = items.at(-1);
  const day = end && (query.set.kind === 'results' ? end.closedOn! : end.receivedOn);
  return { items, next: more && end ? writeCursor({ organ: end.organCode, day: day!, id: end.id }) : null };
}

/** The applications with a fee notice or a payment in the year. */
export async function listFeeApplications(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
  limit: number,
): Promise<ApplicationListing[]> {
  const { rows } = await sql<ListingRow>`
    select a.organ_code, a.id, a.number, a.applicant_category, a.received_on, a.due_on, a.closed_on, a.outcome, a.report_row
    from application a
    where a.division_code = ${divisionCode} and a.organ_code = any (${sql`${[...organCodes]}::text[]`})
      and a.id in (select e.application_id from application_event e
                   where e.division_code = ${divisionCode} and e.kind in ('fee-notified', 'fee-paid')
                     and e.occurred_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date)
    order by a.received_on, a.id limit ${limit}`.execute(db);
  return rows.map(listingOf);
}
