import type { Database } from '../../../platform/database/index.ts';
import type { ReportScope } from '../rules/composing/content.ts';
import type { StepAct } from '../rules/course/report-course.ts';

/** Who did what to a report, when, with which opinion. */
export interface ReportStep {
  act: StepAct;
  sha256: string;
  opinion: string;
  at: Date;
  personId: string;
  personName: string;
  postTitle: string;
}

/** Oldest first. */
export async function listSteps(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
  scope: ReportScope,
): Promise<ReportStep[]> {
  const rows = await db
    .selectFrom('annual_report_step')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('year', '=', year)
    .where('scope', '=', scope)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    act: row.act as StepAct,
    sha256: row.sha256,
    opinion: row.opinion,
    at: row.at,
    personId: row.person_id,
    personName: row.person_name,
    postTitle: row.post_title,
  }));
}

/**
 * Adds a step behind those seen. Two people at once take the same number, and the second is refused by the key.
 * @param after how many steps the person saw
 */
export async function addStep(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
  scope: ReportScope,
  after: number,
  step: ReportStep,
): Promise<void> {
  await db
    .insertInto('annual_report_step')
    .values({
      division_code: divisionCode,
      organ_code: organCode,
      year,
      scope,
      sequence: after + 1,
      act: step.act,
      sha256: step.sha256,
      opinion: step.opinion,
      at: step.at,
      person_id: step.personId,
      person_name: step.personName,
      post_title: step.postTitle,
    })
    .execute();
}
