import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';

/** 公开方式 of information in general; what is on the platform is 主动公开. */
export const disclosureMethods = { proactive: '主动公开', 'on-request': '依申请公开', withheld: '不予公开' } as const;
export type DisclosureMethod = keyof typeof disclosureMethods;

/** What an entry of the platform is. `document` has a record in the library of 规范性文件; `item` is any other information. */
export const publicationKinds = {
  item: '政府信息',
  document: '行政规范性文件',
  interpretation: '政策解读',
  guide: '政府信息公开指南',
  institution: '政府信息公开制度',
  profile: '机构职能',
} as const;
export type PublicationKind = keyof typeof publicationKinds;

/** 体裁: the fifteen 文种 of 公文 (党政机关公文处理工作条例) and the forms of other information. */
export const genres = [
  '决议',
  '决定',
  '命令',
  '公报',
  '公告',
  '通告',
  '意见',
  '通知',
  '通报',
  '报告',
  '请示',
  '批复',
  '议案',
  '函',
  '纪要',
  '办法',
  '规定',
  '细则',
  '规划',
  '目录',
  '数据',
  '解读',
  '其他',
] as const;
export type Genre = (typeof genres)[number];

/** 主题分类: the first level in the style of 国务院公文主题分类. */
export const themes = [
  '综合政务',
  '国民经济管理、国有资产监管',
  '财政、金融、审计',
  '国土资源、能源',
  '农业、林业、水利',
  '工业、交通',
  '商贸、海关、旅游',
  '市场监管、安全生产监管',
  '城乡建设、环境保护',
  '科技、教育',
  '文化、广电、新闻出版',
  '卫生、体育',
  '人口与计划生育、妇女儿童工作',
  '劳动、人事、监察',
  '公安、安全、司法',
  '民政、扶贫、救灾',
  '其他',
] as const;
export type Theme = (typeof themes)[number];

/** Everything a page says of itself besides its text (条例 Art. 12: 索引、名称、内容概述、生成日期; platform practice). */
export interface Metadata {
  readonly title: string;
  /** 文号 */
  readonly documentNumber: string | null;
  /** 成文日期: signed, adopted or otherwise made. Never the day it went online. */
  readonly formedOn: PlainDate;
  /** When what it says changed since; the clock of Art. 26 then runs from here. */
  readonly changedOn: PlainDate | null;
  /** 施行日期 */
  readonly effectiveOn: PlainDate | null;
  /** Code of the catalogue. */
  readonly category: string;
  readonly theme: Theme;
  readonly genre: Genre;
  readonly keywords: readonly string[];
  readonly disclosure: DisclosureMethod;
  /** 内容概述 */
  readonly summary: string;
  /** 信息来源, when it is not the publishing organ. */
  readonly source: string | null;
}

export interface MetadataFault {
  readonly field: keyof Metadata | 'bodyHtml';
  readonly message: string;
  readonly legalBasis: LegalBasis;
}

export const MAX_KEYWORDS = 10;

/** What must be mended before a draft is submitted. Empty when it is complete. */
export function metadataFaults(
  metadata: Metadata,
  categories: ReadonlySet<string>,
  today: PlainDate,
  bodyText: string,
): MetadataFault[] {
  const faults: MetadataFault[] = [];
  const fault = (field: MetadataFault['field'], message: string, article = 12): void =>
    void faults.push({ field, message, legalBasis: regulation(article) });
  if (metadata.title.trim() === '') fault('title', '名称不能为空');
  if (metadata.title.length > 200) fault('title', '名称不能超过200字');
  if (metadata.summary.trim() === '') fault('summary', '内容概述不能为空');
  if (metadata.formedOn > today) fault('formedOn', `成文日期${metadata.formedOn}尚未到来`);
  if (metadata.changedOn !== null && metadata.changedOn < metadata.formedOn)
    fault('changedOn', `变更日期${metadata.changedOn}早于成文日期${metadata.formedOn}`, 26);
  if (metadata.effectiveOn !== null && metadata.effectiveOn < metadata.formedOn)
    fault('effectiveOn', `施行日期${metadata.effectiveOn}早于成文日期${metadata.formedOn}`);
  if (!categories.has(metadata.category)) fault('category', '请在本机关主动公开基本目录中选择类别', 20);
  if (metadata.disclosure !== 'proactive')
    fault('disclosure', `公开方式为“${disclosureMethods[metadata.disclosure]}”的信息不能在平台主动公开`, 13);
  if (metadata.keywords.length > MAX_KEYWORDS) fault('keywords', `关键词不能超过${MAX_KEYWORDS}个`);
  if (new Set(metadata.keywords).size !== metadata.keywords.length) fault('keywords', '关键词有重复');
  if (bodyText.trim() === '') fault('bodyHtml', '正文不能为空', 24);
  return faults;
}
