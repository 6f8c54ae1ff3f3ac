/** Sentences that count something of the tables, each with what it counts. */
import {
  APPLICANTS,
  type Basis,
  FILL,
  type Measure,
  NUMBER,
  type RemedyCourse,
  ROW_WORDS,
  UNIT,
} from './mention-words.ts';

export interface Pattern {
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

/** “商业企业提出的政府信息公开申请”: what one kind of organisation applied for is no count of all applications. */
function oneKindOfOrganisation(words: string): Measure | null {
  const named = APPLICANTS.filter(([, kind]) => new RegExp(`(?:${kind})(?:提出|提交)`).test(words));
  const [only] = named;
  if (!only || named.length > 1 || only[2][0] === 0 || /[、和及与或]/.test(words)) return null;
  return { of: 'applicant', columns: only[2], name: only[0] };
}

export const PATTERNS: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(${RECEIVE})(?:了)?${APPLICANTS_OF_LAW}(${FILL}{0,24}?申请(?:件|事项|案件|表|数量)?|${FILL}{0,12}?依申请公开(?:的)?(?:政府信息|件|事项|案件|信息)?)(?:总数|总量|数)?(?:为|共|共计|总计|合计|计)?${NUMBER}(?:余)?${UNIT}`,
      'g',
    ),
    measure: (match) =>
      OTHER_APPLICATIONS.test(match[2]!)
        ? null
        : (oneKindOfOrganisation(match[2]!) ?? {
            of: 'received',
            bases: bases(match[1]! + clauseVerb(match)),
          }),
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
