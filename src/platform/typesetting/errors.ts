/** A document could not be typeset; the message says why. */
export class TypesettingError extends Error {
  override name = 'TypesettingError';
}

/** No face at hand has these characters: printing them would leave empty boxes. */
export class MissingGlyphError extends TypesettingError {
  override name = 'MissingGlyphError';
  /** Each once, in order of appearance. */
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    super(`字库中没有以下字符，不能排印：${characters.map(describeCharacter).join('、')}`);
    this.characters = characters;
  }
}

/** More documents wait than the queue takes. */
export class TypesettingBusyError extends TypesettingError {
  override name = 'TypesettingBusyError';
}

/** 𪛖（U+2A6D6） */
export function describeCharacter(character: string): string {
  return `${character}（${codeOf(character)}）`;
}

export function codeOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
