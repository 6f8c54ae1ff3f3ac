import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { lastDayOf } from '../../../kernel/statutory-clocks/index.ts';

/** 合法性审核, 征求意见, 集体审议, 备案, 评估: what the procedure of a 行政规范性文件 leaves on record. */
export const stepLabels = {
  consultation: '公开征求意见',
  'legal-review': '合法性审核',
  deliberation: '集体审议',
  filing: '备案',
  evaluation: '实施评估',
} as const;
export type DocumentStepKind = keyof typeof stepLabels;

/** What must be on record before the document is issued (国办发〔2018〕37号; practice, as its text was not confirmed). */
export const stepsBeforeIssue: readonly DocumentStepKind[] = ['legal-review', 'deliberation'];

/** What the record of a document still lacks. */
export function missingSteps(recorded: readonly DocumentStepKind[]): DocumentStepKind[] {
  return stepsBeforeIssue.filter((kind) => !recorded.includes(kind));
}

/** The last day to file a document with the organ above. @throws MissingCalendarError past the loaded years */
export function filingDueOn(
  kind: 'rule' | 'normative-document',
  issuedOn: PlainDate,
  calendar: WorkingCalendar,
): PlainDate {
  return lastDayOf(kind === 'rule' ? 'RULE_FILING' : 'NORMATIVE_FILING', issuedOn, calendar);
}
