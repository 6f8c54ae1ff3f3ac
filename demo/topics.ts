import type { ApplicantCategory, Outcome } from '../src/capabilities/requests/index.ts';
import { particularTopics, type Topic } from './topics-particular.ts';

const OPEN: readonly Outcome[] = ['GRANTED', 'ALREADY_PUBLIC'];
const HELD: readonly Outcome[] = ['GRANTED', 'PARTIAL', 'NOT_EXIST'];
const BUSINESS: readonly ApplicantCategory[] = ['business', 'legal'];
const ANYONE: readonly ApplicantCategory[] = ['business', 'legal', 'research', 'welfare', 'other'];

const LAND: readonly Topic[] = [
  {
    organs: ['natural-resources', 'street'],
    weight: 5,
    texts: [
      '{street}{village}集体土地征收的《征地补偿安置方案》及批准文件',
      '{project}涉及{village}的征收土地预公告、土地现状调查结果确认表和征地补偿登记材料',
      '{village}{year}年被征收土地的补偿费用支付凭证和分配方案',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['government', 'housing', 'finance'],
    organisations: ['other', 'legal'],
  },
  {
    organs: ['natural-resources'],
    weight: 4,
    texts: [
      '{project}的建设用地规划许可证、建设工程规划许可证及附图',
      '{project}{part}的农用地转用和土地征收批准文件（含“一书四方案”）',
      '{plot}的规划条件、国有建设用地使用权出让合同及补充合同',
      '{street}{village}所在片区的控制性详细规划图则和调整批复',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['street', 'government', 'development'],
    organisations: ANYONE,
  },
  {
    organs: ['natural-resources', 'street'],
    weight: 3,
    texts: [
      '{village}{year}年度农村宅基地审批结果和公示材料',
      '{self}位于{village}的老宅拆除后重新安排宅基地的审批材料',
      '{village}{year}年建设用地复垦项目的立项和验收文件',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['agriculture', 'housing'],
  },
  {
    organs: ['government', 'housing'],
    weight: 4,
    texts: [
      '{project}国有土地上房屋征收决定及征收补偿方案',
      '{community}房屋征收补偿费用足额到位、专户存储的证明材料',
      '{community}房屋征收社会稳定风险评估报告',
      '{project}房屋征收评估机构选定过程记录和分户评估报告',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['street', 'office', 'natural-resources'],
    organisations: BUSINESS,
  },
  {
    organs: ['agriculture', 'street'],
    weight: 2,
    texts: [
      '{village}土地承包经营权确权登记的公示表和承包方调查表',
      '{village}{year}年耕地地力保护补贴发放清册',
      '{village}{year}年村级工程项目招投标和村集体资产出租合同备案材料',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['government', 'natural-resources'],
    organisations: ['other'],
  },
];

const BUILDING: readonly Topic[] = [
  {
    organs: ['housing'],
    weight: 4,
    texts: [
      '{project}的建筑工程施工许可证和竣工验收备案表',
      '{community}{part}的施工图设计文件审查合格书及节能备案材料',
      '{project}施工、监理合同备案和项目管理人员变更资料',
      '{community}外墙脱落维修的鉴定报告和责任认定材料',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['natural-resources', 'street', 'enforcement'],
    organisations: BUSINESS,
  },
  {
    organs: ['housing'],
    weight: 2,
    texts: [
      '{community}物业专项维修资金{year}年使用明细和审批材料',
      '{community}前期物业服务合同和业主大会会议备案资料',
      '{community}地下车位的人防、产权性质认定材料',
      '{year}年公共租赁住房分配结果及轮候情况',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['street', 'market', 'development'],
    organisations: ['other'],
  },
  {
    organs: ['street', 'housing'],
    weight: 2,
    texts: [
      '{community}老旧小区改造工程的设计方案、招标文件和工程结算审核报告',
      '{community}加装电梯的申报、公示和补助资金拨付材料',
      '{community}危险房屋鉴定报告和腾退安置方案',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC'],
  },
  {
    organs: ['transport', 'development'],
    weight: 2,
    texts: [
      '{road}改造工程的初步设计批复和概算批复',
      '{project}的项目建议书、可行性研究报告批复',
      '{project}{part}的招标公告、评标报告和中标通知书',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['finance', 'street', 'government'],
    organisations: BUSINESS,
  },
  {
    organs: ['water'],
    texts: ['{river}整治工程的设计变更文件和竣工验收鉴定书', '{river}{year}年水质断面监测和河长巡河记录'],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['environment', 'street'],
    organisations: ['welfare'],
  },
];

const MONEY: readonly Topic[] = [
  {
    organs: ['finance'],
    weight: 2,
    texts: [
      '{year}年度区级部门项目支出绩效评价报告',
      '{project}财政资金拨付明细和工程结算审核结论',
      '{year}年区级政府购买服务项目清单及合同金额',
      '{year}年区级行政事业单位国有资产出租、处置情况',
    ],
    outcomes: [...OPEN, 'NOT_EXIST', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['audit', 'government'],
    organisations: ['research', 'business', 'legal'],
  },
  {
    organs: ['street'],
    weight: 2,
    texts: [
      '{street}{year}年度财政预算执行情况和“三公”经费支出明细',
      '{street}{year}年道路保洁、绿化养护服务采购合同和考核结果',
      '{street}{year}年村（社区）干部报酬和运转经费拨付情况',
    ],
    outcomes: [...OPEN, 'NOT_EXIST'],
  },
  {
    organs: ['commerce', 'science', 'industry', 'culture'],
    texts: [
      '{year}年度涉企扶持资金兑现的企业名单和金额',
      '{year}年亩均效益综合评价结果',
      '{year}年专项资金项目申报指南和评审结果',
    ],
    outcomes: [...OPEN, 'NOT_EXIST', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['finance', 'development'],
    organisations: BUSINESS,
  },
  {
    organs: ['audit'],
    texts: ['{project}竣工决算审计结果', '{year}年度区级预算执行审计查出问题的整改情况'],
    outcomes: [...OPEN, 'NOT_EXIST'],
  },
];

const PEOPLE: readonly Topic[] = [
  {
    organs: ['education'],
    texts: [
      '{school}{year}年招生范围、招生计划和录取结果',
      '{school}校服选用采购的招标文件、合同和质量检验报告',
      '{year}年教师公开招聘各岗位成绩和体检、考察结论',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC'],
  },
  {
    organs: ['labour', 'street'],
    weight: 2,
    texts: [
      '{village}{year}年被征地人员养老保障参保审核名单和补贴标准',
      '{self}所在单位{year}年劳动保障监察投诉案件的处理材料',
      '{year}年度被征地人员养老保障政策的文件依据',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['finance', 'government'],
  },
  {
    organs: ['civil-affairs', 'street'],
    texts: [
      '{year}年{street}困难群众救助对象的审核确认结果和公示材料',
      '{year}年度民办养老机构的检查结果和运营补助发放情况',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['finance', 'labour'],
    weight: 0.5,
  },
  {
    organs: ['health', 'medical-insurance'],
    texts: ['{year}年度民办医疗机构的检查和处理结果', '{year}年医保定点机构违规费用追回情况'],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['market', 'civil-affairs'],
    weight: 0.5,
  },
  {
    organs: ['veterans'],
    texts: ['{year}年优抚对象抚恤补助的发放标准和政策依据'],
    outcomes: [...OPEN, 'NOT_EXIST'],
    weight: 0.3,
  },
  {
    organs: ['government', 'office'],
    weight: 3,
    texts: [
      '{year}年度重大行政决策事项目录及执行情况评估报告',
      '{project}有关专题会议纪要和协调意见',
      '区政府{year}年对{village}土地权属争议的处理决定及依据',
      '{year}年区政府领导接待来访和信件办理的统计情况',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['justice', 'office'],
    organisations: BUSINESS,
  },
];

const ENFORCEMENT: readonly Topic[] = [
  {
    organs: ['police'],
    weight: 5,
    texts: [
      '{road}电子警察设备的设置依据、检定证书和公示记录',
      '{year}年{month}月{road}附近一起警情的接处警登记表和处置经过',
      '{self}{year}年{month}月报警后公安机关作出的受案、不予立案材料',
      '{self}户口由{village}迁出的审批依据和申报材料',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['enforcement', 'street', 'transport'],
    organisations: ['legal'],
  },
  {
    organs: ['enforcement', 'street'],
    weight: 3,
    texts: [
      '{community}违法建筑的责令改正通知书和强制拆除决定书',
      '{road}公共停车泊位的施划依据和收费标准批准文件',
      '{street}{year}年违法建设拆除公告和执行记录',
    ],
    outcomes: [...HELD, 'NOT_THIS_AGENCY'],
    misdirectedTo: ['natural-resources', 'housing', 'police'],
  },
  {
    organs: ['market'],
    weight: 2,
    texts: [
      '{year}年{industry}专项抽检的不合格产品名单和处理结果',
      '{self}{year}年{month}月投诉举报事项的立案审批和办理结果',
      '{park}特种设备使用登记和定期检验情况',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['health', 'enforcement'],
    organisations: BUSINESS,
  },
  {
    organs: ['environment'],
    weight: 2,
    texts: [
      '{project}环境影响报告书（表）及批复文件',
      '{year}年{park}废气、废水排放口的监督性监测数据',
      '{park}企业排污许可证和{year}年度执行报告',
    ],
    outcomes: [...HELD, 'ALREADY_PUBLIC', 'NOT_THIS_AGENCY'],
    misdirectedTo: ['street', 'emergency'],
    organisations: ['welfare', 'business', 'research'],
  },
  {
    organs: ['emergency'],
    texts: ['{year}年{park}生产安全事故调查报告及批复', '{park}{year}年危险化学品企业安全检查和整改情况'],
    outcomes: [...HELD, 'ALREADY_PUBLIC'],
    organisations: ['legal'],
  },
];

/** Everything people ask for. */
export const topics: readonly Topic[] = [
  ...LAND,
  ...BUILDING,
  ...MONEY,
  ...PEOPLE,
  ...ENFORCEMENT,
  ...particularTopics,
];
