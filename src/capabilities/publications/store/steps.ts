import type { Database } from '../../../platform/database/index.ts';
import type { DisclosureConclusion, ReviewAct, ReviewStep, Stage } from '../rules/review.ts';

export interface StepRecord extends ReviewStep {
  sequence: number;
  at: Date;
  personName: string;
  opinion: string | null;
  /** Why an edition is to appear. */
  reason: string | null;
}

/** Acts of the review, and what stands beside it: 撤下, and a time that came without a release. */
export type RecordedAct = ReviewAct | 'withdraw' | 'schedule-failed';

export interface NewStep {
  act: RecordedAct;
  stage: Stage;
  at: Date;
  personId: string;
  personName: string;
  opinion: string | null;
  reason?: string | null;
  conclusion?: DisclosureConclusion;
  openFindings?: number;
}

/** Steps in their order. Withdrawals are among them, though the review does not look at them. */
export async function listSteps(
  db: Database,
  divisionCode: string,
  publicationId: string,
): Promise<(Omit<StepRecord, 'act'> & { act: RecordedAct })[]> {
  const rows = await db
    .selectFrom('publication_step')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    act: row.act as RecordedAct,
    stage: row.stage as Stage,
    at: row.at,
    personId: row.person_id,
    personName: row.person_name,
    opinion: row.opinion,
    reason: row.reason,
    ...(row.conclusion === null ? {} : { conclusion: row.conclusion as DisclosureConclusion }),
    ...(row.open_findings === null ? {} : { openFindings: row.open_findings }),
  }));
}

export async function addStep(
  db: Database,
  divisionCode: string,
  publicationId: string,
  sequence: number,
  step: NewStep,
): Promise<void> {
  await db
    .insertInto('publication_step')
    .values({
      division_code: divisionCode,
      publication_id: publicationId,
      sequence,
      act: step.act,
      stage: step.stage,
      at: step.at,
      person_id: step.personId,
      person_name: step.personName,
      opinion: step.opinion,
      reason: step.reason ?? null,
      conclusion: step.conclusion ?? null,
      open_findings: step.openFindings ?? null,
    })
    .execute();
}
