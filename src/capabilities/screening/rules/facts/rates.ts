import type { Finding } from '../finding.ts';
import { makeFinding } from './make.ts';
import {
  formatFixed,
  hasRounding,
  isApproximate,
  type Quantity,
  quantityFinding,
  type Sentence,
  sumOf,
  tolerance,
  written,
} from './quantities.ts';

const CHANGE_TO =
  /^[^，。；、]{0,24}?(增加|增长|提高|上升|提升|扩大|上涨|减少|下降|降低|压减|缩减|下调|回落|缩短|压缩|减|降|增|升)(?:到|至|为)\s?(?:[^，。；、\d]{0,6}?(?:\d{4}年(?:底|末)?)?的?)?\s?$/;
const CHANGE_BY =
  /^[，,（(]\s?(?:同比|比上年|较上年|增幅|降幅|累计|年均)?(?:净)?(增加|增长|提高|上升|提升|增幅|扩大|上涨|减少|下降|降低|压减|降幅|缩减|下调|回落|缩短|压缩|减|降|增|升)(?:了|为|达|达到|幅度为)?\s?$/;
const FALLING = /减|降|缩|回落/;

/** 由100件增加到150件，增长40%: the change against its two ends. */
export function checkChange(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index + 2 < quantities.length; index++) {
    const from = quantities[index]!;
    const to = quantities[index + 1]!;
    const by = quantities[index + 2]!;
    if (from.unit !== to.unit) continue;
    const lead = text.slice(Math.max(0, from.start - 16), from.start);
    if (!/[由从较比](?:[^，。；]{0,14})$/.test(lead)) continue;
    const move = text.slice(from.end, to.start).match(CHANGE_TO);
    const by0 = text.slice(to.end, by.start);
    const step = by0.match(CHANGE_BY);
    if (move === null || step === null || /年均/.test(by0)) continue;
    const falls = FALLING.test(move[1]!);
    if (from.value !== to.value && falls !== to.value < from.value) {
      const message = `升降方向与数字不符：${written(text, from)}到${written(text, to)}是${to.value < from.value ? '减少' : '增加'}。`;
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
      const message = `增减幅度不符：由${written(text, from)}到${written(text, to)}，应为${formatFixed(percent, by.places)}%。`;
      findings.push(quantityFinding(text, 'facts.change', by, message, percent, by.places));
    } else if (by.unit === from.unit || (by.unit === '个百分点' && from.unit === '%')) {
      if (by.unit === '%') continue;
      const places = Math.max(from.places, to.places);
      if (
        Math.abs(difference - by.value) <= (by.unit === '个百分点' ? 1.01 * 10 ** -places : tolerance([from, to], by))
      )
        continue;
      const message = `增减数量不符：由${written(text, from)}到${written(text, to)}，应为${formatFixed(difference, places)}${by.unit}。`;
      findings.push(quantityFinding(text, 'facts.change', by, message, difference, places));
    }
  }
}

const RATE =
  /(办结|合格|完成|整改|办理|答复|满意|回复|到位|覆盖|公开|按期办结|上线|达标|调解成功|化解|采纳|通过|处置|销号)率(?:为|达到?|是|：)?\s?$/;

/** 受理120件，办结110件，办结率95%: the rate against the two counts that it names. */
export function checkRate(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
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
    const message = `比率不符：${written(text, part)}占${written(text, whole)}，应为${formatFixed(percent, rate.places)}%。`;
    findings.push(quantityFinding(text, 'facts.rate', rate, message, percent, rate.places));
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
export function checkShares(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
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
      /分别(?:占|为|是)[^，。；]{0,12}$/.test(lead) &&
      /占|比[例重]|构成|结构/.test(lead) &&
      run.every(
        (part, at) => at === 0 || /^[、，和,与及]?[^，。；、\d]{0,8}$/.test(text.slice(run[at - 1]!.end, part.start)),
      );
    const rest = /(?:其余|剩余|余下)(?:的)?[^，。；\d]{0,10}占[^，。；\d]{0,6}$/.test(
      text.slice(0, run.at(-1)!.start).slice(-24),
    );
    const sexes =
      run.length === 2 &&
      /(?:男|城镇)[^，。；\d]{0,6}占?[^，。；\d]{0,6}\d[^。；]*(?:女|农村)[^，。；\d]{0,12}$|女[^，。；\d]{0,6}占?[^，。；\d]{0,6}\d[^。；]*男[^，。；\d]{0,12}$/.test(
        clause.slice(0, clause.length - (run.at(-1)!.end - run.at(-1)!.start)),
      ) &&
      /占/.test(clause);
    const total = sumOf(run);
    const slack = run.reduce((bound, part) => bound + 0.5 * 10 ** -part.places, 0) + 0.01;
    const wrong = rest || sexes ? Math.abs(total - 100) > slack : listed && total > 100 + slack;
    if (wrong) {
      const last = run.at(-1)!;
      const message = `各部分占比之和为${formatFixed(total, Math.max(...run.map((part) => part.places)))}%，应为100%。`;
      findings.push(makeFinding(text, 'sum', 'facts.shares', first.start, last.end, 'error', message));
    }
    index += run.length - 1;
  }
}

/** 三次产业结构为4.1:45.3:51.6: the three shares make 100. */
export function checkIndustryStructure(text: string, sentence: Sentence, findings: Finding[]): void {
  if (!/三[次大]?产业?|产业结构/.test(sentence.text)) return;
  for (const match of sentence.text.matchAll(
    /(?<![\d.:：∶])(\d{1,2}(?:\.\d+)?)\s?[:：∶]\s?(\d{1,2}(?:\.\d+)?)\s?[:：∶]\s?(\d{1,2}(?:\.\d+)?)(?![\d:：∶]|\.\d)/g,
  )) {
    const total = Number(match[1]) + Number(match[2]) + Number(match[3]);
    const places = Math.max(...[match[1]!, match[2]!, match[3]!].map((part) => part.split('.')[1]?.length ?? 0));
    if (total < 50 || Math.abs(total - 100) <= 1.5 * 10 ** -places + 1e-9) continue;
    const start = sentence.start + match.index;
    const message = `三次产业结构之和为${formatFixed(total, places)}，应为100。`;
    findings.push(makeFinding(text, 'sum', 'facts.shares', start, start + match[0].length, 'error', message));
  }
}

/** 2022年办理50件，2023年办理60件，同比增长25%: two years beside each other and the change between them. */
export function checkYears(text: string, quantities: readonly Quantity[], findings: Finding[]): void {
  for (let index = 0; index + 2 < quantities.length; index++) {
    const from = quantities[index]!;
    const to = quantities[index + 1]!;
    const by = quantities[index + 2]!;
    if (by.unit !== '%' || from.unit !== to.unit || from.unit === '%' || from.value === 0) continue;
    const first = /(\d{4})年(?:[^，。；\d]{0,14})$/.exec(text.slice(Math.max(0, from.start - 20), from.start));
    const second = /^[，,；;]\s?(\d{4})年([^，。；\d]{0,14})$/.exec(text.slice(from.end, to.start));
    if (first === null || second === null || Number(second[1]) !== Number(first[1]) + 1) continue;
    const step = /^[，,]\s?(?:同比|比上年|较上年)(增长|增加|上升|下降|减少|降低)(?:了)?\s?$/.exec(
      text.slice(to.end, by.start),
    );
    if (step === null) continue;
    const percent = (Math.abs(to.value - from.value) / from.value) * 100;
    const error =
      hasRounding(from) || hasRounding(to) ? (100 * 10 ** -Math.min(from.places, to.places)) / from.value : 0;
    const isFall = FALLING.test(step[1]!);
    if (isFall === to.value < from.value && Math.abs(percent - by.value) <= 10 ** -by.places + error) continue;
    const message = `同比增减幅度不符：由${written(text, from)}到${written(text, to)}，应为${to.value < from.value ? '下降' : '增长'}${formatFixed(percent, by.places)}%。`;
    findings.push(quantityFinding(text, 'facts.change', by, message, percent, by.places));
  }
}
