import type { ApplicationEvent, Finding, Outcome, Refusal } from '../src/capabilities/requests/index.ts';
import { addDays, type PlainDate } from '../src/kernel/calendar/index.ts';
import type { DistrictOrgan } from './organs.ts';
import { OPENING } from './subjects.ts';

/** What a finding is made from: the case so far and what was answered before. */
export interface FindingSource {
  readonly subject: string;
  readonly organ: DistrictOrgan;
  readonly on: PlainDate;
  readonly events: readonly ApplicationEvent[];
  readonly correction: { readonly number: string; readonly on: PlainDate; readonly respondBy: PlainDate } | undefined;
  readonly fee:
    | { readonly number: string; readonly on: PlainDate; readonly amountYuan: number; readonly payBy: PlainDate }
    | undefined;
  readonly earlier: { readonly number: string; readonly on: PlainDate } | undefined;
}

const nameOf = (subject: string): string => subject.replace(OPENING, '').replace(/^再次申请公开/, '');

function refusalOf(outcome: Refusal['outcome'], { events, organ }: FindingSource): Refusal {
  switch (outcome) {
    case 'DENIED_STATE_SECRET':
      return { outcome, marking: '已由有权机关依照法定程序确定密级', reason: '公开该信息将损害国家安全和利益' };
    case 'DENIED_LAW':
      return {
        outcome,
        law: '中华人民共和国统计法',
        article: '第二十五条',
        reason: '该信息能够识别单个统计调查对象的身份',
      };
    case 'DENIED_SECURITY':
      return { outcome, interest: '公共安全', reason: '该信息载有重点设施的防护细节' };
    case 'DENIED_THIRD_PARTY': {
      const sent = events.findLast((event) => event.kind === 'consultation-sent' && event.party === 'third-party');
      const ref = sent?.kind === 'consultation-sent' ? sent.ref : '';
      const answered = events.some((event) => event.kind === 'consultation-answered' && event.ref === ref);
      return {
        outcome,
        interest: '个人隐私和商业秘密',
        consultation: sent ? { sentOn: sent.on, answer: answered ? 'refused' : 'silent' } : null,
        reason: '该信息公开会对第三方合法权益造成损害',
        publicInterest: '不公开该信息不会对公共利益造成重大影响',
      };
    }
    case 'DENIED_INTERNAL':
      return { outcome, category: '内部工作流程', reason: '该信息是内部流转的记录，不对外产生影响' };
    case 'DENIED_PROCESS':
      return {
        outcome,
        category: '请示报告',
        noRuleDemands: true,
        reason: '该信息是决策形成过程中的请示，公开后影响正常讨论',
      };
    case 'DENIED_CASE_FILE':
      return {
        outcome,
        caseName: `${organ.shortName}办理的行政执法案件（虚构）`,
        access: '当事人、利害关系人可以持身份证明到本机关申请查阅案卷',
        reason: '该信息是调查取证形成的材料',
      };
  }
}

/** The finding a reply of this outcome rests on. Words are invented. */
export function demonstrationFinding(outcome: Outcome, source: FindingSource): Finding {
  const { subject, on, correction, fee, earlier } = source;
  const title = nameOf(subject).slice(0, 60);
  switch (outcome) {
    case 'GRANTED':
      return { outcome, delivery: { enclosed: [title] } };
    case 'ALREADY_PUBLIC':
      return {
        outcome,
        title,
        where: '北仑区人民政府门户网站“政府信息公开”专栏（演示）',
        manner: '网上查阅、下载',
      };
    case 'SPECIAL_QUERY':
      return {
        outcome,
        queryKind: '不动产登记资料',
        law: '不动产登记暂行条例',
        window: '北仑区不动产登记服务中心查询窗口（虚构）',
      };
    case 'NOT_EXIST':
      return {
        outcome,
        search: { on, places: ['公文处理系统', '本机关档案室'], terms: [title.slice(0, 12)] },
        reason: '本机关未制作也未获取该信息',
      };
    case 'NOT_THIS_AGENCY':
      return {
        outcome,
        reason: '该信息由其他行政机关制作',
        responsible: { name: '制作该信息的行政机关', contact: '0574-00000000（虚构）' },
      };
    case 'NEEDS_CREATION':
      return { outcome, reason: '本机关没有按所申请的口径汇总的现成信息' };
    case 'STILL_UNCLEAR':
      return {
        outcome,
        notice: correction ?? { number: '', on },
        unclear: '补正后仍未指明信息的名称、文号或者其他特征性描述',
      };
    case 'PETITION':
      return { outcome, nature: '投诉', route: '12345政务服务便民热线', reason: '申请内容是反映问题并要求处理' };
    case 'REPEAT':
      return { outcome, earlier: earlier ?? null };
    case 'PUBLICATION':
      return { outcome, title: title.replace(/[《》]/g, ''), route: '北仑区图书馆' };
    case 'EXCESSIVE':
      return {
        outcome,
        count: '近一年就同一事项反复提出申请，数量、频次明显超过合理范围',
        reasonsAsked: correction ?? { number: '口头告知', on: addDays(on, -10) },
        reasonsGiven: null,
        reason: '上述申请没有正当理由',
      };
    case 'CONFIRM_REISSUE':
      return { outcome, title, obtainedOn: addDays(on, -60) };
    case 'ABANDONED_CORRECTION':
      return {
        outcome,
        notice: correction ?? { number: '', on },
        respondBy: correction?.respondBy ?? on,
      };
    case 'FEE_UNPAID':
      return {
        outcome,
        notice: fee ?? { number: '', on },
        amountYuan: fee?.amountYuan ?? 0,
        respondBy: fee?.payBy ?? on,
      };
    case 'OTHER':
      return { outcome, reason: '申请内容是就办事流程提出的咨询' };
    case 'WITHDRAWN':
      return { outcome, on };
    case 'PARTIAL':
      return { outcome, disclosed: [title], delivery: { enclosed: [`${title}（已作区分处理）`] }, withheld: [] };
    default:
      return refusalOf(outcome, source);
  }
}

/** A partial disclosure with its grounds; what can't be provided at all is an item of its own. */
export function partialItems(grounds: readonly Outcome[], source: FindingSource) {
  const partial = demonstrationFinding('PARTIAL', source);
  const denied = grounds.filter((ground) => ground.startsWith('DENIED_'));
  const others = grounds.filter((ground) => !ground.startsWith('DENIED_'));
  if (partial.outcome !== 'PARTIAL') return [];
  if (denied.length === 0) {
    const title = nameOf(source.subject).slice(0, 40);
    return [
      { requested: title, finding: demonstrationFinding('GRANTED', source) },
      ...others.map((ground) => ({
        requested: `${title}的其余材料`,
        finding: demonstrationFinding(ground, source),
      })),
    ];
  }
  const withheld = denied.map((ground) => ({
    what: '涉及不应当公开内容的部分',
    finding: refusalOf(ground as Refusal['outcome'], source),
  }));
  return [{ finding: { ...partial, withheld } }];
}
