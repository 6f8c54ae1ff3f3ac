import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import type { ApplicationEvent, Channel, Service } from '../../rules/events.ts';
import type { Fee } from '../../rules/fees.ts';
import type { Finding, Notice } from './findings.ts';
import type { OrganPosition } from './review-organ.ts';

export interface LetterOrgan {
  readonly name: string;
  readonly position: OrganPosition;
  /** 有管辖权的人民法院, proposed by the organ's seat and editable. */
  readonly court: string;
  readonly address: string;
  readonly phone: string;
  /** Overrides the review organ that follows from the position. */
  readonly reviewOrgan?: string;
  /** Internet channel for filing reconsideration; demanded when a decision is served online. */
  readonly onlineReview?: string;
}

export interface LetterApplication {
  readonly number: string;
  readonly applicant: string;
  /** A legal person or other organisation is addressed as 你单位. */
  readonly organisation: boolean;
  readonly channel: Channel;
  readonly submittedOn: PlainDate;
  readonly receivedOn: PlainDate;
  /** The content asked for, quoted in the letter. */
  readonly requested: string;
  /** What happened so far; the reply tells corrections, consultations, extension and fee from it. */
  readonly events?: readonly ApplicationEvent[];
}

/** One requested item and what was found about it. */
export interface DecisionItem {
  /** Which part of the application it answers; left out when it answers the whole. */
  readonly requested?: string;
  readonly finding: Finding;
}

interface Common<Kind extends string> {
  readonly kind: Kind;
  readonly organ: LetterOrgan;
  readonly application: LetterApplication;
  /** 发文字号, given when the letter is issued; null while it is a draft or for letters that carry none. */
  readonly number: string | null;
  /** 成文日期, the day of the act: chooses law and remedy. */
  readonly date: PlainDate;
  readonly service?: Service;
  /** Titles of further annexes. */
  readonly annexes?: readonly string[];
}

/** What a letter of each kind is made from. */
export type LetterInput =
  /** 登记回执 */
  | (Common<'L01'> & { readonly dueOn: PlainDate })
  /** 补正告知书 */
  | (Common<'L02'> & { readonly defects: readonly string[]; readonly guidance: string; readonly respondBy: PlainDate })
  /** 延期答复告知书 */
  | (Common<'L03'> & { readonly reason: string; readonly newDueOn: PlainDate; readonly approvedBy: string })
  /** 说明理由告知书 */
  | (Common<'L04'> & { readonly count: string; readonly respondBy: PlainDate })
  /** 延迟答复告知书 */
  | (Common<'L05'> & { readonly reason: string; readonly until: PlainDate })
  /** 第三方意见征询书: carries nothing of the applicant. */
  | (Common<'L06'> & { readonly thirdParty: string; readonly content: string })
  /** 征求意见告知书 (to the applicant) */
  | (Common<'L07'> & { readonly sentOn: PlainDate })
  /** 第三方意见处理告知书: decided to disclose against the third party's will. */
  | (Common<'L08'> & {
      readonly thirdParty: string;
      readonly content: string;
      readonly reason: string;
      readonly releaseOn: PlainDate;
    })
  /** 征求共同制作机关意见函 */
  | (Common<'L09'> & { readonly coMaker: string; readonly content: string })
  /** 协办函 */
  | (Common<'L10'> & { readonly addressee: string; readonly matter: string; readonly respondBy: PlainDate })
  /** 收费通知书 */
  | (Common<'L11'> & { readonly fee: Fee; readonly account: string })
  /** 视为放弃申请告知书 */
  | (Common<'L12'> & { readonly finding: Extract<Finding, { outcome: 'ABANDONED_CORRECTION' | 'FEE_UNPAID' }> })
  /** 政府信息公开申请答复书 */
  | (Common<'L13'> & { readonly items: readonly DecisionItem[] })
  /** 不予处理告知书 */
  | (Common<'L14'> & { readonly items: readonly DecisionItem[] })
  /** 更正答复 / 转送告知 */
  | (Common<'L15'> & {
      readonly facts: string;
      readonly result:
        | { readonly kind: 'corrected' | 'refused'; readonly text: string }
        /** Passed on to the organ that may correct, or told to turn to it; `text` adds to it. */
        | { readonly kind: 'forwarded' | 'directed'; readonly to: string; readonly text?: string | undefined };
    })
  /** 送达回证 */
  | (Common<'L16'> & {
      readonly documents: readonly { readonly title: string; readonly number: string }[];
      readonly served: {
        readonly service: Service;
        readonly on: PlainDate;
        /** Who signed, the number of the registered mail, or the account it arrived at. */
        readonly proof: string;
        readonly place?: string;
      };
    })
  /** 主动公开建议反馈 */
  | (Common<'L17'> & { readonly proposal: string; readonly accepted: boolean; readonly reason: string })
  /** 当场答复记录 */
  | (Common<'L18'> & { readonly answer: string; readonly manner: string });

export type LetterKind = LetterInput['kind'];
export type { Notice };
