import type { ApplicantCategory, Outcome } from '../src/capabilities/requests/index.ts';
import type { OrganKey } from './organs.ts';

/**
 * What people ask for, by the organ that holds it. `{…}` is filled from places.ts; {self}, {street}, {plot}, {year} and
 * {month} by the case.
 */
export interface Topic {
  /** `street` stands for any of the streets. */
  organs: readonly (OrganKey | 'street')[];
  texts: readonly string[];
  outcomes: readonly Outcome[];
  /** Organs that are asked in error; only they answer NOT_THIS_AGENCY. */
  misdirectedTo?: readonly (OrganKey | 'street')[];
  /** 1 when not given. */
  weight?: number;
  /** Who else asks this beside persons. */
  organisations?: readonly ApplicantCategory[];
}

const BUSINESS: readonly ApplicantCategory[] = ['business', 'legal'];
const ANYONE: readonly ApplicantCategory[] = ['business', 'legal', 'research', 'welfare', 'other'];

/** Requests that only ever end in one way. */
export const particularTopics: readonly Topic[] = [
  {
    organs: ['housing'],
    texts: ['全区人民防空工程布局图和{project}人防地下室战时功能平面图'],
    outcomes: ['DENIED_STATE_SECRET'],
  },
  { organs: ['police'], texts: ['{road}沿线视频监控点位分布图和联网技术方案'], outcomes: ['DENIED_STATE_SECRET'] },
  { organs: ['housing'], texts: ['{project}投标文件中的技术方案和成本报价明细'], outcomes: ['DENIED_THIRD_PARTY'] },
  {
    organs: ['industry'],
    texts: ['{park}企业{year}年申报技术改造项目提交的工艺路线和财务资料'],
    outcomes: ['DENIED_THIRD_PARTY'],
  },
  {
    organs: ['natural-resources', 'street'],
    texts: ['{village}全部安置户的签约协议、家庭成员信息和银行账户'],
    outcomes: ['DENIED_THIRD_PARTY'],
  },
  {
    organs: ['office', 'education'],
    texts: ['{year}年度机关工作人员考勤记录和公务用车派车单', '{year}年机关食堂物资领用登记和值班安排表'],
    outcomes: ['DENIED_INTERNAL'],
  },
  {
    organs: ['government', 'office', 'development'],
    texts: [
      '{project}选址论证阶段各部门的讨论记录和征求意见稿',
      '{year}年规划修编过程中的请示、会签意见和内部会议记录',
    ],
    outcomes: ['DENIED_PROCESS'],
  },
  {
    organs: ['enforcement'],
    texts: ['{community}底层商铺违法搭建案的调查笔录、内部审批表和执法记录仪视频'],
    outcomes: ['DENIED_CASE_FILE'],
  },
  { organs: ['market'], texts: ['{year}年一起{industry}处罚案件的全部案卷材料'], outcomes: ['DENIED_CASE_FILE'] },
  {
    organs: ['market'],
    texts: ['{park}一家企业自设立以来的全部企业登记档案'],
    outcomes: ['SPECIAL_QUERY'],
    organisations: ['legal', 'business'],
  },
  {
    organs: ['natural-resources'],
    texts: ['{community}{part}的不动产登记簿和历次转移登记资料'],
    outcomes: ['SPECIAL_QUERY'],
    organisations: ['legal', 'business'],
  },
  {
    organs: ['statistics', 'police'],
    texts: ['按村（社区）和年龄段分类汇总{year}年以来的人口变动数据'],
    outcomes: ['NEEDS_CREATION'],
    organisations: ANYONE,
  },
  {
    organs: ['natural-resources', 'street'],
    texts: ['{year}年以来{street}各村征地面积、补偿金额和安置人数的对比分析表'],
    outcomes: ['NEEDS_CREATION'],
    organisations: ANYONE,
  },
  {
    organs: ['labour', 'industry'],
    texts: ['{year}年以来全区规模以上企业用工和社保缴费情况的逐户统计表'],
    outcomes: ['NEEDS_CREATION'],
    organisations: ANYONE,
  },
  {
    organs: ['street', 'government', 'natural-resources', 'housing'],
    texts: [
      '与{self}房屋、土地有关的材料（{village}）',
      '{village}和{community}的有关文件',
      '{project}的所有资料',
      '{year}年以来涉及{village}的一切会议材料',
    ],
    outcomes: ['ABANDONED_CORRECTION', 'STILL_UNCLEAR'],
  },
  {
    organs: ['enforcement', 'street', 'housing'],
    texts: [
      '请求查处{community}业主违规搭建阳光房的行为并书面答复处理结果',
      '反映{project}夜间施工扰民，要求责令停工并追究责任',
    ],
    outcomes: ['PETITION'],
  },
  {
    organs: ['street', 'natural-resources'],
    texts: ['{project}涉及{self}承包地的补偿标准和计算明细', '{village}{year}年青苗和地上附着物补偿的核定材料'],
    outcomes: ['WITHDRAWN', 'OTHER'],
  },
  { organs: ['statistics'], texts: ['提供{year}年《北仑统计年鉴》纸质本一册'], outcomes: ['PUBLICATION'] },
  { organs: ['office'], texts: ['提供{year}年全年政府公报合订本'], outcomes: ['PUBLICATION'] },
  {
    organs: ['natural-resources', 'housing'],
    texts: ['{plot}挂牌出让档案全卷（三百余页）的复制件', '{project}{part}竣工图纸和全部隐蔽工程验收记录的复制件'],
    outcomes: ['FEE_UNPAID', 'GRANTED'],
    organisations: BUSINESS,
    weight: 0.2,
  },
  {
    organs: ['housing'],
    texts: [
      '对{self}此前取得的{year}年度{project}批复内容是否真实有效予以书面确认',
      '重新出具{self}已领取的{community}征收补偿告知书',
    ],
    outcomes: ['CONFIRM_REISSUE', 'EXCESSIVE'],
  },
  {
    organs: ['statistics', 'environment'],
    texts: ['{park}一家企业{year}年报送的、法律规定应当保密的统计调查表'],
    outcomes: ['DENIED_LAW', 'DENIED_SECURITY'],
  },
];
