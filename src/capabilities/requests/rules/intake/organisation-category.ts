import type { CreditCodeKind } from '../../../../kernel/identifiers/index.ts';

/** Columns of table three for 法人或者其他组织. */
export const organisationCategories = {
  business: '商业企业',
  research: '科研机构',
  welfare: '社会公益组织',
  legal: '法律服务机构',
  other: '其他',
} as const;

export type OrganisationCategory = keyof typeof organisationCategories;

export function isOrganisationCategory(text: string): text is OrganisationCategory {
  return Object.hasOwn(organisationCategories, text);
}

/**
 * Who registered a body says most of what it is. The report's columns are not defined by the code, so it is a proposal
 * the applicant can correct: 社会团体、基金会、民办非企业单位 as 社会公益组织, those registered with 司法行政 as 法律服务机构.
 */
const BY_KIND: Readonly<Record<CreditCodeKind, OrganisationCategory>> = {
  enterprise: 'business',
  'sole-trader': 'business',
  'farmers-cooperative': 'business',
  'law-firm': 'legal',
  'justice-other': 'legal',
  'social-group': 'welfare',
  foundation: 'welfare',
  'private-non-enterprise': 'welfare',
  'public-institution': 'other',
  organ: 'other',
  'trade-union': 'other',
  religious: 'other',
  'village-collective': 'other',
  other: 'other',
};

const RESEARCH = /(研究院|研究所|研究中心|科学院|实验室|大学|学院)$/u;
/** Kinds of bodies that may do research by their nature; a company called 某某研究院有限公司 stays a company. */
const MAY_RESEARCH: ReadonlySet<CreditCodeKind> = new Set(['public-institution', 'private-non-enterprise', 'other']);

/** The column proposed for a body, by the kind its 统一社会信用代码 tells and, for research bodies, its name. */
export function proposedCategory(kind: CreditCodeKind, name: string): OrganisationCategory {
  return MAY_RESEARCH.has(kind) && RESEARCH.test(name.trim()) ? 'research' : BY_KIND[kind];
}
