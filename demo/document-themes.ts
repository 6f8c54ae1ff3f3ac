import type { OrganKey } from './organs.ts';

/** What a form makes of a theme: 北仑区 + 人才公寓 + 管理办法, 关于促进 + 总部经济 + 发展的实施意见. */
export type Form = (place: string, theme: string) => string;

/** A trial and what replaces it are never in force together; the other forms stand beside either. */
export interface Forms {
  succession: readonly [trial: Form, final: Form] | null;
  beside: readonly Form[];
}

export interface Theme {
  organs: readonly OrganKey[];
  theme: string;
  forms: Forms;
}

const managed: Forms = {
  succession: [(place, theme) => `${place}${theme}管理暂行办法`, (place, theme) => `${place}${theme}管理办法`],
  beside: [(place, theme) => `${place}${theme}管理实施细则`, (_, theme) => `关于进一步加强${theme}管理工作的实施意见`],
};
const promoted: Forms = {
  succession: null,
  beside: [
    (_, theme) => `关于加快${theme}发展的若干意见`,
    (_, theme) => `关于推进${theme}高质量发展的实施意见`,
    (place, theme) => `${place}${theme}发展专项资金使用管理办法`,
  ],
};
const granted: Forms = {
  succession: [(place, theme) => `${place}${theme}实施办法（试行）`, (place, theme) => `${place}${theme}实施办法`],
  beside: [(place, theme) => `${place}${theme}实施细则`],
};
const regulated: Forms = {
  succession: [(place, theme) => `${place}${theme}规定（试行）`, (place, theme) => `${place}${theme}规定`],
  beside: [],
};
const announced: Forms = { succession: null, beside: [(_, theme) => `关于${theme}的通告`] };
const local: Forms = { succession: managed.succession, beside: [] };

const list = (organs: readonly OrganKey[], forms: Forms, themes: string): Theme[] =>
  themes.split(' ').map((theme) => ({ organs, theme, forms }));

const STREETS: readonly OrganKey[] = [
  'street-1',
  'street-2',
  'street-3',
  'street-4',
  'street-5',
  'street-7',
  'street-9',
];

/** Matters a district's 行政规范性文件 regulate, by who issues them. */
export const themes: readonly Theme[] = [
  ...list(
    ['government', 'office'],
    managed,
    '政府投资项目 人才公寓 公共租赁住房 户外广告设施 城市道路挖掘 建筑垃圾 公共停车场 农村公路养护 区级粮食储备 房屋使用安全 农贸市场 公共数据资源 土地储备 农村集体资产 既有住宅加装电梯 城镇排水 国有企业资产 自然灾害救助资金 城市绿地 民宿 公共法律服务站点 农村饮用水工程 小型水库 政府产业基金',
  ),
  ...list(
    ['government', 'office'],
    promoted,
    '先进制造业 港航物流业 跨境电子商务 楼宇经济 全域旅游 体育产业 现代农业 数字经济 企业上市 建筑业 花木产业 总部经济 会展业 汽车零部件产业 股权投资业 人力资源服务业 集成电路产业 海洋经济 养老服务业 家政服务业',
  ),
  ...list(
    ['government', 'office'],
    granted,
    '国有土地上房屋征收与补偿 集体所有土地房屋征收补偿安置 被征地人员养老保障 医疗救助 临时救助 特困人员救助供养 居家养老服务补贴 见义勇为人员奖励和保障 高层次人才引进 城镇住房困难家庭租赁补贴 流动人口积分服务 退役士兵安置 农村宅基地审批 历史文化街区保护',
  ),
  ...list(
    ['government'],
    regulated,
    '重大行政决策程序 行政规范性文件制定备案 烟花爆竹燃放区域和时段 养犬重点管理区 城区机动车停放秩序 饮用水水源保护区巡查 生活垃圾定时定点投放',
  ),
  ...list(
    ['government'],
    announced,
    '划定高污染燃料禁燃区 划定畜禽养殖禁养区和限养区 划定禁止使用高排放非道路移动机械区域 森林防火期禁止野外用火 禁止在城区河道电鱼网鱼 设置城区机动车禁止鸣笛区域 禁止露天焚烧秸秆 限制部分货运车辆通行区域和时段 规范电动自行车停放和充电 划定无障碍环境重点建设区域 加强电力设施保护 划定河道管理范围',
  ),
  ...list(['development'], managed, '区级储备肉 重点项目前期工作经费 公共信用信息归集使用'),
  ...list(
    ['industry', 'science'],
    granted,
    '企业技术改造补助 高新技术企业培育奖励 科技创新券 工业企业亩均效益综合评价',
  ),
  ...list(
    ['education'],
    granted,
    '义务教育阶段学校招生 普惠性民办幼儿园认定和扶持 流动人口随迁子女入学 中小学校服选用采购',
  ),
  ...list(['police'], announced, '规范电动三轮车通行管理 城区道路摩托车限行 加强小型航空器飞行管理 犬类限养区管理'),
  ...list(['civil-affairs'], granted, '困难群众价格补贴 高龄津贴发放 社区社会组织备案 公益创投项目'),
  ...list(['justice'], managed, '人民调解以奖代补资金 行政执法监督员'),
  ...list(['finance'], managed, '区级行政事业单位国有资产 财政专项资金绩效 政府采购代理机构 村级会计委托代理'),
  ...list(['labour'], granted, '就业困难人员认定和援助 创业担保贷款贴息 技能大师工作室建设 企业稳岗补贴'),
  ...list(['natural-resources'], managed, '临时用地 设施农业用地 林木采伐公示'),
  ...list(['environment'], managed, '排污权有偿使用 危险废物小微收集'),
  ...list(['housing'], managed, '住宅专项维修资金 住宅物业保修金 城镇燃气瓶装供应 房屋建筑工程质量'),
  ...list(['transport'], managed, '港口集疏运车辆 公交站点设置 农村客运班线'),
  ...list(['agriculture'], granted, '农机购置补贴 农业保险保费补贴 家庭农场示范创建'),
  ...list(['water'], managed, '河道保洁 农业水价'),
  ...list(['commerce'], granted, '外贸稳增长扶持 限额以上商贸企业奖励'),
  ...list(['culture'], managed, '文物保护点 公共体育设施'),
  ...list(['health'], granted, '家庭医生签约服务 计划生育特殊家庭扶助'),
  ...list(['emergency'], granted, '安全生产举报奖励 小微企业安全生产社会化服务'),
  ...list(['market'], managed, '食品小作坊 电梯维护保养'),
  ...list(['medical-insurance'], granted, '长期护理保险试点'),
  ...list(['enforcement'], managed, '城市临时摊点 建筑工地出土作业'),
  ...list(['services'], managed, '街道便民服务中心'),
  ...STREETS.flatMap((street) => list([street], local, '村级小额工程 辖区出租房屋')),
];
