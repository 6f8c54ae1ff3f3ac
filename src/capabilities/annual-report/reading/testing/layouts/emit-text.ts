/** Support for tests: parts of a report as text, in the ways that tables lose their lines. */
import type { Merged, Part } from '../render-files.ts';
import type { Dice } from './dice.ts';

export const TEXT_STYLES = [
  'tabs',
  'tabs-all-columns',
  'cell-a-line',
  'cell-a-line-spread',
  'cell-a-line-tabbed',
  'strokes',
  'markdown',
  'markdown-repeated',
  'markdown-empty',
  'spaces',
  'wrapped',
  'centred',
  'one-line',
  'run-together',
] as const;
export type TextStyle = (typeof TEXT_STYLES)[number];

/** Whether a blank cell can still be told in this style. */
export function keepsBlanks(style: TextStyle): boolean {
  return style.startsWith('tabs') || style.startsWith('markdown') || style === 'cell-a-line-tabbed';
}

/** Whether each figure still stands by itself. */
export function keepsFigures(style: TextStyle): boolean {
  return style !== 'run-together';
}

type Full = { text: string; anchor: boolean }[][];

/** Every cell of the grid, with the anchor's text in the cells that a merge covers. */
export function fullGrid(table: readonly Merged[][]): Full {
  const grid: Full = table.map(() => []);
  for (const [r, row] of table.entries()) {
    let c = 0;
    for (const { text, rows, columns } of row) {
      while (grid[r]![c]) c += 1;
      for (let i = 0; i < rows && r + i < grid.length; i += 1)
        for (let j = 0; j < columns; j += 1) grid[r + i]![c + j] = { text, anchor: i === 0 && j === 0 };
    }
  }
  const width = Math.max(...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? { text: '', anchor: true }));
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (let from = 0; from < text.length; from += width) lines.push(text.slice(from, from + width));
  return lines.length === 0 ? [''] : lines;
}

const isFigure = (text: string): boolean => /^[\d０-９,.，]+(?:件|万元|元)?$/.test(text) || /^[-/—]$/.test(text);

function tableText(style: TextStyle, table: readonly Merged[][], dice: Dice): string {
  const rows = table.map((row) => row.map(({ text }) => text));
  const stroked = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const withRule = (lines: string[], width: number): string =>
    [lines[0], `|${' --- |'.repeat(width)}`, ...lines.slice(1)].join('\n');
  switch (style) {
    case 'tabs':
      return rows.map((row) => row.join('\t')).join('\n');
    case 'tabs-all-columns':
      return fullGrid(table)
        .map((row) => row.map(({ text, anchor }) => (anchor ? text : '')).join('\t'))
        .join('\n');
    case 'cell-a-line':
      return rows.flat().join('\n');
    case 'cell-a-line-spread':
      return rows.flat().join('\n\n');
    case 'cell-a-line-tabbed':
      return rows.map((row) => `${row.map((text) => `\t${text}`).join('\n')}\n`).join('\n');
    case 'strokes':
      return rows.map((row) => `${row.join(' | ')} |`).join('\n');
    case 'markdown':
      return withRule(rows.map(stroked), Math.max(...rows.map((row) => row.length)));
    case 'markdown-repeated':
    case 'markdown-empty': {
      const full = fullGrid(table);
      const lines = full.map((row) =>
        stroked(row.map(({ text, anchor }) => (anchor || style === 'markdown-repeated' ? text : ''))),
      );
      return withRule(lines, full[0]!.length);
    }
    case 'spaces':
      return rows.map((row) => row.filter((text) => text !== '').join(' ')).join('\n');
    case 'wrapped': {
      const width = 8 + dice.below(12);
      return rows
        .map((row) => {
          const words = row.filter((text) => !isFigure(text) && text !== '');
          const figures = row.filter(isFigure).join(' ');
          const lines = words.flatMap((text, index) => wrap(text, index < words.length - 1 ? 3 : width));
          return lines.length === 0 ? figures : figures === '' ? lines.join('\n') : `${lines.join('\n')} ${figures}`;
        })
        .join('\n');
    }
    case 'centred': {
      const width = 8 + dice.below(12);
      return rows
        .map((row) => {
          const words = row.filter((text) => !isFigure(text) && text !== '');
          const figures = row.filter(isFigure).join(' ');
          const label = wrap(words.at(-1) ?? '', width);
          const heads = words.slice(0, -1).flatMap((text) => wrap(text, 3));
          if (figures === '') return [...heads, ...label].join('\n');
          if (label.length === 1) return [...heads, `${label[0]} ${figures}`].join('\n');
          const middle = Math.floor(label.length / 2);
          // An even number of lines has its figures between them, an odd one on its middle line.
          return label.length % 2 === 0
            ? [...heads, ...label.slice(0, middle), figures, ...label.slice(middle)].join('\n')
            : [...heads, ...label.slice(0, middle), `${label[middle]} ${figures}`, ...label.slice(middle + 1)].join(
                '\n',
              );
        })
        .join('\n');
    }
    case 'one-line':
      return rows
        .flat()
        .filter((text) => text !== '')
        .join(' ');
    case 'run-together':
      return rows.flat().join('');
  }
}

/** Breaks a table's lines by page numbers, and repeats what a page's head says. */
function withPages(text: string, dice: Dice, header: string): string {
  let page = 2 + dice.below(5);
  const sign = dice.pick([
    (n: number) => `- ${n} -`,
    (n: number) => `— ${n} —`,
    (n: number) => `${n}`,
    (n: number) => `第${n}页`,
    (n: number) => `${n} / 12`,
  ]);
  return text
    .split('\n')
    .flatMap((line) => {
      if (!dice.chance(0.06)) return [line];
      page += 1;
      return [line, '', sign(page), ...(header === '' ? [] : [header])];
    })
    .join('\n');
}

export function emitText(parts: readonly Part[], style: TextStyle, dice: Dice, pages: boolean): string {
  const width = 24 + dice.below(30);
  const header = dice.chance(0.5) ? '政府信息公开工作年度报告' : '';
  const pieces = parts.map((part) => {
    if (typeof part !== 'string') {
      const text = tableText(style, part, dice);
      const byLine = style === 'spaces' || style === 'wrapped' || style === 'centred';
      return pages && byLine ? withPages(text, dice, header) : text;
    }
    return style === 'wrapped' || style === 'centred'
      ? part
          .split('\n')
          .flatMap((line) => wrap(line, width))
          .join('\n')
      : part;
  });
  if (style === 'run-together') return pieces.join('');
  if (style === 'one-line') return pieces.join(' ').replaceAll('\n', ' ');
  return pieces.join(
    style.startsWith('markdown') || style === 'cell-a-line-spread' || dice.chance(0.3) ? '\n\n' : '\n',
  );
}
