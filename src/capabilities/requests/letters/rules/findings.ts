import { formatChinese, type PlainDate } from '../../../../kernel/calendar/index.ts';
import { type LegalBasis, regulation } from '../../../../kernel/legal-basis/index.ts';
import { type Outcome, outcomes } from '../../rules/outcomes.ts';
import type { ElementName } from './elements.ts';

/** How information is given: enclosed, or when, where and how it can be had (条例 Art. 36(2)). */
export type Delivery =
  | { readonly enclosed: readonly string[] }
  | { readonly manner: string; readonly where: string; readonly when: string };

export interface Notice {
  readonly number: string;
  readonly on: PlainDate;
}

/** A refusal under Arts. 14-16 with what each ground must show. */
export type Refusal =
  | { readonly outcome: 'DENIED_STATE_SECRET'; readonly marking: string; readonly reason: string }
  | { readonly outcome: 'DENIED_LAW'; readonly law: string; readonly article: string; readonly reason: string }
  | {
      readonly outcome: 'DENIED_SECURITY';
      readonly interest: '国家安全' | '公共安全' | '经济安全' | '社会稳定';
      readonly reason: string;
    }
  | {
      readonly outcome: 'DENIED_THIRD_PARTY';
      /** 商业秘密, 个人隐私 … */
      readonly interest: string;
      readonly consultation: { readonly sentOn: PlainDate; readonly answer: 'refused' | 'silent' } | null;
      readonly reason: string;
      readonly publicInterest: string;
    }
  | {
      readonly outcome: 'DENIED_INTERNAL';
      readonly category: '人事管理' | '后勤管理' | '内部工作流程';
      readonly reason: string;
    }
  | {
      readonly outcome: 'DENIED_PROCESS';
      readonly category: '讨论记录' | '过程稿' | '磋商信函' | '请示报告';
      readonly reason: string;
      /** It was looked up that no law, regulation or rule demands disclosure. */
      readonly noRuleDemands: boolean;
    }
  | {
      readonly outcome: 'DENIED_CASE_FILE';
      readonly caseName: string;
      readonly access: string;
      readonly reason: string;
    };

/** What was found about one requested item, and what the letter must therefore say of it (条例 Arts. 14-16, 30, 35-39). */
export type Finding =
  | Refusal
  | {
      readonly outcome: 'ALREADY_PUBLIC';
      readonly title: string;
      readonly documentNumber?: string;
      readonly where: string;
      readonly manner: string;
    }
  | { readonly outcome: 'GRANTED'; readonly delivery: Delivery }
  | {
      readonly outcome: 'PARTIAL';
      readonly disclosed: readonly string[];
      readonly delivery: Delivery;
      readonly withheld: readonly { readonly what: string; readonly finding: Refusal }[];
    }
  | { readonly outcome: 'SPECIAL_QUERY'; readonly queryKind: string; readonly law: string; readonly window: string }
  | {
      readonly outcome: 'NOT_EXIST';
      readonly search: {
        readonly on: PlainDate;
        readonly places: readonly string[];
        readonly terms: readonly string[];
      } | null;
      readonly reason?: string;
    }
  | {
      readonly outcome: 'NOT_THIS_AGENCY';
      readonly reason: string;
      /** Where it can be determined (条例 Art. 36(5)). */
      readonly responsible?: { readonly name: string; readonly contact: string };
    }
  | { readonly outcome: 'NEEDS_CREATION'; readonly reason: string; readonly rawMaterial?: string }
  | { readonly outcome: 'STILL_UNCLEAR'; readonly notice: Notice; readonly unclear: string }
  | {
      readonly outcome: 'PETITION';
      readonly nature: '信访' | '投诉' | '举报';
      readonly route?: string;
      readonly reason: string;
    }
  | { readonly outcome: 'REPEAT'; readonly earlier: Notice | null }
  | { readonly outcome: 'PUBLICATION'; readonly title: string; readonly route?: string }
  | {
      readonly outcome: 'EXCESSIVE';
      /** 自2025年1月起提出申请86件 … */
      readonly count: string;
      readonly reasonsAsked: Notice;
      /** What the applicant said; null when nothing came. */
      readonly reasonsGiven: string | null;
      readonly reason: string;
    }
  | { readonly outcome: 'CONFIRM_REISSUE'; readonly title: string; readonly obtainedOn: PlainDate }
  | { readonly outcome: 'ABANDONED_CORRECTION'; readonly notice: Notice; readonly respondBy: PlainDate }
  | {
      readonly outcome: 'FEE_UNPAID';
      readonly notice: Notice;
      readonly amountYuan: number;
      readonly respondBy: PlainDate;
    }
  | { readonly outcome: 'WITHDRAWN'; readonly on: PlainDate }
  | { readonly outcome: 'OTHER'; readonly reason: string };

export type Facts = Partial<Record<ElementName, string>>;

/** Elements that must not be missing from the finding; {basis} besides, but for a withdrawal. */
export const findingElements: Readonly<Record<Outcome, readonly ElementName[]>> = {
  ALREADY_PUBLIC: ['subject', 'title', 'where', 'manner'],
  GRANTED: ['subject', 'delivery'],
  PARTIAL: ['subject', 'disclosed', 'delivery', 'withheld'],
  DENIED_STATE_SECRET: ['subject', 'marking', 'reason'],
  DENIED_LAW: ['subject', 'law', 'article', 'reason'],
  DENIED_SECURITY: ['subject', 'interest', 'reason'],
  DENIED_THIRD_PARTY: ['subject', 'thirdPartyInterest', 'consultation', 'reason', 'publicInterest'],
  DENIED_INTERNAL: ['subject', 'category', 'reason'],
  DENIED_PROCESS: ['subject', 'category', 'noRule', 'reason'],
  DENIED_CASE_FILE: ['subject', 'caseName', 'reason', 'access'],
  SPECIAL_QUERY: ['subject', 'queryKind', 'specialLaw', 'window'],
  NOT_EXIST: ['subject', 'search'],
  NOT_THIS_AGENCY: ['subject', 'reason'],
  NEEDS_CREATION: ['subject', 'reason'],
  STILL_UNCLEAR: ['noticeOn', 'noticeNumber', 'unclear'],
  PETITION: ['nature', 'reason'],
  REPEAT: ['subject', 'earlierOn', 'earlierNumber'],
  PUBLICATION: ['title'],
  EXCESSIVE: ['count', 'noticeOn', 'noticeNumber', 'reasonsGiven', 'reason'],
  CONFIRM_REISSUE: ['title', 'earlierOn'],
  ABANDONED_CORRECTION: ['noticeOn', 'noticeNumber', 'respondBy'],
  FEE_UNPAID: ['noticeOn', 'noticeNumber', 'respondBy', 'amount'],
  WITHDRAWN: ['withdrawnOn'],
  OTHER: ['reason'],
};

/** Elements a finding may say besides. */
export const optionalFindingElements: Partial<Record<Outcome, readonly ElementName[]>> = {
  ALREADY_PUBLIC: ['documentNumber'],
  NOT_EXIST: ['reason'],
  NOT_THIS_AGENCY: ['responsible', 'responsibleContact'],
  NEEDS_CREATION: ['rawMaterial'],
  PETITION: ['route'],
  PUBLICATION: ['route'],
};

/**
 * Articles cited for an outcome, the one of the catalogue first. What the report counts by practice only (confirmation,
 * 其他) is no government information in the sense of Art. 2; a withdrawal cites nothing.
 */
export function basesOf(outcome: Outcome): readonly LegalBasis[] {
  switch (outcome) {
    case 'CONFIRM_REISSUE':
    case 'OTHER':
      return [regulation(2)];
    case 'WITHDRAWN':
      return [];
    case 'DENIED_THIRD_PARTY':
      return [regulation(15), regulation(32)];
    case 'NOT_THIS_AGENCY':
      return [regulation(36, { item: 5 }), regulation(10)];
    default:
      return [outcomes[outcome].legalBasis];
  }
}

/** All parts together or nothing: half an answer is no answer. */
function together(parts: readonly string[], text: string): string {
  return parts.every((part) => part.trim() !== '') ? text : '';
}

export function titleMark(name: string): string {
  return name.trim() === '' || /[《“]/.test(name) ? name : `《${name}》`;
}

/** A sentence with its full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[。！？]$/.test(trimmed) ? trimmed : `${trimmed}。`;
}

export function deliveryText(delivery: Delivery): string {
  if ('enclosed' in delivery)
    return delivery.enclosed.some((title) => title.trim() !== '') ? '现将该政府信息随本答复书一并提供（见附件）。' : '';
  const { manner, where, when } = delivery;
  return together([manner, where, when], `获取方式：${manner}；获取途径：${where}；获取时间：${when}。`);
}

function noticeFacts({ number, on }: Notice): Facts {
  return { noticeOn: formatChinese(on), noticeNumber: number };
}

/** The finding's elements as words. An empty one is missing. `withheld` is set by the caller, who has the templates. */
export function factsOfFinding(finding: Finding): Facts {
  switch (finding.outcome) {
    case 'ALREADY_PUBLIC':
      return {
        title: titleMark(finding.title),
        documentNumber: finding.documentNumber ?? '',
        where: finding.where,
        manner: finding.manner,
      };
    case 'GRANTED':
      return { delivery: deliveryText(finding.delivery) };
    case 'PARTIAL':
      return { disclosed: finding.disclosed.join('；'), delivery: deliveryText(finding.delivery) };
    case 'DENIED_STATE_SECRET':
      return { marking: finding.marking, reason: sentence(finding.reason) };
    case 'DENIED_LAW':
      return { law: titleMark(finding.law), article: finding.article, reason: sentence(finding.reason) };
    case 'DENIED_SECURITY':
      return { interest: finding.interest, reason: sentence(finding.reason) };
    case 'DENIED_THIRD_PARTY':
      return {
        thirdPartyInterest: finding.interest,
        consultation: finding.consultation
          ? `本机关于${formatChinese(finding.consultation.sentOn)}书面征求第三方的意见，${finding.consultation.answer === 'refused' ? '第三方不同意公开' : '第三方逾期未提出意见，由本机关依法决定是否公开'}`
          : '',
        reason: sentence(finding.reason),
        publicInterest: sentence(finding.publicInterest),
      };
    case 'DENIED_INTERNAL':
      return { category: finding.category, reason: sentence(finding.reason) };
    case 'DENIED_PROCESS':
      return {
        category: finding.category,
        noRule: finding.noRuleDemands ? '法律、法规、规章未规定上述信息应当公开' : '',
        reason: sentence(finding.reason),
      };
    case 'DENIED_CASE_FILE':
      return { caseName: finding.caseName, access: sentence(finding.access), reason: sentence(finding.reason) };
    case 'SPECIAL_QUERY':
      return { queryKind: finding.queryKind, specialLaw: titleMark(finding.law), window: finding.window };
    case 'NOT_EXIST': {
      const { search } = finding;
      const places = search?.places.filter((place) => place.trim() !== '') ?? [];
      const terms = search?.terms.filter((term) => term.trim() !== '').map((term) => `“${term}”`) ?? [];
      return {
        search:
          search && places.length > 0
            ? `本机关于${formatChinese(search.on)}${terms.length > 0 ? `以${terms.join('')}为检索词` : ''}检索了${places.join('、')}`
            : '',
        reason: sentence(finding.reason ?? ''),
      };
    }
    case 'NOT_THIS_AGENCY':
      return {
        reason: sentence(finding.reason),
        responsible: finding.responsible?.name ?? '',
        responsibleContact: finding.responsible?.contact ?? '',
      };
    case 'NEEDS_CREATION':
      return { reason: sentence(finding.reason), rawMaterial: sentence(finding.rawMaterial ?? '') };
    case 'STILL_UNCLEAR':
      return { ...noticeFacts(finding.notice), unclear: sentence(finding.unclear) };
    case 'PETITION':
      return { nature: finding.nature, route: finding.route ?? '', reason: sentence(finding.reason) };
    case 'REPEAT':
      return finding.earlier
        ? { earlierOn: formatChinese(finding.earlier.on), earlierNumber: finding.earlier.number }
        : {};
    case 'PUBLICATION':
      return { title: titleMark(finding.title), route: finding.route ?? '' };
    case 'EXCESSIVE':
      return {
        count: finding.count,
        ...noticeFacts(finding.reasonsAsked),
        reasonsGiven: finding.reasonsGiven === null ? '逾期未说明理由' : finding.reasonsGiven,
        reason: sentence(finding.reason),
      };
    case 'CONFIRM_REISSUE':
      return { title: titleMark(finding.title), earlierOn: formatChinese(finding.obtainedOn) };
    case 'ABANDONED_CORRECTION':
      return { ...noticeFacts(finding.notice), respondBy: formatChinese(finding.respondBy) };
    case 'FEE_UNPAID':
      return {
        ...noticeFacts(finding.notice),
        respondBy: formatChinese(finding.respondBy),
        amount: finding.amountYuan > 0 ? `${finding.amountYuan}元` : '',
      };
    case 'WITHDRAWN':
      return { withdrawnOn: formatChinese(finding.on) };
    case 'OTHER':
      return { reason: sentence(finding.reason) };
  }
}
