import { basis, cite, type LegalBasis, regulation } from '../../../../kernel/legal-basis/index.ts';

/** Something a letter says. A template names it as {name}; the label is what a clerk reads when it is missing. */
export interface Element {
  readonly label: string;
  /** The article that demands it; without one it is demanded by the form of the letter. */
  readonly basis?: LegalBasis;
}

const FORMAT = basis('officialDocumentFormat');
const FEES = basis('feeMeasures');
const WHY = regulation(36, { item: 3 });
const element = (label: string, from?: LegalBasis): Element => (from ? { label, basis: from } : { label });

/** Every element by the name templates use. */
export const elements = {
  // Every letter
  you: element('对申请人的称谓'),
  applicant: element('申请人姓名或者名称', regulation(29)),
  organ: element('行政机关名称', FORMAT),
  number: element('发文字号', FORMAT),
  applicationNumber: element('申请编号'),
  submittedOn: element('申请提交时间', regulation(31)),
  receivedOn: element('收到申请之日', regulation(31)),
  channel: element('申请渠道', regulation(29)),
  requested: element('申请公开的政府信息内容', regulation(29)),
  procedure: element('办理经过'),
  phone: element('联系电话'),
  address: element('通信地址'),
  remedy: element('救济途径和期限', basis('reconsiderationLaw', 20)),
  reviewOrgan: element('行政复议机关', basis('reconsiderationLaw', 20)),
  court: element('有管辖权的人民法院', basis('litigationLaw', 46)),
  onlineReview: element('提交行政复议申请书的互联网渠道', basis('reconsiderationLaw', 22)),
  annex: element('附件', regulation(36, { item: 2 })),
  consequence: element('逾期的后果'),
  // Findings
  decisions: element('答复决定', regulation(36)),
  basis: element('法律依据', WHY),
  subject: element('决定所针对的信息', WHY),
  reason: element('理由', WHY),
  title: element('信息的名称', regulation(36, { item: 1 })),
  documentNumber: element('文号'),
  where: element('获取途径', regulation(36, { item: 1 })),
  manner: element('获取方式', regulation(36, { item: 1 })),
  delivery: element('信息本身（附件），或者获取的方式、途径和时间', regulation(36, { item: 2 })),
  disclosed: element('予以公开的内容', regulation(37)),
  withheld: element('不予公开的内容及各自的理由', regulation(37)),
  marking: element('定密事实', regulation(14)),
  law: element('法律、行政法规的名称', regulation(14)),
  article: element('法律、行政法规的条款', regulation(14)),
  interest: element('可能受损害的利益', regulation(14)),
  thirdPartyInterest: element('涉及的第三方权益（商业秘密、个人隐私等）', regulation(15)),
  consultation: element('征求第三方意见的经过', regulation(32)),
  publicInterest: element('不公开不会对公共利益造成重大影响的判断', regulation(15)),
  category: element('信息所属的类别', regulation(16)),
  noRule: element('法律、法规、规章未规定应当公开的判断', regulation(16, { paragraph: 2 })),
  caseName: element('所属行政执法案件', regulation(16, { paragraph: 2 })),
  access: element('当事人查阅案卷的途径', regulation(16, { paragraph: 2 })),
  queryKind: element('行政查询事项', regulation(36, { item: 7 })),
  specialLaw: element('作出特别规定的法律、行政法规', regulation(36, { item: 7 })),
  window: element('办理查询的窗口', regulation(36, { item: 7 })),
  search: element('检索记录（检索时间、范围和结果）', regulation(36, { item: 4 })),
  responsible: element('负责公开的行政机关名称', regulation(36, { item: 5 })),
  responsibleContact: element('负责公开的行政机关联系方式', regulation(36, { item: 5 })),
  rawMaterial: element('可以提供的原始信息'),
  noticeOn: element('告知或者通知的日期'),
  noticeNumber: element('告知书或者通知书的文号'),
  unclear: element('仍不明确之处', regulation(30)),
  nature: element('申请的实质（信访、投诉、举报）', regulation(39, { paragraph: 1 })),
  route: element('相应渠道', regulation(39)),
  earlierOn: element('此前答复的日期', regulation(36, { item: 6 })),
  earlierNumber: element('此前答复的文号', regulation(36, { item: 6 })),
  count: element('申请的数量、频次', regulation(35)),
  reasonsGiven: element('申请人说明理由的情况', regulation(35)),
  respondBy: element('期限'),
  amount: element('金额', FEES),
  withdrawnOn: element('撤回日期'),
  // Letters of the procedure
  defects: element('全部补正事项', regulation(30)),
  guidance: element('补正指导和释明', regulation(30)),
  dueOn: element('答复期限届满日', regulation(33)),
  newDueOn: element('延长后的答复期限届满日', regulation(33)),
  approval: element('政府信息公开工作机构负责人同意', regulation(33)),
  until: element('延迟答复的合理期限', regulation(35)),
  content: element('所涉政府信息的内容', regulation(32)),
  responsePeriod: element('答复意见的期限', regulation(32)),
  silence: element('逾期未提出意见的后果', regulation(32)),
  excluded: element('征求意见所需时间不计入期限的告知', regulation(33)),
  releaseOn: element('公开的日期', regulation(32)),
  thirdParty: element('第三方的姓名或者名称', regulation(32)),
  coMaker: element('共同制作机关', regulation(34)),
  addressee: element('受文机关', FORMAT),
  matter: element('协办事项'),
  mode: element('计费方式', FEES),
  computation: element('金额的计算', FEES),
  account: element('缴费账户', FEES),
  facts: element('核实的事实', regulation(41)),
  result: element('处理结果', regulation(41)),
  proposal: element('主动公开的建议', regulation(44)),
  documents: element('送达的文书', basis('serviceOfDecisions')),
  service: element('送达方式', basis('serviceOfDecisions')),
  servedOn: element('送达日期', basis('serviceOfDecisions')),
  proof: element('签收人或者邮寄单号', basis('serviceOfDecisions')),
  answer: element('当场答复的内容', regulation(33, { paragraph: 1 })),
} as const satisfies Record<string, Element>;

export type ElementName = keyof typeof elements;

export function isElement(name: string): name is ElementName {
  return Object.hasOwn(elements, name);
}

export interface MissingElement {
  readonly name: ElementName;
  readonly label: string;
  /** 《中华人民共和国政府信息公开条例》第三十条, or empty when the letter's form demands it. */
  readonly basis: string;
}

export function missingElement(name: ElementName, where = ''): MissingElement {
  const { label, basis: from }: Element = elements[name];
  return { name, label: where === '' ? label : `${where}：${label}`, basis: from ? cite(from) : '' };
}

/** A letter that would leave without something it must say. Nothing is issued. */
export class LetterIncompleteError extends Error {
  override name = 'LetterIncompleteError';
  readonly missing: readonly MissingElement[];

  constructor(letter: string, missing: readonly MissingElement[]) {
    const list = missing.map(({ label, basis: from }) => (from === '' ? label : `${label}（${from}）`));
    super(`${letter}不完整，不能发出，缺少：${list.join('；')}`);
    this.missing = missing;
  }
}
