import { readCreditCode, readResidentId } from '../../../../kernel/identifiers/index.ts';
import { after, before, label, ORGANISATION, PRIVATE_PERSON, sentence } from './context.ts';
import type { PersonalDatum } from './datum.ts';
import { isIssued, passesLuhn } from './issuer-ranges.ts';
import { leadsToName } from './names.ts';

/** Labels of numbers that belong to a thing, a case or an organ. */
const PUBLIC_NUMBER =
  /(?:信用代码|机构代码|组织机构|统一代码|识别号|税号|流水|订单|编号|编码|代码|批号|索引号?|备案号?|许可证?号?|执照|注册号|合同号?|发票|票据|条形?码|二维码|宗地|不动产|产权证|房产证|图号|运单|快递|单号|案号|文号|批文|登记号|标识码|网安备|ISBN|ISSN|序列号|设备|IMEI|车架号?|发动机|表号|凭证|标段|项目|招标|采购|受理号|序号|统计|数量|金额|合计|共计)[^，。；、,;:]{0,4}$/i;
const RESIDENT_ID_LABEL =
  /(?:身份证|公民身份|居民身份|身份号码|身份证明|证件|身份)[^，。；、,;:]{0,8}$|(?:^|[^\u4e00-\u9fff])ID$/i;
const DISABILITY_LABEL = /(?:残疾人?证)[^，。；、,;:]{0,6}$/;
const CARD_LABEL =
  /(?:银行卡|储蓄卡|借记卡|信用卡|社保卡|工资卡|一卡通|存折|卡号|账号|帐号|账户|帐户)[^，。；、,;:]{0,6}$/;
const STRONG_CARD_LABEL = /(?:银行卡|储蓄卡|借记卡|信用卡|卡号)[^，。；、,;:]{0,6}$/;
const DECLARED_INVALID =
  /^[^。；]{0,12}(?:不是有效|无效|校验(?:未|不)通过|校验位(?:错误|不符)|校验错误|格式错误|不存在|示例)/;
const HOME_TELEPHONE =
  /(?:家庭|住宅|家中|宅|个人|本人|家里)(?:联系)?(?:固定)?(?:电话|座机|固话)(?:号码)?$|(?:宅电|住宅电话)$/;
const TELEPHONE_LABEL = /(?:电话|座机|固话|联系方式|tel|手机)[^，。；、,;:]{0,5}$/i;
const OFFICE_TELEPHONE =
  /(?:办公|单位|咨询|监督|举报|投诉|值班|服务|受理|传真|热线|预约|总机|客服|报警|业务|窗口|办事)[^，。；、,;:]{0,6}$/;

/** A run of digits that may be broken by single blanks, hyphens or one line break, as a sheet or a careful typist breaks it. */
const RUN = /(?<![0-9])[1-9](?:[ \t-]{0,2}[0-9]|\r?\n[0-9]){10,24}(?:[ \t-]?[xX])?(?![0-9A-Za-z])/g;
const MOBILE =
  /(?<![0-9])1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9A-Za-z])|(?<![0-9])1[3-9]\d{2}[ -]\d{3}[ -]\d{4}(?![0-9A-Za-z])|(?<![0-9])1[3-9]\d[ -]\d{3}[ -]\d{5}(?![0-9A-Za-z])/g;
const LANDLINE =
  /(?<![0-9A-Za-z.])(?:\(0\d{2,3}\)|0\d{2,3})[ -]{0,3}[2-8]\d{2,3}[ -]?\d{4}(?:(?:-|转)\d{1,5})?(?![0-9A-Za-z])|(?<![0-9A-Za-z.-])[2-8]\d{6,7}(?![0-9A-Za-z.%])/g;

interface Run {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Resident IDs, disability certificates, bank cards and accounts, mobile and home telephones. */
export function findNumbers(text: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  for (const run of digitRuns(text)) {
    const datum = residentId(text, run) ?? bankCard(text, run);
    if (datum) found.push(datum);
  }
  for (const match of text.matchAll(MOBILE)) {
    const datum = mobile(text, match.index, match.index + match[0].length);
    if (datum) found.push(datum);
  }
  for (const match of text.matchAll(LANDLINE)) {
    const datum = landline(text, match.index, match.index + match[0].length);
    if (datum) found.push(datum);
  }
  return found;
}

/**
 * Every reading of every run: the run as a whole, and, because columns of a sheet may follow each other with a single blank, each
 * part of it between blanks.
 */
function* digitRuns(text: string): Generator<Run> {
  for (const match of text.matchAll(RUN)) {
    const start = match.index;
    if (!startsNumber(text, start)) continue;
    const pieces: { start: number; end: number }[] = [];
    for (const piece of match[0].matchAll(/[0-9]+[xX]?|[xX]/g))
      pieces.push({ start: start + piece.index, end: start + piece.index + piece[0].length });
    const whole = digitsOf(match[0]);
    if (pieces.length === 1 || (whole.length <= 20 && reads(whole))) {
      yield { start, end: start + match[0].length, digits: whole };
      continue;
    }
    let from = 0;
    while (from < pieces.length) {
      let to = pieces.length;
      for (; to > from + 1; to--) {
        const digits = digitsOf(text.slice(pieces[from]!.start, pieces[to - 1]!.end));
        if (digits.length <= 20 && reads(digits)) break;
      }
      const run = { start: pieces[from]!.start, end: pieces[to - 1]!.end };
      yield { ...run, digits: digitsOf(text.slice(run.start, run.end)) };
      from = to;
    }
  }
}

function digitsOf(text: string): string {
  return text.replace(/[^0-9xX]/g, '').toUpperCase();
}

function reads(digits: string): boolean {
  return readResidentId(digits).ok || (isIssued(digits) && passesLuhn(digits));
}

/** A number that continues a code of letters, digits and hyphens is a part of that code. Up to three letters may be a mark: `ID3302…`. */
function startsNumber(text: string, start: number): boolean {
  const lead = /[0-9A-Za-z_./-]*$/.exec(text.slice(Math.max(0, start - 24), start))![0];
  return (
    lead === '' ||
    /^[A-Za-z]{1,3}$/.test(lead) ||
    (!/[0-9]/.test(lead) && /[-/.]$/.test(lead) && !/[A-Za-z]/.test(lead))
  );
}

function residentId(text: string, run: Run): PersonalDatum | null {
  const { start, digits } = run;
  const lead = label(text, start);
  if (
    digits.length === 20 &&
    (readResidentId(digits.slice(0, 18)).ok || DISABILITY_LABEL.test(lead)) &&
    !PUBLIC_NUMBER.test(lead)
  )
    return { kind: 'credential', start, end: run.end, confidence: 'certain', reason: '残疾人证号，含有公民身份号码' };
  if (digits.length !== 18 && digits.length !== 15) return null;
  const labelled = RESIDENT_ID_LABEL.test(lead);
  if (!labelled && (PUBLIC_NUMBER.test(lead) || /信用代码/.test(before(text, start, 12)))) return null;
  const reading = readResidentId(digits);
  const datum = { kind: 'resident-id', start, end: run.end } as const;
  if (digits.length === 15) {
    // Fifteen digits carry no checksum; without a label they are as likely a number of something else.
    if (!reading.ok) return null;
    const told = labelled || /^[(（]?(?:旧|老|原)?15位/.test(after(text, run.end, 8));
    return told ? { ...datum, confidence: 'certain', reason: '15位公民身份号码，地区和出生日期有效' } : null;
  }
  if (reading.ok) {
    if (!labelled && readCreditCode(digits).ok) return null;
    return { ...datum, confidence: 'certain', reason: '公民身份号码，地区、出生日期和校验码均有效' };
  }
  if (!labelled || DECLARED_INVALID.test(after(text, run.end, 24))) return null;
  // A mistyped or invented number under this label still stands for one person in most cases.
  const plausible = reading.fault === 'checksum' || reading.fault === 'region' || reading.fault === 'birth-date';
  return plausible ? { ...datum, confidence: 'likely', reason: '标明为身份证件的18位号码，但校验不符，请核对' } : null;
}

function bankCard(text: string, run: Run): PersonalDatum | null {
  const { start, end, digits } = run;
  if (digits.endsWith('X') || digits.length < 12) return null;
  const lead = label(text, start);
  const labelled = CARD_LABEL.test(lead);
  if (!labelled && PUBLIC_NUMBER.test(lead)) return null;
  const holder = before(text, start, 40);
  if (belongsToOrganisation(holder)) return null;
  const datum = { kind: 'bank-card', start, end } as const;
  if (isIssued(digits) && passesLuhn(digits)) {
    const telling = /(?:开户|卡|账户|帐户|账号|帐号|户名|银行|农信|信用社)/.test(holder);
    if (telling) return { ...datum, confidence: 'certain', reason: '银行卡号，发卡行标识和校验位有效' };
    if (digits.startsWith('62')) return { ...datum, confidence: 'likely', reason: '符合银联卡号规则且校验位有效' };
    return null;
  }
  if (DECLARED_INVALID.test(after(text, end, 24))) return null;
  if (STRONG_CARD_LABEL.test(lead) && digits.length >= 16 && isIssued(digits))
    return { ...datum, confidence: 'likely', reason: '标明为银行卡号，但校验位不符，请核对' };
  const person = /(?:户名|姓名|户主|收款人|持卡人|开户人|申请人)[:为是]?(?=[\u4e00-\u9fff])/.exec(holder);
  if (labelled && person && leadsToName(holder.slice(person.index + person[0].length)))
    return { ...datum, confidence: 'likely', reason: '个人户名下的账号' };
  return null;
}

function belongsToOrganisation(holder: string): boolean {
  const named = /(?:户名|单位名称|收款人|收款单位|账户名称|开户名称|名称)[:为是]?([^，。；、,;]{2,30})/.exec(holder);
  return named !== null && (ORGANISATION.test(named[1]!) || /(?:局|厅|委|办|中心|财政|公司|专户|国库)/.test(named[1]!));
}

function mobile(text: string, start: number, end: number): PersonalDatum | null {
  const lead = text.slice(Math.max(0, start - 16), start);
  const prefix = /(?:\(?(?:\+|00)86\)?|(?<![0-9])86)[ -]?$/.exec(lead);
  const front = (prefix ? lead.slice(0, prefix.index) : lead).replace(/ +$/, '');
  // Part of a longer code, of a decimal, or of an amount.
  if (/[0-9A-Za-z][-_/]$/.test(front) && !/(?:\d{7,8}|[a-z]{2,}:?)[-/]$/i.test(front)) return null;
  if (/[A-Za-z_.$¥￥]$/.test(front) && !/(?:tel|mobile|phone|mob)[.:]?$/i.test(front)) return null;
  const tail = text.slice(end, end + 3);
  if (/^(?:[-_][0-9A-Za-z]|\.[0-9]|[%‰]| ?(?:元|万|亿|千|吨|件|人|次|平方|公[顷里斤]|户|号[楼院]|股|条|辆))/.test(tail))
    return null;
  const lastLabel = label(text, start);
  const telephone = TELEPHONE_LABEL.test(lastLabel);
  if (!telephone && PUBLIC_NUMBER.test(lastLabel)) return null;
  return { kind: 'mobile', start, end, confidence: 'certain', reason: '11位手机号码' };
}

function landline(text: string, start: number, end: number): PersonalDatum | null {
  const number = text.slice(start, end);
  const lead = label(text, start);
  const withArea = /^\(?0/.test(number);
  if (HOME_TELEPHONE.test(lead))
    return { kind: 'landline', start, end, confidence: 'certain', reason: '标明为家庭或个人电话' };
  if (!TELEPHONE_LABEL.test(lead) || OFFICE_TELEPHONE.test(lead)) return null;
  if (!withArea && !/(?:电话|座机|固话)[^，。；、,;:]{0,3}$/.test(lead)) return null;
  const around = sentence(text, start, end);
  if (!PRIVATE_PERSON.test(around)) return null;
  // An office is public unless the organ is only where the person's case is handled: then a name or an ID stands nearer.
  const near = before(text, start, 60);
  if (ORGANISATION.test(near) && !/(?:身份证|公民身份|性别|家庭|住址|家住|户主)/.test(near)) return null;
  return { kind: 'landline', start, end, confidence: 'likely', reason: '与个人信息并列的联系电话' };
}
