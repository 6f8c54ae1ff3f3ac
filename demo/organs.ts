import { type PlainDate, plainDate } from '../src/kernel/calendar/index.ts';
import type { Organ, OrganKind } from '../src/platform/identity/index.ts';

/** The records begin when the first 政府信息公开条例 came into force; organs made by the reform of 2019 begin with it. */
const RECORDS_BEGIN = plainDate('2008-05-01');
const REFORM = plainDate('2019-03-01');

export type OrganKey =
  | 'government'
  | 'office'
  | 'development'
  | 'industry'
  | 'education'
  | 'science'
  | 'police'
  | 'civil-affairs'
  | 'justice'
  | 'finance'
  | 'labour'
  | 'natural-resources'
  | 'environment'
  | 'housing'
  | 'transport'
  | 'agriculture'
  | 'water'
  | 'commerce'
  | 'culture'
  | 'health'
  | 'veterans'
  | 'emergency'
  | 'audit'
  | 'market'
  | 'statistics'
  | 'medical-insurance'
  | 'enforcement'
  | 'services'
  | `street-${number}`;

export interface DistrictOrgan {
  key: OrganKey;
  code: string;
  name: string;
  shortName: string;
  kind: OrganKind;
  /** 机关代字 of its documents. */
  mark: string;
  since: PlainDate;
}

const DISTRICT = '宁波市北仑区';

type Line = [key: OrganKey, name: string, shortName: string, kind: OrganKind, mark: string, since: PlainDate];

const LINES: readonly Line[] = [
  ['office', `${DISTRICT}人民政府办公室`, '区政府办公室', 'government-office', '仑政办', RECORDS_BEGIN],
  ['development', `${DISTRICT}发展和改革局`, '区发展改革局', 'department', '仑发改', RECORDS_BEGIN],
  ['industry', `${DISTRICT}经济和信息化局`, '区经信局', 'department', '仑经信', REFORM],
  ['education', `${DISTRICT}教育局`, '区教育局', 'department', '仑教', RECORDS_BEGIN],
  ['science', `${DISTRICT}科学技术局`, '区科技局', 'department', '仑科', RECORDS_BEGIN],
  ['police', '宁波市公安局北仑分局', '公安北仑分局', 'dispatched', '仑公', RECORDS_BEGIN],
  ['civil-affairs', `${DISTRICT}民政局`, '区民政局', 'department', '仑民', RECORDS_BEGIN],
  ['justice', `${DISTRICT}司法局`, '区司法局', 'department', '仑司', RECORDS_BEGIN],
  ['finance', `${DISTRICT}财政局`, '区财政局', 'department', '仑财', RECORDS_BEGIN],
  ['labour', `${DISTRICT}人力资源和社会保障局`, '区人力社保局', 'department', '仑人社', RECORDS_BEGIN],
  ['natural-resources', '宁波市自然资源和规划局北仑分局', '自然资源规划北仑分局', 'dispatched', '仑自然资规', REFORM],
  ['environment', '宁波市生态环境局北仑分局', '生态环境北仑分局', 'dispatched', '仑环', REFORM],
  ['housing', `${DISTRICT}住房和城乡建设局`, '区住建局', 'department', '仑住建', RECORDS_BEGIN],
  ['transport', `${DISTRICT}交通运输局`, '区交通运输局', 'department', '仑交', RECORDS_BEGIN],
  ['agriculture', `${DISTRICT}农业农村局`, '区农业农村局', 'department', '仑农', REFORM],
  ['water', `${DISTRICT}水利局`, '区水利局', 'department', '仑水', RECORDS_BEGIN],
  ['commerce', `${DISTRICT}商务局`, '区商务局', 'department', '仑商务', RECORDS_BEGIN],
  ['culture', `${DISTRICT}文化和广电旅游体育局`, '区文化广电旅游体育局', 'department', '仑文广旅体', REFORM],
  ['health', `${DISTRICT}卫生健康局`, '区卫生健康局', 'department', '仑卫健', REFORM],
  ['veterans', `${DISTRICT}退役军人事务局`, '区退役军人事务局', 'department', '仑退役军人', REFORM],
  ['emergency', `${DISTRICT}应急管理局`, '区应急管理局', 'department', '仑应急', REFORM],
  ['audit', `${DISTRICT}审计局`, '区审计局', 'department', '仑审', RECORDS_BEGIN],
  ['market', `${DISTRICT}市场监督管理局`, '区市场监管局', 'department', '仑市监', REFORM],
  ['statistics', `${DISTRICT}统计局`, '区统计局', 'department', '仑统', RECORDS_BEGIN],
  ['medical-insurance', `${DISTRICT}医疗保障局`, '区医疗保障局', 'department', '仑医保', REFORM],
  ['enforcement', `${DISTRICT}综合行政执法局`, '区综合行政执法局', 'department', '仑综执', RECORDS_BEGIN],
  ['services', `${DISTRICT}政务服务办公室`, '区政务服务办', 'department', '仑政服', REFORM],
];

const STREETS = ['新碶', '小港', '大碶', '霞浦', '柴桥', '戚家山', '春晓', '梅山', '白峰', '郭巨'];

/** Organs of the district, the government first; codes are the division's six digits and two more. */
export function districtOrgans(division: string, government: string): DistrictOrgan[] {
  const code = (number: number): string => `${division}${String(number).padStart(2, '0')}`;
  return [
    {
      key: 'government',
      code: government,
      name: `${DISTRICT}人民政府`,
      shortName: '北仑区',
      kind: 'government',
      mark: '仑政',
      since: RECORDS_BEGIN,
    },
    ...LINES.map(([key, name, shortName, kind, mark, since], i) => ({
      key,
      code: code(i + 1),
      name,
      shortName,
      kind,
      mark,
      since,
    })),
    ...STREETS.map((street, i) => ({
      key: `street-${i + 1}` as const,
      code: code(51 + i),
      name: `${DISTRICT}人民政府${street}街道办事处`,
      shortName: `${street}街道`,
      kind: 'street' as const,
      mark: `仑${street}街`,
      since: RECORDS_BEGIN,
    })),
  ];
}

export function organRows(organs: readonly DistrictOrgan[], division: string, government: string): Organ[] {
  return organs.map((organ, i) => ({
    divisionCode: division,
    code: organ.code,
    name: organ.name,
    shortName: organ.shortName,
    kind: organ.kind,
    parentCode: organ.code === government ? null : government,
    sortOrder: i,
    activeFrom: organ.since,
    activeTo: null,
  }));
}
