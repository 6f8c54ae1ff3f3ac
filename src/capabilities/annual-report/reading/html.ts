/** Web pages: paragraphs and tables, whatever mark-up Word or a content system put around them. */
import { type DefaultTreeAdapterMap, parse, defaultTreeAdapter as tree } from 'parse5';
import type { Block, GridCell } from '../rules/reading/source.ts';
import { LIMITS, UnreadableFileError } from './unreadable.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const SKIPPED = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'head',
  'select',
]);
const BLOCK_LEVEL = new Set(
  'address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);

/** Nesting beyond this is an attack on the parser, not a page; it is looked for before parsing. */
const MOST_DEPTH = 3000;

/** @throws UnreadableFileError */
export function readHtml(html: string): Block[] {
  if (deepest(html) > MOST_DEPTH) throw new UnreadableFileError('the page is nested too deeply');
  const document = parse(html);
  const blocks: Block[] = metaBlocks(html);
  const nested = tablesWithTables(document);
  let line = '';
  const flush = (): void => {
    const text = line.replace(/[ \t\r\n\u00a0]+/g, ' ').trim();
    if (text !== '') blocks.push({ kind: 'paragraph', text });
    line = '';
  };
  const stack: (Node | 'end')[] = [document];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node === 'end') {
      flush();
      continue;
    }
    if (tree.isTextNode(node)) {
      line += node.value;
      continue;
    }
    if (tree.isElementNode(node)) {
      if (SKIPPED.has(node.tagName)) continue;
      if (node.tagName === 'pre') {
        flush();
        // Its lines, and the empty ones between them, are all the layout it has.
        for (const text of linesOf(node)) blocks.push({ kind: 'paragraph', text });
        continue;
      }
      if (node.tagName === 'table' && !nested.has(node)) {
        flush();
        const rows = gridOf(node);
        // A table of one cell only frames the text in it.
        if (rows.reduce((sum, row) => sum + row.length, 0) > 1) {
          blocks.push({ kind: 'grid', rows });
          continue;
        }
      }
      if (BLOCK_LEVEL.has(node.tagName)) {
        flush();
        stack.push('end');
      }
    }
    if ('childNodes' in node) for (let i = node.childNodes.length - 1; i >= 0; i -= 1) stack.push(node.childNodes[i]!);
  }
  flush();
  return blocks;
}

function deepest(html: string): number {
  let depth = 0;
  let most = 0;
  for (const match of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9:]*)[^>]*?(\/?)>/g)) {
    if (/^(?:br|hr|img|input|meta|link|col|area|base|embed|source|wbr|p|li|td|tr|th|option)$/i.test(match[2]!))
      continue;
    depth = match[1] === '/' ? Math.max(0, depth - 1) : match[3] === '/' ? depth : depth + 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** The page's own record of title and day, which government sites must keep in its head. */
function metaBlocks(html: string): Block[] {
  const value = (name: string): string | undefined =>
    new RegExp(`<meta[^>]{0,80}name=["']?${name}["']?[^>]{0,80}content=["']([^"'>]{1,200})`, 'i').exec(
      html.slice(0, 100_000),
    )?.[1];
  const blocks: Block[] = [];
  const title = value('ArticleTitle');
  const day = value('PubDate');
  if (title) blocks.push({ kind: 'paragraph', text: title });
  if (day) blocks.push({ kind: 'paragraph', text: `发布时间：${day}` });
  return blocks;
}

/** Tables that hold other tables are for layout: their inner tables are the real ones. */
function tablesWithTables(document: Node): Set<Node> {
  const outer = new Set<Node>();
  const stack: Node[] = [document];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (tree.isElementNode(node) && node.tagName === 'table') {
      for (let up = node.parentNode; up; up = 'parentNode' in up ? up.parentNode : null) {
        if (outer.has(up)) break;
        if (tree.isElementNode(up) && up.tagName === 'table') outer.add(up);
      }
    }
    if ('childNodes' in node) stack.push(...node.childNodes);
  }
  return outer;
}

function gridOf(table: Element): GridCell[][] {
  const rows: GridCell[][] = [];
  let cells = 0;
  const stack: Node[] = [table];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (!tree.isElementNode(node)) continue;
    if (node.tagName === 'tr') {
      const row: GridCell[] = [];
      for (const child of node.childNodes) {
        if (!tree.isElementNode(child) || (child.tagName !== 'td' && child.tagName !== 'th')) continue;
        cells += 1;
        if (cells > LIMITS.tableCells) throw new UnreadableFileError('too many table cells');
        row.push({ text: textOf(child) });
      }
      rows.push(row);
      continue;
    }
    for (let i = node.childNodes.length - 1; i >= 0; i -= 1) stack.push(node.childNodes[i]!);
  }
  return rows;
}

function linesOf(element: Element): string[] {
  return rawText(element).split(/\r?\n/);
}

function textOf(element: Element): string {
  return rawText(element)
    .replace(/[\s\u00a0\u200b]+/g, ' ')
    .trim();
}

function rawText(element: Element): string {
  let text = '';
  const stack: Node[] = [element];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (tree.isTextNode(node)) text += node.value;
    else if (tree.isElementNode(node) && SKIPPED.has(node.tagName)) continue;
    else if ('childNodes' in node)
      for (let i = node.childNodes.length - 1; i >= 0; i -= 1) stack.push(node.childNodes[i]!);
  }
  return text;
}

/** Markdown in which a converter left tables as HTML: the tables as grids, every other line as a paragraph. */
export function readMixedMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  const addLines = (part: string): void => {
    for (const line of part.split('\n')) if (line.trim() !== '') blocks.push({ kind: 'paragraph', text: line.trim() });
  };
  for (const match of text.matchAll(/<table\b[\s\S]*?<\/table>/gi)) {
    addLines(text.slice(at, match.index));
    blocks.push(...readHtml(match[0]));
    at = match.index + match[0].length;
  }
  addLines(text.slice(at));
  return blocks;
}
