import { type PlainDate, shanghaiDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { ExaminedFile } from '../../../platform/files/index.ts';
import { recordEvent } from '../commands/record-event.ts';
import { RequestRefusedError } from '../commands/refused.ts';
import { workingDaysWaiting } from '../rules/intake/progress.ts';
import { findApplication, type StoredApplication } from '../store/applications.ts';
import { applicationKey, findApplicationKey, insertFiles } from './application-details.ts';
import { APPLICANT_ON_PORTAL, type IntakeContext, todayOf } from './context.ts';
import { storeFiles } from './draft-files.ts';
import { auditApplicantAct } from './submit-application.ts';

export interface CorrectionText {
  readonly text: string;
}

export interface StoredCorrection {
  readonly submittedAt: Date;
  readonly submittedOn: PlainDate;
  readonly text: string;
}

const CORRECTION = 'correction';
/** States in which the organ waits for a correction, or has not closed the case of one that is late. */
const AWAITED = new Set<string>(['awaiting-correction', 'correction-lapsed']);

export async function findCorrection(
  context: IntakeContext,
  applicationId: string,
): Promise<StoredCorrection | undefined> {
  const row = await context.db
    .selectFrom('application_correction')
    .select(['submitted_at', 'submitted_on', 'content'])
    .where('division_code', '=', context.division)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = await findApplicationKey(context, applicationId);
  return {
    submittedAt: row.submitted_at,
    submittedOn: row.submitted_on,
    text: key ? (JSON.parse(key.open(CORRECTION, row.content)) as CorrectionText).text : '（已依法删除）',
  };
}

/** Whether a correction waits for confirmation: it was handed in and the organ still waits for one. */
export function isCorrectionPending(application: StoredApplication, submittedOn: PlainDate | undefined): boolean {
  return submittedOn !== undefined && AWAITED.has(application.projection.state);
}

export type CorrectionResult = 'stored' | 'already' | 'not-awaited';

/**
 * Takes an applicant's answer to a correction notice. It records no `corrected` event: by Art. 30 the reply clock starts
 * when the organ receives the correction, and what comes over the internet is received when both sides confirm (Art. 31
 * item 3), so the office records it. That it was in time is kept as the day of submission (docs/adr/0024-online-intake.md).
 */
export async function submitCorrection(
  context: IntakeContext,
  applicationId: string,
  correction: CorrectionText,
  files: readonly ExaminedFile[],
): Promise<CorrectionResult> {
  const stored = await storeFiles(context, files);
  const result = await context.db.transaction().execute(async (transaction): Promise<CorrectionResult> => {
    const application = await findApplication(transaction, context.division, applicationId);
    if (!application || !AWAITED.has(application.projection.state)) return 'not-awaited';
    const key = await applicationKey(transaction, context, applicationId);
    const inserted = await transaction
      .insertInto('application_correction')
      .values({
        division_code: context.division,
        application_id: applicationId,
        submitted_at: context.now(),
        submitted_on: todayOf(context),
        content: key.seal(CORRECTION, JSON.stringify(correction)),
      })
      .onConflict((conflict) => conflict.columns(['division_code', 'application_id']).doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) return 'already';
    await insertFiles(transaction, context, applicationId, 'correction', stored);
    await auditApplicantAct(transaction, context, application.organCode, applicationId, 'application.correct', {
      files: stored.length,
    });
    return 'stored';
  });
  if (result !== 'stored') for (const { address } of stored) await context.files.remove(address);
  return result;
}

/**
 * Withdraws at the applicant's wish; it takes effect at once. @returns false when it is too late for that
 * @throws RequestChangedError when the office recorded something meanwhile
 */
export async function withdrawApplication(
  context: IntakeContext,
  applicationId: string,
  expectedEvents: number,
): Promise<boolean> {
  const calendar = await context.calendar();
  try {
    return await context.db.transaction().execute(async (transaction) => {
      const application = await findApplication(transaction, context.division, applicationId);
      if (!application) return false;
      await recordEvent(
        transaction,
        context.division,
        applicationId,
        { kind: 'withdrawn', on: todayOf(context) },
        calendar,
        APPLICANT_ON_PORTAL,
        expectedEvents,
      );
      await auditApplicantAct(transaction, context, application.organCode, applicationId, 'application.withdraw', {
        on: todayOf(context),
      });
      return true;
    });
  } catch (error) {
    if (error instanceof RequestRefusedError) return false;
    throw error;
  }
}

export interface Unconfirmed {
  readonly applicationId: string;
  readonly organCode: string;
  readonly number: string;
  readonly what: 'application' | 'correction';
  readonly submittedOn: PlainDate;
  /** Working days since, so that nothing is left lying (Art. 31 gives no limit; review bodies count it against the organ). */
  readonly workingDaysWaiting: number;
}

/** What waits for the office to confirm receipt with the applicant, the longest waiting first. */
export async function listUnconfirmed(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  now: Date,
  calendar: WorkingCalendar,
): Promise<Unconfirmed[]> {
  if (organCodes.length === 0) return [];
  const select = (what: Unconfirmed['what']) =>
    db
      .selectFrom('application as a')
      .select(['a.id', 'a.organ_code', 'a.number', 'a.submitted_on', 'a.state'])
      .where('a.division_code', '=', divisionCode)
      .where('a.organ_code', 'in', [...organCodes])
      .where('a.closed_on', 'is', null)
      .where('a.state', 'in', what === 'application' ? ['submitted'] : [...AWAITED]);
  const applications = await select('application').execute();
  const corrections = await select('correction')
    .innerJoin('application_correction as c', (join) =>
      join.onRef('c.division_code', '=', 'a.division_code').onRef('c.application_id', '=', 'a.id'),
    )
    .select('c.submitted_on as corrected_on')
    .execute();
  const today = shanghaiDate(now);
  const entry = (
    row: { id: string; organ_code: string; number: string },
    what: Unconfirmed['what'],
    submittedOn: PlainDate,
  ): Unconfirmed => ({
    applicationId: row.id,
    organCode: row.organ_code,
    number: row.number,
    what,
    submittedOn,
    workingDaysWaiting: workingDaysWaiting(submittedOn, today, calendar),
  });
  return [
    ...applications.map((row) => entry(row, 'application', row.submitted_on)),
    ...corrections.map((row) => entry(row, 'correction', row.corrected_on)),
  ].sort((a, b) =>
    a.submittedOn < b.submittedOn ? -1 : a.submittedOn > b.submittedOn ? 1 : a.number.localeCompare(b.number),
  );
}
