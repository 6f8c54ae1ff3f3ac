/** Figures in sentences, and what of the tables each of them speaks of. */

import { PATTERNS } from './mention-patterns.ts';
import { isLimited } from './mention-scope.ts';
import { ANY_KIND, kindOf, LINK, type Measure, type Mention, NOTE, NUMBER, UNIT } from './mention-words.ts';
import type { Sentence } from './prose.ts';

const KIND_LIST = new RegExp(
  `((?:${ANY_KIND})(?:(?:、|和|及|与|或)(?:${ANY_KIND}))*)${LINK}${NOTE}${LINK}${NUMBER}(?:${UNIT}|(?=[，、；。（]))`,
  'g',
);
/** “予以公开、部分公开、不予公开的分别为60件、20件、5件”. */
const RESPECTIVELY = new RegExp(
  `((?:“?(?:${ANY_KIND})”?)(?:(?:、|和|及|与|或)“?(?:${ANY_KIND})”?)+)[^。；，\\d]{0,8}分别(?:为|是|有|共|计){0,2}(?:\\d{1,7}${UNIT}?(?:、|，|和|及|与)?)+`,
  'g',
);
const KIND_AFTER = new RegExp(
  `${NUMBER}${UNIT}(?:申请)?(?:答复为|作出|属于|属|为|系)?(${ANY_KIND})(?=[，。；、）]|$)`,
  'g',
);

/** Every figure of the sentence that speaks of the tables' content. */
export function mentionsOf(sentence: Sentence, reportYear: number | null, ownWords: RegExp | null): Mention[] {
  const { text } = sentence;
  const found: Mention[] = [];
  const add = (measure: Measure, match: RegExpExecArray, group: number): void => {
    const figure = match[group]!;
    const offset = group === 1 && match[0].startsWith(figure) ? 0 : match[0].lastIndexOf(figure);
    // “结转下年度办理31件” counts what is left, not what came in.
    if (measure.of === 'received' && /(?:结转|转)[^，。；：、件]{0,12}$/.test(text.slice(0, match.index))) return;
    const start = match.index + offset;
    const end = start + figure.length + 1;
    if (found.some((other) => other.start < end && start < other.end)) return;
    if (/^[万余多]/.test(text.slice(end - 1))) return;
    found.push({
      measure,
      value: Number(figure),
      start,
      end,
      limited: isLimited(text, match, start, reportYear, ownWords, measure),
    });
  };
  for (const match of text.matchAll(KIND_LIST)) {
    if (/分别/.test(match[0])) continue;
    const kinds = [...match[1]!.matchAll(new RegExp(ANY_KIND, 'g'))].map((word) => kindOf(word[0]));
    add({ of: 'kinds', kinds }, match, match.length - 1);
  }
  for (const match of text.matchAll(RESPECTIVELY)) {
    const kinds = [...match[1]!.matchAll(new RegExp(ANY_KIND, 'g'))].map((word) => kindOf(word[0]));
    const figures = [...match[0].matchAll(new RegExp(`${NUMBER}${UNIT}?`, 'g'))];
    if (figures.length !== kinds.length) continue;
    for (const [index, figure] of figures.entries()) {
      const start = match.index + figure.index;
      const limited = isLimited(text, match, match.index, reportYear, ownWords, {
        of: 'kinds',
        kinds: [kinds[index]!],
      });
      found.push({
        measure: { of: 'kinds', kinds: [kinds[index]!] },
        value: Number(figure[1]),
        start,
        end: start + figure[0].length,
        limited,
      });
    }
  }
  for (const match of text.matchAll(KIND_AFTER)) add({ of: 'kinds', kinds: [kindOf(match[2]!)] }, match, 1);
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern.regex)) {
      const measure = pattern.measure(match);
      if (measure !== null) add(measure, match, match.length - 1);
    }
  }
  return limitFinished(
    text,
    found.sort((a, b) => a.start - b.start),
  );
}

/**
 * “受理行政复议申请40件，办结38件”: without words of its own, what was finished is what was counted before it. Where
 * that is something else or something narrower, so is this.
 */
function limitFinished(text: string, mentions: Mention[]): Mention[] {
  return mentions.map((mention, index) => {
    if (mention.measure.of !== 'finished' || mention.limited) return mention;
    const clause = text
      .slice(Math.max(0, mention.start - 24), mention.start)
      .split(/[，。；：（）]/)
      .at(-1)!;
    if (/申请|信息公开/.test(clause)) return mention;
    const stretchStart = Math.max(text.lastIndexOf('。', mention.start), text.lastIndexOf('；', mention.start)) + 1;
    const counted = [...text.slice(stretchStart, mention.start).matchAll(new RegExp(`${NUMBER}${UNIT}`, 'g'))].at(-1);
    if (!counted) return mention;
    const at = stretchStart + counted.index;
    const before = mentions.slice(0, index).findLast(({ start, end }) => start <= at && at < end);
    const same =
      before !== undefined &&
      !before.limited &&
      !/^(?:reconsideration|litigation|remed|documents)/.test(before.measure.of);
    return same ? mention : { ...mention, limited: true };
  });
}
