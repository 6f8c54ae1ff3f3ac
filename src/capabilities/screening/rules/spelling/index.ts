import { compareFindings, type Finding } from '../finding.ts';
import { SWAP } from './edits.ts';
import { encode } from './encode.ts';
import { checkLexicon } from './lexicon.ts';
import { findLostCharacters, type LostCharacter } from './lost.ts';
import {
  loadSpellingModel,
  NEAR_SOUND,
  SAME_SOUND,
  SAME_SOUND_WORD,
  SAME_SYLLABLE,
  SIMILAR_SHAPE,
  type SpellingModel,
} from './model.ts';
import { checkRepeated } from './repeated.ts';
import { type Correction, findCorrections } from './statistical.ts';

export interface SpellingOptions {
  /** Also the suspect band: likely errors for review, with severity `info`. */
  readonly includeSuspects?: boolean;
  /** Confidence (0 to 1) from which the statistics raise a suspicion: a shorter list, surer of each entry. `SUSPECT` unless given. */
  readonly suspectFrom?: number;
  /** Only what lists and rules are certain of. The statistics, which never say more than `warning`, are not asked: a tenth of the time. */
  readonly onlyCertain?: boolean;
  /** Words the site itself writes on purpose; a finding inside one of them is dropped. */
  readonly allowed?: readonly string[];
}

/**
 * Confidence from which the statistics alone ask for a correction, by how the error came about: what is rarely right by chance (an exchange,
 * another shape) needs less than a sound, which usage itself often exchanges. Measured in bench/spelling.md.
 */
const MUST_MEND: Readonly<Record<number, number>> = {
  [SAME_SOUND]: 0.96,
  [SAME_SYLLABLE]: 0.94,
  [NEAR_SOUND]: 0.92,
  [SIMILAR_SHAPE]: 0.92,
  [SWAP]: 0.78,
  // Both words are right somewhere; which one is meant is for a person to say.
  [SAME_SOUND_WORD]: Number.POSITIVE_INFINITY,
};
const LEAST_MUST_MEND = Math.min(...Object.values(MUST_MEND));
/** Confidence from which they raise a suspicion. */
export const SUSPECT = 0.35;

function mustMendFrom({ kind }: Correction): number {
  return MUST_MEND[kind] ?? 0.965;
}

/**
 * Wrong words: verified wrong forms, repetitions, lost and exchanged characters of set phrases, and what character statistics find. Findings of
 * the must-mend band are `error` or `warning`; the suspect band (`info`) is left out unless asked for. Offsets are UTF-16 code units.
 */
export function checkSpelling(text: string, options: SpellingOptions = {}): Finding[] {
  const includeSuspects = options.includeSuspects === true;
  const model = loadSpellingModel();
  const findings: Finding[] = [...checkLexicon(text, model, includeSuspects), ...checkRepeated(text, model)];
  if (options.onlyCertain !== true)
    addStatistical(findings, text, model, includeSuspects ? (options.suspectFrom ?? SUSPECT) : undefined);
  const allowed = options.allowed ?? [];
  return findings.filter((finding) => !isAllowed(text, finding, allowed)).sort(compareFindings);
}

/** Adds what the statistics find beside what is known already; suspicions only when told from which confidence. */
function addStatistical(
  findings: Finding[],
  text: string,
  model: SpellingModel,
  suspectFrom: number | undefined,
): void {
  const includeSuspects = suspectFrom !== undefined;
  const corrections = findCorrections(text, Math.min(suspectFrom ?? 1, LEAST_MUST_MEND), includeSuspects);
  for (const correction of corrections) {
    if (findings.some((finding) => finding.start < correction.end && correction.start < finding.end)) continue;
    const mustMend = correction.confidence >= mustMendFrom(correction) && isUndisputed(text, correction, model);
    if (!mustMend && (suspectFrom === undefined || correction.confidence < suspectFrom)) continue;
    findings.push(toFinding(text, correction, mustMend));
  }
  for (const lost of findLostCharacters(text)) {
    if (findings.some((finding) => finding.start < lost.end && lost.start < finding.end)) continue;
    // Written twice, it is how this document says it: 货物运输险, 提合理化建议.
    const isUsual = occurrences(text, text.slice(lost.start, lost.end)) >= 2;
    const mustMend = !isUsual && !isCoined(text, lost);
    if (mustMend || includeSuspects) findings.push(lostFinding(text, lost, mustMend));
  }
}

/** Nothing in usage, in the document or in the place itself speaks for the text as it stands. */
export function isUndisputed(text: string, correction: Correction, model: SpellingModel): boolean {
  return (
    !isDisputed(text, correction, model) &&
    !isCoined(text, correction) &&
    !isHabit(text, correction) &&
    !isParallel(text, correction) &&
    !isTopic(text, correction, model)
  );
}

function toFinding(text: string, correction: Correction, mustMend: boolean): Finding {
  const { start, end, replacement } = correction;
  const wrong = text.slice(start, end);
  return {
    kind: 'spelling',
    rule: mustMend ? 'spelling.character' : 'spelling.suspect',
    start,
    end,
    text: wrong,
    suggestion: replacement,
    severity: mustMend ? 'warning' : 'info',
    message: `疑有错别字：“${wrong}”疑为“${replacement}”（把握${Math.round(correction.confidence * 100)}%）。`,
  };
}

function lostFinding(text: string, { start, end, lost, replacement }: LostCharacter, mustMend: boolean): Finding {
  return {
    kind: 'spelling',
    rule: mustMend ? 'spelling.lost-character' : 'spelling.suspect',
    start,
    end,
    text: text.slice(start, end),
    suggestion: replacement,
    severity: mustMend ? 'warning' : 'info',
    message: `疑有漏字：“${text.slice(start, end)}”疑漏“${lost}”字。`,
  };
}

/** Pairs that usage itself exchanges: statistics cannot order one of them in place of the other. */
const DISPUTED = [
  '的地得',
  '做作',
  '他她它其',
  '和或与及',
  '定订',
  '帐账',
  '象像',
  '份分',
  '惟唯',
  '已以',
  '即既',
  '需须',
  '至到',
  '不未',
  '一二三四五六七八九十百千万零〇两',
  '上下',
  '东西南北',
  '省市县区州',
  '薰熏',
  '粘黏',
  '混浑',
  '采彩',
  '决绝',
  '于与',
  '用有',
  '各个',
  '该本',
  '后前',
  '大小',
  '月日年',
  '人员',
  '应因',
  '识志',
  '消销',
  '再在',
];
const disputed = new Set(DISPUTED.flatMap((group) => [...group].flatMap((a) => [...group].map((b) => a + b))));

function isDisputed(text: string, { start, end, replacement, kind }: Correction, model: SpellingModel): boolean {
  if (kind === SWAP) return isWord(text.slice(start, end), model);
  return disputed.has(text[start]! + replacement);
}

/** 罪犯 and 犯罪: both orders are words. */
function isWord(text: string, model: SpellingModel): boolean {
  const { ids, length } = encode(text, model.alphabet);
  return model.words.has(ids, 1, length - 1);
}

type Place = Pick<Correction, 'start' | 'end'>;

/** Names made up for the purpose (“12345民声在线”), organs' codes (闽政办〔2017〕) and the like: beside a quotation mark, a digit or a letter. */
function isCoined(text: string, { start, end }: Place): boolean {
  if (/[“”‘’《》〈〉「」【】\dA-Za-z]/.test((text[start - 1] ?? '') + (text[end] ?? ''))) return true;
  if (/^[\u4e00-\u9fff]{0,10}[〔[]/.test(text.slice(end, end + 11))) return true;
  const open = text.lastIndexOf('“', start);
  return (
    open >= 0 && start - open <= 8 && /^[^”\n]{0,8}”/.test(text.slice(end)) && !text.slice(open, start).includes('”')
  );
}

/** The document writes it like this elsewhere too: a term of its own rather than a slip. */
function isHabit(text: string, { start, end }: Place): boolean {
  const left = text.slice(Math.max(0, start - 1), end);
  const right = text.slice(start, end + 1);
  const around = text.slice(Math.max(0, start - 1), end + 1);
  return occurrences(text, around) >= 2 || (occurrences(text, left) >= 3 && occurrences(text, right) >= 3);
}

/** Members of a list that end alike speak for each other: 发站和到站, 重力仪、重力梯度仪. */
function isParallel(text: string, { start, end }: Place): boolean {
  const character = text.slice(end - 1, end);
  const joint = '[、和与及或]';
  const before = text.slice(Math.max(0, start - 7), end);
  const after = text.slice(end - 1, end + 7);
  return (
    new RegExp(`${character}${joint}[\\u4e00-\\u9fff]{1,5}$`).test(before) ||
    new RegExp(`^${character}${joint}[\\u4e00-\\u9fff]{1,5}?${character}`).test(after)
  );
}

/** Characters rarer than this many others stand in a document often only when it is about them: 奶 in 奶业, 奶农, 奶源. */
const RARE_FROM = 1000;

function isTopic(text: string, { start, end }: Place, { alphabet }: SpellingModel): boolean {
  if (end - start !== 1) return false;
  const character = text.slice(start, end);
  return alphabet.idOf(character.charCodeAt(0)) >= RARE_FROM && occurrences(text, character) >= 4;
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && count < 4; at = text.indexOf(part, at + 1)) count++;
  return count;
}

function isAllowed(text: string, finding: Finding, allowed: readonly string[]): boolean {
  return allowed.some((word) => {
    const from = Math.max(0, finding.end - word.length);
    const at = text.indexOf(word, from);
    return at >= 0 && at <= finding.start && at + word.length >= finding.end;
  });
}
