import type { ApplicantCategory } from '../store/applications.ts';

export const categoryLabels: Readonly<Record<ApplicantCategory, string>> = {
  natural: '自然人',
  business: '商业企业',
  research: '科研机构',
  welfare: '社会公益组织',
  legal: '法律服务机构',
  other: '其他',
};

/**
 * An applicant's name as lists show it: of a person the surname alone, however long the rest. Names of organisations are
 * no personal information (个人信息保护法 Art. 4) and stay.
 */
export function maskApplicantName(name: string, category: ApplicantCategory): string {
  if (category !== 'natural') return name;
  const [surname] = name.trim();
  return `${surname ?? ''}＊＊`;
}
