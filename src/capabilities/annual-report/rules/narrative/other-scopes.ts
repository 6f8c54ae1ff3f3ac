/** Figures that look like those of the tables and count something else: a part of the area, one reason, one year of several. */
import type { Mention } from './mention-words.ts';
import type { Sentence } from './prose.ts';

/** “各乡镇（街道）收到195件”: the brackets stand between the subject and its figure. */
const BRACKETED_PART =
  /(?:乡镇|乡|镇|街道|镇街|部门|单位|园区|县|市|区)（(?:街道|镇|乡|场|园区|开发区|功能区|管委会|单位|部门|市|区)[^（）]{0,8}）[^，；。：（）]{0,16}$/;
/** “正在办理31件”, “未办结31件”: what is left, whatever verb is used. */
const STILL_OPEN =
  /(?:正在|尚在|仍在|还在|尚未|还未|未|待)(?:依法|按程序|继续|进一步)?(?:办理|处理|办结|答复|回复|审结)(?:中)?(?:的|有|共|为|申请){0,3}$/;
/** “因信息不存在无法提供111件”: the result for one reason alone. */
const ONE_REASON = /(?:因|由于|属于|涉及)[^，。；：、（）]{2,24}$/;
const RESULT_WORDS = /(?:予以|不予|部分|无法)(?:公开|提供|处理)(?:的|答复|决定|申请|共|为|有){0,4}$/;
/** “2024年、2025年分别收到600件、713件”: the first of the figures is of the first year. */
const LIST_FOLLOWS = /^(?:、|和|与|及|以及|，)\d{1,7}(?:件|宗|份|起|例)/;

function beforeFigure({ text }: Sentence, start: number): string {
  const before = text.slice(0, start);
  return before.slice(Math.max(before.lastIndexOf('。'), before.lastIndexOf('；')) + 1);
}

/** “自然人申请量为705件”: a kind of applicant stands before words that else mean all applications. */
const APPLICANT_COUNT =
  /(自然人|法人(?:或者?|和|及|以及|与|、)其[他它]组织)(?:提出|提交)?的?申请(?:总?数?量|件数?|总数)(?:为|共|有|计|达|是){0,3}$/;
const WHOEVER = /(?:公民|自然人)(?:、|和|或|及)法人(?:或者?|和|及|以及|与|、)其[他它]组织[^，。；：]*$/;

/** The figure with what it really counts. */
export function asTold(sentence: Sentence, mention: Mention): Mention {
  if (isOfOtherScope(sentence, mention)) return { ...mention, limited: true };
  if (mention.measure.of !== 'received') return mention;
  const before = beforeFigure(sentence, mention.start);
  const applicant = WHOEVER.test(before) ? undefined : APPLICANT_COUNT.exec(before)?.[1];
  if (applicant === undefined) return mention;
  const isNatural = applicant === '自然人';
  const measure = {
    of: 'applicant',
    columns: isNatural ? [0] : [1, 2, 3, 4, 5],
    name: isNatural ? '自然人' : '法人或其他组织',
  } as const;
  return { ...mention, measure };
}

/** Whether the figure is told of something narrower or other, by words that stand around it. */
function isOfOtherScope(sentence: Sentence, { measure, start, end }: Mention): boolean {
  const before = beforeFigure(sentence, start);
  if (BRACKETED_PART.test(before)) return true;
  if (measure.of === 'received' || measure.of === 'finished') {
    const clause = before.split(/[，：]/).at(-1)!;
    return STILL_OPEN.test(before) || (/分别/.test(clause) && LIST_FOLLOWS.test(sentence.text.slice(end)));
  }
  if (measure.of === 'kinds' && measure.kinds.length === 1)
    return RESULT_WORDS.test(before) && ONE_REASON.test(before.replace(RESULT_WORDS, ''));
  return false;
}
