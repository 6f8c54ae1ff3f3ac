/** Looks at what stands around a candidate. All functions take text that went through `normaliseWidth`. */

const SENTENCE_END = /[。；！？;]|\n\s*\n/g;

/** Up to `length` characters before `at`, without blanks and line breaks: labels are often broken over lines. */
export function before(text: string, at: number, length = 24): string {
  return text
    .slice(Math.max(0, at - length * 2), at)
    .replace(/\s+/g, '')
    .slice(-length);
}

/** Up to `length` characters after `at`, without blanks and line breaks. */
export function after(text: string, at: number, length = 24): string {
  return text
    .slice(at, at + length * 2)
    .replace(/\s+/g, '')
    .slice(0, length);
}

/** The label that directly leads to `at`: what stands before it back to the last comma, stop or other value. */
export function label(text: string, at: number): string {
  const lead = before(text, at, 20).replace(/[:(为是系"“'+]+(?:86)?[)]?$/, '');
  const cut = lead.search(/[^，。；、,;:|"”)]*$/);
  return lead.slice(cut);
}

/** The sentence around a span, at most `reach` characters to each side. Breaks only at stops and blank lines. */
export function sentence(text: string, start: number, end: number, reach = 160): string {
  const left = text.slice(Math.max(0, start - reach), start);
  let from = 0;
  for (const match of left.matchAll(SENTENCE_END)) from = match.index + match[0].length;
  const right = text.slice(end, end + reach);
  SENTENCE_END.lastIndex = 0;
  const stop = SENTENCE_END.exec(right);
  SENTENCE_END.lastIndex = 0;
  return left.slice(from) + text.slice(start, end) + (stop ? right.slice(0, stop.index) : right);
}

/** Words that say an organ, a firm or an office is spoken of: its telephone, address and account are public. */
export const ORGANISATION =
  /(?:委员会|居委会|村委会|管委会|人民政府|政府办|办公室|办公厅|办事处|服务中心|(?:区|县|市|省|镇|乡|街道|村|社区)政府|公司|集团|大厅|窗口|热线|单位|机关|法院|检察院|派出所|分局|支队|大队|学校|小学|中学|大学|学院|医院|卫生院|幼儿园|银行|支行|事务所|协会|商会|合作社|经营部|门市部|招标|采购人|采购代理|(?:[\u4e00-\u9fff]{1,6}(?:局|厅|部|委|办|处|科|站|所|厂|店)(?![\u4e00-\u9fff])))/;

/** Words that say a private person is spoken of. */
export const PRIVATE_PERSON =
  /(?:申请人|当事人|户主|户名|投诉人|举报人|信访人|来信人|来访人|反映人|考生|患者|病人|伤者|死者|受害人|被害人|学生|家长|监护人|身份证|公民身份|性别|出生|民族|家庭|本人|住址|家住|现住|户籍|被处罚人|违法行为人|嫌疑人|被告人|驾驶人|车主|业主|承租人|租户|购房人|中签人|低保|救助对象|保障对象|残疾|村民|居民|被征收人|持卡人|[，(]男[，)、]|[，(]女[，)、]|先生|女士)/;
