import type { Topic } from '../src/capabilities/publications/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';

/** A topic and which titles an editor chose for it; null for one that a rule alone feeds. */
export interface DemonstrationTopic extends Omit<Topic, 'position'> {
  entries: RegExp | null;
}

const topic = (
  slug: string,
  title: string,
  description: string,
  entries: RegExp | null,
  rule: Topic['rule'] = null,
  closedOn: string | null = null,
): DemonstrationTopic => ({
  slug,
  title,
  description,
  rule,
  entries,
  openedOn: plainDate('2022-01-10'),
  closedOn: closedOn === null ? null : plainDate(closedOn),
});

/** The twenty-one 专题 of the year's report. */
export const demonstrationTopics: readonly DemonstrationTopic[] = [
  topic('business-environment', '优化营商环境', '惠企政策、办事指南和兑现结果', /营商环境|总部经济|企业|外贸/),
  topic('budgets', '财政预决算', '政府和部门的预算、决算、“三公”经费', null, { category: 'budgets' }),
  topic('major-projects', '重大建设项目', '项目批准、招标、征收和实施进展', null, { category: 'projects' }),
  topic('procurement', '政府采购', '集中采购目录、标准和实施情况', null, { category: 'procurement' }),
  topic('education', '教育入学', '招生安排、学区划分和随迁子女入学', /招生|入学|教育|学区|校服|幼儿园/),
  topic('housing', '住房保障', '人才公寓、公租房、租赁补贴和住房专项维修资金', /住房|公寓|租赁|维修资金|物业/),
  topic('elderly', '养老服务', '居家养老、高龄津贴和长期护理', /养老|高龄|护理/),
  topic('employment', '就业创业', '创业担保贷款、就业援助和稳岗补贴', /就业|创业|稳岗/),
  topic('medical', '医疗卫生', '医疗保险、医疗救助和公共卫生服务', /医疗|健康|卫生/),
  topic('relief', '社会救助', '低保、临时救助和特困人员供养', /救助|特困|低保|最低生活保障|低收入/),
  topic('land', '土地征收', '征收公告、补偿安置和被征地人员保障', /土地征收|征地|征收补偿|安置/, {
    category: 'local.land',
  }),
  topic('environment', '生态环境保护', '监督检查、处罚和环境质量', /环境|排污|污染|垃圾|河道|饮用水/),
  topic('work-safety', '安全生产', '监督检查、举报奖励和应急预案', /安全生产|应急|生产安全/),
  topic('food-safety', '食品安全', '监督抽检、示范创建和食品生产经营管理', /食品/),
  topic('flood-control', '防汛防台', '预警信息、应急预案和避险提示', /防汛|台风|暴雨/, {
    category: 'emergencies.warnings',
  }),
  topic('recruitment', '公务员招考', '职位、条件和录用结果', null, { category: 'recruitment' }),
  topic('proposals', '建议提案办理', '人大建议和政协提案的答复', null, { category: 'other.proposals' }),
  topic('statistics', '数据发布', '统计月报和公报', null, { category: 'statistics' }),
  topic('clean-up', '规范性文件清理', '清理结果和有效文件目录', /清理|制定备案/),
  topic('plans', '“十四五”规划', '国民经济和社会发展规划与专项规划', null, { category: 'plans' }),
  topic('census', '人口变动抽样调查', '调查安排与说明', /人口变动/, null, '2022-12-31'),
];
