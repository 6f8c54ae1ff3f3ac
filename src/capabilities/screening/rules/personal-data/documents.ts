import { before, label, ORGANISATION, PRIVATE_PERSON, sentence } from './context.ts';
import type { PersonalDatum } from './datum.ts';

const PASSPORT =
  /(?<![0-9A-Za-z])(?:[EGDSPK]\d{8}|(?:E[A-HJ-NP-Z]|[DPSMK][A-Z]|MA)\d{7}|14\d{7}|15\d{7})(?![0-9A-Za-z])/g;
const FOREIGN_PASSPORT =
  /(?:护照|passport)(?:号码?|编号|no\.?)?[:为 ]*([A-Z]{0,2}\d{6,9}|[A-Z]\d[A-Z0-9]{7})(?![0-9A-Za-z])/gi;
const PERMIT =
  /(?:通行证|回乡证|台胞证|港澳|往来台湾|居留证|居留许可|居住证)[^，。；\n]{0,12}?[:为 ]*((?:[CHMWTLEK][A-Z]?)\d{7,10}|\d{8}|(?:[A-Z]{3}|81|82|83)\d{12,16})(?![0-9A-Za-z])/gi;
const HONG_KONG_ID = /(?<![0-9A-Za-z])([A-Z]{1,2}\d{6})\(([0-9A])\)/g;
const TAIWAN_ID = /(?:身份证|台湾)[^，。；\n]{0,10}?[:为 ]*([A-Z][12]\d{8})(?![0-9A-Za-z])/g;
const MILITARY =
  /(?:军官证|士兵证|文职|警官证|军人)[^，。；\n]{0,8}?[:为 ]*((?:[\u4e00-\u9fff]{1,3}字)?第?\d{6,9}号?)/g;
const LABELLED =
  /(?:社会?保障?卡|社保卡?|医保卡?|医疗保险|就诊卡|病历|病案|住院|门诊|学籍|准考证|学生证|驾驶证|驾照|户口簿|户口本|结婚证|出生医学证明|残疾人?证|退役军人证|优待证|公积金(?:个人)?账?)(?:档案)?(?:号码?|编号|证号|卡号|账号|号)[:为是 ]*([A-Z0-9][A-Z0-9-]{5,21})(?![0-9A-Za-z])/gi;
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE = new RegExp(
  `[${PROVINCES}][A-HJ-Z][ ·•.-]?(?:[DF][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领使])(?![0-9A-Za-z])`,
  'g',
);
const OLD_SPECIAL_PLATE = new RegExp(
  `(?:号牌|车牌|牌照)(?:号码?)?[:为 ]*((?:WJ[ ]?[${PROVINCES}]?|使|领)[0-9A-Z]{5,6})(?![0-9A-Za-z])`,
  'g',
);
const EMAIL =
  /(?<![0-9A-Za-z._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62})[@](?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,12}(?![0-9A-Za-z@-])/g;
const PUBLIC_DOMAIN = /@(?:[A-Za-z0-9-]+\.)*(?:gov(?:\.[a-z]{2})?|mil|court\.gov\.cn|spp\.gov\.cn|12345\.[a-z.]+)$/i;
const OFFICE_MAILBOX =
  /(?:举报|投诉|监督|受理|投稿|意见|反馈|征求|征集|报名|咨询|单位|官方|办公|工作|公开|业务|客服|服务|公共|电子信箱为)[^，。；,;]{0,10}$/;
const NETWORK_ACCOUNT =
  /(?<![A-Za-z])(?:QQ|qq|微信|WeChat|wechat|支付宝|抖音|微博)(?:号码?|账号|帐号|ID)?[:为是 ]+([A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{4,10})(?![0-9A-Za-z@])/g;

/** Passports, permits, other personal documents, plates, e-mail addresses and network accounts. */
export function findDocuments(text: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  for (const match of text.matchAll(PASSPORT)) {
    if (!speaksOf(text, match.index, /护照|passport/i)) continue;
    found.push(datum('passport', match.index, match[0].length, 'certain', '中国护照号码'));
  }
  for (const match of text.matchAll(FOREIGN_PASSPORT)) found.push(captured(match, 'passport', '标明为护照的号码'));
  for (const match of text.matchAll(PERMIT))
    found.push(captured(match, 'travel-permit', '标明为通行证或居留证件的号码'));
  for (const match of text.matchAll(HONG_KONG_ID)) {
    if (!hongKongIdCheck(match[1]!, match[2]!)) continue;
    found.push(datum('credential', match.index, match[0].length, 'certain', '香港身份证号码，校验码有效'));
  }
  for (const match of text.matchAll(TAIWAN_ID)) found.push(captured(match, 'credential', '台湾地区身份证号码'));
  for (const match of text.matchAll(MILITARY)) found.push(captured(match, 'credential', '军人证件号码'));
  for (const match of text.matchAll(LABELLED)) {
    if (!/\d{4}/.test(match[1]!)) continue;
    found.push(captured(match, 'credential', '标明为个人证件的号码'));
  }
  for (const match of text.matchAll(PLATE)) {
    const lead = before(text, match.index, 1);
    // 闽A… after a bracketed year is a certificate number, not a plate.
    if (
      /[0-9A-Za-z]/.test(lead) ||
      /^[^，。]{0,3}(?:号令|条例|标准)/.test(
        text.slice(match.index + match[0].length, match.index + match[0].length + 6),
      )
    )
      continue;
    found.push(datum('plate', match.index, match[0].length, 'certain', '机动车号牌'));
  }
  for (const match of text.matchAll(OLD_SPECIAL_PLATE)) found.push(captured(match, 'plate', '机动车号牌'));
  for (const match of text.matchAll(EMAIL)) {
    if (PUBLIC_DOMAIN.test(match[0])) continue;
    if (isOfficeMailbox(text, match.index, match[0].length)) continue;
    found.push(datum('email', match.index, match[0].length, 'certain', '个人电子邮箱'));
  }
  for (const match of text.matchAll(NETWORK_ACCOUNT)) {
    if (/(?:公众|官方)$/.test(before(text, match.index, 4)) || /公众号/.test(match[0])) continue;
    found.push(captured(match, 'account', '个人网络账号'));
  }
  return found;
}

function datum(
  kind: PersonalDatum['kind'],
  start: number,
  length: number,
  confidence: PersonalDatum['confidence'],
  reason: string,
): PersonalDatum {
  return { kind, start, end: start + length, confidence, reason };
}

/** The first group of a match whose group ends it. */
function captured(match: RegExpExecArray, kind: PersonalDatum['kind'], reason: string): PersonalDatum {
  const end = match.index + match[0].length;
  return { kind, start: end - match[1]!.length, end, confidence: 'certain', reason };
}

/** The word stands in the same line before the place, or in the lines of the same block above it (the head of a table). */
function speaksOf(text: string, at: number, word: RegExp): boolean {
  const block = text.slice(Math.max(0, at - 2000), at);
  const gap = block.search(/\n\s*\n(?![\s\S]*\n\s*\n)/);
  const lead = gap < 0 ? block : block.slice(gap);
  if (word.test(label(text, at)) || word.test(before(text, at, 30))) return true;
  return lead.includes('\n') && word.test(lead.slice(0, lead.indexOf('\n', 1) + 1 || undefined));
}

/** Letters count 10 to 35, a single letter has a blank (36) before it; weights 9 to 1, remainder of 11. */
function hongKongIdCheck(body: string, check: string): boolean {
  const full = body.length === 7 ? ` ${body}` : body;
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const character = full[i]!;
    const value = character === ' ' ? 36 : /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55;
    sum += value * (9 - i);
  }
  sum += check === 'A' ? 10 : Number(check);
  return sum % 11 === 0;
}

function isOfficeMailbox(text: string, start: number, length: number): boolean {
  const lead = label(text, start);
  if (OFFICE_MAILBOX.test(lead)) return true;
  const around = sentence(text, start, start + length);
  return ORGANISATION.test(around) && !PRIVATE_PERSON.test(around);
}
