/** Figures in sentences, and what of the tables each of them speaks of. */
import { findRow, groupOfRow, type ReportTables, type ResultGroup, type RowKey } from '../form.ts';
import { clauseBefore, type Sentence } from './prose.ts';

/** How the author counts “applications”: those new this year, those with last year's, or those dealt with. */
export type Basis = 'new' | 'handled' | 'finished';

export type Kind = 'granted' | 'partial' | ResultGroup;

export type Measure =
  | { of: 'received'; bases: readonly Basis[] }
  | { of: 'applicant'; columns: readonly number[]; name: string }
  | { of: 'finished' }
  | { of: 'kinds'; kinds: readonly Kind[] }
  | { of: 'row'; row: RowKey }
  | { of: 'carried' }
  | { of: 'forward' }
  | { of: 'reconsideration' }
  | { of: 'litigation' }
  | { of: 'remedies' }
  | { of: 'litigationDirect' }
  | { of: 'litigationAfter' }
  /** How the cases of a course of remedy ended: index into REMEDY_COLUMN_KEYS. */
  | { of: 'remedyResult'; course: RemedyCourse; column: number }
  /** Normative documents: index into [issued, repealed, inForce]. */
  | { of: 'documents'; column: 0 | 1 | 2 };

export type RemedyCourse = 'reconsideration' | 'litigation' | 'litigationDirect' | 'litigationAfter';

export interface Mention {
  measure: Measure;
  value: number;
  /** Of the figure with its unit, in the sentence's own text. */
  start: number;
  end: number;
  /** The author counts something narrower or other: one office, one channel, another year. Never to be accused. */
  limited: boolean;
}

const UNIT = '(?:件|宗|份|起|例)';
const NUMBER = '(\\d{1,7})';
const FILL = '[^，。；、：（）\\d]';
const NOTE = '(?:（[^（）]{0,60}）)?';

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  granted: '予以公开',
  partial: '部分公开',
  denied: '不予公开',
  unable: '无法提供',
  rejected: '不予处理',
  other: '其他处理',
};

const KIND_WORDS: readonly (readonly [Kind, string])[] = [
  ['partial', '(?:予以|同意|区分处理)?部分公开'],
  ['denied', '不予以?公开'],
  ['granted', '(?:予以|同意|全部|全文|准予)公开'],
  ['unable', '无法提供'],
  ['rejected', '不予以?处理'],
  ['other', '(?:作|做|其它|其他)(?:其他|其它)?(?:方式)?处理'],
];
const ANY_KIND = KIND_WORDS.map(([, words]) => words).join('|');

const ROW_WORDS: readonly (readonly [RowKey, string])[] = [
  ['denied_1', '(?:属于|涉及)国家秘密'],
  ['denied_2', '(?:其他)?法律、?行政法规禁止公开'],
  ['denied_3', '危及“?三安全一稳定”?'],
  ['denied_4', '保护第三方合法权益'],
  ['denied_5', '(?:属于)?三类内部事务信息'],
  ['denied_6', '(?:属于)?四类过程性信息'],
  ['denied_7', '(?:属于)?行政执法案卷'],
  ['denied_8', '(?:属于)?行政查询事项'],
  ['unable_1', '本机关不掌握(?:相关)?(?:政府)?信息'],
  ['unable_2', '没有现成信息(?:、|，)?(?:需要?另行制作)?'],
  ['unable_3', '补正后(?:申请内容)?仍不明确'],
  ['rejected_1', '信访、?举报、?投诉类?'],
  ['rejected_2', '重复申请'],
  ['rejected_3', '要求提供公开出版物'],
  ['rejected_4', '无正当理由大量反复申请'],
  ['other_1', '(?:申请人)?(?:无正当理由)?逾期不补正'],
  ['other_2', '(?:申请人)?逾期(?:未|不)(?:按收费通知要求)?缴(?:纳费用|费)'],
];

const APPLICANTS: readonly (readonly [string, string, readonly number[]])[] = [
  ['自然人', '自然人|公民个人', [0]],
  [
    '法人或其他组织',
    '(?<!(?:公民|自然人)(?:、|和|及|与|或者?|，)?)法人(?:或者?|和|及|与|、)其[他它]组织',
    [1, 2, 3, 4, 5],
  ],
  ['商业企业', '商业企业', [1]],
  ['科研机构', '科研机构', [2]],
  ['社会公益组织', '社会公益组织', [3]],
  ['法律服务机构', '法律服务机构', [4]],
];

/** Words between the kind and its figure that change nothing. */
const LINK = '(?:的|类|情形|情况|答复|决定|申请|事项|信息|案件|为|有|共|合|计|数量|，?分别为|：|“|”|"|）){0,8}';

interface Pattern {
  regex: RegExp;
  /** Group of the figure is the last one. `null`: these words speak of something else after all. */
  measure(match: RegExpExecArray): Measure | null;
}

const OTHER_APPLICATIONS = /复议|诉讼|许可|登记|更正|补助|补贴|投诉|信访|听证|执行|撤回|撤销|检查|建议|提案|咨询/;

function bases(verb: string): readonly Basis[] {
  if (/新/.test(verb)) return ['new'];
  if (/收办|办理|处理|登记|受理/.test(verb)) return ['new', 'handled', 'finished'];
  return ['new', 'handled'];
}

const RECEIVE = '(?:新收到?|新增|新受理|收到|接收|接到|受理|收办|共收|办理|处理|登记)';
/** “公民、法人或者其他组织提出的”: whoever may apply, no kind of applicant. */
const APPLICANTS_OF_LAW = '(?:(?:自然人|公民)、?法人(?:和|或者?|及|以及)其[他它]组织(?:提出|提交)?的?)?';
const FINISH = '(?:办结|答复|回复|办理完毕|审结)';
const APPLICATION = '(?:(?:政府|政务)?信息公开|依申请公开|公开)';

const PATTERNS: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(${RECEIVE})(?:了)?${APPLICANTS_OF_LAW}(${FILL}{0,24}?申请(?:件|事项|案件|表|数量)?|${FILL}{0,12}?依申请公开(?:的)?(?:政府信息|件|事项|案件|信息)?)(?:总数|总量|数)?(?:为|共|共计|总计|合计|计)?${NUMBER}(?:余)?${UNIT}`,
      'g',
    ),
    measure: (match) =>
      OTHER_APPLICATIONS.test(match[2]!) ? null : { of: 'received', bases: bases(match[1]! + clauseVerb(match)) },
  },
  {
    regex: new RegExp(`(${RECEIVE})(?:各类|的|了|共|共计)?${NUMBER}${UNIT}(?=${APPLICATION}?(?:的)?申请)`, 'g'),
    measure: (match) => ({ of: 'received', bases: bases(match[1]! + clauseVerb(match)) }),
  },
  {
    regex: new RegExp(`本年度?(新收到?|新增)(?:申请)?${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'received', bases: ['new'] }),
  },
  {
    regex: new RegExp(`申请(?:的)?(?:总量|总数|数量|量)(?:共|共计|合计|为|达到?){0,4}${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'received', bases: ['new', 'handled', 'finished'] }),
  },
  {
    regex: new RegExp(`(?<=${UNIT}，)(?:两项)?(?:合计|共计|共需办理|总计)${NUMBER}${UNIT}`, 'g'),
    measure: (match) =>
      /结转[^。；]*新收|收到[^。；]*结转|新收[^。；]*结转/.test(
        match.input
          .slice(0, match.index)
          .split(/[。；]/)
          .at(-1)!,
      )
        ? { of: 'received', bases: ['handled', 'new'] }
        : null,
  },
  {
    regex: new RegExp(`(?:共|总共|累计)?(?:办理|处理)(?:了|共|共计)?${NUMBER}${UNIT}(?=[，。；（]|$)`, 'g'),
    measure: () => ({ of: 'received', bases: ['new', 'handled', 'finished'] }),
  },
  {
    regex: new RegExp(
      `(?<!未)${FINISH}(?:了|共|共计|${APPLICATION}|的|申请|事项|案件){0,8}${NUMBER}${UNIT}(?!(?:行政)?(?:复议|诉讼))`,
      'g',
    ),
    measure: () => ({ of: 'finished' }),
  },
  ...APPLICANTS.map(([name, words, columns]): Pattern => {
    return {
      regex: new RegExp(
        `(?:${words})(?:提出|提交|申请人?|的|类|为|有|共|计|${APPLICATION}|：){0,8}${NUMBER}${UNIT}`,
        'g',
      ),
      measure: () => ({ of: 'applicant', columns, name }),
    };
  }),
  ...ROW_WORDS.map(([row, words]): Pattern => {
    return {
      regex: new RegExp(`(?:${words})(?:”)?(?:的|类|申请|情形|情况|为|有|共|计){0,8}${NUMBER}${UNIT}`, 'g'),
      measure: () => ({ of: 'row', row }),
    };
  }),
  {
    regex: new RegExp(`(?:上|去)(?:一)?年度?(?:结转|转入|转结)${FILL}{0,14}?${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'carried' }),
  },
  {
    regex: new RegExp(
      `(?:结转|转结|转)(?:至|到|入)?(?:下(?:一)?|次)年度?(?:继续)?(?:办理|处理)?${FILL}{0,8}?${NUMBER}${UNIT}`,
      'g',
    ),
    measure: () => ({ of: 'forward' }),
  },
  {
    regex: new RegExp(`${NUMBER}${UNIT}(?:申请)?(?:结转|转结|转)(?:至|到|入)?(?:下(?:一)?|次)年`, 'g'),
    measure: () => ({ of: 'forward' }),
  },
  {
    regex: new RegExp(
      `行政复议(?:和|、|及|与|或)(?:行政)?诉讼(?:案件|案|申请)?(?:共|共计|合计|总计|为|：){0,8}${NUMBER}${UNIT}`,
      'g',
    ),
    measure: () => ({ of: 'remedies' }),
  },
  {
    regex: new RegExp(
      `(?<!诉讼(?:和|、|及|与|或))行政复议(?:案件|案|申请)?(?:共|共计|合计|为|：|有|的){0,8}${NUMBER}${UNIT}`,
      'g',
    ),
    measure: () => ({ of: 'reconsideration' }),
  },
  {
    regex: new RegExp(
      `(?<!复议(?:和|、|及|与|或))行政诉讼(?:案件|案)?(?:共|共计|合计|为|：|有){0,8}${NUMBER}${UNIT}`,
      'g',
    ),
    measure: () => ({ of: 'litigation' }),
  },
  {
    regex: new RegExp(
      `行政复议[、和及与]行政诉讼[^。；\\d]{0,30}?，(?:[全本][市县区州省])?(?:共|总共|共计)?(?:办理|发生|涉及|处理)?(?:相关|上述|此类|该类)案件${NUMBER}${UNIT}`,
      'g',
    ),
    measure: () => ({ of: 'remedies' }),
  },
  {
    regex: new RegExp(`未经复议直接起诉(?:的|案件|案|为|共|有){0,4}${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'litigationDirect' }),
  },
  {
    regex: new RegExp(`复议后起诉(?:的|案件|案|为|共|有){0,4}${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'litigationAfter' }),
  },
  ...(['维持', '纠正', '其他结果', '(?:尚未|未)审结'] as const).map((words, column): Pattern => {
    return {
      regex: new RegExp(`(?:结果)?${words}(?:的|案件|案|为|共|有){0,4}${NUMBER}${UNIT}`, 'g'),
      measure: (match) => {
        const course = courseBefore(match.input.slice(0, match.index));
        return course === null ? null : { of: 'remedyResult', course, column };
      },
    };
  }),
  {
    regex: new RegExp(`现行有效(?:的)?行政规范性文件(?:共|共计|为|总数){0,8}${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'documents', column: 2 }),
  },
  // “制发行政规范性文件3件，废止2件，现行有效41件”: only together is it certain that the table is meant.
  {
    regex: new RegExp(`(?:制定|制发|印发|出台)(?:了)?行政规范性文件${NUMBER}${UNIT}(?=，废止(?:了)?\\d+${UNIT})`, 'g'),
    measure: () => ({ of: 'documents', column: 0 }),
  },
  {
    regex: new RegExp(`(?<=行政规范性文件\\d{1,6}${UNIT}，)废止(?:了)?${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'documents', column: 1 }),
  },
  {
    regex: new RegExp(`(?<=行政规范性文件\\d{1,6}${UNIT}，废止(?:了)?\\d{1,6}${UNIT}，)现行有效${NUMBER}${UNIT}`, 'g'),
    measure: () => ({ of: 'documents', column: 2 }),
  },
];

/** Of which cases “维持3件” speaks: of those counted last before it, in the same stretch between semicolons. */
function courseBefore(text: string): RemedyCourse | null {
  const stretch = text.split(/[。；]/).at(-1)!;
  const last = [...stretch.matchAll(/行政复议|行政诉讼|未经复议直接起诉|复议后起诉/g)].at(-1)?.[0];
  if (last === undefined || /行政复议(?:和|、|及|与|或)(?:行政)?诉讼/.test(stretch)) return null;
  return (
    ({ 行政复议: 'reconsideration', 行政诉讼: 'litigation', 未经复议直接起诉: 'litigationDirect' } as const)[last] ??
    'litigationAfter'
  );
}

/** “本年新收”: the word that narrows the verb may stand just before it. */
function clauseVerb(match: RegExpExecArray): string {
  return /新$/.test(match.input.slice(Math.max(0, match.index - 2), match.index)) ? '新' : '';
}

const KIND_LIST = new RegExp(
  `((?:${ANY_KIND})(?:(?:、|和|及|与|或)(?:${ANY_KIND}))*)${LINK}${NOTE}${LINK}${NUMBER}(?:${UNIT}|(?=[，、；。（]))`,
  'g',
);
/** “予以公开、部分公开、不予公开的分别为60件、20件、5件”. */
const RESPECTIVELY = new RegExp(
  `((?:“?(?:${ANY_KIND})”?)(?:(?:、|和|及|与|或)“?(?:${ANY_KIND})”?)+)[^。；，\\d]{0,8}分别(?:为|是|有|共|计){0,2}(?:\\d{1,7}${UNIT}?(?:、|，|和|及|与)?)+`,
  'g',
);
const KIND_AFTER = new RegExp(
  `${NUMBER}${UNIT}(?:申请)?(?:答复为|作出|属于|属|为|系)?(${ANY_KIND})(?=[，。；、）]|$)`,
  'g',
);

/** Every figure of the sentence that speaks of the tables' content. */
export function mentionsOf(sentence: Sentence, reportYear: number | null, ownWords: RegExp | null): Mention[] {
  const { text } = sentence;
  const found: Mention[] = [];
  const add = (measure: Measure, match: RegExpExecArray, group: number): void => {
    const figure = match[group]!;
    const offset = group === 1 && match[0].startsWith(figure) ? 0 : match[0].lastIndexOf(figure);
    // “结转下年度办理31件” counts what is left, not what came in.
    if (measure.of === 'received' && /(?:结转|转)[^，。；：、件]{0,12}$/.test(text.slice(0, match.index))) return;
    const start = match.index + offset;
    const end = start + figure.length + 1;
    if (found.some((other) => other.start < end && start < other.end)) return;
    if (/^[万余多]/.test(text.slice(end - 1))) return;
    found.push({
      measure,
      value: Number(figure),
      start,
      end,
      limited: isLimited(text, match, start, reportYear, ownWords, measure),
    });
  };
  for (const match of text.matchAll(KIND_LIST)) {
    if (/分别/.test(match[0])) continue;
    const kinds = [...match[1]!.matchAll(new RegExp(ANY_KIND, 'g'))].map((word) => kindOf(word[0]));
    add({ of: 'kinds', kinds }, match, match.length - 1);
  }
  for (const match of text.matchAll(RESPECTIVELY)) {
    const kinds = [...match[1]!.matchAll(new RegExp(ANY_KIND, 'g'))].map((word) => kindOf(word[0]));
    const figures = [...match[0].matchAll(new RegExp(`${NUMBER}${UNIT}?`, 'g'))];
    if (figures.length !== kinds.length) continue;
    for (const [index, figure] of figures.entries()) {
      const start = match.index + figure.index;
      const limited = isLimited(text, match, match.index, reportYear, ownWords, {
        of: 'kinds',
        kinds: [kinds[index]!],
      });
      found.push({
        measure: { of: 'kinds', kinds: [kinds[index]!] },
        value: Number(figure[1]),
        start,
        end: start + figure[0].length,
        limited,
      });
    }
  }
  for (const match of text.matchAll(KIND_AFTER)) add({ of: 'kinds', kinds: [kindOf(match[2]!)] }, match, 1);
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern.regex)) {
      const measure = pattern.measure(match);
      if (measure !== null) add(measure, match, match.length - 1);
    }
  }
  return limitFinished(
    text,
    found.sort((a, b) => a.start - b.start),
  );
}

/**
 * “受理行政复议申请40件，办结38件”: without words of its own, what was finished is what was counted before it. Where
 * that is something else or something narrower, so is this.
 */
function limitFinished(text: string, mentions: Mention[]): Mention[] {
  return mentions.map((mention, index) => {
    if (mention.measure.of !== 'finished' || mention.limited) return mention;
    const clause = text
      .slice(Math.max(0, mention.start - 24), mention.start)
      .split(/[，。；：（）]/)
      .at(-1)!;
    if (/申请|信息公开/.test(clause)) return mention;
    const stretchStart = Math.max(text.lastIndexOf('。', mention.start), text.lastIndexOf('；', mention.start)) + 1;
    const counted = [...text.slice(stretchStart, mention.start).matchAll(new RegExp(`${NUMBER}${UNIT}`, 'g'))].at(-1);
    if (!counted) return mention;
    const at = stretchStart + counted.index;
    const before = mentions.slice(0, index).findLast(({ start, end }) => start <= at && at < end);
    const same =
      before !== undefined &&
      !before.limited &&
      !/^(?:reconsideration|litigation|remed|documents)/.test(before.measure.of);
    return same ? mention : { ...mention, limited: true };
  });
}

function kindOf(word: string): Kind {
  return KIND_WORDS.find(([, words]) => new RegExp(`^(?:${words})$`).test(word))![0];
}

/** A part of the area, one way in, one quarter: whoever counts these does not count what the tables count. */
const NARROWER =
  /[省市区县州旗](?:人民)?政府(?!信息)(?:办|办公室|本级|各部门)?|本级|机关本部|(?:各|有关|相关|职能|市直|区直|县直)部门|部门|[局委厅](?!员|托)|办公室|乡镇|街道|[镇乡](?!村)|园区|开发区|中心|平台|窗口|网站|网上|网络|线上|线下|在线|信函|邮寄|邮件|信件|当面|现场|传真|电子|微信|其中|季度|上半年|下半年|[1-9]月|以来|近[两三五]年|同比|较|比(?:上|去)|去年|增加|减少|增长|下降|多于|少于|占|平均|超期|延期|补正|撤回|网民|法院|检察|代表|牵头|指导|协助|会商|超过|审查|疑难|复杂|转办|督办|提醒|涉及[^公]/;
const BEFORE_SCOPE = /[全本我](?:市|县|区|省|州|旗|镇|乡|街道|局|委|厅|办|院|部门|单位|机关)|全系统/g;

function isLimited(
  text: string,
  match: RegExpExecArray,
  start: number,
  reportYear: number | null,
  ownWords: RegExp | null,
  measure: Measure,
): boolean {
  const before = clauseBefore(text, match.index);
  let scope = before + text.slice(match.index, start);
  // A result's or an applicant's own words are no limits; only what stands before them can be.
  if (measure.of !== 'received' && measure.of !== 'finished') scope = before.replace(/其中|涉及/g, '');
  // “办理12件，其中本年新收10件、上年结转2件” only takes the count apart.
  if (/^本年度?新/.test(match[0])) scope = scope.replace('其中', '');
  scope = scope.replace(BEFORE_SCOPE, '').replace(/政府信息公开|政务公开/g, '');
  if (ownWords) scope = scope.replace(ownWords, '');
  if (NARROWER.test(scope) || subjectIsNarrower(text.slice(0, match.index), ownWords)) return true;
  const sentenceBefore = text.slice(0, match.index);
  const year = [...sentenceBefore.matchAll(/(?<![较比与])(20\d{2})年/g)].at(-1)?.[1];
  if (year !== undefined && reportYear !== null && Number(year) !== reportYear) return true;
  const inBrackets = sentenceBefore.lastIndexOf('（') > sentenceBefore.lastIndexOf('）');
  return inBrackets && (measure.of === 'received' || measure.of === 'finished');
}

const OFFICE_SUBJECT =
  /^(?:20\d{2}年度?，)?[^，。；]{0,14}?(?:政府办公室|政府办|办公室|[局委厅](?!员|托)|中心)[^，。；]{0,20}，/;

/** “区政府办公室认真办理，全年受理17件”: the office named first is the one that counts, unless the area is named later. */
function subjectIsNarrower(before: string, ownWords: RegExp | null): boolean {
  const subject = OFFICE_SUBJECT.exec(before)?.[0];
  if (subject === undefined) return false;
  const rest = before.slice(subject.length);
  if (/[全我本][省市县区州旗]/.test(rest)) return false;
  return !(ownWords?.test(subject) ?? false) && !/[我本][局委厅]/.test(subject);
}

function rowValue(tables: ReportTables, key: RowKey, columns: readonly number[]): number | null {
  const values = findRow(tables, key)?.values;
  if (!values) return null;
  let sum = 0;
  for (const column of columns) {
    const value = values[column];
    if (value === null || value === undefined) return null;
    sum += value;
  }
  return sum;
}

/** A count of applications in the given columns on the given basis; `null` when a cell it needs is not there. */
export function basisValue(tables: ReportTables, basis: Basis, columns: readonly number[]): number | null {
  if (basis === 'new') return rowValue(tables, 'new', columns);
  if (basis === 'finished') return rowValue(tables, 'total', columns);
  const fresh = rowValue(tables, 'new', columns);
  const carried = rowValue(tables, 'carried', columns);
  return fresh === null || carried === null ? null : fresh + carried;
}

export function kindValue(tables: ReportTables, kind: Kind): number | null {
  const rows = tables.requests.rows.filter((row) =>
    kind === 'granted' || kind === 'partial' ? row.key === kind : groupOfRow(row.key) === kind,
  );
  const merged = rows.find((row) => row.merged);
  if (merged) return merged.values[6];
  let sum = 0;
  for (const row of rows) {
    if (row.values[6] === null) return null;
    sum += row.values[6];
  }
  return rows.length === 0 ? null : sum;
}
