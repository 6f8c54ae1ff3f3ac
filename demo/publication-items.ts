import type { Genre, Theme } from '../src/capabilities/publications/index.ts';
import type { ItemPattern } from './item-patterns.ts';
import { governmentItems } from './items-of-government.ts';
import { serviceItems } from './items-of-services.ts';
import type { DistrictOrgan, OrganKey } from './organs.ts';

/** Every kind of information of the year, in the catalogue's order. */
export const itemPatterns: readonly ItemPattern[] = [...governmentItems, ...serviceItems];

const themeOfOrgan: Partial<Record<OrganKey, Theme>> = {
  development: '国民经济管理、国有资产监管',
  industry: '工业、交通',
  education: '科技、教育',
  science: '科技、教育',
  police: '公安、安全、司法',
  'civil-affairs': '民政、扶贫、救灾',
  justice: '公安、安全、司法',
  finance: '财政、金融、审计',
  labour: '劳动、人事、监察',
  'natural-resources': '国土资源、能源',
  environment: '城乡建设、环境保护',
  housing: '城乡建设、环境保护',
  transport: '工业、交通',
  agriculture: '农业、林业、水利',
  water: '农业、林业、水利',
  commerce: '商贸、海关、旅游',
  culture: '文化、广电、新闻出版',
  health: '卫生、体育',
  emergency: '市场监管、安全生产监管',
  market: '市场监管、安全生产监管',
  'medical-insurance': '卫生、体育',
  enforcement: '城乡建设、环境保护',
};

export function genreOf(title: string): Genre {
  const found = (['办法', '细则', '规定', '意见', '通告', '通知'] as const).find((genre) =>
    title.replace(/（试行）$/, '').endsWith(genre),
  );
  return found ?? '其他';
}

const themesOfSubjects: readonly [RegExp, Theme][] = [
  [/公寓|住房|房屋|道路|广告|建筑|停车|电梯|排水|绿地|垃圾|养犬|噪|车辆|自行车/, '城乡建设、环境保护'],
  [/制造|物流|集成电路|汽车|工业|技术改造/, '工业、交通'],
  [/商务|会展|旅游|外贸|民宿|农贸/, '商贸、海关、旅游'],
  [/农|粮食|水库|饮用水|河道|畜禽|森林|秸秆|花木/, '农业、林业、水利'],
  [/资金|资产|投资|基金|上市|股权|国有/, '财政、金融、审计'],
  [/救助|养老|养人员|残|退役|见义勇为/, '民政、扶贫、救灾'],
  [/人才|流动人口|人力资源/, '劳动、人事、监察'],
  [/土地|宅基地|征收|矿/, '国土资源、能源'],
];

export function themeOf(organ: DistrictOrgan, title: string): Theme {
  return themeOfOrgan[organ.key] ?? themesOfSubjects.find(([pattern]) => pattern.test(title))?.[1] ?? '综合政务';
}
