import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FeeMode } from '../rules/fees.ts';

/** What a fee notice demanded. */
export interface FeeEntry {
  readonly letterId: string;
  readonly applicationId: string;
  readonly organCode: string;
  readonly mode: FeeMode;
  readonly itemsBefore: number;
  readonly quantity: number;
  readonly amountYuan: number;
  readonly notifiedOn: PlainDate;
}

export async function insertFeeEntry(transaction: Database, divisionCode: string, entry: FeeEntry): Promise<void> {
  await transaction
    .insertInto('fee_entry')
    .values({
      division_code: divisionCode,
      letter_id: entry.letterId,
      application_id: entry.applicationId,
      organ_code: entry.organCode,
      mode: entry.mode,
      items_before: entry.itemsBefore,
      quantity: entry.quantity,
      amount_yuan: entry.amountYuan,
      notified_on: entry.notifiedOn,
    })
    .execute();
}

/** The fiscal receipt of a payment; the payment itself is an event of the application. */
export async function setReceiptNumber(
  transaction: Database,
  divisionCode: string,
  applicationId: string,
  receiptNumber: string,
): Promise<void> {
  await sql`
    update fee_entry set receipt_number = ${receiptNumber}
    where division_code = ${divisionCode} and letter_id = (
      select letter_id from fee_entry where division_code = ${divisionCode} and application_id = ${applicationId}::uuid
      order by notified_on desc, letter_id limit 1)`.execute(transaction);
}

export interface LedgerLine extends FeeEntry {
  readonly applicationNumber: string;
  readonly noticeNumber: string | null;
  readonly deliveredOn: PlainDate | null;
  readonly paidOn: PlainDate | null;
  readonly receiptNumber: string | null;
  readonly state: string;
}

/** The ledger of organs over a span of days of notice, the latest first. */
export async function listLedger(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  from: PlainDate,
  to: PlainDate,
  applicationId?: string,
): Promise<LedgerLine[]> {
  const one = applicationId === undefined ? sql`` : sql`and f.application_id = ${applicationId}::uuid`;
  const { rows } = await sql<{
    letter_id: string;
    application_id: string;
    organ_code: string;
    mode: FeeMode;
    items_before: number;
    quantity: number;
    amount_yuan: number;
    notified_on: PlainDate;
    receipt_number: string | null;
    application_number: string;
    notice_number: string | null;
    served_on: PlainDate | null;
    paid_on: PlainDate | null;
    state: string;
  }>`
    select f.*, a.number as application_number, a.state, l.number as notice_number, l.served_on,
      (select min(e.occurred_on) from application_event e
       where e.division_code = f.division_code and e.application_id = f.application_id and e.kind = 'fee-paid'
         and e.occurred_on >= f.notified_on) as paid_on
    from fee_entry f
    join application a on a.division_code = f.division_code and a.id = f.application_id
    join case_letter l on l.division_code = f.division_code and l.id = f.letter_id
    where f.division_code = ${divisionCode} and f.organ_code = any (${sql`${[...organCodes]}::text[]`})
      and f.notified_on between ${from}::date and ${to}::date ${one}
    order by f.notified_on desc, l.number desc, f.letter_id limit 1000`.execute(db);
  return rows.map((row) => ({
    letterId: row.letter_id,
    applicationId: row.application_id,
    organCode: row.organ_code,
    mode: row.mode,
    itemsBefore: row.items_before,
    quantity: row.quantity,
    amountYuan: row.amount_yuan,
    notifiedOn: row.notified_on,
    applicationNumber: row.application_number,
    noticeNumber: row.notice_number,
    deliveredOn: row.served_on,
    paidOn: row.paid_on,
    receiptNumber: row.receipt_number,
    state: row.state,
  }));
}

/**
 * How many items the applicant handed in to the organ earlier in the calendar month in which this application was received:
 * where the progressive rate stands (国办函〔2020〕109号). Equal names are taken for one applicant; the clerk sees the count.
 */
export async function countItemsBefore(db: Database, divisionCode: string, applicationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from application a
    join application b on b.division_code = a.division_code and b.applicant_fingerprint = a.applicant_fingerprint
      and b.organ_code = a.organ_code
    where a.division_code = ${divisionCode} and a.id = ${applicationId}::uuid
      and to_char(b.received_on, 'YYYY-MM') = to_char(a.received_on, 'YYYY-MM')
      and (b.received_on, b.number) < (a.received_on, a.number)`.execute(db);
  return rows[0]?.count ?? 0;
}
