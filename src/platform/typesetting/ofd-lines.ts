/** Lines of Chinese text by arithmetic: full-width characters are as wide as high, others half as wide (GB/T 9704-2012 types). */

export interface Line {
  text: string;
  /** From each character to the next; the unit is that of `size`. */
  advances: number[];
  width: number;
}

interface LineOptions {
  width: number;
  /** Side of a full-width character. */
  size: number;
  /** Of the first line. */
  indent?: number;
  /** Lines but the last are spread to the full width. */
  justify?: boolean;
}

/** Must not begin a line, must not end one (GB/T 15834-2011, 5.1). */
const NOT_FIRST = /^[，。、；：？！）》〉”’】〕」』…—％%·.,;:!?)\]]/;
const NOT_LAST = /[（《〈“‘【〔「『([]$/;
/** Words and numbers that are not broken (addresses are, behind a stroke), or one character. */
const TOKEN = /[\u0021-\u002e\u0030-\u007e]*\/|[\u0021-\u007e]+|[\s\S]/gu;

const HALF_WIDTH_BELOW = 0x2000;
/** Quotation marks, the ellipsis and the dash are full-width in Chinese text although their code points are general. */
const WIDE_PUNCTUATION = /[·“”‘’…—]/;

function advanceOf(character: string, size: number): number {
  const half = character.codePointAt(0)! < HALF_WIDTH_BELOW && !WIDE_PUNCTUATION.test(character);
  return half ? size / 2 : size;
}

export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += advanceOf(character, size);
  return width;
}

/** Pieces no longer than a line, so that a long address is broken somewhere after all. */
function tokensOf(text: string, { width, size }: LineOptions): string[] {
  const most = Math.max(1, Math.floor((width * 2) / size));
  return (text.match(TOKEN) ?? []).flatMap((token) => {
    const pieces: string[] = [];
    for (let from = 0; from < token.length; from += most) pieces.push(token.slice(from, from + most));
    return token.length <= most ? [token] : pieces;
  });
}

export function breakLines(text: string, options: LineOptions): Line[] {
  const { width, size, indent = 0, justify = false } = options;
  const lines: string[][] = [];
  let line: string[] = [];
  let filled = indent;
  for (const token of tokensOf(text, options)) {
    const own = widthOf(token, size);
    if (filled + own > width + 1e-6 && line.length > 0) {
      const carried: string[] = [];
      const mustMove = (): boolean =>
        line.length > 1 && (NOT_FIRST.test(carried[0] ?? token) || NOT_LAST.test(line.at(-1)!));
      while (mustMove() && carried.length < 4) carried.unshift(line.pop()!);
      lines.push(line);
      line = carried[0] === ' ' ? carried.slice(1) : carried;
      filled = widthOf(line.join(''), size);
      if (token === ' ' && line.length === 0) continue;
    }
    line.push(token);
    filled += own;
  }
  if (line.length > 0) lines.push(line);
  return lines.map((tokens, index) => {
    const isLast = index === lines.length - 1;
    return set(tokens.join(''), size, justify && !isLast ? width - (index === 0 ? indent : 0) : null);
  });
}

/** @param spread to this width, or `null` */
function set(text: string, size: number, spread: number | null): Line {
  const characters = [...text];
  const natural = widthOf(text, size);
  const slack = spread === null || characters.length < 2 ? 0 : (spread - natural) / (characters.length - 1);
  // A line torn apart by a long word that moved on looks worse than a ragged edge.
  const extra = slack > size * 0.2 ? 0 : slack;
  const advances = characters.slice(0, -1).map((character) => advanceOf(character, size) + extra);
  return { text, advances, width: natural + extra * Math.max(0, characters.length - 1) };
}
