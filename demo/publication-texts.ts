import type { DistrictOrgan } from './organs.ts';
import type { Random } from './random.ts';

// Texts of the demonstration's pages: written for it, by pattern, and marked. Nothing here is taken from a real document.

export const MARK = '<p><em>（本文为演示文本，内容系虚构。）</em></p>';

export const paragraphs = (...lines: readonly string[]): string => lines.map((line) => `<p>${line}</p>`).join('');

export function signed(organ: string, day: string): string {
  return `<p class="signature">${organ}</p><p class="signature">${day}</p>`;
}

export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  return (
    `<table><caption>${caption}</caption><thead><tr>${head.map((one) => `<th scope="col">${one}</th>`).join('')}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${row.map((one) => `<td>${one}</td>`).join('')}</tr>`).join('')}</tbody></table>`
  );
}

const numerals = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
];

/** What a document is about: its title without place, kind and trial. */
export function subjectOf(title: string): string {
  return title
    .replace(/^关于/, '')
    .replace(/^(?:进一步)?(?:加快|推进|加强)/, '')
    .replace(/^北仑区|^[\u4e00-\u9fff]{2,3}街道/, '')
    .replace(/（试行）/, '')
    .replace(/(?:管理|实施|工作|高质量|发展|暂行|若干|专项资金使用|的)*(?:办法|细则|规定|意见|通告)$/, '')
    .replace(/(?:管理|发展|高质量发展)$/, '');
}

interface Clauses {
  readonly purpose: readonly string[];
  readonly scope: readonly string[];
  readonly duty: readonly string[];
  readonly procedure: readonly string[];
  readonly guarantee: readonly string[];
}

const clauses: Clauses = {
  purpose: [
    '为了规范{主题}工作，保障公民、法人和其他组织的合法权益，根据有关法律、法规和上级文件，结合本区实际，制定本文件。',
    '为了加强{主题}管理，提高公共服务水平，依据有关法律、法规和规章的规定，制定本文件。',
    '为了推进{主题}健康有序发展，明确各方责任，根据上级有关规定，结合本区实际，制定本文件。',
  ],
  scope: [
    '本区行政区域内的{主题}及其监督管理活动，适用本文件。法律、法规、规章另有规定的，从其规定。',
    '在本区从事{主题}有关活动的单位和个人，应当遵守本文件。',
  ],
  duty: [
    '{机关}是本区{主题}工作的主管部门，负责组织实施和监督检查；发展改革、财政、自然资源规划、住房城乡建设等部门按照各自职责协同做好有关工作。',
    '各街道办事处负责辖区内{主题}的日常工作，发现问题及时报告，并配合主管部门处理。',
    '{主题}工作遵循公开、公平、便民、高效的原则，接受社会监督。',
  ],
  procedure: [
    '申请人可以通过政务服务窗口或者网上平台提出申请，提交身份证明、有关权属或者经营证明等材料；材料不齐全的，应当一次性告知需要补正的内容。',
    '受理机关应当自受理之日起10个工作日内完成审核，并将结果书面告知申请人；不予同意的，应当说明理由。',
    '审核结果在政府门户网站公示，公示期不少于5个工作日；对公示有异议的，受理机关应当核实并答复。',
    '主管部门应当建立工作台账，记录办理过程，实行一事一档，定期开展抽查。',
    '符合条件的，按照规定的标准和顺序办理；同等条件下，优先保障困难群众和服务保障类岗位人员。',
  ],
  guarantee: [
    '所需经费列入部门预算，专款专用，接受财政、审计部门的监督检查。',
    '违反本文件规定，提供虚假材料的，取消资格，并依法处理；构成犯罪的，依法追究刑事责任。',
    '工作人员在{主题}工作中玩忽职守、滥用职权、徇私舞弊的，依法给予处分。',
    '对工作成效明显的单位和个人，可以按照有关规定予以通报表扬。',
  ],
};

function fill(sentence: string, subject: string, organ: DistrictOrgan): string {
  return (
    sentence
      // Subjects that are acts themselves (规范电动三轮车通行管理) do not have the same verb before them.
      .replaceAll(`${subject.slice(0, 2)}{主题}`, subject)
      .replaceAll('{主题}', subject)
      .replaceAll('{机关}', organ.shortName === '北仑区' ? '区人民政府有关部门' : organ.shortName)
  );
}

/** A normative document in articles, or in numbered parts where it is an opinion or an announcement. */
export function documentText(
  title: string,
  organ: DistrictOrgan,
  effective: string,
  term: string | null,
  issued: string,
  random: Random,
): string {
  const subject = subjectOf(title);
  const some = (from: readonly string[], count: number): string[] =>
    random
      .shuffled(from)
      .slice(0, count)
      .map((one) => fill(one, subject, organ));
  const last = `本文件自${effective}起施行${term === null ? '' : `，有效期至${term}`}。`;
  const lines = [
    ...some(clauses.purpose, 1),
    ...some(clauses.scope, 1),
    ...some(clauses.duty, 2),
    ...some(clauses.procedure, random.int(2, 4)),
    ...some(clauses.guarantee, random.int(1, 3)),
    last,
  ];
  if (/(?:意见|通告)$/.test(title)) {
    const parts = lines.map((line, i) => `<p>${numerals[i]}、${line}</p>`).join('');
    return parts + signed(organ.name, issued) + MARK;
  }
  return (
    lines.map((line, i) => `<p><strong>第${numerals[i]}条</strong>　${line}</p>`).join('') +
    signed(organ.name, issued) +
    MARK
  );
}

/** An interpretation with the elements asked of one: background, aims, content, standards, questions people put. */
export function interpretationText(title: string, organ: DistrictOrgan, effective: string, random: Random): string {
  const subject = subjectOf(title);
  const days = random.pick([5, 7, 10, 15]);
  return [
    '<h2>一、背景依据</h2>',
    paragraphs(
      `近年来，${subject}方面出现了一些新情况，原有做法在办理程序、部门分工上不够明确。${organ.shortName}在调研和公开征求意见的基础上起草了《${title}》。`,
    ),
    '<h2>二、主要内容</h2>',
    paragraphs(
      `明确了适用范围和部门职责：谁主管、谁受理、谁监督，都有对应条款。`,
      `简化了办理程序：申请材料能够通过数据共享取得的，不再要求提交；审核时限为${days}个工作日。`,
      '加强了监督管理：结果公示，台账可查，违规情形有相应的处理措施。',
    ),
    '<h2>三、涉及范围和执行标准</h2>',
    paragraphs(`适用于北仑区行政区域内的${subject}，自${effective}起执行。`),
    '<h2>四、新旧政策差异</h2>',
    table(
      '办理要求对照',
      ['项目', '此前', '现在'],
      [
        ['申请渠道', '窗口', '窗口或者网上'],
        ['审核时限', '20个工作日', `${days}个工作日`],
        ['结果公示', '未作统一要求', '不少于5个工作日'],
      ],
    ),
    '<h2>五、您可能关心的问题</h2>',
    paragraphs(
      '<strong>问：已经提交的申请怎么办？</strong>',
      '答：已经受理的，按照受理时的规定办理；对申请人更有利的，可以按照新的规定办理。',
      `<strong>问：到哪里咨询？</strong>`,
      `答：可以向${organ.shortName}政策咨询窗口咨询，也可以通过政府网站留言。`,
    ),
    paragraphs(`解读机关：${organ.name}`, '解读人：政策起草科室工作人员（演示）', '联系方式：见本机关政府信息公开指南'),
    MARK,
  ].join('');
}

export function guideText(organ: DistrictOrgan): string {
  return [
    '<h2>一、信息分类和编排体系</h2>',
    paragraphs(
      `${organ.name}主动公开的政府信息，按照《中华人民共和国政府信息公开条例》第二十条、第二十一条规定的类别编排，每件信息编有索引号，标明名称、内容概述、生成日期等要素。`,
    ),
    '<h2>二、主动公开信息的获取方式</h2>',
    paragraphs(
      '通过本平台的“法定主动公开内容”栏目查阅、检索和下载；也可以到国家档案馆、公共图书馆、政务服务场所设置的政府信息查阅场所查阅。',
      '属于主动公开范围的信息，自形成或者变更之日起20个工作日内公开；法律、法规另有规定的，从其规定。',
    ),
    '<h2>三、依申请公开</h2>',
    paragraphs(
      '公民、法人或者其他组织可以申请获取本机关制作或者保存的政府信息。申请应当包括姓名或者名称、身份证明、联系方式，申请公开的政府信息的名称、文号或者便于查询的其他特征性描述，以及获取信息的方式、途径。',
      '能够当场答复的，当场予以答复；不能当场答复的，自收到申请之日起20个工作日内答复；需要延长的，经政府信息公开工作机构负责人同意，延长最长不超过20个工作日，并告知申请人。',
      '本机关提供政府信息不收取费用；申请公开政府信息的数量、频次明显超过合理范围的，可以按照规定收取信息处理费。',
    ),
    '<h2>四、监督和救济</h2>',
    paragraphs(
      '认为本机关未按照要求主动公开政府信息或者不依法答复申请的，可以向本机关或者政府信息公开工作主管部门投诉、举报；认为政府信息公开工作侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。',
    ),
    MARK,
  ].join('');
}

const duties: readonly string[] = [
  '贯彻执行国家、省、市有关方针政策和法律、法规，拟订本领域工作规划和年度计划并组织实施',
  '负责本领域行政规范性文件的起草、评估和清理',
  '承担本领域行政许可、备案和公共服务事项的办理与监督',
  '组织开展监督检查，依法查处违法行为',
  '负责本领域统计、信息化和信用体系建设',
  '指导各街道开展相关工作，受理群众咨询、投诉和建议',
  '完成区委、区政府交办的其他任务',
];

export function profileText(organ: DistrictOrgan, head: string, deputy: string): string {
  return [
    '<h2>主要职责</h2>',
    `<ol>${duties.map((duty) => `<li>${duty}。</li>`).join('')}</ol>`,
    '<h2>负责人</h2>',
    table(
      '负责人及分工',
      ['姓名', '职务', '分工'],
      [
        [head, '主要负责人', '主持全面工作'],
        [deputy, '分管负责人', '分管政府信息公开、政策法规工作'],
      ],
    ),
    '<h2>内设机构</h2>',
    `<ul>${['办公室', '政策法规科', '业务管理科', '监督检查科'].map((one) => `<li>${one}</li>`).join('')}</ul>`,
    paragraphs(`${organ.shortName}的办公地址、办公时间和联系电话见本机关政府信息公开指南。`),
    MARK,
  ].join('');
}
