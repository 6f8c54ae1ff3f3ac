/** Support for tests: sentences as offices write them, right for the tables, their figures marked so that they can be spoilt. */
import { findRow, groupOfRow, type ReportTables, type ResultGroup, type RowKey } from '../../../rules/form.ts';
import type { Dice } from './dice.ts';

export interface Told {
  tables: ReportTables;
  prior: ReportTables | null;
  year: number;
  /** 全区、我市、我局. */
  area: string;
  dice: Dice;
}

/**
 * A figure of the sentence; `other` are further values under which the sentence would still be right, so that they
 * are no faults.
 */
function mark(value: number, ...other: number[]): string {
  return `⟦${value};${other.join(',')}⟧`;
}

/** A figure that nothing in the report ties down. */
function free(value: number | string): string {
  return String(value);
}

const row = ({ tables }: Pick<Told, 'tables'>, key: RowKey, column = 6): number =>
  findRow(tables, key)?.values[column] ?? 0;

export function groupTotal(tables: ReportTables, group: ResultGroup): number {
  return tables.requests.rows
    .filter(({ key }) => groupOfRow(key) === group)
    .reduce((sum, { values }) => sum + (values[6] ?? 0), 0);
}

interface Counts {
  fresh: number;
  carried: number;
  handled: number;
  done: number;
  left: number;
  answered: number;
  granted: number;
  partial: number;
  denied: number;
  unable: number;
  rejected: number;
  other: number;
}

function countsOf(told: Told): Counts {
  const group = (name: ResultGroup): number => groupTotal(told.tables, name);
  const fresh = row(told, 'new');
  const carried = row(told, 'carried');
  const done = row(told, 'total');
  const other = group('other');
  return {
    fresh,
    carried,
    handled: fresh + carried,
    done,
    left: row(told, 'forward'),
    answered: done - other,
    granted: row(told, 'granted'),
    partial: row(told, 'partial'),
    denied: group('denied'),
    unable: group('unable'),
    rejected: group('rejected'),
    other,
  };
}

function percent(part: number, whole: number, decimals: number): string {
  return ((part / whole) * 100).toFixed(decimals);
}

/** Share marked with the neighbours that rounding or cutting off allows. */
function share(part: number, whole: number, decimals: number): string {
  return `⟦${percent(part, whole, decimals)};${(Math.floor((part / whole) * 100 * 10 ** decimals) / 10 ** decimals).toFixed(decimals)}⟧%`;
}

/** Received on any of the three ways of counting. */
const anyBasis = (c: Counts, value: number): string => mark(value, c.fresh, c.handled, c.done);
const newOrAll = (c: Counts, value: number): string => mark(value, c.fresh, c.handled);
const finished = (c: Counts, value: number): string => mark(value, c.done, c.answered);

export interface Style {
  name: string;
  /** `null`: these tables give no occasion for the sentence. */
  write(told: Told, counts: Counts): string | null;
}

const RECEIVING: readonly Style[] = [
  { name: '收到…件', write: (t, c) => `${t.year}年，${t.area}共收到政府信息公开申请${newOrAll(c, c.fresh)}件` },
  { name: '收到…件申请', write: (t, c) => `${t.year}年${t.area}共收到${newOrAll(c, c.fresh)}件政府信息公开申请` },
  { name: '新收', write: (t, c) => `${t.area}本年度新收政府信息公开申请${mark(c.fresh)}件` },
  { name: '新收到', write: (_t, c) => `全年新收到依申请公开${mark(c.fresh)}件` },
  { name: '受理', write: (t, c) => `${t.year}年度，${t.area}受理依申请公开政府信息${anyBasis(c, c.fresh)}件` },
  { name: '受理总数', write: (_t, c) => `本年度共受理政府信息公开申请${anyBasis(c, c.handled)}件` },
  {
    name: '公民提出的',
    write: (_t, c) => `全年共收到公民、法人或者其他组织提出的政府信息公开申请${newOrAll(c, c.fresh)}件`,
  },
  { name: '申请总量', write: (_t, c) => `全年政府信息公开申请总量${anyBasis(c, c.handled)}件` },
  {
    name: '含上年结转',
    write: (_t, c) =>
      c.carried === 0
        ? null
        : `全年共办理政府信息公开申请${anyBasis(c, c.handled)}件（含上年结转${mark(c.carried)}件）`,
  },
  {
    name: '其中新收与结转',
    write: (_t, c) =>
      `全年共办理政府信息公开申请${anyBasis(c, c.handled)}件，其中本年新收${mark(c.fresh)}件，上年结转${mark(c.carried)}件`,
  },
  {
    name: '上年结转、本年新收、合计',
    write: (_t, c) =>
      `上年结转政府信息公开申请${mark(c.carried)}件、本年新收${mark(c.fresh)}件，合计${mark(c.handled)}件`,
  },
  {
    name: '收到，加上上年结转',
    write: (_t, c) =>
      `全年收到政府信息公开申请${newOrAll(c, c.fresh)}件，加上上年度结转${mark(c.carried)}件，共需办理${mark(c.handled, c.fresh)}件`,
  },
  {
    name: '按渠道',
    write: (t, c) => {
      if (c.fresh < 6) return null;
      const post = t.dice.below(c.fresh - 2);
      const web = t.dice.below(c.fresh - post);
      return `全年收到政府信息公开申请${newOrAll(c, c.fresh)}件，其中信函申请${free(post)}件、网络申请${free(web)}件、当面申请${free(c.fresh - post - web)}件`;
    },
  },
  {
    name: '按申请人',
    write: (t, c) => {
      const natural = row(t, 'new', 0);
      return `全年收到政府信息公开申请${newOrAll(c, c.fresh)}件，其中自然人申请${mark(natural)}件，法人或其他组织申请${mark(c.fresh - natural)}件`;
    },
  },
  {
    name: '自然人占比',
    write: (t, c) => {
      const natural = row(t, 'new', 0);
      if (c.fresh < 4) return null;
      return `全年新收政府信息公开申请${mark(c.fresh)}件，其中自然人${mark(natural)}件，占${share(natural, c.fresh, 2)}`;
    },
  },
  {
    name: '商业企业占比',
    write: (t, c) => {
      const business = row(t, 'new', 1);
      if (c.fresh < 4 || business === 0) return null;
      return `在新收的${mark(c.fresh)}件政府信息公开申请中，自然人申请${mark(row(t, 'new', 0))}件，商业企业申请${mark(business)}件，占比${share(business, c.fresh, 1)}`;
    },
  },
  {
    name: '较上年增加',
    write: (t, c) => {
      const before = t.prior ? row({ tables: t.prior }, 'new') : 0;
      if (before < 5 || c.fresh <= before) return null;
      return `全年新收政府信息公开申请${mark(c.fresh)}件，同比增长${share(c.fresh - before, before, 1)}`;
    },
  },
  {
    name: '较上年减少若干件',
    write: (t, c) => {
      const before = t.prior ? row({ tables: t.prior }, 'new') : 0;
      if (before < 5 || c.fresh >= before) return null;
      return `全年新收政府信息公开申请${mark(c.fresh)}件，较上年减少${mark(before - c.fresh)}件，下降${share(before - c.fresh, before, 2)}`;
    },
  },
  {
    name: '较某年增加',
    write: (t, c) => {
      const before = t.prior ? row({ tables: t.prior }, 'new') : 0;
      if (before < 5 || c.fresh <= before) return null;
      return `全年新收政府信息公开申请${mark(c.fresh)}件，较${t.year - 1}年增加${mark(c.fresh - before)}件，增长${share(c.fresh - before, before, 1)}`;
    },
  },
];

const KIND_WORDS = [
  ['granted', '予以公开'],
  ['partial', '部分公开'],
  ['denied', '不予公开'],
  ['unable', '无法提供'],
  ['rejected', '不予处理'],
  ['other', '其他处理'],
] as const;

const RESULTS: readonly Style[] = [
  {
    name: '办结',
    write: (_t, c) => `全年办结政府信息公开申请${finished(c, c.done)}件，结转下年度继续办理${mark(c.left)}件`,
  },
  { name: '已答复', write: (_t, c) => `全年答复政府信息公开申请${finished(c, c.done)}件` },
  {
    name: '结转后置',
    write: (_t, c) =>
      c.left === 0 ? null : `办结政府信息公开申请${finished(c, c.done)}件，${mark(c.left)}件结转至下年度办理`,
  },
  {
    name: '办结率',
    write: (_t, c) =>
      c.handled < 5 || c.left === 0
        ? null
        : `全年办结政府信息公开申请${finished(c, c.done)}件，办结率${share(c.done, c.handled, 2)}`,
  },
  { name: '均已办结', write: (_t, c) => (c.left > 0 || c.fresh === 0 ? null : '收到的政府信息公开申请均已按期办结') },
  { name: '无结转', write: (_t, c) => (c.left > 0 ? null : '政府信息公开申请无结转下年度办理事项') },
  {
    name: '六种结果',
    write: (t, c) => {
      const mark6 = t.dice.pick(['、', '，', '；']);
      return `办理结果为：${KIND_WORDS.map(([kind, words]) => `${words}${mark(c[kind])}件`).join(mark6)}`;
    },
  },
  {
    name: '非零的结果',
    write: (_t, c) => {
      const kinds = KIND_WORDS.filter(([kind]) => c[kind] > 0);
      if (kinds.length < 3) return null;
      return `全年共答复政府信息公开申请${mark(c.done, c.answered)}件，其中${kinds.map(([kind, words]) => `${words}的${mark(c[kind])}件`).join('，')}`;
    },
  },
  {
    name: '引号',
    write: (_t, c) =>
      `答复政府信息公开申请${finished(c, c.done)}件，其中“予以公开”${mark(c.granted)}件，“部分公开”${mark(c.partial)}件，“不予公开”${mark(c.denied)}件`,
  },
  {
    name: '件数在前',
    write: (_t, c) =>
      c.granted === 0 || c.unable === 0
        ? null
        : `办结的政府信息公开申请中，${mark(c.granted)}件予以公开，${mark(c.unable)}件无法提供`,
  },
  {
    name: '分别为',
    write: (_t, c) =>
      `政府信息公开申请答复结果为予以公开、部分公开、不予公开的分别为${mark(c.granted)}件、${mark(c.partial)}件、${mark(c.denied)}件`,
  },
  {
    name: '结果占比',
    write: (_t, c) =>
      c.done < 8 || c.granted === 0
        ? null
        : `办结政府信息公开申请${finished(c, c.done)}件，其中予以公开${mark(c.granted)}件，占${share(c.granted, c.done, 1)}`,
  },
  {
    name: '公开与部分公开合计',
    write: (_t, c) => `政府信息公开申请中，予以公开和部分公开共${mark(c.granted + c.partial)}件`,
  },
  {
    name: '无法提供其中',
    write: (t, c) =>
      `政府信息公开申请办理结果中，无法提供${mark(c.unable)}件，其中本机关不掌握相关政府信息${mark(row(t, 'unable_1'))}件、没有现成信息需要另行制作${mark(row(t, 'unable_2'))}件、补正后申请内容仍不明确${mark(row(t, 'unable_3'))}件`,
  },
  {
    name: '不予公开其中',
    write: (t, c) =>
      c.denied === 0
        ? null
        : `政府信息公开申请不予公开${mark(c.denied)}件（属于国家秘密${mark(row(t, 'denied_1'))}件、保护第三方合法权益${mark(row(t, 'denied_4'))}件、属于三类内部事务信息${mark(row(t, 'denied_5'))}件、属于四类过程性信息${mark(row(t, 'denied_6'))}件、属于行政执法案卷${mark(row(t, 'denied_7'))}件、属于行政查询事项${mark(row(t, 'denied_8'))}件等）`,
  },
  {
    name: '不予处理其中',
    write: (t, c) =>
      `政府信息公开申请不予处理${mark(c.rejected)}件，其中信访举报投诉类申请${mark(row(t, 'rejected_1'))}件、重复申请${mark(row(t, 'rejected_2'))}件`,
  },
];

const REMEDIES: readonly Style[] = [
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

function totals(tables: ReportTables): [number, number, number] {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  return [reconsideration[4] ?? 0, litigationDirect[4] ?? 0, litigationAfterReconsideration[4] ?? 0];
}

function pendingOf(tables: ReportTables, block: 0 | 1 | 2): number {
  return Object.values(tables.remedies)[block]?.[3] ?? 0;
}

function suitValues(tables: ReportTables): number[] {
  const [, d, f] = totals(tables);
  const direct = pendingOf(tables, 1);
  const after = pendingOf(tables, 2);
  return [d, f, d - direct, f - after, d + f - direct - after];
}

const DOCUMENTS: readonly Style[] = [
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

const ENDS = ['。', '。', '。', '；'] as const;

/** The text of “（二）依申请公开” and its neighbours, figures marked. Each sentence is right. */
export function writeNarrative(told: Told): { text: string; names: string[] } {
  const { dice } = told;
  const counts = countsOf(told);
  const names: string[] = [];
  const write = (styles: readonly Style[], number: number): string[] => {
    const pieces: string[] = [];
    for (let tries = 0; tries < 12 && pieces.length < number; tries += 1) {
      const style = dice.pick(styles);
      if (names.includes(style.name)) continue;
      const piece = style.write(told, counts);
      if (piece === null) continue;
      names.push(style.name);
      pieces.push(piece);
    }
    return pieces;
  };
  const scopes = (most: number): string[] =>
    dice.some(OTHER_SCOPES, most / OTHER_SCOPES.length).map((other) => other(told));
  const requests = [...write(RECEIVING, 1 + dice.below(2)), ...write(RESULTS, 1 + dice.below(2)), ...scopes(2)];
  const rest = [...write(REMEDIES, 1), ...(dice.chance(0.5) ? write(DOCUMENTS, 1) : []), ...scopes(2)];
  const numbering = dice.pick([
    ['（一）', '（二）', '（三）'],
    ['一是', '二是', '三是'],
    ['1.', '2.', '3.'],
  ] as const);
  const title = dice.pick(['依申请公开方面。', '依申请公开情况。', '依申请公开。', '规范做好依申请公开工作。']);
  const first = `${numbering[0]}主动公开方面。坚持以公开为常态、不公开为例外，${scopes(1).join('，') || '不断扩大公开范围'}。`;
  const second = `${numbering[1]}${title}${requests.join(dice.pick(ENDS))}。`;
  const third = `${numbering[2]}监督保障方面。${rest.join('。')}。`;
  const join = dice.pick(['\n', '\n', '']);
  return { text: [first, second, third].join(join), names };
}

/** The text as printed, and where its marked figures stand in it. */
export function unmark(text: string): { text: string; figures: { at: number; text: string; other: string[] }[] } {
  const figures: { at: number; text: string; other: string[] }[] = [];
  let out = '';
  let from = 0;
  for (const match of text.matchAll(/⟦([\d.]+);([^⟧]*)⟧/g)) {
    out += text.slice(from, match.index);
    figures.push({ at: out.length, text: match[1]!, other: match[2] === '' ? [] : match[2]!.split(',') });
    out += match[1];
    from = match.index + match[0].length;
  }
  return { text: out + text.slice(from), figures };
}
