/** Support for tests: the parts of a report in their order, with the headings and the page around them as sites have them. */
import { type FormVersion, PART_NUMERALS, PART_TITLES, type ReportTables } from '../../../rules/form.ts';
import type { Part } from '../render-files.ts';
import type { Dice } from './dice.ts';
import type { Habits } from './printed-label.ts';
import { cell, type TableShape, tablesAsPrinted } from './vary-tables.ts';

/** What the parts name. */
export interface Published {
  form: FormVersion;
  year: number;
  organ: string;
}

const TITLES: readonly ((organ: string, year: number) => string)[] = [
  (organ, year) => `${organ}${year}年政府信息公开工作年度报告`,
  (organ, year) => `${organ}\n${year}年政府信息公开工作年度报告`,
  (organ, year) => `${organ}${year}年度政府信息公开工作年度报告`,
  (organ, year) => `${year}年${organ}政府信息公开工作年度报告`,
  (organ, year) => `${organ}${year}年度政府信息公开年报`,
  (organ, year) => `${organ}\n${year}年度\n政府信息公开工作年度报告`,
];

const HEADINGS: readonly (readonly string[])[] = [
  PART_TITLES,
  PART_TITLES,
  [
    '总体情况',
    '行政机关主动公开政府信息情况',
    '行政机关收到和处理政府信息公开申请情况',
    '因政府信息公开工作被申请行政复议、提起行政诉讼情况',
    '政府信息公开工作存在的主要问题及改进情况',
    '其他需要报告的事项',
  ],
  [
    '概述',
    '主动公开信息情况',
    '收到和处理政府信息公开申请情况',
    '政府信息公开行政复议、行政诉讼情况',
    '存在的问题及改进措施',
    '其他需要报告的事项',
  ],
];

const HEADING_MARKS: readonly ((index: number, title: string) => string)[] = [
  (index, title) => `${PART_NUMERALS[index]}、${title}`,
  (index, title) => `${PART_NUMERALS[index]}、${title}`,
  (index, title) => `${PART_NUMERALS[index]}.${title}`,
  (index, title) => `${PART_NUMERALS[index]} ${title}`,
  (index, title) => `第${PART_NUMERALS[index]}部分 ${title}`,
  (_index, title) => title,
  (index, title) => `${PART_NUMERALS[index]}、${[...title].join(' ')}`,
  (index, title) => `${index + 1}、${title}`,
  (index, title) => `（${PART_NUMERALS[index]}）${title}`,
];

const FOOT = [
  '附件：1.示例区2023年政府信息公开工作年度报告.docx\n2.政府信息公开工作年度报告.pdf',
  '上一篇：关于做好2024年政务公开工作的通知\n下一篇：没有了',
  '主办：示例区人民政府办公室　备案号：苏ICP备05012345号-1　网站标识码：3213020001',
  '扫一扫在手机打开当前页',
];

function framePage(dice: Dice, plan: Published, parts: Part[], notes: string[]): Part[] {
  const before: Part[] = [];
  if (dice.chance(0.4)) {
    notes.push('navigation');
    before.push(
      '当前位置：首页 > 政务公开 > 政府信息公开年报',
      ...(dice.chance(0.5)
        ? [`发布时间：${plan.year + 1}-01-${10 + dice.below(20)} 16:34　来源：办公室　浏览次数：1234`]
        : []),
      '字体：大 中 小　打印　分享',
    );
  }
  if (dice.chance(0.25)) {
    notes.push('index table');
    before.push([
      [cell('索引号'), cell('01436271X/2024-00012'), cell('发布机构'), cell(plan.organ)],
      [cell('生成日期'), cell(`${plan.year + 1}-01-15`), cell('文号'), cell('')],
    ]);
  }
  const after: Part[] = dice.chance(0.4) ? dice.some(FOOT, 0.5) : [];
  if (after.length > 0) notes.push('foot');
  return [...before, ...parts, ...after];
}

function tableInPartOne(dice: Dice, notes: string[]): Part[] {
  if (!dice.chance(0.25)) return [];
  notes.push('table in part one');
  return [
    [
      [cell('公开渠道'), cell('单位'), cell('数量')],
      [cell('政府网站'), cell('条'), cell('3812')],
      [cell('政务新媒体'), cell('条'), cell('945')],
      [cell('新闻发布会'), cell('场'), cell('6')],
    ],
  ];
}

export function partsOf(
  plan: Published,
  printed: ReportTables,
  narrative: string,
  habits: Habits,
  shape: TableShape,
  dice: Dice,
  notes: string[],
): Part[] {
  const titles = dice.pick(HEADINGS);
  const marks = dice.pick(HEADING_MARKS);
  const missing = dice.chance(0.15) ? dice.below(6) : -1;
  if (missing >= 0) notes.push(`no heading ${missing + 1}`);
  notes.push(`heading ${marks(1, '甲')}`);
  const heading = (index: number): Part[] => (index === missing ? [] : [marks(index, titles[index]!)]);
  const tables = tablesAsPrinted(printed, plan.form, habits, shape, dice);
  const basis =
    plan.form === '2021'
      ? '根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号要求，编制本报告。'
      : '根据《中华人民共和国政府信息公开条例》和国办公开办函〔2019〕60号要求，编制本报告。';
  const contents = dice.chance(0.3)
    ? '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。'
    : '';
  const lead = dice.chance(0.2) ? ['本年度政府信息公开申请办理情况如下表：'] : [];
  return framePage(
    dice,
    plan,
    [
      dice.pick(TITLES)(plan.organ, plan.year),
      `${basis}${contents}本报告所列数据的统计期限自${plan.year}年1月1日起至${plan.year}年12月31日止。联系地址：示例路12号，电话：0574-12345678。`,
      ...heading(0),
      narrative,
      ...tableInPartOne(dice, notes),
      ...heading(1),
      ...tables.proactive,
      ...heading(2),
      ...lead,
      ...tables.requests,
      ...heading(3),
      ...tables.remedies,
      ...heading(4),
      `${dice.pick(['存在的问题：一是解读形式还不够丰富；二是个别单位公开不够及时。', '（一）存在的主要问题。1.公开内容有待深化。2.队伍建设有待加强。'])}下一步，将从3个方面改进。`,
      ...heading(5),
      dice.pick([
        '本年度没有收取信息处理费。',
        '本年度收取信息处理费0元，无其他需要报告的事项。',
        '1.信息处理费收取情况：依申请信息处理费0元。2.无其他需要报告的事项。',
      ]),
    ],
    notes,
  );
}
