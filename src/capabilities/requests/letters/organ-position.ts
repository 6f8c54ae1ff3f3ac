import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import { type OrganPosition, reviewOrgansOf } from './rules/review-organ.ts';

/** Named so where the one above the division's own government is not among the organs kept here. */
const GOVERNMENT_ABOVE = '上一级人民政府';

function governmentAbove(organ: Organ, organs: readonly Organ[]): string | undefined {
  let above = organs.find(({ code }) => code === organ.parentCode);
  while (above && above.kind !== 'government' && above.kind !== 'township')
    above = organs.find(({ code }) => code === above!.parentCode);
  return above?.name;
}

/** What an organ of the tree is for the law of reconsideration (行政复议法 Arts. 24-28). */
export function organPositionOf(organ: Organ, organs: readonly Organ[]): OrganPosition {
  const government = governmentAbove(organ, organs) ?? '';
  const parent = organs.find(({ code }) => code === organ.parentCode);
  const department = parent && parent.kind === 'department' ? parent.name : undefined;
  switch (organ.kind) {
    case 'government':
    case 'township':
      return { kind: 'government', superiorGovernment: government || GOVERNMENT_ABOVE };
    case 'street':
      return { kind: 'government-branch', government };
    case 'dispatched':
      return { kind: 'department-branch', government, ...(department ? { department } : {}) };
    case 'authorised-organisation':
      return { kind: 'authorised-organisation', government, ...(department ? { department } : {}) };
    case 'government-office':
    case 'department':
      return { kind: 'department', government };
  }
}

/** Names of the organs an act of this day is reviewed by; more than one where the applicant may choose, none where unknown. */
export function reviewOrgansOfOrgan(organ: Organ, organs: readonly Organ[], actOn: PlainDate): readonly string[] {
  return reviewOrgansOf(organPositionOf(organ, organs), organ.name, actOn).organs;
}
