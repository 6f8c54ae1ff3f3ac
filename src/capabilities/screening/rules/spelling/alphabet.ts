/** Characters as small numbers. Digits and Latin letters are one class each, since their values say nothing about spelling. */
export const UNKNOWN = 0;
export const BOUNDARY = 1;
export const DIGIT = 2;
export const LATIN = 3;
export const FIRST_CHARACTER = 4;

const HALF_TO_FULL = new Map([
  [',', '，'],
  [';', '；'],
  [':', '：'],
  ['?', '？'],
  ['!', '！'],
  ['(', '（'],
  [')', '）'],
]);

export class Alphabet {
  /** Character number of every UTF-16 code unit. */
  readonly #ids = new Uint16Array(65_536);
  readonly characters: string;

  constructor(characters: string) {
    this.characters = characters;
    for (let index = 0; index < characters.length; index++)
      this.#ids[characters.charCodeAt(index)] = FIRST_CHARACTER + index;
    for (const [half, full] of HALF_TO_FULL) this.#ids[half.charCodeAt(0)] = this.#ids[full.charCodeAt(0)]!;
    for (const unit of '0123456789０１２３４５６７８９') this.#ids[unit.charCodeAt(0)] = DIGIT;
    for (let unit = 65; unit <= 90; unit++) this.#ids[unit] = this.#ids[unit + 32] = LATIN;
    for (const unit of '\n\r。！？') this.#ids[unit.charCodeAt(0)] = BOUNDARY;
  }

  get size(): number {
    return FIRST_CHARACTER + this.characters.length;
  }

  /** Whitespace and marks of layout that do not part words in the middle of a line. */
  idOf(unit: number): number {
    return this.#ids[unit]!;
  }

  characterOf(id: number): string {
    return this.characters[id - FIRST_CHARACTER] ?? '';
  }
}
