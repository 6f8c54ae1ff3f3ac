import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import { basis, cite, type LegalBasis, regulation } from '../../../../kernel/legal-basis/index.ts';
import type { ApplicationState } from '../../rules/events.ts';
import type { Finding, Notice } from './findings.ts';
import type { DecisionItem } from './input.ts';

/** What the file must show before an item may be decided so (条例 Arts. 30, 32, 35-38). */
export interface DecisionCircumstances {
  readonly state: ApplicationState;
  readonly corrected: boolean;
  /** Entries of the search log. */
  readonly searches: readonly { readonly on: PlainDate }[];
  /** Consultations of third parties: when sent, and how they ended; `open` while their days run. */
  readonly thirdParties: readonly {
    readonly sentOn: PlainDate;
    readonly answer: 'agreed' | 'refused' | 'silent' | 'open';
  }[];
  /** Earlier replies to the same applicant by this organ. */
  readonly earlierReplies: readonly Notice[];
  readonly reasonsRequested: boolean;
}

/** 条例 knows no transfer: the applicant is told who is responsible and applies there. */
const TRANSFER = /转送|移送|转办|代为转/;

function objection(text: string, article: LegalBasis): string {
  return `${text}（${cite(article)}）`;
}

function ofFinding(finding: Finding, at: DecisionCircumstances, where: string): string[] {
  const found: string[] = [];
  const object = (text: string, article: LegalBasis): void => void found.push(objection(`${where}${text}`, article));
  switch (finding.outcome) {
    case 'NOT_EXIST':
      if (at.searches.length === 0)
        object(
          '以“政府信息不存在”答复的，应当先登记检索记录（检索人、时间、范围、检索词）',
          regulation(36, { item: 4 }),
        );
      break;
    case 'DENIED_THIRD_PARTY': {
      if (at.thirdParties.length === 0)
        object('没有征求第三方意见的记录，不能以第三方合法权益为由不予公开', regulation(32));
      else if (at.thirdParties.every(({ answer }) => answer === 'open'))
        object('第三方尚未答复，征求意见的期限也没有届满', regulation(32));
      else if (at.thirdParties.every(({ answer }) => answer === 'agreed'))
        object('第三方同意公开的，应当予以公开', regulation(15));
      break;
    }
    case 'REPEAT':
      if (finding.earlier !== null && !at.earlierReplies.some(({ number }) => number === finding.earlier!.number))
        object(`没有查到向同一申请人发出的答复“${finding.earlier.number}”`, regulation(36, { item: 6 }));
      break;
    case 'EXCESSIVE':
      if (!at.reasonsRequested) object('没有要求申请人说明理由，不能以大量、反复申请为由不予处理', regulation(35));
      break;
    case 'STILL_UNCLEAR':
      if (!at.corrected) object('没有经过补正，不能以补正后申请内容仍不明确答复', regulation(30));
      break;
    case 'ABANDONED_CORRECTION':
      if (at.state !== 'correction-lapsed') object('补正期限尚未届满，不能视为放弃申请', regulation(30));
      break;
    case 'FEE_UNPAID':
      if (at.state !== 'payment-lapsed') object('缴费期限尚未届满，不能视为放弃申请', basis('feeMeasures'));
      break;
    case 'NOT_THIS_AGENCY':
      if (TRANSFER.test(finding.reason))
        object('非本机关负责公开的，应当告知申请人向谁申请，不得写转送、移送', regulation(36, { item: 5 }));
      break;
    case 'PARTIAL':
      if (finding.disclosed.every((part) => part.trim() === ''))
        object('部分公开应当至少有一项予以公开的内容', regulation(37));
      if (finding.withheld.length === 0) object('部分公开应当至少有一项不予公开的内容', regulation(37));
      for (const [i, part] of finding.withheld.entries())
        found.push(...ofFinding(part.finding, at, `${where}不予公开的第${i + 1}项：`));
      break;
    case 'WITHDRAWN':
      object('申请人撤回申请应当登记为“申请人撤回”，不制作答复书', regulation(36));
      break;
    default:
      break;
  }
  return found;
}

/** Why items may not be decided as they are; empty when the file bears them. */
export function decisionObjections(items: readonly DecisionItem[], at: DecisionCircumstances): string[] {
  return items.flatMap(({ finding }, i) => ofFinding(finding, at, items.length > 1 ? `第${i + 1}项：` : ''));
}
