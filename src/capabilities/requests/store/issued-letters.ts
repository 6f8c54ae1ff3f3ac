import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { CaseLetterKind } from '../letters/rules/case-facts.ts';
import { conditionsOf, type WorklistQuery } from './worklist.ts';

/** An issued letter without its words: nothing of it is about a person. */
export interface IssuedLetter {
  readonly id: string;
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly organCode: string;
  readonly kind: CaseLetterKind;
  readonly number: string | null;
  readonly issuedOn: PlainDate;
  readonly servedOn: PlainDate | null;
}

/** `unserved`: issued, and their service is not on record. */
export const letterChoices = ['all', 'replies', 'unserved'] as const;
export type LetterChoice = (typeof letterChoices)[number];

/** Issued letters of the cases a worklist shows, case by case, each case's in the order they were begun. */
export async function listIssuedLetters(
  db: Database,
  query: WorklistQuery,
  choice: LetterChoice,
  limit: number,
): Promise<IssuedLetter[]> {
  const chosen = {
    all: sql`true`,
    replies: sql`l.kind in ('L12', 'L13', 'L14')`,
    unserved: sql`l.served_on is null`,
  }[choice];
  const { rows } = await sql<{
    id: string;
    application_id: string;
    application_number: string;
    organ_code: string;
    kind: CaseLetterKind;
    number: string | null;
    issued_on: PlainDate;
    served_on: PlainDate | null;
  }>`
    select l.id, l.application_id, a.number as application_number, a.organ_code, l.kind, l.number, l.issued_on, l.served_on
    from application a
    join case_letter l on l.division_code = a.division_code and l.application_id = a.id
    where ${conditionsOf(query)} and l.status = 'issued' and ${chosen}
    order by a.organ_code, a.number, l.created_at, l.id
    limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    applicationNumber: row.application_number,
    organCode: row.organ_code,
    kind: row.kind,
    number: row.number,
    issuedOn: row.issued_on,
    servedOn: row.served_on,
  }));
}
