/** Support for tests: sentences on remedies and documents, and right sentences of other scopes. */
import { findRow, type ReportTables } from '../../../rules/form.ts';
import { mark, type Style, type Told } from './told.ts';

export const REMEDIES: readonly Style[] = [
  {
    name: '引发复议诉讼',
    write: ({ tables }, _c) => {
      const [a, d, f] = totals(tables);
      return `因政府信息公开引发行政复议${mark(a, a - pendingOf(tables, 0))}件，行政诉讼${mark(d + f, ...suitValues(tables))}件`;
    },
  },
  {
    name: '被申请复议',
    write: ({ tables }) => {
      const [a, d, f] = totals(tables);
      return `全年因政府信息公开被申请行政复议${mark(a, a - pendingOf(tables, 0))}件、被提起行政诉讼${mark(d + f, ...suitValues(tables))}件`;
    },
  },
  {
    name: '复议结果',
    write: ({ tables }) => {
      const [upheld, corrected, other, pending, total] = tables.remedies.reconsideration as [
        number,
        number,
        number,
        number,
        number,
      ];
      if (total === 0) return null;
      return `涉及政府信息公开的行政复议案件${mark(total, total - pending)}件，其中结果维持${mark(upheld)}件，结果纠正${mark(corrected)}件，其他结果${mark(other)}件，尚未审结${mark(pending)}件`;
    },
  },
  {
    name: '诉讼两种',
    write: ({ tables }) => {
      const [, d, f] = totals(tables);
      if (d + f === 0) return null;
      return `政府信息公开行政诉讼${mark(d + f, ...suitValues(tables))}件，其中未经复议直接起诉${mark(d, d - pendingOf(tables, 1))}件、复议后起诉${mark(f, f - pendingOf(tables, 2))}件`;
    },
  },
  {
    name: '复议诉讼合计',
    write: ({ tables }) => {
      const [a, d, f] = totals(tables);
      const all = a + d + f;
      return `${'全年办理'}政府信息公开行政复议、行政诉讼案件共${mark(all, all - pendingOf(tables, 0) - pendingOf(tables, 1) - pendingOf(tables, 2))}件`;
    },
  },
  {
    name: '没有复议诉讼',
    write: ({ tables }) =>
      totals(tables).some((total) => total > 0) ? null : '本年度未发生因政府信息公开引起的行政复议、行政诉讼案件',
  },
];

export function totals(tables: ReportTables): [number, number, number] {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  return [reconsideration[4] ?? 0, litigationDirect[4] ?? 0, litigationAfterReconsideration[4] ?? 0];
}

export function pendingOf(tables: ReportTables, block: 0 | 1 | 2): number {
  return Object.values(tables.remedies)[block]?.[3] ?? 0;
}

function suitValues(tables: ReportTables): number[] {
  const [, d, f] = totals(tables);
  const direct = pendingOf(tables, 1);
  const after = pendingOf(tables, 2);
  return [d, f, d - direct, f - after, d + f - direct - after];
}

export const DOCUMENTS: readonly Style[] = [
  {
    name: '现行有效',
    write: ({ tables }) =>
      findRow(tables, 'other')
        ? null
        : `截至年底，现行有效行政规范性文件${mark(tables.proactive.normativeDocuments[2] ?? 0)}件`,
  },
  {
    name: '制发废止',
    write: ({ tables }) => {
      if (findRow(tables, 'other')) return null;
      const [issued, repealed, inForce] = tables.proactive.normativeDocuments as [number, number, number];
      return `全年共制发行政规范性文件${mark(issued)}件，废止${mark(repealed)}件，现行有效${mark(inForce)}件`;
    },
  },
];

/** Right sentences whose figures are not what the tables count; they must never be accused. */
export const OTHER_SCOPES: readonly ((told: Told) => string)[] = [
  () => '其中区政府办受理政府信息公开申请17件',
  () => '其中区政府17件，街道办事处31件',
  () => '区水利局全年收到政府信息公开申请12件，予以公开5件，部分公开3件',
  () => '全区通过网络渠道收到政府信息公开申请8件，信函方式收到政府信息公开申请3件',
  ({ year }) => `${year - 1}年全区受理政府信息公开申请9999件`,
  () => '全年主动公开政府信息2645条，其中政策解读52条、新闻发布会7场',
  () => '办理人大代表建议25件、政协提案31件，均已办结',
  () => '受理行政复议申请40件，办结38件',
  () => '12345热线受理群众诉求18,320件，办结率99.8%，满意率98.7%',
  () => '公开行政许可信息3,812条、行政处罚信息619条',
  () => '开展业务培训3期120人次，印发通报4期，整改问题84个',
  () => '没有收到超出一定数量或者频次范围的政府信息公开申请，未收取信息处理费',
  () => '上半年收到政府信息公开申请2件',
  () => '依申请公开超期答复0件，答复规范率100%',
  () => '政府门户网站总访问量达123.4万次，同比增长15.6%，其中政务公开栏目访问量占36.5%',
  () => '举办政府开放日活动12场，其中线上4场、线下8场',
  () => '转办市政府交办的政府信息公开申请6件',
  () => '指导各部门、镇街答复疑难复杂政府信息公开申请35件',
  () => '政务微信公众号发布信息1,203条，粉丝数3.2万人',
  ({ year }) => `办理因${year - 1}年度政府信息公开申请引发行政复议31件、引发行政诉讼2件`,
  () => '区本级收到政府信息公开申请7件，办结7件',
  () => '审核下级单位报送的依申请公开答复意见41件',
  () => '全年更新权责清单事项5,126项，动态调整73项',
  () => '制发重大行政决策目录，公布决策事项6项，征集公众意见34条，采纳21条',
];
