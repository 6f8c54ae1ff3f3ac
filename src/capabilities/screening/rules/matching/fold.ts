import variants from './traditional-characters.json' with { type: 'json' };

/** Which differences between text and term do not matter. Each keeps one code unit one code unit, so offsets stay exact. */
export interface Folding {
  /** Full-width digits, letters and punctuation equal the half-width ones. */
  readonly width: boolean;
  readonly letterCase: boolean;
  /** Traditional characters equal their simplified forms (OpenCC's character table). */
  readonly traditional: boolean;
  /** Code units passed over inside a term when someone put them there to dodge the lexicon; at most `MAX_SKIPPED` in a row. */
  readonly skipped: string;
}

export const NO_FOLDING: Folding = { width: false, letterCase: false, traditional: false, skipped: '' };

/** Blanks, invisible characters and the symbols that are put between characters to dodge a lexicon. A line break ends a term. */
export const DEFAULT_FOLDING: Folding = {
  width: true,
  letterCase: true,
  traditional: true,
  skipped: ' \t\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad*_-·•~^|/\\+=#＊＿－～｜／＼＋＝＃',
};

/** More skipped units in a row than this end a term: without a bound no chunk of a stream could ever be let go. */
export const MAX_SKIPPED = 8;

const tables = new Map<string, Uint16Array>();

/** The code unit every code unit stands for. Index: code unit. Shared by all who ask for the same folding: not to be written to. */
export function foldTable(folding: Folding): Uint16Array {
  const key = `${folding.width} ${folding.letterCase} ${folding.traditional}`;
  let table = tables.get(key);
  if (!table) {
    table = buildTable(folding);
    tables.set(key, table);
  }
  return table;
}

function buildTable(folding: Folding): Uint16Array {
  const table = new Uint16Array(65536);
  for (let code = 0; code < 65536; code++) table[code] = code;
  if (folding.width) {
    for (let code = 0xff01; code <= 0xff5e; code++) table[code] = code - 0xfee0;
    table[0x3000] = 0x20;
  }
  if (folding.traditional) {
    for (let i = 0; i < variants.traditional.length; i++)
      table[variants.traditional.charCodeAt(i)] = variants.simplified.charCodeAt(i);
  }
  if (folding.letterCase) {
    for (let code = 0; code < 65536; code++) {
      const folded = table[code]!;
      if (folded >= 0xd800 && folded <= 0xdfff) continue;
      const lower = String.fromCharCode(folded).toLowerCase();
      if (lower.length === 1) table[code] = lower.charCodeAt(0);
    }
  }
  return table;
}
