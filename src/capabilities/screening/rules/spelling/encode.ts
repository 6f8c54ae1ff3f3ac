import { type Alphabet, BOUNDARY } from './alphabet.ts';

/** A text as character numbers, blanks left out, with the place of each in the text. */
export interface Encoded {
  readonly ids: Uint16Array;
  /** UTF-16 offset of every number. */
  readonly places: Int32Array;
  readonly length: number;
}

/** Starts with a boundary at place -1, so that every character has something before it. */
export function encode(text: string, alphabet: Alphabet): Encoded {
  const ids = new Uint16Array(text.length + 2);
  const places = new Int32Array(text.length + 2);
  ids[0] = BOUNDARY;
  places[0] = -1;
  let length = 1;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x20 || unit === 0x3000 || unit === 0x09 || unit === 0xa0 || unit === 0x200b) continue;
    const id = alphabet.idOf(unit);
    if (id === BOUNDARY && ids[length - 1] === BOUNDARY) continue;
    ids[length] = id;
    places[length] = index;
    length++;
  }
  if (ids[length - 1] !== BOUNDARY) {
    ids[length] = BOUNDARY;
    places[length] = text.length;
    length++;
  }
  return { ids, places, length };
}

/** A few characters, one number each: blanks and ends of sentences become unknown characters, so that places stay as they are (plus one). */
export function encodeInPlace(text: string, alphabet: Alphabet): Encoded {
  return encode(text.replace(/[\s。！？\u200b]/g, '\u0001'), alphabet);
}
