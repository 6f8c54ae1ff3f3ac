import type { Finding } from '../finding.ts';
import { makeFinding } from './make.ts';
import {
  formatFixed,
  hasRounding,
  isApproximate,
  isRange,
  type Quantity,
  quantityFinding,
  sumOf,
  tolerance,
  written,
} from './quantities.ts';

/** What the text itself says to be all parts of the whole before it: 120件（予以公开80件、部分公开40件） · 120家，分别为甲80家、乙40家. */
const OPENS_PARTITION =
  /^(?:[^，。；：（(\d]{0,6}[（(]|[，,：:]?\s?(?:分别为|分别是|即|由|包括)[：:]?|[：:])[^，。；、\d（()）其]{1,12}$/;
/** Between two parts: a mark and the name of the next part. */
const NEXT_PART = /^[、，,和及与；;]\s?[^，。；、\d（()）]{1,12}$/;
const NO_PARTITION = /其中|同比|较|增|减|累计|新增|涉及|同时|重点|党员|女|以上|以下|平均|人均|[到至从由比]$/;

/**
 * A whole and at least two parts of the same unit that its own sentence lists as all there are. Anything that counts twice, compares or
 * leaves the list open (等) is let pass.
 */
export function checkPartitions(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index + 2 < quantities.length; index++) {
    const whole = quantities[index]!;
    if (whole.unit === '%' || isApproximate(text, whole) || isRange(text, whole)) continue;
    const opening = text.slice(whole.end, quantities[index + 1]!.start);
    if (!OPENS_PARTITION.test(opening) || NO_PARTITION.test(opening)) continue;
    const parts: Quantity[] = [];
    for (let at = index + 1; at < quantities.length; at++) {
      const part = quantities[at]!;
      if (part.unit !== whole.unit) break;
      const gap = parts.length === 0 ? '' : text.slice(parts.at(-1)!.end, part.start);
      if (parts.length > 0 && (!NEXT_PART.test(gap) || NO_PARTITION.test(gap))) break;
      parts.push(part);
    }
    const last = parts.at(-1);
    if (last === undefined || parts.length < 2 || !closes(text, opening, last)) continue;
    if (parts.some((part) => isApproximate(text, part) || isRange(text, part))) continue;
    const total = sumOf(parts);
    if (Math.abs(total - whole.value) <= tolerance(parts, whole)) continue;
    const places = Math.max(whole.places, ...parts.map((part) => part.places));
    const message = `分项之和与总数不符：分项合计${formatFixed(total, places)}${whole.unit}，总数写为${written(text, whole)}。`;
    findings.push(quantityFinding(text, 'facts.sum', whole, message, total, places));
  }
}

/** The list ends where it should: at its bracket, or at the end of the sentence or clause. */
function closes(text: string, opening: string, last: Quantity): boolean {
  const next = text[last.end] ?? '。';
  return /[（(]/.test(opening) ? /[）)]/.test(next) : /[。；;\n]/.test(next);
}

/** 其中政策解读671条，占25.9%: the share of the part just named in the whole before it. */
export function checkShareOfWhole(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 2; index < quantities.length; index++) {
    const share = quantities[index]!;
    const part = quantities[index - 1]!;
    const whole = quantities[index - 2]!;
    if (share.unit !== '%' || part.unit === '%' || part.unit !== whole.unit || part.value > whole.value) continue;
    if (!/^[，,（(]\s?(?:占比|占总数|占总量|占全部|占)(?:的|为|达|达到)?\s?$/.test(text.slice(part.end, share.start)))
      continue;
    if (!/^[，,：:；;（(]?\s?其中[：:，,]?[^，。；、\d]{0,14}$/.test(text.slice(whole.end, part.start))) continue;
    if ([whole, part, share].some((quantity) => isApproximate(text, quantity) || isRange(text, quantity))) continue;
    const percent = (part.value / whole.value) * 100;
    const rounding =
      hasRounding(part) || hasRounding(whole) ? (100 * 10 ** -Math.min(part.places, whole.places)) / whole.value : 0;
    // The last place may be cut instead of rounded.
    if (Math.abs(percent - share.value) <= 10 ** -share.places + rounding + 1e-9) continue;
    const message = `占比不符：${written(text, part)}占${written(text, whole)}，应为${formatFixed(percent, share.places)}%。`;
    findings.push(quantityFinding(text, 'facts.rate', share, message, percent, share.places));
  }
}

/** A share named with what it is the share of: 网上申请占26.7%, 部分公开22.1%. */
const NAMED_SHARE = /^[、，,和及与]\s?[^，。；、\d（()）]{1,12}$/;
const WHOLE_DIVIDED =
  /按[^，。；\d]{1,10}(?:分|划分|统计|来看)|(?:构成|结构|分布|结果|情况|占比|比例)(?:中|如下|为|是|上看)?[，,：:]/;
/** Shares below this part of a hundred leave room for what is not named. */
const NEARLY_WHOLE = 90;

/**
 * 按申请方式分，甲占60%，乙占30%，丙占15%: three or more named shares of what the sentence itself divides. More than a hundred is wrong; a
 * little less is questionable, since something may go unnamed.
 */
export function checkDivision(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index < quantities.length; index++) {
    const first = quantities[index]!;
    if (first.unit !== '%') continue;
    const sentenceStart = text.lastIndexOf('。', first.start) + 1;
    const lead = text.slice(Math.max(sentenceStart, first.start - 40), first.start);
    const shares = [first];
    for (let at = index + 1; at < quantities.length; at++) {
      const share = quantities[at]!;
      const gap = text.slice(shares.at(-1)!.end, share.start);
      if (share.unit !== '%' || !NAMED_SHARE.test(gap) || NO_PARTITION.test(gap)) break;
      shares.push(share);
    }
    index += shares.length - 1;
    const clause = text.slice(first.start, shares.at(-1)!.end);
    if (shares.length < 3 || NO_PARTITION.test(lead + clause) || !WHOLE_DIVIDED.test(lead)) continue;
    if (/^\s?(?:以上|左右|等)/.test(text.slice(shares.at(-1)!.end)) || /[率近约]/.test(lead.slice(-6))) continue;
    const total = sumOf(shares);
    const slack = shares.reduce((bound, share) => bound + 0.5 * 10 ** -share.places, 0) + 0.01;
    if (Math.abs(total - 100) <= slack || total < NEARLY_WHOLE) continue;
    const sum = formatFixed(total, Math.max(...shares.map((share) => share.places)));
    const message = `各部分占比之和为${sum}%，${total > 100 ? '应为100%。' : '不足100%，请核对是否有遗漏。'}`;
    const severity = total > 100 ? 'error' : 'warning';
    const end = shares.at(-1)!.end;
    findings.push(makeFinding(text, 'sum', 'facts.shares', first.start, end, severity, message));
  }
}
