import { loadSpellingModel } from '../src/capabilities/screening/rules/spelling/model.ts';

/** A sentence with one error, and the sentence as it was. */
export interface PlantedError {
  readonly text: string;
  readonly right: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'sound' | 'shape' | 'doubled' | 'lost' | 'exchanged';
}

/** Deterministic spread of numbers in [0, 1) (golden ratio sequence). */
function spread(index: number, salt: number): number {
  return ((index + 1) * 0.6180339887 + salt * 0.3819660113) % 1;
}

/** Plants one error into each of `count` sentences: sounds, shapes, doubled, lost and exchanged characters, in turn. */
export function plantErrors(sentences: readonly string[], count: number): PlantedError[] {
  const model = loadSpellingModel();
  const planted: PlantedError[] = [];
  for (let index = 0; planted.length < count && index < count * 3; index++) {
    const right = sentences[Math.floor(spread(index, 1) * sentences.length)]!;
    const at = 1 + Math.floor(spread(index, 2) * (right.length - 3));
    const character = right[at]!;
    const next = right[at + 1]!;
    if (!/[\u4e00-\u9fff]/.test(character) || !/[\u4e00-\u9fff]/.test(next)) continue;
    const turn = index % 10;
    if (turn < 7) {
      const isShape = turn >= 5;
      const id = model.alphabet.idOf(character.charCodeAt(0));
      const pool = model
        .candidatesOf(id)
        .filter(({ kind, id: other }) => (isShape ? kind === 3 : kind <= 1) && other < 2500);
      const chosen = pool[Math.floor(spread(index, 3) * pool.length)];
      if (chosen === undefined) continue;
      const wrong = model.alphabet.characterOf(chosen.id);
      planted.push({
        text: right.slice(0, at) + wrong + right.slice(at + 1),
        right,
        start: at,
        end: at + 1,
        kind: isShape ? 'shape' : 'sound',
      });
    } else if (turn === 7) {
      planted.push({ text: right.slice(0, at + 2) + right.slice(at), right, start: at, end: at + 4, kind: 'doubled' });
    } else if (turn === 8) {
      planted.push({
        text: right.slice(0, at) + right.slice(at + 1),
        right,
        start: Math.max(0, at - 2),
        end: at + 2,
        kind: 'lost',
      });
    } else if (character !== next) {
      planted.push({
        text: right.slice(0, at) + next + character + right.slice(at + 2),
        right,
        start: at,
        end: at + 2,
        kind: 'exchanged',
      });
    }
  }
  return planted;
}
