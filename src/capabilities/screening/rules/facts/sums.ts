import type { Finding } from '../finding.ts';
import { makeFinding } from './make.ts';
import { checkDivision, checkPartitions, checkShareOfWhole } from './partitions.ts';
import {
  COUNTABLE,
  formatFixed,
  isApproximate,
  isRange,
  type Quantity,
  quantityFinding,
  readQuantities,
  type Sentence,
  sentences,
  sumOf,
  tolerance,
  written,
} from './quantities.ts';
import { checkChange, checkIndustryStructure, checkRate, checkShares, checkYears } from './rates.ts';

/**
 * Totals, shares, growth and rates that do not agree with the figures beside them in the same sentence. Each rule asks for a wording
 * that leaves no other reading; a selection of parts (其中…) is let pass unless the parts exceed the whole or are known to complete it.
 */
export function checkSums(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const sentence of sentences(text)) {
    if (!/\d/.test(sentence.text)) continue;
    const quantities = readQuantities(sentence.text, sentence.start);
    if (quantities.length >= 2) {
      checkBreakdown(text, quantities, sentence, findings);
      checkPartitions(text, quantities, findings);
      checkTotal(text, quantities, findings);
      checkChange(text, quantities, findings);
      checkRate(text, quantities, findings);
      checkShareOfWhole(text, quantities, findings);
      checkShares(text, quantities, findings);
      checkDivision(text, quantities, findings);
      checkYears(text, quantities, findings);
      checkAttendance(text, quantities, findings);
    }
    checkIndustryStructure(text, sentence, findings);
  }
  return findings;
}

const COMPLEMENTS: readonly RegExp[] = [
  /男[^，。；]*?\d[^。；]*女[^，。；]*?\d/,
  /女[^，。；]*?\d[^。；]*男[^，。；]*?\d/,
  /城镇[^，。；]*?\d[^。；]*(?:农村|乡村)[^，。；]*?\d/,
  /自然人[^，。；]*?\d[^。；]*法人[^，。；]*?\d/,
  /新收[^。；]*?\d[^。；]*结转[^，。；]*?\d/,
  /结转[^。；]*?\d[^。；]*新收[^，。；]*?\d/,
  /来信[^，。；]*?\d[^。；]*来访[^，。；]*?\d/,
  /线上[^，。；]*?\d[^。；]*线下[^，。；]*?\d/,
  /(?:其余|剩余|余下)[^，。；]*?\d/,
];

/** 共10人，其中男6人，女5人: the parts after 其中 against the nearest figure of the same unit before it. */
function checkBreakdown(text: string, quantities: readonly Quantity[], sentence: Sentence, findings: Finding[]): void {
  for (const match of sentence.text.matchAll(/其中[：:，,]?/g)) {
    const at = sentence.start + match.index;
    const after = quantities.filter((quantity) => quantity.start >= at);
    const first = after[0];
    if (first === undefined || first.unit === '%') continue;
    const before = quantities.filter((quantity) => quantity.end <= at && quantity.unit === first.unit);
    const whole = before.at(-1);
    if (whole === undefined || /[；;]/.test(text.slice(whole.end, at)) || at - whole.end > 30) continue;
    if (isApproximate(text, whole) || isRange(text, whole)) continue;
    const parts = partsAfter(text, after, first.unit, at);
    if (parts === null || parts.length === 0) continue;
    const clause = text.slice(at, parts.at(-1)!.end);
    if (parts.length === 1) {
      if (parts[0]!.value > whole.value) {
        const message = `“其中”所列${written(text, parts[0]!)}大于总数${written(text, whole)}。`;
        findings.push(
          makeFinding(text, 'sum', 'facts.parts-exceed-whole', parts[0]!.start, parts[0]!.end, 'error', message),
        );
      }
      continue;
    }
    const total = sumOf(parts);
    const difference = total - whole.value;
    const slack = tolerance(parts, whole);
    if (Math.abs(difference) <= slack) continue;
    const complete = COMPLEMENTS.some((pattern) => pattern.test(clause)) && parts.length <= 3;
    const allowance = parts.length >= 3 ? 0.1 : 0.025;
    const isMoney = /元$/.test(first.unit);
    const left = isMoney ? allowance / 5 : allowance;
    const nearlyComplete =
      (isMoney || COUNTABLE.has(first.unit)) && difference < 0 && -difference <= whole.value * left;
    const exceeds = difference > 0 && !mayOverlap(clause);
    if (!(exceeds || complete || nearlyComplete) || /等[^，。；]{0,6}$/.test(clause)) continue;
    const places = Math.max(whole.places, ...parts.map((part) => part.places));
    const message = `分项之和与总数不符：分项合计${formatFixed(total, places)}${first.unit}，总数写为${written(text, whole)}。`;
    findings.push(quantityFinding(text, 'facts.sum', whole, message, total, places));
  }
}

/** Parts that may count the same person twice (党员, 女性, 及以上 …) can exceed the whole. */
function mayOverlap(clause: string): boolean {
  const groups = [/党员/, /女/, /以上/, /研究生|硕士|博士|本科/, /少数民族/, /新增|累计|同时|重点|涉及|还/];
  return groups.filter((group) => group.test(clause)).length >= 1 && !/男[^。；]*女|女[^。；]*男/.test(clause);
}

/** The run of parts with one unit; null when the wording is no plain breakdown. */
function partsAfter(text: string, after: readonly Quantity[], unit: string, from: number): Quantity[] | null {
  const parts: Quantity[] = [];
  let end = from;
  for (const quantity of after) {
    const gap = text.slice(end, quantity.start);
    if (/[；;]/.test(gap) && parts.length > 0 && !/[；;]\s?[^，；]{1,12}$/.test(gap)) break;
    if (quantity.unit === '%') {
      // 女4人，占40% or 同比增长5% describes the part before it.
      end = quantity.end;
      continue;
    }
    if (quantity.unit !== unit) {
      if (parts.length === 0) return null;
      if (/^[（(、，,；;]/.test(gap)) {
        end = quantity.end;
        break;
      }
      break;
    }
    if (parts.length > 0 && /其中|共|合计|总计|累计|同比|较|比上年|增加|减少|[（(]/.test(gap)) break;
    if (/[（(][^）)]*$/.test(text.slice(from, quantity.start))) break;
    if (gap.length > 32) break;
    parts.push(quantity);
    end = quantity.end;
  }
  return parts;
}

/** 当面申请5件、网络申请20件，合计26件: a plain list of one unit closed by its total. */
function checkTotal(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 2; index < quantities.length; index++) {
    const whole = quantities[index]!;
    const previous = quantities[index - 1]!;
    const lead = text.slice(previous.end, whole.start);
    const strong =
      /^[，,、；;（(]?\s?(?:以上|三项|两项|四项|各项)?(?:合计|共计|总计|总共|总数|总额|全[年市县区省](?:合计|共计|共))(?:为|是|达)?\s?$/.test(
        lead,
      );
    const weak = /^[，,]\s?共(?:有|为)?\s?$/.test(lead);
    if (!(strong || weak) || whole.unit === '%') continue;
    const parts: Quantity[] = [];
    for (let back = index - 1; back >= 0; back--) {
      const part = quantities[back]!;
      if (part.unit !== whole.unit) break;
      parts.unshift(part);
      const gapStart = back === 0 ? part.start - 14 : quantities[back - 1]!.end;
      const gap = text.slice(Math.max(0, gapStart), part.start);
      if (back > 0 && (gap.length > 20 || !/^[、，,和及与；;]/.test(gap) || /其中|同比|增长|合计|共/.test(gap))) break;
      if (back > 0 && weak && !/^[、和及与]/.test(gap)) break;
    }
    if (parts.length < 2) continue;
    const total = sumOf(parts);
    if (Math.abs(total - whole.value) <= tolerance(parts, whole)) continue;
    // The first figure may itself be a whole that the rest breaks down.
    if (Math.abs(sumOf(parts.slice(1)) - parts[0]!.value) <= 1e-9 && parts[0]!.value === whole.value) continue;
    if (parts.length > 2 && Math.abs(sumOf(parts.slice(1)) - whole.value) <= tolerance(parts, whole)) continue;
    const places = Math.max(whole.places, ...parts.map((part) => part.places));
    const message = `合计数与分项之和不符：分项之和为${formatFixed(total, places)}${whole.unit}，写为${written(text, whole)}。`;
    findings.push(quantityFinding(text, 'facts.sum', whole, message, total, places));
  }
}

/** 应到35人，实到32人，缺席5人. */
function checkAttendance(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index + 2 < quantities.length; index++) {
    const [due, present, absent] = [quantities[index]!, quantities[index + 1]!, quantities[index + 2]!];
    if (due.unit !== present.unit || due.unit !== absent.unit) continue;
    if (!/应[到参][^，。]{0,8}$/.test(text.slice(Math.max(0, due.start - 10), due.start))) continue;
    if (!/^[，、]\s?实[到际][^，。\d]{0,8}$/.test(text.slice(due.end, present.start))) continue;
    if (!/^[，、][^，。\d]{0,6}(?:缺席|请假|缺勤|未到)[^，。\d]{0,3}$/.test(text.slice(present.end, absent.start)))
      continue;
    if (present.value + absent.value === due.value || quantities[index + 3]?.unit === due.unit) continue;
    const right = due.value - present.value;
    findings.push(
      quantityFinding(text, 'facts.sum', absent, `应到、实到与缺席人数不符：缺席应为${right}人。`, right, 0),
    );
  }
}
