/** What figures in sentences can speak of, and the words for it. */
import type { ResultGroup, RowKey } from '../form.ts';

/** How the author counts “applications”: those new this year, those with last year's, or those dealt with. */
export type Basis = 'new' | 'handled' | 'finished';

export type Kind = 'granted' | 'partial' | ResultGroup;

export type Measure =
  | { of: 'received'; bases: readonly Basis[] }
  | { of: 'applicant'; columns: readonly number[]; name: string }
  | { of: 'finished' }
  | { of: 'kinds'; kinds: readonly Kind[] }
  | { of: 'row'; row: RowKey }
  | { of: 'carried' }
  | { of: 'forward' }
  | { of: 'reconsideration' }
  | { of: 'litigation' }
  | { of: 'remedies' }
  | { of: 'litigationDirect' }
  | { of: 'litigationAfter' }
  /** How the cases of a course of remedy ended: index into REMEDY_COLUMN_KEYS. */
  | { of: 'remedyResult'; course: RemedyCourse; column: number }
  /** Normative documents: index into [issued, repealed, inForce]. */
  | { of: 'documents'; column: 0 | 1 | 2 };

export type RemedyCourse = 'reconsideration' | 'litigation' | 'litigationDirect' | 'litigationAfter';

export interface Mention {
  measure: Measure;
  value: number;
  /** Of the figure with its unit, in the sentence's own text. */
  start: number;
  end: number;
  /** The author counts something narrower or other: one office, one channel, another year. Never to be accused. */
  limited: boolean;
}
export const UNIT = '(?:件|宗|份|起|例)';
export const NUMBER = '(\\d{1,7})';
export const FILL = '[^，。；、：（）\\d]';
export const NOTE = '(?:（[^（）]{0,60}）)?';

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  granted: '予以公开',
  partial: '部分公开',
  denied: '不予公开',
  unable: '无法提供',
  rejected: '不予处理',
  other: '其他处理',
};

export const KIND_WORDS: readonly (readonly [Kind, string])[] = [
  ['partial', '(?:予以|同意|区分处理)?部分公开'],
  ['denied', '不予以?公开'],
  ['granted', '(?:予以|同意|全部|全文|准予)公开'],
  ['unable', '无法提供'],
  ['rejected', '不予以?处理'],
  ['other', '(?:作|做|其它|其他)(?:其他|其它)?(?:方式)?处理'],
];
export const ANY_KIND = KIND_WORDS.map(([, words]) => words).join('|');

export const ROW_WORDS: readonly (readonly [RowKey, string])[] = [
  ['denied_1', '(?:属于|涉及)国家秘密'],
  ['denied_2', '(?:其他)?法律、?行政法规禁止公开'],
  ['denied_3', '危及“?三安全一稳定”?'],
  ['denied_4', '保护第三方合法权益'],
  ['denied_5', '(?:属于)?三类内部事务信息'],
  ['denied_6', '(?:属于)?四类过程性信息'],
  ['denied_7', '(?:属于)?行政执法案卷'],
  ['denied_8', '(?:属于)?行政查询事项'],
  ['unable_1', '本机关不掌握(?:相关)?(?:政府)?信息'],
  ['unable_2', '没有现成信息(?:、|，)?(?:需要?另行制作)?'],
  ['unable_3', '补正后(?:申请内容)?仍不明确'],
  ['rejected_1', '信访、?举报、?投诉类?'],
  ['rejected_2', '重复申请'],
  ['rejected_3', '要求提供公开出版物'],
  ['rejected_4', '无正当理由大量反复申请'],
  ['other_1', '(?:申请人)?(?:无正当理由)?逾期不补正'],
  ['other_2', '(?:申请人)?逾期(?:未|不)(?:按收费通知要求)?缴(?:纳费用|费)'],
];

export const APPLICANTS: readonly (readonly [string, string, readonly number[]])[] = [
  ['自然人', '自然人|公民个人', [0]],
  [
    '法人或其他组织',
    '(?<!(?:公民|自然人)(?:、|和|及|与|或者?|，)?)法人(?:或者?|和|及|与|、)其[他它]组织',
    [1, 2, 3, 4, 5],
  ],
  ['商业企业', '商业企业', [1]],
  ['科研机构', '科研机构', [2]],
  ['社会公益组织', '社会公益组织', [3]],
  ['法律服务机构', '法律服务机构', [4]],
];

/** Words between the kind and its figure that change nothing. */
export const LINK = '(?:的|类|情形|情况|答复|决定|申请|事项|信息|案件|为|有|共|合|计|数量|，?分别为|：|“|”|"|）){0,8}';

/** Which kind of result a word names. */
export function kindOf(word: string): Kind {
  return KIND_WORDS.find(([, words]) => new RegExp(`^(?:${words})$`).test(word))![0];
}
