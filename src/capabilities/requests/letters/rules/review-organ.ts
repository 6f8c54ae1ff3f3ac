import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import { basis, type LegalBasis } from '../../../../kernel/legal-basis/index.ts';

/** What an organ is for the law of reconsideration, with the organs above it that the rules may name. */
export type OrganPosition =
  /** 县级以上地方人民政府工作部门 */
  | { readonly kind: 'department'; readonly government: string; readonly superiorDepartment?: string }
  /** 地方人民政府, provincial governments excepted */
  | { readonly kind: 'government'; readonly superiorGovernment: string }
  /** 派出机关: street offices, district and regional offices of a government */
  | { readonly kind: 'government-branch'; readonly government: string }
  /** 派出机构 of a department; `localGovernment` where it is set up by district of a city, as 公安分局 are */
  | {
      readonly kind: 'department-branch';
      readonly government: string;
      readonly department?: string;
      readonly localGovernment?: string;
    }
  /** 法律、法规、规章授权的组织 managed by a government or its department */
  | { readonly kind: 'authorised-organisation'; readonly government: string; readonly department?: string }
  /** Provincial governments and departments of the State Council review themselves. */
  | { readonly kind: 'provincial-government' | 'state-council-department' }
  /** 海关、金融、外汇管理 and others under vertical leadership, 税务, 国家安全 */
  | { readonly kind: 'vertical'; readonly superiorDepartment: string }
  /** 司法行政部门 that is itself the reconsideration body of its government */
  | { readonly kind: 'justice-department'; readonly government: string; readonly superiorDepartment: string };

export interface ReviewOrgans {
  /** One organ, or two of which the applicant may choose. Empty names are left out. */
  readonly organs: readonly string[];
  readonly basis: LegalBasis;
}

const SINCE = '2024-01-01';

/**
 * Where to apply for reconsideration of an act of this day: 行政复议法 (2023) Arts. 24-28; for acts before 2024 the
 * former law, Arts. 12-15, when ordinary departments had two review organs.
 */
export function reviewOrgansOf(position: OrganPosition, organName: string, actOn: PlainDate): ReviewOrgans {
  const found = actOn < SINCE ? formerly(position, organName) : presently(position, organName);
  const organs = found.organs.filter((name): name is string => name !== undefined && name.trim() !== '');
  return { organs: [...new Set(organs)], basis: found.basis };
}

interface Found {
  organs: readonly (string | undefined)[];
  basis: LegalBasis;
}

function presently(position: OrganPosition, organName: string): Found {
  const law = (article: number): LegalBasis => basis('reconsiderationLaw', article);
  switch (position.kind) {
    case 'department':
    case 'government-branch':
    case 'authorised-organisation':
      return { organs: [position.government], basis: law(24) };
    case 'department-branch':
      return { organs: [position.government, position.localGovernment], basis: law(24) };
    case 'government':
      return { organs: [position.superiorGovernment], basis: law(24) };
    case 'provincial-government':
      return { organs: [organName], basis: law(24) };
    case 'state-council-department':
      return { organs: [organName], basis: law(25) };
    case 'vertical':
      return { organs: [position.superiorDepartment], basis: law(27) };
    case 'justice-department':
      return { organs: [position.government, position.superiorDepartment], basis: law(28) };
  }
}

function formerly(position: OrganPosition, organName: string): Found {
  const law = (article: number): LegalBasis => basis('reconsiderationLaw2017', article);
  switch (position.kind) {
    case 'department':
    case 'justice-department':
      return { organs: [position.government, position.superiorDepartment], basis: law(12) };
    case 'vertical':
      return { organs: [position.superiorDepartment], basis: law(12) };
    case 'government':
      return { organs: [position.superiorGovernment], basis: law(13) };
    case 'provincial-government':
    case 'state-council-department':
      return { organs: [organName], basis: law(14) };
    case 'government-branch':
      return { organs: [position.government], basis: law(15) };
    case 'department-branch':
      return { organs: [position.department, position.government], basis: law(15) };
    case 'authorised-organisation':
      return { organs: [position.department ?? position.government], basis: law(15) };
  }
}
