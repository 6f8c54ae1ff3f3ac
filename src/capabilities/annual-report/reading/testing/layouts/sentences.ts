/** Support for tests: sentences as offices write them, right for the tables, their figures marked so that they can be spoilt. */
import { RECEIVING, RESULTS } from './application-sentences.ts';
import { DOCUMENTS, OTHER_SCOPES, REMEDIES } from './remedy-sentences.ts';
import { countsOf, type Style, type Told } from './told.ts';

const ENDS = ['。', '。', '。', '；'] as const;

/** The text of “（二）依申请公开” and its neighbours, figures marked. Each sentence is right. */
export function writeNarrative(told: Told): { text: string; names: string[] } {
  const { dice } = told;
  const counts = countsOf(told);
  const names: string[] = [];
  const write = (styles: readonly Style[], number: number): string[] => {
    const pieces: string[] = [];
    for (let tries = 0; tries < 12 && pieces.length < number; tries += 1) {
      const style = dice.pick(styles);
      if (names.includes(style.name)) continue;
      const piece = style.write(told, counts);
      if (piece === null) continue;
      names.push(style.name);
      pieces.push(piece);
    }
    return pieces;
  };
  const scopes = (most: number): string[] =>
    dice.some(OTHER_SCOPES, most / OTHER_SCOPES.length).map((other) => other(told));
  const requests = [...write(RECEIVING, 1 + dice.below(2)), ...write(RESULTS, 1 + dice.below(2)), ...scopes(2)];
  const rest = [...write(REMEDIES, 1), ...(dice.chance(0.5) ? write(DOCUMENTS, 1) : []), ...scopes(2)];
  const numbering = dice.pick([
    ['（一）', '（二）', '（三）'],
    ['一是', '二是', '三是'],
    ['1.', '2.', '3.'],
  ] as const);
  const title = dice.pick(['依申请公开方面。', '依申请公开情况。', '依申请公开。', '规范做好依申请公开工作。']);
  const first = `${numbering[0]}主动公开方面。坚持以公开为常态、不公开为例外，${scopes(1).join('，') || '不断扩大公开范围'}。`;
  const second = `${numbering[1]}${title}${requests.join(dice.pick(ENDS))}。`;
  const third = `${numbering[2]}监督保障方面。${rest.join('。')}。`;
  const join = dice.pick(['\n', '\n', '']);
  return { text: [first, second, third].join(join), names };
}

/** The text as printed, and where its marked figures stand in it. */
export function unmark(text: string): { text: string; figures: { at: number; text: string; other: string[] }[] } {
  const figures: { at: number; text: string; other: string[] }[] = [];
  let out = '';
  let from = 0;
  for (const match of text.matchAll(/⟦([\d.]+);([^⟧]*)⟧/g)) {
    out += text.slice(from, match.index);
    figures.push({ at: out.length, text: match[1]!, other: match[2] === '' ? [] : match[2]!.split(',') });
    out += match[1];
    from = match.index + match[0].length;
  }
  return { text: out + text.slice(from), figures };
}
