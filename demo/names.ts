import type { ApplicantCategory } from '../src/capabilities/requests/index.ts';
import type { DistrictOrgan } from './organs.ts';
import type { Random } from './random.ts';

/** Stands behind every name of a person, a firm or a court case: none of them exists. */
export const INVENTED = '（虚构）';

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const GIVEN = [...'平海明华军芳英珍国强波峰琴红燕飞亮萍忠良根宝娟敏杰超玲丽斌勇涛静洁云龙山江兰'];

/** 王某海（虚构）: a surname, 某, one character. */
export function personName(random: Random): string {
  return `${random.pick(SURNAMES)}某${random.pick(GIVEN)}${INVENTED}`;
}

const FIRM_TRADES = [
  '建设工程有限公司',
  '置业有限公司',
  '国际物流有限公司',
  '模具制造有限公司',
  '环保科技有限公司',
  '机电设备有限公司',
];
const FIRM_WORDS = ['海某', '仑某', '甬某', '港某', '瑞某', '恒某', '东某', '润某'];

const ORGANISATIONS: Readonly<Record<Exclude<ApplicantCategory, 'natural' | 'business'>, readonly string[]>> = {
  research: ['宁波某某区域经济研究院', '浙江某某大学海洋研究所', '宁波某某城乡规划研究院'],
  welfare: ['宁波某某环境保护公益服务中心', '北仑某某助残服务社', '宁波某某消费者权益保护促进会'],
  legal: ['浙江某某律师事务所', '浙江某某（宁波）律师事务所', '北仑某某法律服务所'],
  other: ['北仑某某村股份经济合作社', '宁波某某商会', '北仑某某小区业主委员会'],
};

export function applicantName(category: ApplicantCategory, random: Random): string {
  if (category === 'natural') return personName(random);
  if (category === 'business') return `宁波${random.pick(FIRM_WORDS)}${random.pick(FIRM_TRADES)}${INVENTED}`;
  return `${random.pick(ORGANISATIONS[category])}${INVENTED}`;
}

/** Who approves extensions: the head of the organ's disclosure office (条例 Art. 33). */
export function officeHead(organ: DistrictOrgan, random: Random): string {
  return `${organ.shortName}政府信息公开工作机构负责人${personName(random.fork(`office-head/${organ.code}`))}`;
}
