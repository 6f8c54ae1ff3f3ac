/** Support for tests: sentences on applications received and how they ended, as offices write them. */
import { anyBasis, finished, free, mark, newOrAll, row, type Style, share } from './told.ts';

export const RECEIVING: readonly Style[] = [
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

export const KIND_WORDS = [
  ['granted', '予以公开'],
  ['partial', '部分公开'],
  ['denied', '不予公开'],
  ['unable', '无法提供'],
  ['rejected', '不予处理'],
  ['other', '其他处理'],
] as const;

export const RESULTS: readonly Style[] = [
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
