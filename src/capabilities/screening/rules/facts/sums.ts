import type { Finding } from '../finding.ts';
import { makeFinding } from './make.ts';

const UNIT =
  '%|％|个百分点|亿元|万元|元|亿|万人次|万人|万户|万件|万|人次|批次|件次|场次|人|件|户|家|项|个|条|份|起|宗|例|名|次|篇|期|所|座|辆|台|套|批|处|部|册|场|张|亩|公顷|吨|平方米|平方公里|公里|千米|米|件案件|篇次|字';
const FIGURE = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';
const QUANTITY = new RegExp(`(?<![\\d.,:：第〔\\[])${FIGURE}\\s?(${UNIT})(?![\\d])`, 'g');
/** Things that are counted one by one, so a nearly complete breakdown that misses the total is a slip and not a selection. */
const COUNTABLE = new Set(['人', '件', '户', '家', '项', '个', '条', '份', '起', '宗', '例', '名', '人次', '批次']);

export interface Quantity {
  readonly value: number;
  /** Decimal places as written. */
  readonly places: number;
  readonly unit: string;
  readonly start: number;
  /** End of the number, before the unit. */
  readonly numberEnd: number;
  readonly end: number;
}

/** Numbers with a unit in one sentence, by place; `offset` is the sentence's place in the document. */
export function readQuantities(sentence: string, offset: number): Quantity[] {
  const quantities: Quantity[] = [];
  for (const match of sentence.matchAll(QUANTITY)) {
    const number = match[1]!.replaceAll(',', '');
    quantities.push({
      value: Number(number),
      places: number.split('.')[1]?.length ?? 0,
      unit: match[2] === '％' ? '%' : match[2]!,
      start: offset + match.index,
      numberEnd: offset + match.index + match[1]!.length,
      end: offset + match.index + match[0].length,
    });
  }
  return quantities;
}

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
      checkTotal(text, quantities, findings);
      checkChange(text, quantities, findings);
      checkRate(text, quantities, findings);
      checkShares(text, quantities, findings);
    }
    checkIndustryStructure(text, sentence, findings);
  }
  return findings;
}

interface Sentence {
  readonly text: string;
  readonly start: number;
}

function* sentences(text: string): Generator<Sentence> {
  let start = 0;
  for (const match of text.matchAll(/[。！？\n]/g)) {
    if (match.index > start) yield { text: text.slice(start, match.index), start };
    start = match.index + 1;
  }
  if (start < text.length) yield { text: text.slice(start), start };
}

function finding(text: string, rule: string, of: Quantity, message: string, right: number, places: number): Finding {
  const suggestion = `${format(right, places)}${text.slice(of.numberEnd, of.end)}`;
  return makeFinding(text, 'sum', rule, of.start, of.end, 'error', message, suggestion);
}

function format(value: number, places: number): string {
  return value.toFixed(places);
}

/** Parts and a whole may each be rounded: half a unit of the last place for every figure. */
function tolerance(figures: readonly Quantity[], whole: Quantity): number {
  const places = Math.max(whole.places, ...figures.map((figure) => figure.places));
  if (places === 0 && whole.unit !== '%' && !/[万亿]/.test(whole.unit)) return 0;
  return (
    0.5 * 10 ** -whole.places + figures.length * 0.5 * 10 ** -Math.max(...figures.map((figure) => figure.places)) + 1e-9
  );
}

function sum(figures: readonly Quantity[]): number {
  return figures.reduce((total, figure) => total + figure.value, 0);
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
        const message = `“其中”所列${clean(text, parts[0]!)}大于总数${clean(text, whole)}。`;
        findings.push(
          makeFinding(text, 'sum', 'facts.parts-exceed-whole', parts[0]!.start, parts[0]!.end, 'error', message),
        );
      }
      continue;
    }
    const total = sum(parts);
    const difference = total - whole.value;
    const slack = tolerance(parts, whole);
    if (Math.abs(difference) <= slack) continue;
    const complete = COMPLEMENTS.some((pattern) => pattern.test(clause)) && parts.length <= 3;
    const nearlyComplete =
      parts.length >= 3 && COUNTABLE.has(first.unit) && difference < 0 && -difference <= whole.value * 0.1;
    const exceeds = difference > 0 && !mayOverlap(clause);
    if (!(exceeds || complete || nearlyComplete) || /等[^，。；]{0,6}$/.test(clause)) continue;
    const places = Math.max(whole.places, ...parts.map((part) => part.places));
    const message = `分项之和与总数不符：分项合计${format(total, places)}${first.unit}，总数写为${clean(text, whole)}。`;
    findings.push(finding(text, 'facts.sum', whole, message, total, places));
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

function clean(text: string, quantity: Quantity): string {
  return text.slice(quantity.start, quantity.end);
}

function isApproximate(text: string, quantity: Quantity): boolean {
  return (
    (/[近约逾超余多]\s?$|超过$|不少于$|以上$|达到?$/.test(
      text.slice(Math.max(0, quantity.start - 3), quantity.start),
    ) &&
      !/达到?$/.test(text.slice(Math.max(0, quantity.start - 2), quantity.start))) ||
    /^\s?[余多]/.test(text.slice(quantity.numberEnd, quantity.numberEnd + 1))
  );
}

function isRange(text: string, quantity: Quantity): boolean {
  return /[-—至~～]$/.test(text.slice(Math.max(0, quantity.start - 1), quantity.start));
}

/** 当面申请5件、网络申请20件，合计26件: a plain list of one unit closed by its total. */
function checkTotal(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 2; index < quantities.length; index++) {
    const whole = quantities[index]!;
    const previous = quantities[index - 1]!;
    const lead = text.slice(previous.end, whole.start);
    const strong =
      /^[，,、；;（(]?\s?(?:以上|三项|两项|四项|各项)?(?:合计|共计|总计|总共|总数|总额)(?:为|是|达)?\s?$/.test(lead);
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
    const total = sum(parts);
    if (Math.abs(total - whole.value) <= tolerance(parts, whole)) continue;
    // The first figure may itself be a whole that the rest breaks down.
    if (Math.abs(sum(parts.slice(1)) - parts[0]!.value) <= 1e-9 && parts[0]!.value === whole.value) continue;
    if (parts.length > 2 && Math.abs(sum(parts.slice(1)) - whole.value) <= tolerance(parts, whole)) continue;
    const places = Math.max(whole.places, ...parts.map((part) => part.places));
    const message = `合计数与分项之和不符：分项之和为${format(total, places)}${whole.unit}，写为${clean(text, whole)}。`;
    findings.push(finding(text, 'facts.sum', whole, message, total, places));
  }
}

const CHANGE_TO =
  /^[^，。；、]{0,24}?(增加|增长|提高|上升|提升|扩大|上涨|减少|下降|降低|压减|缩减|下调|回落|缩短|压缩|减|降|增|升)(?:到|至|为)\s?(?:[^，。；、\d]{0,6}?(?:\d{4}年(?:底|末)?)?的?)?\s?$/;
const CHANGE_BY =
  /^[，,（(]\s?(?:同比|比上年|较上年|增幅|降幅|累计|年均)?(?:净)?(增加|增长|提高|上升|提升|增幅|扩大|上涨|减少|下降|降低|压减|降幅|缩减|下调|回落|缩短|压缩|减|降|增|升)(?:了|为|达|达到|幅度为)?\s?$/;
const FALLING = /减|降|缩|回落/;

/** 由100件增加到150件，增长40%: the change against its two ends. */
function checkChange(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index + 2 < quantities.length; index++) {
    const from = quantities[index]!;
    const to = quantities[index + 1]!;
    const by = quantities[index + 2]!;
    if (from.unit !== to.unit) continue;
    const lead = text.slice(Math.max(0, from.start - 16), from.start);
    if (!/[由从](?:[^，。；]{0,14})$/.test(lead)) continue;
    const move = text.slice(from.end, to.start).match(CHANGE_TO);
    const by0 = text.slice(to.end, by.start);
    const step = by0.match(CHANGE_BY);
    if (move === null || step === null || /年均/.test(by0)) continue;
    const falls = FALLING.test(move[1]!);
    if (from.value !== to.value && falls !== to.value < from.value) {
      const message = `升降方向与数字不符：${clean(text, from)}到${clean(text, to)}是${to.value < from.value ? '减少' : '增加'}。`;
      findings.push(makeFinding(text, 'sum', 'facts.change-direction', to.start, to.end, 'error', message));
      continue;
    }
    const difference = Math.abs(to.value - from.value);
    if (by.unit === '%' && from.unit !== '%' && from.value > 0) {
      const percent = (difference / from.value) * 100;
      const error = (100 * (0.5 * 10 ** -to.places + 0.5 * 10 ** -from.places)) / from.value;
      if (
        Math.abs(percent - by.value) <=
        0.5 * 10 ** -by.places + error * (hasRounding(from) ? 1 + percent / 100 : 0) + 0.06
      )
        continue;
      const message = `增减幅度不符：由${clean(text, from)}到${clean(text, to)}，应为${format(percent, by.places)}%。`;
      findings.push(finding(text, 'facts.change', by, message, percent, by.places));
    } else if (by.unit === from.unit || (by.unit === '个百分点' && from.unit === '%')) {
      if (by.unit === '%') continue;
      const places = Math.max(from.places, to.places);
      if (
        Math.abs(difference - by.value) <= (by.unit === '个百分点' ? 1.01 * 10 ** -places : tolerance([from, to], by))
      )
        continue;
      const message = `增减数量不符：由${clean(text, from)}到${clean(text, to)}，应为${format(difference, places)}${by.unit}。`;
      findings.push(finding(text, 'facts.change', by, message, difference, places));
    }
  }
}

function hasRounding(quantity: Quantity): boolean {
  return quantity.places > 0 || /[万亿]/.test(quantity.unit);
}

const RATE =
  /(办结|合格|完成|整改|办理|答复|满意|回复|到位|覆盖|公开|按期办结|上线|达标|调解成功|化解|采纳|通过|处置|销号)率(?:为|达到?|是|：)?\s?$/;

/** 受理120件，办结110件，办结率95%: the rate against the two counts that it names. */
function checkRate(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 2; index < quantities.length; index++) {
    const rate = quantities[index]!;
    if (rate.unit !== '%') continue;
    const part = quantities[index - 1]!;
    const lead = text.slice(part.end, rate.start);
    const named = lead.match(RATE);
    if (named === null || lead.length > 14) continue;
    const word = named[1]!.replace('按期', '');
    const partLead = text.slice(Math.max(0, part.start - 12), part.start);
    if (!partLead.includes(word) || part.unit === '%') continue;
    if (/今年|去年|上年|同比|累计/.test(partLead)) continue;
    const wholes = quantities
      .slice(0, index - 1)
      .filter((quantity) => quantity.unit === part.unit && quantity.value >= part.value);
    if (wholes.length === 0 || wholes.some((whole) => isApproximate(text, whole) || matchesRate(part, whole, rate)))
      continue;
    const whole = wholes.at(-1)!;
    if (text.slice(whole.end, part.start).length > 30) continue;
    const percent = (part.value / whole.value) * 100;
    const message = `比率不符：${clean(text, part)}占${clean(text, whole)}，应为${format(percent, rate.places)}%。`;
    findings.push(finding(text, 'facts.rate', rate, message, percent, rate.places));
  }
}

function matchesRate(part: Quantity, whole: Quantity, rate: Quantity): boolean {
  const percent = (part.value / whole.value) * 100;
  const error =
    hasRounding(part) || hasRounding(whole) ? (100 * 10 ** -Math.min(part.places, whole.places)) / whole.value : 0;
  // The last place may be cut instead of rounded.
  return Math.abs(percent - rate.value) <= 10 ** -rate.places + error + 1e-9;
}

/** 分别占30%、40%、40% · A占60%，其余占30%: shares of one whole. */
function checkShares(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index < quantities.length; index++) {
    const first = quantities[index]!;
    if (first.unit !== '%') continue;
    const lead = text.slice(Math.max(0, first.start - 24), first.start);
    const run = [first];
    for (let next = index + 1; next < quantities.length; next++) {
      const quantity = quantities[next]!;
      if (quantity.unit !== '%') break;
      const gap = text.slice(run.at(-1)!.end, quantity.start);
      if (gap.length > 24 || /[；;增长降升]|同比|其中|提高|百分点/.test(gap)) break;
      run.push(quantity);
    }
    if (run.length < 2) continue;
    const clause = lead + text.slice(first.start, run.at(-1)!.end);
    const listed =
      /分别(?:占|为)[^，。；]{0,12}$/.test(lead) &&
      /占|比[例重]|构成|结构/.test(lead) &&
      run.every((part, at) => at === 0 || /^[、，和,与及]?$/.test(text.slice(run[at - 1]!.end, part.start)));
    const rest = /(?:其余|剩余|余下)(?:的)?[^，。；\d]{0,10}占[^，。；\d]{0,6}$/.test(
      text.slice(0, run.at(-1)!.start).slice(-24),
    );
    const sexes =
      run.length === 2 &&
      /男[^，。；\d]{0,6}占?[^，。；\d]{0,6}\d[^。；]*女[^，。；\d]{0,12}$|女[^，。；\d]{0,6}占?[^，。；\d]{0,6}\d[^。；]*男[^，。；\d]{0,12}$/.test(
        clause.slice(0, clause.length - (run.at(-1)!.end - run.at(-1)!.start)),
      ) &&
      /占/.test(clause);
    const total = sum(run);
    const slack = run.reduce((bound, part) => bound + 0.5 * 10 ** -part.places, 0) + 0.01;
    const wrong = rest || sexes ? Math.abs(total - 100) > slack : listed && total > 100 + slack;
    if (wrong) {
      const last = run.at(-1)!;
      const message = `各部分占比之和为${format(total, Math.max(...run.map((part) => part.places)))}%，应为100%。`;
      findings.push(makeFinding(text, 'sum', 'facts.shares', first.start, last.end, 'error', message));
    }
    index += run.length - 1;
  }
}

/** 三次产业结构为4.1:45.3:51.6: the three shares make 100. */
function checkIndustryStructure(text: string, sentence: Sentence, findings: Finding[]): void {
  if (!/三[次大]?产业?|产业结构/.test(sentence.text)) return;
  for (const match of sentence.text.matchAll(
    /(?<![\d.:：∶])(\d{1,2}(?:\.\d+)?)\s?[:：∶]\s?(\d{1,2}(?:\.\d+)?)\s?[:：∶]\s?(\d{1,2}(?:\.\d+)?)(?![\d:：∶]|\.\d)/g,
  )) {
    const total = Number(match[1]) + Number(match[2]) + Number(match[3]);
    const places = Math.max(...[match[1]!, match[2]!, match[3]!].map((part) => part.split('.')[1]?.length ?? 0));
    if (total < 50 || Math.abs(total - 100) <= 1.5 * 10 ** -places + 1e-9) continue;
    const start = sentence.start + match.index;
    const message = `三次产业结构之和为${format(total, places)}，应为100。`;
    findings.push(makeFinding(text, 'sum', 'facts.shares', start, start + match[0].length, 'error', message));
  }
}
