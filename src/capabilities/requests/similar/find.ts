import { sql } from 'kysely';
import { addDays, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import type { ApplicationState } from '../rules/events.ts';
import { stateLabels } from '../rules/events.ts';
import { isOutcome, outcomeRule } from '../rules/outcomes.ts';
import { ERASED, openApplicants, openSubjects } from '../store/applicants.ts';
import { ALIKE, FREQUENCY, SAME, similarityTo } from './compare.ts';

interface Row {
  id: string;
  organ_code: string;
  number: string;
  submitted_on: PlainDate;
  closed_on: PlainDate | null;
  state: ApplicationState;
  outcome: string | null;
  same_identity: boolean;
}

export interface SimilarApplication {
  id: string;
  number: string;
  organCode: string;
  submittedOn: PlainDate;
  closedOn: PlainDate | null;
  stateLabel: string;
  outcomeLabel: string | null;
  /** 0 to 1, two decimals. */
  similarity: number;
  isSame: boolean;
  /** Known by the identity number or credit code; else by an equal name, which may be another person's. */
  knownBy: 'identity' | 'name';
}

export interface Similar {
  /** Earlier and later applications of the same applicant that read alike. */
  repeated: SimilarApplication[];
  /** How many the applicant handed in. */
  frequency: { days: number; count: number; isUnusual: boolean }[];
  /** How many applications of others in this organ read the same: a sign for proactive disclosure (条例 Art. 44). */
  sameByOthers: {
    count: number;
    applicants: number;
    examples: { id: string; number: string; submittedOn: PlainDate }[];
  };
}

/** Of one applicant; more are compared by their latest. */
const OF_APPLICANT = 200;
/** Of others in the organ, the latest: what several people want they want at about the same time. */
const OF_OTHERS = 200;
const OTHERS_DAYS = 365;
const SHOWN = 10;

const columns = sql.raw('b.id, b.organ_code, b.number, b.submitted_on, b.closed_on, b.state, b.outcome');

/**
 * What of other applications is like this one. Only shown: nothing follows from it by itself, no clock and no decision. The
 * applicant is known by fingerprints; nothing is opened but what is compared. `organCodes`: what the reader may see.
 */
export async function findSimilar(
  db: Database,
  protection: Protection,
  divisionCode: string,
  applicationId: string,
  organCodes: readonly string[],
  today: PlainDate,
): Promise<Similar> {
  const empty: Similar = {
    repeated: [],
    frequency: [],
    sameByOthers: { count: 0, applicants: 0, examples: [] },
  };
  const own = await db
    .selectFrom('application')
    .select(['id', 'organ_code', 'applicant_name_sealed', 'subject_sealed', 'applicant_fingerprint'])
    .where('division_code', '=', divisionCode)
    .where('id', '=', applicationId)
    .executeTakeFirst();
  if (!own) return empty;
  const subject = (await openApplicants(db, protection, divisionCode, [own])).get(own.id)?.subject;
  // Erased on demand: nothing is left to compare, and nobody to compare with.
  if (subject === undefined || subject === ERASED.subject) return empty;
  const organs = sql`${[...organCodes]}::text[]`;
  const mine = await ofSameApplicant(db, divisionCode, applicationId, organs);
  const opened = await openSubjects(
    db,
    protection,
    divisionCode,
    mine.map(({ id }) => id),
  );
  const alike = similarityTo(subject);
  const repeated = mine
    .map((row) => ({ row, value: alike(opened.get(row.id) ?? '') }))
    .filter(({ value }) => value >= ALIKE)
    .sort((a, b) => b.value - a.value)
    .slice(0, SHOWN)
    .map(({ row, value }) => similarOf(row, value));
  const frequency = FREQUENCY.map(({ days, more }) => {
    const since = addDays(today, -days);
    const count = mine.filter((row) => row.submitted_on > since).length + 1;
    return { days, count, isUnusual: count > more };
  });
  return { repeated, frequency, sameByOthers: await byOthers(db, protection, divisionCode, own, subject, today) };
}

async function ofSameApplicant(
  db: Database,
  divisionCode: string,
  applicationId: string,
  organs: ReturnType<typeof sql>,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with known as (
      select other.application_id as id, true as same_identity
      from application_detail d
      join application_detail other on other.division_code = d.division_code and other.identity_index = d.identity_index
      where d.division_code = ${divisionCode} and d.application_id = ${applicationId}::uuid
      union all
      select n.id, false from application a
      join application n on n.division_code = a.division_code and n.applicant_fingerprint = a.applicant_fingerprint
      where a.division_code = ${divisionCode} and a.id = ${applicationId}::uuid
    ), each as (select id, bool_or(same_identity) as same_identity from known group by id)
    select ${columns}, e.same_identity from each e
    join application b on b.division_code = ${divisionCode} and b.id = e.id
    where b.id <> ${applicationId}::uuid and b.organ_code = any (${organs})
    order by b.submitted_on desc, b.id limit ${OF_APPLICANT}`.execute(db);
  return rows;
}

function similarOf(row: Row, value: number): SimilarApplication {
  return {
    id: row.id,
    number: row.number,
    organCode: row.organ_code,
    submittedOn: row.submitted_on,
    closedOn: row.closed_on,
    stateLabel: stateLabels[row.state],
    outcomeLabel: row.outcome !== null && isOutcome(row.outcome) ? outcomeRule(row.outcome).label : null,
    similarity: Math.round(value * 100) / 100,
    isSame: value >= SAME,
    knownBy: row.same_identity ? 'identity' : 'name',
  };
}

async function byOthers(
  db: Database,
  protection: Protection,
  divisionCode: string,
  own: { id: string; organ_code: string; applicant_fingerprint: Uint8Array | null },
  subject: string,
  today: PlainDate,
): Promise<Similar['sameByOthers']> {
  const { rows } = await sql<Row & { applicant: string | null }>`
    select ${columns}, false as same_identity, encode(b.applicant_fingerprint, 'hex') as applicant from application b
    where b.division_code = ${divisionCode} and b.organ_code = ${own.organ_code} and b.id <> ${own.id}::uuid
      and b.submitted_on > ${addDays(today, -OTHERS_DAYS)}::date
      and b.applicant_fingerprint is not null and b.applicant_fingerprint <> ${own.applicant_fingerprint}
    order by b.submitted_on desc, b.id limit ${OF_OTHERS}`.execute(db);
  const opened = await openSubjects(
    db,
    protection,
    divisionCode,
    rows.map(({ id }) => id),
  );
  const alike = similarityTo(subject);
  const same = rows.filter((row) => alike(opened.get(row.id) ?? '') >= SAME);
  return {
    count: same.length,
    applicants: new Set(same.map(({ applicant, id }) => applicant ?? id)).size,
    examples: same.slice(0, SHOWN).map(({ id, number, submitted_on }) => ({ id, number, submittedOn: submitted_on })),
  };
}
