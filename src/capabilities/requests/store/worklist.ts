import { type RawBuilder, sql } from 'kysely';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import { parseEvent } from '../rules/event-schema.ts';
import type { ApplicationEvent, ApplicationState, Channel } from '../rules/events.ts';
import type { Outcome } from '../rules/outcomes.ts';
import { type Applicant, findByApplicantName, openApplicants } from './applicants.ts';
import type { ApplicantCategory } from './applications.ts';
import { CursorError, type Page } from './counts.ts';
import { textSearch } from './text-search.ts';

export const worklistSorts = ['due', 'received', 'number', 'closed'] as const;
export type WorklistSort = (typeof worklistSorts)[number];

/** Which applications a clerk looks at. Everything but the organs narrows the list. */
export interface WorklistQuery {
  divisionCode: string;
  organCodes: readonly string[];
  /** `open` leaves out what is closed, `closed` the rest. */
  view: 'open' | 'closed' | 'all';
  states?: readonly ApplicationState[];
  categories?: readonly ApplicantCategory[];
  channels?: readonly Channel[];
  outcomes?: readonly Outcome[];
  /** Due on this day or before; what has no due day is left out. */
  dueBy?: PlainDate;
  /** Due on this day or later. */
  dueFrom?: PlainDate;
  receivedFrom?: PlainDate;
  receivedTo?: PlainDate;
  ids?: readonly string[];
  /** Part of the number or of what is asked for, or an applicant's whole name. */
  text?: string;
  /** Organs in which names may be searched: those where the reader may open them. */
  nameOrgans?: readonly string[];
  /** Whose: nobody's, or a person's, what they are asked to help with among it. */
  assignee?: 'none' | { personId: string; alsoIds: readonly string[] };
  sort: WorklistSort;
  descending: boolean;
}

export interface WorklistRow {
  id: string;
  organCode: string;
  number: string;
  channel: Channel;
  applicantCategory: ApplicantCategory;
  applicantName: string;
  subject: string;
  submittedOn: PlainDate;
  receivedOn: PlainDate | null;
  dueOn: PlainDate | null;
  closedOn: PlainDate | null;
  repliedOn: PlainDate | null;
  outcome: Outcome | null;
  calendarMissing: number | null;
  eventCount: number;
  assigneeId: string | null;
  /** As stored right after the last event; what follows from the day alone is folded by the reader. */
  state: ApplicationState;
  events: ApplicationEvent[];
}

interface Row {
  id: string;
  organ_code: string;
  number: string;
  channel: Channel;
  applicant_category: ApplicantCategory;
  applicant_name_sealed: Uint8Array;
  subject_sealed: Uint8Array;
  submitted_on: PlainDate;
  received_on: PlainDate | null;
  due_on: PlainDate | null;
  closed_on: PlainDate | null;
  replied_on: PlainDate | null;
  outcome: Outcome | null;
  calendar_missing: number | null;
  event_count: number;
  assignee_id: string | null;
  state: ApplicationState;
  sort_key: string;
  events: unknown[] | null;
}

/** Later than any day, so that what has no due day stands behind what has one. */
const NO_DAY = '9999-12-31';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As the indexes have them, or every open case would be sorted for each page. */
const sortKeys: Readonly<Record<WorklistSort, RawBuilder<string>>> = {
  due: sql<string>`coalesce(a.due_on, ${sql.lit(NO_DAY)}::date)`,
  received: sql<string>`coalesce(a.received_on, a.submitted_on)`,
  number: sql<string>`a.number`,
  closed: sql<string>`coalesce(a.closed_on, ${sql.lit(NO_DAY)}::date)`,
};

const texts = (values: readonly string[]): RawBuilder<string[]> => sql`${[...values]}::text[]`;

/** Conditions on `application a`; for other questions about the cases of a worklist as well. */
export function conditionsOf(query: WorklistQuery): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [
    sql`a.division_code = ${query.divisionCode}`,
    sql`a.organ_code = any (${texts(query.organCodes)})`,
  ];
  if (query.view === 'open') parts.push(sql`a.closed_on is null`);
  if (query.view === 'closed') parts.push(sql`a.closed_on is not null`);
  if (query.states) parts.push(sql`a.state = any (${texts(query.states)})`);
  if (query.categories) parts.push(sql`a.applicant_category = any (${texts(query.categories)})`);
  if (query.channels) parts.push(sql`a.channel = any (${texts(query.channels)})`);
  if (query.outcomes) parts.push(sql`a.outcome = any (${texts(query.outcomes)})`);
  // Said of the column and of what the index is ordered by, so that only these days are read.
  const range = (column: RawBuilder<unknown>, key: RawBuilder<unknown>, than: RawBuilder<unknown>, day: PlainDate) =>
    parts.push(sql`${column} ${than} ${day}::date`, sql`${key} ${than} ${day}::date`);
  const due = sql`a.due_on`;
  const received = sql`a.received_on`;
  if (query.dueBy) range(due, sortKeys.due, sql`<=`, query.dueBy);
  if (query.dueFrom) range(due, sortKeys.due, sql`>=`, query.dueFrom);
  if (query.receivedFrom) range(received, sortKeys.received, sql`>=`, query.receivedFrom);
  if (query.receivedTo) range(received, sortKeys.received, sql`<=`, query.receivedTo);
  if (query.assignee === 'none') parts.push(sql`a.assignee_id is null`);
  else if (query.assignee) {
    const { personId, alsoIds } = query.assignee;
    parts.push(
      alsoIds.length === 0
        ? sql`a.assignee_id = ${personId}::uuid`
        : sql`(a.assignee_id = ${personId}::uuid or a.id = any (${sql`${[...alsoIds]}::uuid[]`}))`,
    );
  }
  if (query.ids) parts.push(sql`a.id = any (${`{${query.ids.join(',')}}`}::uuid[])`);
  return sql.join(parts, sql` and `);
}

function readCursor(text: string): { key: string; id: string } {
  const [key, id] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  if (!key || !UUID.test(id ?? '')) throw invalidCursor();
  return { key, id: id! };
}

const invalidCursor = (): CursorError => new CursorError('分页参数无效，请从第一页重新打开');

/** The latest submitted; more are no help to anybody, and the list says so. */
const FOUND_AT_MOST = 5000;
const NAMED_AT_MOST = 1000;

export interface SearchedQuery extends WorklistQuery {
  /** How many of the latest submitted were taken, where more were found. */
  cutAt?: number;
  /** How many of the applications were looked through, where it was not all of them. */
  searchedOnly?: number;
}

/** The query with its text turned into the ids it is found in, so that whoever lists and counts looks once. */
export async function searched(db: Database, protection: Protection, query: WorklistQuery): Promise<SearchedQuery> {
  if (!query.text) return query;
  const { text, ...rest } = query;
  const { divisionCode, organCodes, nameOrgans = [] } = rest;
  const hits = await textSearch(db, protection, divisionCode).find(text, new Set(organCodes), FOUND_AT_MOST);
  const reached = nameOrgans.filter((code) => organCodes.includes(code));
  const named = await findByApplicantName(db, protection, divisionCode, reached, text, NAMED_AT_MOST);
  const found = new Set([...hits.ids, ...named]);
  return {
    ...rest,
    ids: rest.ids ? rest.ids.filter((id) => found.has(id)) : [...found],
    ...(hits.isCut ? { cutAt: FOUND_AT_MOST } : {}),
    ...(hits.searchedOnly === null ? {} : { searchedOnly: hits.searchedOnly }),
  };
}

/**
 * One page of a worklist with each application's events, by keyset: a page deep in the list costs what the first does,
 * and nothing is shown twice when a case moves meanwhile. @throws CursorError
 */
export async function listWorklist(
  db: Database,
  protection: Protection,
  asked: WorklistQuery,
  limit: number,
  after?: string,
): Promise<Page<WorklistRow>> {
  const query = await searched(db, protection, asked);
  const key = sortKeys[query.sort];
  const order = query.descending ? sql`desc` : sql`asc`;
  let conditions = conditionsOf(query);
  if (after !== undefined) {
    const cursor = readCursor(after);
    const beyond = query.descending ? sql`<` : sql`>`;
    const type = query.sort === 'number' ? sql`text` : sql`date`;
    if (query.sort !== 'number' && !isPlainDate(cursor.key)) throw invalidCursor();
    conditions = sql`${conditions} and (${key}, a.id) ${beyond} (${cursor.key}::${type}, ${cursor.id}::uuid)`;
  }
  const { rows } = await sql<Row>`
    with page as materialized (
      select a.id, ${key} as sort_key from application a where ${conditions}
      order by ${key} ${order}, a.id ${order} limit ${limit + 1}
    )
    select a.id, a.organ_code, a.number, a.channel, a.applicant_category, a.applicant_name_sealed, a.subject_sealed, a.submitted_on,
           a.received_on, a.due_on, a.closed_on, a.replied_on, a.outcome, a.calendar_missing, a.event_count, a.assignee_id, a.state,
           page.sort_key,
           (select json_agg(e.content || jsonb_build_object('kind', e.kind, 'on', e.occurred_on) order by e.sequence)
            from application_event e where e.division_code = a.division_code and e.application_id = a.id) as events
    from page join application a on a.division_code = ${query.divisionCode} and a.id = page.id
    order by page.sort_key ${order}, a.id ${order}`.execute(db);
  const more = rows.length > limit;
  if (more) rows.length = limit;
  const last = rows.at(-1);
  const applicants = await openApplicants(db, protection, query.divisionCode, rows);
  return {
    items: rows.map((row) => rowOf(row, applicants.get(row.id)!)),
    next: more && last ? Buffer.from(`${last.sort_key}|${last.id}`, 'utf8').toString('base64url') : null,
  };
}

function rowOf(row: Row, applicant: Applicant): WorklistRow {
  return {
    id: row.id,
    organCode: row.organ_code,
    number: row.number,
    channel: row.channel,
    applicantCategory: row.applicant_category,
    applicantName: applicant.applicantName,
    subject: applicant.subject,
    submittedOn: row.submitted_on,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    closedOn: row.closed_on,
    repliedOn: row.replied_on,
    outcome: row.outcome,
    calendarMissing: row.calendar_missing,
    eventCount: row.event_count,
    assigneeId: row.assignee_id,
    state: row.state,
    events: (row.events ?? []).map(parseEvent),
  };
}

/** Counting further would take longer than reading the page, and nobody reads that far. */
const COUNTED_AT_MOST = 10_000;

/** How many the query finds; `isLeast` where it stopped counting. */
export async function countWorklist(
  db: Database,
  protection: Protection,
  asked: SearchedQuery,
): Promise<{ total: number; isLeast: boolean }> {
  const query: SearchedQuery = asked.text ? await searched(db, protection, asked) : asked;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from application a where ${conditionsOf(query)} limit ${COUNTED_AT_MOST + 1}
    ) counted`.execute(db);
  const count = rows[0]?.count ?? 0;
  return { total: Math.min(count, COUNTED_AT_MOST), isLeast: count > COUNTED_AT_MOST || query.cutAt !== undefined };
}

/** Who recorded an event and when, in the order of the record. */
export interface EventRecord {
  sequence: number;
  recordedAt: Date;
  recordedBy: string;
}

export async function listEventRecords(
  db: Database,
  divisionCode: string,
  applicationId: string,
): Promise<EventRecord[]> {
  const rows = await db
    .selectFrom('application_event')
    .select(['sequence', 'recorded_at', 'recorded_by'])
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }));
}

export interface MonthCount {
  /** YYYY-MM */
  month: string;
  received: number;
  closed: number;
}

export interface DeskStatistics {
  months: MonthCount[];
  outcomes: { outcome: Outcome; count: number }[];
}

/** Received and closed by month from `from` to `to`, and how what was closed ended. */
export async function readDeskStatistics(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  from: PlainDate,
  to: PlainDate,
): Promise<DeskStatistics> {
  const base = sql`division_code = ${divisionCode} and organ_code = any (${texts(organCodes)})`;
  const { rows } = await sql<{ month: string; received: number; closed: number }>`
    select month, sum(received)::int as received, sum(closed)::int as closed from (
      select to_char(received_on, 'YYYY-MM') as month, 1 as received, 0 as closed from application
      where ${base} and received_on between ${from}::date and ${to}::date
      union all
      select to_char(closed_on, 'YYYY-MM'), 0, 1 from application
      where ${base} and closed_on between ${from}::date and ${to}::date
    ) counted group by month order by month`.execute(db);
  const outcomes = await sql<{ outcome: Outcome; count: number }>`
    select outcome, count(*)::int as count from application
    where ${base} and closed_on between ${from}::date and ${to}::date
    group by outcome order by 2 desc, 1`.execute(db);
  return { months: rows, outcomes: outcomes.rows };
}
