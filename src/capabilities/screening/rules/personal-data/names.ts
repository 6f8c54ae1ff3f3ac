import { pairsPerMillion } from '../matching/bigram-frequency.ts';
import { after, before, sentence } from './context.ts';
import type { PersonalDatum } from './datum.ts';
import { familyNameLength } from './surnames.ts';

/** Roles of private persons that lead straight to a name. */
const ROLES =
  '姓名|当事人|申请人|被申请人|户主|户名|收款人|考生|患者|病人|学生|投诉人|举报人|信访人|来信人|来访人|反映人|监护人|家长|受害人|被害人|死者|伤者|被处罚人|违法行为人|违法嫌疑人|犯罪嫌疑人|嫌疑人|驾驶人|驾驶员|司机|车主|业主|承租人|租户|购房人|中签人|中签者|保障对象|救助对象|低保对象|特困人员|残疾人|被征收人|产权人|权利人|联系人|持卡人|开户人|持证人|缴费人|参保人|退休人员|失业人员|村民|居民|市民|职工|员工|网民|群众|(?<!随)同学|少年|女童|男童|儿童|幼儿|婴儿|孤儿|老人|父亲|母亲|配偶|妻子|丈夫|儿子|(?<!妇)女儿|之子|之女|之妻|之夫|被告人|被执行人|被告|原告|上诉人|被上诉人|第三人|证人|被继承人|继承人|收件人|寄件人|受送达人|被监护人|家庭成员|申请者|报名人|应聘人|租赁人|出租人|买受人|出卖人|农户|贫困户|脱贫户|住户|先生|女士|户籍人|本人';
const AFTER_ROLE = new RegExp(`(?:${ROLES})(?:姓名)?(\\(.{1,8}?\\))?([ \\t]*[:为系]?\\s*)(?=[\\u4e00-\\u9fff])`, 'g');
/** Words for people in general; alone they do not announce a name. */
const GENERAL_ROLE =
  /(?:村民|居民|市民|职工|员工|群众|老人|儿童|幼儿|婴儿|少年|学生|同学|农户|住户|女儿|儿子|本人|父亲|母亲|配偶|妻子|丈夫|监护人|家长)$/;
const MINOR_ROLE = /(?:学生|(?<!随)同学|女童|男童|儿童|幼儿|婴儿|孤儿|少年|未成年人|被监护人)$/;
const MINOR_CONTEXT =
  /未成年|(?<![0-9])(?:[1-9]|1[0-7])(?:周?岁)|小学|幼儿园|初中|[一二三四五六七八九]年级|留守儿童|孤儿|困境儿童/;

/** What follows a name when the text goes on to tell of the person. */
const AFTER_NAME =
  /^(?:[(，,:的]?(?:身份证|公民身份|居民身份|证件号|性别|男[，,、)；]|女[，,、)；]|出生|生于|\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:出)?生|住(?:址|所|在)|(?<=[(，,:])住[\u4e00-\u9fff]{2,6}[省市县区]|家住|现住|户籍|联系电话|电话|手机|护照|持护照|银行卡|卡号|账号|帐号))/;
/** Words that end a name written without punctuation. */
const BOUNDARY =
  /^(?:$|[，。；、：！？,.;:!?()<>《》“”"'|\t\n\r/*\-\d]| {1,}|(?:的|等|与|和|及|或|因|于|在|向|将|被|对|为|系|是|称|已|未|应|须|经|以|按|持|驾驶|提出|提交|申请|反映|来信|来访|来电|不服|先生|女士|(?<!随)同学|身份|证件|户籍|家住|住|电话|手机|一户|户|本人|就|自|从|由|使用|缴纳|办理|涉嫌|违反|要求|投诉|举报|死亡|受伤|患|确诊|生于|出生|现年|年满|今年|育有|购买|承租|取得|获得|享受|领取|认为|承认|负责|没有|有|之))/;
/** Titles of office: with one of them the name is that of an official, a judge or another public role and stays public. */
const TITLE =
  '总书记|书记|主席|总理|部长|省长|市长|区长|县长|镇长|乡长|局长|厅长|司长|处长|科长|股长|主任|院长|所长|站长|校长|园长|行长|会长|秘书长|理事长|董事长|总经理|经理|队长|政委|常委|委员|代表|审判长|审判员|陪审员|书记员|检察官|检察长|法官|执法人员|执法员|调查人员|工作人员|承办人|经办人|负责人|法定代表人|法人代表|法人|发言人|新闻发言人|签发人|签发|主持|主讲|记者|编辑|通讯员|作者|教授|研究员|院士|律师|专家|医师|主任医师|医生|委托代理人|代理人|同志|摄影|审核|校对|责任人|河长|林长|网格员|班子成员|候选人|烈士|劳模|首席|巡视员|调研员|干部|馆长|台长|村主任|支书|调解员|仲裁员|公证员|鉴定人|评审专家|评标|监理|工程师|设计师|项目经理|建造师|安全员|联络员|召集人|组长|副组长|成员';
const TITLE_BEFORE = new RegExp(`(?:${TITLE})[:、，, ]?(?:副)?$`);
const TITLE_AFTER = new RegExp(`^[(，, ]?(?:副|原|现任|时任|拟任|任)?[\\u4e00-\\u9fff]{0,6}?(?:${TITLE})`);
const OFFICE_RECORD = /(?:现任|拟任|任命|免去|任免|任前公示|干部任|拟提任|当选|参加工作|中共党员|任职)/;
/** What makes a bare list of names a list of private matters. */
const SENSITIVE_LIST =
  /(?:低保|最低生活保障|住房保障|公租房|公共租赁|廉租|保障房|救助|残疾|困难|特困|五保|孤儿|患|病|未成年|补贴|补助|抚恤|资格|失信|欠税|违法|吸毒|戒毒|社区矫正|信访|受灾|隔离|确诊|密切接触|退役|计划生育|医疗费|中签|申请)/;
const LIST =
  /(?<![\u4e00-\u9fff])((?:[\u4e00-\u9fff]{2,4}[、，]){1,60}[\u4e00-\u9fff]{2,4}?)(?=等(?:\d+|[一二三四五六七八九十百两]+)?(?:人|名|户|位|同志))/g;

/** Common words that begin like a name and follow the roles above in law text and notices. */
const NOT_NAMES = new Set(
  '张贴 高级 高龄 高新 管理 应当 应该 安排 安置 安全 和解 康复 陈述 申辩 申诉 任何 全部 全体 相关 相应 有关 方面 方式 方法 白天 明确 明知 明显 成年 成员 成立 成功 计算 计划 关于 关系 关注 向上 时间 时限 万元 应诉 经过 经济 经营 代表 代理 代为 代收 全额 全称 单位 单独 单方 单身 国家 国籍 国有 文化 文书 文件 金额 权利 权益 权限 利益 解除 解释 项目 支付 支出 支持 解决 从事 来源 来信 来访 来电 都应 原因 原有 居住 居民 居家 班级 路线 路口 车辆 车主 房屋 房产 包括 包含 公民 相对 温馨 严重 严格 严禁 平均 平等 广大 别人 黄金 连续 简称 简要 实名 尚未 尚有 怀孕 怀疑 封存 商业 商定 宗教 解聘 满意 满足 满十 麻醉 初次 初步 初中 印章 印鉴 干部 农民 农村 强制 强行 水平 敬老 边境 边防 须知 须在 司法 司机 谈话 宁夏 江苏 江西 云南 山东 山西 贵州 广东 广西 海南 河南 何时 何种 何人 任意 任职 常住 常年 常见 明细 石油 金融 钱款 余额 余款 童年 左右 关联 万一 马上 周边 周期 周岁 周围 高中 高等 高血 高度 高空 乐于 于是 于当 都是 都有 施工 施行 祝愿 牛肉 时效 时任 简历 简介 华侨 台胞 东西 符合 武装 路径 路费 车牌 车票 居间 从业 从轻 全日 全家 全国 全程 全面 全权 国外 国内 文盲 代码 代办 党员 党组 党委 原告 原籍 原件 原始 原则 原为 原系 原是 相互 相邻 相片 别名 权属 权证 储蓄 储存 支取 支行 支票 汤药 和其 和平 伏法 解答 解读 解约 满足 谢绝 游客 游览 应聘 应届 应缴 应付 应收 应按 应于 应在 应提 应向 应及 应持 应依 居留 封闭 步行 步骤 空白 空缺 空间 明天 包裹 查询 查阅 查看 查验 查实 查封 查明 查处 查找 养老 养殖 养护 计生 计时 计件 计入 计为 利用 利息 利害 师生 师资 古籍 米面 相同 相貌 干预 干扰 干净 何处 习惯 项下'.split(
    ' ',
  ),
);
/** A name never ends in these. */
const BAD_TAIL = /[的等与和及或因于在向将被对为系是称已未应须经以按持了着过等均也不其该此个名人员们者方款项条件]$/;
const ETHNIC = /^[\u4e00-\u9fff]{2,7}(?:·[\u4e00-\u9fff]{2,8}){1,2}/;
/** Pairs from this rate on are ordinary words; it is the lowest rate the table holds. */
const COMMON = 1.5;

interface Reading {
  readonly length: number;
  /** The family and given name do not read as ordinary words. */
  readonly rare: boolean;
}

/** Length of the personal name that `rest` starts with, 0 when there is none. Takes the reading that a boundary follows. */
function readName(rest: string): Reading {
  const ethnic = ETHNIC.exec(rest);
  if (ethnic) return { length: ethnic[0].length, rare: true };
  const family = familyNameLength(rest);
  if (family === 0) return { length: 0, rare: false };
  for (const given of family === 2 ? [2, 1] : [2, 1, 3]) {
    const length = family + given;
    const name = rest.slice(0, length);
    if (name.length < length || !/^[\u4e00-\u9fff]+$/.test(name) || /[某×]/.test(name)) continue;
    if (!BOUNDARY.test(rest.slice(length))) continue;
    if (given === 3 && !/^(?:[，、,;；(:\s]|$)/.test(rest.slice(length))) continue;
    if (given === 3 || NOT_NAMES.has(name.slice(0, 2)) || BAD_TAIL.test(name)) continue;
    const first = pairsPerMillion(name.slice(0, 2));
    const second = name.length === 3 ? pairsPerMillion(name.slice(1)) : 0;
    if (family === 1 && name.length === 3 && first >= COMMON * 8 && second >= COMMON) continue;
    const rare = family === 2 || (first < COMMON && second < COMMON * 40);
    return { length, rare };
  }
  return { length: 0, rare: false };
}

/** True when the text starts with what reads as a personal name. */
export function leadsToName(rest: string): boolean {
  return readName(rest).length > 0;
}

/** Names of private persons. `anchors` are the other personal data of the text: a name that stands with them is tied to its bearer. */
export function findNames(text: string, anchors: readonly PersonalDatum[]): PersonalDatum[] {
  const found = new Map<number, PersonalDatum>();
  const add = (
    start: number,
    length: number,
    confidence: PersonalDatum['confidence'],
    reason: string,
    minor: boolean,
  ) => {
    if (found.has(start)) return;
    found.set(start, { kind: minor ? 'minor-name' : 'name', start, end: start + length, confidence, reason });
  };
  for (const match of text.matchAll(AFTER_ROLE)) {
    const start = match.index + match[0].length;
    const role = match[0].replace(/[\s:为系]+$/, '');
    const rest = text.slice(start, start + 24);
    const reading = readName(rest);
    if (reading.length === 0) continue;
    const separated = match[2] !== '' && /[:\t\n ]/.test(match[2]!);
    const following = text.slice(start + reading.length, start + reading.length + 24);
    const tied = AFTER_NAME.test(following.replace(/\s+/g, ''));
    if (!separated && !tied && !(reading.rare && standsForOne(text, role, start, start + reading.length, anchors)))
      continue;
    if (isPublicRole(text, match.index, start, reading.length, role, anchors)) continue;
    const minor = MINOR_ROLE.test(role) || MINOR_CONTEXT.test(sentence(text, start, start + reading.length, 60));
    const confidence = separated || tied ? 'certain' : 'likely';
    add(start, reading.length, confidence, minor ? '未成年人的姓名' : `“${role.slice(-6)}”之后的个人姓名`, minor);
  }
  for (const match of text.matchAll(
    /(?<![\u4e00-\u9fff·])(?=[\u4e00-\u9fff]{2})|(?<=[、：:，,；;。经查])(?=[\u4e00-\u9fff]{2})/g,
  )) {
    const start = match.index;
    if (found.has(start)) continue;
    const rest = text.slice(start, start + 24);
    const reading = readName(rest);
    if (reading.length === 0 || !reading.rare) continue;
    const following = text.slice(start + reading.length, start + reading.length + 40).replace(/\s+/g, '');
    if (!AFTER_NAME.test(following)) continue;
    if (isPublicRole(text, start, start, reading.length, '', anchors)) continue;
    const telephoneOnly = /^[(，,、:]?(?:联系)?(?:电话|手机)/.test(following);
    if (
      telephoneOnly &&
      !anchors.some((datum) => datum.kind !== 'landline' && datum.start > start && datum.start - start < 40)
    )
      continue;
    const minor = MINOR_CONTEXT.test(sentence(text, start, start + reading.length, 60));
    add(start, reading.length, 'likely', minor ? '未成年人的姓名，与身份信息相连' : '与身份信息相连的个人姓名', minor);
  }
  for (const datum of beforeIdentityCard(text)) if (!found.has(datum.start)) found.set(datum.start, datum);
  for (const datum of beforeIdentifiers(text, anchors)) if (!found.has(datum.start)) found.set(datum.start, datum);
  for (const datum of listedNames(text)) if (!found.has(datum.start)) found.set(datum.start, datum);
  return repeatedNames(text, [...found.values()]);
}

/**
 * A role directly before the name, as in 户主雷梅玉: law text uses the same words of people in general (当事人陈述, 职工应休), so a bare
 * role counts only where the text goes on to deal with one person.
 */
function standsForOne(
  text: string,
  role: string,
  start: number,
  end: number,
  anchors: readonly PersonalDatum[],
): boolean {
  const next = text.slice(end, end + 6);
  if (/^(?:不服|来信|来电|来访|反映|投诉|举报|一户|因病|死亡|先生|女士|同学)/.test(next)) return true;
  if (GENERAL_ROLE.test(role)) return hasAnchor(anchors, start, end);
  if (!/^(?:$|[，。；、：！？,.;:!?()\s]|持|驾驶|系|与|和)/.test(next)) return false;
  return (
    hasAnchor(anchors, start, end) || SENSITIVE_LIST.test(sentence(text, start, end, 80)) || /^[，,：:(]/.test(next)
  );
}

/** Another personal datum stands within a line or two. */
function hasAnchor(anchors: readonly PersonalDatum[], start: number, end: number): boolean {
  return anchors.some((datum) => datum.start > start - 80 && datum.start < end + 80);
}

function isPublicRole(
  text: string,
  roleStart: number,
  start: number,
  length: number,
  role: string,
  anchors: readonly PersonalDatum[],
): boolean {
  const lead = before(text, roleStart, 12);
  if (TITLE_BEFORE.test(lead.replace(/[:(]+$/, ''))) return true;
  const following = text.slice(start + length, start + length + 16);
  if (TITLE_AFTER.test(following)) return true;
  const around = sentence(text, start, start + length, 80);
  if (OFFICE_RECORD.test(around) && !/身份证|公民身份|处罚|嫌疑|低保|救助/.test(around)) return true;
  // 联系人 of an office stands with an office telephone; only a mobile or other private datum makes the name private.
  if (/联系人$/.test(role) || /(?:原告|被告|第三人|上诉人)$/.test(role)) {
    if (/联系人$/.test(role))
      return !anchors.some((datum) => datum.start > start && datum.start - start < 60 && datum.kind !== 'email');
  }
  return false;
}

/** `…公民陆小曼（身份证号…`: without a role the name is read backwards from the bracket. */
function* beforeIdentityCard(text: string): Generator<PersonalDatum> {
  for (const match of text.matchAll(
    /([\u4e00-\u9fff]{2,4})[(，,]\s*(?:居民|公民)?身份(?:证|号码)[\u4e00-\u9fff]{0,4}[:为 ]*(?=\d)/g,
  )) {
    for (const length of [4, 3, 2]) {
      const name = match[1]!.slice(-length);
      const reading = readName(`${name}，`);
      if (name.length !== length || reading.length !== length || !reading.rare) continue;
      const start = match.index + match[1]!.length - length;
      if (!TITLE_BEFORE.test(before(text, start, 12)))
        yield {
          kind: 'name',
          start,
          end: start + length,
          confidence: 'certain',
          reason: '与身份证件号码相连的个人姓名',
        };
      break;
    }
  }
}

/** `张伟 330206…` and `张伟330206…`: a name directly before a proven identifier. */
function* beforeIdentifiers(text: string, anchors: readonly PersonalDatum[]): Generator<PersonalDatum> {
  for (const anchor of anchors) {
    if (!['resident-id', 'bank-card', 'mobile', 'passport'].includes(anchor.kind)) continue;
    const lead = text.slice(Math.max(0, anchor.start - 12), anchor.start);
    const match = /(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})[\s,，、:|(]*$/.exec(lead);
    if (!match) continue;
    const reading = readName(`${match[1]}，`);
    if (reading.length !== match[1]!.length || !reading.rare) continue;
    const start = anchor.start - (lead.length - match.index);
    if (TITLE_BEFORE.test(before(text, start, 12))) continue;
    yield {
      kind: 'name',
      start,
      end: start + reading.length,
      confidence: 'likely',
      reason: '与证件、账户或手机号码并列的个人姓名',
    };
  }
}

/** `甲、乙、丙等3人` in a matter that concerns private life. */
function* listedNames(text: string): Generator<PersonalDatum> {
  for (const match of text.matchAll(LIST)) {
    const end = match.index + match[0].length;
    const around = sentence(text, match.index, end, 80);
    if (!SENSITIVE_LIST.test(around) || OFFICE_RECORD.test(around)) continue;
    if (
      TITLE_BEFORE.test(before(text, match.index, 12)) ||
      /^等[^，。]{0,4}(?:同志|领导|代表|专家)/.test(after(text, end, 10))
    )
      continue;
    const names: { start: number; length: number }[] = [];
    let at = match.index;
    for (const piece of match[0].split(/[、，]/)) {
      const reading = readName(`${piece}，`);
      if (reading.length === piece.length && reading.rare) names.push({ start: at, length: piece.length });
      at += piece.length + 1;
    }
    if (names.length * 2 <= match[0].split(/[、，]/).length) continue;
    for (const name of names)
      yield {
        kind: 'name',
        start: name.start,
        end: name.start + name.length,
        confidence: 'likely',
        reason: '名单中的个人姓名，事项涉及个人生活',
      };
  }
}

export const REPEATED_NAME = '同一文中已认定的个人姓名';

/** Once a name is private it is private all over the document: masking one of two mentions hides nothing. */
function repeatedNames(text: string, names: PersonalDatum[]): PersonalDatum[] {
  const taken = new Set(names.map((name) => name.start));
  const result = [...names];
  const seen = new Set<string>();
  for (const name of names) {
    const value = text.slice(name.start, name.end);
    if (seen.has(value)) continue;
    seen.add(value);
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      if (taken.has(at)) continue;
      taken.add(at);
      result.push({
        ...name,
        start: at,
        end: at + value.length,
        confidence: 'likely',
        reason: REPEATED_NAME,
      });
    }
  }
  return result;
}
