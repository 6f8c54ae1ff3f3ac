import { amount, type ItemPattern, month } from './item-patterns.ts';
import { paragraphs, table } from './publication-texts.ts';

const notice = (matter: string, steps: readonly string[]): string =>
  paragraphs(
    '各街道办事处，区级有关单位：',
    `为做好${matter}工作，现将有关事项通知如下。`,
    ...steps.map((step, i) => `${'一二三四五六'[i]}、${step}`),
    '请各单位结合实际认真贯彻落实。',
  );

/** Letters of the government and its office that bind nobody outside: what gazettes print beside normative documents. */
const policyMatters: readonly [matter: string, steps: readonly string[]][] = [
  ['年度重点工作责任分解', ['逐项明确牵头单位、配合单位和完成时限。', '每季度末报送进展情况，纳入督查范围。']],
  ['春季森林防火', ['落实巡护人员和物资，清理林下可燃物。', '严格野外火源管理，发现火情按规定报告。']],
  ['防汛防台', ['完善应急预案，开展水库、海塘、地质灾害点检查。', '落实人员转移安置场所，加强值班值守。']],
  ['优化营商环境若干措施落实', ['推行惠企政策免申即享，公开兑现结果。', '对企业反映的问题建立台账，限期办理。']],
  ['人口变动抽样调查', ['配合做好入户登记，为调查对象信息保密。', '加强宣传，争取群众支持。']],
  ['农村人居环境整治提升', ['开展村庄清洁行动，整治乱堆乱放。', '建立长效管护机制，明确经费渠道。']],
  ['政府投资项目计划执行', ['加快前期工作，按月报送形象进度。', '严格概算控制，未经批准不得超概算。']],
  ['秋冬季大气污染防治', ['加强工地扬尘管控和道路保洁。', '重污染天气期间按照预案采取应急措施。']],
  ['食品安全示范创建', ['落实企业主体责任和属地管理责任。', '公开监督抽检结果和不合格产品处置情况。']],
  ['义务教育优质均衡发展', ['优化学校布局，扩大优质学位供给。', '推进校长、教师交流轮岗。']],
  ['行政规范性文件清理', ['按照谁制定、谁清理的原则提出意见。', '清理结果向社会公布，不再有效的及时标注。']],
  ['建议提案办理', ['明确办理责任人和时限，加强与代表、委员沟通。', '办理结果除不宜公开的以外向社会公开。']],
];

/** Policy documents, plans, statistics, licences, penalties, budgets: 条例 Art. 20 items (一) to (七). */
export const governmentItems: readonly ItemPattern[] = [
  {
    organs: ['government', 'office'],
    category: 'regulations.policies',
    theme: '综合政务',
    genre: '通知',
    keywords: ['重点工作', '通知'],
    count: 48,
    numbered: true,
    make: (_, n) => {
      const [matter, steps] = policyMatters[n % policyMatters.length]!;
      const round = Math.floor(n / policyMatters.length);
      const title = [
        '关于做好{}工作的通知',
        '关于进一步加强{}工作的通知',
        '关于{}情况的通报',
        '关于开展{}专项督查的通知',
      ][round % 4]!.replace('{}', matter);
      return { title, summary: `部署${matter}工作，明确责任单位和要求。`, body: notice(matter, steps) };
    },
  },
  {
    organs: [
      'development',
      'natural-resources',
      'transport',
      'water',
      'education',
      'culture',
      'emergency',
      'civil-affairs',
    ],
    category: 'plans.special',
    theme: '国民经济管理、国有资产监管',
    genre: '规划',
    keywords: ['专项规划', '十四五'],
    count: 8,
    make: (organ, n) => {
      const field = [
        '能源发展',
        '国土空间生态修复',
        '综合交通',
        '水利',
        '教育事业',
        '文化旅游体育',
        '应急管理',
        '养老服务',
      ][n]!;
      return {
        title: `北仑区${field}“十四五”规划`,
        summary: `提出2021年至2025年${field}的目标、任务和保障措施。`,
        body:
          `<h2>一、发展基础</h2>${paragraphs(`“十三五”期间，${field}各项指标稳步提升，为今后五年发展打下基础。`)}<h2>二、主要目标</h2>` +
          table(
            '主要指标',
            ['指标', '2020年', '2025年'],
            [
              ['重点项目（个）', 12 + n, 20 + n],
              ['群众满意度（%）', 88, 93],
            ],
          ) +
          `<h2>三、保障措施</h2>${paragraphs(`${organ.shortName}负责规划实施，每年评估一次并公布结果。`)}`,
      };
    },
  },
  {
    organs: ['development'],
    category: 'plans.outline',
    theme: '国民经济管理、国有资产监管',
    genre: '报告',
    keywords: ['国民经济', '计划'],
    count: 1,
    make: () => ({
      title: '北仑区2021年国民经济和社会发展计划执行情况及2022年计划',
      summary: '报告上年计划执行情况，提出本年经济社会发展主要目标。',
      body: paragraphs(
        '2021年各项主要指标完成情况良好，经济运行总体平稳。',
        '2022年坚持稳字当头，统筹发展和安全，着力扩大有效投资、促进消费恢复、稳定外贸外资。',
      ),
    }),
  },
  {
    organs: ['statistics'],
    category: 'statistics.periodical',
    theme: '国民经济管理、国有资产监管',
    genre: '数据',
    keywords: ['统计月报', '经济运行'],
    count: 12,
    make: (_, n, random) => ({
      title: `2022年${month(n)}月北仑区主要经济指标`,
      summary: `公布${month(n)}月规模以上工业、社会消费品零售、进出口等指标（演示数字）。`,
      body: table(
        `${month(n)}月主要经济指标（演示数字）`,
        ['指标', '单位', '本月', '比上年同期（%）'],
        [
          ['规模以上工业增加值', '亿元', amount(random, 80, 110), amount(random, 0, 9)],
          ['社会消费品零售总额', '亿元', amount(random, 30, 45), amount(random, 0, 6)],
          ['外贸进出口总额', '亿元', amount(random, 200, 320), amount(random, 1, 12)],
        ],
      ),
    }),
  },
  {
    organs: ['services', 'housing', 'market', 'health', 'transport', 'agriculture'],
    category: 'licensing.basis',
    theme: '综合政务',
    genre: '目录',
    keywords: ['办事指南', '行政许可'],
    count: 12,
    make: (organ, n) => {
      const matter = [
        '市场主体设立登记',
        '商品房预售许可',
        '食品经营许可',
        '公共场所卫生许可',
        '道路货物运输经营许可',
        '动物防疫条件合格证核发',
        '施工许可',
        '特种设备使用登记',
        '医疗机构执业登记',
        '涉路施工许可',
        '农药经营许可',
        '燃气经营许可',
      ][n]!;
      return {
        title: `${matter}办事指南`,
        summary: `${matter}的设定依据、申请条件、办理材料、流程和时限。`,
        body: table(
          `${matter}办理要素`,
          ['要素', '内容'],
          [
            ['办理机构', organ.name],
            ['申请条件', '符合法律、法规规定的条件'],
            ['办理材料', '申请表；身份证明；场所使用证明（可共享的免提交）'],
            ['办理时限', '承诺5个工作日'],
            ['收费标准', '不收费'],
            ['办理地点', '区政务服务中心综合窗口'],
          ],
        ),
      };
    },
  },
  {
    organs: ['housing', 'natural-resources', 'market', 'transport'],
    category: 'licensing.results',
    theme: '市场监管、安全生产监管',
    genre: '公告',
    keywords: ['行政许可', '办理结果'],
    count: 12,
    make: (organ, n) => ({
      title: `${organ.shortName}2022年${month(n)}月行政许可结果公示`,
      summary: `公示${month(n)}月作出的行政许可决定。`,
      body: table(
        '许可结果（单位名称为虚构）',
        ['许可事项', '行政相对人', '结果'],
        [
          ['项目许可', `宁波海某${n + 1}建设工程有限公司（虚构）`, '准予'],
          ['项目许可', `宁波港某${n + 1}物流有限公司（虚构）`, '准予'],
        ],
      ),
    }),
  },
  {
    organs: ['market', 'environment', 'enforcement', 'emergency'],
    category: 'penalties.decisions',
    theme: '市场监管、安全生产监管',
    genre: '决定',
    keywords: ['行政处罚', '处罚决定'],
    count: 12,
    numbered: true,
    make: (_, n) => {
      const act = ['销售不合格食品', '超标排放废水', '未按规定处置建筑垃圾', '未如实记录安全生产教育培训情况'][n % 4]!;
      const firm = `宁波恒某${n + 1}实业有限公司（虚构）`;
      return {
        title: `关于${firm}${act}的行政处罚决定信息`,
        summary: `对${act}行为作出行政处罚，公开违法事实、依据和结果。`,
        body: table(
          '行政处罚决定信息',
          ['项目', '内容'],
          [
            ['行政相对人', firm],
            ['违法事实', act],
            ['处罚种类', '罚款'],
            ['罚款金额', `${2 + n}万元`],
            ['履行情况', '已缴纳'],
          ],
        ),
      };
    },
  },
  {
    organs: ['finance'],
    category: 'budgets.budget',
    theme: '财政、金融、审计',
    genre: '报告',
    keywords: ['预算', '财政'],
    count: 1,
    make: () => ({
      title: '北仑区2021年预算执行情况和2022年预算（草案）报告',
      summary: '报告上年预算执行情况和本年预算安排。',
      body:
        paragraphs('2021年全区预算执行情况良好，收支平衡。') +
        table(
          '一般公共预算收支（演示数字）',
          ['项目', '2021年执行数（亿元）', '2022年预算数（亿元）'],
          [
            ['收入', '286.50', '300.80'],
            ['支出', '213.40', '220.10'],
          ],
        ),
    }),
  },
  {
    organs: ['education', 'health', 'housing', 'agriculture', 'civil-affairs', 'transport', 'water', 'market'],
    category: 'budgets.budget',
    theme: '财政、金融、审计',
    genre: '数据',
    keywords: ['部门预算', '三公经费'],
    count: 8,
    make: (organ, _, random) => ({
      title: `${organ.shortName}2022年部门预算`,
      summary: '公开部门职责、收支预算总表和“三公”经费预算。',
      body: table(
        '收支预算总表（演示数字）',
        ['项目', '金额（万元）'],
        [
          ['收入预算', amount(random, 6000, 30_000)],
          ['支出预算', amount(random, 6000, 30_000)],
          ['其中：“三公”经费', amount(random, 10, 60)],
        ],
      ),
    }),
  },
  {
    organs: ['education', 'health', 'housing', 'agriculture', 'civil-affairs', 'transport'],
    category: 'budgets.final-accounts',
    theme: '财政、金融、审计',
    genre: '数据',
    keywords: ['部门决算'],
    count: 6,
    make: (organ, _, random) => ({
      title: `${organ.shortName}2021年度部门决算`,
      summary: '公开收入支出决算和绩效情况。',
      body: table(
        '收入支出决算（演示数字）',
        ['项目', '金额（万元）'],
        [
          ['本年收入', amount(random, 6000, 30_000)],
          ['本年支出', amount(random, 6000, 30_000)],
        ],
      ),
    }),
  },
];
