/** Whether a figure counts something narrower than the tables do: one office, one channel, another year. */
import type { Measure } from './mention-words.ts';
import { clauseBefore } from './prose.ts';

/** A part of the area, one way in, one quarter: whoever counts these does not count what the tables count. */
const NARROWER =
  /[省市区县州旗](?:人民)?政府(?!信息)(?:办|办公室|本级|各部门)?|本级|机关本部|(?:各|有关|相关|职能|市直|区直|县直)部门|部门|[局委厅](?!员|托)|办公室|乡镇|街道|[镇乡](?!村)|园区|开发区|中心|平台|窗口|网站|网上|网络|线上|线下|在线|信函|邮寄|邮件|信件|当面|现场|传真|电子|微信|其中|季度|上半年|下半年|[1-9]月|以来|近[两三五]年|同比|较|比(?:上|去)|去年|增加|减少|增长|下降|多于|少于|占|平均|超期|延期|补正|撤回|网民|法院|检察|代表|牵头|指导|协助|会商|超过|审查|疑难|复杂|转办|督办|提醒|涉及[^公]/;
const BEFORE_SCOPE = /[全本我](?:市|县|区|省|州|旗|镇|乡|街道|局|委|厅|办|院|部门|单位|机关)|全系统/g;

export function isLimited(
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
