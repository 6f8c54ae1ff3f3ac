import { amount, area, type ItemPattern, month } from './item-patterns.ts';
import { paragraphs, table } from './publication-texts.ts';

const warnings = ['暴雨', '大风', '高温', '台风', '寒潮', '道路结冰', '海上大雾', '雷电'];

/** Charges, procurement, projects, livelihood, emergencies, inspections, recruitment and Art. 21: from item (八) on. */
export const serviceItems: readonly ItemPattern[] = [
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
    leaves: [
      'social.education',
      'social.employment',
      'social.security',
      'social.security',
      'social.health',
      'social.rural',
    ],
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
