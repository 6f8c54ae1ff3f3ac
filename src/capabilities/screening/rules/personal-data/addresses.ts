import { before, ORGANISATION, PRIVATE_PERSON, sentence } from './context.ts';
import type { PersonalDatum } from './datum.ts';

/** Labels under which a private address stands. */
const HOME_LABEL =
  /(?:家庭(?:详细)?(?:住址|地址)|现?居?住址|现?居住地址?|居住于|户籍(?:地址?|所在地(?:址)?|住址)|户口所在地|常住地址?|经常居住地|家庭所在地|身份证(?:住址|地址)|家住|现住|暂住(?:地址?|于|在)?|租住(?:于|在|地址?)?|居住在|住在|住于|(?<=[，。；、,;)(])住(?=[\u4e00-\u9fff]{2,8}(?:省|市|区|县|镇|乡|街道|村|路)))[:为是于在 ]*(?:\n\s*)?/g;
/** Labels that serve offices and persons alike: what stands around decides. */
const NEUTRAL_LABEL =
  /(?:通讯地址|通信地址|邮寄地址|联系地址|收件地址|送达地址|收货地址|详细地址|房屋坐落|住所地?|地址)[:为是 ]*(?:\n\s*)?/g;
const RUN = /^[\u4e00-\u9fffA-Za-z0-9()#\-·]+(?: ?[0-9A-Za-z\u4e00-\u9fff()#-]*(?:号|室|楼|栋|幢|单元|组|户|座))*/;
/** The smallest unit that an address can end with. */
const DETAIL =
  /(?:\d+|[A-Za-z]\d*|[一二三四五六七八九十百零〇]+|[东南西北中上下前后左右甲乙丙丁])(?:-\d+)*(?:号(?:楼|院|附\d+号)?|室|组|户|栋|幢|座|单元|层|楼|队|社|屯|弄|房|号之[一二三四五六七八九十])|(?<=(?:号|楼|幢|栋|座|单元|室|苑|园|村))\d{1,5}(?:-\d{1,5})*(?:室|号)?/g;
const FINE = /(?:路|街|道|巷|弄|里|村|庄|屯|寨|坊|园|苑|城|小区|公寓|社区|居委会?|片区|大厦|湾|号|组|堡|寨)/;
/** Without a label only a whole residential address counts: place, road or estate, building and room. */
const BARE =
  /(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,9}(?:省|自治区|市|区|县|旗)){1,3}[\u4e00-\u9fff0-9]{2,30}?(?:\d+号?(?:楼|栋|幢|座)(?:\d+单元)?\d+(?:室|号)?|\d+单元\d+(?:室|号)?|\d+弄\d+号\d+室|\d+号\d+室)/g;
const RESIDENCE = /小区|花园|家园|公寓|苑|新村|花苑|雅苑|嘉园|名城|里弄|单元|宿舍|村/;
const PREMISES =
  /(?:政府|局|委员会|中心|大厦|大楼|公司|法院|检察院|医院|学校|大学|银行|写字楼|行政|办公|楼宇|商务|商铺|店|厂|酒店|宾馆)/;

/** Home addresses down to a house, a group of a village or a room. */
export function findAddresses(text: string, anchors: readonly PersonalDatum[]): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  for (const match of text.matchAll(HOME_LABEL)) {
    const at = match.index + match[0].length;
    const length = addressLength(text, at);
    if (length === 0) continue;
    const value = text.slice(at, at + length);
    if (PREMISES.test(value) && !RESIDENCE.test(value)) continue;
    found.push({ kind: 'address', start: at, end: at + length, confidence: 'certain', reason: '标明为住址的详细地址' });
  }
  for (const match of text.matchAll(NEUTRAL_LABEL)) {
    const at = match.index + match[0].length;
    if (found.some((datum) => datum.start <= at && at < datum.end)) continue;
    const length = addressLength(text, at);
    if (length === 0 || !isPrivate(text, match.index, at, length, anchors)) continue;
    found.push({
      kind: 'address',
      start: at,
      end: at + length,
      confidence: 'likely',
      reason: '与个人信息并列的详细地址',
    });
  }
  for (const match of text.matchAll(BARE)) {
    const { index } = match;
    const value = match[0];
    if (found.some((datum) => datum.start < index + value.length && index < datum.end)) continue;
    if (!RESIDENCE.test(value) || !isPrivate(text, index, index, value.length, anchors)) continue;
    found.push({
      kind: 'address',
      start: index,
      end: index + value.length,
      confidence: 'likely',
      reason: '与个人信息并列的居所地址',
    });
  }
  return found;
}

/** Length of the address at `at`, cut after its smallest unit; 0 when it does not go below the village or road. */
function addressLength(text: string, at: number): number {
  const run = RUN.exec(text.slice(at, at + 90));
  if (!run) return 0;
  let end = 0;
  for (const detail of run[0].matchAll(DETAIL)) {
    // A gap of more than a name between two units means the sentence went on.
    if (end > 0 && detail.index - end > 14) break;
    end = detail.index + detail[0].length;
    if (/^\d{1,4}$/.test(run[0].slice(end))) end = run[0].length;
  }
  const value = run[0].slice(0, end);
  if (end < 5 || !FINE.test(value)) return 0;
  if (/(?:第\d+条|年|月|日)/.test(value)) return 0;
  return end;
}

function isPrivate(
  text: string,
  labelAt: number,
  at: number,
  length: number,
  anchors: readonly PersonalDatum[],
): boolean {
  const value = text.slice(at, at + length);
  if (PREMISES.test(value) && !/小区|花园|公寓|新村|单元|宿舍/.test(value)) return false;
  if (/^(?:公司|中心|局|大厦|委员会|政府)/.test(text.slice(at + length, at + length + 3))) return false;
  const lead = before(text, labelAt, 60);
  if (
    /(?:办公|单位|注册|经营|营业|企业|公司|机构|受理|项目|工程|建设|生产|企业住所|场所|现场|开标|递交|提交)[^，。；]{0,4}$/.test(
      lead,
    )
  )
    return false;
  const around = sentence(text, labelAt, at + length);
  if (ORGANISATION.test(lead) && !/(?:身份证|公民身份|性别|[，(]男|[，(]女|本人|户主)/.test(around)) return false;
  if (PRIVATE_PERSON.test(around)) return true;
  return anchors.some(
    (datum) => ['resident-id', 'mobile', 'bank-card'].includes(datum.kind) && Math.abs(datum.start - at) < 80,
  );
}
