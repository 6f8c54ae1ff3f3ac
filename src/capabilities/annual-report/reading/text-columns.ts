/** Pages set in two columns of running text, as gazettes are: the left column is read before the right one. */

interface Placed {
  left: number;
  right: number;
}

interface PlacedLine {
  segments: readonly Placed[];
}

/** So many full lines on either side make a column; fewer may be two headings or a signature. */
const LEAST_LINES = 5;
/** A full line takes this share of its column; figures of a table never do. */
const FULL = 0.6;
/** Most of what stands in columns of text are full lines. */
const MOSTLY = 0.6;

/** The lines with those of two columns one column after the other. Lines over the whole width end a stretch of columns. */
export function inColumns<Line extends PlacedLine>(
  lines: readonly Line[],
  part: (line: Line, segments: Line['segments']) => Line,
): Line[] {
  const all = lines.flatMap(({ segments }) => segments);
  const left = Math.min(...all.map((segment) => segment.left));
  const right = Math.max(...all.map((segment) => segment.right));
  const middle = (left + right) / 2;
  const column = (right - left) / 2;
  const crosses = ({ segments }: Line): boolean =>
    segments.some((segment) => segment.left < middle && segment.right > middle);
  const isFull = (segment: Placed): boolean => segment.right - segment.left > FULL * column;
  const ordered: Line[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && !crosses(lines[to]!)) to += 1;
    const stretch = lines.slice(from, to);
    const sides = [true, false].map((isLeft) =>
      stretch.flatMap((line) => {
        const own = line.segments.filter((segment) => segment.right <= middle === isLeft);
        return own.length === 0 ? [] : [part(line, own)];
      }),
    );
    const segments = stretch.flatMap((line) => line.segments);
    const areColumns =
      sides.every((side) => side.filter((line) => line.segments.some(isFull)).length >= LEAST_LINES) &&
      segments.filter(isFull).length >= MOSTLY * segments.length;
    ordered.push(...(areColumns ? sides.flat() : stretch), ...lines.slice(to, to + 1));
    from = to + 1;
  }
  return ordered;
}
