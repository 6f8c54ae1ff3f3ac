import type { Finding } from '../rules/finding.ts';
import { OrderedPool } from '../workers/ordered-pool.ts';
import type { ScreenedDocument, SourceDocument } from '../workers/screen-documents.ts';

/** Characters from which on a text is screened in pieces; the longest law has a sixth of that. */
export const LONG_TEXT = 1_000_000;
/** Characters of a piece: what is under way at once, and with it memory, stays bounded. */
const PIECE = 200_000;

/**
 * Where a text is cut, as offsets, beginning with 0 and ending with its length: behind the last line break of each piece, without one behind the last full
 * stop, and never inside a surrogate pair. What spans paragraphs, such as a numbering, is checked within each piece.
 */
export function cutsOf(text: string, piece: number = PIECE): number[] {
  const cuts = [0];
  for (let from = 0; text.length - from > piece; ) {
    const limit = from + piece;
    let cut = text.lastIndexOf('\n', limit - 1) + 1;
    if (cut <= from) cut = text.lastIndexOf('。', limit - 1) + 1;
    if (cut <= from) cut = /[\ud800-\udbff]/.test(text[limit - 1]!) && piece > 1 ? limit - 1 : limit;
    cuts.push(cut);
    from = cut;
  }
  if (text.length > 0) cuts.push(text.length);
  return cuts;
}

/**
 * Screens a long text in pieces on all processors. Gives the findings piece by piece in order, with offsets into the whole text, and
 * after each piece tells how many characters are done.
 */
export async function* screenLongText(
  text: string,
  tell: (done: number) => void,
  piece: number = PIECE,
): AsyncGenerator<readonly Finding[]> {
  const cuts = cutsOf(text, piece);
  const pool = new OrderedPool<SourceDocument[], ScreenedDocument[]>(
    new URL('../workers/screen-worker.ts', import.meta.url),
  );
  const pieces = function* (): Generator<SourceDocument[]> {
    for (let i = 0; i + 1 < cuts.length; i++) yield [{ id: cuts[i]!, text: text.slice(cuts[i]!, cuts[i + 1]!) }];
  };
  try {
    let done = 0;
    for await (const [screened] of pool.run(pieces())) {
      const { id, findings } = JSON.parse(screened!.line) as { id: number; findings: Finding[] };
      yield findings.map((finding) => ({ ...finding, start: finding.start + id, end: finding.end + id }));
      tell(cuts[++done]!);
    }
  } finally {
    await pool.close();
  }
}
