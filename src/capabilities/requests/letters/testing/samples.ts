/** Support for tests and benches: a finding for each outcome and a letter of each kind. People and organs are invented. */
import { type PlainDate, plainDate } from '../../../../kernel/calendar/index.ts';
import { feeByPage } from '../../rules/fees.ts';
import type { Outcome } from '../../rules/outcomes.ts';
import type { Finding, Refusal } from '../rules/findings.ts';
import type { LetterApplication, LetterInput, LetterKind, LetterOrgan } from '../rules/input.ts';
import { letterKindOf } from '../rules/kinds.ts';

export const sampleOrgan: LetterOrgan = {
  name: '示例市示例区住房和城乡建设局',
  position: { kind: 'department', government: '示例市示例区人民政府', superiorDepartment: '示例市住房和城乡建设局' },
  court: '示例市示例区人民法院',
  address: '示例市示例区示例路1号',
  phone: '0000-12345678',
  onlineReview: 'https://fuyi.example.gov.cn',
};

export const sampleApplication: LetterApplication = {
  number: '2025-0012',
  applicant: '赵示例',
  organisation: false,
  channel: 'online',
  submittedOn: plainDate('2025-02-05'),
  receivedOn: plainDate('2025-02-06'),
  requested: '示例区2024年老旧小区改造项目名单及资金安排',
};

const notice = { number: '示建公开告〔2025〕3号', on: plainDate('2025-02-10') };
const reason = '该信息公开后将影响正在进行的相关工作';

export const sampleRefusals: { readonly [O in Refusal['outcome']]: Extract<Refusal, { outcome: O }> } = {
  DENIED_STATE_SECRET: {
    outcome: 'DENIED_STATE_SECRET',
    marking: '已由有权机关依照法定程序确定密级',
    reason: '公开该信息将损害国家利益',
  },
  DENIED_LAW: {
    outcome: 'DENIED_LAW',
    law: '中华人民共和国统计法',
    article: '第二十五条',
    reason: '该信息能够识别单个统计调查对象身份',
  },
  DENIED_SECURITY: { outcome: 'DENIED_SECURITY', interest: '公共安全', reason: '该信息载有危险物品仓储设施的防护细节' },
  DENIED_THIRD_PARTY: {
    outcome: 'DENIED_THIRD_PARTY',
    interest: '商业秘密',
    consultation: { sentOn: plainDate('2025-02-12'), answer: 'refused' },
    reason: '该信息载有投标人的报价构成，第三方不同意公开的理由合理',
    publicInterest: '不公开该信息不会对公共利益造成重大影响',
  },
  DENIED_INTERNAL: {
    outcome: 'DENIED_INTERNAL',
    category: '内部工作流程',
    reason: '该信息是本机关内部审批环节的流转记录，不对外产生影响',
  },
  DENIED_PROCESS: { outcome: 'DENIED_PROCESS', category: '过程稿', noRuleDemands: true, reason },
  DENIED_CASE_FILE: {
    outcome: 'DENIED_CASE_FILE',
    caseName: '示建罚案〔2024〕8号案件',
    access: '当事人、利害关系人可以持身份证明到本机关档案室申请查阅案卷',
    reason: '该信息是调查取证形成的材料',
  },
};

export const sampleFindings: { readonly [O in Outcome]: Extract<Finding, { outcome: O }> } = {
  ...sampleRefusals,
  ALREADY_PUBLIC: {
    outcome: 'ALREADY_PUBLIC',
    title: '示例区2024年老旧小区改造计划',
    documentNumber: '示建发〔2024〕6号',
    where: '示例区人民政府门户网站“法定主动公开内容”栏目（https://www.example.gov.cn/gk/6.html）',
    manner: '网上查阅、下载',
  },
  GRANTED: { outcome: 'GRANTED', delivery: { enclosed: ['示例区2024年老旧小区改造项目名单'] } },
  PARTIAL: {
    outcome: 'PARTIAL',
    disclosed: ['项目名单及建设规模', '中央和省级补助资金安排'],
    delivery: { enclosed: ['示例区2024年老旧小区改造项目名单（已作区分处理）'] },
    withheld: [{ what: '投标报价明细', finding: sampleRefusals.DENIED_THIRD_PARTY }],
  },
  SPECIAL_QUERY: {
    outcome: 'SPECIAL_QUERY',
    queryKind: '不动产登记资料',
    law: '不动产登记暂行条例',
    window: '示例区不动产登记服务中心查询窗口',
  },
  NOT_EXIST: {
    outcome: 'NOT_EXIST',
    search: {
      on: plainDate('2025-02-18'),
      places: ['公文处理系统', '机关档案室2020至2024年文书档案'],
      terms: ['老旧小区', '资金安排'],
    },
    reason: '本机关未制作也未获取该信息',
  },
  NOT_THIS_AGENCY: {
    outcome: 'NOT_THIS_AGENCY',
    reason: '该信息由财政部门制作',
    responsible: { name: '示例市示例区财政局', contact: '0000-87654321' },
  },
  NEEDS_CREATION: {
    outcome: 'NEEDS_CREATION',
    reason: '本机关未按小区分别统计资金支出',
    rawMaterial: '可以向您提供年度资金决算表，请另行提出申请',
  },
  STILL_UNCLEAR: { outcome: 'STILL_UNCLEAR', notice, unclear: '未指明所指文件的名称、文号或者其他特征性描述' },
  PETITION: {
    outcome: 'PETITION',
    nature: '投诉',
    route: '12345政务服务便民热线',
    reason: '申请内容是反映施工噪声扰民并要求处理',
  },
  REPEAT: { outcome: 'REPEAT', earlier: { number: '示建公复〔2024〕31号', on: plainDate('2024-11-20') } },
  PUBLICATION: { outcome: 'PUBLICATION', title: '示例区年鉴（2024）', route: '示例区图书馆' },
  EXCESSIVE: {
    outcome: 'EXCESSIVE',
    count: '自2024年6月至2025年1月就同一事项提出申请86件',
    reasonsAsked: notice,
    reasonsGiven: null,
    reason: '上述申请的数量、频次明显超过合理范围',
  },
  CONFIRM_REISSUE: { outcome: 'CONFIRM_REISSUE', title: '示例小区改造方案批复', obtainedOn: plainDate('2024-12-02') },
  ABANDONED_CORRECTION: { outcome: 'ABANDONED_CORRECTION', notice, respondBy: plainDate('2025-02-25') },
  FEE_UNPAID: { outcome: 'FEE_UNPAID', notice, amountYuan: 1200, respondBy: plainDate('2025-03-12') },
  WITHDRAWN: { outcome: 'WITHDRAWN', on: plainDate('2025-02-20') },
  OTHER: { outcome: 'OTHER', reason: '申请内容是就办事流程提出的咨询' },
};

const DAY = plainDate('2025-03-05');

/** The decision letter for an outcome, complete. */
export function sampleDecision(outcome: Outcome, date: PlainDate = DAY, organ: LetterOrgan = sampleOrgan): LetterInput {
  const common = {
    organ,
    application: sampleApplication,
    number: '示建公复〔2025〕12号',
    date,
    service: 'online',
  } as const;
  const kind = letterKindOf(outcome);
  const finding = sampleFindings[outcome];
  if (kind === 'L12') {
    if (finding.outcome !== 'ABANDONED_CORRECTION' && finding.outcome !== 'FEE_UNPAID') throw new Error(outcome);
    return { ...common, kind, finding };
  }
  return { ...common, kind, items: [{ finding }] };
}

const common = {
  organ: sampleOrgan,
  application: sampleApplication,
  number: '示建公开告〔2025〕7号',
  date: DAY,
} as const;

/** A complete letter of each kind. */
export const sampleLetters: { readonly [K in LetterKind]: Extract<LetterInput, { kind: K }> } = {
  L01: { ...common, kind: 'L01', number: null, dueOn: plainDate('2025-03-06') },
  L02: {
    ...common,
    kind: 'L02',
    defects: ['未提供所申请信息的名称、文号或者便于查询的其他特征性描述', '未提供身份证明'],
    guidance: '可以写明项目名称、文件形成的大致时间或者发文机关',
    respondBy: plainDate('2025-03-26'),
  },
  L03: {
    ...common,
    kind: 'L03',
    reason: '申请的信息数量较多、需要逐份审查',
    newDueOn: plainDate('2025-04-03'),
    approvedBy: '钱示例',
  },
  L04: {
    ...common,
    kind: 'L04',
    count: '自2024年6月至2025年1月就同一事项提出申请86件，数量、频次明显超过合理范围',
    respondBy: plainDate('2025-03-19'),
  },
  L05: {
    ...common,
    kind: 'L05',
    reason: '您说明的申请理由合理，但是本机关无法在规定期限内答复',
    until: plainDate('2025-06-30'),
  },
  L06: {
    ...common,
    kind: 'L06',
    thirdParty: '示例建筑有限公司',
    content: '2024年老旧小区改造项目投标文件中的报价明细',
  },
  L07: { ...common, kind: 'L07', sentOn: DAY },
  L08: {
    ...common,
    kind: 'L08',
    thirdParty: '示例建筑有限公司',
    content: '2024年老旧小区改造项目中标总价',
    reason: '中标总价涉及财政资金使用，不公开会对公共利益造成重大影响',
    releaseOn: plainDate('2025-05-12'),
  },
  L09: { ...common, kind: 'L09', coMaker: '示例市示例区财政局', content: '《2024年老旧小区改造资金安排方案》' },
  L10: {
    ...common,
    kind: 'L10',
    addressee: '示例市示例区档案馆',
    matter: '检索2019年示例小区改造立项文件',
    respondBy: plainDate('2025-03-14'),
  },
  L11: {
    ...common,
    kind: 'L11',
    fee: feeByPage(150),
    account: '户名：示例区财政局；账号：0000000000；开户行：示例银行示例支行',
  },
  L12: sampleOf(sampleDecision('ABANDONED_CORRECTION'), 'L12'),
  L13: {
    ...sampleOf(sampleDecision('PARTIAL'), 'L13'),
    application: {
      ...sampleApplication,
      events: [
        {
          kind: 'consultation-sent',
          on: plainDate('2025-02-12'),
          ref: '1',
          party: 'third-party',
          deliveredOn: plainDate('2025-02-13'),
        },
        { kind: 'consultation-answered', on: plainDate('2025-02-24'), ref: '1', consents: false },
        { kind: 'extended', on: plainDate('2025-02-27'), workingDays: 15, approvedBy: '钱示例' },
      ],
    },
  },
  L14: sampleOf(sampleDecision('REPEAT'), 'L14'),
  L15: {
    ...common,
    kind: 'L15',
    facts: '本机关记录中您的工作单位记载有误',
    result: { kind: 'corrected', text: '本机关已于2025年3月4日更正上述记录' },
  },
  L16: {
    ...common,
    kind: 'L16',
    number: null,
    documents: [{ title: '政府信息公开申请答复书', number: '示建公复〔2025〕12号' }],
    served: { service: 'post', on: plainDate('2025-03-06'), proof: '给据邮件XA00000000000' },
  },
  L17: {
    ...common,
    kind: 'L17',
    proposal: '历年老旧小区改造资金安排',
    accepted: true,
    reason: '该信息涉及公众利益调整，将于2025年3月31日前在门户网站公开',
  },
  L18: {
    ...common,
    kind: 'L18',
    number: null,
    answer: '提供《2024年老旧小区改造计划》复印件3页',
    manner: '当面提供纸质件',
  },
};

function sampleOf<K extends LetterKind>(input: LetterInput, kind: K): Extract<LetterInput, { kind: K }> {
  if (input.kind !== kind) throw new Error(`expected ${kind}, found ${input.kind}`);
  return input as Extract<LetterInput, { kind: K }>;
}
