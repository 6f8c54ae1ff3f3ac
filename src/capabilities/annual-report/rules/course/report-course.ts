/** A report's way from draft to publication: handed on, checked, signed, published; each for one content. */

export const stepLabels = {
  submitted: '报送审核',
  checked: '审核',
  signed: '签发',
  returned: '退回',
  published: '发布',
} as const;
export type StepAct = keyof typeof stepLabels;

export type ReportState = 'drafting' | 'submitted' | 'checked' | 'signed' | 'published';

export interface CourseStep {
  act: StepAct;
  /** Of the content the step is about. */
  sha256: string;
}

/**
 * Where a report stands. A step holds for the content it was taken on: when records or words change, the draft is another
 * one and begins anew; one that was published before is then due for a correction.
 * @param steps oldest first
 * @param published SHA-256 of the version in force, null when there is none
 */
export function stateOf(steps: readonly CourseStep[], sha256: string, published: string | null): ReportState {
  if (published === sha256) return 'published';
  const last = steps.at(-1);
  const act = last?.sha256 === sha256 ? last.act : undefined;
  if (act === 'submitted' || act === 'checked' || act === 'signed') return act;
  return published === null ? 'drafting' : 'published';
}

/** The steps of the present round: since the last return or publication, on the content as it stands. */
export function presentRound<Step extends CourseStep>(steps: readonly Step[], sha256: string): Step[] {
  const ended = steps.findLastIndex(({ act }) => act === 'returned' || act === 'published');
  return steps.slice(ended + 1).filter((step) => step.sha256 === sha256);
}
