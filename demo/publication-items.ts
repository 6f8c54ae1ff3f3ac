import type { Genre, Theme } from '../src/capabilities/publications/index.ts';
import type { DistrictOrgan, OrganKey } from './organs.ts';
import { paragraphs, table } from './publication-texts.ts';
import type { Random } from './random.ts';

/** A kind of information and how its pages are made; `of` gives what is special to the n-th. */
export interface ItemPattern {
  organs: readonly OrganKey[];
  category: string;
  theme: Theme;
  genre: Genre;
  keywords: readonly string[];
  /** How many in the year. */
  count: number;
  /** A number of the organ's own series, as official letters have. */
  numbered?: boolean;
  make: (organ: DistrictOrgan, n: number, random: Random) => { title: string; summary: string; body: string };
}

const COMMUNITIES = ['新碶', '小港', '大碶', '霞浦', '柴桥', '戚家山', '春晓', '梅山', '白峰', '郭巨'];
const area = (n: number): string => COMMUNITIES[n % COMMUNITIES.length]!;
const month = (n: number): number => (n % 12) + 1;
const amount = (random: Random, from: number, to: number): string =>
  (random.int(from * 100, to * 100) / 100).toFixed(2);

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

const warnings = ['暴雨', '大风', '高温', '台风', '寒潮', '道路结冰', '海上大雾', '雷电'];

export const itemPatterns: readonly ItemPattern[] = [
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
  {
    organs: ['development', 'finance'],
    category: 'charges',
    theme: '财政、金融、审计',
    genre: '目录',
    keywords: ['行政事业性收费', '收费目录'],
    count: 2,
    make: (_, n) => ({
      title: ['北仑区行政事业性收费目录清单（2022年）', '北仑区政府性基金目录清单（2022年）'][n]!,
      summary: '公布收费项目、依据和标准，清单之外不得收费。',
      body: table(
        '目录清单',
        ['项目', '执收单位', '依据', '标准'],
        [
          ['不动产登记费', '自然资源规划部门', '国家和省有关规定', '住宅每件80元'],
          ['城镇垃圾处理费', '综合行政执法部门', '省有关规定', '按用水量计收'],
        ],
      ),
    }),
  },
  {
    organs: ['finance', 'services'],
    category: 'procurement',
    theme: '财政、金融、审计',
    genre: '公告',
    keywords: ['政府采购', '集中采购'],
    count: 10,
    make: (_, n, random) => {
      const goods = [
        '办公设备',
        '公务用车定点维修',
        '物业管理服务',
        '信息系统运行维护',
        '道路保洁服务',
        '学校食堂食材配送',
        '安防监控设备',
        '绿化养护服务',
        '法律顾问服务',
        '档案数字化服务',
      ][n]!;
      return {
        title: `${goods}政府集中采购结果公告`,
        summary: `公布${goods}采购项目的方式、预算和成交结果。`,
        body: table(
          '采购结果',
          ['项目', '内容'],
          [
            ['采购方式', '公开招标'],
            ['预算金额', `${amount(random, 50, 600)}万元`],
            ['成交供应商', '某某有限公司（虚构）'],
          ],
        ),
      };
    },
  },
  {
    organs: ['development', 'housing', 'transport', 'water'],
    category: 'projects.implementation',
    theme: '城乡建设、环境保护',
    genre: '报告',
    keywords: ['重大建设项目', '工程进度'],
    count: 12,
    make: (_, n, random) => {
      const project = [
        '滨海大道改造',
        '轨道交通配套',
        '梅山污水处理厂扩建',
        '中心医院迁建',
        '实验学校新建',
        '老旧小区改造',
      ][n % 6]!;
      return {
        title: `${project}工程${n < 6 ? '上半年' : '下半年'}实施进展`,
        summary: `公布${project}工程的批准情况、投资和进度。`,
        body: paragraphs(
          `${project}工程列入2022年重大建设项目计划，初步设计已经批复。`,
          `至期末累计完成投资${amount(random, 1, 9)}亿元，工程形象进度按计划推进，质量安全受控。`,
          '征地拆迁、招标投标、施工许可等信息在相应栏目公开。',
        ),
      };
    },
  },
  {
    organs: ['education', 'labour', 'medical-insurance', 'civil-affairs', 'health', 'agriculture'],
    category: 'social',
    theme: '民政、扶贫、救灾',
    genre: '公告',
    keywords: ['民生', '惠民政策'],
    count: 24,
    make: (_, n, random) => {
      const [field, text] = (
        [
          ['义务教育阶段学校招生安排', '公办学校按学区招生，随迁子女凭居住证明和积分登记入学，报名通过网上平台办理。'],
          ['就业创业补贴发放', '对符合条件的高校毕业生和就业困难人员发放一次性创业补贴和社会保险补贴。'],
          ['城乡居民医疗保险参保缴费', '参保人可以在银行网点、街道便民服务中心和手机端缴费，逾期不再补缴。'],
          ['最低生活保障标准调整', '按照上级规定调整城乡居民最低生活保障标准，差额部分予以补发。'],
          ['适龄妇女免费健康检查', '在指定医疗机构免费提供两癌检查，检查结果由本人查询。'],
          ['农村低收入家庭增收帮扶', '实行一户一策，落实产业、就业、教育和健康帮扶措施。'],
        ] as const
      )[n % 6]!;
      const round = ['公告', '实施情况', '常见问题答复', '政策一览'][Math.floor(n / 6) % 4]!;
      return {
        title: `2022年${field}${round}`,
        summary: text,
        body: paragraphs(
          text,
          `本次惠及${random.int(300, 9000)}人（演示数字）。`,
          '对结果有异议的，可以向主管部门反映，主管部门核实后答复。',
        ),
      };
    },
  },
  {
    organs: ['emergency', 'office'],
    category: 'emergencies.plans',
    theme: '市场监管、安全生产监管',
    genre: '办法',
    keywords: ['应急预案'],
    count: 6,
    make: (_, n) => {
      const event = ['自然灾害救助', '防汛防台抗旱', '突发环境事件', '生产安全事故', '食品安全事故', '大面积停电事件'][
        n
      ]!;
      return {
        title: `北仑区${event}应急预案`,
        summary: `规定${event}的组织体系、预警、响应和保障。`,
        body: paragraphs(
          '应急工作坚持人民至上、生命至上，统一领导、分级负责、快速反应。',
          '预警分为蓝色、黄色、橙色、红色四级，由有权机关发布、调整和解除。',
          '响应启动后，各成员单位按照职责到岗到位，信息由指定机构统一发布。',
        ),
      };
    },
  },
  {
    organs: ['emergency'],
    category: 'emergencies.warnings',
    theme: '市场监管、安全生产监管',
    genre: '公告',
    keywords: ['预警信息'],
    count: 8,
    make: (_, n) => ({
      title: `${warnings[n]}${['黄色', '橙色', '蓝色'][n % 3]}预警信息及防范提示`,
      summary: `发布${warnings[n]}预警，提示公众做好防范。`,
      body: paragraphs(
        `预计未来24小时我区将有${warnings[n]}天气，请注意防范。`,
        '请减少户外活动，妥善安置临时构筑物；需要避险转移的，服从街道和社区安排。',
      ),
    }),
  },
  {
    organs: ['market', 'environment', 'health', 'emergency'],
    category: 'inspections.food-drugs',
    theme: '市场监管、安全生产监管',
    genre: '通报',
    keywords: ['监督抽检', '监督检查'],
    count: 12,
    make: (_, n, random) => ({
      title: `2022年${month(n)}月食品安全监督抽检情况通报`,
      summary: `公布${month(n)}月抽检批次、合格率和不合格产品处置情况。`,
      body: table(
        '抽检结果（演示数字）',
        ['类别', '批次', '合格率（%）'],
        [
          ['食用农产品', random.int(40, 90), amount(random, 96, 100)],
          ['餐饮食品', random.int(30, 60), amount(random, 95, 100)],
          ['乳制品', random.int(5, 20), '100.00'],
        ],
      ),
    }),
  },
  {
    organs: ['labour'],
    category: 'recruitment',
    theme: '劳动、人事、监察',
    genre: '公告',
    keywords: ['公务员', '招考'],
    count: 4,
    make: (_, n) => ({
      title: [
        '2022年北仑区各级机关单位考试录用公务员公告',
        '2022年考试录用公务员面试公告',
        '2022年考试录用公务员体检、考察公告',
        '2022年拟录用公务员名单公示（演示）',
      ][n]!,
      summary: '公布职位、名额、报考条件、程序和结果。',
      body: paragraphs(
        '报考条件、职位和名额见职位表。',
        '考试分为笔试和面试，按照综合成绩从高到低确定体检、考察对象。',
        '公示期间有异议的，可以实名反映。',
      ),
    }),
  },
  {
    organs: ['office', 'housing', 'education', 'transport', 'health'],
    category: 'other.proposals',
    theme: '综合政务',
    genre: '函',
    keywords: ['人大建议', '政协提案'],
    count: 10,
    numbered: true,
    make: (_, n) => {
      const matter = [
        '增加公共停车泊位',
        '加快老旧小区加装电梯',
        '优化学区划分',
        '增设公交线路',
        '提升社区卫生服务能力',
      ][n % 5]!;
      return {
        title: `对区${n < 5 ? '人大建议' : '政协提案'}第${n + 11}号的答复（关于${matter}）`,
        summary: `答复关于${matter}的${n < 5 ? '建议' : '提案'}。`,
        body: paragraphs(
          `您提出的关于${matter}的意见收悉，经研究答复如下。`,
          `您的意见切合实际。今年以来，我们把${matter}列入重点工作，制定了年度计划。`,
          '下一步将继续听取各方面意见，分步实施。感谢您对我们工作的关心和支持。',
        ),
      };
    },
  },
  {
    organs: ['natural-resources'],
    category: 'local.land',
    theme: '国土资源、能源',
    genre: '公告',
    keywords: ['土地征收', '征收公告'],
    count: 8,
    make: (_, n, random) => ({
      title: `${area(n)}街道2022年度第${n + 1}批次土地征收公告`,
      summary: `公告${area(n)}街道土地征收的范围、用途和补偿安置。`,
      body: paragraphs(
        `经依法批准，征收${area(n)}街道集体土地${amount(random, 1, 12)}公顷，用于公共设施建设。`,
        '补偿标准按照公布的区片综合地价执行，安置方式由被征地村集体和农户选择。',
        '对补偿安置有异议的，可以依法申请协调、行政复议或者提起诉讼。',
      ),
    }),
  },
  {
    organs: ['housing', 'enforcement', 'civil-affairs', 'police'],
    category: 'local.public-services',
    theme: '城乡建设、环境保护',
    genre: '通告',
    keywords: ['公共服务', '便民'],
    count: 8,
    make: (_, n) => ({
      title: `${area(n)}街道${['停水降压', '道路临时交通管制', '生活垃圾收运时间调整', '公园绿地开放'][n % 4]}通告`,
      summary: '告知时间、范围和注意事项。',
      body: paragraphs(
        '因设施维护需要，自通告之日起分段实施，请相关单位和居民提前安排。',
        '实施期间服从现场人员指引；造成不便，敬请谅解。',
      ),
    }),
  },
];

export const themeOfOrgan: Partial<Record<OrganKey, Theme>> = {
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
